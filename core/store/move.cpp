#include "core/store/move.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/blobs.h"
#include "core/store/blobscan.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/locks.h"
#include "core/store/sha256.h"
#include "core/store/storeplace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logMove, "larder.store.move", QtWarningMsg)

constexpr auto halfMadeMark = "/.larder-moving"_L1; // a target with this in it is what a killed move left

constexpr std::chrono::days patienceForAwayDisks{90};

using Inode = std::pair<dev_t, ino_t>;

bool isEqual(const QByteArray &one, const QByteArray &other)
{
    const auto hashOf = [](const QByteArray &path) -> std::optional<Sha256> {
        const FileDescriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC));
        Sha256Hasher hasher;
        return file.isOpen() && addFile(hasher, file.get(), -1, {}) >= 0 ? std::optional(hasher.result())
                                                                         : std::nullopt;
    };
    const auto hash = hashOf(one);
    return hash && hash == hashOf(other);
}

/// One tree copied to another disk with its hard links, so that it takes as much room there as here.
class TreeCopy
{
public:
    TreeCopy(QString from, QString to, const std::function<void(const MoveProgress &)> &progress,
             MoveReport &report, MoveProgress total, std::stop_token stop)
        : m_from(std::move(from)),
          m_to(std::move(to)),
          m_progress(progress),
          m_report(report),
          m_done(total),
          m_stop(std::move(stop))
    { }

    [[nodiscard]] Result<void> copy(const QString &part)
    {
        return walkTree(
            m_from + u'/' + part, [&](const TreeFile &file) { return copyOne(part, file); }, m_stop);
    }

private:
    [[nodiscard]] Result<void> copyOne(const QString &part, const TreeFile &file)
    {
        const QByteArray below = part.toUtf8() + '/' + file.path;
        const QByteArray to = QFile::encodeName(m_to) + '/' + below;
        if (auto made = makeDirectory(QFileInfo(QFile::decodeName(to)).path()); !made)
            return made;
        const Inode inode{file.status.st_dev, file.status.st_ino};
        const auto copied = m_copies.find(inode);
        if (copied != m_copies.end() && ::link(copied->second.constData(), to.constData()) == 0)
            return {};
        ::unlink(to.constData());
        if (const int failed = copyFile({AT_FDCWD, QFile::encodeName(m_from) + '/' + below}, {AT_FDCWD, to}))
            return diskFailure(failed, u"copy"_s, QFile::decodeName(to));
        // Blobs are checked against their names later; a file that is no blob's can only be compared.
        // A partial is written on; all else is content, and read-only.
        if (part == "partials"_L1 && ::chmod(to.constData(), 0600) != 0)
            return diskFailure(errno, u"protect"_s, QFile::decodeName(to));
        if (part != "blobs"_L1 && !isEqual(QFile::encodeName(m_from) + '/' + below, to))
            return failure(ErrorKind::Corrupt, u"a copy differs from its original"_s, QFile::decodeName(to));
        if (file.status.st_nlink > 1)
            m_copies.insert_or_assign(inode, to);
        ++m_report.files;
        m_report.bytes += qint64(file.status.st_size);
        m_done.bytesDone += qint64(file.status.st_size);
        if (m_progress)
            m_progress(m_done);
        return {};
    }

    QString m_from;
    QString m_to;
    const std::function<void(const MoveProgress &)> &m_progress;
    MoveReport &m_report;
    MoveProgress m_done;
    std::stop_token m_stop;
    std::map<Inode, QByteArray> m_copies;
};

Result<void> checkTarget(const QString &target, const QString &from)
{
    const auto invalid = [&](const QString &why) { return failure(ErrorKind::Invalid, why, target); };
    if (!QDir::isAbsolutePath(target) || QDir::cleanPath(target) != target)
        return invalid(u"the store's new place must be an absolute path"_s);
    if (target == from || target.startsWith(from + u'/') || from.startsWith(target + u'/'))
        return invalid(u"the store's new place must lie outside of the old one"_s);
    if (!QFileInfo::exists(target))
        return {};
    const auto names = namesIn(target);
    if (!names)
        return failure(names);
    const bool isLeftover = QFile::exists(target + halfMadeMark);
    const bool isEmptyDisk = names->isEmpty() || *names == QByteArrayList{"lost+found"};
    if (!isLeftover && !isEmptyDisk)
        return invalid(u"the store's new place is not empty"_s);
    return {};
}

qint64 totalBytes(const StoreLayout &store)
{
    const auto listing = listBlobs(store, BlobsWanted::All, {});
    return listing ? listing->bytes : 0;
}

