#include "core/engine/taskrunner.h"
#include "tests/support/judgedrows.h"
#include "tests/support/syncworld.h"
#include "tests/support/widgets.h"
#include "ui/models/datasetsfilter.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetspage.h"
#include "ui/pages/datasetsview.h"
#include "ui/pages/details/detailspanel.h"
#include "ui/pages/details/reportdialog.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace larder;
using namespace larder::test;

namespace {

QStringList texts(const QVariant &names)
{
    QStringList texts;
    for (const DatasetName &name : names.value<QList<DatasetName>>())
        texts << name.text();
    return texts;
}

} // namespace

class datasetspage_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsNothingUntilTheHomeWasRead();
    void greetsWhoHasNoDatasets();
    void saysWhyTheHomeCannotBeRead();
    void keepsOldRowsUnderAReadError();
    void countsWhatIsNotFresh();
    void refreshesWhatIsSelected();
    void searchesAndGivesEverythingBack();
    void keepsTheSelectionWhileSearching();
    void choosesByStateWithKeys();
    void saysThatNothingMatches();
    void sortsHidesColumnsAndRemembersBoth();
    void sortsAndHidesColumnsByKeys();
    void refreshesWhatIsStaleByAKey();
    void offersPausing();
    void saysWhenItSyncsNext();
    void asksOnceBeforeForcing();
    void refreshesAWholeCustomer();
    void copiesPathsAndSnippets();
    void pinsHoldsAndReports();
    void saysInALineWhatFailed();
    void showsTheLastDaysOfTheLog();
    void showsADatasetThatIsAskedFor();
    void hidesTheDetails();
    void refreshesWithOneClickOnARow();
    void stopsARunWithTheSameButton();
    void movesOverCustomersWithTheArrows();
    void hasButtonsOnlyForRowsThatCanBeSeen();
    void keepsUpWithTenThousandRows();
    void everyControlHasAName();
    void hasItsFontsAlsoUnderAStyleSheet();

private:
    DatasetsView *view() const;
    bool isTableShown() const;
    QPushButton *button(const QString &text) const;
    QToolButton *rowButton(const QString &name) const;
    bool shows(const QString &text) const;
    bool choose(const QString &action) const;
    void openMenuOf(const QString &dataset) const;
    QModelIndex indexOf(const QString &dataset, int column = 0) const;
    void select(const QString &dataset) const;
    QStringList visibleRows() const;
    QLineEdit *searchField() const;

    std::unique_ptr<SyncWorld> m_world;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<DatasetsModel> m_model;
    std::unique_ptr<DatasetsPage> m_page;
};

