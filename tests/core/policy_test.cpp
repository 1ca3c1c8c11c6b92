// Every policy as a table: confirmed at → stale at, both as wall time in the dataset's zone.
#include "core/freshness/policy.h"
#include "core/freshness/walltime.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

constexpr auto never = "never";

Instant at(const QByteArray &text)
{
    const auto instant = fromIso(QString::fromLatin1(text));
    Q_ASSERT(instant);
    return *instant;
}

QString inZone(std::optional<Instant> instant, const QByteArray &zone)
{
    return instant ? toDateTime(*instant, QTimeZone(zone)).toString(Qt::ISODate) : QString::fromLatin1(never);
}

} // namespace

class policy_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsFreshnessAtTheNextBoundary_data();
    void endsFreshnessAtTheNextBoundary();
    void hasOneBoundaryPerDayThroughBothTransitions_data();
    void hasOneBoundaryPerDayThroughBothTransitions();
    void knowsTheDatasetsDay_data();
    void knowsTheDatasetsDay();
    void saysItselfBack_data();
    void saysItselfBack();
    void refusesWhatIsNoPolicy_data();
    void refusesWhatIsNoPolicy();
    void takesIanaZonesOnly_data();
    void takesIanaZonesOnly();
    void turnsWallTimeIntoInstants_data();
    void turnsWallTimeIntoInstants();
};

