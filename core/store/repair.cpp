#include "core/store/blobs.h"
#include "core/store/blobscan.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/locks.h"
#include "core/store/sha256.h"
#include "core/store/verify.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds storeTimeout{60};

bool isWhole(const QString &path, const Sha256 &hash)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    Sha256Hasher hasher;
    return file.isOpen() && addFile(hasher, file.get(), -1, {}) >= 0 && hasher.result() == hash;
}

/// Where else the store has bytes that are damaged somewhere. Each place is read before it is believed.
class WholeCopies
{
public:
    WholeCopies(const Home &home, const VerifyReport &report) : m_home(home)
    {
        for (const Damage &damage : report.damaged) {
            if (!damage.path.isEmpty() && damage.kind != DamageKind::Unexpected)
                m_places[damage.hash] << home.store().blob(damage.hash);
        }
    }

    [[nodiscard]] Result<void> gather(const std::stop_token &stop)
    {
        return forEachManifest(
            m_home,
            [this](const DatasetName &name, const Manifest &manifest) {
                const QString directory = m_home.dataset(name).snapshotPath(manifest.header.id);
                for (const ManifestFile &file : manifest.files) {
                    const auto wanted = m_places.find(file.hash);
                    if (wanted != m_places.end())
                        wanted->second << directory + u'/' + QFile::decodeName(file.entry.path);
                }
            },
            stop);
    }

    /// Empty: nowhere.
    [[nodiscard]] QString find(const Sha256 &hash)
    {
        QStringList &places = m_places[hash];
        places.removeIf([&](const QString &path) { return !isWhole(path, hash); });
        return places.value(0);
    }

private:
    const Home &m_home;
    std::map<Sha256, QStringList> m_places;
};

/// Snapshot directories are read-only; this opens one for a repair and closes it again.
class WritableDirectory
{
public:
    explicit WritableDirectory(const QString &path) : m_path(QFile::encodeName(path))
    {
        ::chmod(m_path.constData(), 0700);
    }
    ~WritableDirectory() { ::chmod(m_path.constData(), 0500); }
    WritableDirectory(const WritableDirectory &) = delete;
    WritableDirectory &operator=(const WritableDirectory &) = delete;

private:
    QByteArray m_path;
};

/// The whole copy takes the damaged one's name at once: a reader finds the one or the other.
Result<void> replaceFile(const QString &path, const QString &whole)
{
    const QByteArray target = QFile::encodeName(path);
    const QByteArray aside = QFile::encodeName(QFileInfo(path).path() + u"/.larder-repair"_s);
    const QByteArray source = QFile::encodeName(whole);
    const WritableDirectory writable(QFileInfo(path).path());
    ::unlink(aside.constData());
    if (::link(source.constData(), aside.constData()) != 0) {
        if (const int failed = copyFile({AT_FDCWD, source}, {AT_FDCWD, aside}))
            return diskFailure(failed, u"restore"_s, path);
    }
    if (::rename(aside.constData(), target.constData()) != 0)
        return diskFailure(errno, u"restore"_s, path);
    ::unlink(aside.constData()); // still there when the two were one file
    return {};
}

Result<void> removeFrom(const QString &directory, const QString &path)
{
    const WritableDirectory writable(QFileInfo(path).path());
    if (auto removed = removeTree(path); !removed)
        return failure(ErrorKind::Storage, removed.error().message, directory);
    return {};
}

/// Nobody takes the file for proven any more: readers ask, and the next run receives it again.
Result<void> distrust(const DatasetFolder &folder, const Damage &damage, Instant now)
{
    const auto manifest = folder.manifest(damage.snapshot);
    const ManifestFile *file = manifest ? manifest->find(damage.path) : nullptr;
    const QByteArray source = file ? file->sourcePath() : damage.path;
    const auto changed = folder.changeRecord(
        [&](Record &record) {
            record.confirmedAt.reset();
            record.laterValidators.insert(source, Validator{});
        },
        now);
    return changed ? Result<void>{} : failure(changed);
}

class Repairing
{
public:
    Repairing(const Home &home, WholeCopies &copies, Instant now) : m_home(home), m_copies(copies), m_now(now)
    { }

    [[nodiscard]] Result<void> mend(const Damage &damage)
    {
        const DatasetFolder folder = m_home.dataset(damage.dataset);
        const QString directory = folder.snapshotPath(damage.snapshot);
        const QString path = directory + u'/' + QFile::decodeName(damage.path);
        if (!folder.hasSnapshot(damage.snapshot))
            return dropBadBlob(damage.hash); // pruned, or withdrawn because of another file
        if (damage.path.isEmpty())
            return giveUp(damage);
        if (damage.kind == DamageKind::Unexpected)
            return restored(damage, removeFrom(directory, path));
        const QString whole = m_copies.find(damage.hash);
        if (!damage.isInSnapshot)
            return restored(damage, removeTree(m_home.store().blob(damage.hash)));
        if (whole.isEmpty())
            return giveUp(damage);
        if (whole == path)
            return restored(damage, {});
        if (auto replaced = replaceFile(path, whole); !replaced)
            return replaced;
        return restored(damage, dropBadBlob(damage.hash));
    }

