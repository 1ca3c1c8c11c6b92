// The verdict as a table: binding, record, now → state, fresh until, flags, and what explains it.
#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

#include <ctime>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(larder::ReasonKind)

namespace {

constexpr auto askAtOnce = "ask";
constexpr auto withoutEnd = "never";

QString untilText(std::optional<Instant> until)
{
    if (!until)
        return QString::fromLatin1(withoutEnd);
    if (*until == Instant{})
        return QString::fromLatin1(askAtOnce);
    return toDateTime(*until, paris()).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

Record nothingFetched()
{
    return {};
}

Record nothingYetAt(Record record, const char *wall)
{
    const Instant then = at(wall);
    record.confirmedAt = then;
    record.lastLook = Look{.startedAt = then, .endedAt = then};
    record.lastRun = RunReport{.startedAt = then, .finishedAt = then, .outcome = Outcome::NothingYet};
    return record;
}

Record uploadedAt(Record record, const char *wall)
{
    record.uploadedAt = at(wall);
    return record;
}

Record differenceSeenAt(Record record, const char *wall)
{
    record.differenceSeenAt = at(wall);
    return record;
}

Binding createdAt(Binding binding, const char *wall)
{
    binding.createdAt = at(wall);
    return binding;
}

} // namespace

class judge_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysTheStateAndWhy_data();
    void saysTheStateAndWhy();
    void raisesTheFlagsBesideIt_data();
    void raisesTheFlagsBesideIt();
    void whatIsWatchedIsNeverUnwatched();
    void tellsOfACommandThatFailedWhileItIsBound();
    void keepsEveryInstantBehindTheVerdict();
    void isFreshFromTheConfirmationToTheBoundaryOnly();
    void neverTrustsABindingThatCannotBeRead_data();
    void neverTrustsABindingThatCannotBeRead();
    void judgesTenThousandDatasetsAtAGlance();
};

