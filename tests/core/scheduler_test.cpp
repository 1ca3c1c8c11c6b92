#include "core/engine/scheduler.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};
const DatasetName invoices{u"northwind"_s, u"invoices"_s};

class MovableClock : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] bool isFrozen() const override { return m_isFrozen; }
    void set(Instant instant) { m_now = instant; }
    void freeze() { m_isFrozen = true; }

private:
    Instant m_now = fromIso(u"2026-08-01T10:00:00.000Z"_s).value();
    bool m_isFrozen = false;
};

RowChanges dueAt(const DatasetName &dataset, std::optional<Instant> due)
{
    JudgedRow judged;
    judged.row.name = dataset;
    judged.verdict.lookDue = due;
    return {{judged}, {}, {}};
}

/// As a row whose dataset was looked at before: it need not start at once.
JudgedRow seen(const DatasetName &dataset, Instant due)
{
    JudgedRow judged;
    judged.row.name = dataset;
    judged.row.binding.url = u"https://%1.example.com/exports/"_s.arg(dataset.dataset);
    judged.row.record.newest = u"20260801T070003Z-0a0a0a"_s;
    judged.row.record.lastLook = Look{.startedAt = due - 15min, .endedAt = due - 15min};
    judged.verdict.state = State::Fresh;
    judged.verdict.lookDue = due;
    return judged;
}

RowChanges manySeen(int count, Instant due)
{
    RowChanges changes;
    for (int i = 0; i < count; ++i)
        changes.changed << seen({u"acme"_s, u"d%1"_s.arg(i)}, due);
    return changes;
}

RowChanges manyOfOneHost(int count, Instant due)
{
    RowChanges changes = manySeen(count, due);
    for (JudgedRow &judged : changes.changed)
        judged.row.binding.url = u"https://data.example.com/exports/"_s;
    return changes;
}

Permissions withheld(HeldBackBy by, Withheld what = Withheld::Look)
{
    const HeldBack held{.by = by, .withheld = what};
    return {held, held};
}

FinishedRun ended(const DatasetName &dataset, Outcome outcome, std::optional<Error> error = std::nullopt)
{
    RunReport report;
    report.dataset = dataset;
    report.trigger = Trigger::Background;
    report.outcome = outcome;
    report.error = std::move(error);
    return {dataset, Trigger::Background, report};
}

FinishedRun unmade(const DatasetName &dataset)
{
    return {dataset, Trigger::Background, failure(ErrorKind::Busy, u"busy"_s)};
}

} // namespace

class scheduler_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void looksByItselfWhenALookFallsDue();
    void looksOnceForWhateverWasMissed();
    void looksInTheOrderInWhichTheyWereDue();
    void doesNotLookAgainWhileARunIsGoing();
    void pausesAfterARunThatMovedNothing();
    void aClockSetBackDoesNotStretchThePause();
    void forgetsWhatIsGoneOrNeverDue();
    void onlyOneSchedulerLooks();
    void tellsWhyItCannotLook();
    void aFrozenClockNeverLooks();
    void tellsTheNextLook();
    void tellsWhenALookThatIsSpreadBegins();
    void spreadsWhatFallsDueTogether();
    void whatIsListedTogetherIsLookedAtTogether();
    void handsOverOnlyWhatFindsRoom();
    void whatWaitsForRoomIsHeldBackByAPause();
    void whatWaitsForRoomIsOnlyAskedForOnAMeteredNetwork();
    void whoeverWaitsForRoomIsNotKnocking();
    void startsAtOnceWhatAPersonWaitsFor();
    void spreadsFurtherAfterFailures();
    void tellsOnceWhatIsNotAskedAndCatchesUpOnce();
    void onlyAsksWhereFetchingIsWithheld();
    void asksSeldomAboutAChangeThatMayNotBeFetched();
    void looksAgainAtOnceAtWhatFailedWhileCutOff();
    void whatIsBroughtForwardKeepsItsTurn();
    void oneSignInIsTriedForAllThatShareIt();
    void theOthersFollowAsSoonAsOneDelivers();