    [[nodiscard]] Repair takeRepair() { return std::move(m_repair); }

private:
    [[nodiscard]] Result<void> restored(const Damage &damage, const Result<void> &done)
    {
        if (done)
            m_repair.restored.push_back(damage);
        return done;
    }

    /// So that no later snapshot is made from it. A blob that is missing is made anew when it is needed.
    [[nodiscard]] Result<void> dropBadBlob(const Sha256 &hash) const
    {
        const QString blob = m_home.store().blob(hash);
        return isWhole(blob, hash) ? Result<void>{} : removeTree(blob);
    }

    /// Nowhere in the store. What the source may still have is asked for again, and takes its place then
    /// (mendSnapshot); until then, and in an older snapshot, the rest is still worth something.
    [[nodiscard]] Result<void> giveUp(const Damage &damage)
    {
        const DatasetFolder folder = m_home.dataset(damage.dataset);
        if (auto dropped = dropBadBlob(damage.hash); !dropped)
            return dropped;
        if (!damage.isNewest) {
            m_repair.lost.push_back(damage);
            return {};
        }
        if (!std::ranges::contains(m_repair.toFetch, damage.dataset))
            m_repair.toFetch.push_back(damage.dataset);
        return damage.path.isEmpty() ? withdraw(folder, damage.snapshot) : distrust(folder, damage, m_now);
    }

    /// A snapshot whose manifest cannot be read: nobody can tell what belongs in it.
    [[nodiscard]] Result<void> withdraw(const DatasetFolder &folder, const SnapshotId &id) const
    {
        const auto aside = renameIntoTrash(folder.snapshotPath(id), m_home.store().trash());
        if (!aside)
            return failure(aside);
        if (auto removed = removeTree(folder.layout().manifest(id)); !removed)
            return removed;
        return removeTree(*aside);
    }

    const Home &m_home;
    WholeCopies &m_copies;
    Instant m_now;
    Repair m_repair;
};

} // namespace

Result<Repair> repair(const Home &home, const VerifyReport &report, Instant now, std::stop_token stop)
{
    const auto exclusive = holdStore(home, LockMode::Exclusive, storeTimeout, stop);
    if (!exclusive)
        return failure(exclusive);
    WholeCopies copies(home, report);
    if (auto gathered = copies.gather(stop); !gathered)
        return failure(gathered);
    // Snapshots first: while they are mended, a whole blob or a whole neighbour is still there to mend from.
    std::vector<Damage> damaged = report.damaged;
    std::ranges::stable_partition(damaged, [](const Damage &damage) { return damage.isInSnapshot; });
    Repairing repairing(home, copies, now);
    for (const Damage &damage : damaged) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        if (auto mended = repairing.mend(damage); !mended)
            return failure(mended);
    }
    Repair outcome = repairing.takeRepair();
    for (const DatasetName &name : outcome.toFetch) {
        if (auto recovered = home.dataset(name).recover(now); !recovered)
            return failure(recovered);
    }
    return outcome;
}

Result<void> mendSnapshot(const Home &home, const DatasetName &name, const SnapshotId &id,
                          std::span<const ManifestFile> files)
{
    const StoreLayout store = home.store();
    const QString directory = home.dataset(name).snapshotPath(id);
    for (const ManifestFile &file : files) {
        const QString path = directory + u'/' + QFile::decodeName(file.entry.path);
        const QString blob = store.blob(file.hash);
        struct stat there{};
        struct stat whole{};
        const bool isBlobThere = ::stat(QFile::encodeName(blob).constData(), &whole) == 0;
        const bool isFileThere = ::lstat(QFile::encodeName(path).constData(), &there) == 0;
        const bool isOne = isFileThere && isBlobThere && there.st_ino == whole.st_ino;
        if (!isBlobThere || isOne || isWhole(path, file.hash) || !isWhole(blob, file.hash))
            continue;
        if (auto replaced = replaceFile(path, blob); !replaced)
            return replaced;
    }
    return {};
}

Result<void> distrust(const Home &home, const VerifyReport &report, Instant now)
{
    for (const Damage &damage : report.damaged) {
        const bool canBeReceived = damage.isNewest && damage.isInSnapshot && !damage.path.isEmpty()
            && damage.kind != DamageKind::Unexpected;
        if (!canBeReceived)
            continue;
        if (auto distrusted = distrust(home.dataset(damage.dataset), damage, now); !distrusted)
            return distrusted;
    }
    return {};
}

} // namespace larder
