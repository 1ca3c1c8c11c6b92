/// Keeps the model's strips of the last days true: counts the activity log when rows were told, in a task,
/// and from then on only what was added since; all of it again when the day changes. GUI thread.
#pragma once

#include "core/catalog/daytally.h"
#include "core/engine/taskrunner.h"
#include "core/sync/services.h"

#include <QDate>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace larder {

class DatasetsModel;

class DaysFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int shownDays = 14;

    DaysFeed(DatasetsModel &model, TaskRunner &tasks, const SyncServices &services,
             QObject *parent = nullptr);

private:
    void count();
    /// `rows` were told before the log was read.
    void take(const DayTallies &told, QDate today, qint64 after, const QSet<DatasetName> &rows);

    DatasetsModel &m_model;
    TaskRunner &m_tasks;
    SyncServices m_services;
    QTimer m_soon; ///< coalesces; also lets the run that changed the row write its line of the log
    Task m_task;
    QSet<DatasetName> m_toldSince; ///< the last count began
    bool m_isCounting = false;
    bool m_isAskedAgain = false;
    QDate m_countedOn;
    DayTallies m_known;
};

} // namespace larder
