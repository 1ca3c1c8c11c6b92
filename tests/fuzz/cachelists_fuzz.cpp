// What lies in other programs' caches, and in our trash there. The first byte says which: j joblib's
// metadata, f fsspec's list, t what was evicted, n a name.
#include "core/caches/cachetrash.h"
#include "core/caches/foreignfile.h"
#include "core/caches/fsspectext.h"
#include "core/caches/joblibtext.h"
#include "tests/fuzz/fuzz.h"

using namespace larder;

namespace {

void check(const FsspecEntry &entry)
{
    fuzz::promise(!entry.file.isEmpty(), "an entry names a file");
    fuzz::promise(!entry.made || isTellable(*entry.made), "a time can be kept");
    fuzz::promise(entry.size >= -1 && entry.blockSize >= 0 && entry.blocks >= 0, "sizes are known or -1");
    fuzz::promise(!entry.isComplete || entry.made, "a complete entry has its time");
}

void checkName(QByteArrayView name)
{
    fuzz::promise(writerOf(name).value_or(0) >= 0, "a process has a number");
    if (isFsspecDataName(name) || itemNameOf(name) == ItemName::Exact)
        fuzz::promise(staysBelow(name), "a hash leads nowhere");
    (void)isFsspecLeftover(name);
    (void)looksLikeFsspecMetadata(name);
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes = fuzz::viewOf(data, size).sliced(1);
    if (data[0] == 'j') {
        const auto metadata = readJoblibMetadata(bytes.toByteArray());
        fuzz::promise(!metadata || !metadata->made || isTellable(*metadata->made), "a time can be kept");
    } else if (data[0] == 'f') {
        const FsspecMetadata metadata = readFsspecMetadata(bytes.toByteArray());
        fuzz::promise(metadata.form == FsspecForm::Json || metadata.entries.empty(), "only JSON has entries");
        for (const FsspecEntry &entry : metadata.entries)
            check(entry);
    } else if (data[0] == 't') {
        const auto list = TrashList::fromJson(bytes.toByteArray());
        if (!list)
            return 0;
        for (const QByteArray &item : list->items)
            fuzz::promise(staysBelow(item), "nothing is restored elsewhere");
        fuzz::promise(TrashList::fromJson(list->toJson()) == list, "what is written is read again");
    } else {
        checkName(bytes);
    }
    return 0;
}
