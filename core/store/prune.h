/// Pruning on disk: gathers what planPrune decides by, and carries it out. Blocks; any thread.
/// A snapshot is renamed aside before it is deleted, and its protection is looked at again under the record
/// lock. REQUIRES: no Staging of this thread is alive (its blobs could not be swept). Errors: Storage, Busy,
/// Cancelled.
#pragma once

#include "core/store/home.h"
#include "core/store/pruneplan.h"

#include <span>
#include <stop_token>

namespace larder {

/// `names` limits `keep`; a budget always speaks of the whole store.
[[nodiscard]] Result<PrunePlan> gatherPrunePlan(const Home &home, std::span<const DatasetName> names,
                                                std::optional<qint64> budgetBytes, Instant now);
/// Returns what was really removed.
[[nodiscard]] Result<PrunePlan> prune(const Home &home, const PrunePlan &plan, Instant now,
                                      std::stop_token stop);

} // namespace larder