void datasetspage_test::init()
{
    m_model = std::make_unique<DatasetsModel>(QTimeZone("Europe/Paris"));
    m_world = std::make_unique<SyncWorld>(noon);
    m_tasks = std::make_unique<TaskRunner>();
    m_page = std::make_unique<DatasetsPage>(DatasetsPage::Services{*m_model, *m_tasks, m_world->services()});
    m_page->resize(1200, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void datasetspage_test::cleanup()
{
    m_page.reset();
    m_tasks.reset();
    m_model.reset();
    m_world.reset();
}

/// Once there were rows.
DatasetsView *datasetspage_test::view() const
{
    return m_page->findChild<DatasetsView *>();
}

bool datasetspage_test::isTableShown() const
{
    return view() && view()->isVisible();
}

/// The entry of the menu that is open.
bool datasetspage_test::choose(const QString &action) const
{
    for (auto *menu : m_page->findChildren<QMenu *>()) {
        for (QAction *entry : menu->actions()) {
            const bool isMeant = plain(entry->text()) == action && entry->isEnabled() && entry->isVisible();
            if (isMeant && (menu->isVisible() || qobject_cast<QMenu *>(menu->parent()))) {
                entry->trigger();
                for (auto *open : m_page->findChildren<QMenu *>())
                    open->close();
                return true;
            }
        }
    }
    return false;
}

void datasetspage_test::openMenuOf(const QString &dataset) const
{
    select(dataset);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(view(), &event);
}

QModelIndex datasetspage_test::indexOf(const QString &dataset, int column) const
{
    const auto *filter = qobject_cast<DatasetsFilter *>(view()->model());
    return filter->indexOf(*DatasetName::parse(dataset), column);
}

/// As a click without keys does; QTest leaves the keys of its last click held down.
void datasetspage_test::select(const QString &dataset) const
{
    view()->selectionModel()->setCurrentIndex(
        indexOf(dataset), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QLineEdit *datasetspage_test::searchField() const
{
    for (auto *field : m_page->findChildren<QLineEdit *>()) {
        if (field->accessibleName() == u"Search customers, datasets and sources"_s)
            return field;
    }
    return nullptr;
}

QStringList datasetspage_test::visibleRows() const
{
    QStringList rows;
    for (QModelIndex index = view()->model()->index(0, 0); index.isValid();
         index = view()->indexBelow(index)) {
        if (index.parent().isValid())
            rows << index.data(DatasetsModel::NameRole).toString();
    }
    return rows;
}

QPushButton *datasetspage_test::button(const QString &text) const
{
    for (auto *button : m_page->findChildren<QPushButton *>()) {
        if (plain(button->text()) == text)
            return button;
    }
    return nullptr;
}

QToolButton *datasetspage_test::rowButton(const QString &name) const
{
    for (auto *button : view()->viewport()->findChildren<QToolButton *>()) {
        if (button->accessibleName() == name)
            return button;
    }
    return nullptr;
}

bool datasetspage_test::shows(const QString &text) const
{
    const auto labels = m_page->findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&](const QLabel *label) {
        return label->isVisible() && (label->text() == text || label->accessibleName() == text);
    });
}

void datasetspage_test::showsNothingUntilTheHomeWasRead()
{
    QVERIFY(!shows(u"No datasets yet"_s));
    QVERIFY(!view()); // the first paint does not wait for it
}

void datasetspage_test::greetsWhoHasNoDatasets()
{
    m_page->showReading();
    QVERIFY(shows(u"No datasets yet"_s));
    QSignalSpy added(m_page.get(), &DatasetsPage::addRequested);
    QSignalSpy sampled(m_page.get(), &DatasetsPage::sampleRequested);
    for (auto *each : m_page->findChildren<QPushButton *>()) {
        if (each->isVisible()
            && (each->text() == u"Add dataset…"_s || each->text() == u"Try with sample data"_s))
            each->click();
    }
    QCOMPARE(added.size(), 1);
    QCOMPARE(sampled.size(), 1);
    m_model->takeRows(rowsTold({{}}));
    QTRY_VERIFY(isTableShown());
    m_model->takeRows(rowsTold({}, {u"acme/shipments"_s}));
    QTRY_VERIFY(shows(u"No datasets yet"_s));
}

void datasetspage_test::saysWhyTheHomeCannotBeRead()
{
    QSignalSpy retried(m_page.get(), &DatasetsPage::retryRequested);
    m_page->showReadError({ErrorKind::Storage, u"the disk is gone"_s, {}, {}});
    QVERIFY(shows(u"The datasets cannot be read"_s));
    for (auto *retry : m_page->findChildren<QPushButton *>()) {
        if (retry->isVisible() && retry->text() == u"Try again"_s)
            retry->click();
    }
    QCOMPARE(retried.size(), 1);
}

void datasetspage_test::keepsOldRowsUnderAReadError()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    m_page->showReadError({ErrorKind::Storage, u"the disk is gone"_s, {}, {}});
    QVERIFY(isTableShown());
    QVERIFY(shows(u"the disk is gone"_s));
    m_page->showReading();
    QVERIFY(!shows(u"the disk is gone"_s));
}

void datasetspage_test::countsWhatIsNotFresh()
{
    m_page->showReading();
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s, .state = State::Stale}}));
    QTRY_VERIFY(button(u"Refresh 1 stale"_s));
    m_model->takeRows(rowsTold({{.name = u"a/3"_s, .state = State::Missing}}));
    QTRY_VERIFY(button(u"Refresh 2 not fresh"_s));
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    button(u"Refresh 2 not fresh"_s)->click();
    QCOMPARE(texts(refreshed.first().first()), (QStringList{u"a/2"_s, u"a/3"_s}));

    m_model->showStarted(*DatasetName::parse(u"a/2"));
    m_model->showStarted(*DatasetName::parse(u"a/3"));
    QTRY_VERIFY(button(u"Refreshing…"_s) && !button(u"Refreshing…"_s)->isEnabled());
    m_model->takeRows(rowsTold({{.name = u"a/2"_s}, {.name = u"a/3"_s}}));
    QTRY_VERIFY(button(u"All fresh"_s));
}

