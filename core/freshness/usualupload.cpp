#include "core/freshness/usualupload.h"

#include "core/freshness/expect.h"

#include <algorithm>
#include <array>

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr int fewestDays = 4; // a working week with a holiday
constexpr int widestSpreadMinutes = 3 * 60; // beyond that there is no usual time
constexpr int roundedToMinutes = 5; // more would sound like a promise
constexpr auto patience = 30min; // past the latest one, before it is told that today's has not come

int minuteOf(QTime time)
{
    return time.msecsSinceStartOfDay() / 60'000;
}

QTime timeOf(int minute)
{
    return QTime(0, 0).addSecs(std::min(minute, 24 * 60 - 1) * 60);
}

int roundedUp(int minute)
{
    return (minute + roundedToMinutes - 1) / roundedToMinutes * roundedToMinutes;
}

/// The days of the week on which an upload came each time, as far back as there were any.
std::bitset<8> regularDays(const QList<QDate> &uploadDays, QDate today)
{
    std::bitset<8> regular;
    std::bitset<8> failed;
    for (QDate day = uploadDays.first(); day < today; day = day.addDays(1))
        (uploadDays.contains(day) ? regular : failed).set(std::size_t(day.dayOfWeek()));
    return regular & ~failed;
}

} // namespace

QList<Instant> firstUploads(const QList<Instant> &known, const Listing &listing, const QTimeZone &zone,
                            Instant now)
{
    const QDate today = toDateTime(now, zone).date();
    std::array<Instant, learningDays + 2> midnights;
    for (int day = 0; day < int(midnights.size()); ++day)
        midnights[std::size_t(day)] = wallInstant(today.addDays(day - learningDays), QTime(0, 0), zone);
    std::array<std::optional<Instant>, learningDays + 1> firsts;
    const auto take = [&](Instant upload) {
        if (upload < midnights.front() || upload >= midnights.back())
            return;
        const auto day = std::ranges::upper_bound(midnights, upload) - midnights.begin() - 1;
        std::optional<Instant> &first = firsts[std::size_t(day)];
        first = first ? std::min(*first, upload) : upload;
    };
    std::ranges::for_each(known, take);
    for (const Entry &entry : listing.entries) {
        if (entry.modified)
            take(*entry.modified);
    }
    QList<Instant> uploads;
    for (const std::optional<Instant> &first : firsts) {
        if (first)
            uploads << *first;
    }
    return uploads;
}

std::optional<UsualUpload> usualUpload(const QList<Instant> &firstUploads, const QTimeZone &zone, Instant now)
{
    if (firstUploads.size() < fewestDays) // most often so: no zone is asked
        return std::nullopt;
    const QDate today = toDateTime(now, zone).date();
    QList<QDate> days;
    QList<int> minutes;
    for (const Instant upload : firstUploads) {
        const QDateTime wall = toDateTime(upload, zone);
        if (wall.date() >= today || wall.date() < today.addDays(-learningDays))
            continue;
        days << wall.date();
        minutes << minuteOf(wall.time());
    }
    if (days.size() < fewestDays)
        return std::nullopt;
    std::ranges::sort(minutes);
    const qsizetype outliers = minutes.size() / 5; // at each end
    const int by = minutes[minutes.size() - 1 - outliers];
    if (by - minutes[outliers] > widestSpreadMinutes)
        return std::nullopt;
    return UsualUpload{.by = timeOf(roundedUp(by)),
                       .latest = timeOf(minutes.last()),
                       .days = int(days.size()),
                       .daysOfWeek = regularDays(days, today)};
}

std::optional<Instant> missedUsualUpload(const Binding &binding, const Record &record, Instant now)
{
    if (!binding.expect.isEmpty() || !record.lastLook || record.lastLook->error
        || record.uploads.size() < fewestDays)
        return std::nullopt;
    const Result<QTimeZone> zone = parseZone(binding.zone);
    if (!zone)
        return std::nullopt;
    const QDate today = toDateTime(now, *zone).date();
    const Instant asked = record.lastLook->startedAt;
    if (asked > now || toDateTime(asked, *zone).date() != today)
        return std::nullopt;
    const std::optional<UsualUpload> usual = usualUpload(record.uploads, *zone, now);
    if (!usual || !usual->daysOfWeek.test(std::size_t(today.dayOfWeek())))
        return std::nullopt;
    const Instant by = wallInstant(today, usual->by, *zone);
    const Instant told = std::max(by, wallInstant(today, usual->latest, *zone)) + patience;
    return asked < told || hasUploadFor(by, record, *zone) ? std::nullopt : std::optional(by);
}

} // namespace larder
