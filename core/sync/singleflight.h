/// One run per dataset at a time, across processes. Who comes while one is going waits for it, then either
/// shares its outcome or gets the turn. Blocks. Errors: Busy (the holder shows no sign of life), Cancelled,
/// NotFound, Storage.
#pragma once

#include "core/store/layout.h"
#include "core/store/locks.h"
#include "core/sync/refresh.h"

#include <thread>
#include <variant>

namespace larder {

class DatasetFolder;

/// The right to run, or the outcome of the run that was waited for.
using Turn = std::variant<RunLock, RunReport>;

/// What counts as shared: any outcome but *stopped* of a run that ended after the question; a success for a
/// forced request or an `always` policy only if its probe began after the question.
[[nodiscard]] bool mayShare(const RunReport &lastRun, const RefreshRequest &request, const QString &policy);

[[nodiscard]] Result<Turn> awaitTurn(const SyncServices &services, const DatasetFolder &folder,
                                     const RefreshRequest &request, const QString &runId,
                                     const ProgressCallback &progress, std::stop_token stop);

/// Shows that the holder of a run lock lives: touches the lock's file until destroyed, for those who wait,
/// and its folder once, for whoever watches the home and shows what runs.
class SignOfLife
{
public:
    explicit SignOfLife(const DatasetLayout &layout);

private:
    std::jthread m_thread;
};

} // namespace larder