void datasetspage_test::refreshesWhatIsSelected()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s}, {.name = u"b/3"_s}}));
    m_page->showReading();
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    view()->clearSelection();
    m_page->refreshSelected();
    QCOMPARE(refreshed.size(), 0);
    view()->selectAll();
    m_page->refreshSelected();
    QCOMPARE(texts(refreshed.first().first()).size(), 3);

    select(u"b/3"_s);
    m_page->refreshSelected();
    QCOMPARE(texts(refreshed.last().first()), QStringList{u"b/3"_s});
    m_model->takeRows(rowsTold({{.name = u"b/3"_s, .state = State::Stale}}));
    m_page->refreshSelected();
    QCOMPARE(texts(refreshed.last().first()), QStringList{u"b/3"_s}); // the selection survived the change
}

void datasetspage_test::searchesAndGivesEverythingBack()
{
    m_model->takeRows(rowsTold({{.name = u"a/orders"_s, .displayName = u"Änne"_s},
                                {.name = u"b/orders"_s, .displayName = u"Bolt"_s},
                                {.name = u"b/prices"_s, .displayName = u"Bolt"_s}}));
    m_page->showReading();
    QTest::keyClick(view(), Qt::Key_F, Qt::ControlModifier);
    auto *search = searchField();
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"bolt ord"_s);
    QTRY_COMPARE(visibleRows(), QStringList{u"b/orders"_s});
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(visibleRows(), (QStringList{u"a/orders"_s, u"b/orders"_s, u"b/prices"_s}));
    QVERIFY(search->text().isEmpty());
}

void datasetspage_test::keepsTheSelectionWhileSearching()
{
    m_model->takeRows(rowsTold({{.name = u"a/one"_s}, {.name = u"a/two"_s}, {.name = u"a/three"_s}}));
    m_page->showReading();
    select(u"a/two"_s);
    auto *search = searchField();
    QTest::keyClicks(search, u"three"_s);
    QTRY_COMPARE(visibleRows(), QStringList{u"a/three"_s});
    QVERIFY(view()->selectedDatasets().isEmpty());
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(view()->selectedDatasets(), QList{*DatasetName::parse(u"a/two")});
    QCOMPARE(view()->currentIndex().data(DatasetsModel::NameRole).toString(), u"a/two"_s);
}

void datasetspage_test::choosesByStateWithKeys()
{
    m_model->takeRows(
        rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s, .state = State::Stale}, {.name = u"a/3"_s}}));
    m_page->showReading();
    QTRY_VERIFY(button(u"1 stale"_s));
    QPushButton *stale = button(u"1 stale"_s);
    QTest::keyClick(stale, Qt::Key_Space);
    QCOMPARE(visibleRows(), QStringList{u"a/2"_s});
    const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(stale);
    QVERIFY(accessible->state().checkable && accessible->state().checked);
    QTest::keyClick(button(u"2 fresh"_s), Qt::Key_Space);
    QCOMPARE(visibleRows().size(), 3);
    QTest::keyClick(button(u"2 fresh"_s), Qt::Key_Space);
    m_model->takeRows(rowsTold({{.name = u"a/2"_s}}));
    QTRY_VERIFY(button(u"0 stale"_s)); // pressed, it stays, to be let go
    QVERIFY(shows(u"No dataset is in that state now."_s));
    QTest::keyClick(stale, Qt::Key_Space);
    QCOMPARE(visibleRows().size(), 3);
    QTRY_VERIFY(!button(u"0 stale"_s));
}

