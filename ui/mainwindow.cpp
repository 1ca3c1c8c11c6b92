#include "ui/mainwindow.h"

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/engine/homewatch.h"
#include "core/engine/scheduler.h"
#include "core/store/home.h"
#include "core/sync/sample.h"
#include "core/wording/heldbackwords.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "ui/dialogs/adddatasetdialog.h"
#include "ui/dialogs/droppedaddress.h"
#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"
#include "ui/navigation.h"
#include "ui/pages/activitypage.h"
#include "ui/pages/cachespage.h"
#include "ui/pages/datasetspage.h"
#include "ui/pages/settingspage.h"
#include "ui/pages/storagepage.h"
#include "ui/runbar.h"
#include "ui/settingskeeper.h"
#include "ui/storegauge.h"

#include <QAction>
#include <QCloseEvent>
#include <QDataStream>
#include <QFileInfo>
#include <QGridLayout>
#include <QMap>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>
#include <QWindow>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

// The names of what is remembered; a page that remembers something adds one.
constexpr auto geometryKey = "geometry"_L1;
constexpr auto placeKey = "place"_L1;
constexpr auto datasetsKey = "datasets"_L1;
constexpr auto activityKey = "activity"_L1;
constexpr auto cachesKey = "caches"_L1;
constexpr auto damageKey = "damage"_L1;

constexpr QSize smallest{600, 330}; // fits 1366×768 at 200 %, below a title bar and beside a panel
constexpr int roomForWords = 800; // from here on the places have words beside their icons

} // namespace

MainWindow::MainWindow(const Seam &seam, QWidget *parent)
    : QMainWindow(parent),
      m_services{seam.tasks, seam.sync, seam.engine, seam.watch, seam.settings},
      m_scheduler(seam.scheduler),
      m_clock(seam.clock),
      m_navigation(new Navigation(this)),
      m_places(new QStackedWidget(this)),
      m_datasets(new DatasetsPage({seam.model, seam.tasks, seam.sync}, this)),
      m_runBar(new RunBar(this)),
      m_gauge(new StoreGauge(seam.tasks, seam.sync.home, this))
{
    setWindowTitle(tr("Larder"));
    setAcceptDrops(true);
    auto *central = new QWidget(this);
    auto *layout = new QGridLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation, 0, 0);
    layout->addWidget(m_places, 0, 1);
    layout->addWidget(m_runBar, 1, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    setCentralWidget(central);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    setMinimumSize(smallest);
    addPlaces();
    addKeys();
    connectSeam(seam);
    showBackground();
    connect(this, &MainWindow::painted, m_gauge, &StoreGauge::measureNow);
    m_datasets->setFocus();
}

/// A page is made when it is first entered: most starts need only the home page.
void MainWindow::addPlaces()
{
    m_places->addWidget(m_datasets);
    m_navigation->addPlace(tr("Datasets"), u"place-datasets"_s);
    const auto addLater = [this](const QString &words, const QString &icon) {
        m_places->addWidget(new QWidget(m_places));
        m_navigation->addPlace(words, icon);
    };
    addLater(tr("Activity"), u"place-activity"_s);
    addLater(tr("Caches"), u"place-caches"_s);
    addLater(tr("Storage"), u"place-storage"_s);
    addLater(tr("Settings"), u"place-settings"_s);
    connect(m_navigation, &Navigation::placeChosen, this, [this](int place) {
        makePlace(static_cast<Place>(place));
        m_places->setCurrentIndex(place);
    });
    connect(m_navigation, &Navigation::placeEntered, this, &MainWindow::enterPlace);
}