void judge_test::saysTheStateAndWhy_data()
{
    QTest::addColumn<Binding>("binding");
    QTest::addColumn<Record>("record");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("until");
    QTest::addColumn<ReasonKind>("first");
    const auto row = [](const char *name, const Binding &binding, const Record &record, const char *now,
                        const char *state, const char *until, ReasonKind first) {
        QTest::newRow(name) << binding << record << QByteArray(now) << QString::fromLatin1(state)
                            << QString::fromLatin1(until) << first;
    };
    using enum ReasonKind;
    const Binding daily = parisBinding();
    const Binding expected = parisBinding("daily", "06:00");
    const Record atNine = confirmedAt("2026-08-01 09:00");
    const Record beforeSix = confirmedAt("2026-08-01 00:30");
    const Record afterSix = confirmedAt("2026-08-01 06:31");

    row("fetched today is fresh", daily, atNine, "2026-08-01 15:00", "fresh", "2026-08-02 00:00:00",
        FreshUntilBoundary);
    row("fresh at the very instant of the confirmation", daily, atNine, "2026-08-01 09:00", "fresh",
        "2026-08-02 00:00:00", FreshUntilBoundary);
    row("fetched at 23:00 is fresh a second before midnight", daily, confirmedAt("2026-08-01 23:00"),
        "2026-08-01 23:59:59", "fresh", "2026-08-02 00:00:00", FreshUntilBoundary);
    row("fetched at 23:00 is stale at midnight", daily, confirmedAt("2026-08-01 23:00"),
        "2026-08-02 00:00:00", "stale", "2026-08-02 00:00:00", BoundaryPassed);
    row("daily@06:30: fetched at 00:30 is stale at 06:30", parisBinding("daily@06:30"), beforeSix,
        "2026-08-01 06:30", "stale", "2026-08-01 06:30:00", BoundaryPassed);
    row("every:15m goes stale after 15 minutes", parisBinding("every:15m"), atNine, "2026-08-01 09:15",
        "stale", "2026-08-01 09:15:00", BoundaryPassed);
    row("manual stays fresh for years", parisBinding("manual"), atNine, "2031-01-01 00:00", "fresh",
        withoutEnd, NeverExpires);
    row("always asks at the instant of its confirmation", parisBinding("always"), atNine, "2026-08-01 09:00",
        "stale", askAtOnce, AlwaysAsks);
    row("a clock set back asks again", daily, atNine, "2026-08-01 08:59:59", "stale", "2026-08-02 00:00:00",
        ClockSetBack);
    row("a clock set back asks again, manual too", parisBinding("manual"), atNine, "2026-07-01 00:00",
        "stale", withoutEnd, ClockSetBack);
    row("a known change ends freshness within the day", daily, changeSeenAt(atNine, "2026-08-01 10:00"),
        "2026-08-01 10:01", "stale", askAtOnce, ChangeKnown);
    row("a known change ends freshness of manual too", parisBinding("manual"),
        changeSeenAt(atNine, "2026-08-01 10:00"), "2026-08-01 10:01", "stale", askAtOnce, ChangeKnown);
    row("nothing fetched is missing", daily, nothingFetched(), "2026-08-01 10:00", "missing", askAtOnce,
        NeverFetched);
    row("what was seen and never fetched is missing, and says so", daily,
        changeSeenAt(nothingFetched(), "2026-08-01 09:00"), "2026-08-01 10:00", "missing", askAtOnce,
        ChangeKnown);
    row("nothing there yet is missing, and says so", daily, nothingYetAt({}, "2026-08-01 09:00"),
        "2026-08-01 10:00", "missing", askAtOnce, NothingYet);
    row("nothing there yet leaves the older snapshot fresh", daily, nothingYetAt(atNine, "2026-08-02 01:00"),
        "2026-08-02 02:00", "fresh", "2026-08-03 00:00:00", FreshUntilBoundary);
    row("a snapshot that was never confirmed is stale", daily, {.newest = firstSnapshot}, "2026-08-01 10:00",
        "stale", askAtOnce, NeverConfirmed);

    // Failures count only when the copy is not fresh.
    row("stale, and the last look failed", daily, failedAt(atNine, "2026-08-02 08:00", ErrorKind::Network),
        "2026-08-02 09:00", "failed", "2026-08-02 00:00:00", LookFailed);
    row("stale, and credentials are missing", daily,
        failedAt(atNine, "2026-08-02 08:00", ErrorKind::SignInNeeded), "2026-08-02 09:00", "signin",
        "2026-08-02 00:00:00", LookFailed);
    row("stale, and credentials are refused", daily, failedAt(atNine, "2026-08-02 08:00", ErrorKind::Denied),
        "2026-08-02 09:00", "signin", "2026-08-02 00:00:00", LookFailed);
    row("fresh, though a look failed", daily, failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network),
        "2026-08-01 11:00", "fresh", "2026-08-02 00:00:00", FreshUntilBoundary);
    row("fresh, though credentials ran out", daily,
        failedAt(atNine, "2026-08-01 10:00", ErrorKind::SignInNeeded), "2026-08-01 11:00", "fresh",
        "2026-08-02 00:00:00", FreshUntilBoundary);
    row("missing, and the first look failed", daily, failedAt({}, "2026-08-01 10:00", ErrorKind::Timeout),
        "2026-08-01 11:00", "failed", askAtOnce, LookFailed);
    row("a change is known, and fetching it failed", daily,
        failedAt(changeSeenAt(atNine, "2026-08-01 10:00"), "2026-08-01 10:00", ErrorKind::Corrupt),
        "2026-08-01 11:00", "failed", askAtOnce, LookFailed);
    row("stopping a look is no failure", daily, failedAt(atNine, "2026-08-02 08:00", ErrorKind::Cancelled),
        "2026-08-02 09:00", "stale", "2026-08-02 00:00:00", BoundaryPassed);

    // Deadlines.
    row("before the deadline it is fresh until the deadline", expected, beforeSix, "2026-08-01 05:59:59",
        "fresh", "2026-08-01 06:00:00", FreshUntilExpect);
    row("past the deadline without having asked it is stale", expected, beforeSix, "2026-08-01 06:31",
        "stale", "2026-08-01 06:00:00", ExpectPassed);
    row("asked past the deadline, yesterday's upload found: late", expected, afterSix, "2026-08-01 06:31",
        "late", "2026-08-01 06:35:00", LateSince);
    row("late stays late when the late look is due", expected, afterSix, "2026-08-01 06:36", "late",
        "2026-08-01 06:35:00", LateSince);
    row("late looks: after 35 minutes comes 75", expected, confirmedAt("2026-08-01 06:35"),
        "2026-08-01 06:35", "late", "2026-08-01 07:15:00", LateSince);
    row("late looks: then every hour", expected, confirmedAt("2026-08-01 07:15"), "2026-08-01 07:20", "late",
        "2026-08-01 08:15:00", LateSince);
    row("late looks: and on", expected, confirmedAt("2026-08-01 13:20"), "2026-08-01 13:20", "late",
        "2026-08-01 14:15:00", LateSince);
    row("late: the policy's boundary still bounds", expected, confirmedAt("2026-08-01 23:20"),
        "2026-08-01 23:20", "late", "2026-08-02 00:00:00", LateSince);
    row("late with manual: the late looks bound it alone", parisBinding("manual", "06:00"), afterSix,
        "2026-08-01 06:31", "late", "2026-08-01 06:35:00", LateSince);
    row("today's upload keeps the deadline", expected, uploadedAt(afterSix, "2026-08-01 05:50"),
        "2026-08-01 06:31", "fresh", "2026-08-02 00:00:00", FreshUntilBoundary);
    row("an upload just after midnight counts", expected, uploadedAt(afterSix, "2026-08-01 00:00"),
        "2026-08-01 06:31", "fresh", "2026-08-02 00:00:00", FreshUntilBoundary);
    row("an upload just before midnight does not", expected, uploadedAt(afterSix, "2026-07-31 23:59:59"),
        "2026-08-01 06:31", "late", "2026-08-01 06:35:00", LateSince);
    row("a difference first seen today counts, whatever its date", expected,
        differenceSeenAt(afterSix, "2026-08-01 06:31"), "2026-08-01 06:31", "fresh", "2026-08-02 00:00:00",
        FreshUntilBoundary);
    row("a difference seen yesterday does not", expected, differenceSeenAt(afterSix, "2026-07-31 23:59"),
        "2026-08-01 06:31", "late", "2026-08-01 06:35:00", LateSince);
    row("the upload after the deadline ends lateness", expected,
        uploadedAt(confirmedAt("2026-08-01 07:15"), "2026-08-01 07:15"), "2026-08-01 07:20", "fresh",
        "2026-08-02 00:00:00", FreshUntilBoundary);
    row("an upload dated next week tells of the source's clock", expected,
        uploadedAt(afterSix, "2026-08-08 05:00"), "2026-08-01 06:31", "late", "2026-08-01 06:35:00",
        LateSince);
    row("an upload dated a few minutes ahead is an upload", expected,
        uploadedAt(afterSix, "2026-08-01 06:40"), "2026-08-01 06:31", "fresh", "2026-08-02 00:00:00",
        FreshUntilBoundary);
    row("a deadline before the dataset was made makes nobody late", createdAt(expected, "2026-08-01 06:30"),
        afterSix, "2026-08-01 06:31", "fresh", "2026-08-02 00:00:00", FreshUntilBoundary);
    row("the next deadline after it was made does", createdAt(expected, "2026-08-01 05:00"), afterSix,
        "2026-08-01 06:31", "late", "2026-08-01 06:35:00", LateSince);
    row("weekdays: on Saturday nothing is expected, Friday's deadline was met",
        parisBinding("daily", "weekdays@06:00"),
        uploadedAt(confirmedAt("2026-08-01 09:00"), "2026-07-31 05:00"), "2026-08-01 10:00", "fresh",
        "2026-08-02 00:00:00", FreshUntilBoundary);
    row("weekdays: on Saturday Friday's missed deadline is still missed",
        parisBinding("daily", "weekdays@06:00"),
        uploadedAt(confirmedAt("2026-08-01 09:00"), "2026-07-30 05:00"), "2026-08-01 09:10", "late",
        "2026-08-01 09:15:00", LateSince);
    row("a cron line as deadline", parisBinding("daily", "30 5 * * *"), afterSix, "2026-08-01 06:31", "late",
        "2026-08-01 06:45:00", LateSince);
    row("on the day without its first hour, local midnight is the day's start",
        createdAt(parisBinding("daily", "06:00"), "2026-03-01 00:00"),
        uploadedAt(confirmedAt("2026-03-29 06:31"), "2026-03-29 00:00"), "2026-03-29 06:31", "fresh",
        "2026-03-30 00:00:00", FreshUntilBoundary);

    // Precedence: signin and failed, missing, late, stale, held, fresh.
    row("failed comes before late", expected, failedAt(afterSix, "2026-08-01 06:36", ErrorKind::Timeout),
        "2026-08-01 06:40", "failed", "2026-08-01 06:35:00", LookFailed);
    row("late comes before a failing look while it need not ask", expected,
        failedAt(afterSix, "2026-08-01 06:32", ErrorKind::Timeout), "2026-08-01 06:33", "late",
        "2026-08-01 06:35:00", LateSince);
    row("a known change is an upload: stale, not late", expected, changeSeenAt(afterSix, "2026-08-01 06:35"),
        "2026-08-01 06:40", "stale", askAtOnce, ChangeKnown);
    row("late comes before stale", expected, afterSix, "2026-08-02 00:10", "late", "2026-08-01 06:35:00",
        LateSince);
    row("late comes before held", expected, held(afterSix, firstSnapshot), "2026-08-01 06:32", "late",
        "2026-08-01 06:35:00", LateSince);
    row("stale comes before held", daily, held(atNine, firstSnapshot), "2026-08-02 09:00", "stale",
        "2026-08-02 00:00:00", BoundaryPassed);
    row("held comes before fresh", daily, held(atNine, firstSnapshot), "2026-08-01 10:00", "held",
        "2026-08-02 00:00:00", HeldAt);
    row("holding the newest is held too", daily, held(atNine, secondSnapshot), "2026-08-01 10:00", "held",
        "2026-08-02 00:00:00", HeldAt);
    row("a report leaves the state alone", daily, reportedAt(atNine, "2026-08-01 09:30"), "2026-08-01 10:00",
        "fresh", "2026-08-02 00:00:00", FreshUntilBoundary);
    row("settling is not fresh", daily, settlingSince(atNine, "2026-08-01 10:00"), "2026-08-01 10:01",
        "stale", askAtOnce, ChangeKnown);
}

