/// The activity log's values: each run with its report, and what people did beside (hold, pin, set, forget
/// …).
#pragma once

#include "core/dataset/runreport.h"

#include <QList>

#include <optional>

namespace larder {

enum class ActivityKind {
    Run,
    Added,
    Changed,
    Held,
    Released,
    Pinned,
    Unpinned,
    Reported,
    Closed,
    Pruned,
    Verified,
    Forgotten,
    Skipped, ///< a background look that was due and did not happen; `text` says why
    Paused,
    Resumed,
    After, ///< the command that comes after new data: `text` is its line, `run` how it went
    Tended, ///< items of other programs' caches that are tied to the dataset were brought in step with it
};

/// The stable name in JSON and in the catalog: "run", "held".
[[nodiscard]] QString activityKindName(ActivityKind kind);
[[nodiscard]] std::optional<ActivityKind> activityKindFromName(QStringView name);

struct Activity {
    qint64 id = 0; ///< given by the catalog; the newer one is larger
    ActivityKind kind = ActivityKind::Run;
    Instant at{}; ///< a run's end
    QString customer; ///< empty: it concerns the whole home
    QString dataset; ///< the second part of the name; empty: it concerns the customer
    QString text; ///< what a person did, as one sentence; empty for a run, whose report says it
    std::optional<RunReport> run; ///< of a Run and of an After

    bool operator==(const Activity &) const = default;
};

[[nodiscard]] Activity runActivity(const RunReport &report);

/// Everything that is set must hold. Answers come newest first.
struct ActivityFilter {
    QString customer;
    QString dataset;
    QList<ActivityKind> kinds;
    QList<Outcome> outcomes; ///< of runs; other kinds are left out when set
    std::optional<Instant> from;
    std::optional<Instant> before;
    QString words; ///< each must occur in the text, the names or the report, in any case
    qint64 olderThan = 0; ///< an id; for the next page
    int limit = 500;
};

} // namespace larder
