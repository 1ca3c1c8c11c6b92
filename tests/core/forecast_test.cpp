// What would be looked at and when, as a table.
#include "core/engine/forecast.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};

DatasetRow row(const Record &record, std::optional<std::chrono::seconds> recheck = std::nullopt,
               const char *policy = "daily")
{
    DatasetRow row;
    row.name = shipments;
    row.binding = parisBinding(policy);
    row.binding.recheck = recheck;
    row.record = record;
    return row;
}

QString causeText(LookCause cause)
{
    static const char *const words[] = {"first", "change", "retry", "expiry", "report", "recheck"};
    return QString::fromLatin1(words[static_cast<int>(cause)]);
}

/// "01 09:15 recheck; 02 00:00 expiry (held)"
QString rendered(const Forecast &forecast)
{
    QStringList looks;
    for (const PlannedLook &look : forecast.looks) {
        const QString held = !look.heldBack              ? u""_s
            : look.heldBack->withheld == Withheld::Fetch ? u" (only asked)"_s
                                                         : u" (held)"_s;
        looks << toDateTime(look.at, paris()).toString(u"dd HH:mm"_s) + u' ' + causeText(look.cause) + held;
    }
    return looks.join(u"; "_s);
}

Settings quietFromElevenToSix()
{
    Settings settings;
    settings.quietHours = QuietHours{QTime(23, 0), QTime(6, 0)};
    return settings;
}

} // namespace

class forecast_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatWouldBeLookedAt_data();
    void saysWhatWouldBeLookedAt();
    void isInOrderAndEndsAtItsLimit();
    void mayGoFarAhead();
};

void forecast_test::saysWhatWouldBeLookedAt_data()
{
    QTest::addColumn<DatasetRow>("row");
    QTest::addColumn<Circumstances>("circumstances");
    QTest::addColumn<std::optional<Pause>>("pause");
    QTest::addColumn<QByteArray>("until");
    QTest::addColumn<QString>("looks");
    const auto add = [](const char *name, const DatasetRow &row, const Circumstances &circumstances,
                        const std::optional<Pause> &pause, const char *until, const char *looks) {
        QTest::newRow(name) << row << circumstances << pause << QByteArray(until)
                            << QString::fromLatin1(looks);
    };
    const Record atNine = confirmedAt("2026-08-01 09:00"); // and it is 09:10
    const Circumstances usual;
    const std::optional<Pause> none;

    add("each boundary", row(atNine), usual, none, "2026-08-04 00:00",
        "02 00:00 expiry; 03 00:00 expiry; 04 00:00 expiry");
    add("rechecks between them", row(atNine, 6h), usual, none, "2026-08-02 07:00",
        "01 15:00 recheck; 01 21:00 recheck; 02 00:00 expiry; 02 06:00 recheck");
    add("nothing fetched yet", row({}), usual, none, "2026-08-02 00:00", "01 09:10 first; 02 00:00 expiry");
    add("a known change", row(changeSeenAt(atNine, "2026-08-01 09:09")), usual, none, "2026-08-01 12:00",
        "01 09:10 change");
    add("a failure is tried again", row(failedAt(atNine, "2026-08-01 09:09", ErrorKind::Network, 3)), usual,
        none, "2026-08-01 12:00", "01 09:13 retry");
    add("an open report", row(reportedAt(atNine, "2026-08-01 09:05")), usual, none, "2026-08-01 09:15",
        "01 09:10 report; 01 09:12 report; 01 09:14 report");
    add("never by itself", row(atNine, std::nullopt, "manual"), usual, none, "2026-08-09 00:00", "");
    add("quiet hours delay it to their end", row(atNine), {quietFromElevenToSix(), {}}, none,
        "2026-08-03 07:00",
        "02 00:00 expiry (held); 02 06:00 expiry; 03 00:00 expiry (held); 03 06:00 expiry");
    add("paused until resumed: once, and no more", row(atNine), usual, Pause{at("2026-08-01 09:00"), {}},
        "2026-08-09 00:00", "02 00:00 expiry (held)");
    Circumstances metered;
    metered.surroundings.isMetered = true;
    add("a metered network: what is not known to differ is asked", row(atNine), metered, none,
        "2026-08-02 12:00", "02 00:00 expiry (only asked)");
    add("a metered network: a known change waits and is asked for at times",
        row(changeSeenAt(atNine, "2026-08-01 09:09"), 1h), metered, none, "2026-08-01 10:30",
        "01 10:09 change (only asked)");
    add("a metered network: a known change that a report waits for is asked for closely",
        row(reportedAt(changeSeenAt(atNine, "2026-08-01 09:09"), "2026-08-01 09:05"), 1h), metered, none,
        "2026-08-01 09:14", "01 09:11 change (only asked); 01 09:13 change (only asked)");
    Settings onlyAskingTillTen;
    onlyAskingTillTen.quietHours = QuietHours{QTime(9, 0), QTime(10, 0)};
    onlyAskingTillTen.inQuietHours = BackgroundRule::CheckOnly;
    add("a known change is fetched as soon as that is allowed",
        row(changeSeenAt(atNine, "2026-08-01 09:05"), 8h), {onlyAskingTillTen, {}}, none, "2026-08-01 12:00",
        "01 10:00 change");
    Record unproven = atNine;
    unproven.lastLook = Look{at("2026-08-01 09:06"), at("2026-08-01 09:06"), std::nullopt, 0, {}};
    add("a metered network: what asking did not prove is asked for at times", row(unproven, 1h, "every:5m"),
        metered, none, "2026-08-01 11:30", "01 10:06 expiry (only asked); 01 11:06 expiry (only asked)");
}

