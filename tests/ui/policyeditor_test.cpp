#include "core/base/clock.h"
#include "tests/support/storehome.h"
#include "tests/support/widgets.h"
#include "ui/dialogs/policyeditor.h"

#include <QComboBox>
#include <QTimeEdit>

using namespace larder;
using namespace larder::test;

class policyeditor_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void tellsWhatComes_data();
    void tellsWhatComes();
    void saysEachPolicyInItsWords_data();
    void saysEachPolicyInItsWords();
    void tellsAMistakeWhileItIsWritten();
    void readsTimesInTheDatasetsZone();
};

void policyeditor_test::tellsWhatComes_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("text");
    // 1 August 2026 is a Saturday; it is 11:00 in Paris.
    QTest::newRow("daily") << u"daily"_s << u"tomorrow 00:00, Mon 3 Aug 00:00, Tue 4 Aug 00:00"_s;
    QTest::newRow("daily at") << u"daily@06:30"_s << u"tomorrow 06:30, Mon 3 Aug 06:30, Tue 4 Aug 06:30"_s;
    QTest::newRow("later today") << u"daily@18:00"_s << u"today 18:00, tomorrow 18:00, Mon 3 Aug 18:00"_s;
    QTest::newRow("weekdays") << u"weekdays@06:30"_s
                              << u"Mon 3 Aug 06:30, Tue 4 Aug 06:30, Wed 5 Aug 06:30"_s;
    QTest::newRow("every") << u"every:15m"_s << u"today 11:15, today 11:30, today 11:45"_s;
    QTest::newRow("cron") << u"cron:0 12 1 * *"_s << u"today 12:00, Tue 1 Sep 12:00, Thu 1 Oct 12:00"_s;
    QTest::newRow("never") << u"manual"_s << u""_s;
    QTest::newRow("each time") << u"always"_s << u""_s;
}

void policyeditor_test::tellsWhatComes()
{
    QFETCH(const QString, policy);
    QFETCH(const QString, text);
    QCOMPARE(boundariesText(policy, morning, QTimeZone("Europe/Paris"), 3), text);
}

void policyeditor_test::saysEachPolicyInItsWords_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("words");
    QTest::newRow("daily") << u"daily"_s << u"Every day"_s;
    QTest::newRow("daily at") << u"daily@07:15"_s << u"Every day at"_s;
    QTest::newRow("weekdays") << u"weekdays"_s << u"Monday to Friday"_s;
    QTest::newRow("weekdays at") << u"weekdays@07:15"_s << u"Monday to Friday at"_s;
    QTest::newRow("every") << u"every:6h"_s << u"Every so often"_s;
    QTest::newRow("cron") << u"cron:30 6 * * 1-5"_s << u"By a cron line"_s;
    QTest::newRow("manual") << u"manual"_s << u"Only when told to"_s;
    QTest::newRow("always") << u"always"_s << u"At every read"_s;
}

void policyeditor_test::saysEachPolicyInItsWords()
{
    QFETCH(const QString, policy);
    QFETCH(const QString, words);
    const FrozenClock clock(morning);
    PolicyEditor editor(clock);
    editor.setPolicy(policy);
    QCOMPARE(editor.policy(), policy);
    QCOMPARE(editor.findChild<QComboBox *>()->currentText(), words);
    QVERIFY(editor.isValid());
}

void policyeditor_test::tellsAMistakeWhileItIsWritten()
{
    const FrozenClock clock(morning);
    PolicyEditor editor(clock);
    editor.show();
    editor.setPolicy(u"every:15m"_s);
    auto *period = named<QLineEdit>(editor, u"Period"_s);
    QVERIFY(period);
    write(*period, u"15 minutes"_s);
    QVERIFY(!editor.isValid());
    QVERIFY2(shows(editor, u"is no duration"_s), wordsOn(editor));
    write(*period, u"20m"_s);
    QVERIFY(editor.isValid());
    QCOMPARE(editor.policy(), u"every:20m"_s);
    QVERIFY2(shows(editor, u"Next: today"_s), wordsOn(editor));
}

void policyeditor_test::readsTimesInTheDatasetsZone()
{
    const FrozenClock clock(morning);
    PolicyEditor editor(clock);
    editor.show();
    editor.setZone("Asia/Tokyo"); // it is 18:00 there
    editor.setPolicy(u"daily@17:00"_s);
    QVERIFY2(shows(editor, u"Next: tomorrow 17:00"_s), wordsOn(editor));
    QVERIFY2(shows(editor, u"Asia/Tokyo"_s), wordsOn(editor));
}

QTEST_MAIN(policyeditor_test)
#include "policyeditor_test.moc"
