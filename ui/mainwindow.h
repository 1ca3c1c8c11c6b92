/// The window: navigation at its side, one page at a time, the run bar at its foot, and the keys that work
/// everywhere. Shows what the seam tells; asks through the engine. GUI thread; what it is given outlives it.
#pragma once

#include "core/engine/engine.h"
#include "core/engine/pause.h"
#include "core/engine/taskrunner.h"
#include "ui/pageservices.h"

#include <QMainWindow>
#include <QPointer>

class QStackedWidget;

namespace larder {

class ActivityPage;
class AddDatasetDialog;
class Clock;
class CachesPage;
class DatasetsModel;
class DatasetsPage;
class HomeWatch;
class Navigation;
class RunBar;
class Scheduler;
class SettingsPage;
class StoragePage;
class StoreGauge;

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
        TaskRunner &tasks;
        SyncServices sync;
        SettingsKeeper &settings;
    };
    /// In the order in which they stand at the side.
    enum class Place { Datasets, Activity, Caches, Storage, Settings };

    MainWindow(const Seam &seam, QWidget *parent = nullptr);

    void refreshNotFresh();
    /// Shows it before everything else, from wherever it was.
    void bringToFront();
    /// The datasets page, with this one selected as soon as it has a row.
    void showDataset(const larder::DatasetName &dataset);
    void showChanges(const larder::DatasetName &dataset);
    void showBinding(const larder::DatasetName &dataset);
    /// Whose bindings were edited and not saved: the end of the window loses the edits.
    [[nodiscard]] QList<DatasetName> unsavedBindings() const;
    /// Asks what is wrong with its upload, to watch for the next one.
    void askReport(const larder::DatasetName &dataset);
    /// Asks whether to fetch everything of them again.
    void askToForce(const QList<larder::DatasetName> &datasets);
    /// A wish from outside of the window (the tray) could not be carried out.
    void showFailure(const larder::Error &error);
    void showPlace(larder::MainWindow::Place place);
    /// Opens the dialog that binds a dataset, with that address; empty: none yet.
    void addDataset(const QString &address);
    /// What the sample customer does next: core/sync/sample.h.
    void playSample();

    /// Size, page and arrangement, to be given to `recall` at the next start. An unknown text changes
    /// nothing.
    [[nodiscard]] QByteArray remembered() const;
    void recall(const QByteArray &state);

Q_SIGNALS:
    /// The window was closed by a person; who knows whether there is a tray decides what that means.
    void closeRequested();
    /// It stands on the screen for the first time: now is the time for what only later looks need.
    void painted();
    void quitRequested();
    void pauseRequested(larder::PauseLength length);
    void resumeRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addPlaces();
    void makePlace(Place place);
    [[nodiscard]] QWidget *madePlace(Place place);
    void addKeys();
    void connectSeam(const Seam &seam);
    void enterPlace(int place);
    void refreshHere();
    void start(const QList<DatasetName> &datasets, Fetch fetch);
    void takeAdded(const DatasetName &dataset);
    void showBackground();
    void lookForDamage();
    void showStore();

    const PageServices m_services;
    Scheduler &m_scheduler;
    const Clock &m_clock;
    Navigation *m_navigation;
    QStackedWidget *m_places;
    DatasetsPage *m_datasets;
    ActivityPage *m_activity = nullptr; ///< this and the next three: once they are entered
    CachesPage *m_caches = nullptr;
    StoragePage *m_storage = nullptr;
    SettingsPage *m_settings = nullptr;
    QString m_toldDamage; ///< the damaged catalog that a notice told of
    QByteArray m_activityState; ///< what the page will recall
    QByteArray m_cachesState;
    RunBar *m_runBar;
    StoreGauge *m_gauge;
    QPointer<AddDatasetDialog> m_adding;
    Task m_lookingForDamage;
    bool m_isPainted = false;
};

} // namespace larder