private:
    QStringList looked() const;
    DatasetName goingLook(int number) const;
    void passTo(Instant now);

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<MovableClock> m_clock;
    qsizetype m_room = 0; ///< for so many looks in all
    std::unique_ptr<Scheduler> m_scheduler;
    std::unique_ptr<QSignalSpy> m_lookDue;
};

void scheduler_test::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_clock = std::make_unique<MovableClock>();
    m_scheduler = std::make_unique<Scheduler>(m_directory->filePath(u"scheduler.lock"_s), *m_clock,
                                              [this] { return looked().size() < m_room; });
    m_room = 1000;
    m_lookDue = std::make_unique<QSignalSpy>(m_scheduler.get(), &Scheduler::lookDue);
}

void scheduler_test::cleanup()
{
    m_lookDue.reset();
    m_scheduler.reset();
}

DatasetName scheduler_test::goingLook(int number) const
{
    return m_lookDue->at(number).at(0).value<RefreshRequest>().dataset;
}

QStringList scheduler_test::looked() const
{
    QStringList names;
    for (const QList<QVariant> &arguments : *m_lookDue) {
        const auto request = arguments.at(0).value<RefreshRequest>();
        names << request.dataset.text()
                + (request.trigger == Trigger::Background ? u""_s : u" (not background)"_s);
    }
    return names;
}

void scheduler_test::passTo(Instant now)
{
    m_clock->set(now);
    m_scheduler->check();
}

void scheduler_test::looksByItselfWhenALookFallsDue()
{
    m_scheduler->start();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 100ms));
    QCOMPARE(looked(), QStringList());
    m_clock->set(m_clock->now() + 100ms);
    QTRY_COMPARE(looked(), QStringList{u"acme/shipments"_s});
}

void scheduler_test::looksOnceForWhateverWasMissed()
{
    m_scheduler->start();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 15min));
    m_clock->set(m_clock->now() + std::chrono::days(3)); // the lid was closed
    m_scheduler->check();
    m_scheduler->check();
    QCOMPARE(looked(), QStringList{u"acme/shipments"_s});

    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 15min));
    m_scheduler->noteFinished(unmade(shipments));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
}

void scheduler_test::looksInTheOrderInWhichTheyWereDue()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->takeRows(dueAt(invoices, m_clock->now() - 2min));
    m_scheduler->start();
    QCOMPARE(looked(), (QStringList{u"northwind/invoices"_s, u"acme/shipments"_s}));
}

void scheduler_test::doesNotLookAgainWhileARunIsGoing()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->start();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 30s)); // the run wrote its known change
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
}

void scheduler_test::pausesAfterARunThatMovedNothing()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->start();
    m_scheduler->noteFinished(unmade(shipments));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_clock->set(m_clock->now() + 59s);
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_clock->set(m_clock->now() + 1s);
    m_scheduler->check();
    QCOMPARE(looked().size(), 2);
}

void scheduler_test::aClockSetBackDoesNotStretchThePause()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - std::chrono::days(2)));
    m_scheduler->start();
    m_scheduler->noteFinished(unmade(shipments));
    m_clock->set(m_clock->now() - std::chrono::days(1));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_clock->set(m_clock->now() + 1min);
    m_scheduler->check();
    QCOMPARE(looked().size(), 2);
}

void scheduler_test::forgetsWhatIsGoneOrNeverDue()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 1min));
    m_scheduler->takeRows(dueAt(invoices, m_clock->now() + 1min));
    m_scheduler->takeRows(dueAt(shipments, std::nullopt));
    m_scheduler->takeRows({{}, {invoices}, {}});
    m_scheduler->start();
    m_clock->set(m_clock->now() + 2min);
    m_scheduler->check();
    QCOMPARE(looked(), QStringList());
    QVERIFY(!m_scheduler->nextLook());
}

