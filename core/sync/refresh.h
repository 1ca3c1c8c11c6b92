/// Makes datasets fresh: probe, then fetch only what differs or is unproven, then switch.
/// Blocks; returns soon after `stop` is requested. REQUIRES: not the GUI thread.
/// One run per dataset at a time, across processes: who comes while one is going waits for it and shares its
/// outcome, failures included (DESIGN §4). What went wrong with the source is in the report; a Result's error
/// says that no run could be made at all: unknown dataset, busy, a home that cannot be read.
#pragma once

#include "core/dataset/heldback.h"
#include "core/dataset/progress.h"
#include "core/dataset/runreport.h"
#include "core/sync/services.h"

#include <chrono>
#include <stop_token>
#include <vector>

namespace larder {

enum class Fetch {
    Differing, ///< what differs or is unproven
    All, ///< everything again (--force)
};

struct RefreshRequest {
    DatasetName dataset;
    Trigger trigger = Trigger::Person;
    Fetch fetch = Fetch::Differing;
    Tick askedAt = Tick::now(); ///< a forced run's or an `always` reader's answer must be probed after this
    std::optional<HeldBack> heldBack; ///< set: the source is asked, and nothing is fetched because of this
};

/// How long a waiter believes in a holder that shows no sign of life (a stopped process) before it says Busy.
inline constexpr std::chrono::seconds silentHolderLimit{15};

[[nodiscard]] Result<RunReport> refresh(const SyncServices &services, const RefreshRequest &request,
                                        const ProgressCallback &progress, std::stop_token stop);

/// What a request that is held back comes to: `check`, told and logged as a run. It takes no run lock, so
/// nobody waits for it; a difference is known afterwards, and the outcome is *deferred*.
/// REQUIRES: request.heldBack.
[[nodiscard]] Result<RunReport> look(const SyncServices &services, const RefreshRequest &request,
                                     const ProgressCallback &progress, std::stop_token stop);

/// Each request's outcome, in the order of the requests; at most `atOnce` run side by side.
[[nodiscard]] std::vector<Result<RunReport>> refreshMany(const SyncServices &services,
                                                         const std::vector<RefreshRequest> &requests,
                                                         int atOnce, const ProgressCallback &progress,
                                                         std::stop_token stop);

} // namespace larder