void policy_test::endsFreshnessAtTheNextBoundary_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("confirmed");
    QTest::addColumn<QByteArray>("boundary");
    const auto row = [](const char *name, const QByteArray &policy, const QByteArray &zone,
                        const QByteArray &confirmed, const QByteArray &boundary) {
        QTest::newRow(name) << policy << zone << confirmed << boundary;
    };
    const auto paris = "Europe/Paris";
    const auto newYork = "America/New_York";

    row("daily ends at the zone's midnight, not at UTC's", "daily", paris, "2026-08-01T21:00:00Z",
        "2026-08-02T00:00:00+02:00");
    row("daily: a fetch just before midnight lasts a moment", "daily", paris, "2026-08-01T21:59:59.999Z",
        "2026-08-02T00:00:00+02:00");
    row("daily: a fetch at midnight lasts the whole day", "daily", paris, "2026-08-01T22:00:00Z",
        "2026-08-03T00:00:00+02:00");
    row("daily: a zone with a quarter hour has its own midnight", "daily", "Asia/Kathmandu",
        "2026-08-01T18:14:59Z", "2026-08-02T00:00:00+05:45");
    row("daily: UTC", "daily", "UTC", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00+00:00");
    row("daily@06:30: a fetch at 00:30 does not count for the export of 06:00", "daily@06:30", paris,
        "2026-08-01T22:30:00Z", "2026-08-02T06:30:00+02:00");
    row("daily@06:30: a fetch at 06:30 lasts until tomorrow's", "daily@06:30", paris, "2026-08-02T04:30:00Z",
        "2026-08-03T06:30:00+02:00");
    row("every:15m ends after that long", "every:15m", paris, "2026-08-01T21:00:00.250Z",
        "2026-08-01T23:15:00+02:00");
    row("every:2h counts real hours over a gap", "every:2h", paris, "2026-03-29T00:30:00Z",
        "2026-03-29T04:30:00+02:00");
    row("every:7d", "every:7d", "UTC", "2026-08-01T12:00:00Z", "2026-08-08T12:00:00+00:00");
    row("weekdays@06:30: Friday morning lasts until Monday", "weekdays@06:30", paris, "2026-07-31T05:00:00Z",
        "2026-08-03T06:30:00+02:00");
    row("weekdays@06:30: Friday before the time lasts until the time", "weekdays@06:30", paris,
        "2026-07-31T04:29:59Z", "2026-07-31T06:30:00+02:00");
    row("weekdays@06:30: Saturday lasts until Monday", "weekdays@06:30", paris, "2026-08-01T05:00:00Z",
        "2026-08-03T06:30:00+02:00");
    row("weekdays begin at midnight", "weekdays", paris, "2026-08-02T10:00:00Z", "2026-08-03T00:00:00+02:00");
    row("cron: Monday to Friday at 06:30", "cron:30 6 * * 1-5", newYork, "2026-08-01T12:00:00Z",
        "2026-08-03T06:30:00-04:00");
    row("cron: names of days", "cron:30 6 * * mon-fri", newYork, "2026-08-01T12:00:00Z",
        "2026-08-03T06:30:00-04:00");
    row("cron: Sunday as 0", "cron:0 6 * * 0", paris, "2026-08-01T12:00:00Z", "2026-08-02T06:00:00+02:00");
    row("cron: Sunday as 7", "cron:0 6 * * 7", paris, "2026-08-01T12:00:00Z", "2026-08-02T06:00:00+02:00");
    row("cron: a range that ends with sun", "cron:0 6 * * SAT-SUN", paris, "2026-08-01T12:00:00Z",
        "2026-08-02T06:00:00+02:00");
    row("cron: a range over 7", "cron:0 6 * * 6-7", paris, "2026-08-02T12:00:00Z",
        "2026-08-08T06:00:00+02:00");
    row("cron: a list of hours", "cron:0 6,18 * * *", paris, "2026-08-01T12:00:00Z",
        "2026-08-01T18:00:00+02:00");
    row("cron: steps of a star", "cron:*/20 * * * *", paris, "2026-08-01T12:21:00Z",
        "2026-08-01T14:40:00+02:00");
    row("cron: steps of a range", "cron:10-40/15 9 * * *", paris, "2026-08-01T07:26:00Z",
        "2026-08-01T09:40:00+02:00");
    row("cron: steps from a number to the end", "cron:40/10 9 * * *", paris, "2026-08-01T07:41:00Z",
        "2026-08-01T09:50:00+02:00");
    row("cron: names of months", "cron:0 0 1 jan,JUL *", paris, "2026-08-01T12:00:00Z",
        "2027-01-01T00:00:00+01:00");
    row("cron: 29 February waits for a leap year", "cron:0 0 29 2 *", paris, "2026-08-01T12:00:00Z",
        "2028-02-29T00:00:00+01:00");
    row("cron: 29 February over a century without one", "cron:0 12 29 2 *", "UTC", "2096-03-01T00:00:00Z",
        "2104-02-29T12:00:00+00:00");
    row("cron: the 31st skips the short months", "cron:0 0 31 * *", paris, "2026-08-31T12:00:00Z",
        "2026-10-31T00:00:00+01:00");
    row("cron: day of month or day of week, when both are restricted", "cron:0 6 15 * fri", paris,
        "2026-08-10T12:00:00Z", "2026-08-14T06:00:00+02:00");
    row("cron: and then the other of the two", "cron:0 6 15 * fri", paris, "2026-08-14T12:00:00Z",
        "2026-08-15T06:00:00+02:00");
    row("cron: a starred day of month leaves the day of week alone", "cron:0 6 */2 * fri", paris,
        "2026-08-07T12:00:00Z", "2026-08-21T06:00:00+02:00");
    row("cron: the boundary's own minute is not after it", "cron:30 6 * * *", paris, "2026-08-01T04:30:00Z",
        "2026-08-02T06:30:00+02:00");
    row("cron: seconds within the minute before count", "cron:30 6 * * *", paris, "2026-08-01T04:29:59.999Z",
        "2026-08-01T06:30:00+02:00");
    row("manual never ends", "manual", paris, "2026-08-01T12:00:00Z", never);
    row("always ends at once", "always", paris, "2026-08-01T12:00:00Z", "2026-08-01T14:00:00+02:00");

    row("a missing time means the first instant after the gap", "daily@02:30", paris, "2026-03-28T12:00:00Z",
        "2026-03-29T03:00:00+02:00");
    row("the day after a gap does not drift", "daily@02:30", paris, "2026-03-29T01:00:00Z",
        "2026-03-30T02:30:00+02:00");
    row("a fetch inside the night of a gap, before it", "daily@02:30", newYork, "2026-03-08T06:59:59Z",
        "2026-03-08T03:00:00-04:00");
    row("a doubled time means its first", "daily@02:30", paris, "2026-10-24T12:00:00Z",
        "2026-10-25T02:30:00+02:00");
    row("in the second pass the doubled time is over", "daily@02:30", paris, "2026-10-25T01:10:00Z",
        "2026-10-26T02:30:00+01:00");
    row("between the two passes it is over as well", "daily@02:30", paris, "2026-10-25T00:45:00Z",
        "2026-10-26T02:30:00+01:00");
    row("the day of 25 hours ends at its midnight", "daily", newYork, "2026-11-01T04:00:00Z",
        "2026-11-02T00:00:00-05:00");
    row("the day of 23 hours ends at its midnight", "daily", newYork, "2026-03-08T05:00:00Z",
        "2026-03-09T00:00:00-04:00");
    row("a midnight that does not exist is the day's first instant", "daily", "Africa/Cairo",
        "2026-04-23T12:00:00Z", "2026-04-24T01:00:00+03:00");
    row("a day that does not exist has no boundary of its own", "daily", "Pacific/Apia",
        "2011-12-29T20:00:00Z", "2011-12-31T00:00:00+14:00");
    row("the day after a day that does not exist", "daily", "Pacific/Apia", "2011-12-30T10:00:00Z",
        "2012-01-01T00:00:00+14:00");
    row("a gap of half an hour", "daily@02:15", "Australia/Lord_Howe", "2026-10-03T00:00:00Z",
        "2026-10-04T02:30:00+11:00");
    row("cron with a fixed hour: several missing minutes are one boundary", "cron:*/15 2 * * *", newYork,
        "2026-03-08T07:00:00Z", "2026-03-09T02:00:00-04:00");
    row("cron with a fixed hour: the second pass does not count", "cron:*/30 1 * * *", newYork,
        "2026-11-01T05:30:00Z", "2026-11-02T01:00:00-05:00");
    row("cron with a wildcard hour: the second pass counts", "cron:15 * * * *", newYork,
        "2026-11-01T05:20:00Z", "2026-11-01T01:15:00-05:00");
    row("cron with a wildcard hour: within the second pass", "cron:*/30 * * * *", newYork,
        "2026-11-01T06:00:00Z", "2026-11-01T01:30:00-05:00");
    row("cron with a wildcard hour: after the second pass", "cron:*/30 * * * *", newYork,
        "2026-11-01T06:30:00Z", "2026-11-01T02:00:00-05:00");
}

