// Every sentence that a person may read, as a table.
#include "core/wording/bindingwords.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/verdictwords.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using enum ReasonKind;

Reason reason(ReasonKind kind, const char *wall, const QString &text = {}, int count = 0, QDate day = {})
{
    return {.kind = kind, .at = at(wall), .text = text, .count = count, .day = day};
}

Reason confirmed(const char *wall)
{
    return reason(ConfirmedAt, wall, {}, 0,
                  at(wall) < at("2026-08-02 00:00") ? QDate(2026, 8, 1) : QDate(2026, 8, 2));
}

Verdict verdict(State state, std::vector<Reason> reasons, Flags flags = {})
{
    return {.state = state, .flags = flags, .reasons = std::move(reasons)};
}

Reason afterFailed()
{
    Reason failed = reason(AfterFailed, "2026-08-02 00:00", secondSnapshot);
    failed.error = Error{
        ErrorKind::CommandFailed, u"the command ended with exit 5: no table %1"_s, u"python load.py"_s, {}};
    return failed;
}

Reason lookFailed(int inARow = 1)
{
    Reason failed = reason(LookFailed, "2026-08-02 08:00", {}, inARow);
    failed.error = Error{ErrorKind::Network, u"the source does not answer"_s, u"https://data.example.com/"_s,
                         u"check the network"_s};
    return failed;
}

} // namespace

class wording_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhyInOneSentence_data();
    void saysWhyInOneSentence();
    void tellsPeopleInTheirOwnDays_data();
    void tellsPeopleInTheirOwnDays();
    void tellsPeopleThatALookFailedWhileItIsStillFresh();
    void saysEachReasonInBothZones_data();
    void saysEachReasonInBothZones();
    void startsWhyWithTheState();
    void warnsReadersOfWhatStands_data();
    void warnsReadersOfWhatStands();
    void saysThatNobodyWatches();
    void saysInstants_data();
    void saysInstants();
    void saysSizes_data();
    void saysSizes();
    void saysDurations_data();
    void saysDurations();
    void saysErrors_data();
    void saysErrors();
    void saysWhatARunCameTo_data();
    void saysWhatARunCameTo();
    void saysChanges();
    void saysPolicies_data();
    void saysPolicies();
    void saysDeadlines_data();
    void saysDeadlines();
    void hasAWordForEachStateAndFlag();
};

