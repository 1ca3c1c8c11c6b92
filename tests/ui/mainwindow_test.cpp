#include "core/base/atomicfile.h"
#include "core/engine/scheduler.h"
#include "core/sync/sample.h"
#include "tests/support/expect.h"
#include "tests/support/judgedrows.h"
#include "tests/support/pageworld.h"
#include "tests/support/widgets.h"
#include "ui/dialogs/adddatasetdialog.h"
#include "ui/mainwindow.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetsview.h"
#include "ui/sizespinbox.h"
#include "ui/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QStackedWidget>

using namespace larder;
using namespace larder::test;

class mainwindow_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keysLeadToEachPlace();
    void theKeyOfTheDatasetsLeadsIntoTheTable();
    void arrowsMoveInTheNavigation();
    void theActionOfAPlaceOpensIt();
    void addsADatasetAndFetchesIt();
    void takesAFolderThatIsDropped();
    void ignoresWhatIsNoAddress();
    void playsTheSampleTwice();
    void saysWhatTheStoreHolds();
    void saysWhyNothingIsLookedForInTheBackground();
    void saysOneFigureOfWhatTheStoreHolds();
    void aSmallerBudgetIsAskedAboutAlsoFromTheSettings();
    void forgetsAFailureOnceItsDatasetIsWell();
    void tellsOnceThatTheCatalogWasDamaged();
    void remembersHowItWasLeft();
    void followsAChosenColourScheme();
    void everyControlHasAName();
    void saysOnceThatItIsPainted();

private:
    [[nodiscard]] QString placeName() const;
    [[nodiscard]] MainWindow::Seam seam();

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<DatasetsModel> m_model;
    std::unique_ptr<Scheduler> m_scheduler;
    std::unique_ptr<MainWindow> m_window;
};

MainWindow::Seam mainwindow_test::seam()
{
    return {m_world->engine, m_world->watch, *m_scheduler,    *m_model,
            m_world->clock,  m_world->tasks, m_world->sync(), m_world->settings};
}

void mainwindow_test::init()
{
    m_world = std::make_unique<PageWorld>();
    m_model = std::make_unique<DatasetsModel>(QTimeZone("Europe/Paris"));
    m_scheduler = std::make_unique<Scheduler>(m_world->store.home().data().schedulerLock(), m_world->clock,
                                              [] { return true; });
    connect(&m_world->watch, &HomeWatch::rowsChanged, m_model.get(), &DatasetsModel::takeRows);
    m_window = std::make_unique<MainWindow>(seam());
    m_window->bringToFront();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_world->watch.start(std::chrono::milliseconds(50));
}

void mainwindow_test::cleanup()
{
    m_window.reset();
    m_scheduler.reset();
    m_model.reset();
    m_world.reset();
}

QString mainwindow_test::placeName() const
{
    auto *places = named<QListWidget>(*m_window, u"Places"_s);
    const auto *stack = m_window->centralWidget()->findChild<QStackedWidget *>(Qt::FindDirectChildrenOnly);
    return stack->currentIndex() == places->currentRow() ? places->currentItem()->text() : u"?"_s;
}

void mainwindow_test::keysLeadToEachPlace()
{
    QCOMPARE(placeName(), u"Datasets"_s);
    for (const auto &[key, name] : {std::pair{Qt::Key_2, u"Activity"_s},
                                    {Qt::Key_3, u"Caches"_s},
                                    {Qt::Key_4, u"Storage"_s},
                                    {Qt::Key_5, u"Settings"_s},
                                    {Qt::Key_1, u"Datasets"_s}}) {
        QTest::keyClick(m_window.get(), key, Qt::AltModifier);
        QCOMPARE(placeName(), name);
        QVERIFY(!named<QListWidget>(*m_window, u"Places"_s)->hasFocus());
    }
}

void mainwindow_test::theKeyOfTheDatasetsLeadsIntoTheTable()
{
    QTRY_VERIFY(button(*m_window, u"Try with sample data"_s)); // nobody has a dataset yet
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
    QCOMPARE(m_window->focusWidget(), button(*m_window, u"Add dataset…"_s));
    (void)m_world->store.add(u"acme/shipments"_s);
    m_world->watch.lookNow();
    QTRY_VERIFY(named<DatasetsView>(*m_window, u"Datasets"_s));
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
    QCOMPARE(m_window->focusWidget(), named<DatasetsView>(*m_window, u"Datasets"_s));
}

