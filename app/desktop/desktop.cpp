#include "app/desktop/desktop.h"

#include "app/desktop/autostart.h"
#include "app/desktop/windowfile.h"
#include "core/engine/pause.h"
#include "core/wording/heldbackwords.h"
#include "ui/dialogs/closequestion.h"
#include "ui/dialogs/quitquestion.h"
#include "ui/tray/closing.h"

#include <QApplication>
#include <QIcon>

#include <cstdlib>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr auto longestShutDown = 5s; // then the process ends without its runs; the store survives that
constexpr auto longestChoice = 30s; // what a person chose is still carried out, unless it hangs
constexpr auto longestQuestion = 1s; // nobody waits for the answer
constexpr auto longestFirstPaint =
    2s; // a window that nothing shows, such as a minimized one, is never painted
constexpr auto hostCheckInterval = 10s; // each one wakes the machine
constexpr int hostMissesAllowed = 1; // a panel that restarts is away for a moment

Result<Settings> keptSettings()
{
    const auto loaded = loadSettings();
    if (!loaded)
        return failure(loaded);
    return loaded->settings;
}

Qt::ColorScheme schemeOf(Theme theme)
{
    switch (theme) {
    case Theme::System:
        return Qt::ColorScheme::Unknown;
    case Theme::Light:
        return Qt::ColorScheme::Light;
    case Theme::Dark:
        return Qt::ColorScheme::Dark;
    }
    Q_UNREACHABLE_RETURN(Qt::ColorScheme::Unknown);
}

} // namespace

Result<std::unique_ptr<Desktop>> Desktop::open(const Start &start, Appearance &appearance)
{
    Result<std::unique_ptr<Composition>> composition =
        Composition::open(start.asOf, Composition::Recovery::BeforeFirstReading);
    if (!composition)
        return failure(composition);
    if (const Result<void> writable = (*composition)->requireWritableTime(); !writable)
        return failure(writable);
    return std::unique_ptr<Desktop>(new Desktop(std::move(*composition), start, appearance));
}

Desktop::Desktop(std::unique_ptr<Composition> composition, const Start &start, Appearance &appearance)
    : m_composition(std::move(composition)),
      m_appearance(appearance),
      m_canBeRaised(start.canBeRaised),
      m_settings(m_tasks,
                 {keptSettings, [](const auto &change) { return changeSettings(change); }, startsWithSession,
                  setStartsWithSession},
                 m_composition->settings()),
      m_model(QTimeZone::systemTimeZone()),
      m_engine(m_composition->refreshFunction(), m_composition->settings().concurrency),
      m_news(toldInCatalog(m_composition->home().data().catalog()), QTimeZone::systemTimeZone()),
      m_watch(
          m_composition->home().data(), [this] { return m_composition->homeReader(); },
          m_composition->clock()),
      m_scheduler(m_composition->home().data().schedulerLock(), m_composition->clock(),
                  [this] { return m_engine.hasRoomForBackground(); }),
      m_background({m_composition->home(), m_composition->clock(), m_engine, m_watch, m_scheduler,
                    m_composition->openNetwork()},
                   m_composition->settings()),
      m_window({m_engine, m_watch, m_scheduler, m_model, m_composition->clock(), m_tasks,
                m_composition->services(), m_settings}),
      m_notifier(QTimeZone::systemTimeZone())
{
    connectSeam();
    connectFaces();
    connectSettings(start.colorScheme);
    const WindowMemory memory = readWindowFile();
    m_window.recall(memory.window);
    m_isToldOfTray = memory.isToldOfTray;
    if (const auto &mistakes = m_composition->settingsMistakes(); !mistakes.empty())
        m_window.showFailure(mistakes.front());
}

/// The first paint waits for nothing that it does not show: the panel, the network, the rows.
void Desktop::begin()
{
    if (m_tray)
        return;
    QApplication::setWindowIcon(QIcon(u":/icons/hicolor/scalable/apps/larder.svg"_s));
    m_tray.emplace();
    connectTray();
    m_background.start();
    m_settingsWatch.start();
}

void Desktop::show()
{
    m_window.bringToFront();
    QTimer::singleShot(longestFirstPaint, this, &Desktop::begin);
}

void Desktop::startHidden()
{
    begin();
    if (m_canBeRaised && m_composition->settings().onClose == CloseRule::Sync)
        return;
    // At the start of a session the panel may come later than we do.
    m_hostMissed = 0;
    m_hostCheck.start();
}

