#include "core/store/currentview.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

#include <QJsonDocument>
#include <QSet>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StoreCurrentViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatAHitNeeds();
    void asksWhenNothingIsConfirmed_data();
    void asksWhenNothingIsConfirmed();
    void neverEndsUnderManual();
    void warnsWhileHeldAndGivesTheHeldOne();
    void saysThatNobodyWatches();
    void staysSmallFlatAndOnOneLine();
    void comesBackFromItsText();
};

static const DatasetName shipments{u"acme"_s, u"shipments"_s};

static CurrentView viewOf(const Binding &binding, const Record &record, Instant now)
{
    std::optional<ManifestHeader> header;
    if (!record.current().isEmpty())
        header = ManifestHeader{
            .id = record.current(), .sequence = 2, .createdAt = now - 1h, .probedAt = now - 1h};
    return currentView(shipments, binding, record, header,
                       record.current().isEmpty() ? QString() : u"/store/x"_s, now);
}

void StoreCurrentViewTest::holdsWhatAHitNeeds()
{
    const auto view = viewOf(parisBinding(), confirmedAt("2026-08-01 09:00"), at("2026-08-01 09:00:01"));
    const QJsonObject json = QJsonDocument::fromJson(toText(view)).object();
    QCOMPARE(json["schema"_L1].toInt(), 1);
    QCOMPARE(json["dataset"_L1].toString(), u"acme/shipments"_s);
    QCOMPARE(json["snapshot"_L1].toString(), secondSnapshot);
    QCOMPARE(json["path"_L1].toString(), u"/store/x"_s);
    QCOMPARE(json["confirmed_at"_L1].toString(), u"2026-08-01T07:00:00.000Z"_s);
    QCOMPARE(json["confirmed_at_ms"_L1].toInteger(), toMilliseconds(at("2026-08-01 09:00")));
    QCOMPARE(json["fresh_until_ms"_L1].toInteger(), toMilliseconds(at("2026-08-02 00:00")));
    QVERIFY(json["look_due_ms"_L1].toInteger() >= toMilliseconds(at("2026-08-01 09:15")));
    QVERIFY(json["warning"_L1].isNull());
    QVERIFY(!json["because"_L1].toString().isEmpty());
    QVERIFY(!json["unwatched"_L1].toString().isEmpty());
}

void StoreCurrentViewTest::asksWhenNothingIsConfirmed_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<Binding>("binding");
    Record record = confirmedAt("2026-08-01 09:00");
    record.knownChange =
        KnownChange{.seenAt = at("2026-08-01 09:30"), .counts = {0, 1, 0}, .example = u"a"_s};
    QTest::newRow("a change is known") << record << parisBinding();
    QTest::newRow("a change is known under manual") << record << parisBinding("manual");
    record = confirmedAt("2026-08-01 09:00");
    record.confirmedAt.reset();
    QTest::newRow("never confirmed") << record << parisBinding();
    QTest::newRow("nothing fetched") << Record{} << parisBinding();
    QTest::newRow("nothing fetched under manual") << Record{} << parisBinding("manual");
    QTest::newRow("always") << confirmedAt("2026-08-01 09:00") << parisBinding("always");
}

void StoreCurrentViewTest::asksWhenNothingIsConfirmed()
{
    QFETCH(const Record, record);
    QFETCH(const Binding, binding);
    const auto view = viewOf(binding, record, at("2026-08-01 10:00"));
    QCOMPARE(view.freshUntil, std::optional(Instant{}));
    QCOMPARE(toJson(view)["fresh_until_ms"_L1].toInteger(-1), 0);
}

void StoreCurrentViewTest::neverEndsUnderManual()
{
    const auto view = viewOf(parisBinding("manual"), confirmedAt("2026-08-01 09:00"), at("2026-08-01 10:00"));
    QVERIFY(!view.freshUntil);
    QVERIFY(toJson(view)["fresh_until_ms"_L1].isNull());
    QVERIFY(!view.lookDue);
    QVERIFY(view.unwatched.isEmpty());
}

void StoreCurrentViewTest::warnsWhileHeldAndGivesTheHeldOne()
{
    Record record = confirmedAt("2026-08-01 09:00");
    record.hold = firstSnapshot;
    const auto view = viewOf(parisBinding(), record, at("2026-08-01 10:00"));
    QCOMPARE(view.snapshot, firstSnapshot);
    QVERIFY(!view.warning.isEmpty());
    QCOMPARE(view.freshUntil, std::optional(at("2026-08-02 00:00"))); // speaks of the newest
}

void StoreCurrentViewTest::saysThatNobodyWatches()
{
    const auto view = viewOf(parisBinding(), confirmedAt("2026-08-01 09:00"), at("2026-08-01 09:05"));
    QVERIFY(view.lookDue.has_value());
    QVERIFY2(view.unwatched.contains(u"2026-08-01 09:00"_s), qPrintable(view.unwatched));
    QVERIFY(view.unwatched.contains(u"acme/shipments"_s));
}

void StoreCurrentViewTest::staysSmallFlatAndOnOneLine()
{
    Record record = failedAt(confirmedAt("2026-08-01 09:00"), "2026-08-01 09:30", ErrorKind::Network);
    record.lastLook->error->message = QString(u"no\nanswer\t\"\\\u0085 "_s).repeated(2000);
    record.reports = {{QString(u"ü"_s).repeated(3000), at("2026-08-01 09:00"), {}}};
    const auto long_ = currentView(shipments, parisBinding(), record, ManifestHeader{.id = secondSnapshot},
                                   u"/"_s + QString(u"p"_s).repeated(4094), at("2026-08-02 10:00"));
    const QByteArray text = toText(long_);
    QVERIFY2(text.size() <= maxCurrentBytes, QByteArray::number(text.size()).constData());
    QCOMPARE(text.count('\n'), 1);
    QVERIFY(text.endsWith('\n'));
    for (const QString &line : {long_.because, long_.warning, long_.unwatched}) {
        for (const QChar c : line)
            QVERIFY(c.category() != QChar::Other_Control);
    }
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    for (const QString &key : json.keys()) {
        QVERIFY(!json[key].isObject() && !json[key].isArray());
        QCOMPARE(text.count(QByteArray("\"" + key.toUtf8() + "\":")), 1);
    }
}

void StoreCurrentViewTest::comesBackFromItsText()
{
    Record record = confirmedAt("2026-08-01 09:00");
    record.currentSince = at("2026-08-01 08:30");
    record.replaced = firstSnapshot;
    const auto view = viewOf(parisBinding(), record, at("2026-08-01 10:00"));
    QCOMPARE(toJson(view)["current_since_ms"_L1].toInteger(), toMilliseconds(at("2026-08-01 08:30")));
    QCOMPARE(toJson(view)["replaced"_L1].toString(), firstSnapshot);
    const auto back = currentViewFromJson(QJsonDocument::fromJson(toText(view)).object());
    VERIFY_VALUE(back);
    QCOMPARE(*back, view);
    VERIFY_ERROR(currentViewFromJson({}), ErrorKind::Corrupt);
}

QTEST_GUILESS_MAIN(StoreCurrentViewTest)
#include "storecurrentview_test.moc"
