/// A point in time, in UTC milliseconds: small, comparable, crosses threads. Calendar questions
/// (which day, which wall time) are asked of QDateTime with a stated zone, through the two conversions here.
#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <chrono>
#include <optional>

namespace larder {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] QDateTime toDateTime(Instant instant, const QTimeZone &zone = QTimeZone::UTC);
[[nodiscard]] Instant toInstant(const QDateTime &dateTime);

/// ISO 8601 UTC with milliseconds, "2026-08-01T21:00:00.000Z": the form of every file and of --json.
[[nodiscard]] QString toIso(Instant instant);
/// Accepts ISO 8601 with `Z` or an offset. nullopt: not a time.
[[nodiscard]] std::optional<Instant> fromIso(const QString &text);
/// For people (`--as-of`): as fromIso, but a time without an offset is local, and a bare date is its
/// midnight.
[[nodiscard]] std::optional<Instant> fromPersonsTime(const QString &text, const QTimeZone &local);

/// What the forms of files can tell: the years 1 to 9999.
inline constexpr Instant firstTellableInstant{std::chrono::sys_days(std::chrono::year(1) / 1 / 1)};
inline constexpr Instant endOfTellableInstants{std::chrono::sys_days(std::chrono::year(10000) / 1 / 1)};
[[nodiscard]] constexpr bool isTellable(Instant instant)
{
    return instant >= firstTellableInstant && instant < endOfTellableInstants;
}
/// A number of seconds as strangers say it. nullopt: no such instant can be told.
[[nodiscard]] std::optional<Instant> fromForeignSeconds(qint64 sinceEpoch);

[[nodiscard]] inline qint64 toMilliseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}
[[nodiscard]] inline Instant fromMilliseconds(qint64 sinceEpoch)
{
    return Instant{std::chrono::milliseconds(sinceEpoch)};
}

} // namespace larder
