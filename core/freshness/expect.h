/// `expect`: the deadline for the customer's upload, in the dataset's zone: `06:00`, `weekdays@06:00`, a cron
/// line. Lateness is judged as of the last confirmation: nobody is called late before the source was asked
/// past the deadline. Pure values; any thread. A text that is no deadline is refused as Invalid.
#pragma once

#include "core/dataset/record.h"
#include "core/freshness/calendarpattern.h"

namespace larder {

class Expectation
{
public:
    [[nodiscard]] static Result<Expectation> parse(QStringView text);

    [[nodiscard]] std::optional<Instant> deadlineAfter(Instant instant, const QTimeZone &zone) const;
    [[nodiscard]] std::optional<Instant> deadlineAtOrBefore(Instant instant, const QTimeZone &zone) const;
    /// The canonical text form.
    [[nodiscard]] QString text() const { return m_text; }

private:
    Expectation(CalendarPattern pattern, QString text)
        : m_pattern(std::move(pattern)),
          m_text(std::move(text))
    { }

    CalendarPattern m_pattern;
    QString m_text;
};

/// An entry was modified, or first seen different by us, at or after local midnight of the deadline's date.
[[nodiscard]] bool hasUploadFor(Instant deadline, const Record &record, const QTimeZone &zone);

/// The first of deadline + 5, 15, 35, 75 min and then hourly that lies after `instant`.
[[nodiscard]] Instant lateLookAfter(Instant deadline, Instant instant);

/// The deadline that had passed without an upload when the source was asked at `asked`. Deadlines from before
/// the dataset was created (`createdAt`) make nobody late.
[[nodiscard]] std::optional<Instant> missedDeadline(const Expectation &expectation, const Record &record,
                                                    Instant asked, Instant createdAt, const QTimeZone &zone);

} // namespace larder
