/// Which wall-clock minutes are boundaries: what daily, weekdays, cron and expect have in common.
/// Computed from wall dates each time, never by adding 24 hours. An immutable value; any thread.
#pragma once

#include "core/freshness/walltime.h"

#include <bitset>
#include <optional>

namespace larder {

class CalendarPattern
{
public:
    /// Every day at that time.
    [[nodiscard]] static CalendarPattern daily(QTime time);
    /// Monday to Friday at that time.
    [[nodiscard]] static CalendarPattern weekdays(QTime time);
    /// Five fields of crontab(5): lists, ranges, steps, names of months and days, Sunday as 0 and 7; day of
    /// month and day of week are alternatives when both are restricted. Invalid: bad fields, or a date that
    /// never comes.
    [[nodiscard]] static Result<CalendarPattern> cron(QStringView fields);

    /// nullopt: none within the calendar's cycle.
    [[nodiscard]] std::optional<Instant> after(Instant instant, const QTimeZone &zone) const;
    [[nodiscard]] std::optional<Instant> atOrBefore(Instant instant, const QTimeZone &zone) const;

    bool operator==(const CalendarPattern &) const = default;

private:
    struct WallMinute {
        QDate date;
        int minute = 0; ///< of the day
    };

    CalendarPattern() = default;
    [[nodiscard]] bool includes(QDate date) const;
    [[nodiscard]] int minuteFrom(int minute) const;
    [[nodiscard]] int minuteUpTo(int minute) const;
    [[nodiscard]] std::optional<WallMinute> matchFrom(WallMinute from) const;
    [[nodiscard]] std::optional<WallMinute> matchUpTo(WallMinute upTo) const;
    [[nodiscard]] std::optional<Instant> firstAfter(WallMinute from, Instant instant, const QTimeZone &zone,
                                                    Occurrence occurrence) const;

    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_daysOfMonth;
    std::bitset<13> m_months;
    std::bitset<7> m_daysOfWeek; ///< 0 is Sunday
    bool m_eitherDay = false; ///< day of month or day of week suffices
    bool m_everyHour = false; ///< an hour that exists twice matches twice
};

} // namespace larder
