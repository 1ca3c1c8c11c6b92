/// The details of the selected dataset: what changed, its files, snapshots, activity and binding, as tabs.
/// Everything is read in tasks; another dataset selected, and the answer about the old one is dropped. When
/// the dataset's row is told anew, what is shown is read again and replaced without flicker. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/sync/bindings.h"
#include "core/sync/services.h"
#include "ui/models/datasetreading.h"

#include <QTimeZone>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace larder {

class BindingTab;
class ChangesTab;
class DatasetActivityModel;
class DatasetActions;
class ElidedLabel;
class ExportBar;
class FilesTab;
class SnapshotsModel;
class SnapshotsView;
struct DatasetItem;

class DetailsPanel : public QWidget
{
    Q_OBJECT
public:
    enum Tab { ChangesPage, FilesPage, SnapshotsPage, ActivityPage, BindingPage };

    DetailsPanel(DatasetActions &actions, TaskRunner &tasks, const SyncServices &services,
                 const QTimeZone &viewerZone, QWidget *parent = nullptr);
    ~DetailsPanel() override;

    /// What its row says; nullptr: nothing is selected.
    void show(const DatasetItem *item);
    /// The row was told anew: reads again.
    void readAgain(const DatasetItem &item);
    /// The dataset is gone, and what was edited of it.
    void forget(const DatasetName &dataset);
    [[nodiscard]] std::optional<DatasetName> dataset() const { return m_dataset; }

    /// What the newest upload changed, whatever was compared before.
    void showNewestChanges();
    /// Whose bindings were edited and not saved.
    [[nodiscard]] QList<DatasetName> unsavedBindings() const;
    [[nodiscard]] int currentTab() const;
    void setCurrentTab(int tab);

Q_SIGNALS:
    void closeRequested();
    /// The binding was saved.
    void homeChanged();
    void failed(const larder::Error &error);
    void told(const QString &words, const QString &folder);

private:
    [[nodiscard]] QWidget *makeTabBar();
    [[nodiscard]] QWidget *makeTrouble();
    [[nodiscard]] QWidget *makeSnapshotsPage();
    [[nodiscard]] QWidget *makeActivityPage();
    void connectSnapshots(SnapshotsView &view);
    void makeBindingTab();
    void clear();
    void markEdited(bool isEdited);
    void showTrouble(const DatasetItem &item);
    void readOverview();
    void takeOverview(const DatasetOverview &overview);
    void showCurrentTab();
    void readComparison();
    void readFilesOfCurrent();
    void readActivities();
    void compareWith(const SnapshotId &snapshot);
    void saveBinding(const QList<KeyValue> &settings);

    DatasetActions &m_actions;
    TaskRunner &m_tasks;
    const SyncServices m_services;
    const QTimeZone m_viewerZone;
    std::optional<DatasetName> m_dataset;
    std::optional<DatasetOverview> m_overview;
    SnapshotId m_comparedWith; ///< chosen by a person; empty: the one before the newest
    Task m_overviewTask;
    Task m_comparisonTask;
    Task m_filesTask;
    Task m_activityTask;

    SnapshotsModel *m_snapshots;
    DatasetActivityModel *m_activities;
    QTabBar *m_tabs;
    ElidedLabel *m_subject;
    QStackedWidget *m_pages;
    ChangesTab *m_changesTab;
    FilesTab *m_filesTab;
    BindingTab *m_bindingTab = nullptr; ///< once it is entered
    QLabel *m_activityWords = nullptr;
    ElidedLabel *m_troubleWords = nullptr;
    QPushButton *m_troubleRefresh = nullptr;
    QPushButton *m_troubleEdit = nullptr;
    QWidget *m_trouble;
    ExportBar *m_exportBar;
};

} // namespace larder