QWidget *MainWindow::madePlace(Place place)
{
    switch (place) {
    case Place::Datasets:
        return m_datasets;
    case Place::Activity:
        return m_activity;
    case Place::Caches:
        return m_caches;
    case Place::Storage:
        return m_storage;
    case Place::Settings:
        return m_settings;
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

void MainWindow::makePlace(Place place)
{
    if (madePlace(place))
        return;
    const int index = static_cast<int>(place);
    QWidget *placeholder = m_places->widget(index);
    switch (place) {
    case Place::Datasets:
        break;
    case Place::Activity:
        m_activity = new ActivityPage(m_services, this);
        m_activity->recall(m_activityState);
        break;
    case Place::Caches:
        m_caches = new CachesPage(m_services, this);
        m_caches->recall(m_cachesState);
        break;
    case Place::Storage:
        m_storage = new StoragePage(m_services, this);
        connect(m_storage, &StoragePage::storeChanged, m_gauge, &StoreGauge::measureNow);
        connect(m_storage, &StoragePage::measured, m_gauge, &StoreGauge::take);
        connect(m_gauge, &StoreGauge::measured, m_storage, &StoragePage::showStored);
        connect(m_storage, &StoragePage::budgetAsked, this, [this] { showPlace(Place::Storage); });
        break;
    case Place::Settings:
        m_settings = new SettingsPage(m_services, this);
        connect(m_settings, &SettingsPage::storeMoved, m_gauge, &StoreGauge::measureNow);
        connect(m_settings, &SettingsPage::budgetWanted, this, [this](std::optional<qint64> bytes) {
            makePlace(Place::Storage);
            m_storage->wantBudget(bytes);
        });
        break;
    }
    m_places->insertWidget(index, madePlace(place));
    m_places->removeWidget(placeholder);
    placeholder->deleteLater();
}

void MainWindow::connectSeam(const Seam &seam)
{
    Engine &engine = m_services.engine;
    connect(m_datasets, &DatasetsPage::refreshRequested, this,
            [this](const QList<DatasetName> &datasets) { start(datasets, Fetch::Differing); });
    connect(m_datasets, &DatasetsPage::forceRequested, this,
            [this](const QList<DatasetName> &datasets) { start(datasets, Fetch::All); });
    connect(m_datasets, &DatasetsPage::homeChanged, &seam.watch, &HomeWatch::lookNow);
    connect(m_datasets, &DatasetsPage::stopRequested, this, [&engine](const QList<DatasetName> &datasets) {
        for (const DatasetName &dataset : datasets)
            engine.stop(dataset);
    });
    connect(m_datasets, &DatasetsPage::pauseRequested, this, &MainWindow::pauseRequested);
    connect(m_datasets, &DatasetsPage::resumeRequested, this, &MainWindow::resumeRequested);
    connect(m_datasets, &DatasetsPage::addRequested, this, [this] { addDataset({}); });
    connect(m_datasets, &DatasetsPage::sampleRequested, this, &MainWindow::playSample);
    connect(m_datasets, &DatasetsPage::retryRequested, &seam.watch, &HomeWatch::lookNow);
    connect(&seam.watch, &HomeWatch::readFailed, m_datasets, &DatasetsPage::showReadError);
    connect(&seam.watch, &HomeWatch::readSucceeded, m_datasets, &DatasetsPage::showReading);
    connect(&seam.watch, &HomeWatch::readSucceeded, this, &MainWindow::lookForDamage);
    connect(&engine, &Engine::runFinished, this, &MainWindow::lookForDamage);
    connect(&seam.model, &DatasetsModel::summaryChanged, this, &MainWindow::showBackground);
    connect(&seam.model, &DatasetsModel::rowsTold, this, [this, &model = seam.model] {
        const std::optional<DatasetName> failed = m_runBar->failed();
        const DatasetItem *item = failed ? model.itemOf(*failed) : nullptr;
        const Reason *confirmed = item ? item->verdict.reason(ReasonKind::ConfirmedAt) : nullptr;
        if (confirmed && confirmed->at)
            m_runBar->showConfirmed(*failed, *confirmed->at);
    });
    connect(&engine, &Engine::runStarted, m_runBar, &RunBar::showStarted);
    connect(&engine, &Engine::progressed, m_runBar, &RunBar::showProgress);
    connect(&engine, &Engine::runFinished, m_runBar, &RunBar::showFinished);
    connect(&engine, &Engine::runFinished, m_gauge, &StoreGauge::measureSoon);
    connect(&m_scheduler, &Scheduler::nextLookChanged, this, &MainWindow::showBackground);
    connect(&m_scheduler, &Scheduler::watchingChanged, this, &MainWindow::showBackground);
    connect(&seam.watch, &HomeWatch::storeMoved, m_gauge, &StoreGauge::measureNow);
    connect(m_gauge, &StoreGauge::measured, this, &MainWindow::showStore);
    connect(&seam.settings, &SettingsKeeper::changed, this, &MainWindow::showStore);
    connect(&seam.watch, &HomeWatch::permissionsChanged, this, &MainWindow::showBackground);
}

void MainWindow::refreshNotFresh()
{
    m_datasets->refreshNotFresh();
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showPlace(Place place)
{
    m_navigation->choose(static_cast<int>(place));
}

void MainWindow::enterPlace(int place)
{
    makePlace(static_cast<Place>(place));
    m_places->setCurrentIndex(place);
    m_places->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::addDataset(const QString &address)
{
    if (!m_adding) {
        m_adding = new AddDatasetDialog(m_services, this);
        connect(m_adding, &AddDatasetDialog::added, this, &MainWindow::takeAdded);
        connect(m_adding, &AddDatasetDialog::sampleRequested, this, &MainWindow::playSample);
    }
    if (!address.isEmpty())
        m_adding->setAddress(address);
    bringToFront();
    m_adding->open();
}

void MainWindow::playSample()
{
    m_services.tasks.carryOut(
        this, [sync = m_services.sync](std::stop_token) { return larder::playSample(sync); },
        [this](const Result<SampleStep> &step) {
            if (!step) {
                m_runBar->tellTrouble(step.error());
                return;
            }
            m_runBar->tell(*step == SampleStep::Bound
                               ? tr("The sample customer uploaded its first exports")
                               : tr("The sample customer uploaded again: see what changed"));
            takeAdded(sampleDataset());
        });
}

void MainWindow::showDataset(const DatasetName &dataset)
{
    showPlace(Place::Datasets);
    m_datasets->showDataset(dataset);
}

void MainWindow::showChanges(const DatasetName &dataset)
{
    showPlace(Place::Datasets);
    m_datasets->showChanges(dataset);
}

void MainWindow::showBinding(const DatasetName &dataset)
{
    showPlace(Place::Datasets);
    m_datasets->showBinding(dataset);
}

QList<DatasetName> MainWindow::unsavedBindings() const
{
    return m_datasets->unsavedBindings();
}

void MainWindow::askReport(const DatasetName &dataset)
{
    showDataset(dataset);
    m_datasets->askReport(dataset);
}

void MainWindow::askToForce(const QList<DatasetName> &datasets)
{
    showPlace(Place::Datasets);
    m_datasets->askForce(datasets);
}

void MainWindow::showFailure(const Error &error)
{
    m_datasets->showFailure(error);
}

void MainWindow::takeAdded(const DatasetName &dataset)
{
    m_services.watch.lookNow();
    showDataset(dataset);
    start({dataset}, Fetch::Differing);
}

QByteArray MainWindow::remembered() const
{
    const QMap<QString, QByteArray> parts{
        {geometryKey, saveGeometry()},
        {placeKey, QByteArray::number(m_navigation->chosen())},
        {datasetsKey, m_datasets->viewState()},
        {activityKey, m_activity ? m_activity->remembered() : m_activityState},
        {cachesKey, m_caches ? m_caches->remembered() : m_cachesState},
        {damageKey, m_toldDamage.toUtf8()}};
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << parts;
    return state;
}

void MainWindow::recall(const QByteArray &state)
{
    QMap<QString, QByteArray> parts;
    QDataStream stream(state);
    stream >> parts;
    if (stream.status() != QDataStream::Ok)
        return;
    restoreGeometry(parts[geometryKey]);
    m_datasets->restoreViewState(parts[datasetsKey]);
    m_activityState = parts[activityKey];
    m_cachesState = parts[cachesKey];
    m_toldDamage = QString::fromUtf8(parts[damageKey]);
    m_navigation->choose(parts[placeKey].toInt());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->ignore();
    Q_EMIT closeRequested();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!m_isPainted)
        windowHandle()->installEventFilter(this);
}

/// The window is painted within this event: what waits for it comes in the loop's next turn.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == windowHandle() && event->type() == QEvent::Expose && !std::exchange(m_isPainted, true)) {
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, &MainWindow::painted);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_navigation->setNarrow(width() < roomForWords);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedAddress(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    addDataset(droppedAddress(*event->mimeData()));
}

void MainWindow::addKeys()
{
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, auto &&slot) {
        auto *action = new QAction(text, this);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Add dataset"), {QKeySequence::New}, [this] { addDataset({}); });
    add(tr("Refresh what is shown"), {Qt::Key_F5}, [this] { refreshHere(); });
    add(tr("Refresh all"), {Qt::CTRL | Qt::Key_R}, [this] { m_datasets->refreshAll(); });
    add(tr("Close the window"), {QKeySequence::Close}, [this] { close(); });
    add(tr("Quit"), {Qt::CTRL | Qt::Key_Q}, [this] { Q_EMIT quitRequested(); });
}

void MainWindow::refreshHere()
{
    const QWidget *here = m_places->currentWidget();
    if (here == m_datasets)
        m_datasets->refreshSelected();
    else if (here == m_activity)
        m_activity->reload();
    else if (here == m_caches)
        m_caches->look();
    else if (here == m_storage)
        m_storage->measure();
}

void MainWindow::start(const QList<DatasetName> &datasets, Fetch fetch)
{
    const Tick askedAt = Tick::now();
    for (const DatasetName &dataset : datasets) {
        m_services.engine.start(
            {.dataset = dataset, .trigger = Trigger::Person, .fetch = fetch, .askedAt = askedAt});
    }
}

/// Once for each catalog that any process found damaged: what was logged until then is not shown any more.
void MainWindow::lookForDamage()
{
    m_lookingForDamage = m_services.tasks.run(
        this,
        [catalog = m_services.sync.home.data().catalog()](std::stop_token) -> Result<QString> {
            return Catalog::lastSetAside(catalog);
        },
        [this](const Result<QString> &damaged) {
            if (damaged->isEmpty() || *damaged == m_toldDamage)
                return;
            m_toldDamage = *damaged;
            m_datasets->tell(tr("The catalog was damaged and is made anew: every dataset is there, what was "
                                "logged before is not. The old one is kept as %1.")
                                 .arg(QFileInfo(*damaged).fileName()),
                             QFileInfo(*damaged).path());
        });
}

void MainWindow::showStore()
{
    if (const std::optional<qint64> bytes = m_gauge->bytes())
        m_runBar->showStore(*bytes, m_services.settings.settings().budgetBytes);
}

void MainWindow::showBackground()
{
    if (m_clock.isFrozen()) {
        const QString when = instantText(m_clock.now(), QTimeZone::systemTimeZone());
        m_runBar->showBackground(tr("background sync off"), tr("As of %1").arg(when));
        m_datasets->showBackground(tr("as of %1").arg(when), false);
        return;
    }
    const Permissions &permissions = m_scheduler.permissions();
    if (const auto &held = permissions.overNetwork) {
        const QTimeZone zone = QTimeZone::systemTimeZone();
        const Reader reader{.now = m_clock.now(), .viewerZone = zone, .customerZone = zone};
        const QString words = backgroundFor(*held, reader);
        m_runBar->showBackground(words, {});
        m_datasets->showBackground(words, permissions.isPaused());
        return;
    }
    if (const auto &trouble = m_scheduler.trouble()) {
        m_runBar->showBackground(tr("background sync off"), errorSentence(*trouble));
        m_datasets->showBackground(tr("background sync off: %1").arg(told(trouble->message)), false);
        return;
    }
    const QString who =
        m_scheduler.isWatching() ? tr("background sync on") : tr("background sync by another Larder");
    const std::optional<Instant> next = m_scheduler.nextLook();
    m_datasets->showBackground({}, false);
    m_datasets->showNextLook(next);
    const Instant now = m_clock.now();
    const QString when = !next ? QString()
        : *next <= now         ? tr("Looking now")
                       : tr("Next look %1").arg(friendlyInstant(*next, now, QTimeZone::systemTimeZone()));
    m_runBar->showBackground(who, when);
}

} // namespace larder
