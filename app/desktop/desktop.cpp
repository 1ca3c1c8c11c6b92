#include "app/desktop/desktop.h"

#include "app/desktop/autostart.h"
#include "app/desktop/windowfile.h"
#include "core/store/locks.h"
#include "core/sync/index.h"

#include <QApplication>

#include <cstdlib>

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr auto longestShutDown = 5s; // then the process ends without its runs; the store survives that
constexpr auto hostCheckInterval = 5s;
constexpr int hostMissesAllowed = 2; // a panel that restarts is away for a moment

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

Result<std::unique_ptr<Desktop>> Desktop::open(const QString &asOf, Appearance &appearance,
                                               Qt::ColorScheme chosenScheme)
{
    Result<std::unique_ptr<Composition>> composition = Composition::open(asOf);
    if (!composition)
        return failure(composition);
    if (const Result<void> writable = (*composition)->requireWritableTime(); !writable)
        return failure(writable);
    return std::unique_ptr<Desktop>(new Desktop(std::move(*composition), appearance, chosenScheme));
}

Desktop::Desktop(std::unique_ptr<Composition> composition, Appearance &appearance,
                 Qt::ColorScheme chosenScheme)
    : m_composition(std::move(composition)),
      m_appearance(appearance),
      m_settings(m_tasks, {loadSettings, saveSettings, startsWithSession, setStartsWithSession},
                 m_composition->settings()),
      m_model(QTimeZone::systemTimeZone()),
      m_news(QTimeZone::systemTimeZone()),
      m_engine(
          [this](const RefreshRequest &request, const ProgressCallback &progress, std::stop_token stop) {
              return larder::refresh(m_composition->services(), request, progress, std::move(stop));
          },
          m_composition->settings().concurrency),
      m_watch(
          m_composition->home().data(), [this] { return openReader(); }, m_composition->clock()),
      m_scheduler(m_composition->home().data().schedulerLock(), m_composition->clock()),
      m_window({m_engine, m_watch, m_scheduler, m_model, m_composition->clock(), m_tasks,
                m_composition->services(), m_settings})
{
    connectSeam();
    connectFaces();
    connectSettings(chosenScheme);
    m_window.recall(readWindowFile());
    m_watch.start();
    m_scheduler.start();
}

void Desktop::show()
{
    m_window.bringToFront();
}

void Desktop::startHidden()
{
    // At the start of a session the panel may come later than we do.
    m_hostMissed = 0;
    m_hostCheck.start();
}

void Desktop::quit()
{
    m_window.hide();
    writeWindowFile(m_window.remembered());
    if (!m_engine.shutDown(longestShutDown))
        std::_Exit(EXIT_SUCCESS);
    QApplication::quit();
}

HomeReader Desktop::openReader() const
{
    const Home &home = m_composition->home();
    auto catalog = std::make_shared<std::optional<Catalog>>();
    auto known = std::make_shared<std::vector<DatasetRow>>();
    const auto rows = [this, &home, catalog, known]() -> Result<std::vector<DatasetRow>> {
        if (!*catalog) {
            Result<Catalog> opened = m_composition->openCatalog();
            if (!opened) // newer, locked, read-only: the rows are known without it
                return rowsFromFiles(home);
            catalog->emplace(std::move(*opened));
        }
        Result<std::vector<DatasetRow>> current = currentRows(home, **catalog, std::move(*known));
        *known = current.value_or(std::vector<DatasetRow>());
        return current;
    };
    const auto isRunning = [&home](const DatasetName &name) {
        return RunLock::holder(home, name).has_value();
    };
    return {rows, isRunning};
}

void Desktop::connectSeam()
{
    connect(&m_watch, &HomeWatch::rowsChanged, &m_model, &DatasetsModel::takeRows);
    connect(&m_watch, &HomeWatch::rowsChanged, &m_scheduler, &Scheduler::takeRows);
    connect(&m_engine, &Engine::runStarted, &m_model, &DatasetsModel::showStarted);
    connect(&m_engine, &Engine::progressed, &m_model, &DatasetsModel::showProgress);
    connect(&m_engine, &Engine::runFinished, &m_model, &DatasetsModel::showFinished);
    connect(&m_engine, &Engine::runFinished, &m_scheduler, &Scheduler::noteFinished);
    connect(&m_engine, &Engine::runFinished, &m_watch, &HomeWatch::lookNow);
    connect(&m_scheduler, &Scheduler::lookDue, &m_engine, &Engine::start);
}

void Desktop::connectFaces()
{
    connect(&m_model, &DatasetsModel::summaryChanged, this,
            [this] { m_tray.showRunning(m_engine.activeCount()); });
    connect(&m_watch, &HomeWatch::rowsChanged, &m_tray, &TrayIcon::takeRows);
    connect(&m_watch, &HomeWatch::rowsChanged, this, &Desktop::tellNews);
    connect(&m_window, &MainWindow::closeRequested, this, &Desktop::closeWindow);
    connect(&m_window, &MainWindow::quitRequested, this, &Desktop::quit);
    connect(&m_tray, &TrayIcon::activated, this, &Desktop::toggleWindow);
    connect(&m_tray.menu(), &TrayMenu::refreshRequested, this, &Desktop::refresh);
    connect(&m_tray.menu(), &TrayMenu::openRequested, this, &Desktop::show);
    connect(&m_tray.menu(), &TrayMenu::quitRequested, this, &Desktop::quit);
    connect(&m_notifier, &Notifier::refreshRequested, this, &Desktop::refresh);
    connect(&m_notifier, &Notifier::openRequested, this, &Desktop::openDataset);
    m_hostCheck.setInterval(hostCheckInterval);
    connect(&m_hostCheck, &QTimer::timeout, this, &Desktop::checkHost);
}

/// A colour scheme that was chosen at the start holds until another one is chosen in the settings.
void Desktop::connectSettings(Qt::ColorScheme chosenScheme)
{
    connect(&m_settings, &SettingsKeeper::changed, this,
            [this, theme = m_settings.settings().theme](const Settings &settings) mutable {
                m_composition->apply(settings);
                m_engine.setAtOnce(settings.concurrency);
                if (std::exchange(theme, settings.theme) != settings.theme)
                    m_appearance.choose(schemeOf(settings.theme));
            });
    if (chosenScheme == Qt::ColorScheme::Unknown)
        m_appearance.choose(schemeOf(m_settings.settings().theme));
}

void Desktop::refresh(const QList<DatasetName> &datasets)
{
    for (const DatasetName &dataset : datasets)
        m_engine.start({.dataset = dataset, .trigger = Trigger::Person});
}

void Desktop::openDataset(const DatasetName &dataset)
{
    show();
    m_window.select(dataset);
}

void Desktop::tellNews(const RowChanges &changes)
{
    const Settings &settings = m_composition->settings();
    for (const News &news : m_news.takeRows(changes)) {
        const bool isUpload = news.kind == NewsKind::Reuploaded || news.kind == NewsKind::Identical;
        if (isUpload ? settings.notifiesOfReuploads : settings.notifiesOfTrouble)
            m_notifier.tell(news);
    }
}

void Desktop::closeWindow()
{
    if (!TrayIcon::hasHost()) {
        quit();
        return;
    }
    m_window.hide();
    m_tasks.carryOut(
        this,
        [state = m_window.remembered()](std::stop_token) {
            writeWindowFile(state);
            return true;
        },
        [](bool) {});
    startHidden();
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
