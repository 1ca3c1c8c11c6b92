// What the background may do, as a table: settings, surroundings, pause and wall time in; a word out.
#include "core/engine/permission.h"
#include "core/freshness/judge.h"
#include "core/wording/heldbackwords.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Surroundings nothingKnown;
const Surroundings online{Reachability::Online, false, false, false};

Surroundings with(Surroundings surroundings, auto change)
{
    change(surroundings);
    return surroundings;
}
const Surroundings offline = with(online, [](auto &s) { s.network = Reachability::Offline; });
const Surroundings captive = with(online, [](auto &s) { s.network = Reachability::CaptivePortal; });
const Surroundings metered = with(online, [](auto &s) { s.isMetered = true; });
const Surroundings onBattery = with(online, [](auto &s) { s.isOnBattery = true; });
const Surroundings asleep = with(online, [](auto &s) { s.isAsleep = true; });

Settings quiet(const char *from, const char *until, BackgroundRule rule = BackgroundRule::Nothing)
{
    Settings settings;
    settings.quietHours = QuietHours{QTime::fromString(QString::fromLatin1(from), u"HH:mm"_s),
                                     QTime::fromString(QString::fromLatin1(until), u"HH:mm"_s)};
    settings.inQuietHours = rule;
    return settings;
}

Settings onBatteryDoes(BackgroundRule rule)
{
    Settings settings;
    settings.onBattery = rule;
    return settings;
}

Settings onMeteredDoes(BackgroundRule rule)
{
    Settings settings;
    settings.onMetered = rule;
    return settings;
}

std::optional<Pause> pausedFrom(const char *since, const char *until)
{
    return Pause{at(since), *until ? std::optional(at(until)) : std::nullopt};
}

QString told(const std::optional<HeldBack> &held)
{
    return held ? heldBackText(*held, paris()) : u"syncs"_s;
}

JudgedRow judgedRow(const Record &record, const char *now)
{
    JudgedRow judged;
    judged.row.binding = parisBinding();
    judged.row.record = record;
    judged.verdict = judge(judged.row.binding, record, at(now));
    return judged;
}

} // namespace

class permission_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheBackgroundMayDo_data();
    void saysWhatTheBackgroundMayDo();
    void aDirectoryNeedsNoNetwork_data();
    void aDirectoryNeedsNoNetwork();
    void aRowShowsWhatIsHeldBackNow_data();
    void aRowShowsWhatIsHeldBackNow();
    void tellsPeopleInTheirOwnDays();
};

