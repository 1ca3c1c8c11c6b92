#include "core/store/stagingarea.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/runmark.h"
#include "core/store/sha256.h"

#include <QFile>
#include <QThread>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t contentMode = 0444;
constexpr mode_t directoryMode = 0500;
// Hashing is the slowest step of a fast download; beyond a few cores the disk is. One core is the run's own.
constexpr int mostLanes = 4;
constexpr qint64 maxQueuedBytes = 4 * 1024 * 1024;
constexpr std::chrono::seconds storeLockTimeout{60}; // a sweep, forget or move is going on

/// renameat2 without replacing; disks that do not know the flag are asked first.
int renameNew(int fromDirectory, const char *from, int toDirectory, const char *to)
{
    if (::renameat2(fromDirectory, from, toDirectory, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    if (::faccessat(toDirectory, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    return ::renameat(fromDirectory, from, toDirectory, to) == 0 ? 0 : errno;
}

} // namespace

Result<std::unique_ptr<StagingArea>> StagingArea::create(const Home &home, const DatasetName &name,
                                                         const QString &runId, QThreadPool &pool,
                                                         std::stop_token stop)
{
    auto lock = holdStore(home, LockMode::Shared, storeLockTimeout, stop);
    if (!lock)
        return failure(lock);
    if (auto made = makeDirectory(home.store().blobs()); !made) // a cache cleaner may have been here
        return failure(made);
    auto blobs = Blobs::open(home.store());
    if (!blobs)
        return failure(blobs);
    std::unique_ptr<StagingArea> area(
        new StagingArea(home, name, pool, std::move(stop), std::move(*lock), std::move(*blobs)));
    if (auto made = area->makeFolder(runId); !made)
        return failure(made);
    crashPoint("staging-begun");
    return area;
}

StagingArea::StagingArea(const Home &home, DatasetName name, QThreadPool &pool, std::stop_token stop,
                         StoreLock lock, Blobs blobs)
    : m_home(home),
      m_name(std::move(name)),
      m_pool(pool),
      m_stop(std::move(stop)),
      m_storeLock(std::move(lock)),
      m_store(home.store()),
      m_blobs(std::move(blobs))
{
    constexpr int idLength = 23; // of the snapshot
    m_rootBytes = QFile::encodeName(m_store.snapshotsOf(m_name)).size() + 1 + idLength;
    const int lanes = std::clamp(QThread::idealThreadCount() - 1, 1, mostLanes);
    for (int i = 0; i < lanes; ++i)
        m_lanes.push_back(std::make_unique<HashLane>(pool, maxQueuedBytes / lanes));
}

StagingArea::~StagingArea()
{
    m_hasFailed = m_hasFailed || !m_isCommitted; // what is queued need not be done any more
    drainLanes();
    // What cannot be removed now is swept when this process is gone.
    if (!m_isCommitted && !m_snapshotPath.isEmpty())
        (void)removeTree(m_snapshotPath);
    if (!m_folder.isEmpty())
        (void)removeTree(m_folder);
}

Result<void> StagingArea::makeFolder(const QString &runId)
{
    const bool isPlain = !runId.isEmpty() && runId.size() <= 64 && !runId.startsWith(u'.')
        && std::ranges::all_of(runId, [](QChar c) { return c.unicode() < 0x80 && c.isPrint() && c != u'/'; });
    if (!isPlain)
        return failure(ErrorKind::Invalid, u"\"%1\" is not the name of a run"_s.arg(runId));
    const QString folder = m_store.staging() + u'/' + runId;
    for (const QString &needed : {folder, m_store.partials()}) {
        if (auto made = makeDirectory(needed); !made)
            return made;
    }
    auto mark = markRun(folder, m_name);
    if (!mark)
        return failure(mark);
    m_runMark = std::move(*mark);
    m_folder = folder;
    m_snapshotPath = folder + u"/snapshot"_s;
    if (auto made = makeDirectory(m_snapshotPath); !made)
        return made;
    m_snapshot = openDirectory(m_snapshotPath);
    if (!m_snapshot.isOpen())
        return diskFailure(errno, u"open"_s, m_snapshotPath);
    return {};
}

Result<void> StagingArea::claim(QByteArrayView path)
{
    if (auto failure_ = failed(); !failure_)
        return failure_;
    if (auto checked = checkName(path); !checked)
        return checked;
    if (m_rootBytes + 1 + path.size() >= PATH_MAX)
        return nameFailure(ENAMETOOLONG, path);
    const QByteArray claimed = path.toByteArray();
    if (m_claimed.contains(claimed))
        return drop(claimed); // it may still be on a lane
    m_claimed.insert(claimed);
    return makeParents(path);
}

Result<void> StagingArea::makeParents(QByteArrayView path)
{
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        const QByteArray directory = path.first(slash).toByteArray();
        if (m_directories.contains(directory))
            continue;
        if (::mkdirat(m_snapshot.get(), directory.constData(), 0700) != 0)
            return nameFailure(errno, directory);
        m_directories.insert(directory);
    }
    return {};
}

HashLane &StagingArea::nextLane()
{
    m_lane = (m_lane + 1) % m_lanes.size();
    return *m_lanes[m_lane];
}

void StagingArea::drainLanes()
{
    for (const auto &lane : m_lanes)
        lane->drain();
}

Result<QHash<QByteArray, ManifestFile>> StagingArea::received()
{
    drainLanes();
    if (auto fine = failed(); !fine)
        return failure(fine);
    const std::lock_guard guard(m_mutex);
    return m_received;
}

Result<void> StagingArea::drop(const QByteArray &path)
{
    drainLanes();
    if (::unlinkat(m_snapshot.get(), path.constData(), 0) != 0 && errno != ENOENT)
        return diskFailure(errno, u"remove"_s, shownName(path));
    for (const QString &file : m_aside.take(path))
        QFile::remove(file);
    const std::lock_guard guard(m_mutex);
    m_received.remove(path);
    return {};
}

QString StagingArea::receivedFile(const QByteArray &path) const
{
    const auto aside = m_aside.constFind(path);
    return aside == m_aside.cend() ? m_snapshotPath + u'/' + QFile::decodeName(path) : aside->front();
}

void StagingArea::keepAside(const Entry &entry, const QStringList &files)
{
    m_aside.insert(entry.path, files);
    noteReceived(entry, {});
}

Result<void> StagingArea::writeNew(const QByteArray &path, std::span<const char> bytes) const
{
    const FileDescriptor file(::openat(m_snapshot.get(), path.constData(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, contentMode));
    if (!file.isOpen())
        return nameFailure(errno, path);
    if (const int stopped = writeAll(file.get(), bytes.data(), bytes.size())) {
        ::unlinkat(m_snapshot.get(), path.constData(), 0);
        return diskFailure(stopped, u"store"_s, shownName(path));
    }
    return {};
}

Result<void> StagingArea::keepSmall(const Entry &entry, std::span<const char> bytes)
{
    const Sha256 hash = sha256(bytes);
    const FileAt target{m_snapshot.get(), entry.path};
    // Mostly all files of a fetch are new, or none is: the last one tells where to try first.
    Result<Placed> placed = Placed::Absent;
    if (m_expectsKnown) {
        placed = m_blobs.place(hash, entry.size, target, Vouched::ByNobody);
        if (!placed)
            return failure(placed);
        m_expectsKnown = *placed == Placed::Done;
    }
    if (*placed == Placed::Absent) {
        if (auto written = writeNew(entry.path, bytes); !written)
            return written;
        const auto adopted = m_blobs.adopt(hash, entry.size, target);
        if (!adopted)
            return failure(adopted);
        m_expectsKnown = *adopted == Adopted::Known;
    }
    noteReceived(entry, hash);
    return {};
}

Result<void> StagingArea::keepLarge(const Entry &entry, const Sha256 &hash, int file, const QString &path)
{
    const FileAt target{m_snapshot.get(), entry.path};
    const auto placed = m_blobs.place(hash, entry.size, target, Vouched::ByNobody);
    if (!placed)
        return failure(placed);
    const QByteArray from = QFile::encodeName(path);
    if (*placed == Placed::Done) {
        ::unlink(from.constData());
    } else {
        if (const int stopped =
                renameNew(AT_FDCWD, from.constData(), target.directory, target.path.constData()))
            return nameFailure(stopped, entry.path);
        if (::fchmod(file, contentMode) != 0) // not before: what a kill leaves must be resumable
            return diskFailure(errno, u"protect"_s, shownName(entry.path));
        if (auto adopted = m_blobs.adopt(hash, entry.size, target); !adopted)
            return failure(adopted);
    }
    noteReceived(entry, hash);
    return {};
}

void StagingArea::noteReceived(const Entry &entry, const Sha256 &hash)
{
    {
        const std::lock_guard guard(m_mutex);
        m_received.insert(entry.path, {entry, hash, {}});
    }
    crashPoint("file-stored");
}

Result<void> StagingArea::takeKept(const ManifestFile &file, const SnapshotId &parent)
{
    if (auto made = makeParents(file.entry.path); !made)
        return made;
    const FileAt target{m_snapshot.get(), file.entry.path};
    auto placed = m_blobs.place(file.hash, file.entry.size, target, Vouched::ByManifest);
    if (placed && *placed == Placed::Absent && !parent.isEmpty())
        placed = takeFromSnapshot(file, parent);
    if (!placed)
        return failure(placed);
    if (*placed == Placed::Done)
        return {};
    return failure(ErrorKind::Corrupt,
                   u"the stored bytes of \"%1\" are gone"_s.arg(shownName(file.entry.path)), m_name.text(),
                   u"`larder verify --repair` fetches them again"_s);
}

Result<Placed> StagingArea::takeFromSnapshot(const ManifestFile &file, const SnapshotId &snapshot)
{
    const FileDescriptor directory = openDirectory(m_store.snapshot(m_name, snapshot));
    const FileDescriptor there(::openat(directory.get(), file.entry.path.constData(), O_RDONLY | O_CLOEXEC));
    Sha256Hasher hasher;
    if (!there.isOpen() || addFile(hasher, there.get(), -1, m_stop) != file.entry.size
        || hasher.result() != file.hash)
        return Placed::Absent;
    if (auto adopted = m_blobs.adopt(file.hash, file.entry.size, {directory.get(), file.entry.path});
        !adopted)
        return failure(adopted);
    return m_blobs.place(file.hash, file.entry.size, {m_snapshot.get(), file.entry.path},
                         Vouched::ByManifest);
}

Result<void> StagingArea::moveInto(const SnapshotId &id)
{
    for (const QByteArray &directory : std::as_const(m_directories)) {
        if (::fchmodat(m_snapshot.get(), directory.constData(), directoryMode, 0) != 0)
            return diskFailure(errno, u"protect"_s, shownName(directory));
    }
    crashPoint("snapshot-linked");
    if (auto made = makeDirectory(m_store.snapshotsOf(m_name)); !made)
        return made;
    const QString target = m_store.snapshot(m_name, id);
    if (const int stopped = renameNew(AT_FDCWD, QFile::encodeName(m_snapshotPath).constData(), AT_FDCWD,
                                      QFile::encodeName(target).constData()))
        return diskFailure(stopped, u"move the snapshot to"_s, target);
    m_snapshotPath = target;
    // After the rename: to change a directory's parent, one must be allowed to write in it.
    if (::fchmod(m_snapshot.get(), directoryMode) != 0)
        return diskFailure(errno, u"protect"_s, target);
    crashPoint("snapshot-renamed");
    // One flush for all contents, directories and links, instead of one for each file.
    if (::syncfs(m_snapshot.get()) != 0)
        return diskFailure(errno, u"flush the store"_s, m_store.root());
    crashPoint("contents-flushed");
    return {};
}

void StagingArea::fail(const Error &error)
{
    const std::lock_guard guard(m_mutex);
    if (!m_error)
        m_error = error;
    m_hasFailed = true;
}

Result<void> StagingArea::failed() const
{
    if (!m_hasFailed)
        return {};
    const std::lock_guard guard(m_mutex);
    return std::unexpected(m_error.value_or(Error{ErrorKind::Cancelled, u"stopped"_s, {}, {}}));
}

QString StagingArea::incomingPath()
{
    return m_folder + u"/incoming-"_s + QString::number(++m_incoming);
}

} // namespace larder