void wording_test::saysWhyInOneSentence_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const Verdict &said, const QString &sentence) {
        QTest::newRow(name) << said << sentence;
    };
    const Reason nine = confirmed("2026-08-01 09:00");
    const Reason uploaded = reason(UploadedAt, "2026-07-31 18:00");

    row("fresh", verdict(State::Fresh, {reason(FreshUntilBoundary, "2026-08-02 00:00"), nine}),
        u"confirmed 2026-08-01 09:00; fresh until 2026-08-02 00:00 (Europe/Paris)"_s);
    row("fresh until the deadline",
        verdict(State::Fresh, {reason(FreshUntilExpect, "2026-08-02 06:00"), nine}),
        u"confirmed 2026-08-01 09:00; fresh until 2026-08-02 06:00 (Europe/Paris), when an upload is expected"_s);
    row("fresh for ever", verdict(State::Fresh, {{.kind = NeverExpires}, nine}),
        u"confirmed 2026-08-01 09:00 (Europe/Paris); fresh until told otherwise"_s);
    row("stale names the day and the zone",
        verdict(State::Stale, {reason(BoundaryPassed, "2026-08-02 00:00", {}, 0, {2026, 8, 1}), nine}),
        u"fetched for 2026-08-01; stale since 2026-08-02 00:00 (Europe/Paris)"_s);
    row("stale without a calendar", verdict(State::Stale, {reason(BoundaryPassed, "2026-08-01 09:15"), nine}),
        u"confirmed 2026-08-01 09:00; stale since 2026-08-01 09:15 (Europe/Paris)"_s);
    row("stale since the deadline", verdict(State::Stale, {reason(ExpectPassed, "2026-08-02 06:00"), nine}),
        u"confirmed 2026-08-01 09:00; stale since 2026-08-02 06:00 (Europe/Paris), when an upload was expected"_s);
    row("always", verdict(State::Stale, {{.kind = AlwaysAsks}, nine}),
        u"asked at every read; last confirmed 2026-08-01 09:00 (Europe/Paris)"_s);
    row("a known change",
        verdict(State::Stale, {reason(ChangeKnown, "2026-08-01 10:00", u"orders.csv"_s, 3), nine}),
        u"the source changed: 3 files, such as orders.csv, seen 2026-08-01 10:00 (Europe/Paris)"_s);
    row("a known change of one file",
        verdict(State::Stale, {reason(ChangeKnown, "2026-08-01 10:00", u"a %1.csv"_s, 1)}),
        u"the source changed: 1 file, such as a %1.csv, seen 2026-08-01 10:00 (Europe/Paris)"_s);
    row("a known change that settles",
        verdict(State::Stale, {reason(ChangeKnown, "2026-08-01 10:00")}, Flag::Settling),
        u"the source changed, seen 2026-08-01 10:00 (Europe/Paris); waiting until the upload holds still"_s);
    row("a clock set back", verdict(State::Stale, {reason(ClockSetBack, "2026-08-01 09:00"), nine}),
        u"the clock was set back: confirmed 2026-08-01 09:00 (Europe/Paris), which lies in the future"_s);
    row("never confirmed", verdict(State::Stale, {{.kind = NeverConfirmed}}),
        u"never confirmed against the source"_s);
    row("reported",
        verdict(State::Fresh,
                {reason(FreshUntilBoundary, "2026-08-02 00:00"), nine,
                 reason(ReportOpen, "2026-08-01 09:30", u"ids are 100 %1 empty"_s)},
                Flag::Reported),
        u"reported 2026-08-01 09:30: “ids are 100 %1 empty”; confirmed 2026-08-01 09:00; fresh until "
        "2026-08-02 00:00 (Europe/Paris)"_s);
    row("a command after the fetch that failed, before what is as it should be",
        verdict(State::Fresh, {reason(FreshUntilBoundary, "2026-08-02 00:00"), afterFailed(), nine},
                Flag::AfterFailed),
        u"the command after the fetch failed: the command ended with exit 5: no table %1; confirmed "
        "2026-08-01 09:00; fresh until 2026-08-02 00:00 (Europe/Paris)"_s);
    row("a command after the fetch that failed, behind what is worse",
        verdict(State::Stale,
                {reason(BoundaryPassed, "2026-08-02 00:00", {}, 0, {2026, 8, 1}), afterFailed(), nine},
                Flag::AfterFailed),
        u"fetched for 2026-08-01; stale since 2026-08-02 00:00 (Europe/Paris); the command after the last "
        "fetch failed: the command ended with exit 5: no table %1"_s);
    row("not to be judged", verdict(State::Stale, {{.kind = Unreadable, .text = u"“weekly” is no policy"_s}}),
        u"cannot be judged: “weekly” is no policy"_s);
    row("missing", verdict(State::Missing, {{.kind = NeverFetched}}), u"nothing fetched yet"_s);
    row("nothing there yet",
        verdict(State::Missing, {reason(NothingYet, "2026-08-01 05:00", {}, 0, {2026, 8, 1})}),
        u"nothing there yet for 2026-08-01; asked 2026-08-01 05:00 (Europe/Paris)"_s);
    row("nothing there yet, beside the copy of another day",
        verdict(State::Fresh,
                {reason(FreshUntilBoundary, "2026-08-02 00:00"),
                 reason(NothingYet, "2026-08-01 05:30", {}, 0, {2026, 8, 1}), confirmed("2026-08-01 05:30")}),
        u"nothing there yet for 2026-08-01; confirmed 2026-08-01 05:30; fresh until 2026-08-02 00:00 "
        "(Europe/Paris)"_s);
    row("failed", verdict(State::Failed, {lookFailed(), reason(BoundaryPassed, "2026-08-02 00:00"), nine}),
        u"the look of 2026-08-02 08:00 (Europe/Paris) failed: the source does not answer; confirmed 2026-08-01 09:00"_s);
    row("seen, and never fetched to the end",
        verdict(State::Missing, {Reason{.kind = ChangeKnown, .at = at("2026-08-02 08:00"), .count = 3}}),
        u"never fetched to the end: 3 files seen at the source 2026-08-02 08:00 (Europe/Paris)"_s);
    row("failed before anything was fetched", verdict(State::Failed, {lookFailed(), {.kind = NeverFetched}}),
        u"the look of 2026-08-02 08:00 (Europe/Paris) failed: the source does not answer; nothing fetched yet"_s);
    row("late",
        verdict(State::Late,
                {reason(LateSince, "2026-08-01 06:00"), confirmed("2026-08-01 06:31"), uploaded}),
        u"an upload was expected by 2026-08-01 06:00 (Europe/Paris), the newest is of 2026-07-31 18:00; "
        "asked 2026-08-01 06:31"_s);
    row("held",
        verdict(State::Held,
                {{.kind = HeldAt, .text = firstSnapshot},
                 reason(NewerWaits, "2026-08-01 09:00", secondSnapshot)}),
        u"held at 20260731T070003Z-0a0a0a; the newer 20260801T070003Z-0b0b0b, fetched 2026-08-01 09:00 "
        "(Europe/Paris), waits"_s);
    row("held at the newest", verdict(State::Held, {{.kind = HeldAt, .text = secondSnapshot}}),
        u"held at 20260801T070003Z-0b0b0b, the newest snapshot"_s);
}