void mainwindow_test::arrowsMoveInTheNavigation()
{
    auto *places = named<QListWidget>(*m_window, u"Places"_s);
    places->setFocus();
    QTest::keyClick(places, Qt::Key_Down);
    QCOMPARE(placeName(), u"Activity"_s);
    QVERIFY(places->hasFocus());
    QTest::keyClick(places, Qt::Key_Down);
    QCOMPARE(placeName(), u"Caches"_s);
    QTest::keyClick(places, Qt::Key_Home);
    QCOMPARE(placeName(), u"Datasets"_s);
}

/// As a screen reader or a voice does it.
void mainwindow_test::theActionOfAPlaceOpensIt()
{
    const QAccessibleInterface *places =
        QAccessible::queryAccessibleInterface(named<QListWidget>(*m_window, u"Places"_s));
    const auto act = [&](int place) {
        QAccessibleActionInterface *actions = places->child(place)->actionInterface();
        actions->doAction(actions->actionNames().value(0));
    };
    act(2);
    QCOMPARE(placeName(), u"Caches"_s);
    act(2); // selects no more; it stays where it is
    QCOMPARE(placeName(), u"Caches"_s);
    QVERIFY(places->child(2)->state().selected);
    act(0);
    QCOMPARE(placeName(), u"Datasets"_s);
}

void mainwindow_test::addsADatasetAndFetchesIt()
{
    const QString folder = m_world->exports(u"shipments"_s, {{"a.csv", "1,2\n"}});
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::AltModifier);
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    auto *dialog = m_window->findChild<AddDatasetDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    write(*named<QLineEdit>(*dialog, u"Address of the data"_s), folder);
    write(*named<QLineEdit>(*dialog, u"Display name of the new customer"_s), u"Acme"_s);
    QTRY_VERIFY(button(*dialog, u"Add"_s) && button(*dialog, u"Add"_s)->isEnabled());
    QSignalSpy finished(&m_world->engine, &Engine::runFinished);
    click(*button(*dialog, u"Add"_s));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(placeName(), u"Datasets"_s);
    const auto record = m_world->store.home().dataset({u"acme"_s, u"shipments"_s}).record();
    VERIFY_VALUE(record);
    QVERIFY(!record->newest.isEmpty());
    QTRY_VERIFY(m_model->indexOf({u"acme"_s, u"shipments"_s}).isValid());
}

void mainwindow_test::takesAFolderThatIsDropped()
{
    const QString folder = m_world->exports(u"orders"_s, {{"a.csv", "1,2\n"}});
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    auto *dialog = m_window->findChild<AddDatasetDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(named<QLineEdit>(*dialog, u"Address of the data"_s)->text(), folder);
    m_window->addDataset(u"https://acme.example/"_s); // a second wish goes into the same dialog
    QCOMPARE(m_window->findChildren<AddDatasetDialog *>().size(), 1);
    QCOMPARE(named<QLineEdit>(*dialog, u"Address of the data"_s)->text(), u"https://acme.example/"_s);
}

