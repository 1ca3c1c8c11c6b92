/// Sees within 2 seconds what any process changes in the home, and what the passing of time changes, and
/// tells it as rows by name. Polls the times of the data directories (each write there is a rename, which
/// touches its directory); only when they moved are the rows read. Works the same on every file system.
/// Threads: reads and judges in a thread of its own; signals arrive in the thread that made the watch, one in
/// each turn of its event loop, and many rows in several signals: however many change at midnight, whoever
/// else waits for that thread waits for a few of them only. All rows are told at first.
/// It is also where what the background may do is worked out, since it is awake anyway: from the pause, the
/// time, and the circumstances that it was told; not before it was told some.
#pragma once

#include "core/base/clock.h"
#include "core/base/handover.h"
#include "core/base/result.h"
#include "core/engine/judgedrow.h"
#include "core/engine/permission.h"
#include "core/store/layout.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace larder {

/// How the watch reads a home; used in one thread only.
struct HomeReader {
    std::function<Result<std::vector<DatasetRow>>()> rows;
    std::function<bool(const DatasetName &)> isRunning; ///< a run of any process is going
    std::function<std::optional<Pause>(Instant now)> pause = {}; ///< empty: there is none
    std::function<bool()> isWatched = {}; ///< some process looks in the background; empty: none does
    std::function<Result<QString>()> storePlace = {}; ///< follows a move of the store; empty: it stays
};
/// Makes a reader in the thread that will use it: a catalog's connection stays in its thread.
using OpenHomeReader = std::function<HomeReader()>;

class HomeWatch : public QObject
{
    Q_OBJECT
public:
    /// What one signal tells of. What listens to it takes about 10 us a row.
    static constexpr qsizetype mostRowsAtOnce = 128;

    HomeWatch(DataLayout data, OpenHomeReader openReader, const Clock &clock, QObject *parent = nullptr);
    ~HomeWatch() override;

    /// The default leaves half a second for the reading, and the machine alone for most of the time.
    void start(std::chrono::milliseconds interval = std::chrono::milliseconds(1500));
    /// Reads at once, for those who know that something changed.
    void lookNow();
    void setCircumstances(const Circumstances &circumstances);
    /// For their rows to say so.
    void setTurnedAway(const larder::TurnedAway &turnedAway);

Q_SIGNALS:
    /// By name.
    void rowsChanged(const larder::RowChanges &changes);
    /// The first time in any case; before the rows that show it.
    void permissionsChanged(const larder::Permissions &permissions);
    /// By whatever process; not the first time.
    void storeMoved(const QString &place);
    /// After the first reading, and after each that follows a failed one; its rows were told before.
    void readSucceeded();
    /// The rows cannot be read; told once per different error, and tried on.
    void readFailed(const larder::Error &error);

private:
    class Round;
    template <typename Emission>
    void emitLater(Emission emission);
    void emitNext();
    void watch(std::stop_token stop, std::chrono::milliseconds interval);

    const DataLayout m_data;
    const OpenHomeReader m_openReader;
    const Clock &m_clock;
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    bool m_isAsked = false;
    Inbox m_inbox;
    bool m_isWoken = false;
    std::optional<Circumstances> m_circumstances;
    TurnedAway m_turnedAway;
    std::deque<std::function<void()>> m_emissions; ///< in order; of the watch's own thread, as the timer
    QTimer m_nextTurn;
    std::jthread m_thread; ///< last: it uses the others
};

} // namespace larder

Q_DECLARE_METATYPE(larder::Error)
