#include "core/store/verify.h"

#include "core/base/handover.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/sha256.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using Inode = std::pair<dev_t, ino_t>;

std::optional<struct stat> statusOf(const QString &path)
{
    struct stat status{};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? std::optional(status) : std::nullopt;
}

Inode inodeOf(const struct stat &status)
{
    return {status.st_dev, status.st_ino};
}

/// One file on disk, under whatever names; hashed once.
struct Job {
    QString path;
    Inode inode;
    qint64 bytes = 0;
    std::optional<Sha256> hash; ///< nullopt: could not be read
};

/// Where a manifest says that certain bytes are.
struct Claim {
    Damage ifNot;
    Inode inode;
};

/// One snapshot is looked at as a whole: what is missing or odd by its names and sizes is told at once, what
/// must be read is hashed side by side.
class Verification
{
public:
    Verification(const Home &home, QThreadPool &pool,
                 const std::function<void(const VerifyProgress &)> &progress, std::stop_token stop)
        : m_home(home),
          m_pool(pool),
          m_progress(progress),
          m_stop(std::move(stop))
    { }

    void expect(qint64 bytes) { m_state.bytesTotal += bytes; }
    [[nodiscard]] Result<void> look(const DatasetFolder &folder, const SnapshotId &id, bool isNewest);
    [[nodiscard]] VerifyReport takeReport() { return std::move(m_report); }

private:
    void damaged(Damage damage, DamageKind kind)
    {
        damage.kind = kind;
        m_report.damaged.push_back(std::move(damage));
    }
    /// Which file on disk it is, if there is one.
    std::optional<Inode> lookAtFile(const ManifestFile &file, const QString &path, Damage damage);
    [[nodiscard]] Result<void> lookForUnexpected(const Manifest &manifest, const QString &directory,
                                                 const Damage &damage);
    [[nodiscard]] Result<void> hashJobs();

    const Home &m_home;
    QThreadPool &m_pool;
    const std::function<void(const VerifyProgress &)> &m_progress;
    std::stop_token m_stop;
    VerifyReport m_report;
    VerifyProgress m_state;
    std::map<Inode, std::optional<Sha256>> m_hashes;
    std::vector<Job> m_jobs;
    std::vector<Claim> m_claims;
};

Result<void> Verification::look(const DatasetFolder &folder, const SnapshotId &id, bool isNewest)
{
    const size_t damagedBefore = m_report.damaged.size();
    Damage damage{.dataset = folder.name(), .snapshot = id, .isNewest = isNewest};
    const auto manifest = folder.manifest(id);
    if (!manifest && manifest.error().kind == ErrorKind::NotFound)
        return {}; // pruned meanwhile
    if (!manifest && manifest.error().kind != ErrorKind::Corrupt)
        return failure(manifest);
    if (!manifest) {
        damaged(damage, DamageKind::WrongContent);
        return {};
    }
    const QString directory = folder.snapshotPath(id);
    const StoreLayout store = m_home.store();
    for (const ManifestFile &file : manifest->files) {
        damage.path = file.entry.path;
        damage.hash = file.hash;
        damage.isInSnapshot = true;
        const auto stored = lookAtFile(file, directory + u'/' + QFile::decodeName(file.entry.path), damage);
        // A blob that is gone hurts nobody: it is made anew from a snapshot. One that is damaged would
        // spread.
        damage.isInSnapshot = false;
        const QString blob = store.blob(file.hash);
        if (const auto status = statusOf(blob); status && inodeOf(*status) != stored)
            (void)lookAtFile(file, blob, damage);
    }
    m_report.files += qint64(manifest->files.size());
    damage = {.dataset = folder.name(), .snapshot = id, .isNewest = isNewest};
    auto looked = lookForUnexpected(*manifest, directory, damage);
    if (looked)
        looked = hashJobs();
    if (folder.hasSnapshot(id))
        return looked;
    m_report.damaged.erase(m_report.damaged.begin() + std::ptrdiff_t(damagedBefore), m_report.damaged.end());
    return {}; // pruned meanwhile
}

