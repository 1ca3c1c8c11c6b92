/// THE asynchronous seam: turns the blocking `refresh` into signals with values.
/// One run per dataset at a time: who asks for a dataset that is running joins that run, or gets one further
/// run when the going one does less than what is asked. At most `atOnce` run side by side, and all but one of
/// these for the background: a person never waits for it. (Of one slot both have one.) Threads: every
/// function and every signal belongs to the thread that made the engine; runs have threads of their own and
/// never touch it. Progress is at most 10 signals a second per run, always the latest. After `shutDown` no
/// signal is emitted any more, whatever the runs still say.
#pragma once

#include "core/base/handover.h"
#include "core/sync/refresh.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <stop_token>

namespace larder {

/// `refresh`, or `look` for what is held back, with its services bound; or a fake. Called from many threads
/// at once.
using RefreshFunction =
    std::function<Result<RunReport>(const RefreshRequest &, const ProgressCallback &, std::stop_token)>;

struct FinishedRun {
    DatasetName dataset;
    Trigger trigger = Trigger::Person;
    Result<RunReport> result; ///< an error: no run could be made at all

    bool operator==(const FinishedRun &) const = default;
};

class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(RefreshFunction refresh, int atOnce, QObject *parent = nullptr);
    /// Stops every run and waits for it.
    ~Engine() override;

    void start(const RefreshRequest &request);
    /// From the next start on; what is going goes on.
    void setAtOnce(int atOnce);
    /// A run that waits ends at once, as Cancelled; a going one ends soon, with what it reports.
    void stop(const DatasetName &dataset);
    void stopAll();

    /// It runs, or waits for its turn.
    [[nodiscard]] bool isActive(const DatasetName &dataset) const;
    [[nodiscard]] int activeCount() const;
    /// A background run that is started now runs at once. One that has to wait is better asked for later: it
    /// may not be wanted any more.
    [[nodiscard]] bool hasRoomForBackground() const;

    /// Stops every run and waits. False: some run has not ended by then; the process may end without it, the
    /// store survives that as it survives a kill.
    [[nodiscard]] bool shutDown(std::chrono::milliseconds atMost);

Q_SIGNALS:
    void runStarted(const larder::DatasetName &dataset);
    void progressed(const larder::Progress &progress);
    void runFinished(const larder::FinishedRun &run);

private:
    struct Run;

    [[nodiscard]] bool hasSlot(Trigger trigger) const;
    void startWaiting();
    [[nodiscard]] std::deque<RefreshRequest>::iterator waitingRequest(const DatasetName &dataset);
    void launch(const RefreshRequest &request);
    void finish(const std::shared_ptr<Run> &run, const Result<RunReport> &result);
    void reportProgress();

    RefreshFunction m_refresh;
    int m_atOnce;
    bool m_isShutDown = false;
    std::deque<RefreshRequest> m_waiting; ///< each dataset once
    QSet<DatasetName> m_waitingNames; ///< thousands wait at midnight
    QHash<DatasetName, std::shared_ptr<Run>> m_running;
    Inbox m_inbox; ///< the only way from a run to the engine
    QTimer m_progressTimer;
    QThreadPool m_pool;
};

} // namespace larder

Q_DECLARE_METATYPE(larder::FinishedRun)