void judge_test::saysTheStateAndWhy()
{
    QFETCH(Binding, binding);
    QFETCH(Record, record);
    QFETCH(QByteArray, now);
    QFETCH(QString, state);
    QFETCH(QString, until);
    QFETCH(ReasonKind, first);
    const Verdict verdict = judge(binding, record, at(now));
    QCOMPARE(stateName(verdict.state), state);
    QCOMPARE(untilText(verdict.freshUntil), until);
    QVERIFY(!verdict.reasons.empty());
    QCOMPARE(verdict.reasons.front().kind, first);
    QCOMPARE(untilText(freshUntil(binding, record)), until);
    // What readers compute from current.json must be what the core says.
    const bool isHitByNumbers = record.confirmedAt && *record.confirmedAt <= at(now)
        && (!verdict.freshUntil || at(now) < *verdict.freshUntil);
    QCOMPARE(isHit(binding, record, at(now)), isHitByNumbers);
}

void judge_test::raisesTheFlagsBesideIt_data()
{
    QTest::addColumn<Binding>("binding");
    QTest::addColumn<Record>("record");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QStringList>("flags");
    const auto row = [](const char *name, const Binding &binding, const Record &record, const char *now,
                        const QStringList &flags) {
        QTest::newRow(name) << binding << record << QByteArray(now) << flags;
    };
    const Binding daily = parisBinding();
    Binding unwatchable = daily;
    unwatchable.recheck = std::nullopt;
    const Record atNine = confirmedAt("2026-08-01 09:00");

    row("nothing to say", daily, atNine, "2026-08-01 09:14:59", {});
    row("past the look that was due nobody watches", daily, atNine, "2026-08-01 09:15:00", {u"unwatched"_s});
    row("without rechecks nothing was due", unwatchable, atNine, "2026-08-01 23:00", {});
    row("a stale copy is not called unwatched", daily, atNine, "2026-08-02 09:00", {});
    row("manual is never unwatched", parisBinding("manual"), atNine, "2027-08-02 09:00", {});
    row("an open report", daily, reportedAt(atNine, "2026-08-01 09:00"), "2026-08-01 09:01", {u"reported"_s});
    row("an open report that nobody watches", daily, reportedAt(atNine, "2026-08-01 09:00"),
        "2026-08-01 09:03", {u"reported"_s, u"unwatched"_s});
    row("a look failed, still fresh", daily, failedAt(atNine, "2026-08-01 10:00", ErrorKind::Network),
        "2026-08-01 10:00:30", {u"failing"_s});
    row("failed is a state, not failing", daily, failedAt(atNine, "2026-08-02 10:00", ErrorKind::Network),
        "2026-08-02 10:00:30", {});
    row("settling", daily, settlingSince(atNine, "2026-08-01 10:00"), "2026-08-01 10:00:30", {u"settling"_s});
}

