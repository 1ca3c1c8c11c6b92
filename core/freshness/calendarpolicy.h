/// What the policies with a calendar share (daily, weekdays, cron): boundaries are the minutes of a pattern.
/// Immutable; any thread.
#pragma once

#include "core/freshness/calendarpattern.h"
#include "core/freshness/policy.h"

namespace larder {

class CalendarPolicy : public Policy
{
public:
    CalendarPolicy(CalendarPattern pattern, QString text)
        : m_pattern(std::move(pattern)),
          m_text(std::move(text))
    { }

    [[nodiscard]] std::optional<Instant> boundaryAfter(Instant confirmed,
                                                       const QTimeZone &zone) const override
    {
        return m_pattern.after(confirmed, zone);
    }
    [[nodiscard]] std::optional<Instant> periodStart(Instant instant, const QTimeZone &zone) const override
    {
        return m_pattern.atOrBefore(instant, zone);
    }
    [[nodiscard]] QString text() const override { return m_text; }

private:
    CalendarPattern m_pattern;
    QString m_text;
};

/// For the forms `word` and `word@06:30`: the time after the @, midnight without one. Invalid: no time of
/// day.
[[nodiscard]] Result<QTime> timeAfterAt(QStringView text);

} // namespace larder
