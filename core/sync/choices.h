/// What a person decides about a dataset: which snapshot readers get, which are kept for good, what is wrong
/// with the upload. Each is one short change of the record, told in the activity log and effective for every
/// reader at once; none waits for a run. Blocks. Errors: NotFound (dataset, snapshot), Invalid (a text),
/// Busy, Storage.
#pragma once

#include "core/dataset/record.h"
#include "core/sync/services.h"

namespace larder {

/// Readers get this snapshot until `releaseHold`.
[[nodiscard]] Result<Record> holdSnapshot(const SyncServices &services, const DatasetName &dataset,
                                          const SnapshotId &snapshot);
[[nodiscard]] Result<Record> releaseHold(const SyncServices &services, const DatasetName &dataset);

[[nodiscard]] Result<Record> pinSnapshot(const SyncServices &services, const DatasetName &dataset,
                                         const SnapshotId &snapshot);
[[nodiscard]] Result<Record> unpinSnapshot(const SyncServices &services, const DatasetName &dataset,
                                           const SnapshotId &snapshot);

/// Characters: it stands in every record, row and tooltip.
inline constexpr qsizetype longestReport = 1000;
/// "I told the customer": from here on the source is asked every 2 minutes until a different upload lands.
[[nodiscard]] Result<Record> openReport(const SyncServices &services, const DatasetName &dataset,
                                        const QString &text);
/// Closes every open report without an upload that answers it. NotFound: none is open.
[[nodiscard]] Result<Record> closeReports(const SyncServices &services, const DatasetName &dataset);

} // namespace larder