Result<void> checkRoom(const QString &target, qint64 bytes)
{
    struct statvfs disk{};
    if (::statvfs(QFile::encodeName(target).constData(), &disk) != 0)
        return diskFailure(errno, u"ask for free space"_s, target);
    const qint64 free = qint64(disk.f_bavail) * qint64(disk.f_frsize);
    if (free > bytes + bytes / 20)
        return {};
    return failure(ErrorKind::NoSpace, u"the new place has no room for the store"_s, target,
                   u"choose a larger disk, or make the store smaller with `larder prune`"_s);
}

/// Directories of snapshots are read-only, at the new place too.
Result<void> protectSnapshots(const QString &root, const std::stop_token &stop)
{
    Result<void> outcome;
    const auto protect = [&](this auto &self, const QString &folder, int depth) -> void {
        const auto names = namesIn(folder);
        for (const QByteArray &name : names ? *names : QByteArrayList{}) {
            const QString path = folder + u'/' + QFile::decodeName(name);
            struct stat status{};
            const QByteArray encoded = QFile::encodeName(path);
            if (stop.stop_requested() || ::lstat(encoded.constData(), &status) != 0
                || !S_ISDIR(status.st_mode))
                continue;
            self(path, depth + 1);
            constexpr int depthOfSnapshots = 2; // <customer>/<dataset>/<snapshot>
            if (depth >= depthOfSnapshots && ::chmod(encoded.constData(), 0500) != 0 && outcome)
                outcome = diskFailure(errno, u"protect"_s, path);
        }
    };
    protect(root, 0);
    return outcome;
}

/// Every blob of the copy is read again and must have its hash.
Result<void> verifyCopy(const StoreLayout &copy, const std::stop_token &stop)
{
    return walkTree(
        copy.blobs(),
        [&](const TreeFile &file) -> Result<void> {
            const QString path = copy.blobs() + u'/' + QString::fromUtf8(file.path);
            const FileDescriptor opened(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
            const auto hash =
                hashFromBlobName(QByteArrayView(file.path).sliced(file.path.lastIndexOf('/') + 1));
            Sha256Hasher hasher;
            if (!hash)
                return {};
            const qint64 read = opened.isOpen() ? addFile(hasher, opened.get(), -1, stop) : -errno;
            if (read == -ECANCELED)
                return failure(ErrorKind::Cancelled, u"stopped"_s);
            if (read < 0)
                return diskFailure(int(-read), u"read"_s, path);
            if (hasher.result() != *hash)
                return failure(ErrorKind::Corrupt, u"a file of the store is damaged"_s, path,
                               u"`larder verify --repair` first"_s);
            return {};
        },
        stop);
}

Result<void> flushDisk(const QString &path)
{
    const FileDescriptor directory = openDirectory(path);
    if (!directory.isOpen() || ::syncfs(directory.get()) != 0)
        return diskFailure(errno, u"flush"_s, path);
    return {};
}

/// What a move that failed or was killed left there, down to its mark.
Result<void> clearHalfMade(const StoreLayout &to)
{
    for (const QString &left : {to.blobs(), to.snapshots(), to.partials(), to.staging(), to.trash(),
                                to.version(), QString(to.root() + halfMadeMark)}) {
        if (auto removed = removeTree(left); !removed)
            return removed;
    }
    return {};
}

/// Empty ones are snapshots, too (`allow-empty`); a copy of files alone does not make them.
Result<void> copyFolders(const QString &from, const QString &to)
{
    const auto names = namesIn(from);
    if (!names)
        return failure(names);
    if (auto made = makeDirectory(to); !made)
        return made;
    for (const QByteArray &name : *names) {
        const QString below = u'/' + QFile::decodeName(name);
        if (!QFileInfo(from + below).isDir() || QFileInfo(from + below).isSymLink())
            continue;
        if (auto copied = copyFolders(from + below, to + below); !copied)
            return copied;
    }
    return {};
}

Result<void> copyStore(const Home &home, const StoreLayout &from, const StoreLayout &to, MoveReport &report,
                       const std::function<void(const MoveProgress &)> &progress, const std::stop_token &stop)
{
    if (auto cleared = clearHalfMade(to); !cleared)
        return cleared;
    if (auto made = makeDirectory(to.root()); !made)
        return made;
    const qint64 total = totalBytes(from);
    if (auto room = checkRoom(to.root(), total); !room)
        return room;
    if (auto marked = writeAtomically(to.root() + halfMadeMark, {}); !marked)
        return marked;
    TreeCopy copy(from.root(), to.root(), progress, report, {0, total}, stop);
    for (const QString &part : {u"blobs"_s, u"snapshots"_s, u"partials"_s}) {
        if (auto copied = copy.copy(part); !copied)
            return copied;
    }
    if (auto copied = copyFolders(from.snapshots(), to.snapshots()); !copied)
        return copied;
    crashPoint("move-copied");
    if (auto done = protectSnapshots(to.snapshots(), stop); !done)
        return done;
    if (auto verified = verifyCopy(to, stop); !verified)
        return verified;
    if (auto flushed = flushDisk(to.root()); !flushed)
        return flushed;
    return createStore(to, home.storeId());
}

/// From the one write in here on, every process finds the store at its new place.
Result<void> switchTo(const Home &home, const QString &target, const QString &from, Instant goesAt)
{
    auto place = readStorePlace(home.data());
    if (!place)
        return failure(place);
    std::erase_if((*place)->retired, [&](const RetiredPlace &old) { return old.path == target; });
    (*place)->retired.push_back({from, goesAt});
    (*place)->movedTo = target;
    if (auto written = writeStorePlace(home.data(), **place); !written)
        return written;
    crashPoint("move-switched");
    return home.reload();
}

/// Who still reads an old current.json reads the old place, which stays a day; recover() does the rest after
/// a crash.
Result<void> publishAll(const Home &home, Instant now)
{
    const auto names = home.datasets();
    if (!names)
        return failure(names);
    for (const DatasetName &name : *names) {
        if (auto published = home.dataset(name).publish(now); !published)
            return failure(published);
    }
    return {};
}

/// What is ours, and the place itself if nothing else is there. False: some of it stays, to be tried again.
bool removeStoreAt(const StoreLayout &store)
{
    for (const QString &part : store.parts()) {
        if (const auto removed = removeTree(part); !removed) {
            qCWarning(logMove) << "the store's old place stays:" << removed.error().message << part;
            return false;
        }
    }
    QDir().rmdir(store.root());
    return true;
}

/// When a place that the store was moved away from goes.
Instant leavingOf(const Home &home, Instant otherwise)
{
    const auto place = readStorePlace(home.data());
    return place && *place && !(*place)->retired.empty() ? (*place)->retired.back().goesAt : otherwise;
}

} // namespace