void permission_test::saysWhatTheBackgroundMayDo_data()
{
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<Surroundings>("surroundings");
    QTest::addColumn<std::optional<Pause>>("pause");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const Settings &settings, const Surroundings &surroundings,
                        const std::optional<Pause> &pause, const char *now, const char *expected) {
        QTest::newRow(name) << settings << surroundings << pause << QByteArray(now)
                            << QString::fromLatin1(expected);
    };
    const Settings usual;
    const std::optional<Pause> none;
    const auto noon = "2026-08-01 12:00";
    using enum BackgroundRule;

    row("syncs when all is well", usual, online, none, noon, "syncs");
    row("what nobody knows holds nobody back", usual, nothingKnown, none, noon, "syncs");
    row("offline: nothing", usual, offline, none, noon, "not asked: this machine is offline");
    row("behind a captive portal: nothing", usual, captive, none, noon,
        "not asked: the network wants a sign-in page first");
    row("going to sleep: nothing", usual, asleep, none, noon, "not asked: this machine is going to sleep");
    row("metered: only asks", usual, metered, none, noon, "not fetched: the network is metered");
    row("metered, and a person wants everything", onMeteredDoes(Sync), metered, none, noon, "syncs");
    row("metered, and a person wants nothing", onMeteredDoes(Nothing), metered, none, noon,
        "not asked: the network is metered");
    row("on battery: syncs", usual, onBattery, none, noon, "syncs");
    row("on battery, and a person wants only checks", onBatteryDoes(CheckOnly), onBattery, none, noon,
        "not fetched: this machine is on battery");
    row("on battery, and a person wants nothing", onBatteryDoes(Nothing), onBattery, none, noon,
        "not asked: this machine is on battery");
    row("the strictest stands", onBatteryDoes(Nothing), with(metered, [](auto &s) { s.isOnBattery = true; }),
        none, noon, "not asked: this machine is on battery");
    row("of two that withhold the same the first stands", onBatteryDoes(CheckOnly),
        with(metered, [](auto &s) { s.isOnBattery = true; }), none, noon,
        "not fetched: the network is metered");

    row("paused until a time", usual, online, pausedFrom("2026-08-01 11:30", "2026-08-01 12:30"), noon,
        "not asked: paused until 2026-08-01 12:30 (Europe/Paris)");
    row("paused until resumed", usual, online, pausedFrom("2026-07-01 09:00", ""), noon,
        "not asked: paused until resumed");
    row("a pause ends by itself", usual, online, pausedFrom("2026-08-01 11:00", "2026-08-01 12:00"), noon,
        "syncs");
    row("a clock set back to before the pause ends it", usual, online,
        pausedFrom("2026-08-02 11:00", "2026-08-02 12:00"), noon, "syncs");
    row("a pause comes before what else holds back", usual, offline, pausedFrom("2026-08-01 11:30", ""), noon,
        "not asked: paused until resumed");

    row("before the quiet hours", quiet("12:01", "13:00"), online, none, noon, "syncs");
    row("at their first minute", quiet("12:00", "13:00"), online, none, noon,
        "not asked: quiet hours until 2026-08-01 13:00 (Europe/Paris)");
    row("at their end", quiet("11:00", "12:00"), online, none, noon, "syncs");
    row("over midnight, in the evening", quiet("22:00", "07:00"), online, none, "2026-08-01 23:30",
        "not asked: quiet hours until 2026-08-02 07:00 (Europe/Paris)");
    row("over midnight, in the morning", quiet("22:00", "07:00"), online, none, "2026-08-02 06:59",
        "not asked: quiet hours until 2026-08-02 07:00 (Europe/Paris)");
    row("over midnight, by day", quiet("22:00", "07:00"), online, none, noon, "syncs");
    row("quiet hours that only check", quiet("22:00", "07:00", CheckOnly), online, none, "2026-08-01 23:30",
        "not fetched: quiet hours until 2026-08-02 07:00 (Europe/Paris)");
    row("their end is skipped in spring: the first instant after the gap", quiet("22:00", "02:30"), online,
        none, "2026-03-29 01:30", "not asked: quiet hours until 2026-03-29 03:00 (Europe/Paris)");
    row("both passes of the doubled hour are quiet", quiet("22:00", "02:45"), online, none,
        "2026-10-25T02:30:00+01:00", "not asked: quiet hours until 2026-10-25 02:45 +01:00 (Europe/Paris)");
}

void permission_test::saysWhatTheBackgroundMayDo()
{
    QFETCH(const Settings, settings);
    QFETCH(const Surroundings, surroundings);
    QFETCH(const std::optional<Pause>, pause);
    QFETCH(const QByteArray, now);
    QFETCH(const QString, expected);
    const Permissions permissions = permissionsAt(at(now), {settings, surroundings}, pause, paris());
    QCOMPARE(told(permissions.overNetwork), expected);
    QCOMPARE(permissions.isPaused(), expected.contains("paused"_L1));
}

