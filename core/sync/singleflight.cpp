#include "core/sync/singleflight.h"

#include "core/freshness/policy.h"
#include "core/store/home.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

#include <condition_variable>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto signEvery = 2s;
constexpr auto lookAtHolderEvery = 200ms;
static_assert(silentHolderLimit > 5 * signEvery, "a busy machine must not look like a stopped process");

qint64 signOf(const QString &lockFile)
{
    struct stat status{};
    if (::stat(QFile::encodeName(lockFile).constData(), &status) != 0)
        return 0;
    return qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// Whether the holder's signs still come; told by the steady clock, whatever the file times mean.
class HolderWatch
{
public:
    explicit HolderWatch(QString lockFile) : m_lockFile(std::move(lockFile)) { }

    [[nodiscard]] bool isSilent()
    {
        const qint64 sign = signOf(m_lockFile);
        const auto now = std::chrono::steady_clock::now();
        if (sign != m_lastSign) {
            m_lastSign = sign;
            m_lastSignAt = now;
        }
        return now - m_lastSignAt > silentHolderLimit;
    }

private:
    QString m_lockFile;
    qint64 m_lastSign = -1;
    std::chrono::steady_clock::time_point m_lastSignAt = std::chrono::steady_clock::now();
};

Error silentHolder(const SyncServices &services, const DatasetName &dataset)
{
    const auto holder = RunLock::holder(services.home, dataset);
    const QString who = holder ? u"process %1"_s.arg(holder->processId) : u"another process"_s;
    return {ErrorKind::Busy,
            u"%1 is being fetched by %2, which has not moved for %3 seconds"_s.arg(
                dataset.text(), who, QString::number(silentHolderLimit.count())),
            dataset.text(), u"let it continue, or end it, and try again"_s};
}

bool asksEveryTime(const QString &policy)
{
    return policy.trimmed() == "always"_L1;
}

} // namespace

bool mayShare(const RunReport &lastRun, const RefreshRequest &request, const QString &policy)
{
    const bool endedAfterQuestion =
        lastRun.finishedTick >= request.askedAt && lastRun.finishedTick <= Tick::now();
    if (!endedAfterQuestion || lastRun.outcome == Outcome::Stopped)
        return false;
    if (!isConfirming(lastRun.outcome))
        return true;
    // Nothing differs, and nothing is proven (a look between two boundaries; a binding that was changed
    // meanwhile).
    if (!lastRun.confirmed && request.trigger != Trigger::Background)
        return false;
    const bool isForced = request.fetch == Fetch::All;
    if (isForced && !lastRun.forced)
        return false;
    return lastRun.probedTick >= request.askedAt || (!isForced && !asksEveryTime(policy));
}

Result<Turn> awaitTurn(const SyncServices &services, const DatasetFolder &folder,
                       const RefreshRequest &request, const QString &runId, const ProgressCallback &progress,
                       std::stop_token stop)
{
    HolderWatch watch(folder.layout().runLock());
    auto lock = RunLock::tryAcquire(services.home, request.dataset, runId);
    if (lock && !*lock && progress)
        progress({.dataset = request.dataset, .runId = runId, .phase = Phase::Waiting});
    while (lock && !*lock) {
        auto acquired = RunLock::acquire(services.home, request.dataset, runId, lookAtHolderEvery, stop);
        if (acquired) {
            lock = std::optional<RunLock>(std::move(*acquired));
            break;
        }
        if (acquired.error().kind != ErrorKind::Busy)
            return failure(acquired);
        if (watch.isSilent())
            return std::unexpected(silentHolder(services, request.dataset));
    }
    if (!lock)
        return failure(lock);

    const auto record = folder.record();
    if (!record)
        return failure(record);
    const auto binding = folder.binding();
    if (!binding)
        return failure(binding);
    // Since that run, a check has seen yet another upload: a person who asks now means that one, too.
    const bool isOutrun = record->knownChange && request.trigger == Trigger::Person && record->lastRun
        && isConfirming(record->lastRun->outcome);
    if (record->lastRun && !isOutrun && mayShare(*record->lastRun, request, binding->policy))
        return Turn(*record->lastRun);
    return Turn(std::move(**lock));
}

SignOfLife::SignOfLife(const DatasetLayout &layout)
    : m_thread([path = QFile::encodeName(layout.runLock()),
                folder = QFile::encodeName(layout.folder())](std::stop_token stop) {
          ::utimensat(AT_FDCWD, folder.constData(), nullptr, 0);
          std::mutex mutex;
          std::condition_variable_any ended;
          std::unique_lock guard(mutex);
          while (!stop.stop_requested()) {
              ::utimensat(AT_FDCWD, path.constData(), nullptr, 0);
              ended.wait_for(guard, stop, signEvery, [] { return false; });
          }
      })
{ }

} // namespace larder
