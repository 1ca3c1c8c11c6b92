/// The one place that turns wall time into instants, and zone names into zones.
/// A wall time that does not exist (spring) means the first instant after the gap; one that exists twice
/// (autumn) means the first. Pure; any thread.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

namespace larder {

enum class Occurrence { First, Last };

/// Never decreases as the wall time grows, for either occurrence.
[[nodiscard]] Instant wallInstant(QDate date, QTime time, const QTimeZone &zone,
                                  Occurrence occurrence = Occurrence::First);

/// "06:30", two digits each. nullopt: not a time of day.
[[nodiscard]] std::optional<QTime> parseTimeOfDay(QStringView text);

/// IANA ids only ("Europe/Paris"): an offset such as "UTC+02:00" has no days of 23 hours and is refused as
/// Invalid.
[[nodiscard]] Result<QTimeZone> parseZone(const QByteArray &id);

} // namespace larder
