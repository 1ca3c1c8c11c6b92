#include "core/engine/rowtracker.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant morning = *fromIso(u"2026-08-01T07:00:00.000Z"_s);
const QTimeZone paris("Europe/Paris");

DatasetRow row(const QString &name, std::optional<Instant> confirmedAt = morning)
{
    DatasetRow row;
    row.name = *DatasetName::parse(name);
    row.customer = {row.name.customer, u"Acme"_s, "Europe/Paris"};
    row.binding.zone = "Europe/Paris";
    row.binding.recheck.reset();
    if (confirmedAt) {
        row.record.confirmedAt = confirmedAt;
        row.record.newest = u"20260801T070000Z-000001"_s;
        row.record.lastLook = Look{*confirmedAt, *confirmedAt, std::nullopt, 0};
    }
    return row;
}

QString rendered(RowChanges changes)
{
    QStringList lines;
    std::ranges::sort(changes.changed, {}, [](const JudgedRow &judged) { return judged.row.name; });
    for (const JudgedRow &judged : changes.changed) {
        lines << judged.row.name.text()
                + (judged.verdict.state == State::Fresh ? u" fresh"_s : u" not fresh"_s)
                + (judged.verdict.flags.testFlag(Flag::Fetching) ? u" fetching"_s : QString());
    }
    for (const DatasetName &name : changes.gone)
        lines << u"- "_s + name.text();
    return lines.join(u", "_s);
}

} // namespace

class rowtracker_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOnlyWhatIsDifferent();
    void tellsWhatTimeChanged();
    void tellsEveryRowOnANewDayOfTheViewer();
    void tellsEveryRowWhenTheClockIsSetBack();
    void aRowThatCannotBeReadHasFailed();
    void tellsWhatRunsElsewhere();
    void tellsWhatIsHeldBackAndThatItIsPaused();
    void tellsWhoWaitsForAnothersSignIn();
    void tellsThatNobodyWatchesOnlyWhereNobodyDoes();
};

void rowtracker_test::tellsThatNobodyWatchesOnlyWhereNobodyDoes()
{
    DatasetRow watched = row(u"a/1"_s);
    watched.binding.recheck = 15min;
    RowTracker tracker(paris);
    (void)tracker.setWatched(true, morning);
    (void)tracker.update({watched, row(u"a/2"_s)}, morning);
    const RowChanges due = tracker.judgeAgain(morning + 15min); // it will start in a moment
    QCOMPARE(rendered(due), u"a/1 fresh"_s);
    QVERIFY(!due.changed[0].verdict.flags.testFlag(Flag::Unwatched));
    QCOMPARE(rendered(tracker.judgeAgain(morning + 15min + 1s)), QString());
    const RowChanges alone = tracker.setWatched(false, morning + 16min);
    QCOMPARE(rendered(alone), u"a/1 fresh"_s);
    QVERIFY(alone.changed[0].verdict.flags.testFlag(Flag::Unwatched));
    const RowChanges again = tracker.setWatched(true, morning + 17min);
    QCOMPARE(rendered(again), u"a/1 fresh"_s);
    QVERIFY(!again.changed[0].verdict.flags.testFlag(Flag::Unwatched));
    QCOMPARE(rendered(tracker.setWatched(true, morning + 18min)), QString());
}

void rowtracker_test::tellsOnlyWhatIsDifferent()
{
    RowTracker tracker(paris);
    QCOMPARE(rendered(tracker.update({row(u"a/1"_s), row(u"a/2"_s)}, morning)), u"a/1 fresh, a/2 fresh"_s);
    QCOMPARE(rendered(tracker.judgeAgain(morning)), QString());
    QCOMPARE(rendered(tracker.update({row(u"a/1"_s), row(u"a/2"_s)}, morning + 1s)), QString());
    QCOMPARE(rendered(tracker.update({row(u"a/2"_s, std::nullopt), row(u"a/3"_s)}, morning + 2s)),
             u"a/2 not fresh, a/3 fresh, - a/1"_s);
}

void rowtracker_test::tellsWhatTimeChanged()
{
    const QTimeZone newYork("America/New_York"); // its midnight is another instant
    RowTracker tracker(newYork);
    (void)tracker.update({row(u"a/1"_s)}, morning);
    const Instant midnight = *fromIso(u"2026-08-01T22:00:00.000Z"_s);
    QCOMPARE(rendered(tracker.judgeAgain(midnight - 1ms)), QString());
    QCOMPARE(rendered(tracker.judgeAgain(midnight)), u"a/1 not fresh"_s);
    QCOMPARE(rendered(tracker.judgeAgain(midnight + 1s)), QString());
}

void rowtracker_test::tellsEveryRowOnANewDayOfTheViewer()
{
    RowTracker tracker(paris);
    (void)tracker.update({row(u"a/1"_s), row(u"a/never"_s, std::nullopt)}, morning);
    QCOMPARE(rendered(tracker.judgeAgain(*fromIso(u"2026-08-01T22:00:00.000Z"_s))),
             u"a/1 not fresh, a/never not fresh"_s);
}