void datasetspage_test::saysThatNothingMatches()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    auto *search = searchField();
    QTest::keyClicks(search, u"zebra"_s);
    QTRY_VERIFY(shows(u"No dataset matches “zebra”."_s));
    QTest::mouseClick(button(u"Show all datasets"_s), Qt::LeftButton);
    QCOMPARE(visibleRows(), QStringList{u"acme/shipments"_s});
}

void datasetspage_test::sortsHidesColumnsAndRemembersBoth()
{
    m_model->takeRows(rowsTold(
        {{.name = u"a/1"_s, .bytes = 10}, {.name = u"a/2"_s, .bytes = 30}, {.name = u"a/3"_s, .bytes = 20}}));
    m_page->showReading();
    QHeaderView *header = view()->header();
    const auto click = [&](int column) {
        const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
    };
    click(DatasetsModel::SizeColumn);
    click(DatasetsModel::SizeColumn);
    QCOMPARE(visibleRows(), (QStringList{u"a/2"_s, u"a/3"_s, u"a/1"_s}));
    Q_EMIT header->customContextMenuRequested(QPoint(5, 5));
    QVERIFY(choose(u"Fetched"_s));
    QVERIFY(header->isSectionHidden(DatasetsModel::FetchedColumn));
    const QByteArray state = m_page->viewState();

    DatasetsPage other({*m_model, *m_tasks, m_world->services()});
    other.restoreViewState(state);
    other.showReading();
    auto *view = other.findChild<DatasetsView *>();
    QVERIFY(view->header()->isSectionHidden(DatasetsModel::FetchedColumn));
    QCOMPARE(
        view->model()->index(0, DatasetsModel::DatasetColumn, view->model()->index(0, 0)).data().toString(),
        u"2"_s);
    other.restoreViewState("nonsense");
    QVERIFY(view->header()->isSectionHidden(DatasetsModel::FetchedColumn));
    click(DatasetsModel::SizeColumn); // the third time: as at first
    QCOMPARE(visibleRows(), (QStringList{u"a/1"_s, u"a/2"_s, u"a/3"_s}));
}

void datasetspage_test::sortsAndHidesColumnsByKeys()
{
    m_model->takeRows(rowsTold(
        {{.name = u"a/1"_s, .bytes = 10}, {.name = u"a/2"_s, .bytes = 30}, {.name = u"a/3"_s, .bytes = 20}}));
    m_page->showReading();
    QTRY_COMPARE(button(u"View ▾"_s)->text(), u"&View ▾"_s); // its key is underlined
    QMenu *menu = button(u"View ▾"_s)->menu();
    QTest::keyClick(m_page.get(), Qt::Key_V, Qt::AltModifier);
    QTRY_VERIFY(menu->isVisible());
    QVERIFY(choose(u"Size"_s));
    QCOMPARE(visibleRows(), (QStringList{u"a/1"_s, u"a/3"_s, u"a/2"_s}));
    menu->popup({});
    QVERIFY(choose(u"The other way round"_s));
    QCOMPARE(visibleRows(), (QStringList{u"a/2"_s, u"a/3"_s, u"a/1"_s}));
    menu->popup({});
    QVERIFY(choose(u"Name, as at first"_s));
    QCOMPARE(visibleRows(), (QStringList{u"a/1"_s, u"a/2"_s, u"a/3"_s}));
    menu->popup({});
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_C);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return); // the second entry
    QVERIFY(view()->isColumnHidden(DatasetsModel::FetchedColumn));
    QVERIFY(!view()->isColumnHidden(DatasetsModel::UploadedColumn));
}