std::optional<Inode> Verification::lookAtFile(const ManifestFile &file, const QString &path, Damage damage)
{
    const auto status = statusOf(path);
    if (!status || !S_ISREG(status->st_mode) || status->st_size != file.entry.size) {
        damaged(std::move(damage), status ? DamageKind::WrongSize : DamageKind::Missing);
        return status ? std::optional(inodeOf(*status)) : std::nullopt;
    }
    const Inode inode = inodeOf(*status);
    if (m_hashes.try_emplace(inode).second)
        m_jobs.push_back({path, inode, file.entry.size, {}});
    m_claims.push_back({std::move(damage), inode});
    return inode;
}

Result<void> Verification::lookForUnexpected(const Manifest &manifest, const QString &directory,
                                             const Damage &damage)
{
    return walkTree(
        directory,
        [&](const TreeFile &file) -> Result<void> {
            if (manifest.find(file.path))
                return {};
            Damage unexpected = damage;
            unexpected.path = file.path;
            damaged(std::move(unexpected), DamageKind::Unexpected);
            return {};
        },
        m_stop);
}

Result<void> Verification::hashJobs()
{
    std::mutex mutex; // progress is told by one thread at a time
    forEachIndex(m_pool, m_jobs.size(), [&](size_t i) {
        Job &job = m_jobs[i];
        const FileDescriptor file(
            ::open(QFile::encodeName(job.path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        Sha256Hasher hasher;
        if (!file.isOpen() || addFile(hasher, file.get(), -1, m_stop) != job.bytes)
            return;
        job.hash = hasher.result();
        const std::lock_guard guard(mutex);
        m_state.bytesDone += job.bytes;
        m_report.bytes += job.bytes;
        if (m_progress)
            m_progress(m_state);
    });
    if (m_stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    for (const Job &job : m_jobs)
        m_hashes[job.inode] = job.hash;
    for (Claim &claim : m_claims) {
        if (m_hashes[claim.inode] != claim.ifNot.hash)
            damaged(std::move(claim.ifNot), DamageKind::WrongContent);
    }
    m_jobs.clear();
    m_claims.clear();
    return {};
}

} // namespace

Result<VerifyReport> verify(const Home &home, std::span<const DatasetName> names, QThreadPool &pool,
                            const std::function<void(const VerifyProgress &)> &progress, std::stop_token stop)
{
    Verification verification(home, pool, progress, stop);
    struct Snapshot {
        DatasetFolder folder;
        SnapshotId id;
        bool isNewest;
    };
    std::vector<Snapshot> snapshots;
    for (const DatasetName &name : names) {
        const auto folder = home.existing(name);
        if (!folder)
            return failure(folder);
        const auto record = folder->record();
        const auto ids = namesIn(folder->layout().manifests());
        if (!record || !ids)
            return std::unexpected(record ? ids.error() : record.error());
        for (const QByteArray &file : *ids) {
            const QString id = QString::fromUtf8(file);
            if (folder->hasSnapshot(id))
                snapshots.push_back({*folder, id, id == record->newest});
        }
        const auto headers = folder->snapshots();
        if (!headers)
            return failure(headers);
        for (const ManifestHeader &header : *headers)
            verification.expect(header.bytes);
    }
    for (const Snapshot &snapshot : snapshots) {
        if (auto looked = verification.look(snapshot.folder, snapshot.id, snapshot.isNewest); !looked)
            return failure(looked);
    }
    return verification.takeReport();
}

QString damageText(DamageKind kind)
{
    switch (kind) {
    case DamageKind::Missing:
        return u"is missing"_s;
    case DamageKind::WrongSize:
        return u"has another size"_s;
    case DamageKind::WrongContent:
        return u"has other bytes"_s;
    case DamageKind::Unexpected:
        return u"does not belong there"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace larder
