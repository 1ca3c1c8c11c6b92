#include "ui/dialogs/closequestion.h"
#include "ui/dialogs/quitquestion.h"
#include "ui/tray/closing.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(larder::ClosingWorld)
Q_DECLARE_METATYPE(larder::Closing)

class closing_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void means_data();
    void means();
    void theQuestionIsAnsweredOnce();
    void cancellingAnswersNothing();
    void saysWhatQuittingWouldStop();
    void quittingNamesTheEditsThatWouldBeLost();
};

void closing_test::means_data()
{
    QTest::addColumn<ClosingWorld>("world");
    QTest::addColumn<Closing>("expected");
    const auto add = [](const char *name, const ClosingWorld &world, Closing expected) {
        QTest::newRow(name) << world << expected;
    };
    const ClosingWorld alone{.hasTrayHost = false, .canBeRaised = true, .isWatching = true};
    const auto with = [&](auto change) {
        ClosingWorld world = alone;
        change(world);
        return world;
    };
    add("a panel shows the icon", with([](auto &w) { w.hasTrayHost = true; }), Closing::HideInTray);
    add("a panel shows the icon, whatever the rule", with([](auto &w) {
            w.hasTrayHost = true;
            w.rule = CloseRule::Quit;
        }),
        Closing::HideInTray);
    add("no panel: ask", alone, Closing::Ask);
    add("no panel, and the answer is known", with([](auto &w) { w.rule = CloseRule::Sync; }),
        Closing::HideAway);
    add("no panel, and the other answer is known", with([](auto &w) { w.rule = CloseRule::Quit; }),
        Closing::Quit);
    add("nothing could bring the window back", with([](auto &w) {
            w.canBeRaised = false;
            w.rule = CloseRule::Sync;
        }),
        Closing::Quit);
    add("another Larder looks in the background", with([](auto &w) { w.isWatching = false; }), Closing::Quit);
}

void closing_test::means()
{
    QFETCH(ClosingWorld, world);
    QTEST(closing(world), "expected");
}

void closing_test::theQuestionIsAnsweredOnce()
{
    auto *question = new CloseQuestion(0, nullptr);
    QSignalSpy answers(question, &CloseQuestion::answered);
    question->open();
    question->checkBox()->setChecked(true);
    QTest::mouseClick(question->defaultButton(), Qt::LeftButton);
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers[0][0].value<CloseRule>(), CloseRule::Sync);
    QVERIFY(answers[0][1].toBool());
}

void closing_test::cancellingAnswersNothing()
{
    auto *question = new CloseQuestion(0, nullptr);
    QSignalSpy answers(question, &CloseQuestion::answered);
    question->open();
    QTest::keyClick(question, Qt::Key_Escape);
    QCOMPARE(answers.size(), 0);
}

void closing_test::saysWhatQuittingWouldStop()
{
    CloseQuestion idle(0, nullptr);
    QVERIFY(!idle.informativeText().contains(u"stops"_s));
    CloseQuestion busy(2, nullptr);
    QVERIFY2(busy.informativeText().contains(u"stops 2 run"_s), qPrintable(busy.informativeText()));
}

void closing_test::quittingNamesTheEditsThatWouldBeLost()
{
    QList<DatasetName> edited;
    for (const QChar letter : u"abcdefg"_s)
        edited << DatasetName{u"acme"_s, QString(letter)};
    auto *question = new QuitQuestion(edited, nullptr);
    QSignalSpy wanted(question, &QuitQuestion::editsWanted);
    QSignalSpy quits(question, &QuitQuestion::quitConfirmed);
    question->open();
    const QString words = question->informativeText();
    QVERIFY2(words.endsWith(u"acme/a\nacme/b\nacme/c\nacme/d\nacme/e\nand 2 more"_s), qPrintable(words));
    QTest::keyClick(question, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<DatasetName>(), edited.constFirst());
    QCOMPARE(quits.size(), 0);
}

QTEST_MAIN(closing_test)
#include "closing_test.moc"
