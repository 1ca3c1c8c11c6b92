#include "core/sync/findings.h"
#include "core/sync/singleflight.h"

#include <QTest>

using namespace larder;
using namespace std::chrono_literals;

namespace {

Instant at(std::chrono::seconds offset)
{
    return Instant{} + std::chrono::hours(24 * 365 * 50) + offset;
}

/// `bootSeconds`: when the look began, in the order of this boot.
ProbeFinding look(std::chrono::seconds offset, int bootSeconds = 10)
{
    return {.startedAt = at(offset), .startedTick = {std::chrono::seconds(bootSeconds)}};
}

FetchPlan planWithChange()
{
    FetchPlan plan;
    plan.changed.push_back({.path = "a.csv"});
    return plan;
}

RunReport ended(Outcome outcome, int probedAt, int finishedAt, bool forced = false)
{
    RunReport report;
    report.outcome = outcome;
    report.forced = forced;
    report.confirmed = isConfirming(outcome);
    report.probedTick = {std::chrono::seconds(probedAt)};
    report.finishedTick = {std::chrono::seconds(finishedAt)};
    return report;
}

} // namespace

class findings_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConfirmationDatesFromTheStartOfItsProbe()
    {
        Record record;
        record.knownChange = KnownChange{at(0s), {}, {}};
        confirm(record, look(5s));
        noteLook(record, look(5s), at(9s));
        QCOMPARE(record.confirmedAt, at(5s));
        QVERIFY(!record.knownChange);
        QCOMPARE(record.lastLook->endedAt, at(9s));
    }

    void aConfirmationDoesNotHideWhatALaterLookSaw()
    {
        Record record;
        record.newest = QStringLiteral("one");
        noteChange(record, look(8s, 20), planWithChange());
        noteLook(record, look(8s, 20), at(9s));
        confirm(record, look(5s, 10));
        QCOMPARE(record.confirmedAt, at(5s));
        QVERIFY(record.knownChange);
    }

    void aFindingTellsNothingOnceAnotherSnapshotIsTheNewest()
    {
        Record record;
        record.newest = QStringLiteral("two");
        QVERIFY(!isStillTelling(record, look(5s), QStringLiteral("one")));
        QVERIFY(isStillTelling(record, look(5s), QStringLiteral("two")));
    }

    void aFindingTellsNothingOnceALaterLookHasSpoken()
    {
        Record record;
        noteLook(record, look(8s, 20), at(9s));
        QVERIFY(!isStillTelling(record, look(5s, 10), {}));
        QVERIFY(isStillTelling(record, look(9s, 30), {}));
    }

    void aLookOfAnEarlierBootIsNeverLater()
    {
        Record record;
        const int farAhead = 2'000'000'000;
        noteLook(record, look(8s, farAhead), at(9s));
        QVERIFY(isStillTelling(record, look(9s, 10), {}));
    }

    void whatIsNewBecauseNothingWasThereIsNoUploadSeen()
    {
        Record record;
        noteChange(record, look(5s), planWithChange());
        QVERIFY(!record.differenceSeenAt);
        record.newest = QStringLiteral("one");
        record.knownChange.reset();
        noteChange(record, look(6s), planWithChange());
        QCOMPARE(record.differenceSeenAt, at(6s));
    }

    void aChangeIsDatedByTheLookThatFirstSawIt()
    {
        Record record;
        record.newest = QStringLiteral("one");
        noteChange(record, look(5s), planWithChange());
        noteChange(record, look(50s), planWithChange());
        QCOMPARE(record.knownChange->seenAt, at(5s));
        QCOMPARE(record.differenceSeenAt, at(5s));
    }

    void yetAnotherUploadIsSeenAnew()
    {
        Record record;
        record.newest = QStringLiteral("one");
        ProbeFinding first = look(5s);
        first.listing.entries.push_back(
            {.path = "a.csv", .validator = {ValidatorStrength::Strong, "etag:2"}});
        noteChange(record, first, planWithChange());
        ProbeFinding second = look(50s);
        second.listing.entries.push_back(
            {.path = "a.csv", .validator = {ValidatorStrength::Strong, "etag:3"}});
        noteChange(record, second, planWithChange());
        QCOMPARE(record.knownChange->seenAt, at(5s));
        QCOMPARE(record.differenceSeenAt, at(50s));
    }

    void aCleanUpIsNoUpload()
    {
        Record record;
        record.newest = QStringLiteral("one");
        FetchPlan plan;
        plan.removed.push_back("old.csv");
        noteChange(record, look(5s), plan);
        QVERIFY(record.knownChange);
        QVERIFY(!record.differenceSeenAt);
    }

    void failuresAreCountedUntilALookSucceeds()
    {
        Record record;
        const Error error{ErrorKind::Network, QStringLiteral("no"), {}, {}};
        noteFailedLook(record, look(1s, 10), at(2s), error);
        noteFailedLook(record, look(3s, 11), at(4s), error);
        QCOMPARE(record.lastLook->failuresInARow, 2);
        QCOMPARE(record.lastLook->error, error);
        noteLook(record, look(5s, 12), at(6s));
        QCOMPARE(record.lastLook->failuresInARow, 0);
        QVERIFY(!record.lastLook->error);
    }

    void aChangedListingIsTakenWhenItHoldsStill()
    {
        Record record;
        ProbeFinding first = look(0s);
        first.listing.entries.push_back({.path = "a", .size = 1});
        QVERIFY(isSettled(record, first, 0s));
        QVERIFY(!isSettled(record, first, 120s));
        noteSettling(record, first);

        ProbeFinding grown = look(120s);
        grown.listing.entries.push_back({.path = "a", .size = 2});
        QVERIFY(!isSettled(record, grown, 120s));
        noteSettling(record, grown);
        grown.startedAt = at(239s);
        QVERIFY(!isSettled(record, grown, 120s));
        grown.startedAt = at(240s);
        QVERIFY(isSettled(record, grown, 120s));
    }

    void anOldUploadNeedsNoSecondLook()
    {
        ProbeFinding finding = look(0s);
        finding.listing.entries.push_back({.path = "a", .size = 1, .modified = at(-300s)});
        QVERIFY(!isSettled({}, finding, 120s)); // our clock says nothing about theirs
        finding.listing.serverNow = at(-200s);
        QVERIFY(!isSettled({}, finding, 120s));
        finding.listing.serverNow = at(-180s);
        QVERIFY(isSettled({}, finding, 120s));
    }

    void waitersShareWhatAnswersTheirQuestion_data()
    {
        QTest::addColumn<RunReport>("lastRun");
        QTest::addColumn<bool>("forced");
        QTest::addColumn<QString>("policy");
        QTest::addColumn<bool>("shared");
        const QString daily = QStringLiteral("daily");
        const QString always = QStringLiteral("always");
        // The question is asked at second 5.
        QTest::newRow("a run that ended before the question is not shared")
            << ended(Outcome::Fetched, 1, 4) << false << daily << false;
        QTest::newRow("a success that began before the question is shared")
            << ended(Outcome::Fetched, 4, 6) << false << daily << true;
        QTest::newRow("but not by an always reader")
            << ended(Outcome::Fetched, 4, 6) << false << always << false;
        QTest::newRow("an always reader shares what was probed after the question")
            << ended(Outcome::Unchanged, 5, 6) << false << always << true;
        QTest::newRow("failures are shared, whenever they began")
            << ended(Outcome::Failed, 4, 6) << false << always << true;
        QTest::newRow("a stopped run is nobody's answer")
            << ended(Outcome::Stopped, 5, 6) << false << daily << false;
        QTest::newRow("a forced request shares only a forced run")
            << ended(Outcome::Fetched, 5, 6) << true << daily << false;
        QTest::newRow("that was probed after the question")
            << ended(Outcome::Fetched, 4, 6, true) << true << daily << false;
        QTest::newRow("then it shares it") << ended(Outcome::Fetched, 5, 6, true) << true << daily << true;
        RunReport unproven = ended(Outcome::Unchanged, 5, 6);
        unproven.confirmed = false;
        QTest::newRow("a look that proved nothing is no answer for a person")
            << unproven << false << daily << false;
    }

    void waitersShareWhatAnswersTheirQuestion()
    {
        QFETCH(RunReport, lastRun);
        QFETCH(bool, forced);
        QFETCH(QString, policy);
        const RefreshRequest request{
            .trigger = Trigger::Person, .fetch = forced ? Fetch::All : Fetch::Differing, .askedAt = {5s}};
        QTEST(mayShare(lastRun, request, policy), "shared");
    }
};

QTEST_GUILESS_MAIN(findings_test)
#include "findings_test.moc"
