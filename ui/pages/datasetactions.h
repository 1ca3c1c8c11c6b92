/// What a person can do about datasets, for the table, its menus and the details alike. What concerns single
/// datasets (a hold, a pin, a report) it carries out itself, in tasks; runs are wishes, told as signals.
/// Questions are asked in dialogs over `window`, which owns it. GUI thread; what it is given outlives it.
#pragma once

#include "core/base/result.h"
#include "core/dataset/datasetname.h"
#include "core/sync/services.h"

#include <QObject>

#include <functional>

class QMenu;
class QWidget;

namespace larder {

class DatasetsModel;
class TaskRunner;
struct Record;

class DatasetActions : public QObject
{
    Q_OBJECT
public:
    struct Services {
        DatasetsModel &model;
        TaskRunner &tasks;
        SyncServices sync;
    };
    DatasetActions(const Services &services, QWidget *window);

    /// Everything that can be done with these. REQUIRES: there is one.
    void fillMenu(QMenu &menu, const QList<DatasetName> &datasets);
    void fillCustomerMenu(QMenu &menu, const QString &customer);

    void refresh(const DatasetName &dataset) { Q_EMIT refreshRequested({dataset}); }
    /// Asks once, with what it costs, before `forceRequested`.
    void askForce(const QList<DatasetName> &datasets);
    void askReport(const DatasetName &dataset);

    void hold(const DatasetName &dataset, const SnapshotId &snapshot);
    void release(const DatasetName &dataset);
    void pin(const DatasetName &dataset, const SnapshotId &snapshot);
    void unpin(const DatasetName &dataset, const SnapshotId &snapshot);

    /// Of what readers get; datasets without a snapshot are left out.
    void copyPaths(const QList<DatasetName> &datasets) const;
    void openFolder(const DatasetName &dataset, const SnapshotId &snapshot) const;

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    /// Fetch everything again; the person was asked.
    void forceRequested(const QList<larder::DatasetName> &datasets);
    void stopRequested(const QList<larder::DatasetName> &datasets);
    /// A choice was written, or could not be.
    void chosen(const larder::DatasetName &dataset);
    void failed(const larder::Error &error);

private:
    using Choice = std::function<Result<Record>(const SyncServices &, const DatasetName &)>;

    void addRuns(QMenu &menu, const QList<DatasetName> &datasets);
    void addCopies(QMenu &menu, const QList<DatasetName> &datasets);
    void addChoices(QMenu &menu, const QList<DatasetName> &datasets);
    void choose(const DatasetName &dataset, const Choice &choice);
    [[nodiscard]] QStringList currentPaths(const QList<DatasetName> &datasets) const;
    [[nodiscard]] QString costOfForce(const QList<DatasetName> &datasets) const;

    DatasetsModel &m_model;
    TaskRunner &m_tasks;
    const SyncServices m_sync;
    QWidget *m_window;
};

} // namespace larder