void datasetspage_test::refreshesWhatIsStaleByAKey()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s, .state = State::Stale}}));
    m_page->showReading();
    QTRY_VERIFY(button(u"Refresh 1 stale"_s));
    QCOMPARE(button(u"Refresh 1 stale"_s)->text(), u"&Refresh 1 stale"_s);
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    QTest::keyClick(view(), Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(texts(refreshed.first().first()), QStringList{u"a/2"_s});
}

void datasetspage_test::offersPausing()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    QSignalSpy paused(m_page.get(), &DatasetsPage::pauseRequested);
    QSignalSpy resumed(m_page.get(), &DatasetsPage::resumeRequested);
    QTRY_VERIFY(button(u"Pause ▾"_s)->isVisible());
    QMenu *menu = button(u"Pause ▾"_s)->menu();
    menu->popup({});
    QVERIFY(!choose(u"Resume"_s));
    QVERIFY(choose(u"Until tomorrow"_s));
    QCOMPARE(paused.first().first().value<PauseLength>(), PauseLength::UntilTomorrow);
    m_page->showBackground(u"Paused until tomorrow"_s, true);
    QVERIFY(shows(u"Paused until tomorrow"_s));
    QVERIFY(button(u"Paused ▾"_s));
    menu->popup({});
    QVERIFY(choose(u"Resume"_s));
    QCOMPARE(resumed.size(), 1);
}

void datasetspage_test::saysWhenItSyncsNext()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    m_page->showNextLook(noon + std::chrono::minutes(15));
    QTRY_VERIFY(shows(u"Next sync 14:15 · Europe/Paris"_s));
    m_page->showNextLook(noon + std::chrono::hours(12));
    QVERIFY(shows(u"Next sync tomorrow 02:00 · Europe/Paris"_s));
}

void datasetspage_test::asksOnceBeforeForcing()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s, .bytes = 436'000'000},
                                {.name = u"a/2"_s, .bytes = 100'000'000},
                                {.name = u"a/3"_s, .state = State::Missing}}));
    m_page->showReading();
    QSignalSpy forced(m_page.get(), &DatasetsPage::forceRequested);
    openMenuOf(u"a/1"_s);
    view()->selectAll();
    for (auto *menu : m_page->findChildren<QMenu *>())
        menu->close();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(view(), &event);
    QVERIFY(choose(u"Force refresh…"_s));
    auto *question = m_page->findChild<QMessageBox *>();
    QVERIFY(question && question->isVisible());
    QVERIFY(question->text().contains(u"3 datasets"_s));
    QVERIFY2(question->informativeText().contains(u"536 MB"_s), qPrintable(question->informativeText()));
    QVERIFY(question->informativeText().contains(u"1 of them"_s));
    QCOMPARE(forced.size(), 0);
    for (auto *answer : question->findChildren<QPushButton *>()) {
        if (answer->text() == u"Fetch everything"_s)
            QTest::mouseClick(answer, Qt::LeftButton);
    }
    QCOMPARE(texts(forced.first().first()).size(), 3);
}

void datasetspage_test::refreshesAWholeCustomer()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s, .displayName = u"Änne"_s},
                                {.name = u"a/2"_s, .displayName = u"Änne"_s},
                                {.name = u"b/3"_s, .displayName = u"Bolt"_s}}));
    m_page->showReading();
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    const QRect band = view()->visualRect(view()->model()->index(0, 0));
    QContextMenuEvent onBand(QContextMenuEvent::Mouse, band.center(),
                             view()->viewport()->mapToGlobal(band.center()));
    QApplication::sendEvent(view()->viewport(), &onBand);
    QVERIFY(choose(u"Refresh all 2 datasets"_s));
    QCOMPARE(texts(refreshed.last().first()), (QStringList{u"a/1"_s, u"a/2"_s}));

    openMenuOf(u"b/3"_s); // by keys, through the dataset's own menu
    QVERIFY(choose(u"Refresh its dataset"_s));
    QCOMPARE(texts(refreshed.last().first()), QStringList{u"b/3"_s});
}

