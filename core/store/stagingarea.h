/// Inside of Staging: the run's private folder, the files that were received into it, and the lanes that hash
/// them. What the run's thread calls and what the lanes call is said at each function; the lanes never
/// outlive it.
#pragma once

#include "core/store/blobs.h"
#include "core/store/hashlane.h"
#include "core/store/home.h"
#include "core/store/locks.h"

#include <QHash>
#include <QSet>

#include <atomic>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace larder {

class StagingArea
{
public:
    [[nodiscard]] static Result<std::unique_ptr<StagingArea>> create(const Home &home,
                                                                     const DatasetName &name,
                                                                     const QString &runId, QThreadPool &pool,
                                                                     std::stop_token stop);
    /// Everything that was not committed is removed.
    ~StagingArea();
    StagingArea(const StagingArea &) = delete;
    StagingArea &operator=(const StagingArea &) = delete;

    // The run's thread:
    /// Checks the name, makes its directories, and drops what came under it before.
    [[nodiscard]] Result<void> claim(QByteArrayView path);
    [[nodiscard]] HashLane &nextLane();
    /// Waits for the lanes; then what was received, by path.
    [[nodiscard]] Result<QHash<QByteArray, ManifestFile>> received();
    /// Where a received file's bytes lie. REQUIRES: after received().
    [[nodiscard]] QString receivedFile(const QByteArray &path) const;
    /// A received file that the snapshot does not want.
    [[nodiscard]] Result<void> drop(const QByteArray &path);
    /// Takes it from the store; `parent`: a snapshot that may have it when the blob is gone.
    [[nodiscard]] Result<void> takeKept(const ManifestFile &file, const SnapshotId &parent);
    /// Read-only, and under its name among the snapshots; visible to nobody before its manifest is.
    [[nodiscard]] Result<void> moveInto(const SnapshotId &id);
    void setCommitted() { m_isCommitted = true; }

    /// `files`: complete; the first has the bytes. They go with drop().
    void keepAside(const Entry &entry, const QStringList &files);

    // The lanes:
    [[nodiscard]] Result<void> keepSmall(const Entry &entry, std::span<const char> bytes);
    /// `file`: complete, at `path`; it is moved away from there.
    [[nodiscard]] Result<void> keepLarge(const Entry &entry, const Sha256 &hash, int file,
                                         const QString &path);

    // Any thread:
    void fail(const Error &error);
    [[nodiscard]] Result<void> failed() const;
    [[nodiscard]] const Home &home() const { return m_home; }
    [[nodiscard]] const DatasetName &name() const { return m_name; }
    [[nodiscard]] QThreadPool &pool() const { return m_pool; }
    [[nodiscard]] const std::stop_token &stop() const { return m_stop; }
    [[nodiscard]] QString incomingPath();

private:
    StagingArea(const Home &home, DatasetName name, QThreadPool &pool, std::stop_token stop, StoreLock lock,
                Blobs blobs);
    [[nodiscard]] Result<void> makeFolder(const QString &runId);
    [[nodiscard]] Result<void> makeParents(QByteArrayView path);
    [[nodiscard]] Result<void> writeNew(const QByteArray &path, std::span<const char> bytes) const;
    [[nodiscard]] Result<Placed> takeFromSnapshot(const ManifestFile &file, const SnapshotId &snapshot);
    void noteReceived(const Entry &entry, const Sha256 &hash);
    void drainLanes();

    Home m_home;
    DatasetName m_name;
    QThreadPool &m_pool;
    std::stop_token m_stop;
    StoreLock m_storeLock;
    StoreLayout m_store;
    Blobs m_blobs;
    QString m_folder; ///< staging/<run>
    FileDescriptor m_runMark; ///< locked while this lives: sweep leaves the folder alone
    FileDescriptor m_snapshot; ///< the directory that is being filled
    QString m_snapshotPath;
    qsizetype m_rootBytes = 0; ///< of the path that the snapshot will have
    bool m_isCommitted = false;
    QSet<QByteArray> m_directories;
    QSet<QByteArray> m_claimed;
    int m_incoming = 0;
    size_t m_lane = 0;

    mutable std::mutex m_mutex; ///< guards what lanes report
    QHash<QByteArray, ManifestFile> m_received;
    QHash<QByteArray, QStringList> m_aside; ///< of those that lie elsewhere: the run's thread alone
    std::optional<Error> m_error;
    std::atomic<bool> m_hasFailed = false;
    std::atomic<bool> m_expectsKnown = false; ///< the last small file's bytes were in the store already

    std::vector<std::unique_ptr<HashLane>> m_lanes; ///< last: they end before what they use
};

} // namespace larder
