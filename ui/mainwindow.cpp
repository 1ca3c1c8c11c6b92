#include "ui/mainwindow.h"

#include "core/base/clock.h"
#include "core/engine/homewatch.h"
#include "core/engine/scheduler.h"
#include "core/wording/quantities.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetspage.h"
#include "ui/runbar.h"

#include <QAction>
#include <QCloseEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(const Seam &seam, QWidget *parent)
    : QMainWindow(parent),
      m_engine(seam.engine),
      m_scheduler(seam.scheduler),
      m_clock(seam.clock),
      m_page(new DatasetsPage(seam.model, this)),
      m_runBar(new RunBar(this))
{
    setWindowTitle(tr("Larder"));
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_page, 1);
    layout->addWidget(m_runBar);
    setCentralWidget(central);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    setMinimumSize(640, 360);
    addKeys();

    connect(m_page, &DatasetsPage::refreshRequested, this, &MainWindow::start);
    connect(m_page, &DatasetsPage::stopRequested, this, [this](const QList<DatasetName> &datasets) {
        for (const DatasetName &dataset : datasets)
            m_engine.stop(dataset);
    });
    connect(m_page, &DatasetsPage::retryRequested, &seam.watch, &HomeWatch::lookNow);
    connect(&seam.watch, &HomeWatch::readFailed, m_page, &DatasetsPage::showReadError);
    connect(&seam.watch, &HomeWatch::readSucceeded, m_page, &DatasetsPage::showReading);
    connect(&seam.model, &DatasetsModel::summaryChanged, this, &MainWindow::showBackground);
    connect(&m_engine, &Engine::runStarted, m_runBar, &RunBar::showStarted);
    connect(&m_engine, &Engine::progressed, m_runBar, &RunBar::showProgress);
    connect(&m_engine, &Engine::runFinished, m_runBar, &RunBar::showFinished);
    connect(&m_scheduler, &Scheduler::nextLookChanged, this, &MainWindow::showBackground);
    connect(&m_scheduler, &Scheduler::watchingChanged, this, &MainWindow::showBackground);
    showBackground();
}

void MainWindow::refreshNotFresh()
{
    m_page->refreshNotFresh();
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->ignore();
    Q_EMIT closeRequested();
}

void MainWindow::addKeys()
{
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, auto &&slot) {
        auto *action = new QAction(text, this);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Refresh the selected datasets"), {Qt::Key_F5}, [this] { m_page->refreshSelected(); });
    add(tr("Refresh all"), {Qt::CTRL | Qt::Key_R}, [this] { m_page->refreshAll(); });
    add(tr("Close the window"), {QKeySequence::Close}, [this] { close(); });
    add(tr("Quit"), {Qt::CTRL | Qt::Key_Q}, [this] { Q_EMIT quitRequested(); });
}

void MainWindow::start(const QList<DatasetName> &datasets)
{
    for (const DatasetName &dataset : datasets)
        m_engine.start({.dataset = dataset, .trigger = Trigger::Person});
}

void MainWindow::showBackground()
{
    if (m_clock.isFrozen()) {
        const QString when = instantText(m_clock.now(), QTimeZone::systemTimeZone());
        m_runBar->showBackground(tr("As of %1 · background sync off").arg(when));
        return;
    }
    const QString who =
        m_scheduler.isWatching() ? tr("background sync on") : tr("background sync by another Larder");
    const std::optional<Instant> next = m_scheduler.nextLook();
    const Instant now = m_clock.now();
    if (!next) {
        m_runBar->showBackground(who);
        return;
    }
    m_runBar->showBackground(
        *next <= now
            ? tr("Looking now · %1").arg(who)
            : tr("Next look %1 · %2").arg(friendlyInstant(*next, now, QTimeZone::systemTimeZone()), who));
}

} // namespace larder
