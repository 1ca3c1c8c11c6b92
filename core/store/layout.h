/// Every name on disk, once: nothing else in Larder spells a file name of a home.
/// Plain values over a root path; they touch no disk. Any thread.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/dataset/manifest.h"

#include <QStringList>

namespace larder {

/// One dataset's small files: data/datasets/<customer>/<dataset>/.
class DatasetLayout
{
public:
    explicit DatasetLayout(QString folder) : m_folder(std::move(folder)) { }

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QString binding() const;
    [[nodiscard]] QString record() const;
    /// The record as it was when a person last chose something (hold, pins, reports): for a lost record.json.
    [[nodiscard]] QString recordBackup() const;
    [[nodiscard]] QString current() const;
    [[nodiscard]] QString manifests() const;
    [[nodiscard]] QString manifest(const SnapshotId &id) const;
    [[nodiscard]] QString runLock() const;
    [[nodiscard]] QString recordLock() const;
    [[nodiscard]] QString afterLock() const; ///< held while its `after` runs
    [[nodiscard]] QString logs() const; ///< what its commands said: runlog.h
    [[nodiscard]] QString log(const QString &runId) const;
    [[nodiscard]] QString ties() const; ///< what other programs' caches keep of it: core/caches/ties.h
    [[nodiscard]] QString fsspec() const; ///< a layer of cache for fsspec: core/caches/fsspeclayer.h

private:
    QString m_folder;
};

/// data/: small, fixed, the truth.
class DataLayout
{
public:
    explicit DataLayout(QString root) : m_root(std::move(root)) { }

    [[nodiscard]] const QString &root() const { return m_root; }
    [[nodiscard]] QString
    storePlace() const; ///< store.json: the store's id, where it was moved to, old places
    [[nodiscard]] QString reserve() const; ///< room for small truths on a full disk: reserve.h
    [[nodiscard]] QString storeLock() const; ///< here, not in the store: it outlives a move
    [[nodiscard]] QString customers() const;
    [[nodiscard]] QString customer(const QString &slug) const;
    [[nodiscard]] QString datasets() const;
    [[nodiscard]] QString datasetsOf(const QString &customer) const;
    [[nodiscard]] DatasetLayout dataset(const DatasetName &name) const;
    [[nodiscard]] QString
    forgetting() const; ///< dataset folders on their way out, so that a killed `forget` is finished
    [[nodiscard]] QString forgettingDataset(const DatasetName &name) const;
    [[nodiscard]] QString catalog() const;
    [[nodiscard]] QString credentials() const; ///< names and kinds; the secrets are in the keyring
    [[nodiscard]] QString schedulerLock() const; ///< held by the one process that looks in the background
    [[nodiscard]] QString sampleExports() const; ///< what the sample customer "uploads": core/sync/sample.h
    [[nodiscard]] QString pause() const; ///< exists while, or after, a person paused the background

private:
    QString m_root;
};

/// store/: the bytes.
class StoreLayout
{
public:
    explicit StoreLayout(QString root) : m_root(std::move(root)) { }

    [[nodiscard]] const QString &root() const { return m_root; }
    [[nodiscard]] QString cacheTag() const;
    [[nodiscard]] QString version() const; ///< of the layout, with the store's id
    [[nodiscard]] QString blobs() const;
    [[nodiscard]] QString blob(const Sha256 &hash) const;
    [[nodiscard]] QString snapshots() const;
    [[nodiscard]] QString snapshotsOf(const DatasetName &name) const;
    [[nodiscard]] QString snapshot(const DatasetName &name, const SnapshotId &id) const;
    [[nodiscard]] QString partials() const;
    [[nodiscard]] QString staging() const;
    [[nodiscard]] QString trash() const; ///< renamed aside, being deleted
    [[nodiscard]] QString bootMark() const; ///< the boot in which no unreferenced blob was left: see sweep.h
    /// Everything that is ours below the root, the version last: without it this is no store any more.
    [[nodiscard]] QStringList parts() const;
    [[nodiscard]] QString sweepDue() const; ///< exists: blobs may have lost their last user

private:
    QString m_root;
};

/// `ab/abcdef…`: a blob's name below blobs/.
[[nodiscard]] QByteArray blobName(const Sha256 &hash);

} // namespace larder
