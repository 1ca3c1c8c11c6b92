/// The window: the datasets page, the run bar at its foot, and the keys that work everywhere. Shows what the
/// seam tells; asks through the engine. GUI thread; what it is given outlives it.
#pragma once

#include "core/engine/engine.h"

#include <QMainWindow>

#include <functional>

namespace larder {

class Clock;
class DatasetsModel;
class DatasetsPage;
class HomeWatch;
class RunBar;
class Scheduler;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    struct Seam {
        Engine &engine;
        HomeWatch &watch;
        Scheduler &scheduler;
        DatasetsModel &model;
        const Clock &clock;
    };
    MainWindow(const Seam &seam, QWidget *parent = nullptr);

    void refreshNotFresh();
    /// Shows it before everything else, from wherever it was.
    void bringToFront();

Q_SIGNALS:
    /// The window was closed by a person; who knows whether there is a tray decides what that means.
    void closeRequested();
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addKeys();
    void start(const QList<DatasetName> &datasets);
    void showBackground();

    Engine &m_engine;
    Scheduler &m_scheduler;
    const Clock &m_clock;
    DatasetsPage *m_page;
    RunBar *m_runBar;
};

} // namespace larder
