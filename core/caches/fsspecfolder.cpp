#include "core/caches/fsspecfolder.h"

#include "core/caches/cachetrash.h"
#include "core/caches/foreignfile.h"
#include "core/caches/foreigntime.h"
#include "core/caches/fsspectext.h"
#include "core/store/filetree.h"
#include "core/store/safename.h"

#include <QFile>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 longestMetadata = 64 << 20; // two hundred thousand files; a longer one is no cache's
constexpr auto longestWriting = 1h;
constexpr qint64 itemsAtOnce = 1024;

constexpr const char *metadataName = "cache";

/// A file below the directory, without following a link on the way.
bool statBelow(int root, const QByteArray &path, struct stat &status)
{
    const qsizetype slash = path.lastIndexOf('/');
    if (slash < 0)
        return ::fstatat(root, path.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    const FileDescriptor folder = openBelow(root, QByteArrayView(path).first(slash));
    return folder.isOpen()
        && ::fstatat(folder.get(), path.constData() + slash + 1, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

void noteFile(const struct stat &status, CacheItem &item)
{
    item.bytes = S_ISREG(status.st_mode) ? qint64(status.st_size) : 0;
    const auto written = fileInstant(status.st_mtim);
    item.used = std::max(written, fileInstant(status.st_atim));
    if (!item.made)
        item.made = written;
}

qint64 blocksOf(const FsspecEntry &entry)
{
    return entry.size >= 0 && entry.blockSize > 0
        ? entry.size / entry.blockSize + (entry.size % entry.blockSize == 0 ? 0 : 1)
        : 0;
}

/// The list itself, and the trash, whatever an entry says.
bool isNoDataFile(const QByteArray &file)
{
    return file == metadataName || file == trashName
        || file.startsWith(QByteArray(QByteArray(trashName) + '/'));
}

CacheItem itemOf(int root, const FsspecEntry &entry)
{
    CacheItem item{.name = entry.key, .made = entry.made, .isMadeRecorded = entry.made.has_value()};
    item.hasMetadata = entry.isComplete;
    if (!entry.isComplete)
        item.oddity = u"its entry is not complete"_s;
    if (!staysBelow(entry.file)) {
        item.state = ItemState::Outside;
        item.oddity = u"its entry names a file outside of this directory"_s;
        return item;
    }
    if (isNoDataFile(entry.file)) {
        item.state = ItemState::Outside;
        item.oddity = u"its entry names a file that is no data of a cache"_s;
        return item;
    }
    item.file = entry.file;
    struct stat status{};
    if (!statBelow(root, entry.file, status) || S_ISDIR(status.st_mode)) {
        item.state = ItemState::Ghost;
        item.oddity = u"its file is gone"_s;
        return item;
    }
    item.path = entry.file;
    noteFile(status, item);
    item.isThere = true;
    if (!entry.isWhole) {
        item.state = ItemState::Partial;
        item.isThere = false;
        item.bytes = std::min<qint64>(item.bytes, qint64(status.st_blocks) * 512); // it has holes
        const qint64 all = blocksOf(entry);
        item.oddity = all > 0 ? u"%1 of its %2 blocks are there"_s.arg(entry.blocks).arg(all)
                              : u"only some of its blocks are there"_s;
    }
    return item;
}

/// A file that no entry names. nullopt: none of fsspec's, as far as its name tells.
std::optional<CacheItem> unlisted(int root, const QByteArray &name, bool hasList, Instant now)
{
    const bool isData = isFsspecDataName(name);
    struct stat status{};
    if ((!isData && !isFsspecLeftover(name))
        || ::fstatat(root, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(status.st_mode))
        return std::nullopt;
    CacheItem item{.path = name, .name = shownName(name)};
    noteFile(status, item);
    item.isThere = isData && !hasList;
    if (!isData) {
        item.leftoverBytes = item.bytes;
        item.state =
            item.made && now - *item.made < longestWriting ? ItemState::Writing : ItemState::Leftover;
    } else if (hasList) {
        item.state = ItemState::Orphan;
        item.oddity = u"no entry names it"_s;
    }
    return item;
}

/// nullopt: there is none, as simplecache wants it.
std::optional<FsspecMetadata> readList(int root, CacheContents &contents)
{
    const QString path = contents.place.path + u'/' + QLatin1StringView(metadataName);
    const auto bytes = readForeign(root, metadataName, longestMetadata);
    if (!bytes && bytes.error() == ENOENT)
        return std::nullopt;
    if (!bytes && bytes.error() == EFBIG) {
        contents.troubles.push_back(
            {ErrorKind::Unsupported, u"this list of files is too large to be read"_s, path, {}});
        return FsspecMetadata{};
    }
    if (!bytes) {
        contents.troubles.push_back(systemError(bytes.error(), u"read"_s, path));
        return FsspecMetadata{};
    }
    FsspecMetadata metadata = readFsspecMetadata(*bytes);
    contents.otherBytes += bytes->size();
    if (metadata.form == FsspecForm::Unreadable) {
        contents.troubles.push_back({ErrorKind::Corrupt, u"this list of files is not readable"_s, path,
                                     u"move it away: fsspec begins a new one"_s});
    }
    if (metadata.oddEntries > 0) {
        contents.troubles.push_back({ErrorKind::Corrupt,
                                     u"entries of this list that name no file: %1"_s.arg(metadata.oddEntries),
                                     path,
                                     {}});
    }
    contents.isOldPickle = metadata.form == FsspecForm::Pickle;
    return metadata;
}

} // namespace

Result<CacheContents> readFsspecFolder(const QString &path, Instant now, const CacheProgress &progress,
                                       const std::stop_token &stop)
{
    CacheContents contents{.place = {CacheKind::Fsspec, path}};
    const FileDescriptor root = openDirectory(path);
    const auto names = root.isOpen() ? namesAt(root.get()) : std::nullopt;
    if (!names)
        return std::unexpected(systemError(errno, u"open the directory"_s, path));
    const auto list = readList(root.get(), contents);
    const auto entries = list ? list->entries : std::vector<FsspecEntry>();
    const auto total = std::max(qint64(entries.size()), qint64(names->size()));
    QSet<QByteArray> listed;
    const auto isStopped = [&] {
        const auto done = qint64(contents.items.size());
        if (progress && done % itemsAtOnce == 0)
            progress(done, total);
        return stop.stop_requested();
    };
    for (const FsspecEntry &entry : entries) {
        if (isStopped())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        CacheItem item = itemOf(root.get(), entry);
        if (!item.path.isEmpty() && listed.contains(item.path)) {
            item.bytes = 0; // counted with the first
            item.oddity = u"another entry names the same file"_s;
        }
        listed.insert(item.path);
        contents.items.push_back(std::move(item));
    }
    for (const QByteArray &name : *names) {
        if (isStopped())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        if (name == metadataName || name == trashName || listed.contains(name))
            continue;
        const bool hasReadableList = list && list->form == FsspecForm::Json;
        if (auto item = unlisted(root.get(), name, hasReadableList, now))
            contents.items.push_back(std::move(*item));
    }
    if (progress)
        progress(total, total);
    contents.trashBytes = trashSize(path);
    return contents;
}

} // namespace larder