void permission_test::aDirectoryNeedsNoNetwork_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Surroundings>("surroundings");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a path while offline") << u"/mnt/acme/*.csv"_s << offline << u"syncs"_s;
    QTest::newRow("a home's path") << u"~/exports/"_s << captive << u"syncs"_s;
    QTest::newRow("a file URL on a metered network") << u"file:///mnt/acme/"_s << metered << u"syncs"_s;
    QTest::newRow("a command on a metered network, whose look is a fetch")
        << u"command:~/bin/export.sh"_s << metered << u"not asked: the network is metered"_s;
    QTest::newRow("a web server while offline")
        << u"https://data.example.com/"_s << offline << u"not asked: this machine is offline"_s;
    QTest::newRow("a path when going to sleep")
        << u"/mnt/acme/"_s << asleep << u"not asked: this machine is going to sleep"_s;
}

void permission_test::aDirectoryNeedsNoNetwork()
{
    QFETCH(const QString, url);
    QFETCH(const Surroundings, surroundings);
    QFETCH(const QString, expected);
    Binding binding = parisBinding();
    binding.url = url;
    const Permissions permissions =
        permissionsAt(at("2026-08-01 12:00"), {Settings(), surroundings}, std::nullopt, paris());
    QCOMPARE(told(permissions.of(reachOf(binding))), expected);
}

void permission_test::aRowShowsWhatIsHeldBackNow_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<Surroundings>("surroundings");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const Record &record, const char *now,
                        const Surroundings &surroundings, const char *shown) {
        QTest::newRow(name) << record << QByteArray(now) << surroundings << QString::fromLatin1(shown);
    };
    const Record atNine = confirmedAt("2026-08-01 09:00");
    row("offline, and no look is due", atNine, "2026-08-01 09:05", offline, "syncs");
    row("offline, and a look is due", atNine, "2026-08-01 09:15", offline,
        "not asked: this machine is offline");
    row("metered, and nothing is known to differ", atNine, "2026-08-01 09:15", metered, "syncs");
    row("metered, and a change is known", changeSeenAt(atNine, "2026-08-01 10:00"), "2026-08-01 10:00:10",
        metered, "not fetched: the network is metered");
    row("metered, and nothing was fetched yet", {}, "2026-08-01 09:00", metered,
        "not fetched: the network is metered");
    row("metered, and the copy just ended", atNine, "2026-08-02 00:00:05", metered, "syncs");
    Record askedInVain = atNine;
    askedInVain.lastLook = Look{.startedAt = at("2026-08-02 00:00:05"), .endedAt = at("2026-08-02 00:00:06")};
    row("metered, the copy ended, and asking proved nothing", askedInVain, "2026-08-02 00:00:07", metered,
        "not fetched: the network is metered");
}

void permission_test::aRowShowsWhatIsHeldBackNow()
{
    QFETCH(const Record, record);
    QFETCH(const QByteArray, now);
    QFETCH(const Surroundings, surroundings);
    QFETCH(const QString, shown);
    const JudgedRow judged = judgedRow(record, now.constData());
    const Permissions permissions = permissionsAt(at(now), {Settings(), surroundings}, std::nullopt, paris());
    QCOMPARE(told(heldBackNow(judged.row, judged.verdict, permissions, at(now))), shown);
}

void permission_test::tellsPeopleInTheirOwnDays()
{
    const Reader reader{at("2026-08-01 22:00"), paris(), QTimeZone("America/New_York")};
    QCOMPARE(heldBackFor({.by = HeldBackBy::QuietHours, .until = at("2026-08-02 07:00")}, reader),
             u"not asked: quiet hours until tomorrow 07:00"_s);
    QCOMPARE(pauseFor(at("2026-08-01 23:00"), reader), u"paused until today 23:00"_s);
    QCOMPARE(heldBackFor({.by = HeldBackBy::SignIn, .dataset = u"acme/orders"_s}, reader),
             u"not asked: the sign-in failed for acme/orders"_s);
    QCOMPARE(backgroundFor({.by = HeldBackBy::Offline}, reader),
             u"background rests: this machine is offline"_s);
    QCOMPARE(backgroundFor({.by = HeldBackBy::Metered, .withheld = Withheld::Fetch}, reader),
             u"background only asks: the network is metered"_s);
}

QTEST_GUILESS_MAIN(permission_test)
#include "permission_test.moc"