void policy_test::endsFreshnessAtTheNextBoundary()
{
    QFETCH(QByteArray, policy);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, confirmed);
    QFETCH(QByteArray, boundary);
    const auto parsed = parsePolicy(QString::fromLatin1(policy));
    VERIFY_VALUE(parsed);
    const auto found = (*parsed)->boundaryAfter(at(confirmed), QTimeZone(zone));
    QCOMPARE(inZone(found, zone), QString::fromLatin1(boundary));
}

void policy_test::hasOneBoundaryPerDayThroughBothTransitions_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QStringList>("boundaries");
    const auto row = [](const char *name, const QByteArray &policy, const QByteArray &zone,
                        const QByteArray &from, const QStringList &boundaries) {
        QTest::newRow(name) << policy << zone << from << boundaries;
    };

    row("Paris in spring", "daily@02:30", "Europe/Paris", "2026-03-27T12:00:00Z",
        {u"2026-03-28T02:30:00+01:00"_s, u"2026-03-29T03:00:00+02:00"_s, u"2026-03-30T02:30:00+02:00"_s});
    row("Paris in autumn", "daily@02:30", "Europe/Paris", "2026-10-23T12:00:00Z",
        {u"2026-10-24T02:30:00+02:00"_s, u"2026-10-25T02:30:00+02:00"_s, u"2026-10-26T02:30:00+01:00"_s});
    row("New York in spring", "daily@02:30", "America/New_York", "2024-03-08T12:00:00Z",
        {u"2024-03-09T02:30:00-05:00"_s, u"2024-03-10T03:00:00-04:00"_s, u"2024-03-11T02:30:00-04:00"_s});
    row("New York in autumn", "daily@01:30", "America/New_York", "2024-11-01T12:00:00Z",
        {u"2024-11-02T01:30:00-04:00"_s, u"2024-11-03T01:30:00-04:00"_s, u"2024-11-04T01:30:00-05:00"_s});
    row("Paris in spring by cron", "cron:30 2 * * *", "Europe/Paris", "2026-03-27T12:00:00Z",
        {u"2026-03-28T02:30:00+01:00"_s, u"2026-03-29T03:00:00+02:00"_s, u"2026-03-30T02:30:00+02:00"_s});
    row("New York in autumn by weekdays", "weekdays@01:30", "America/New_York", "2024-10-31T12:00:00Z",
        {u"2024-11-01T01:30:00-04:00"_s, u"2024-11-04T01:30:00-05:00"_s, u"2024-11-05T01:30:00-05:00"_s});
    row("a time that is not touched keeps its wall time", "daily@06:30", "Europe/Paris",
        "2026-03-27T12:00:00Z",
        {u"2026-03-28T06:30:00+01:00"_s, u"2026-03-29T06:30:00+02:00"_s, u"2026-03-30T06:30:00+02:00"_s});
}