void forecast_test::saysWhatWouldBeLookedAt()
{
    QFETCH(const DatasetRow, row);
    QFETCH(const Circumstances, circumstances);
    QFETCH(const std::optional<Pause>, pause);
    QFETCH(const QByteArray, until);
    QFETCH(const QString, looks);
    const Forecast planned = forecast(std::span(&row, 1), circumstances, pause, at("2026-08-01 09:10"),
                                      at(until.constData()), paris(), 100);
    QCOMPARE(rendered(planned), looks);
    QVERIFY(!planned.isCutOff);
}

void forecast_test::isInOrderAndEndsAtItsLimit()
{
    std::vector<DatasetRow> rows{row(confirmedAt("2026-08-01 09:00"), 6h), row({})};
    rows[1].name = {u"acme"_s, u"alone"_s};
    const Forecast planned =
        forecast(rows, {}, std::nullopt, at("2026-08-01 09:10"), at("2027-08-01 00:00"), paris(), 3);
    QCOMPARE(rendered(planned), u"01 09:10 first; 01 15:00 recheck; 01 21:00 recheck"_s);
    QVERIFY(planned.isCutOff);
}

/// A thousand datasets, a century: only the looks that are asked for are made.
void forecast_test::mayGoFarAhead()
{
    std::vector<DatasetRow> rows;
    for (int i = 0; i < 1000; ++i) {
        rows.push_back(row(confirmedAt("2026-08-01 09:00"), 1min));
        rows.back().name = {u"acme"_s, u"d%1"_s.arg(i)};
    }
    const Forecast planned =
        forecast(rows, {}, std::nullopt, at("2026-08-01 09:10"), at("2126-08-01 00:00"), paris(), 2500);
    QVERIFY(planned.isCutOff);
    QCOMPARE(planned.looks.size(), 2500u);
    QCOMPARE(planned.looks[999].at, at("2026-08-01 09:10"));
    QCOMPARE(planned.looks[1000].at, at("2026-08-01 09:11"));
    QCOMPARE(planned.looks[2499].at, at("2026-08-01 09:12"));
}

QTEST_GUILESS_MAIN(forecast_test)
#include "forecast_test.moc"
