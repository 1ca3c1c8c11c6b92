// When the background looks again, as a table.
#include "core/freshness/expect.h"
#include "core/freshness/nextlook.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto notByItself = "never";

Record lookLasting(Record record, std::chrono::minutes duration)
{
    record.lastLook->endedAt = record.lastLook->startedAt + duration;
    return record;
}

Record stopped(Record record)
{
    record.lastRun = RunReport{.startedAt = record.lastLook->startedAt,
                               .finishedAt = record.lastLook->endedAt,
                               .outcome = Outcome::Stopped};
    return record;
}

Record unconfirmed(Record record)
{
    record.confirmedAt.reset();
    return record;
}

Binding withRecheck(Binding binding, std::optional<std::chrono::seconds> recheck)
{
    binding.recheck = recheck;
    return binding;
}

Binding withSettle(Binding binding, std::chrono::seconds settle)
{
    binding.settle = settle;
    return binding;
}

} // namespace

class nextlook_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksWhenThereIsAReason_data();
    void looksWhenThereIsAReason();
    void backsOffWithEachFailure();
    void asksLateSourcesMoreAndMoreSeldom();
    void settlesLongerWhileAReportIsOpen();
    void refusesWhatIsNoDeadline_data();
    void refusesWhatIsNoDeadline();
    void saysDeadlinesBack_data();
    void saysDeadlinesBack();
};