void wording_test::saysWhyInOneSentence()
{
    QFETCH(Verdict, verdict);
    QFETCH(QString, sentence);
    QCOMPARE(because(verdict, paris()), sentence);
}

void wording_test::tellsPeopleInTheirOwnDays_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("viewer");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *now, const char *viewer, const QString &sentence) {
        QTest::newRow(name) << QByteArray(now) << QByteArray(viewer) << sentence;
    };
    row("the same day", "2026-08-01 15:00", "Europe/Paris",
        u"confirmed today 09:00; fresh until tomorrow 00:00"_s);
    row("the day after", "2026-08-02 00:00", "Europe/Paris",
        u"confirmed yesterday 09:00; fresh until today 00:00"_s);
    row("days after", "2026-08-05 12:00", "Europe/Paris",
        u"confirmed 2026-08-01 09:00; fresh until 2026-08-02 00:00"_s);
    row("the viewer's zone counts", "2026-08-01 15:00", "America/New_York",
        u"confirmed today 03:00; fresh until today 18:00"_s);
    row("the viewer's today is not the customer's", "2026-08-01 15:00", "Pacific/Auckland",
        u"confirmed yesterday 19:00; fresh until today 10:00"_s);
}

void wording_test::tellsPeopleInTheirOwnDays()
{
    QFETCH(QByteArray, now);
    QFETCH(QByteArray, viewer);
    QFETCH(QString, sentence);
    const Verdict said = verdict(
        State::Fresh, {reason(FreshUntilBoundary, "2026-08-02 00:00"), confirmed("2026-08-01 09:00")});
    const Reader reader{.now = at(now), .viewerZone = QTimeZone(viewer), .customerZone = paris()};
    QCOMPARE(becauseFor(said, reader), sentence);
}

void wording_test::tellsPeopleThatALookFailedWhileItIsStillFresh()
{
    Verdict said = verdict(
        State::Fresh,
        {reason(FreshUntilBoundary, "2026-08-02 00:00"), lookFailed(), confirmed("2026-08-01 09:00")});
    said.flags.setFlag(Flag::Failing);
    const Reader reader{.now = at("2026-08-01 15:00"), .viewerZone = paris(), .customerZone = paris()};
    QCOMPARE(becauseFor(said, reader),
             u"the look of tomorrow 08:00 failed: the source does not answer; confirmed today 09:00; fresh "
             "until tomorrow 00:00"_s);
}

