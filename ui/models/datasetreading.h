/// What the details ask of the home: each function blocks and is called in a task; values come back.
/// Errors: those of the home and the catalog.
#pragma once

#include "core/catalog/activity.h"
#include "core/changes/changes.h"
#include "core/dataset/binding.h"
#include "core/dataset/manifest.h"
#include "core/dataset/record.h"
#include "core/freshness/usualupload.h"
#include "core/sync/services.h"

namespace larder {

/// The small truths of one dataset, read together.
struct DatasetOverview {
    DatasetName name;
    Binding binding;
    QByteArray customerZone;
    Record record;
    QList<ManifestHeader> snapshots; ///< newest first
    std::optional<UsualUpload> usualUpload; ///< nullopt: nothing is learned
    bool operator==(const DatasetOverview &) const = default;
};

[[nodiscard]] Result<DatasetOverview> readOverview(const SyncServices &services, const DatasetName &dataset);

/// Two snapshots, file by file.
struct Comparison {
    ManifestHeader before;
    ManifestHeader after;
    Changes changes; ///< `identical`: only those that were uploaded again with the same bytes
    qint64 untouched = 0; ///< files that are the same in every respect
};

[[nodiscard]] Result<Comparison> compareSnapshots(const SyncServices &services, const DatasetName &dataset,
                                                  const SnapshotId &before, const SnapshotId &after);

/// A snapshot's files and where they lie.
struct SnapshotFiles {
    Manifest manifest;
    QString directory;
};

[[nodiscard]] Result<SnapshotFiles> readFiles(const SyncServices &services, const DatasetName &dataset,
                                              const SnapshotId &snapshot);

/// The newest first, at most that many.
[[nodiscard]] Result<QList<Activity>> readActivity(const SyncServices &services, const DatasetName &dataset,
                                                   int atMost);

/// A file's first bytes.
struct FileHead {
    QByteArray bytes;
    qint64 size = 0; ///< of the whole file
};

[[nodiscard]] Result<FileHead> readHead(const QString &path, qint64 atMost);

} // namespace larder