void nextlook_test::looksWhenThereIsAReason_data()
{
    QTest::addColumn<Binding>("binding");
    QTest::addColumn<Record>("record");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QString>("next");
    const auto row = [](const char *name, const Binding &binding, const Record &record, const char *now,
                        const char *next) {
        QTest::newRow(name) << binding << record << QByteArray(now) << QString::fromLatin1(next);
    };
    const Binding daily = parisBinding();
    const Binding rare = withRecheck(daily, std::nullopt);
    const Binding manual = parisBinding("manual");
    const Record atNine = confirmedAt("2026-08-01 09:00");
    const auto nine = "2026-08-01 09:00:30";

    row("rechecks 15 minutes after the last probe", daily, atNine, nine, "2026-08-01 09:15:00");
    row("rechecks as often as the binding says", withRecheck(daily, 1h), atNine, nine, "2026-08-01 10:00:00");
    row("counts from the end of the last probe", daily, lookLasting(atNine, 4min), "2026-08-01 09:05",
        "2026-08-01 09:19:00");
    row("without rechecks the boundary is next", rare, atNine, nine, "2026-08-02 00:00:00");
    row("the boundary comes before the recheck", daily, confirmedAt("2026-08-01 23:50"), "2026-08-01 23:51",
        "2026-08-02 00:00:00");
    row("never within a minute of the last probe", daily, confirmedAt("2026-08-01 23:59:40"),
        "2026-08-01 23:59:50", "2026-08-02 00:00:40");
    row("never sooner than the last probe took", daily, lookLasting(confirmedAt("2026-08-01 23:55"), 4min),
        "2026-08-01 23:59", "2026-08-02 00:03:00");
    row("a short recheck is bounded by the pause", withRecheck(daily, 10s), atNine, nine,
        "2026-08-01 09:01:00");
    row("a boundary long past is due since the pause after the last probe", rare, atNine, "2026-08-05 12:00",
        "2026-08-02 00:00:00");
    row("never looked at: due since it was made", daily, {}, "2026-08-01 09:00", "2026-07-01 12:00:00");
    row("never looked at, and the clock was set back: due now", daily, {}, "2026-06-01 09:00",
        "2026-06-01 09:00:00");
    row("never confirmed: due after the pause", rare, unconfirmed(atNine), nine, "2026-08-01 09:01:00");
    row("a change that nobody fetched: due after the pause", rare, changeSeenAt(atNine, "2026-08-01 10:00"),
        "2026-08-01 10:00:10", "2026-08-01 10:01:00");

    Binding command = daily;
    command.url = u"command:~/bin/export.sh"_s;
    row("a command is not run before the boundary", command, atNine, nine, "2026-08-02 00:00:00");
    row("a command is run again as often as a person says", withRecheck(command, 1h), atNine, nine,
        "2026-08-01 10:00:00");
    Binding asUsual = command;
    asUsual.hasOwnRecheck = true;
    row("a command is run every 15 minutes if a person says so", asUsual, atNine, nine,
        "2026-08-01 09:15:00");
    row("a command is run every 15 minutes while a report is open", command,
        reportedAt(atNine, "2026-08-01 09:00"), nine, "2026-08-01 09:15:00");
    row("an open report is watched every 2 minutes", daily, reportedAt(atNine, "2026-08-01 09:00"), nine,
        "2026-08-01 09:02:00");
    row("an open report is watched though rechecks are off", rare, reportedAt(atNine, "2026-08-01 09:00"),
        nine, "2026-08-01 09:02:00");
    row("an open report is watched though the policy is manual", manual,
        reportedAt(atNine, "2026-08-01 09:00"), nine, "2026-08-01 09:02:00");

    row("after one failure in a minute", daily, failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network, 1),
        "2026-08-01 10:00:10", "2026-08-01 10:01:00");
    row("after three failures in four", daily, failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network, 3),
        "2026-08-01 10:00:10", "2026-08-01 10:04:00");
    row("after many failures at the recheck", daily,
        failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network, 20), "2026-08-01 10:00:10",
        "2026-08-01 10:15:00");
    row("after many failures without rechecks in an hour", rare,
        failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network, 20), "2026-08-01 10:00:10",
        "2026-08-01 11:00:00");
    row("a boundary that was tried in vain waits for the backoff", rare,
        failedAt(atNine, "2026-08-02 00:00", ErrorKind::Network, 4), "2026-08-02 00:00:10",
        "2026-08-02 00:08:00");
    row("a known change that cannot be fetched waits for the backoff", rare,
        failedAt(changeSeenAt(atNine, "2026-08-01 10:00"), "2026-08-01 10:00", ErrorKind::Corrupt, 2),
        "2026-08-01 10:00:10", "2026-08-01 10:02:00");
    row("the next boundary does not wait for the backoff", rare,
        failedAt(atNine, "2026-08-01 23:50", ErrorKind::Network, 9), "2026-08-01 23:51",
        "2026-08-02 00:00:00");
    row("a first look that failed waits for the backoff", rare,
        failedAt({}, "2026-08-01 10:00", ErrorKind::Timeout, 3), "2026-08-01 10:00:10",
        "2026-08-01 10:04:00");

    row("what a person stopped is not started again at once", daily,
        stopped(changeSeenAt(atNine, "2026-08-01 10:00")), "2026-08-01 10:00:10", "2026-08-01 10:15:00");
    row("what a person stopped comes again at the next boundary", rare,
        stopped(changeSeenAt(atNine, "2026-08-01 10:00")), "2026-08-01 10:00:10", "2026-08-02 00:00:00");

    row("a deadline comes before the boundary", withRecheck(parisBinding("daily", "06:00"), std::nullopt),
        confirmedAt("2026-08-01 00:30"), "2026-08-01 00:31", "2026-08-01 06:00:00");
    row("late: five minutes after the deadline", withRecheck(parisBinding("daily", "06:00"), std::nullopt),
        confirmedAt("2026-08-01 06:00"), "2026-08-01 06:01", "2026-08-01 06:05:00");
    row("late: then a quarter of an hour after it", withRecheck(parisBinding("daily", "06:00"), std::nullopt),
        confirmedAt("2026-08-01 06:05"), "2026-08-01 06:06", "2026-08-01 06:15:00");
    row("late: manual looks too, because a deadline was asked for", parisBinding("manual", "06:00"),
        confirmedAt("2026-08-01 06:05"), "2026-08-01 06:06", "2026-08-01 06:15:00");

    row("settling: once the listing held still for long enough", withSettle(daily, 5min),
        settlingSince(atNine, "2026-08-01 10:00"), "2026-08-01 10:00:10", "2026-08-01 10:05:00");
    row("settling: at least two minutes while a report is open", withSettle(daily, 30s),
        reportedAt(settlingSince(atNine, "2026-08-01 10:00"), "2026-08-01 09:00"), "2026-08-01 10:00:10",
        "2026-08-01 10:02:00");
    row("settling, and the second probe failed: the backoff", withSettle(daily, 5min),
        failedAt(settlingSince(atNine, "2026-08-01 10:00"), "2026-08-01 10:06", ErrorKind::Timeout, 2),
        "2026-08-01 10:06:10", "2026-08-01 10:08:00");

    row("always is looked at by recheck only", parisBinding("always"), atNine, nine, "2026-08-01 09:15:00");
    row("always without rechecks is not looked at", withRecheck(parisBinding("always"), std::nullopt), atNine,
        nine, notByItself);
    row("manual is not looked at", manual, atNine, nine, notByItself);
    row("manual is not looked at, though never fetched", manual, {}, nine, notByItself);
    row("manual is not looked at, though a change is known", manual, changeSeenAt(atNine, "2026-08-01 10:00"),
        "2026-08-01 11:00", notByItself);
    row("manual is not looked at, though the last look failed", manual,
        failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network), "2026-08-01 11:00", notByItself);

    row("a last probe in the future means now", daily, atNine, "2026-08-01 08:00", "2026-08-01 08:00:00");
    row("a last probe that ends in the future means now", daily, lookLasting(atNine, 30min),
        "2026-08-01 09:10", "2026-08-01 09:10:00");
    row("manual has no clock to be set back", manual, atNine, "2026-08-01 08:00", notByItself);
}

