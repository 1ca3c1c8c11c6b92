#include "core/engine/homewatch.h"

#include "core/base/clock.h"
#include "core/engine/rowtracker.h"

#include <QFile>

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr auto rereadInterval = 30s; // whatever the times say
/// While thousands of runs end one after the other, a home is not read all the time: a quarter of it, at
/// most, and yet within a part of the 2 seconds in which changes are to be seen.
constexpr int restPerReading = 3;
constexpr auto longestRest = 500ms;
constexpr auto shortestToRestFrom = 20ms;
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

HomeTimes readTimes(const DataLayout &data)
{
    HomeTimes times;
    addTimes(times, QFile::encodeName(data.customers()), 0);
    addTimes(times, QFile::encodeName(data.datasets()), 2);
    return times;
}

/// When the store was said to lie elsewhere, or anything else about it: each writing is a rename.
struct PlaceTime {
    qint64 changedNs = 0;
    ino_t inode = 0;

    [[nodiscard]] static PlaceTime of(const DataLayout &data)
    {
        struct stat status{};
        if (::stat(QFile::encodeName(data.storePlace()).constData(), &status) != 0)
            return {};
        return {status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec, status.st_ino};
    }
    bool operator==(const PlaceTime &) const = default;
};

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

HomeWatch::HomeWatch(DataLayout data, OpenHomeReader openReader, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_data(std::move(data)),
      m_openReader(std::move(openReader)),
      m_clock(clock)
{
    m_nextTurn.setInterval(0);
    connect(&m_nextTurn, &QTimer::timeout, this, &HomeWatch::emitNext);
}

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

void HomeWatch::setCircumstances(const Circumstances &circumstances)
{
    {
        const std::scoped_lock lock(m_guard);
        m_circumstances = circumstances;
        m_isWoken = true;
    }
    m_wake.notify_one();
}

void HomeWatch::setTurnedAway(const TurnedAway &turnedAway)
{
    {
        const std::scoped_lock lock(m_guard);
        m_turnedAway = turnedAway;
        m_isWoken = true;
    }
    m_wake.notify_one();
}

template <typename Emission>
void HomeWatch::emitLater(Emission emission)
{
    m_inbox.address().post([this, emission = std::move(emission)] {
        m_emissions.emplace_back([this, emission] { emission(*this); });
        m_nextTurn.start();
    });
}

void HomeWatch::emitNext()
{
    const std::function<void()> emission = std::move(m_emissions.front());
    m_emissions.pop_front();
    if (m_emissions.empty())
        m_nextTurn.stop();
    emission();
}

/// What the watching thread knows between two looks.
class HomeWatch::Round
{
public:
    explicit Round(HomeWatch &watch) : m_watch(watch), m_reader(watch.m_openReader()) { }

    void look(const std::optional<Circumstances> &circumstances, const TurnedAway &turnedAway)
    {
        const Instant now = m_watch.m_clock.now();
        if (circumstances)
            permit(*circumstances, now);
        followStore();
        tell(m_tracker.setWatched(m_reader.isWatched && m_reader.isWatched(), now));
        if (std::exchange(m_turnedAway, turnedAway) != turnedAway)
            tell(m_tracker.setTurnedAway(turnedAway, now));
        if (const HomeTimes times = readTimes(m_watch.m_data); !m_reading.isGoodFor(times)) {
            readRows(times, now);
            return;
        }
        RowChanges changes = m_tracker.judgeAgain(now);
        m_tracker.noteRunning(m_reader.isRunning, RowTracker::Asking::OnlyThoseThatRan, changes);
        tell(changes);
    }
    void distrust() { m_reading.forget(); }

private:
    void permit(const Circumstances &circumstances, Instant now)
    {
        const auto pause = m_reader.pause ? m_reader.pause(now) : std::nullopt;
        const Permissions permissions = permissionsAt(now, circumstances, pause, QTimeZone::systemTimeZone());
        if (m_permissions == permissions)
            return;
        m_permissions = permissions;
        m_watch.emitLater([permissions](HomeWatch &watch) { Q_EMIT watch.permissionsChanged(permissions); });
        tell(m_tracker.setPermissions(permissions, now));
    }
    /// A place that is not there yet, or not any more, is asked for again.
    void followStore()
    {
        const PlaceTime changed = PlaceTime::of(m_watch.m_data);
        if (!m_reader.storePlace || changed == m_placeTime)
            return;
        const Result<QString> place = m_reader.storePlace();
        if (!place)
            return; // who needs the store meets the error, and tells it
        m_placeTime = changed;
        if (const QString before = std::exchange(m_place, *place); before != *place && !before.isEmpty())
            m_watch.emitLater([place = *place](HomeWatch &watch) { Q_EMIT watch.storeMoved(place); });
    }
    void readRows(const HomeTimes &times, Instant now)
    {
        const Result<std::vector<DatasetRow>> rows = m_reader.rows();
        if (!rows) {
            if (std::exchange(m_toldError, rows.error()) != rows.error())
                m_watch.emitLater(
                    [error = rows.error()](HomeWatch &watch) { Q_EMIT watch.readFailed(error); });
            return;
        }
        m_reading.remember(times);
        RowChanges changes = m_tracker.update(*rows, now);
        changes.changed += m_tracker.judgeAgain(now).changed;
        m_tracker.noteRunning(m_reader.isRunning, RowTracker::Asking::Everyone, changes);
        const bool isNews = std::exchange(m_hasRead, true) == false || m_toldError;
        m_toldError.reset();
        tell(changes);
        if (isNews)
            m_watch.emitLater([](HomeWatch &watch) { Q_EMIT watch.readSucceeded(); });
    }
    void tell(const RowChanges &changes)
    {
        for (qsizetype first = 0; first < std::max(changes.changed.size(), changes.gone.size());
             first += mostRowsAtOnce) {
            const RowChanges part{changes.changed.mid(first, mostRowsAtOnce),
                                  changes.gone.mid(first, mostRowsAtOnce), changes.judgedAt};
            m_watch.emitLater([part](HomeWatch &watch) { Q_EMIT watch.rowsChanged(part); });
        }
    }

    HomeWatch &m_watch;
    const HomeReader m_reader;
    RowTracker m_tracker{QTimeZone::systemTimeZone()};
    Reading m_reading;
    std::optional<Permissions> m_permissions;
    TurnedAway m_turnedAway;
    std::optional<Error> m_toldError;
    bool m_hasRead = false;
    PlaceTime m_placeTime;
    QString m_place;
};

void HomeWatch::watch(std::stop_token stop, std::chrono::milliseconds interval)
{
    Round round(*this);
    std::unique_lock lock(m_guard);
    while (!stop.stop_requested()) {
        const std::optional<Circumstances> circumstances = m_circumstances;
        const TurnedAway turnedAway = m_turnedAway;
        lock.unlock();
        const auto begun = std::chrono::steady_clock::now();
        round.look(circumstances, turnedAway);
        const auto took = std::chrono::steady_clock::now() - begun;
        lock.lock();
        if (took > shortestToRestFrom)
            m_wake.wait_for(lock, stop,
                            std::min<std::chrono::nanoseconds>(took * restPerReading, longestRest),
                            [] { return false; });
        m_wake.wait_for(lock, stop, interval, [this] { return m_isAsked || m_isWoken; });
        m_isWoken = false;
        if (std::exchange(m_isAsked, false))
            round.distrust();
    }
}

} // namespace larder
