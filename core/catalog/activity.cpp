#include "core/catalog/activity.h"

#include "core/dataset/jsonfields.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kindNames{
    std::pair{ActivityKind::Run, "run"_L1},           std::pair{ActivityKind::Added, "added"_L1},
    std::pair{ActivityKind::Changed, "changed"_L1},   std::pair{ActivityKind::Held, "held"_L1},
    std::pair{ActivityKind::Released, "released"_L1}, std::pair{ActivityKind::Pinned, "pinned"_L1},
    std::pair{ActivityKind::Unpinned, "unpinned"_L1}, std::pair{ActivityKind::Reported, "reported"_L1},
    std::pair{ActivityKind::Closed, "closed"_L1},     std::pair{ActivityKind::Pruned, "pruned"_L1},
    std::pair{ActivityKind::Verified, "verified"_L1}, std::pair{ActivityKind::Forgotten, "forgotten"_L1},
    std::pair{ActivityKind::Skipped, "skipped"_L1},   std::pair{ActivityKind::Paused, "paused"_L1},
    std::pair{ActivityKind::Resumed, "resumed"_L1},   std::pair{ActivityKind::After, "after"_L1},
    std::pair{ActivityKind::Tended, "tended"_L1},
};

} // namespace

QString activityKindName(ActivityKind kind)
{
    return nameOf(kindNames, kind);
}

std::optional<ActivityKind> activityKindFromName(QStringView name)
{
    return valueOf<ActivityKind>(kindNames, name);
}

Activity runActivity(const RunReport &report)
{
    return {.kind = ActivityKind::Run,
            .at = report.finishedAt,
            .customer = report.dataset.customer,
            .dataset = report.dataset.dataset,
            .run = report};
}

} // namespace larder
