#include "core/freshness/usualupload.h"

#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QTimeZone paris("Europe/Paris");

Instant wall(const QString &text, const QTimeZone &zone = paris)
{
    return toInstant(QDateTime(QDate::fromString(text.first(10), Qt::ISODate),
                               QTime::fromString(text.sliced(11), u"HH:mm"_s), zone));
}

/// One upload on each of these days, at the times in turn.
QList<Instant> uploads(QDate first, QDate last, const QStringList &times, const QTimeZone &zone = paris)
{
    QList<Instant> found;
    for (QDate day = first; day <= last; day = day.addDays(1))
        found << toInstant(
            QDateTime(day, QTime::fromString(times[found.size() % times.size()], u"HH:mm"_s), zone));
    return found;
}

QString told(const std::optional<UsualUpload> &usual)
{
    return usual ? u"by %1 on %2 days, never after %3"_s.arg(usual->by.toString(u"HH:mm"_s))
                       .arg(usual->days)
                       .arg(usual->latest.toString(u"HH:mm"_s))
                 : u"nothing"_s;
}

Listing listing(const QList<Instant> &modified)
{
    Listing found;
    for (const Instant at : modified)
        found.entries.push_back({.path = QByteArray::number(qint64(found.entries.size())), .modified = at});
    return found;
}

} // namespace

class usualupload_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learns_data();
    void learns();
    void remembersTheFirstUploadOfEachOfTheLastDays();
    void daysAreTheDatasets();
    void misses_data();
    void misses();
    void theDeadlineThatAPersonSetIsJudgedInstead();
};

void usualupload_test::learns_data()
{
    QTest::addColumn<QList<Instant>>("known");
    QTest::addColumn<QString>("expected");
    const QDate begin(2026, 7, 18);
    const QDate yesterday(2026, 7, 31);
    QTest::newRow("nothing from nothing") << QList<Instant>() << u"nothing"_s;
    QTest::newRow("nothing from three days")
        << uploads(yesterday.addDays(-2), yesterday, {u"06:31"_s}) << u"nothing"_s;
    QTest::newRow("four days are enough, rounded up to five minutes")
        << uploads(yesterday.addDays(-3), yesterday, {u"06:31"_s})
        << u"by 06:35 on 4 days, never after 06:31"_s;
    QTest::newRow("a full five minutes stay")
        << uploads(begin, yesterday, {u"06:40"_s}) << u"by 06:40 on 14 days, never after 06:40"_s;
    QTest::newRow("one day in five may be later")
        << uploads(begin, yesterday, {u"06:31"_s, u"06:33"_s, u"06:38"_s, u"06:32"_s, u"09:10"_s})
        << u"by 06:40 on 14 days, never after 09:10"_s;
    QTest::newRow("nothing where days differ by hours")
        << uploads(begin, yesterday, {u"01:00"_s, u"06:00"_s, u"12:00"_s, u"18:00"_s}) << u"nothing"_s;
    QTest::newRow("what is older than two weeks is forgotten")
        << uploads(begin.addDays(-10), begin.addDays(-1), {u"03:00"_s})
            + uploads(yesterday.addDays(-3), yesterday, {u"06:40"_s})
        << u"by 06:40 on 4 days, never after 06:40"_s;
    QTest::newRow("today does not count yet")
        << uploads(yesterday.addDays(-2), yesterday.addDays(1), {u"06:40"_s}) << u"nothing"_s;
    QTest::newRow("the last minutes of a day are not the next one's")
        << uploads(begin, yesterday, {u"23:58"_s}) << u"by 23:59 on 14 days, never after 23:58"_s;
}

void usualupload_test::learns()
{
    QFETCH(QList<Instant>, known);
    QTEST(told(usualUpload(known, paris, wall(u"2026-08-01 12:00"_s))), "expected");
}

void usualupload_test::remembersTheFirstUploadOfEachOfTheLastDays()
{
    const Instant now = wall(u"2026-08-01 12:00"_s);
    const QList<Instant> known{wall(u"2026-07-17 06:00"_s), wall(u"2026-07-30 06:00"_s),
                               wall(u"2026-07-31 09:00"_s)};
    const Listing found =
        listing({wall(u"2026-07-31 06:10"_s), wall(u"2026-08-01 07:00"_s), wall(u"2026-08-01 06:20"_s),
                 wall(u"2026-07-30 08:00"_s), wall(u"2099-01-01 00:00"_s), wall(u"2024-01-01 00:00"_s)});
    QCOMPARE(firstUploads(known, found, paris, now),
             (QList{wall(u"2026-07-30 06:00"_s), wall(u"2026-07-31 06:10"_s), wall(u"2026-08-01 06:20"_s)}));
}