void scheduler_test::onlyOneSchedulerLooks()
{
    auto second = std::make_unique<Scheduler>(m_directory->filePath(u"scheduler.lock"_s), *m_clock,
                                              [] { return true; });
    QSignalSpy secondLooks(second.get(), &Scheduler::lookDue);
    QSignalSpy secondWatches(second.get(), &Scheduler::watchingChanged);
    m_scheduler->start();
    QVERIFY(m_scheduler->isWatching());
    second->takeRows(dueAt(shipments, m_clock->now() - 1min));
    second->start();
    QVERIFY(!second->isWatching());
    QCOMPARE(secondLooks.size(), 0);

    m_lookDue.reset();
    m_scheduler.reset();
    second->check();
    QVERIFY(second->isWatching());
    QCOMPARE(secondWatches.size(), 1);
    QCOMPARE(secondLooks.size(), 1);
}

void scheduler_test::tellsWhyItCannotLook()
{
    const QString lockPath = m_directory->filePath(u"unwritable/scheduler.lock"_s);
    Scheduler scheduler(lockPath, *m_clock, [] { return true; });
    QSignalSpy told(&scheduler, &Scheduler::watchingChanged);
    scheduler.start();
    QVERIFY(!scheduler.isWatching());
    QVERIFY(scheduler.trouble());
    QVERIFY(scheduler.trouble()->message.startsWith(u"cannot look in the background: "_s));
    scheduler.check();
    QCOMPARE(told.size(), 1); // once for the same trouble

    QVERIFY(QDir().mkpath(QFileInfo(lockPath).path()));
    scheduler.check();
    QVERIFY(scheduler.isWatching());
    QVERIFY(!scheduler.trouble());
    QCOMPARE(told.size(), 2);
}

void scheduler_test::aFrozenClockNeverLooks()
{
    m_clock->freeze();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->start();
    m_scheduler->check();
    QCOMPARE(looked(), QStringList());
    QVERIFY(!m_scheduler->isWatching());
}

void scheduler_test::tellsTheNextLook()
{
    QSignalSpy changed(m_scheduler.get(), &Scheduler::nextLookChanged);
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 5min));
    m_scheduler->takeRows(dueAt(invoices, m_clock->now() + 9min));
    QCOMPARE(m_scheduler->nextLook(), m_clock->now() + 5min);
    QTRY_COMPARE(changed.size(), 1); // once for both
}

void scheduler_test::tellsWhenALookThatIsSpreadBegins()
{
    m_scheduler->start();
    const Instant due = m_clock->now();
    m_scheduler->takeRows({{seen(shipments, due)}, {}, {}});
    QTRY_VERIFY(m_scheduler->nextLook());
    const Instant begins = *m_scheduler->nextLook();
    QVERIFY(begins > due && begins <= due + longestSpread); // due, and not going yet
    QCOMPARE(looked(), QStringList());
    passTo(begins);
    QCOMPARE(looked(), QStringList{u"acme/shipments"_s});
    QVERIFY(*m_scheduler->nextLook() <= m_clock->now()); // now it is going
}

void scheduler_test::spreadsWhatFallsDueTogether()
{
    const Instant midnight = m_clock->now() + 1h;
    m_scheduler->takeRows(manySeen(100, midnight));
    m_scheduler->start();
    passTo(midnight - 1ms);
    QCOMPARE(looked().size(), 0);
    qsizetype before = 0;
    for (std::chrono::seconds second{0}; second <= longestSpread; ++second) {
        passTo(midnight + second);
        QVERIFY2(looked().size() - before < 20, qPrintable(QString::number(looked().size() - before)));
        before = looked().size();
    }
    QCOMPARE(before, 100);
}