void wording_test::saysEachReasonInBothZones_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const Reason &only, const QString &sentence) {
        QTest::newRow(name) << verdict(State::Fresh, {only}) << sentence;
    };
    const auto midnight = u"2026-08-02 00:00 (Europe/Paris), that is 2026-08-01 18:00 (America/New_York)"_s;
    const auto instant = "2026-08-02 00:00";
    row("the next boundary", reason(FreshUntilBoundary, instant),
        u"readers need not ask before the policy's next boundary at "_s + midnight);
    row("the next deadline", reason(FreshUntilExpect, instant),
        u"readers need not ask before %1, by when an upload is expected"_s.arg(midnight));
    row("the next late look", reason(FreshUntilLateLook, instant),
        u"readers ask again at %1, because the source is overdue"_s.arg(midnight));
    row("no boundary", {.kind = NeverExpires}, u"the policy never expires: readers need not ask"_s);
    row("a passed boundary", reason(BoundaryPassed, instant),
        u"the policy's next boundary passed at "_s + midnight);
    row("a passed day", reason(BoundaryPassed, instant, {}, 0, {2026, 8, 1}),
        u"the copy is of 2026-08-01; the policy's next boundary passed at "_s + midnight);
    row("a passed deadline", reason(ExpectPassed, instant),
        u"an upload was expected by %1, and the source was not asked since"_s.arg(midnight));
    row("a passed late look", reason(LateLookPassed, instant),
        u"the source is overdue, and was to be asked again at "_s + midnight);
    row("always", {.kind = AlwaysAsks}, u"the policy has every read ask the source"_s);
    row("a change", reason(ChangeKnown, instant, u"orders.csv"_s, 2),
        u"the source changed: 2 files, such as orders.csv; seen at %1 and not fetched yet"_s.arg(midnight));
    row("a clock set back", reason(ClockSetBack, instant),
        u"the confirmation of %1 lies in the future: the clock was set back"_s.arg(midnight));
    row("never fetched", {.kind = NeverFetched}, u"nothing was fetched yet"_s);
    row("never confirmed", {.kind = NeverConfirmed},
        u"the newest snapshot was never known to equal the source"_s);
    row("unreadable", {.kind = Unreadable, .text = u"“Mars” is no time zone"_s},
        u"the binding cannot be judged: “Mars” is no time zone"_s);
    row("one failure", lookFailed(),
        u"the look of 2026-08-02 08:00 (Europe/Paris), that is 2026-08-02 02:00 (America/New_York) failed: "
        "the source does not answer (https://data.example.com/); check the network"_s);
    row("several failures", lookFailed(3),
        u"the look of 2026-08-02 08:00 (Europe/Paris), that is 2026-08-02 02:00 (America/New_York) failed, "
        u"as 3 in a "
        "row did: the source does not answer (https://data.example.com/); check the network"_s);
    row("nothing yet", reason(NothingYet, instant, {}, 0, {2026, 8, 2}),
        u"asked at %1, the source had nothing yet for 2026-08-02"_s.arg(midnight));
    row("late", reason(LateSince, instant), u"no upload came by %1, when one was expected"_s.arg(midnight));
    row("a command that failed", afterFailed(),
        u"the command after the fetch of 20260801T070003Z-0b0b0b failed at %1: the command ended with exit "
        u"5: "
        "no table %2 (python load.py); it is run again when new data have landed"_s.arg(midnight, u"%1"_s));
    row("held", {.kind = HeldAt, .text = firstSnapshot},
        u"readers get the snapshot 20260731T070003Z-0a0a0a, which is held until `larder use` names another or latest"_s);
    row("a newer one", reason(NewerWaits, instant, secondSnapshot),
        u"the newer snapshot 20260801T070003Z-0b0b0b, fetched at %1, waits"_s.arg(midnight));
    row("a report", reason(ReportOpen, instant, u"prices 100 % wrong, see %1"_s),
        u"reported at %1, waiting for another upload: prices 100 % wrong, see %2"_s.arg(midnight, u"%1"_s));
    row("settling", reason(SettlingSince, instant),
        u"the changed upload was first seen at %1, and is taken once it holds still"_s.arg(midnight));
    row("confirmed", reason(ConfirmedAt, instant),
        u"the newest snapshot equalled the source at "_s + midnight);
    row("fetched", reason(FetchedAt, instant, secondSnapshot),
        u"the newest snapshot, 20260801T070003Z-0b0b0b, was fetched at "_s + midnight);
    row("uploaded", reason(UploadedAt, instant), u"the newest file at the source is of "_s + midnight);
    row("asked", reason(LastAsked, instant), u"the source was last asked at "_s + midnight);
    row("unwatched", reason(NobodyWatches, instant),
        u"nothing is watching the source: start larder-desktop"_s);
    row("next look", reason(NextLook, "2026-08-02 00:00:07"),
        u"the next background look is due at 2026-08-02 00:00:07 (Europe/Paris), that is 2026-08-01 18:00:07 "
        "(America/New_York)"_s);
}