void datasetspage_test::copiesPathsAndSnippets()
{
    (void)m_world->store.add(u"acme/shipments"_s);
    const auto fetched = m_world->fetch(u"acme/shipments"_s, {{"a.csv", "1,2\n"}}, morning);
    QVERIFY(fetched);
    m_model->takeRows(m_world->told());
    m_page->showReading();
    openMenuOf(u"acme/shipments"_s);
    QVERIFY(choose(u"Copy path"_s));
    const QString path = QApplication::clipboard()->text();
    QCOMPARE(path, m_world->folder(u"acme/shipments"_s).snapshotPath(*fetched));
    QVERIFY(QFile::exists(path + u"/a.csv"_s));
    openMenuOf(u"acme/shipments"_s);
    QVERIFY(choose(u"Copy Python snippet"_s));
    QCOMPARE(QApplication::clipboard()->text(),
             u"import larder\n\npath = larder.path(\"acme/shipments\")\n"_s);
    QApplication::clipboard()->clear();
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->text(), path);
}

void datasetspage_test::pinsHoldsAndReports()
{
    const QString name = u"acme/shipments"_s;
    (void)m_world->store.add(name);
    const auto fetched = m_world->fetch(name, {{"a.csv", "1,2\n"}}, morning);
    QVERIFY(fetched);
    m_model->takeRows(m_world->told());
    m_page->showReading();
    QSignalSpy changed(m_page.get(), &DatasetsPage::homeChanged);
    openMenuOf(name);
    QVERIFY(choose(u"Pin the newest snapshot"_s));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_world->record(name).pins, QList{*fetched});
    m_model->takeRows(m_world->told());
    openMenuOf(name);
    QVERIFY(choose(u"Hold this snapshot"_s));
    QTRY_COMPARE(m_world->record(name).hold, *fetched);
    m_model->takeRows(m_world->told());
    openMenuOf(name);
    QVERIFY(choose(u"Use latest"_s));
    QTRY_COMPARE(m_world->record(name).hold, SnapshotId());

    openMenuOf(name);
    QVERIFY(choose(u"I told the customer…"_s));
    auto *dialog = m_page->findChild<ReportDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QPushButton *watch = button(u"Watch for the re-upload"_s);
    QVERIFY(!watch->isEnabled());
    QTest::keyClicks(dialog->findChild<QPlainTextEdit *>(), u"supplier ids are empty"_s);
    QVERIFY(watch->isEnabled());
    QTest::mouseClick(watch, Qt::LeftButton);
    QTRY_VERIFY(m_world->record(name).hasOpenReport());
    QCOMPARE(m_world->record(name).reports.last().text, u"supplier ids are empty"_s);
    QTRY_VERIFY(!m_page->findChild<ReportDialog *>());

    m_model->takeRows(m_world->told());
    openMenuOf(name);
    QVERIFY(choose(u"I told the customer…"_s));
    QTest::mouseClick(button(u"Close the open report"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_world->record(name).hasOpenReport());
}

void datasetspage_test::saysInALineWhatFailed()
{
    RowChanges told = rowsTold({{.name = u"acme/gone"_s}}); // somebody forgot it meanwhile
    told.changed.first().row.record.newest = u"20260801T070003Z-0b0b0b"_s;
    m_model->takeRows(told);
    m_page->showReading();
    openMenuOf(u"acme/gone"_s);
    QVERIFY(choose(u"Pin the newest snapshot"_s));
    const auto line = [this]() -> QLabel * {
        for (auto *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible() && label->accessibleName().contains(u"acme/gone"_s)
                && label->accessibleName().contains(u"no"_s) && label->property("ink") == u"bad"_s)
                return label;
        }
        return nullptr;
    };
    QTRY_VERIFY(line());
    QVERIFY(!QApplication::activeModalWidget());
    QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
    QVERIFY(!line());
}