/// And asks since it was due, however long it waited for room: one listing may answer all.
void scheduler_test::whatIsListedTogetherIsLookedAtTogether()
{
    const Instant midnight = m_clock->now() + 1h;
    RowChanges changes = manySeen(3, midnight);
    for (JudgedRow &judged : changes.changed)
        judged.row.binding.url = u"s3://exports/daily/%1-*.csv"_s.arg(judged.row.name.dataset);
    m_scheduler->takeRows(changes);
    m_scheduler->start();
    m_room = 1;
    std::chrono::seconds second{0};
    while (looked().isEmpty() && second <= longestSpread)
        passTo(midnight + second++);
    QCOMPARE(looked().size(), 1);
    const Tick firstBegan = Tick::now();
    for (int i = 0; i < 2; ++i) {
        ++m_room;
        m_scheduler->noteFinished(ended(goingLook(i), Outcome::Unchanged));
    }
    QCOMPARE(looked().size(), 3); // no second passed
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_lookDue->at(i).at(0).value<RefreshRequest>().askedAt <= firstBegan);
}

/// As after a night of sleep.
void scheduler_test::handsOverOnlyWhatFindsRoom()
{
    m_room = 3;
    m_scheduler->takeRows(manySeen(200, m_clock->now() - 1h));
    m_scheduler->start();
    QCOMPARE(looked().size(), 3);
    m_scheduler->check();
    QCOMPARE(looked().size(), 3);
    for (int i = 3; i < 200; ++i) {
        ++m_room;
        m_scheduler->noteFinished(ended(goingLook(i - 3), Outcome::Unchanged));
        QCOMPARE(looked().size(), i + 1); // at once
    }
    const QStringList names = looked();
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 200);
}

void scheduler_test::whatWaitsForRoomIsHeldBackByAPause()
{
    QSignalSpy skipped(m_scheduler.get(), &Scheduler::looksSkipped);
    m_room = 1;
    m_scheduler->takeRows(manySeen(3, m_clock->now() - 1h));
    m_scheduler->start();
    QCOMPARE(looked().size(), 1);
    m_scheduler->takePermissions(withheld(HeldBackBy::Pause));
    m_room = 3;
    m_scheduler->noteFinished(ended(goingLook(0), Outcome::Unchanged));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    QCOMPARE(skipped.size(), 1);
    QCOMPARE(skipped.at(0).at(0).value<QList<SkippedLook>>().size(), 2);
    m_scheduler->takePermissions({});
    QCOMPARE(looked().size(), 3);
}

void scheduler_test::whatWaitsForRoomIsOnlyAskedForOnAMeteredNetwork()
{
    m_room = 1;
    m_scheduler->takeRows(manySeen(2, m_clock->now() - 1h));
    m_scheduler->start();
    m_scheduler->takePermissions(withheld(HeldBackBy::Metered, Withheld::Fetch));
    m_room = 2;
    m_scheduler->noteFinished(ended(goingLook(0), Outcome::Unchanged));
    QCOMPARE(looked().size(), 2);
    QVERIFY(!m_lookDue->at(0).at(0).value<RefreshRequest>().heldBack);
    QVERIFY(m_lookDue->at(1).at(0).value<RefreshRequest>().heldBack);
}

/// Its minute begins with its run: then forty that follow it are not sent to an expired sign-in.
void scheduler_test::whoeverWaitsForRoomIsNotKnocking()
{
    m_room = 0;
    const Instant due = m_clock->now() - 1h;
    m_scheduler->takeRows(manyOfOneHost(5, due));
    m_scheduler->start();
    m_clock->set(m_clock->now() + 5min);
    m_room = 1000;
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    passTo(m_clock->now() + 59s);
    QCOMPARE(looked().size(), 1);
}

void scheduler_test::startsAtOnceWhatAPersonWaitsFor()
{
    const Instant due = m_clock->now() + 1h;
    RowChanges rows = manySeen(50, due);
    for (JudgedRow &judged : rows.changed)
        judged.row.record.reports.append({.text = u"wrong"_s, .openedAt = due - 1h});
    m_scheduler->takeRows(rows);
    m_scheduler->takeRows(dueAt(shipments, due)); // never looked at
    m_scheduler->start();
    passTo(due);
    QTRY_COMPARE(looked().size(), 51);
}