void wording_test::saysEachReasonInBothZones()
{
    QFETCH(Verdict, verdict);
    QFETCH(QString, sentence);
    const Reader away{
        .now = at("2026-08-02 01:00"), .viewerZone = QTimeZone("America/New_York"), .customerZone = paris()};
    QCOMPARE(why(verdict, away).value(1), sentence);
    const Reader atHome{.now = away.now, .viewerZone = paris(), .customerZone = paris()};
    QVERIFY(!why(verdict, atHome).value(1).contains(u"that is"));
}

void wording_test::startsWhyWithTheState()
{
    const Verdict said = verdict(
        State::Stale,
        {reason(BoundaryPassed, "2026-08-02 00:00", {}, 0, {2026, 8, 1}), confirmed("2026-08-01 23:00")},
        Flag::Paused);
    const Reader reader{.now = at("2026-08-02 01:00"), .viewerZone = paris(), .customerZone = paris()};
    QCOMPARE(why(said, reader),
             QStringList({u"stale: fetched for 2026-08-01; stale since 2026-08-02 00:00 (Europe/Paris)"_s,
                          u"the copy is of 2026-08-01; the policy's next boundary passed at 2026-08-02 00:00 "
                          "(Europe/Paris)"_s,
                          u"the newest snapshot equalled the source at 2026-08-01 23:00 (Europe/Paris)"_s,
                          u"background looks are paused; readers ask as usual"_s}));
}

void wording_test::warnsReadersOfWhatStands_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("warning");
    const Reason boundary = reason(FreshUntilBoundary, "2026-08-02 00:00");
    const Reason late = reason(LateSince, "2026-08-01 06:00");
    const Reason held{.kind = HeldAt, .text = firstSnapshot};
    const Reason newer = reason(NewerWaits, "2026-08-01 09:00", secondSnapshot);
    const auto heldText =
        u"held at 20260731T070003Z-0a0a0a; the newer 20260801T070003Z-0b0b0b, fetched 2026-08-01 "
        "09:00 (Europe/Paris), waits"_s;
    const auto lateText = u"late: an upload was expected by 2026-08-01 06:00 (Europe/Paris)"_s;
    QTest::newRow("fresh: nothing") << verdict(State::Fresh, {boundary}) << QString();
    QTest::newRow("stale: nothing that stands")
        << verdict(State::Stale, {{.kind = NeverConfirmed}}) << QString();
    QTest::newRow("held") << verdict(State::Held, {held, boundary, newer}) << heldText;
    QTest::newRow("late") << verdict(State::Late, {late, boundary}) << lateText;
    QTest::newRow("late, with the newest upload")
        << verdict(State::Late, {late, boundary, reason(UploadedAt, "2026-07-31 18:00")})
        << QString(lateText + u", the newest is of 2026-07-31 18:00"_s);
    const Reason confirmed = reason(ConfirmedAt, "2026-08-01 05:30");
    const Reason nothing = reason(NothingYet, "2026-08-01 05:30", {}, 0, {2026, 8, 1});
    QTest::newRow("the day has no upload yet")
        << verdict(State::Fresh, {boundary, nothing, confirmed})
        << u"nothing there yet for 2026-08-01; asked 2026-08-01 05:30 (Europe/Paris)"_s;
    const auto failing = [&](ErrorKind kind) {
        Verdict said = verdict(State::Fresh,
                               {boundary,
                                {.kind = LookFailed,
                                 .at = at("2026-08-01 08:00"),
                                 .error = Error{kind, u"the source lists nothing any more"_s, {}, {}}},
                                confirmed});
        said.flags = Flag::Failing;
        return said;
    };
    QTest::newRow("withdrawn") << failing(ErrorKind::NotFound)
                               << u"the look of 2026-08-01 08:00 (Europe/Paris) failed: the source lists "
                                  "nothing any more; confirmed 2026-08-01 05:30"_s;
    QTest::newRow("another failure passes") << failing(ErrorKind::Network) << QString();
    QTest::newRow("late and held") << verdict(State::Late, {late, boundary, held, newer})
                                   << QString(lateText + u"; "_s + heldText);
}

