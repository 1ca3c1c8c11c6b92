#include "core/engine/homewatch.h"

#include "core/base/clock.h"
#include "core/engine/rowtracker.h"

#include <QFile>

#include <dirent.h>
#include <sys/stat.h>

#include <optional>

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr auto rereadInterval = 30s; // whatever the times say
/// Directory times tick as coarsely as the kernel (up to 10 ms); younger than this, one may hide a second
/// change.
constexpr auto surelySettled = 100ms;

/// The times of the directories below data/ that hold truth files.
struct HomeTimes {
    quint64 digest = 1469598103934665603ULL; // FNV-1a
    qint64 newestNs = 0;

    void add(const char *name, const struct stat &status)
    {
        const qint64 changedNs = status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
        newestNs = std::max(newestNs, changedNs);
        mix(name, strlen(name));
        mix(&changedNs, sizeof changedNs);
        mix(&status.st_ino, sizeof status.st_ino);
    }

private:
    void mix(const void *bytes, std::size_t size)
    {
        for (const auto *byte = static_cast<const unsigned char *>(bytes); size > 0; ++byte, --size)
            digest = (digest ^ *byte) * 1099511628211ULL;
    }
};

/// `depth` levels of directories below `path`, in the order of the directory, which is stable while it is
/// unchanged.
void addTimes(HomeTimes &times, const QByteArray &path, int depth)
{
    struct stat status{};
    if (::stat(path.constData(), &status) != 0 || !S_ISDIR(status.st_mode))
        return;
    times.add(path.constData(), status);
    if (depth == 0)
        return;
    DIR *directory = ::opendir(path.constData());
    if (!directory)
        return;
    while (const dirent *entry =
               ::readdir(directory)) { // NOLINT(concurrency-mt-unsafe): one stream, one thread
        if (entry->d_name[0] != '.')
            addTimes(times, path + '/' + entry->d_name, depth - 1);
    }
    ::closedir(directory);
}

HomeTimes readTimes(const QString &dataPath)
{
    HomeTimes times;
    addTimes(times, QFile::encodeName(dataPath + u"/customers"), 0);
    addTimes(times, QFile::encodeName(dataPath + u"/datasets"), 2);
    return times;
}

/// When is a reading of the rows still good?
class Reading
{
public:
    [[nodiscard]] bool isGoodFor(const HomeTimes &times) const
    {
        return m_digest == times.digest && std::chrono::steady_clock::now() - m_readAt < rereadInterval;
    }
    /// REQUIRES: `times` were read before the rows were.
    void remember(const HomeTimes &times)
    {
        const qint64 nowNs = std::chrono::nanoseconds(SystemClock().now().time_since_epoch()).count();
        const bool isSettled =
            std::abs(nowNs - times.newestNs) > std::chrono::nanoseconds(surelySettled).count();
        m_digest = isSettled ? std::optional(times.digest) : std::nullopt;
        m_readAt = std::chrono::steady_clock::now();
    }
    void forget() { m_digest.reset(); }

private:
    std::optional<quint64> m_digest;
    std::chrono::steady_clock::time_point m_readAt;
};

} // namespace

HomeWatch::HomeWatch(QString dataPath, OpenRows openRows, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_dataPath(std::move(dataPath)),
      m_openRows(std::move(openRows)),
      m_clock(clock)
{ }

HomeWatch::~HomeWatch() = default; // the thread is stopped and joined first, being the last member

void HomeWatch::start(std::chrono::milliseconds interval)
{
    m_thread = std::jthread([this, interval](std::stop_token stop) { watch(std::move(stop), interval); });
}

void HomeWatch::lookNow()
{
    {
        const std::scoped_lock lock(m_guard);
        m_isAsked = true;
    }
    m_wake.notify_one();
}

void HomeWatch::watch(std::stop_token stop, std::chrono::milliseconds interval)
{
    const ReadRows readRows = m_openRows();
    RowTracker tracker(QTimeZone::systemTimeZone());
    Reading reading;
    std::optional<Error> toldError;
    bool isFirst = true;
    const auto tell = [&](const RowChanges &changes) {
        if (changes.isEmpty() && !isFirst)
            return;
        isFirst = false;
        QMetaObject::invokeMethod(
            this, [this, changes] { Q_EMIT rowsChanged(changes); }, Qt::QueuedConnection);
    };
    while (!stop.stop_requested()) {
        if (const HomeTimes times = readTimes(m_dataPath); !reading.isGoodFor(times)) {
            const Result<std::vector<DatasetRow>> rows = readRows();
            if (rows) {
                reading.remember(times);
                toldError.reset();
                tell(tracker.update(*rows, m_clock.now()));
            } else if (toldError != rows.error()) {
                toldError = rows.error();
                QMetaObject::invokeMethod(
                    this, [this, error = rows.error()] { Q_EMIT readFailed(error); }, Qt::QueuedConnection);
            }
        }
        if (const RowChanges turned = tracker.judgeAgain(m_clock.now()); !turned.isEmpty())
            tell(turned);
        std::unique_lock lock(m_guard);
        m_wake.wait_for(lock, stop, interval, [this] { return m_isAsked; });
        if (std::exchange(m_isAsked, false))
            reading.forget();
    }
}

} // namespace larder