void scheduler_test::spreadsFurtherAfterFailures()
{
    const Instant due = m_clock->now() + 1h;
    RowChanges rows = manySeen(100, due);
    for (JudgedRow &judged : rows.changed) {
        judged.row.record.lastLook->error = Error{ErrorKind::NotFound, u"gone"_s, {}, {}};
        judged.row.record.lastLook->failuresInARow = 6; // tried again after 32 min
    }
    m_scheduler->takeRows(rows);
    m_scheduler->start();
    passTo(due + longestSpread);
    QVERIFY(looked().size() < 50);
    passTo(due + 8min);
    QTRY_COMPARE(looked().size(), 100);
}

void scheduler_test::tellsOnceWhatIsNotAskedAndCatchesUpOnce()
{
    QSignalSpy skipped(m_scheduler.get(), &Scheduler::looksSkipped);
    const Instant due = m_clock->now() + 1min;
    m_scheduler->takeRows({{seen(shipments, due)}, {}, {}});
    m_scheduler->start();
    m_scheduler->takePermissions(withheld(HeldBackBy::Offline));
    QCOMPARE(skipped.size(), 0);
    for (const auto later : {1min, 2min, 60min})
        passTo(due + later);
    QCOMPARE(looked(), QStringList());
    QCOMPARE(skipped.size(), 1);
    const auto told = skipped.at(0).at(0).value<QList<SkippedLook>>();
    QCOMPARE(told, (QList<SkippedLook>{{shipments, {.by = HeldBackBy::Offline}}}));
    QCOMPARE(m_scheduler->nextLook(), std::nullopt);

    m_scheduler->takePermissions({});
    m_scheduler->check();
    QCOMPARE(looked(), QStringList{u"acme/shipments"_s});
    m_scheduler->takeRows({{seen(shipments, due + 2h)}, {}, {}});
    m_scheduler->noteFinished(ended(shipments, Outcome::Unchanged));
    const std::optional<Instant> next = m_scheduler->nextLook();
    QVERIFY(next && *next >= due + 2h && *next <= due + 2h + longestSpread);
}

void scheduler_test::onlyAsksWhereFetchingIsWithheld()
{
    m_scheduler->takePermissions(withheld(HeldBackBy::Metered, Withheld::Fetch));
    m_scheduler->takeRows({{seen(shipments, m_clock->now() - 1min)}, {}, {}});
    m_scheduler->start();
    QCOMPARE(looked().size(), 1);
    QCOMPARE(m_lookDue->at(0).at(0).value<RefreshRequest>().heldBack,
             (HeldBack{.by = HeldBackBy::Metered, .withheld = Withheld::Fetch}));
}

void scheduler_test::asksSeldomAboutAChangeThatMayNotBeFetched()
{
    JudgedRow judged = seen(shipments, m_clock->now() + 1min);
    judged.row.record.lastLook = Look{.startedAt = m_clock->now(), .endedAt = m_clock->now()};
    judged.row.record.knownChange = KnownChange{m_clock->now(), {.changed = 1}, {}, {}};
    m_scheduler->takePermissions(withheld(HeldBackBy::Metered, Withheld::Fetch));
    m_scheduler->takeRows({{judged}, {}, {}});
    m_scheduler->start();
    const Instant seenAt = m_clock->now();
    passTo(seenAt + 14min);
    QCOMPARE(looked().size(), 0);
    passTo(seenAt + 15min);
    QCOMPARE(looked().size(), 1);
    judged.row.record.lastLook = Look{.startedAt = m_clock->now(), .endedAt = m_clock->now()};
    judged.verdict.lookDue = m_clock->now() + 1min;
    m_scheduler->takeRows({{judged}, {}, {}});
    m_scheduler->noteFinished(ended(shipments, Outcome::Deferred));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_scheduler->takePermissions({}); // not metered any more: at once
    QCOMPARE(looked().size(), 2);
    QVERIFY(!m_lookDue->at(1).at(0).value<RefreshRequest>().heldBack);
}