void wording_test::warnsReadersOfWhatStands()
{
    QFETCH(Verdict, verdict);
    QFETCH(QString, warning);
    QCOMPARE(readerWarning(verdict, paris()), warning);
}

void wording_test::saysThatNobodyWatches()
{
    QCOMPARE(unwatchedLine({u"acme"_s, u"shipments"_s}, at("2026-08-01 10:00"), paris()),
             u"source last asked 2026-08-01 10:00 (Europe/Paris); nothing is watching it: start "
             u"larder-desktop or run "
             "`larder check acme/shipments`"_s);
}

void wording_test::saysInstants_data()
{
    QTest::addColumn<QString>("iso");
    QTest::addColumn<Precision>("precision");
    QTest::addColumn<QString>("text");
    QTest::newRow("minutes") << u"2026-08-01T07:00:12Z"_s << Precision::Minutes
                             << u"2026-08-01 09:00 (Europe/Paris)"_s;
    QTest::newRow("seconds") << u"2026-08-01T07:00:12Z"_s << Precision::Seconds
                             << u"2026-08-01 09:00:12 (Europe/Paris)"_s;
    QTest::newRow("whole minutes need no seconds")
        << u"2026-08-01T07:00:00Z"_s << Precision::Seconds << u"2026-08-01 09:00 (Europe/Paris)"_s;
    QTest::newRow("the first pass of a doubled hour names its offset")
        << u"2026-10-25T00:30:00Z"_s << Precision::Minutes << u"2026-10-25 02:30 +02:00 (Europe/Paris)"_s;
    QTest::newRow("and so does the second")
        << u"2026-10-25T01:30:00Z"_s << Precision::Minutes << u"2026-10-25 02:30 +01:00 (Europe/Paris)"_s;
    QTest::newRow("after it there is no doubt")
        << u"2026-10-25T02:00:00Z"_s << Precision::Minutes << u"2026-10-25 03:00 (Europe/Paris)"_s;
    QTest::newRow("after a gap there is no doubt")
        << u"2026-03-29T01:00:00Z"_s << Precision::Minutes << u"2026-03-29 03:00 (Europe/Paris)"_s;
}

void wording_test::saysInstants()
{
    QFETCH(QString, iso);
    QFETCH(Precision, precision);
    QFETCH(QString, text);
    QCOMPARE(instantWithZone(*fromIso(iso), paris(), precision), text);
}

void wording_test::saysSizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    const std::pair<qint64, const char *> rows[] = {{0, "0 bytes"},
                                                    {1, "1 byte"},
                                                    {999, "999 bytes"},
                                                    {1000, "1 kB"},
                                                    {1449, "1.4 kB"},
                                                    {9949, "9.9 kB"},
                                                    {9950, "10 kB"},
                                                    {12'300'000, "12 MB"},
                                                    {999'499, "999 kB"},
                                                    {999'500, "1 MB"},
                                                    {1'400'000'000, "1.4 GB"},
                                                    {1LL << 40, "1.1 TB"},
                                                    {std::numeric_limits<qint64>::max(), "9.2 EB"}};
    for (const auto &[bytes, text] : rows)
        QTest::newRow(text) << bytes << QString::fromLatin1(text);
}

void wording_test::saysSizes()
{
    QFETCH(qint64, bytes);
    QFETCH(QString, text);
    QCOMPARE(byteSizeText(bytes), text);
}

void wording_test::saysDurations_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    const std::pair<int, const char *> rows[] = {{0, "0 seconds"},
                                                 {1, "1 second"},
                                                 {45, "45 seconds"},
                                                 {60, "1 minute"},
                                                 {90, "1 minute 30 seconds"},
                                                 {900, "15 minutes"},
                                                 {3600, "1 hour"},
                                                 {3601, "1 hour"},
                                                 {7500, "2 hours 5 minutes"},
                                                 {86400, "1 day"},
                                                 {2 * 86400 + 3 * 3600 + 59, "2 days 3 hours"}};
    for (const auto &[seconds, text] : rows)
        QTest::addRow("%d s", seconds) << seconds << QString::fromLatin1(text);
}

void wording_test::saysDurations()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(durationInWords(std::chrono::seconds(seconds)), text);
}