void judge_test::raisesTheFlagsBesideIt()
{
    QFETCH(Binding, binding);
    QFETCH(Record, record);
    QFETCH(QByteArray, now);
    QFETCH(QStringList, flags);
    QCOMPARE(flagNames(judge(binding, record, at(now)).flags), flags);
}

void judge_test::whatIsWatchedIsNeverUnwatched()
{
    const Record record = reportedAt(confirmedAt("2026-08-01 09:00"), "2026-08-01 09:00");
    Verdict verdict = judge(parisBinding(), record, at("2026-08-01 09:30"));
    QVERIFY(verdict.reason(ReasonKind::NobodyWatches));
    noteWatched(verdict);
    QCOMPARE(flagNames(verdict.flags), QStringList{u"reported"_s});
    QVERIFY(!verdict.reason(ReasonKind::NobodyWatches));
    QVERIFY(verdict.reason(ReasonKind::NextLook));
}

void judge_test::keepsEveryInstantBehindTheVerdict()
{
    const Record record =
        held(reportedAt(confirmedAt("2026-08-01 06:31"), "2026-08-01 06:40"), firstSnapshot);
    const Verdict verdict = judge(parisBinding("daily", "06:00"), record, at("2026-08-01 06:34"));
    const auto instantOf = [&](ReasonKind kind) {
        const Reason *reason = verdict.reason(kind);
        return reason && reason->at ? untilText(reason->at) : u"-"_s;
    };
    QCOMPARE(instantOf(ReasonKind::LateSince), u"2026-08-01 06:00:00"_s);
    QCOMPARE(instantOf(ReasonKind::FreshUntilLateLook), u"2026-08-01 06:35:00"_s);
    QCOMPARE(instantOf(ReasonKind::ConfirmedAt), u"2026-08-01 06:31:00"_s);
    QCOMPARE(instantOf(ReasonKind::FetchedAt), u"2026-08-01 06:31:00"_s);
    QCOMPARE(instantOf(ReasonKind::UploadedAt), u"2026-07-31 18:00:00"_s);
    QCOMPARE(instantOf(ReasonKind::LastAsked), u"2026-08-01 06:31:00"_s);
    QCOMPARE(instantOf(ReasonKind::NewerWaits), u"2026-08-01 06:31:00"_s);
    QCOMPARE(instantOf(ReasonKind::ReportOpen), u"2026-08-01 06:40:00"_s);
    QCOMPARE(instantOf(ReasonKind::NextLook), u"2026-08-01 06:33:00"_s);
    QVERIFY(verdict.reason(ReasonKind::ConfirmedAt)->day == QDate(2026, 8, 1));
    QCOMPARE(verdict.reason(ReasonKind::HeldAt)->text, firstSnapshot);
    QCOMPARE(verdict.reason(ReasonKind::NewerWaits)->text, secondSnapshot);
}