void policy_test::hasOneBoundaryPerDayThroughBothTransitions()
{
    QFETCH(QByteArray, policy);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, from);
    QFETCH(QStringList, boundaries);
    const auto parsed = parsePolicy(QString::fromLatin1(policy));
    VERIFY_VALUE(parsed);
    QStringList found;
    for (auto next = std::optional(at(from)); found.size() < boundaries.size();) {
        next = (*parsed)->boundaryAfter(*next, QTimeZone(zone));
        found << inZone(next, zone);
    }
    QCOMPARE(found, boundaries);
}

void policy_test::knowsTheDatasetsDay_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QDate>("day");
    const auto row = [](const char *name, const QByteArray &policy, const QByteArray &now, QDate day) {
        QTest::newRow(name) << policy << now << day;
    };
    row("daily: the local date, where UTC is still yesterday", "daily", "2026-08-01T22:00:00Z", {2026, 8, 2});
    row("daily@06:30: before the time it is still yesterday's", "daily@06:30", "2026-08-02T04:29:59Z",
        {2026, 8, 1});
    row("daily@06:30: at the time it is today's", "daily@06:30", "2026-08-02T04:30:00Z", {2026, 8, 2});
    row("weekdays: on Sunday it is Friday's", "weekdays@06:30", "2026-08-02T12:00:00Z", {2026, 7, 31});
    row("weekdays: on Monday before the time it is Friday's", "weekdays@06:30", "2026-08-03T04:00:00Z",
        {2026, 7, 31});
    row("cron: the last match", "cron:0 6 1 * *", "2026-08-20T12:00:00Z", {2026, 8, 1});
    row("cron: the last 29 February", "cron:0 6 29 2 *", "2026-08-20T12:00:00Z", {2024, 2, 29});
    row("every: the local date", "every:15m", "2026-08-01T22:00:00Z", {2026, 8, 2});
    row("manual: the local date", "manual", "2026-08-01T21:59:00Z", {2026, 8, 1});
    row("always: the local date", "always", "2026-08-01T22:00:00Z", {2026, 8, 2});
    row("in a gap the boundary is the gap's end", "daily@02:30", "2026-03-29T01:00:00Z", {2026, 3, 29});
    row("just before a gap it is still yesterday's", "daily@02:30", "2026-03-29T00:59:59Z", {2026, 3, 28});
    row("in the second pass before the doubled time, today's has been", "daily@02:30", "2026-10-25T01:10:00Z",
        {2026, 10, 25});
    row("in the first pass before the doubled time it is yesterday's", "daily@02:30", "2026-10-25T00:10:00Z",
        {2026, 10, 24});
}

void policy_test::knowsTheDatasetsDay()
{
    QFETCH(QByteArray, policy);
    QFETCH(QByteArray, now);
    QFETCH(QDate, day);
    const auto parsed = parsePolicy(QString::fromLatin1(policy));
    VERIFY_VALUE(parsed);
    QCOMPARE((*parsed)->dayOf(at(now), QTimeZone("Europe/Paris")), day);
}

void policy_test::saysItselfBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    for (const auto *same : {"daily", "daily@06:30", "every:15m", "every:90s", "weekdays", "weekdays@06:30",
                             "cron:30 6 * * 1-5", "manual", "always"})
        QTest::newRow(same) << QString::fromLatin1(same) << QString::fromLatin1(same);
    QTest::newRow("outer spaces go") << u"  daily "_s << u"daily"_s;
    QTest::newRow("a duration is shortened") << u"every:60m"_s << u"every:1h"_s;
    QTest::newRow("cron fields stand one space apart") << u"cron: 30  6 * * 1-5"_s << u"cron:30 6 * * 1-5"_s;
}

void policy_test::saysItselfBack()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    const auto parsed = parsePolicy(text);
    VERIFY_VALUE(parsed);
    QCOMPARE((*parsed)->text(), canonical);
}