void Desktop::quit()
{
    m_window.hide();
    m_engine.stopAll();
    (void)m_tasks.shutDown(longestChoice, longestQuestion);
    m_settings.saveRest();
    const bool isCarriedOut = m_tasks.shutDown(longestChoice, 0ms);
    writeWindowFile({m_window.remembered(), m_isToldOfTray});
    const bool isNoted = m_news.shutDown(longestQuestion);
    if (!m_engine.shutDown(longestShutDown) || !isCarriedOut || !isNoted)
        std::_Exit(EXIT_SUCCESS);
    QApplication::quit();
}

void Desktop::connectSeam()
{
    connect(&m_watch, &HomeWatch::rowsChanged, &m_model, &DatasetsModel::takeRows);
    connect(&m_engine, &Engine::runStarted, &m_model, &DatasetsModel::showStarted);
    connect(&m_engine, &Engine::progressed, &m_model, &DatasetsModel::showProgress);
    connect(&m_engine, &Engine::runFinished, &m_model, &DatasetsModel::showFinished);
}

void Desktop::connectFaces()
{
    connect(&m_watch, &HomeWatch::rowsChanged, &m_news, &NewsFeed::takeRows);
    connect(&m_watch, &HomeWatch::readSucceeded, &m_news, &NewsFeed::noteFirstReading);
    connect(&m_news, &NewsFeed::newsFound, this, [this](const News &news) { tellNews({news}); });
    connect(&m_news, &NewsFeed::newsCaughtUp, this, &Desktop::tellNews);
    connect(&m_window, &MainWindow::closeRequested, this, &Desktop::closeWindow);
    connect(&m_window, &MainWindow::quitRequested, this, &Desktop::askToQuit);
    connect(&m_window, &MainWindow::painted, this, &Desktop::begin);
    connect(&m_window, &MainWindow::pauseRequested, this, &Desktop::pause);
    connect(&m_window, &MainWindow::resumeRequested, this, &Desktop::resume);
    connect(&m_background, &Background::networkFailed, &m_window, &MainWindow::showFailure);
    connect(&m_notifier, &Notifier::refreshRequested, this, &Desktop::refresh);
    connect(&m_notifier, &Notifier::openRequested, this, &Desktop::openDataset);
    connect(&m_notifier, &Notifier::changesRequested, this, [this](const DatasetName &dataset) {
        show();
        m_window.showChanges(dataset);
    });
    connect(&m_notifier, &Notifier::reportRequested, this, [this](const DatasetName &dataset) {
        show();
        m_window.askReport(dataset);
    });
    connect(&m_notifier, &Notifier::windowRequested, this, &Desktop::show);
    connect(&m_notifier, &Notifier::quitRequested, this, &Desktop::askToQuit);
    m_hostCheck.setInterval(hostCheckInterval);
    connect(&m_hostCheck, &QTimer::timeout, this, &Desktop::checkHost);
}

void Desktop::connectTray()
{
    connect(&m_model, &DatasetsModel::summaryChanged, this,
            [this] { m_tray->showRunning(m_engine.activeCount()); });
    connect(&m_watch, &HomeWatch::rowsChanged, &*m_tray, &TrayIcon::takeRows);
    connect(&m_watch, &HomeWatch::permissionsChanged, this, &Desktop::showPause);
    connect(&*m_tray, &TrayIcon::activated, this, &Desktop::toggleWindow);
    const TrayMenu *menu = &m_tray->menu();
    connect(menu, &TrayMenu::refreshRequested, this, &Desktop::refresh);
    connect(menu, &TrayMenu::pauseRequested, this, &Desktop::pause);
    connect(menu, &TrayMenu::resumeRequested, this, &Desktop::resume);
    connect(menu, &TrayMenu::forceRequested, this, [this](const QList<DatasetName> &datasets) {
        show();
        m_window.askToForce(datasets);
    });
    connect(menu, &TrayMenu::openRequested, this, &Desktop::show);
    connect(menu, &TrayMenu::quitRequested, this, &Desktop::askToQuit);
}

/// A colour scheme that was chosen at the start holds until another one is chosen in the settings.
void Desktop::connectSettings(Qt::ColorScheme chosenScheme)
{
    connect(&m_settingsWatch, &SettingsWatch::settingsChanged, &m_settings, &SettingsKeeper::readAgain);
    connect(&m_settings, &SettingsKeeper::changed, this, &Desktop::follow);
    if (chosenScheme == Qt::ColorScheme::Unknown)
        m_appearance.choose(schemeOf(m_settings.settings().theme));
}

void Desktop::follow(const Settings &settings)
{
    const Theme before = m_composition->settings().theme;
    m_composition->apply(settings);
    m_background.applySettings(settings);
    if (settings.theme != before)
        m_appearance.choose(schemeOf(settings.theme));
}

void Desktop::refresh(const QList<DatasetName> &datasets)
{
    const Tick askedAt = Tick::now();
    for (const DatasetName &dataset : datasets)
        m_engine.start({.dataset = dataset, .trigger = Trigger::Person, .askedAt = askedAt});
}