void datasetspage_test::showsTheLastDaysOfTheLog()
{
    const QString name = u"acme/shipments"_s;
    (void)m_world->store.add(name);
    m_world->log(name, Outcome::Fetched, noon - std::chrono::hours(26));
    m_world->log(name, Outcome::Fetched, noon - std::chrono::hours(3));
    m_world->log(name, Outcome::Fetched, noon - std::chrono::hours(2));
    m_model->takeRows(m_world->told());
    m_page->showReading();
    const auto words = [this, &name] {
        return indexOf(name, DatasetsModel::DaysColumn).data(Qt::AccessibleTextRole).toString();
    };
    QTRY_COMPARE(words(), u"Last 14 days: uploads on 2, re-uploads on 1, failures on 0; today: 2 uploads"_s);
    m_world->log(name, Outcome::Failed, noon - std::chrono::hours(1));
    m_model->takeRows(m_world->told()); // only what came since is counted
    QTRY_COMPARE(
        words(),
        u"Last 14 days: uploads on 2, re-uploads on 1, failures on 1; today: 2 uploads, 1 failure"_s);
}

void datasetspage_test::showsADatasetThatIsAskedFor()
{
    QList<RowSpec> specs;
    for (int i = 0; i < 200; ++i)
        specs << RowSpec{.name = u"c/d%1"_s.arg(i)};
    m_model->takeRows(rowsTold(specs));
    m_page->showReading();
    searchField()->setText(u"d7"_s);
    QTRY_VERIFY(visibleRows().size() < 200);
    m_page->showDataset(*DatasetName::parse(u"c/d150"));
    QCOMPARE(view()->selectedDatasets(), QList{*DatasetName::parse(u"c/d150")});
    QVERIFY(view()->viewport()->rect().intersects(view()->visualRect(view()->currentIndex())));
    QCOMPARE(m_page->findChild<DetailsPanel *>()->dataset(), *DatasetName::parse(u"c/d150"));
}

void datasetspage_test::hidesTheDetails()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    auto *details = m_page->findChild<DetailsPanel *>();
    QVERIFY(details->isVisible());
    for (auto *each : details->findChildren<QToolButton *>()) {
        if (each->accessibleName() == u"Hide the details"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QVERIFY(!details->isVisible());
    DatasetsPage other({*m_model, *m_tasks, m_world->services()});
    other.restoreViewState(m_page->viewState());
    QCOMPARE(other.viewState(), m_page->viewState()); // also before there is a table
    other.showReading();
    QVERIFY(other.findChild<DetailsPanel *>()->isHidden());
    select(u"acme/shipments"_s);
    QTest::keyClick(view(), Qt::Key_Return); // opening a row shows them again
    QVERIFY(details->isVisible());
}

void datasetspage_test::refreshesWithOneClickOnARow()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s}}));
    m_page->showReading();
    QTRY_VERIFY(rowButton(u"Refresh a/2"_s));
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    QTest::mouseClick(rowButton(u"Refresh a/2"_s), Qt::LeftButton);
    QCOMPARE(texts(refreshed.first().first()), QStringList{u"a/2"_s});
}

void datasetspage_test::stopsARunWithTheSameButton()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}}));
    m_page->showReading();
    m_model->showStarted(*DatasetName::parse(u"a/1"));
    QTRY_VERIFY(rowButton(u"Stop a/1"_s));
    QSignalSpy stopped(m_page.get(), &DatasetsPage::stopRequested);
    rowButton(u"Stop a/1"_s)->click();
    QCOMPARE(texts(stopped.first().first()), QStringList{u"a/1"_s});
}

void datasetspage_test::movesOverCustomersWithTheArrows()
{
    m_model->takeRows(
        rowsTold({{.name = u"a/1"_s, .displayName = u"A"_s}, {.name = u"b/2"_s, .displayName = u"B"_s}}));
    m_page->showReading();
    const auto current = [this] { return view()->currentIndex().data(DatasetsModel::NameRole).toString(); };
    select(u"a/1"_s);
    QTest::keyClick(view(), Qt::Key_Down);
    QCOMPARE(current(), u"b/2"_s);
    QTest::keyClick(view(), Qt::Key_Down);
    QCOMPARE(current(), u"b/2"_s);
    QTest::keyClick(view(), Qt::Key_Up);
    QCOMPARE(current(), u"a/1"_s);
    QTest::keyClick(view(), Qt::Key_Up);
    QCOMPARE(current(), u"a/1"_s);
}