Result<MoveReport> moveStore(const Home &home, const QString &target, std::chrono::milliseconds timeout,
                             Instant now, const std::function<void(const MoveProgress &)> &progress,
                             std::stop_token stop)
{
    const auto exclusive = holdStore(home, LockMode::Exclusive, timeout, stop);
    if (!exclusive)
        return failure(exclusive);
    const StoreLayout from = home.store();
    if (target == from.root()) { // a move that was killed after it had switched, or the same wish twice
        if (auto removed = removeTree(target + halfMadeMark); !removed)
            return failure(removed);
        if (auto published = publishAll(home, now); !published)
            return failure(published);
        return MoveReport{.from = target, .to = target, .oldPlaceGoesAt = leavingOf(home, now)};
    }
    if (auto checked = checkTarget(target, from.root()); !checked)
        return failure(checked);
    MoveReport report{.from = from.root(), .to = target, .oldPlaceGoesAt = now + graceAfterMove};
    if (auto copied = copyStore(home, from, StoreLayout(target), report, progress, stop); !copied) {
        (void)clearHalfMade(StoreLayout(target)); // why it failed is the news
        return failure(copied);
    }
    if (auto switched = switchTo(home, target, from.root(), report.oldPlaceGoesAt); !switched)
        return failure(switched);
    // Only now: until the switch, what lies there is a leftover that another try may clear away.
    if (auto removed = removeTree(target + halfMadeMark); !removed)
        return failure(removed);
    if (auto published = publishAll(home, now); !published)
        return failure(published);
    return report;
}

Result<void> removeRetiredPlaces(const Home &home, Instant now)
{
    const auto read = readStorePlace(home.data());
    if (!read)
        return failure(read);
    const auto isOver = [&](const RetiredPlace &old) { return old.goesAt <= now; };
    // A disk that is away takes its bytes along: they go when it is back, if that is not too long from now.
    const auto isAway = [&](const RetiredPlace &old) {
        return now - old.goesAt < patienceForAwayDisks && isGone(StoreLayout(old.path).version());
    };
    if (!*read || std::ranges::none_of((*read)->retired, isOver))
        return {};
    const auto exclusive = tryHoldStore(home, LockMode::Exclusive);
    if (!exclusive)
        return failure(exclusive);
    auto place = readStorePlace(home.data());
    if (!place)
        return failure(place);
    if (!*exclusive || !*place)
        return {};
    std::erase_if((*place)->retired, [&](const RetiredPlace &old) {
        if (!isOver(old) || isAway(old))
            return false;
        // Only what is still this home's old store: somebody may have put something else there.
        const auto id = readStoreId(StoreLayout(old.path));
        const bool isOurs = id && *id && **id == home.storeId() && old.path != home.storeRoot();
        return !isOurs || removeStoreAt(StoreLayout(old.path));
    });
    return writeStorePlace(home.data(), **place);
}

} // namespace larder