void mainwindow_test::ignoresWhatIsNoAddress()
{
    QMimeData data;
    data.setText(u"hello"_s);
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void mainwindow_test::playsTheSampleTwice()
{
    QSignalSpy finished(&m_world->engine, &Engine::runFinished);
    m_window->addDataset({});
    auto *dialog = m_window->findChild<AddDatasetDialog *>();
    click(*button(*dialog, u"Try with sample data"_s));
    QTRY_COMPARE(finished.size(), 1);
    const auto record = m_world->store.home().dataset(sampleDataset()).record();
    VERIFY_VALUE(record);
    QVERIFY(!record->newest.isEmpty());
    m_window->addDataset({});
    auto *again = m_window->findChild<AddDatasetDialog *>();
    QTRY_VERIFY(button(*again, u"Let the sample customer upload again"_s));
    click(*button(*again, u"Let the sample customer upload again"_s));
    QTRY_COMPARE(finished.size(), 2);
    const auto later = m_world->store.home().dataset(sampleDataset()).record();
    VERIFY_VALUE(later);
    QVERIFY(later->newest != record->newest);
}

void mainwindow_test::saysWhatTheStoreHolds()
{
    QTRY_VERIFY2(shows(*m_window, u"Store 0 bytes · background sync off"_s), wordsOn(*m_window));
    m_world->settings.change([](Settings &settings) { settings.budgetBytes = 50'000'000'000; });
    QVERIFY2(shows(*m_window, u"Store 0 bytes of 50 GB"_s), wordsOn(*m_window));
}

void mainwindow_test::saysWhyNothingIsLookedForInTheBackground()
{
    // As in a home that takes nothing more: the file cannot be opened for writing.
    const QString lock = m_world->store.home().data().schedulerLock();
    QVERIFY(QDir().mkpath(lock));
    const SystemClock clock;
    Scheduler scheduler(lock, clock, [] { return true; });
    MainWindow window({m_world->engine, m_world->watch, scheduler, *m_model, clock, m_world->tasks,
                       m_world->sync(), m_world->settings});
    window.bringToFront();
    (void)m_world->store.add(u"acme/shipments"_s);
    m_world->watch.lookNow();
    scheduler.start();
    QTRY_VERIFY2(shows(window, u"background sync off: cannot look in the background: Is a directory"_s),
                 wordsOn(window));
}

/// At the foot and on the page, whatever is stored, while a download is unfinished and after it.
void mainwindow_test::saysOneFigureOfWhatTheStoreHolds()
{
    const DatasetFolder folder = m_world->store.add(u"acme/shipments"_s);
    VERIFY_VALUE(m_world->store.fetch(folder, {{"a", QByteArray(3000, 'a')}}, m_world->clock.now()));
    const QString partials = m_world->store.home().store().partials();
    VERIFY_VALUE(makeDirectory(partials));
    QFile partial(partials + u"/half"_s);
    QVERIFY(partial.open(QIODevice::WriteOnly) && partial.write(QByteArray(2000, 'b')) == 2000);
    partial.close();
    const auto agree = [this](const QString &figure) {
        return shows(*m_window, u"Store "_s + figure) && shows(*m_window, figure + u" stored"_s);
    };
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::AltModifier);
    QTRY_VERIFY2(agree(u"5 kB"_s), wordsOn(*m_window));
    QVERIFY(partial.remove());
    VERIFY_VALUE(m_world->store.fetch(folder, {{"a", QByteArray(4000, 'c')}}, m_world->clock.now()));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_VERIFY2(agree(u"7 kB"_s), wordsOn(*m_window));
}

/// Wherever it is written: what it would remove is shown, and only the answer puts it in force.
void mainwindow_test::aSmallerBudgetIsAskedAboutAlsoFromTheSettings()
{
    Binding binding = StoreHome::someBinding();
    binding.keep = 1;
    const DatasetFolder folder = m_world->store.add(u"acme/shipments"_s, binding);
    for (int i = 0; i < 2; ++i)
        VERIFY_VALUE(m_world->store.fetch(folder, {{"a", QByteArray(1000, char('a' + i))}},
                                          m_world->clock.now() - std::chrono::hours(90 - i)));
    const auto writeBudget = [this](const QString &text) {
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::AltModifier);
        auto *budget = named<SizeSpinBox>(*m_window, u"Budget"_s);
        budget->setFocus();
        budget->selectAll();
        QTest::keyClicks(budget, text);
        QTest::keyClick(budget, Qt::Key_Return);
        return budget;
    };
    auto *budget = writeBudget(u"1 GB"_s); // holds all that is stored: nothing to ask
    QTRY_COMPARE(m_world->settings.settings().budgetBytes, 1'000'000'000);
    QCOMPARE(placeName(), u"Settings"_s);

    writeBudget(u"1 kB"_s);
    QTRY_COMPARE(placeName(), u"Storage"_s);
    QTRY_VERIFY2(shows(*m_window, u"1 snapshot would go"_s), wordsOn(*m_window));
    QCOMPARE(m_world->settings.settings().budgetBytes, 1'000'000'000);
    click(*button(*m_window, u"Close"_s));
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::AltModifier);
    QCOMPARE(budget->bytes(), 1'000'000'000);

    writeBudget(u"1 kB"_s);
    QTRY_VERIFY(button(*m_window, u"Set the budget and remove them"_s));
    click(*button(*m_window, u"Set the budget and remove them"_s));
    QTRY_COMPARE(m_world->settings.settings().budgetBytes, 1'000);
    QTRY_COMPARE(folder.snapshots()->size(), size_t(1));
}

void mainwindow_test::forgetsAFailureOnceItsDatasetIsWell()
{
    const DatasetName dataset{u"acme"_s, u"shipments"_s};
    const auto finish = [&](Trigger trigger, Outcome outcome, Instant at) {
        RunReport report{.dataset = dataset, .trigger = trigger, .startedAt = at, .outcome = outcome};
        if (outcome == Outcome::Failed)
            report.error = Error{ErrorKind::Network, u"the source is down"_s, {}, {}};
        Q_EMIT m_world->engine.runFinished({dataset, trigger, report});
    };
    finish(Trigger::Person, Outcome::Failed, noon - std::chrono::hours(4));
    QTRY_VERIFY(shows(*m_window, u"acme/shipments: failed: the source is down"_s));
    finish(Trigger::Background, Outcome::Unchanged, noon - std::chrono::hours(3));
    QTRY_VERIFY2(!shows(*m_window, u"the source is down"_s), wordsOn(*m_window));
    QVERIFY(shows(*m_window, u"acme/shipments: nothing changed"_s));

    finish(Trigger::Person, Outcome::Failed, noon - std::chrono::hours(4));
    QTRY_VERIFY(shows(*m_window, u"the source is down"_s));
    m_model->takeRows(rowsTold({{.name = u"acme/orders"_s}})); // of another one
    QVERIFY(shows(*m_window, u"the source is down"_s));
    m_model->takeRows(rowsTold({{}})); // another process confirmed it an hour later
    QTRY_VERIFY2(!shows(*m_window, u"the source is down"_s), wordsOn(*m_window));
    finish(Trigger::Person, Outcome::Failed, noon - std::chrono::hours(1));
    m_model->takeRows(rowsTold({{}})); // confirmed before that
    QTRY_VERIFY(shows(*m_window, u"the source is down"_s));
}

void mainwindow_test::tellsOnceThatTheCatalogWasDamaged()
{
    QTRY_VERIFY(button(*m_window, u"Try with sample data"_s)); // read
    const QString words = u"The catalog was damaged and is made anew"_s;
    QVERIFY(!shows(*m_window, words));
    (void)m_world->store.add(u"acme/shipments"_s);
    const QString path = m_world->store.home().data().catalog();
    QFile::remove(path + u"-wal"_s);
    QFile damaged(path);
    QVERIFY(damaged.open(QIODevice::WriteOnly | QIODevice::Truncate));
    damaged.write(QByteArray(9000, 'x'));
    damaged.close();
    VERIFY_VALUE(Catalog::open(path)); // as whichever process comes first does
    Q_EMIT m_world->watch.readSucceeded();
    QTRY_VERIFY2(shows(*m_window, words), wordsOn(*m_window));
    QVERIFY(button(*m_window, u"Open folder"_s));
    const QByteArray state = m_window->remembered();
    m_window = std::make_unique<MainWindow>(seam());
    m_window->recall(state);
    m_window->bringToFront();
    Q_EMIT m_world->watch.readSucceeded();
    bool isLater = false;
    const Task after = m_world->tasks.run(
        m_window.get(), [](std::stop_token) { return Result<void>(); },
        [&](const Result<void> &) { isLater = true; });
    QTRY_VERIFY(isLater);
    QVERIFY(!shows(*m_window, words));
}

void mainwindow_test::remembersHowItWasLeft()
{
    m_window->resize(780, 560);
    m_window->showPlace(MainWindow::Place::Storage);
    const QByteArray state = m_window->remembered();
    m_window = std::make_unique<MainWindow>(seam());
    m_window->recall(state);
    m_window->bringToFront();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QCOMPARE(placeName(), u"Storage"_s);
    QCOMPARE(m_window->size(), QSize(780, 560));
    m_window->recall("no such thing");
    QCOMPARE(placeName(), u"Storage"_s);
}

void mainwindow_test::followsAChosenColourScheme()
{
    Appearance appearance(Qt::ColorScheme::Light);
    QCOMPARE(m_window->palette().color(QPalette::Window), colorsFor(Qt::ColorScheme::Light).panel);
    appearance.choose(Qt::ColorScheme::Dark);
    QCOMPARE(m_window->palette().color(QPalette::Window), colorsFor(Qt::ColorScheme::Dark).panel);
    appearance.choose(Qt::ColorScheme::Light);
}

void mainwindow_test::everyControlHasAName()
{
    for (const auto place :
         {MainWindow::Place::Datasets, MainWindow::Place::Activity, MainWindow::Place::Caches,
          MainWindow::Place::Storage, MainWindow::Place::Settings}) {
        m_window->showPlace(place);
        QCOMPARE(namelessControl(*m_window), QByteArray());
    }
}

/// What begins after the first paint (tray, watch, scheduler) begins once.
void mainwindow_test::saysOnceThatItIsPainted()
{
    MainWindow window(seam());
    QSignalSpy painted(&window, &MainWindow::painted);
    window.bringToFront();
    QVERIFY(painted.isEmpty());
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_COMPARE(painted.size(), 1);
    window.hide();
    window.bringToFront();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::processEvents();
    QCOMPARE(painted.size(), 1);
}

QTEST_MAIN(mainwindow_test)
#include "mainwindow_test.moc"
