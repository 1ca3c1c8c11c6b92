// What a process that was taken over by an archive may say to the run. The first byte says in how long
// pieces.
#include "core/store/archive/memberguard.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

Result<void> take(MemberGuard &guard, const Frame &frame)
{
    if (frame.kind == Frame::Kind::Fault)
        (void)faultFromText(frame.bytes);
    if (frame.kind == Frame::Kind::Bytes)
        return guard.addBytes(frame.bytes.size());
    const auto member = frame.kind == Frame::Kind::Member ? memberFromText(frame.bytes) : std::nullopt;
    if (!member)
        return {};
    fuzz::promise(member->size >= -1, "a size is known or -1");
    if (const Result<void> admitted = guard.admitName(member->path); !admitted)
        return admitted;
    fuzz::promise(!member->path.isEmpty() && !member->path.startsWith('/'), "a path is relative");
    fuzz::promise(!member->path.split('/').contains(".."), "a path stays below its folder");
    return guard.checkPromise(member->size);
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes = fuzz::viewOf(data, size).sliced(1);
    const qsizetype pieceBytes = 1 + data[0];
    FrameReader frames;
    MemberGuard guard(u"a.zip"_s, bytes.size(), {});
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        const Result<void> heard = frames.add(bytes.sliced(at, std::min(pieceBytes, bytes.size() - at)),
                                              [&guard](const Frame &frame) { return take(guard, frame); });
        if (!heard)
            break;
    }
    return 0;
}
