/// Sees within 2 seconds what any process changes in the home, and what the passing of time changes, and
/// tells it as rows by name. Polls the times of the data directories (each write there is a rename, which
/// touches its directory); only when they moved are the rows read. Works the same on every file system.
/// Threads: reads in a thread of its own; signals arrive in the thread that made the watch. The first
/// `rowsChanged` tells every row, also when there is none.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/engine/judgedrow.h"

#include <QObject>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace larder {

/// Reads every row; used in one thread only.
using ReadRows = std::function<Result<std::vector<DatasetRow>>()>;
/// Makes a reader in the thread that will use it: a catalog's connection stays in its thread.
using OpenRows = std::function<ReadRows()>;

class HomeWatch : public QObject
{
    Q_OBJECT
public:
    HomeWatch(QString dataPath, OpenRows openRows, const Clock &clock, QObject *parent = nullptr);
    ~HomeWatch() override;

    void start(std::chrono::milliseconds interval = std::chrono::seconds(1));
    /// Reads at once, for those who know that something changed.
    void lookNow();

Q_SIGNALS:
    void rowsChanged(const larder::RowChanges &changes);
    /// The rows cannot be read; told once per different error, and tried on.
    void readFailed(const larder::Error &error);

private:
    void watch(std::stop_token stop, std::chrono::milliseconds interval);

    const QString m_dataPath;
    const OpenRows m_openRows;
    const Clock &m_clock;
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    bool m_isAsked = false;
    std::jthread m_thread; ///< last: it uses the others
};

} // namespace larder

Q_DECLARE_METATYPE(larder::Error)