void nextlook_test::looksWhenThereIsAReason()
{
    QFETCH(Binding, binding);
    QFETCH(Record, record);
    QFETCH(QByteArray, now);
    QFETCH(QString, next);
    const auto found = nextLook(binding, record, at(now));
    QCOMPARE(found ? toDateTime(*found, paris()).toString(u"yyyy-MM-dd HH:mm:ss"_s)
                   : QString::fromLatin1(notByItself),
             next);
}

void nextlook_test::backsOffWithEachFailure()
{
    const std::vector<std::chrono::seconds> expected{1min,  1min,  2min,  4min, 8min,
                                                     16min, 32min, 60min, 60min};
    for (size_t failures = 0; failures < expected.size(); ++failures)
        QCOMPARE(backoffAfter(static_cast<int>(failures)).count(), expected[failures].count());
    QCOMPARE(backoffAfter(std::numeric_limits<int>::max()).count(), std::chrono::seconds(1h).count());
}

void nextlook_test::asksLateSourcesMoreAndMoreSeldom()
{
    const Instant deadline = at("2026-08-01 06:00");
    QList<qint64> minutes;
    for (Instant look = deadline; minutes.size() < 7; minutes << (look - deadline) / 1min)
        look = lateLookAfter(deadline, look);
    QCOMPARE(minutes, QList<qint64>({5, 15, 35, 75, 135, 195, 255}));
}

void nextlook_test::settlesLongerWhileAReportIsOpen()
{
    const Record quiet = confirmedAt("2026-08-01 09:00");
    const Record reported = reportedAt(quiet, "2026-08-01 09:00");
    QCOMPARE(settleTime(parisBinding(), quiet).count(), 0);
    QCOMPARE(settleTime(parisBinding(), reported).count(), 120);
    QCOMPARE(settleTime(withSettle(parisBinding(), 5min), quiet).count(), 300);
    QCOMPARE(settleTime(withSettle(parisBinding(), 5min), reported).count(), 300);
}

void nextlook_test::refusesWhatIsNoDeadline_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "noon", "6:00", "24:00", "06:00:00", "weekdays", "weekdays@", "weekdays@25:00", "daily@x",
          "every:15m", "manual", "cron:", "0 6 * *", "0 6 30 2 *", "0 6 * * 1-5 *"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void nextlook_test::refusesWhatIsNoDeadline()
{
    QFETCH(QString, text);
    const auto parsed = Expectation::parse(text);
    VERIFY_ERROR(parsed, ErrorKind::Invalid);
    QVERIFY(!parsed.error().hint.isEmpty());
}

void nextlook_test::saysDeadlinesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("a time") << u"06:00"_s << u"06:00"_s;
    QTest::newRow("daily@ is a time") << u"daily@06:00"_s << u"06:00"_s;
    QTest::newRow("weekdays") << u" weekdays@06:00 "_s << u"weekdays@06:00"_s;
    QTest::newRow("a bare cron line") << u"0  6 * * mon"_s << u"cron:0 6 * * mon"_s;
    QTest::newRow("a cron line with its word") << u"cron:0 6 * * 1"_s << u"cron:0 6 * * 1"_s;
}

void nextlook_test::saysDeadlinesBack()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    const auto parsed = Expectation::parse(text);
    VERIFY_VALUE(parsed);
    QCOMPARE(parsed->text(), canonical);
    QCOMPARE(Expectation::parse(parsed->text())->text(), canonical);
}

QTEST_GUILESS_MAIN(nextlook_test)
#include "nextlook_test.moc"
