// Compares boundaries with an independent scan: every real minute around a transition is asked of libc for
// its wall time (not of Qt; libstdc++ 14 gets Apia's missing day wrong), and the two rules about gaps and
// doubled hours are applied to what that clock shows.
#include "core/freshness/policy.h"
#include "tests/support/expect.h"

#include <ctime>
#include <functional>
#include <set>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

using Wall = local_time<minutes>;
using Matches = std::function<bool(Wall)>;

enum class DoubledHour { FirstOnly, Both };

/// What a clock on the wall of libc's current zone shows.
Wall shownAt(Instant real)
{
    const std::time_t seconds = system_clock::to_time_t(real);
    std::tm wall{};
    localtime_r(&seconds, &wall);
    return floor<minutes>(
        local_time<milliseconds>(real.time_since_epoch() + std::chrono::seconds(wall.tm_gmtoff)));
}

/// Boundaries from the definition alone, as the clock on the wall shows them while real minutes pass.
std::set<Instant> scan(Instant from, Instant to, const Matches &matches, DoubledHour doubled)
{
    std::set<Instant> boundaries;
    Wall latest = shownAt(from) - minutes(1);
    for (Instant real = from; real <= to; real += minutes(1)) {
        const Wall shown = shownAt(real);
        const bool isAgain = shown <= latest;
        for (Wall skipped = latest + minutes(1); skipped < shown; skipped += minutes(1)) {
            if (matches(skipped))
                boundaries.insert(real);
        }
        if (matches(shown) && (!isAgain || doubled == DoubledHour::Both))
            boundaries.insert(real);
        latest = std::max(latest, shown);
    }
    return boundaries;
}

int hourOf(Wall wall)
{
    return static_cast<int>((wall - floor<days>(wall)) / hours(1));
}
int minuteOf(Wall wall)
{
    return static_cast<int>((wall - floor<hours>(wall)) / minutes(1));
}
unsigned weekdayOf(Wall wall)
{
    return weekday(floor<days>(wall)).c_encoding();
}
unsigned dayOf(Wall wall)
{
    return unsigned(year_month_day(floor<days>(wall)).day());
}

struct Case {
    const char *policy;
    DoubledHour doubled;
    Matches matches;
};

const std::vector<Case> &cases()
{
    static const std::vector<Case> all{
        {"daily", DoubledHour::FirstOnly, [](Wall w) { return hourOf(w) == 0 && minuteOf(w) == 0; }},
        {"daily@02:30", DoubledHour::FirstOnly, [](Wall w) { return hourOf(w) == 2 && minuteOf(w) == 30; }},
        {"daily@01:59", DoubledHour::FirstOnly, [](Wall w) { return hourOf(w) == 1 && minuteOf(w) == 59; }},
        {"weekdays@01:30", DoubledHour::FirstOnly,
         [](Wall w) {
             return hourOf(w) == 1 && minuteOf(w) == 30 && weekdayOf(w) >= 1 && weekdayOf(w) <= 5;
         }},
        {"cron:*/15 0-3 * * *", DoubledHour::FirstOnly,
         [](Wall w) { return hourOf(w) <= 3 && minuteOf(w) % 15 == 0; }},
        {"cron:*/20 * * * *", DoubledHour::Both, [](Wall w) { return minuteOf(w) % 20 == 0; }},
        {"cron:* * * * *", DoubledHour::Both, [](Wall) { return true; }},
        {"cron:45 */2 * * *", DoubledHour::Both,
         [](Wall w) { return hourOf(w) % 2 == 0 && minuteOf(w) == 45; }},
        {"cron:10 1,2 25-31 * sun", DoubledHour::FirstOnly,
         [](Wall w) {
             return (hourOf(w) == 1 || hourOf(w) == 2) && minuteOf(w) == 10
                 && (dayOf(w) >= 25 || weekdayOf(w) == 0);
         }},
    };
    return all;
}

} // namespace

class calendarscan_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAScanOfEveryMinute_data();
    void agreesWithAScanOfEveryMinute();
};

void calendarscan_test::agreesWithAScanOfEveryMinute_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("transition");
    QTest::newRow("Paris in spring") << "Europe/Paris"_ba << u"2026-03-29T01:00:00Z"_s;
    QTest::newRow("Paris in autumn") << "Europe/Paris"_ba << u"2026-10-25T01:00:00Z"_s;
    QTest::newRow("New York in spring") << "America/New_York"_ba << u"2026-03-08T07:00:00Z"_s;
    QTest::newRow("New York in autumn") << "America/New_York"_ba << u"2026-11-01T06:00:00Z"_s;
    QTest::newRow("Lord Howe's half hour in spring") << "Australia/Lord_Howe"_ba << u"2026-10-03T15:30:00Z"_s;
    QTest::newRow("Lord Howe's half hour in autumn") << "Australia/Lord_Howe"_ba << u"2026-04-04T15:00:00Z"_s;
    QTest::newRow("Cairo, where midnight is missing") << "Africa/Cairo"_ba << u"2026-04-23T22:00:00Z"_s;
    QTest::newRow("Cairo, where the last hour is doubled") << "Africa/Cairo"_ba << u"2026-10-29T21:00:00Z"_s;
    QTest::newRow("Apia, where a day is missing") << "Pacific/Apia"_ba << u"2011-12-30T10:00:00Z"_s;
    QTest::newRow("Santiago, where midnight is doubled")
        << "America/Santiago"_ba << u"2026-04-05T03:00:00Z"_s;
    QTest::newRow("Tokyo, where nothing happens") << "Asia/Tokyo"_ba << u"2026-03-29T01:00:00Z"_s;
    QTest::newRow("UTC") << "UTC"_ba << u"2026-03-29T01:00:00Z"_s;
}

void calendarscan_test::agreesWithAScanOfEveryMinute()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, transition);
    qputenv("TZ", zone);
    tzset();
    const QTimeZone ours{QByteArray(zone)};
    const Instant middle = *fromIso(transition);
    for (const Case &each : cases()) {
        const auto policy = parsePolicy(QString::fromLatin1(each.policy));
        VERIFY_VALUE(policy);
        const auto boundaries = scan(middle - days(10), middle + days(10), each.matches, each.doubled);
        const auto differs = [&](const char *what, Instant from, std::optional<Instant> said,
                                 Instant scanned) {
            if (said == scanned)
                return false;
            qWarning().noquote() << each.policy << what << toIso(from) << "is"
                                 << (said ? toIso(*said) : u"never"_s) << "but the scan finds"
                                 << toIso(scanned);
            return true;
        };
        // Odd seconds and milliseconds too: boundaries are minutes, confirmations are not.
        for (Instant t = middle - days(2); t <= middle + days(2); t += 7min + 13s + 1ms) {
            const auto next = boundaries.upper_bound(t);
            QVERIFY(next != boundaries.end() && next != boundaries.begin());
            QVERIFY(!differs("after", t, (*policy)->boundaryAfter(t, ours), *next));
            QVERIFY(!differs("at or before", t, (*policy)->periodStart(t, ours), *std::prev(next)));
        }
        // Each boundary follows the one before it: none is missed, none is told twice.
        for (auto it = boundaries.begin(); std::next(it) != boundaries.end(); ++it) {
            QVERIFY(!differs("after the boundary", *it, (*policy)->boundaryAfter(*it, ours), *std::next(it)));
            QVERIFY(!differs("at the boundary", *it, (*policy)->periodStart(*it, ours), *it));
        }
    }
}

QTEST_GUILESS_MAIN(calendarscan_test)
#include "calendarscan_test.moc"
