// Archives of each kind, as the process that unpacks them reads them; and what it says of them, as the run
// that started it does. The first letter is what is wanted of which kind: 'A' on everything, 'a' on the
// names.
#include "core/store/archive/archivereading.h"
#include "core/store/archive/memberguard.h"
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 4 * 1024 * 1024; // a bomb is the guard's business
constexpr int kinds = static_cast<int>(ArchiveKind::Zst) + 1;

ReadRequest requestOf(char letter)
{
    const bool wantsNames = letter >= 'a';
    const int number = static_cast<unsigned char>(letter - (wantsNames ? 'a' : 'A')) % kinds;
    return {.wanted = wantsNames ? Wanted::Names : Wanted::Everything,
            .kind = static_cast<ArchiveKind>(number),
            .file = {},
            .member = {}};
}

/// The run's side: frames in, as they come over the pipe.
class Listener
{
public:
    explicit Listener(qint64 archiveBytes) : m_guard(u"a.zip"_s, archiveBytes, {}) { }

    bool hear(Frame::Kind kind, QByteArrayView bytes)
    {
        fuzz::promise(bytes.size() <= maxFrameBytes, "a frame is no longer than one may be");
        const Result<void> heard = m_frames.add(QByteArray(frameHead(kind, bytes.size()) + bytes),
                                                [this](const Frame &frame) { return take(frame); });
        fuzz::promise(heard.has_value(), "frames are what was said");
        return m_bytes < mostBytes;
    }

private:
    Result<void> take(const Frame &frame)
    {
        if (frame.kind == Frame::Kind::Bytes)
            m_bytes += frame.bytes.size();
        if (frame.kind != Frame::Kind::Member)
            return {};
        const auto member = memberFromText(frame.bytes);
        fuzz::promise(member.has_value(), "a member is told readably");
        if (!member->path.isEmpty())
            (void)m_guard.admitName(member->path);
        if (member->modified)
            fuzz::promise(fromIso(toIso(*member->modified)) == member->modified, "a time can be kept");
        return {};
    }

    FrameReader m_frames;
    MemberGuard m_guard;
    qint64 m_bytes = 0;
};

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const int file = ::memfd_create("archive", MFD_CLOEXEC);
    const bool isWritten = ::write(file, data + 1, size - 1) == static_cast<ssize_t>(size - 1);
    fuzz::promise(isWritten && ::lseek(file, 0, SEEK_SET) == 0, "the machine has memory");
    Listener listener(static_cast<qint64>(size) - 1);
    const auto fault = readArchive(
        file, requestOf(static_cast<char>(data[0])),
        [&listener](Frame::Kind kind, QByteArrayView bytes) { return listener.hear(kind, bytes); });
    if (fault) {
        const auto told = faultFromText(faultText(*fault));
        fuzz::promise(told && told->fault == fault->fault, "a fault is told as it is");
    }
    ::close(file);
    return 0;
}