void wording_test::saysErrors_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("what, where and what to do")
        << Error{ErrorKind::NoSpace, u"cannot write the manifest: No space left on device"_s, u"/data/m"_s,
                 u"make room with `larder prune`"_s}
        << u"cannot write the manifest: No space left on device (/data/m); make room with `larder prune`"_s;
    QTest::newRow("what only") << Error{ErrorKind::Timeout, u"the source stopped answering"_s, {}, {}}
                               << u"the source stopped answering"_s;
    QTest::newRow("where is not said twice")
        << Error{ErrorKind::NotFound, u"there is no acme/shipments"_s, u"acme/shipments"_s, {}}
        << u"there is no acme/shipments"_s;
}

void wording_test::saysErrors()
{
    QFETCH(Error, error);
    QFETCH(QString, sentence);
    QCOMPARE(errorSentence(error), sentence);
}

void wording_test::saysWhatARunCameTo_data()
{
    QTest::addColumn<RunReport>("report");
    QTest::addColumn<qint64>("files");
    QTest::addColumn<QString>("hold");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, RunReport report, qint64 files, const QString &hold,
                        const QString &sentence) {
        QTest::newRow(name) << report << files << hold << sentence;
    };
    const RunReport three{.outcome = Outcome::Fetched,
                          .switched = true,
                          .snapshot = secondSnapshot,
                          .fetchedFiles = 3,
                          .fetchedBytes = 12'000'000};
    RunReport keptBack = three;
    keptBack.switched = false;
    RunReport fewer = three;
    fewer.changes.removed = 2;
    RunReport removedOnly = fewer;
    removedOnly.fetchedFiles = 0;
    row("held back",
        {.outcome = Outcome::Deferred,
         .snapshot = secondSnapshot,
         .changes = {.changed = 2},
         .error = Error{ErrorKind::Busy, u"not fetched: the network is metered"_s, {}, {}}},
        9, {}, u"the source changed: 2 changed; not fetched: the network is metered"_s);
    const Error error{
        ErrorKind::Network, u"the source does not answer"_s, u"https://data.example.com/"_s, {}};

    row("some files of several", three, 9, {}, u"3 of 9 files fetched, 12 MB"_s);
    row("all files", three, 3, {}, u"3 files fetched, 12 MB"_s);
    row("the number of files is not known", three, 0, {}, u"3 files fetched, 12 MB"_s);
    row("one file", {.outcome = Outcome::Fetched, .fetchedFiles = 1, .fetchedBytes = 1}, 1, {},
        u"1 file fetched, 1 byte"_s);
    row("some were removed", fewer, 9, {}, u"3 of 9 files fetched, 12 MB, 2 files removed"_s);
    row("only removed", removedOnly, 9, {}, u"2 files removed"_s);
    row("fetched while held", keptBack, 9, firstSnapshot,
        u"3 of 9 files fetched, 12 MB; held: readers still get 20260731T070003Z-0a0a0a"_s);
    row("unchanged", {.outcome = Outcome::Unchanged, .snapshot = secondSnapshot}, 9, {},
        u"nothing changed"_s);
    row("identical", {.outcome = Outcome::Identical, .snapshot = secondSnapshot}, 9, {},
        u"identical content, no new snapshot"_s);
    row("nothing yet", {.outcome = Outcome::NothingYet}, 0, {}, u"nothing there yet"_s);
    row("nothing yet, with an older copy", {.outcome = Outcome::NothingYet, .snapshot = secondSnapshot}, 9,
        {}, u"nothing there yet; the previous snapshot stays"_s);
    row("settling", {.outcome = Outcome::Settling, .snapshot = secondSnapshot}, 9, {},
        u"still changing at the source, not taken yet; the previous snapshot stays"_s);
    row("failed", {.outcome = Outcome::Failed, .snapshot = secondSnapshot, .error = error}, 9, {},
        u"failed: the source does not answer (https://data.example.com/); the previous snapshot stays"_s);
    row("failed at first", {.outcome = Outcome::Failed, .error = error}, 0, {},
        u"failed: the source does not answer (https://data.example.com/)"_s);
    row("stopped", {.outcome = Outcome::Stopped, .snapshot = secondSnapshot}, 9, {},
        u"stopped; the previous snapshot stays"_s);
}

