/// Starts the background's looks when they are due. Keeps one instant per dataset, the verdict's `lookDue`,
/// so that whatever was missed while the machine slept or was offline is caught up once. Only the process
/// that holds the lock looks. The clock is asked again at least every 30 s: a clock that jumps is noticed
/// without a signal from anywhere. What may not be done now stays due, and is told once per due look. No more
/// is handed over than begins at once: what waits for a slot waits here, where it is still held back when a
/// pause, the night or a metered network begins.
/// Looks that fall due together are spread: each dataset starts up to `longestSpread` late, always by the
/// same time; after failures up to a quarter of the backoff. Never what a person waits for: an open report, a
/// dataset that was never looked at.
/// Threads: its own thread only; nothing here blocks but the taking of a lock that never waits.
#pragma once

#include "core/base/clock.h"
#include "core/engine/doors.h"
#include "core/engine/engine.h"
#include "core/engine/judgedrow.h"
#include "core/engine/permission.h"
#include "core/store/schedulerlock.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace larder {

inline constexpr std::chrono::seconds longestSpread{20};

/// A look that was due and is not made.
struct SkippedLook {
    DatasetName dataset;
    HeldBack heldBack;

    bool operator==(const SkippedLook &) const = default;
};

class Scheduler : public QObject
{
    Q_OBJECT
public:
    /// `hasRoom`: a look that is handed over now begins at once. Whatever makes room calls `noteFinished` or
    /// `check`.
    Scheduler(QString lockPath, const Clock &clock, std::function<bool()> hasRoom, QObject *parent = nullptr);

    /// From here on `lookDue` is emitted. A frozen clock never looks: nothing may wait on it.
    void start();
    void takeRows(const larder::RowChanges &changes);
    /// Without a call nothing is held back.
    void takePermissions(const larder::Permissions &permissions);
    void noteProgress(const larder::Progress &progress);
    void noteFinished(const larder::FinishedRun &run);
    /// Starts what is due; called by the timer, and by whoever knows that time has jumped.
    void check();

    [[nodiscard]] bool isWatching() const { return m_lock.has_value(); }
    /// Why neither this process nor, as far as is known, another one looks: the lock cannot be had at all.
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_trouble; }
    /// When the earliest look begins, spread and all, whoever makes it; one that is going has begun. Those
    /// that are due and held back are left out.
    [[nodiscard]] std::optional<Instant> nextLook() const;
    [[nodiscard]] const Permissions &permissions() const { return m_permissions; }

Q_SIGNALS:
    /// To be connected to Engine::start.
    void lookDue(const larder::RefreshRequest &request);
    void looksSkipped(const QList<larder::SkippedLook> &skipped);
    void turnedAwayChanged(const larder::TurnedAway &turnedAway);
    void nextLookChanged();
    /// This process began to be the one that looks, or its trouble changed.
    void watchingChanged();

private:
    struct Look {
        Instant due{};
        Instant start{}; ///< `due`, spread
        Reach reach = Reach::Network;
        bool isGoing = false;
        std::optional<Tick> readyAt; ///< when it was found due; it may have to wait for room
        bool wasCutOff = false; ///< the last look failed for want of a network
        std::optional<Instant> notBefore; ///< its last run did not move `due`: not again at once
        std::optional<Instant> checkAgain; ///< while fetching is withheld: when asking may tell more
        std::optional<Instant> toldSkipped; ///< the due instant that was told as skipped
    };
    [[nodiscard]] Instant startOf(Look &look, Instant now) const;
    [[nodiscard]] QList<DatasetName> dueAt(Instant now);
    [[nodiscard]] std::optional<HeldBack> heldBack(const DatasetName &dataset, const Look &look,
                                                   Instant now) const;
    /// It is due, and neither its time nor its turn will come by waiting for the clock alone.
    [[nodiscard]] bool isStuck(const DatasetName &dataset, const Look &look, Instant now) const;
    [[nodiscard]] bool hasBeenTold(const DatasetName &dataset, const Look &look, const HeldBack &held) const;
    /// Finds out what is due, tells what of it is held back, and starts the rest.
    void startDue(Instant now);
    void startReady(Instant now);
    void takeLock();
    void arm();
    void armSoon();

    const QString m_lockPath;
    const Clock &m_clock;
    const std::function<bool()> m_hasRoom;
    bool m_isStarted = false;
    std::optional<SchedulerLock> m_lock;
    std::optional<Error> m_trouble;
    std::optional<Instant> m_toldNextLook;
    Permissions m_permissions;
    QHash<DatasetName, Look> m_looks;
    QList<DatasetName> m_ready; ///< due when that was found out last, and wait for room; the first one last
    Doors m_doors;
    TurnedAway m_turnedAway; ///< as it was told
    QTimer m_timer;
    QTimer m_armSoon;
};

} // namespace larder

Q_DECLARE_METATYPE(larder::RefreshRequest)
