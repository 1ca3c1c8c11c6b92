#include "core/store/runlog.h"
#include "tests/support/expect.h"
#include "tests/support/pageworld.h"
#include "tests/support/widgets.h"
#include "ui/pages/activitymodel.h"
#include "ui/pages/activitypage.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/pill.h"

#include <QAbstractItemModelTester>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTreeView>

using namespace larder;
using namespace larder::test;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};

std::vector<Activity> entries(int count, qint64 newestId)
{
    std::vector<Activity> made;
    for (int i = 0; i < count; ++i) {
        made.push_back({.id = newestId - i,
                        .kind = ActivityKind::Changed,
                        .at = morning,
                        .customer = u"acme"_s,
                        .text = u"number %1"_s.arg(newestId - i)});
    }
    return made;
}

} // namespace

class activitypage_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theModelIsSound();
    void theModelReadsAsText();
    void saysTodayAndYesterdayAsTimeGoesOn();
    void saysThatNothingHasHappened();
    void showsTheNewestFirst();
    void filtersByWordsKindAndOutcome();
    void showsWhatComesWhileItIsOpen();
    void keepsItsPlaceWhenNewEntriesCome();
    void readsOlderEntriesAtTheEnd();
    void tellsAllThatIsKnownOfAnEntry();
    void showsWhatACommandSaid();
    void cutsNoEvent();
    void forgetsWhatWasForgotten();
    void everyControlHasAName();

private:
    void open();

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<ActivityPage> m_page;
    QTreeView *m_view = nullptr;
};

void activitypage_test::init()
{
    m_world = std::make_unique<PageWorld>();
}

void activitypage_test::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void activitypage_test::open()
{
    m_page = std::make_unique<ActivityPage>(m_world->services());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_view = m_page->findChild<QTreeView *>();
}

void activitypage_test::theModelIsSound()
{
    ActivityModel model(QTimeZone("Europe/Paris"));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy wanted(&model, &ActivityModel::olderWanted);
    model.replace(entries(3, 10), ActivityModel::More::Yes, morning);
    model.askForOlder();
    model.askForOlder(); // one question at a time
    model.append(entries(2, 7), ActivityModel::More::No, morning);
    model.askForOlder(); // there are none
    model.prepend(entries(1, 11), morning);
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.newestId(), 11);
    QCOMPARE(model.oldestId(), 6);
    QCOMPARE(wanted.size(), 1);
}

void activitypage_test::theModelReadsAsText()
{
    ActivityModel model(QTimeZone("Europe/Paris"));
    RunReport run{
        .dataset = shipments, .startedAt = morning, .finishedAt = morning + std::chrono::seconds(72)};
    run.outcome = Outcome::Fetched;
    run.fetchedFiles = 3;
    run.fetchedBytes = 12'000'000;
    RunReport failed{.dataset = shipments, .startedAt = morning, .finishedAt = morning};
    failed.outcome = Outcome::Failed;
    failed.error = Error{ErrorKind::SignInNeeded, u"the token has expired"_s, {}, u"sign in again"_s};
    Activity pruned{.kind = ActivityKind::Verified, .at = morning, .text = u"2 damaged, 2 mended"_s};
    model.replace({runActivity(run), runActivity(failed), pruned}, ActivityModel::More::No, morning);
    QCOMPARE(
        rowsOf(model),
        (QStringList{u"today 11:01 · Fetched · acme/shipments · 3 files fetched, 12 MB · 1 min 12 s"_s,
                     u"today 11:00 · Sign in · acme/shipments · failed: the token has expired; sign in again"
                     " · < 1 s"_s,
                     u"today 11:00 · Verified · the store · 2 damaged, 2 mended · "_s}));
}

void activitypage_test::saysTodayAndYesterdayAsTimeGoesOn()
{
    ActivityModel model(QTimeZone("Europe/Paris"));
    model.replace(entries(1, 1), ActivityModel::More::No, morning);
    QCOMPARE(model.index(0, 0).data().toString(), u"today 11:00"_s);
    model.tellAgain(morning + std::chrono::hours(20));
    QCOMPARE(model.index(0, 0).data().toString(), u"yesterday 11:00"_s);
}

void activitypage_test::saysThatNothingHasHappened()
{
    open();
    QTRY_VERIFY2(shows(*m_page, u"Nothing has happened yet"_s), wordsOn(*m_page));
}

void activitypage_test::showsTheNewestFirst()
{
    m_world->log(u"acme/shipments"_s, u"the first"_s);
    m_world->log(u"acme/shipments"_s, u"the second"_s);
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 2);
    QVERIFY(rowsOf(*m_view->model()).first().contains(u"the second"_s));
}

