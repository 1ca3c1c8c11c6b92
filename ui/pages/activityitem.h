/// One entry of the activity log as people read it. Values in, words out; GUI thread, because the words are
/// translated.
#pragma once

#include "core/catalog/activity.h"
#include "ui/pill.h"

#include <QTimeZone>

namespace larder {

struct ActivityItem {
    Activity activity;
    Pill event; ///< "Fetched", "Failed", "Pinned"
    QString when;
    QString whenDetail;
    QString subject; ///< "acme/shipments", a customer, or the whole store
    QString what; ///< one sentence
    QString took; ///< "1 min 12 s"; empty: it was no run

    bool operator==(const ActivityItem &) const = default;
};

/// A label and what stands beside it.
struct ActivityDetail {
    QString label;
    QString words;
    bool isBad = false;

    bool operator==(const ActivityDetail &) const = default;
};

[[nodiscard]] ActivityItem renderActivity(const Activity &activity, Instant now, const QTimeZone &viewerZone);
/// All that is known about it, beyond what `what` says.
[[nodiscard]] QList<ActivityDetail> activityDetails(const Activity &activity, const QTimeZone &viewerZone);

/// "Pinned"
[[nodiscard]] QString activityKindWord(ActivityKind kind);

} // namespace larder
