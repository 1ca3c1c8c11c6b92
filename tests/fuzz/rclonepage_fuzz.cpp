// What rclone says: listings, single files, remotes, and its errors. The first byte says in how long pieces.
#include "core/sources/rcloneerror.h"
#include "core/sources/rclonepage.h"
#include "tests/fuzz/bucketchecks.h"

#include <algorithm>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

struct Read {
    std::vector<RcloneItem> items; ///< also those before what is broken
    bool isWhole = false;

    bool operator==(const Read &) const = default;
};

Read readIn(QByteArrayView bytes, qsizetype pieceBytes)
{
    RcloneListReader reader;
    Read read;
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        const QByteArrayView piece = bytes.sliced(at, std::min(pieceBytes, bytes.size() - at));
        if (!reader.add({piece.data(), static_cast<std::size_t>(piece.size())}, read.items))
            return read;
    }
    read.isWhole = reader.finish().has_value();
    return read;
}

void check(const RcloneItem &item)
{
    fuzz::promise(!item.path.isEmpty(), "an item has a path");
    fuzz::promise(item.size >= -1, "a size is known or -1");
    fuzz::promise(!item.modified || isTellable(*item.modified), "a time can be kept");
    if (!item.isFolder)
        fuzz::checkValidator(item.validator);
    (void)listedHash(item.validator);
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes = fuzz::viewOf(data, size).sliced(1);
    const Read read = readIn(bytes, 1 + data[0]);
    fuzz::promise(read == readIn(bytes, std::max<qsizetype>(bytes.size(), 1)), "pieces may end anywhere");
    std::ranges::for_each(read.items, check);
    const QByteArray body = bytes.toByteArray();
    if (const auto item = readRcloneStat(body); item && *item)
        check(**item);
    (void)readRcloneRemote(body);
    const HttpFailure failure = rcloneFailure(rcloneError(body), u"rclone:r:x"_s, u"sign in"_s);
    fuzz::promise(!failure.error.message.isEmpty() && failure.error.message.size() < 400,
                  "a failure is a sentence");
    return 0;
}