Result<void> Desktop::openDataset(const DatasetName &dataset)
{
    show();
    const auto existing = m_composition->home().existing(dataset); // its row may be a moment younger
    if (existing) {
        m_window.showDataset(dataset);
        return {};
    }
    m_window.showPlace(MainWindow::Place::Datasets);
    m_window.showFailure(existing.error());
    return failure(existing);
}

void Desktop::tellNews(const QList<News> &news)
{
    const Settings settings = m_composition->settings();
    QList<News> wanted;
    for (const News &one : news) {
        const bool isUpload = one.kind == NewsKind::Reuploaded || one.kind == NewsKind::Identical;
        if (isUpload ? settings.notifiesOfReuploads : settings.notifiesOfTrouble)
            wanted << one;
    }
    m_notifier.tellAll(wanted);
}

void Desktop::pause(PauseLength length)
{
    const auto until = endOfPause(length, m_composition->clock().now(), QTimeZone::systemTimeZone());
    m_tasks.carryOut(
        this,
        [services = m_composition->services(), until](const std::stop_token &) {
            return pauseBackground(services, until);
        },
        [this](const Result<Pause> &paused) {
            if (!paused)
                m_window.showFailure(paused.error());
            m_watch.lookNow();
        });
}

void Desktop::resume()
{
    m_tasks.carryOut(
        this,
        [services = m_composition->services()](const std::stop_token &) {
            return resumeBackground(services);
        },
        [this](const Result<std::optional<Pause>> &resumed) {
            if (!resumed)
                m_window.showFailure(resumed.error());
            m_watch.lookNow();
        });
}

void Desktop::showPause(const Permissions &permissions)
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const Reader reader{.now = m_composition->clock().now(), .viewerZone = zone, .customerZone = zone};
    m_tray->showPaused(permissions.isPaused() ? pauseFor(permissions.onThisMachine->until, reader)
                                              : QString());
}

void Desktop::closeWindow()
{
    switch (closing({.hasTrayHost = TrayIcon::hasHost(),
                     .canBeRaised = m_canBeRaised,
                     .isWatching = m_scheduler.isWatching(),
                     .rule = m_composition->settings().onClose})) {
    case Closing::HideInTray:
        hideInTray();
        return;
    case Closing::HideAway:
        hideAway();
        return;
    case Closing::Ask:
        askBeforeClosing();
        return;
    case Closing::Quit:
        askToQuit();
        return;
    }
}

void Desktop::askBeforeClosing()
{
    if (m_closeQuestion)
        return;
    m_closeQuestion = new CloseQuestion(m_engine.activeCount(), &m_window);
    connect(m_closeQuestion, &CloseQuestion::answered, this, [this](CloseRule rule, bool isForGood) {
        if (isForGood)
            m_settings.change([rule](Settings &settings) { settings.onClose = rule; });
        if (rule == CloseRule::Sync)
            hideAway();
        else
            askToQuit();
    });
    m_closeQuestion->open();
}

void Desktop::askToQuit()
{
    const QList<DatasetName> edited = m_window.unsavedBindings();
    if (edited.isEmpty()) {
        quit();
        return;
    }
    show();
    if (m_quitQuestion)
        return;
    m_quitQuestion = new QuitQuestion(edited, &m_window);
    connect(m_quitQuestion, &QuitQuestion::editsWanted, &m_window, &MainWindow::showBinding);
    connect(m_quitQuestion, &QuitQuestion::quitConfirmed, this, &Desktop::quit);
    m_quitQuestion->open();
}

void Desktop::hideInTray()
{
    m_window.hide();
    if (!std::exchange(m_isToldOfTray, true))
        m_notifier.tellHidden();
    rememberWindow();
    m_hostMissed = 0;
    m_hostCheck.start();
}

/// Without a panel that shows the icon: a second start brings the window back.
void Desktop::hideAway()
{
    m_window.hide();
    m_hostCheck.stop();
    rememberWindow();
}

void Desktop::rememberWindow()
{
    m_tasks.carryOut(
        this,
        [memory = WindowMemory{m_window.remembered(), m_isToldOfTray}](std::stop_token) {
            writeWindowFile(memory);
            return true;
        },
        [](bool) {});
}

void Desktop::toggleWindow()
{
    if (m_window.isActiveWindow())
        closeWindow();
    else
        show();
}

void Desktop::checkHost()
{
    if (m_window.isVisible()) {
        m_hostCheck.stop();
        return;
    }
    m_hostMissed = TrayIcon::hasHost() ? 0 : m_hostMissed + 1;
    if (m_hostMissed > hostMissesAllowed)
        show();
}

} // namespace larder
