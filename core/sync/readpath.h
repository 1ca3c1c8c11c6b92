/// Answers a reader: the directory of the current snapshot, asking and fetching first unless it is fresh.
/// The full program's half of `larder path`; the front answers plain hits by the same rules from current.json
/// alone. Blocks. REQUIRES: not the GUI thread.
#pragma once

#include "core/dataset/progress.h"
#include "core/dataset/runreport.h"
#include "core/dataset/verdict.h"
#include "core/sync/services.h"

#include <optional>
#include <stop_token>

namespace larder {

enum class Asking {
    UnlessFresh, ///< ask and fetch unless fresh; a failure is an error
    OrStale, ///< the same, but a failure is answered with the old path and a warning (--stale-ok)
    Never, ///< --offline: a stale path is given with a warning
};

struct PathAnswer {
    QString path; ///< absolute, `…/snapshots/<customer>/<dataset>/<id>`
    SnapshotId snapshot;
    Verdict verdict; ///< of the newest snapshot, after the run
    bool isFresh = false; ///< what the exit code says; held and late ones count as given
    std::optional<RunReport> run; ///< nullopt: a hit
    QStringList warnings; ///< for stderr, one line each
};

/// Errors: NotFound (dataset, snapshot), the run's error when it could not be made fresh and no old path may
/// be given.
[[nodiscard]] Result<PathAnswer> readPath(const SyncServices &services, const SnapshotName &name,
                                          Asking asking, const ProgressCallback &progress,
                                          std::stop_token stop);

} // namespace larder