void activitypage_test::filtersByWordsKindAndOutcome()
{
    m_world->logRun(u"acme/shipments"_s, Outcome::Fetched);
    m_world->logRun(u"acme/shipments"_s, Outcome::Failed,
                    Error{ErrorKind::Network, u"the host is away"_s, {}, {}});
    m_world->logRun(u"globex/orders"_s, Outcome::Unchanged);
    m_world->log(u"acme/shipments"_s, u"keeps 20260801"_s, ActivityKind::Pinned);
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 4);
    auto *words = named<QLineEdit>(*m_page, u"Search the activity"_s);
    write(*words, u"globex"_s);
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
    write(*words, u"acme away"_s);
    QTRY_VERIFY(m_view->model()->rowCount() == 1 && rowsOf(*m_view->model()).first().contains(u"Failed"_s));
    write(*words, u"no such thing"_s);
    QTRY_VERIFY2(shows(*m_page, u"Nothing that happened matches"_s), wordsOn(*m_page));
    words->clear();
    QTRY_COMPARE(m_view->model()->rowCount(), 4);

    auto *kinds = named<QComboBox>(*m_page, u"Kind of entries"_s);
    kinds->setCurrentText(u"Snapshots"_s);
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
    kinds->setCurrentIndex(0);
    QTRY_COMPARE(m_view->model()->rowCount(), 4);
    auto *outcomes = named<QComboBox>(*m_page, u"Outcome of the runs"_s);
    outcomes->setCurrentText(u"Failed"_s);
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
}

void activitypage_test::showsWhatComesWhileItIsOpen()
{
    m_world->watch.start(std::chrono::milliseconds(50));
    open();
    QTRY_VERIFY2(shows(*m_page, u"Nothing has happened yet"_s), wordsOn(*m_page));
    const DatasetFolder folder = m_world->store.add(shipments.text()); // as another process would
    m_world->log(u"acme/shipments"_s, u"bound to somewhere"_s, ActivityKind::Added);
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
    QVERIFY(m_view->isVisible());
}

void activitypage_test::keepsItsPlaceWhenNewEntriesCome()
{
    for (int i = 0; i < 100; ++i)
        m_world->log(u"acme/shipments"_s, u"number %1"_s.arg(i));
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 100);
    m_view->setCurrentIndex(m_view->model()->index(50, 0));
    m_view->verticalScrollBar()->setValue(777);
    const QString top = m_view->indexAt({1, 0}).siblingAtColumn(3).data().toString();
    const int offset = m_view->visualRect(m_view->indexAt({1, 0})).top();
    m_world->log(u"acme/shipments"_s, u"new"_s);
    Q_EMIT m_world->engine.runFinished({shipments, Trigger::Background, RunReport{}});
    QTRY_COMPARE(m_view->model()->rowCount(), 101);
    QCOMPARE(m_view->indexAt({1, 0}).siblingAtColumn(3).data().toString(), top);
    QCOMPARE(m_view->visualRect(m_view->indexAt({1, 0})).top(), offset);
    QCOMPARE(m_view->currentIndex().row(), 51);

    m_view->verticalScrollBar()->setValue(0); // who looks at the newest sees what comes
    m_world->log(u"acme/shipments"_s, u"newer"_s);
    Q_EMIT m_world->engine.runFinished({shipments, Trigger::Background, RunReport{}});
    QTRY_COMPARE(m_view->model()->rowCount(), 102);
    QCOMPARE(m_view->indexAt({1, 0}).row(), 0);
}

void activitypage_test::readsOlderEntriesAtTheEnd()
{
    auto catalog = Catalog::open(m_world->store.home().data().catalog());
    VERIFY_VALUE(catalog);
    for (int i = 0; i < 1620; ++i) {
        VERIFY_VALUE(catalog->addActivity({.kind = ActivityKind::Changed,
                                           .at = morning,
                                           .customer = u"acme"_s,
                                           .text = u"number %1"_s.arg(i)}));
    }
    open();
    QTRY_VERIFY(m_view->model()->rowCount() >= 500);
    QVERIFY2(m_view->model()->rowCount() <= 1000, "all was read although nobody asked for it");
    m_view->setFocus();
    const auto reachesTheEnd = [this] {
        QTest::keyClick(m_view, Qt::Key_End);
        return m_view->model()->rowCount() == 1620;
    };
    QTRY_VERIFY(reachesTheEnd());
    QVERIFY(rowsOf(*m_view->model()).last().contains(u"number 0"_s));
}

