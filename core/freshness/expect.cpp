#include "core/freshness/expect.h"

#include "core/freshness/calendarpolicy.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::array firstLateLooks{5min, 15min, 35min, 75min};
constexpr std::chrono::minutes laterLooks{60};

/// A modification time further ahead than any zone mistake tells of the source's clock, not of an upload.
constexpr std::chrono::hours farthestClockSkew{24};

std::unexpected<Error> badExpectation(QStringView text)
{
    return failure(ErrorKind::Invalid, u"“%1” is no deadline for an upload"_s.arg(text), {},
                   u"use 06:00, weekdays@06:00 or a cron line such as 30 6 * * 1-5"_s);
}

} // namespace

Result<Expectation> Expectation::parse(QStringView text)
{
    const QString line = text.toString().simplified();
    if (const auto time = parseTimeOfDay(line))
        return Expectation(CalendarPattern::daily(*time), line);
    const bool isDaily = line.startsWith("daily@"_L1);
    if (isDaily || line.startsWith("weekdays@"_L1)) {
        const Result<QTime> time = timeAfterAt(line);
        if (!time)
            return badExpectation(line);
        return isDaily ? Expectation(CalendarPattern::daily(*time), line.sliced(line.indexOf(u'@') + 1))
                       : Expectation(CalendarPattern::weekdays(*time), line);
    }
    if (!line.startsWith("cron:"_L1) && line.count(u' ') != 4)
        return badExpectation(line);
    const QString fields = line.startsWith("cron:"_L1) ? line.sliced(5).trimmed() : line;
    const Result<CalendarPattern> pattern = CalendarPattern::cron(fields);
    if (!pattern)
        return failure(pattern);
    return Expectation(*pattern, u"cron:" + fields);
}

std::optional<Instant> Expectation::deadlineAfter(Instant instant, const QTimeZone &zone) const
{
    return m_pattern.after(instant, zone);
}

std::optional<Instant> Expectation::deadlineAtOrBefore(Instant instant, const QTimeZone &zone) const
{
    return m_pattern.atOrBefore(instant, zone);
}

bool hasUploadFor(Instant deadline, const Record &record, const QTimeZone &zone)
{
    const Instant midnight = wallInstant(toDateTime(deadline, zone).date(), QTime(0, 0), zone);
    if (record.differenceSeenAt && *record.differenceSeenAt >= midnight)
        return true;
    const bool isBelievable =
        !record.lastLook || record.uploadedAt <= record.lastLook->endedAt + farthestClockSkew;
    return record.uploadedAt && *record.uploadedAt >= midnight && isBelievable;
}

Instant lateLookAfter(Instant deadline, Instant instant)
{
    for (const auto delay : firstLateLooks) {
        if (deadline + delay > instant)
            return deadline + delay;
    }
    const Instant last = deadline + firstLateLooks.back();
    return last + ((instant - last) / laterLooks + 1) * laterLooks;
}

std::optional<Instant> missedDeadline(const Expectation &expectation, const Record &record, Instant asked,
                                      Instant createdAt, const QTimeZone &zone)
{
    const auto deadline = expectation.deadlineAtOrBefore(asked, zone);
    if (!deadline || *deadline <= createdAt || hasUploadFor(*deadline, record, zone))
        return std::nullopt;
    return deadline;
}

} // namespace larder
