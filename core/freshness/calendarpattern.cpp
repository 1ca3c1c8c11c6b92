#include "core/freshness/calendarpattern.h"

#include "core/freshness/walltime.h"

#include <algorithm>

namespace larder {

namespace {

/// A given weekday on 29 February comes after 40 years at the latest (2088 to 2128, because 2100 has none).
constexpr int longestWaitInYears = 41;

int minuteOfDay(QTime time)
{
    return time.hour() * 60 + time.minute();
}

QTime timeOf(int minuteOfDay)
{
    return QTime(minuteOfDay / 60, minuteOfDay % 60);
}

QDate firstOfNextMonth(QDate date)
{
    return QDate(date.year(), date.month(), 1).addMonths(1);
}

QDate lastOfPreviousMonth(QDate date)
{
    return QDate(date.year(), date.month(), 1).addDays(-1);
}

} // namespace

CalendarPattern CalendarPattern::daily(QTime time)
{
    CalendarPattern pattern;
    pattern.m_minutes.set(static_cast<size_t>(time.minute()));
    pattern.m_hours.set(static_cast<size_t>(time.hour()));
    pattern.m_daysOfMonth.set();
    pattern.m_months.set();
    pattern.m_daysOfWeek.set();
    return pattern;
}

CalendarPattern CalendarPattern::weekdays(QTime time)
{
    CalendarPattern pattern = daily(time);
    pattern.m_daysOfWeek.reset(0);
    pattern.m_daysOfWeek.reset(6);
    return pattern;
}

bool CalendarPattern::includes(QDate date) const
{
    if (!m_months[static_cast<size_t>(date.month())])
        return false;
    const bool dayOfMonth = m_daysOfMonth[static_cast<size_t>(date.day())];
    const bool dayOfWeek = m_daysOfWeek[static_cast<size_t>(date.dayOfWeek() % 7)];
    return m_eitherDay ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek;
}

/// The first matching minute of the day from `minute` on, or -1.
int CalendarPattern::minuteFrom(int minute) const
{
    for (int at = minute; at < 24 * 60; ++at) {
        if (!m_hours[static_cast<size_t>(at / 60)])
            at += 59 - at % 60;
        else if (m_minutes[static_cast<size_t>(at % 60)])
            return at;
    }
    return -1;
}

/// The last matching minute of the day up to `minute`, or -1.
int CalendarPattern::minuteUpTo(int minute) const
{
    for (int at = minute; at >= 0; --at) {
        if (!m_hours[static_cast<size_t>(at / 60)])
            at -= at % 60;
        else if (m_minutes[static_cast<size_t>(at % 60)])
            return at;
    }
    return -1;
}

std::optional<CalendarPattern::WallMinute> CalendarPattern::matchFrom(WallMinute from) const
{
    if (includes(from.date)) {
        if (const int minute = minuteFrom(from.minute); minute >= 0)
            return WallMinute{from.date, minute};
    }
    const QDate limit = from.date.addYears(longestWaitInYears);
    for (QDate date = from.date.addDays(1); date < limit;) {
        if (!m_months[static_cast<size_t>(date.month())]) {
            date = firstOfNextMonth(date);
            continue;
        }
        if (includes(date))
            return WallMinute{date, minuteFrom(0)};
        date = date.addDays(1);
    }
    return std::nullopt;
}

std::optional<CalendarPattern::WallMinute> CalendarPattern::matchUpTo(WallMinute upTo) const
{
    if (includes(upTo.date)) {
        if (const int minute = minuteUpTo(upTo.minute); minute >= 0)
            return WallMinute{upTo.date, minute};
    }
    const QDate limit = upTo.date.addYears(-longestWaitInYears);
    for (QDate date = upTo.date.addDays(-1); date > limit;) {
        if (!m_months[static_cast<size_t>(date.month())]) {
            date = lastOfPreviousMonth(date);
            continue;
        }
        if (includes(date))
            return WallMinute{date, minuteUpTo(24 * 60 - 1)};
        date = date.addDays(-1);
    }
    return std::nullopt;
}

std::optional<Instant> CalendarPattern::firstAfter(WallMinute from, Instant instant, const QTimeZone &zone,
                                                   Occurrence occurrence) const
{
    for (auto match = matchFrom(from); match; match = matchFrom({match->date, match->minute + 1})) {
        const Instant at = wallInstant(match->date, timeOf(match->minute), zone, occurrence);
        if (at > instant)
            return at;
    }
    return std::nullopt;
}

std::optional<Instant> CalendarPattern::after(Instant instant, const QTimeZone &zone) const
{
    // Wall times never run ahead of their instants' order (see wallInstant), so none before this one can come
    // after.
    const QDateTime wall = toDateTime(instant, zone);
    const WallMinute from{wall.date(), minuteOfDay(wall.time())};
    const auto once = firstAfter(from, instant, zone, Occurrence::First);
    if (!m_everyHour)
        return once;
    const bool isFirstPass = wallInstant(wall.date(), wall.time(), zone, Occurrence::Last) != instant;
    const bool isSecondPass = wallInstant(wall.date(), wall.time(), zone, Occurrence::First) != instant;
    if (!isFirstPass && !isSecondPass)
        return once;
    // Inside an hour that exists twice: its second pass counts too, from the minute to which the clock is set
    // back.
    const QDateTime setBack =
        isFirstPass ? toDateTime(toInstant(zone.nextTransition(wall).atUtc), zone) : wall;
    const WallMinute again{setBack.date(), minuteOfDay(setBack.time())};
    const auto twice = firstAfter(again, instant, zone, Occurrence::Last);
    return once && twice ? std::min(*once, *twice) : once;
}

std::optional<Instant> CalendarPattern::atOrBefore(Instant instant, const QTimeZone &zone) const
{
    const QDateTime wall = toDateTime(instant, zone);
    QDateTime latest = wall;
    if (wallInstant(wall.date(), wall.time(), zone, Occurrence::First) != instant) {
        // In the second pass of an hour that exists twice, the whole first pass has been.
        const QDateTime setBack = zone.previousTransition(wall.addMSecs(1)).atUtc;
        latest = setBack.addMSecs(-1).toTimeZone(zone);
    }
    const auto match = matchUpTo({latest.date(), minuteOfDay(latest.time())});
    if (!match)
        return std::nullopt;
    const Instant once = wallInstant(match->date, timeOf(match->minute), zone);
    if (!m_everyHour)
        return once;
    const auto again = matchUpTo({wall.date(), minuteOfDay(wall.time())});
    if (!again)
        return once;
    const Instant twice = wallInstant(again->date, timeOf(again->minute), zone, Occurrence::Last);
    return twice <= instant ? std::max(once, twice) : once;
}

} // namespace larder