void datasetspage_test::hasButtonsOnlyForRowsThatCanBeSeen()
{
    QList<RowSpec> specs;
    for (int i = 0; i < 2000; ++i)
        specs << RowSpec{.name = u"c%1/d%2"_s.arg(i % 20).arg(i)};
    m_model->takeRows(rowsTold(specs));
    m_page->showReading();
    const auto buttons = [this] { return view()->viewport()->findChildren<QToolButton *>().size(); };
    QTRY_VERIFY(buttons() > 5 && buttons() < 60);
    view()->scrollToBottom();
    const QModelIndex last = view()->indexAt({1, view()->viewport()->height() - 5});
    const QString name = last.data(DatasetsModel::NameRole).toString();
    QTRY_VERIFY(rowButton(u"Refresh "_s + name));
    QTRY_VERIFY(buttons() < 60); // those left behind are gone
}

void datasetspage_test::keepsUpWithTenThousandRows()
{
    QList<RowSpec> specs;
    for (int i = 0; i < 10'000; ++i)
        specs << RowSpec{.name = u"c%1/d%2"_s.arg(i % 100).arg(i),
                         .state = i % 3 ? State::Fresh : State::Stale,
                         .displayName = u"Customer %1"_s.arg(i % 100)};
    m_model->takeRows(rowsTold(specs));
    m_page->showReading();
    select(u"c50/d5050"_s);
    QElapsedTimer timer;
    QList<qint64> took;
    const auto step = [&](auto act) {
        timer.start();
        act();
        QCoreApplication::processEvents();
        took << timer.elapsed();
    };
    step([&] { searchField()->setText(u"d505"_s); });
    QTRY_COMPARE(visibleRows().size(), 11);
    step([&] { QTest::keyClick(searchField(), Qt::Key_Escape); });
    QCOMPARE(view()->selectedDatasets(), QList{*DatasetName::parse(u"c50/d5050")});
    QVERIFY(view()->viewport()->rect().intersects(view()->visualRect(view()->currentIndex())));
    step([&] { QTest::keyClick(button(u"3334 stale"_s), Qt::Key_Space); });
    QCOMPARE(view()->model()->rowCount(view()->model()->index(0, 0)), 34);
    step([&] { QTest::keyClick(searchField(), Qt::Key_Escape); });
    step([&] { view()->sortByColumn(DatasetsModel::SizeColumn, Qt::DescendingOrder); });
    step([&] { m_model->takeRows(rowsTold(specs)); }); // as at midnight
    step([&] { view()->scrollToBottom(); });
    qInfo() << "milliseconds:" << took;
    QVERIFY2(*std::ranges::max_element(took) < 3000, "one step takes seconds");
}

void datasetspage_test::everyControlHasAName()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    QTRY_VERIFY(rowButton(u"Refresh acme/shipments"_s));
    for (auto *widget : m_page->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QProgressBar *>(widget)
            || qobject_cast<QLineEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget)
            || qobject_cast<QTreeView *>(widget);
        if (!isControl || qobject_cast<QLineEdit *>(widget->parentWidget())) // its own clear button
            continue;
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
    }
}

/// As in the window: the table is made when the style sheet is on.
void datasetspage_test::hasItsFontsAlsoUnderAStyleSheet()
{
    const Appearance appearance(Qt::ColorScheme::Light);
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    QTRY_VERIFY(isTableShown());
    QVERIFY(view()->header()->font().pointSizeF() < view()->font().pointSizeF());
    qApp->setStyleSheet({});
}

QTEST_MAIN(datasetspage_test)
#include "datasetspage_test.moc"