void rowtracker_test::tellsEveryRowWhenTheClockIsSetBack()
{
    RowTracker tracker(paris);
    (void)tracker.update({row(u"a/1"_s)}, morning + 1h);
    QCOMPARE(rendered(tracker.judgeAgain(morning + 30min)), u"a/1 fresh"_s);
    QCOMPARE(rendered(tracker.judgeAgain(morning - 1s)), u"a/1 not fresh"_s);
    QCOMPARE(rendered(tracker.judgeAgain(morning)), u"a/1 fresh"_s);
}

void rowtracker_test::aRowThatCannotBeReadHasFailed()
{
    DatasetRow damaged = row(u"a/1"_s);
    damaged.fault = Error{ErrorKind::Corrupt, u"record.json is not JSON"_s, {}, {}};
    RowTracker tracker(paris);
    const RowChanges told = tracker.update({damaged}, morning);
    QCOMPARE(told.changed.first().verdict.state, State::Failed);
    QCOMPARE(told.changed.first().verdict.reasons.front().text, u"record.json is not JSON"_s);
}

void rowtracker_test::tellsWhatRunsElsewhere()
{
    RowTracker tracker(paris);
    RowChanges changes = tracker.update({row(u"a/1"_s), row(u"a/2"_s)}, morning);
    QString running = u"a/2"_s;
    int asked = 0;
    const auto isRunning = [&](const DatasetName &name) {
        ++asked;
        return name.text() == running;
    };
    tracker.noteRunning(isRunning, RowTracker::Asking::Everyone, changes);
    QCOMPARE(rendered(changes), u"a/1 fresh, a/2 fresh fetching"_s);
    QCOMPARE(asked, 2);

    changes = tracker.update({row(u"a/1"_s), row(u"a/2"_s, morning + 1s)}, morning + 2s);
    QCOMPARE(rendered(changes), u"a/2 fresh fetching"_s);
    running.clear();
    changes = {};
    tracker.noteRunning(isRunning, RowTracker::Asking::OnlyThoseThatRan, changes);
    QCOMPARE(rendered(changes), u"a/2 fresh"_s);
    QCOMPARE(asked, 3);
}

void rowtracker_test::tellsWhatIsHeldBackAndThatItIsPaused()
{
    RowTracker tracker(paris);
    const std::vector<DatasetRow> rows{row(u"a/fresh"_s), row(u"a/due"_s, std::nullopt)};
    (void)tracker.update(rows, morning);
    const HeldBack offline{.by = HeldBackBy::Offline};
    RowChanges changes = tracker.setPermissions({offline, offline}, morning);
    QCOMPARE(rendered(changes), u"a/due not fresh"_s); // the other one is not to be looked at now
    QCOMPARE(changes.changed.first().heldBack, offline);
    QVERIFY(!changes.changed.first().verdict.flags.testFlag(Flag::Paused));
    QCOMPARE(rendered(tracker.setPermissions({offline, offline}, morning)), QString());

    const HeldBack paused{.by = HeldBackBy::Pause};
    changes = tracker.setPermissions({paused, paused}, morning);
    QCOMPARE(rendered(changes), u"a/due not fresh, a/fresh fresh"_s); // freshness is as it was
    for (const JudgedRow &judged : changes.changed)
        QVERIFY(judged.verdict.flags.testFlag(Flag::Paused));
    changes = tracker.update({row(u"a/fresh"_s), row(u"a/new"_s)}, morning);
    QVERIFY(changes.changed.first().verdict.flags.testFlag(Flag::Paused));

    changes = tracker.setPermissions({}, morning);
    QCOMPARE(rendered(changes), u"a/fresh fresh, a/new fresh"_s);
    QVERIFY(!changes.changed.first().verdict.flags.testFlag(Flag::Paused));
}

void rowtracker_test::tellsWhoWaitsForAnothersSignIn()
{
    RowTracker tracker(paris);
    const DatasetName due{u"a"_s, u"due"_s};
    const DatasetName tried{u"a"_s, u"tried"_s};
    (void)tracker.update({row(u"a/fresh"_s), row(due.text(), std::nullopt)}, morning);
    RowChanges changes = tracker.setTurnedAway({{due, tried}}, morning);
    QCOMPARE(rendered(changes), u"a/due not fresh"_s);
    QCOMPARE(changes.changed.first().heldBack, (HeldBack{.by = HeldBackBy::SignIn, .dataset = u"a/tried"_s}));
    const HeldBack offline{.by = HeldBackBy::Offline}; // nobody is asked at all
    changes = tracker.setPermissions({offline, offline}, morning);
    QCOMPARE(changes.changed.first().heldBack, offline);
    QCOMPARE(rendered(tracker.setPermissions({}, morning)), u"a/due not fresh"_s);
    changes = tracker.setTurnedAway({}, morning);
    QCOMPARE(changes.changed.first().heldBack, std::nullopt);
}

QTEST_GUILESS_MAIN(rowtracker_test)
#include "rowtracker_test.moc"
