/// Starts the background's looks when they are due. Keeps one instant per dataset, the verdict's `lookDue`,
/// so that whatever was missed while the machine slept is caught up once. Only the process that holds the
/// lock looks. The clock is asked again at least every 30 s: a clock that jumps is noticed without a signal
/// from anywhere. Threads: its own thread only; nothing here blocks but the taking of a lock that never
/// waits.
#pragma once

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/engine/judgedrow.h"
#include "core/engine/schedulerlock.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace larder {

class Scheduler : public QObject
{
    Q_OBJECT
public:
    Scheduler(QString lockPath, const Clock &clock, QObject *parent = nullptr);

    /// From here on `lookDue` is emitted. A frozen clock never looks: nothing may wait on it.
    void start();
    void takeRows(const larder::RowChanges &changes);
    void noteFinished(const larder::FinishedRun &run);
    /// Starts what is due; called by the timer, and by whoever knows that time has jumped.
    void check();

    [[nodiscard]] bool isWatching() const { return m_lock.has_value(); }
    /// The earliest look to come, whoever makes it.
    [[nodiscard]] std::optional<Instant> nextLook() const;

Q_SIGNALS:
    /// To be connected to Engine::start.
    void lookDue(const larder::RefreshRequest &request);
    void nextLookChanged();
    /// This process began or ceased to be the one that looks.
    void watchingChanged(bool isWatching);

private:
    struct Look {
        Instant due{};
        bool isGoing = false;
        std::optional<Instant> notBefore; ///< its last run did not move `due`: not again at once
    };
    [[nodiscard]] static Instant startOf(Look &look, Instant now);
    void takeLock();
    void arm();

    const QString m_lockPath;
    const Clock &m_clock;
    bool m_isStarted = false;
    std::optional<SchedulerLock> m_lock;
    std::optional<Instant> m_toldNextLook;
    QHash<DatasetName, Look> m_looks;
    QTimer m_timer;
};

} // namespace larder

Q_DECLARE_METATYPE(larder::RefreshRequest)
