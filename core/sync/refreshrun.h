/// The whole flow for one dataset as one function: probe, plan, fetch, commit, record.
/// REQUIRES: the dataset's run lock, held by the caller. Blocks. What went wrong is in the report.
#pragma once

#include "core/store/locks.h"
#include "core/sync/refresh.h"

namespace larder {

[[nodiscard]] RunReport refreshRun(const SyncServices &services, const RefreshRequest &request,
                                   const QString &runId, const RunLock &lock,
                                   const ProgressCallback &progress, std::stop_token stop);

} // namespace larder