void judge_test::tellsOfACommandThatFailedWhileItIsBound()
{
    Binding binding = parisBinding();
    binding.after = u"load"_s;
    Record record = confirmedAt("2026-08-01 09:00");
    const Error error{ErrorKind::CommandFailed, u"the command ended with exit 5"_s, u"load"_s, {}};
    record.afterFailure = AfterFailure{at("2026-08-01 09:01"), record.newest, error};
    const Verdict verdict = judge(binding, record, at("2026-08-01 09:05"));
    QCOMPARE(verdict.state, State::Fresh); // the data are what they are
    QCOMPARE(flagNames(verdict.flags), QStringList{u"after-failed"_s});
    const Reason *failed = verdict.reason(ReasonKind::AfterFailed);
    QVERIFY(failed);
    QCOMPARE(failed->at, at("2026-08-01 09:01"));
    QCOMPARE(failed->text, record.newest);
    QVERIFY(failed->error == error);
    QVERIFY(isHit(binding, record, at("2026-08-01 09:05")));
    const Verdict stale = judge(binding, record, at("2026-08-02 10:00"));
    QCOMPARE(stale.reasons.front().kind, ReasonKind::BoundaryPassed);
    QVERIFY(stale.reason(ReasonKind::AfterFailed));
    const auto read = recordFromJson(toJson(record));
    QVERIFY(read && *read == record);

    binding.after.clear();
    const Verdict without = judge(binding, record, at("2026-08-01 09:05"));
    QVERIFY(!without.flags.testFlag(Flag::AfterFailed) && !without.reason(ReasonKind::AfterFailed));
}

