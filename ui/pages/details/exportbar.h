/// A snapshot as one archive: asks where to, writes it in a task, and shows how far it is, with a button that
/// stops it. One at a time; it goes on whatever is looked at meanwhile. Hidden while there is none. GUI
/// thread.
#pragma once

#include "core/base/result.h"
#include "core/dataset/manifest.h"
#include "core/engine/taskrunner.h"
#include "core/sync/services.h"

#include <QFrame>

#include <memory>

class QProgressBar;
class QTimer;

namespace larder {

class ElidedLabel;

class ExportBar : public QFrame
{
    Q_OBJECT
public:
    ExportBar(TaskRunner &tasks, const SyncServices &services, QWidget *parent = nullptr);
    ~ExportBar() override;

    void ask(const DatasetName &dataset, const SnapshotId &snapshot);

Q_SIGNALS:
    /// `folder`: where it lies now.
    void exported(const QString &words, const QString &folder);
    void failed(const larder::Error &error);

private:
    struct Going;
    void exportTo(const DatasetName &dataset, const SnapshotId &snapshot, const QString &chosen);
    void stop();
    void showProgress();

    TaskRunner &m_tasks;
    const SyncServices m_services;
    std::shared_ptr<Going> m_going; ///< null: none is going
    QString m_lastFolder; ///< empty: nothing was exported yet
    Task m_task;
    ElidedLabel *m_words;
    QProgressBar *m_progress;
    QTimer *m_tick;
};

} // namespace larder