void wording_test::saysWhatARunCameTo()
{
    QFETCH(RunReport, report);
    QFETCH(qint64, files);
    QFETCH(QString, hold);
    QFETCH(QString, sentence);
    QCOMPARE(runSentence(report, files, hold), sentence);
    QVERIFY(!outcomeWord(report.outcome).isEmpty());
}

void wording_test::saysChanges()
{
    QCOMPARE(changeCountsText({}), u"nothing"_s);
    QCOMPARE(changeCountsText({.changed = 2}), u"2 changed"_s);
    QCOMPARE(changeCountsText({.added = 1, .changed = 2, .removed = 3}), u"1 added, 2 changed, 3 removed"_s);
}

void wording_test::saysPolicies_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("text");
    const std::pair<const char *, const char *> rows[] = {
        {"daily", "every day"},
        {"daily@06:30", "every day at 06:30"},
        {"every:15m", "every 15 minutes"},
        {"every:90s", "every 1 minute 30 seconds"},
        {"weekdays", "Monday to Friday"},
        {"weekdays@06:30", "Monday to Friday at 06:30"},
        {"cron:30 6 * * 1-5", "by the cron line 30 6 * * 1-5"},
        {"manual", "only when told to"},
        {"always", "at every read"},
        {"fortnightly", "fortnightly"}};
    for (const auto &[policy, text] : rows)
        QTest::newRow(policy) << QString::fromLatin1(policy) << QString::fromLatin1(text);
}

void wording_test::saysPolicies()
{
    QFETCH(QString, policy);
    QFETCH(QString, text);
    QCOMPARE(policyInWords(policy), text);
}

void wording_test::saysDeadlines_data()
{
    QTest::addColumn<QString>("expect");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("every day") << u"06:00"_s << u"by 06:00 every day"_s;
    QTest::newRow("every day, in full") << u"daily@06:00"_s << u"by 06:00 every day"_s;
    QTest::newRow("weekdays") << u"weekdays@06:00"_s << u"by 06:00, Monday to Friday"_s;
    QTest::newRow("cron") << u"cron:0 6 * * 1"_s << u"by the cron line 0 6 * * 1"_s;
    QTest::newRow("bare cron") << u"0 6 * * 1"_s << u"by the cron line 0 6 * * 1"_s;
}

void wording_test::saysDeadlines()
{
    QFETCH(QString, expect);
    QFETCH(QString, text);
    QCOMPARE(expectInWords(expect), text);
    QCOMPARE(recheckInWords(std::nullopt), u"off"_s);
    QCOMPARE(recheckInWords(15min), u"every 15 minutes"_s);
}

void wording_test::hasAWordForEachStateAndFlag()
{
    QStringList states;
    for (const State state :
         {State::SignIn, State::Failed, State::Missing, State::Late, State::Stale, State::Held, State::Fresh})
        states << stateWord(state);
    QCOMPARE(states.join(u", "_s), u"sign-in needed, failed, missing, late, stale, held, fresh"_s);
    QStringList flags;
    for (const Flag flag : {Flag::Reported, Flag::Fetching, Flag::Settling, Flag::Failing, Flag::Unwatched,
                            Flag::Paused, Flag::AfterFailed})
        flags << flagWord(flag);
    QCOMPARE(flags.join(u", "_s),
             u"waiting, fetching, settling, failing, unwatched, paused, command failed"_s);
}

QTEST_GUILESS_MAIN(wording_test)
#include "wording_test.moc"