void activitypage_test::showsWhatACommandSaid()
{
    const DatasetFolder folder = m_world->store.add(shipments.text());
    QVERIFY(keepRunLog(folder.layout(), u"r1-after-1"_s, "loading\nno such table\n"));
    auto catalog = Catalog::open(m_world->store.home().data().catalog());
    VERIFY_VALUE(catalog);
    VERIFY_VALUE(catalog->addActivity(
        {.kind = ActivityKind::After,
         .at = morning,
         .customer = u"acme"_s,
         .dataset = u"shipments"_s,
         .text = u"python load.py"_s,
         .run = RunReport{.runId = u"r1-after-1"_s,
                          .dataset = shipments,
                          .startedAt = morning - std::chrono::seconds(72),
                          .finishedAt = morning,
                          .outcome = Outcome::Failed,
                          .hasLog = true,
                          .error =
                              Error{ErrorKind::CommandFailed, u"the command ended with exit 5"_s, {}, {}}}}));
    m_world->logRun(u"acme/shipments"_s, Outcome::Fetched);
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 2);
    QVERIFY(!named<QPlainTextEdit>(*m_page, u"What the command said"_s));
    m_view->setCurrentIndex(m_view->model()->index(1, 0));
    const QString row = rowsOf(*m_view->model()).last();
    QVERIFY2(row.contains("Command after"_L1)
                 && row.contains("python load.py: the command ended with exit 5"_L1),
             qPrintable(row));
    QTRY_VERIFY(named<QPlainTextEdit>(*m_page, u"What the command said"_s));
    QCOMPARE(named<QPlainTextEdit>(*m_page, u"What the command said"_s)->toPlainText(),
             u"loading\nno such table\n"_s);
    QVERIFY2(shows(*m_page, u"python load.py"_s), wordsOn(*m_page));
    m_view->setCurrentIndex(m_view->model()->index(0, 0));
    QTRY_VERIFY(!named<QPlainTextEdit>(*m_page, u"What the command said"_s));
}

void activitypage_test::tellsAllThatIsKnownOfAnEntry()
{
    m_world->logRun(u"acme/shipments"_s, Outcome::Failed,
                    Error{ErrorKind::Network, u"the host is away"_s, u"https://acme.example/"_s,
                          u"see whether the network is up"_s});
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
    QVERIFY2(shows(*m_page, u"Select an entry"_s), wordsOn(*m_page));
    m_view->setFocus();
    QTest::keyClick(m_view, Qt::Key_Home);
    m_view->setCurrentIndex(m_view->model()->index(0, 0));
    for (const QString &words : {u"the host is away"_s, u"https://acme.example/"_s,
                                 u"see whether the network is up"_s, u"12 seconds"_s, u"a person"_s})
        QTRY_VERIFY2(shows(*m_page, words), wordsOn(*m_page));
}

void activitypage_test::cutsNoEvent()
{
    constexpr int kinds = static_cast<int>(ActivityKind::Tended) + 1;
    for (int kind = 0; kind < kinds; ++kind)
        m_world->log(u"acme/shipments"_s, u"told"_s, static_cast<ActivityKind>(kind));
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), kinds);
    const int room = m_view->columnWidth(ActivityModel::EventColumn) - 2 * cellPadding;
    for (int row = 0; row < kinds; ++row) {
        const QModelIndex event = m_view->model()->index(row, ActivityModel::EventColumn);
        const QString word = event.data(PillRole).value<Pill>().word;
        QVERIFY2(pillSize(m_view->font(), word).width() <= room, qPrintable(word));
    }
}

void activitypage_test::forgetsWhatWasForgotten()
{
    (void)m_world->store.add(shipments.text());
    m_world->log(shipments.text(), u"bound"_s);
    m_world->log(u"globex/orders"_s, u"bound"_s);
    m_world->watch.start(std::chrono::milliseconds(50));
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 2);
    auto catalog = Catalog::open(m_world->store.home().data().catalog());
    VERIFY_VALUE(catalog);
    VERIFY_VALUE(catalog->forget(u"acme"_s, {}));
    QSignalSpy told(&m_world->watch, &HomeWatch::rowsChanged);
    QVERIFY(QDir(m_world->store.home().data().dataset(shipments).folder()).removeRecursively());
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
}

void activitypage_test::everyControlHasAName()
{
    m_world->log(shipments.text(), u"bound"_s);
    open();
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
    QCOMPARE(namelessControl(*m_page), QByteArray());
}

QTEST_MAIN(activitypage_test)
#include "activitypage_test.moc"