void judge_test::isFreshFromTheConfirmationToTheBoundaryOnly()
{
    // Over both transitions: exactly the instants of the interval are hits, judged every 20 minutes.
    for (const char *confirmed :
         {"2026-03-28 23:10", "2026-03-29 01:30", "2026-10-24 22:50", "2026-10-25 01:50"}) {
        for (const char *policy : {"daily", "daily@02:30", "daily@06:30", "every:3h", "cron:*/40 2 * * *"}) {
            const Binding binding = createdAt(parisBinding(policy), "2026-01-01 00:00");
            const Record record = confirmedAt(confirmed);
            const auto until = freshUntil(binding, record);
            QVERIFY(until && *until > *record.confirmedAt);
            for (Instant now = at(confirmed) - std::chrono::hours(3); now < *until + std::chrono::hours(3);
                 now += std::chrono::minutes(20)) {
                const bool isWithin = at(confirmed) <= now && now < *until;
                QCOMPARE(isHit(binding, record, now), isWithin);
                QCOMPARE(judge(binding, record, now).state == State::Fresh, isWithin);
            }
        }
    }
}

void judge_test::neverTrustsABindingThatCannotBeRead_data()
{
    QTest::addColumn<Binding>("binding");
    Binding noZone = parisBinding();
    noZone.zone = "Mars/Olympus";
    QTest::newRow("an unknown zone") << noZone;
    QTest::newRow("an unknown policy") << parisBinding("weekly");
    QTest::newRow("an unknown deadline") << parisBinding("daily", "noon");
}

void judge_test::neverTrustsABindingThatCannotBeRead()
{
    QFETCH(Binding, binding);
    const Record record = confirmedAt("2026-08-01 09:00");
    const Verdict verdict = judge(binding, record, at("2026-08-01 10:00"));
    QCOMPARE(stateName(verdict.state), u"stale"_s);
    QCOMPARE(untilText(verdict.freshUntil), QString::fromLatin1(askAtOnce));
    QCOMPARE(verdict.reasons.front().kind, ReasonKind::Unreadable);
    QVERIFY(!verdict.reasons.front().text.isEmpty());
    QVERIFY(!isHit(binding, record, at("2026-08-01 10:00")));
    QVERIFY(!nextLook(binding, record, at("2026-08-01 10:00")));
}

void judge_test::judgesTenThousandDatasetsAtAGlance()
{
    std::vector<Binding> bindings;
    for (const char *policy : {"daily", "daily@06:30", "every:15m", "weekdays@06:30", "cron:30 6 * * 1-5"})
        bindings.push_back(parisBinding(policy, "06:00"));
    const Record record = reportedAt(confirmedAt("2026-08-01 06:31"), "2026-08-01 07:00");
    const Instant now = at("2026-08-01 07:30");
    size_t reasons = 0;
    const std::clock_t start = std::clock(); // of this process: other work on the machine does not count
    for (size_t i = 0; i < 10000; ++i)
        reasons += judge(bindings[i % bindings.size()], record, now + std::chrono::seconds(i)).reasons.size();
    const auto milliseconds = (std::clock() - start) * 1000 / CLOCKS_PER_SEC;
    qInfo() << "10 000 verdicts with" << reasons << "reasons in" << milliseconds << "ms";
    QVERIFY(reasons >= 10000 * 5);
    // A generous ceiling, so that a sanitizer passes and reading a zone from disk each time does not.
    QVERIFY2(milliseconds < 1500, qPrintable(QString::number(milliseconds)));
}

QTEST_GUILESS_MAIN(judge_test)
#include "judge_test.moc"