void policy_test::refusesWhatIsNoPolicy_data()
{
    QTest::addColumn<QString>("text");
    for (const auto *text : {"",
                             " ",
                             "dayly",
                             "Daily",
                             "daily@",
                             "daily@24:00",
                             "daily@6:30",
                             "daily@06:60",
                             "daily@06:30:00",
                             "daily:06:30",
                             "daily 06:30",
                             "dailyx",
                             "weekdays@",
                             "weekdays@x",
                             "every",
                             "every:",
                             "every:0",
                             "every:0s",
                             "every:-5m",
                             "every:15",
                             "every:15w",
                             "every@15m",
                             "every:999999999d",
                             "manual@06:30",
                             "always:",
                             "cron",
                             "cron:",
                             "cron:30 6 * *",
                             "cron:30 6 * * 1-5 7",
                             "cron:60 * * * *",
                             "cron:* 24 * * *",
                             "cron:* * 0 * *",
                             "cron:* * 32 * *",
                             "cron:* * * 0 *",
                             "cron:* * * 13 *",
                             "cron:* * * * 8",
                             "cron:*/0 * * * *",
                             "cron:5-1 * * * *",
                             "cron:1,,2 * * * *",
                             "cron:-5 * * * *",
                             "cron:a * * * *",
                             "cron:mon * * * *",
                             "cron:* * * * monday",
                             "cron:* * * mon *",
                             "cron:1-2-3 * * * *",
                             "cron:1/2/3 * * * *",
                             "cron:*5 * * * *",
                             "cron:0 0 30 2 *",
                             "cron:0 0 31 4,6,9,11 *",
                             "cron:0 0 30 feb */2"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void policy_test::refusesWhatIsNoPolicy()
{
    QFETCH(QString, text);
    const auto parsed = parsePolicy(text);
    VERIFY_ERROR(parsed, ErrorKind::Invalid);
    QVERIFY(!parsed.error().message.isEmpty());
    QVERIFY(!parsed.error().hint.isEmpty());
}

void policy_test::takesIanaZonesOnly_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("isZone");
    for (const auto *zone : {"Europe/Paris", "America/New_York", "America/Argentina/Buenos_Aires", "UTC",
                             "GMT", "CET", "EST5EDT", "Etc/GMT+3"})
        QTest::newRow(zone) << QByteArray(zone) << true;
    for (const auto *text : {"", "UTC+02:00", "UTC+2", "+02:00", "europe/paris", "Europe", "Nowhere/City",
                             "CET-1CEST", "EST5", "AAA3", "AAA3BBB", "EST5EDT,M3.2.0,M11.1.0",
                             "../../etc/passwd", "/etc/localtime", "localtime", "Factory", "Europe/Paris "})
        QTest::newRow(text) << QByteArray(text) << false;
}

void policy_test::takesIanaZonesOnly()
{
    QFETCH(QByteArray, id);
    QFETCH(bool, isZone);
    const auto zone = parseZone(id);
    if (!isZone) {
        VERIFY_ERROR(zone, ErrorKind::Invalid);
        return;
    }
    VERIFY_VALUE(zone);
    QCOMPARE(zone->id(), id);
}

void policy_test::turnsWallTimeIntoInstants_data()
{
    QTest::addColumn<QDate>("date");
    QTest::addColumn<QTime>("time");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    QTest::newRow("an ordinary time") << QDate(2026, 8, 1) << QTime(6, 30) << u"2026-08-01T04:30:00.000Z"_s
                                      << u"2026-08-01T04:30:00.000Z"_s;
    QTest::newRow("the gap's first minute") << QDate(2026, 3, 29) << QTime(2, 0)
                                            << u"2026-03-29T01:00:00.000Z"_s << u"2026-03-29T01:00:00.000Z"_s;
    QTest::newRow("the gap's last minute") << QDate(2026, 3, 29) << QTime(2, 59)
                                           << u"2026-03-29T01:00:00.000Z"_s << u"2026-03-29T01:00:00.000Z"_s;
    QTest::newRow("the doubled hour") << QDate(2026, 10, 25) << QTime(2, 30) << u"2026-10-25T00:30:00.000Z"_s
                                      << u"2026-10-25T01:30:00.000Z"_s;
    QTest::newRow("after the doubled hour") << QDate(2026, 10, 25) << QTime(3, 0)
                                            << u"2026-10-25T02:00:00.000Z"_s << u"2026-10-25T02:00:00.000Z"_s;
}

void policy_test::turnsWallTimeIntoInstants()
{
    QFETCH(QDate, date);
    QFETCH(QTime, time);
    QFETCH(QString, first);
    QFETCH(QString, last);
    const QTimeZone paris("Europe/Paris");
    QCOMPARE(toIso(wallInstant(date, time, paris)), first);
    QCOMPARE(toIso(wallInstant(date, time, paris, Occurrence::Last)), last);
}

QTEST_GUILESS_MAIN(policy_test)
#include "policy_test.moc"