void usualupload_test::daysAreTheDatasets()
{
    // 01:30 in Paris is 19:30 of the day before in New York; clocks changed in between, the wall time did
    // not.
    const QTimeZone newYork("America/New_York");
    const auto night = uploads(QDate(2026, 10, 20), QDate(2026, 10, 30), {u"01:30"_s});
    const Instant now = wall(u"2026-10-31 12:00"_s);
    QCOMPARE(told(usualUpload(night, paris, now)), u"by 01:30 on 11 days, never after 01:30"_s);
    QCOMPARE(told(usualUpload(night, newYork, now)), u"by 20:30 on 11 days, never after 20:30"_s);
}

void usualupload_test::misses_data()
{
    QTest::addColumn<QList<Instant>>("known");
    QTest::addColumn<QString>("uploaded");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("missed");
    // 2026-08-03 is a Monday.
    const auto daily = uploads(QDate(2026, 7, 20), QDate(2026, 8, 2), {u"06:31"_s, u"06:50"_s});
    QList<Instant> workdays;
    for (const Instant upload : daily) {
        if (toDateTime(upload, paris).date().dayOfWeek() <= 5)
            workdays << upload;
    }
    const auto add = [](const char *name, const QList<Instant> &known, const char *uploaded,
                        const char *asked, const char *now, const char *missed) {
        QTest::newRow(name) << known << QString::fromLatin1(uploaded) << QString::fromLatin1(asked)
                            << QString::fromLatin1(now) << QString::fromLatin1(missed);
    };
    add("past the usual time, asked since", daily, "2026-08-02 06:50", "2026-08-03 07:21", "2026-08-03 07:22",
        "2026-08-03 06:50");
    add("not while it is no later than ever", daily, "2026-08-02 06:50", "2026-08-03 07:19",
        "2026-08-03 07:19", "");
    add("not before the source was asked", daily, "2026-08-02 06:50", "2026-08-03 06:00", "2026-08-03 09:00",
        "");
    add("not when it has come", daily, "2026-08-03 06:58", "2026-08-03 09:00", "2026-08-03 09:00", "");
    add("not when nobody asked today", daily, "2026-08-02 06:50", "2026-08-02 23:00", "2026-08-03 09:00", "");
    add("on a Monday, when nothing came on the weekend", workdays, "2026-07-31 06:50", "2026-08-03 09:00",
        "2026-08-03 09:00", "2026-08-03 06:50");
    add("not on a Saturday, when none ever came on one", workdays, "2026-07-31 06:50", "2026-08-01 09:00",
        "2026-08-01 09:00", "");
}

void usualupload_test::misses()
{
    QFETCH(QList<Instant>, known);
    QFETCH(QString, uploaded);
    QFETCH(QString, asked);
    QFETCH(QString, now);
    Record record{.uploadedAt = wall(uploaded), .uploads = known};
    record.lastLook = Look{.startedAt = wall(asked), .endedAt = wall(asked)};
    Binding binding{.zone = "Europe/Paris"};
    const auto missed = missedUsualUpload(binding, record, wall(now));
    QTEST(missed ? toDateTime(*missed, paris).toString(u"yyyy-MM-dd HH:mm"_s) : QString(), "missed");
    record.lastLook->error = Error{ErrorKind::Network, u"refused"_s, {}, {}};
    QVERIFY2(!missedUsualUpload(binding, record, wall(now)), "nobody answered");
}

void usualupload_test::theDeadlineThatAPersonSetIsJudgedInstead()
{
    Record record{.uploadedAt = wall(u"2026-08-02 06:31"_s),
                  .uploads = uploads(QDate(2026, 7, 20), QDate(2026, 8, 2), {u"06:31"_s})};
    record.lastLook = Look{.startedAt = wall(u"2026-08-03 09:00"_s), .endedAt = wall(u"2026-08-03 09:00"_s)};
    Binding binding{.zone = "Europe/Paris"};
    QVERIFY(missedUsualUpload(binding, record, wall(u"2026-08-03 09:00"_s)));
    binding.expect = u"06:00"_s;
    QVERIFY(!missedUsualUpload(binding, record, wall(u"2026-08-03 09:00"_s)));
}

QTEST_GUILESS_MAIN(usualupload_test)
#include "usualupload_test.moc"
