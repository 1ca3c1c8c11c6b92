/// What dead runs, crashes and power cuts left behind is removed. Live runs are never disturbed: their
/// staging is locked, and blobs are only looked at with the store held exclusively. Any thread. Errors:
/// Storage, Cancelled. Cheap when nothing is there: a few empty directories are listed.
#pragma once

#include "core/store/home.h"
#include "core/store/locks.h"

#include <stop_token>

namespace larder {

enum class SweepDepth {
    Quick, ///< staging and trash of the dead, old partials, retired stores; blobs only if something was left
           ///< for later
    Full, ///< every blob and snapshot directory is looked at
};

struct SweepReport {
    int stagings = 0;
    int partials = 0;
    int snapshots = 0; ///< directories that no manifest knows
    int blobs = 0;
    qint64 bytes = 0;
    bool wasPostponed = false; ///< runs were busy: blobs are swept next time

    bool operator==(const SweepReport &) const = default;
};

/// `now` decides about retired stores only; ages of files are told by the file system's own clock.
[[nodiscard]] Result<SweepReport> sweep(const Home &home, SweepDepth depth, Instant now,
                                        std::stop_token stop);
/// What earlier, dead runs of this dataset left: a renamed snapshot without manifest. For the start of a run.
[[nodiscard]] Result<void> sweepDataset(const Home &home, const DatasetName &name, const RunLock &held);

/// Removes those of `candidates` (sorted) that no manifest names.
[[nodiscard]] Result<SweepReport> removeUnusedBlobs(const Home &home, std::vector<Sha256> candidates,
                                                    const StoreLock &exclusive, std::stop_token stop);

} // namespace larder