void scheduler_test::looksAgainAtOnceAtWhatFailedWhileCutOff()
{
    JudgedRow judged = seen(shipments, m_clock->now() + 10min); // after a backoff
    judged.row.record.lastLook->error = Error{ErrorKind::Network, u"no route"_s, {}, {}};
    m_scheduler->takeRows({{judged, seen(invoices, m_clock->now() + 10min)}, {}, {}});
    m_scheduler->start();
    m_scheduler->takePermissions(withheld(HeldBackBy::Offline));
    m_scheduler->takePermissions({});
    QCOMPARE(looked(), QStringList{u"acme/shipments"_s});
}

/// Its row is told anew in the same moment, for the same due look.
void scheduler_test::whatIsBroughtForwardKeepsItsTurn()
{
    JudgedRow judged = seen(shipments, m_clock->now() + 10min);
    judged.row.record.lastLook->error = Error{ErrorKind::Network, u"no route"_s, {}, {}};
    m_room = 0;
    m_scheduler->takeRows({{judged}, {}, {}});
    m_scheduler->start();
    m_scheduler->takePermissions(withheld(HeldBackBy::Offline));
    m_scheduler->takePermissions({});
    m_scheduler->takeRows({{judged}, {}, {}});
    m_room = 1;
    m_scheduler->check();
    QCOMPARE(looked(), QStringList{u"acme/shipments"_s});
}

void scheduler_test::oneSignInIsTriedForAllThatShareIt()
{
    QSignalSpy skipped(m_scheduler.get(), &Scheduler::looksSkipped);
    QSignalSpy turnedAway(m_scheduler.get(), &Scheduler::turnedAwayChanged);
    const Instant due = m_clock->now() - 1min;
    m_scheduler->takeRows(manyOfOneHost(40, due));
    m_scheduler->start();
    QCOMPARE(looked().size(), 1);
    const DatasetName tried = m_lookDue->at(0).at(0).value<RefreshRequest>().dataset;

    JudgedRow refused = manyOfOneHost(1, m_clock->now() + 1min).changed.first();
    refused.row.name = tried;
    refused.row.record.lastLook = Look{.startedAt = m_clock->now(),
                                       .endedAt = m_clock->now(),
                                       .error = Error{ErrorKind::SignInNeeded, u"expired"_s, {}, {}},
                                       .failuresInARow = 1};
    m_scheduler->noteFinished(ended(tried, Outcome::Failed, refused.row.record.lastLook->error));
    m_scheduler->takeRows({{refused}, {}, {}});
    m_scheduler->check();
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    QCOMPARE(skipped.size(), 1);
    const auto told = skipped.at(0).at(0).value<QList<SkippedLook>>();
    QCOMPARE(told.size(), 39);
    QCOMPARE(told.first().heldBack.by, HeldBackBy::SignIn);
    QCOMPARE(told.first().heldBack.dataset, tried.text());
    QCOMPARE(turnedAway.size(), 1);
    QCOMPARE(turnedAway.at(0).at(0).value<TurnedAway>().size(), 39);

    passTo(m_clock->now() + 2min); // its backoff is over: it alone is tried again
    QCOMPARE(looked().size(), 2);
    QCOMPARE(m_lookDue->at(1).at(0).value<RefreshRequest>().dataset, tried);
    m_scheduler->noteFinished(ended(tried, Outcome::Unchanged));
    m_scheduler->check();
    QTRY_COMPARE(looked().size(), 41);
    QVERIFY(turnedAway.last().at(0).value<TurnedAway>().isEmpty());
}

void scheduler_test::theOthersFollowAsSoonAsOneDelivers()
{
    m_scheduler->takeRows(manyOfOneHost(5, m_clock->now() - 1min));
    m_scheduler->start();
    QCOMPARE(looked().size(), 1);
    const DatasetName first = m_lookDue->at(0).at(0).value<RefreshRequest>().dataset;
    m_scheduler->noteProgress({.dataset = first, .phase = Phase::Probing});
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_scheduler->noteProgress({.dataset = first, .phase = Phase::Fetching}); // and by itself
    QTRY_COMPARE(looked().size(), 5);
}

QTEST_GUILESS_MAIN(scheduler_test)
#include "scheduler_test.moc"
