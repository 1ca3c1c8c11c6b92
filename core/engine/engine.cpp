#include "core/engine/engine.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>
#include <optional>

namespace larder {

namespace {

constexpr std::chrono::milliseconds progressInterval{100}; // 10 signals a second per run

bool isPersons(Trigger trigger)
{
    return trigger != Trigger::Background;
}

bool isPersons(const RefreshRequest &request)
{
    return isPersons(request.trigger);
}

/// One slot is a person's.
int slotsForBackground(int atOnce)
{
    return std::max(1, atOnce - 1);
}

/// Does a run of `going` answer `asked` too? A background look does not download what is merely unproven.
bool covers(const RefreshRequest &going, const RefreshRequest &asked)
{
    if (asked.fetch == Fetch::All)
        return false; // its probe must begin after the question
    if (going.heldBack && !asked.heldBack)
        return false; // it fetches nothing
    return isPersons(going) || !isPersons(asked);
}

RefreshRequest merged(const RefreshRequest &a, const RefreshRequest &b)
{
    RefreshRequest both = isPersons(a) ? a : b;
    both.fetch = std::max(a.fetch, b.fetch);
    both.askedAt = std::max(a.askedAt, b.askedAt);
    if (!a.heldBack || !b.heldBack)
        both.heldBack.reset();
    return both;
}

} // namespace

/// Shared by the engine and one worker; the worker may outlive the engine.
struct Engine::Run {
    RefreshRequest request;
    std::optional<RefreshRequest> again; ///< engine's thread only
    std::stop_source stop;

    void put(const Progress &progress)
    {
        const std::scoped_lock lock(m_guard);
        m_latest = progress;
    }
    std::optional<Progress> take()
    {
        const std::scoped_lock lock(m_guard);
        return std::exchange(m_latest, std::nullopt);
    }

private:
    std::mutex m_guard;
    std::optional<Progress> m_latest;
};

Engine::Engine(RefreshFunction refresh, int atOnce, QObject *parent)
    : QObject(parent),
      m_refresh(std::move(refresh)),
      m_atOnce(std::max(1, atOnce))
{
    m_pool.setMaxThreadCount(m_atOnce + 1);
    m_progressTimer.setInterval(progressInterval);
    connect(&m_progressTimer, &QTimer::timeout, this, &Engine::reportProgress);
}

Engine::~Engine()
{
    m_inbox.close();
    for (const std::shared_ptr<Run> &run : std::as_const(m_running))
        run->stop.request_stop();
    waitForAll(m_pool);
}

void Engine::start(const RefreshRequest &request)
{
    if (m_isShutDown)
        return;
    if (const auto run = m_running.value(request.dataset)) {
        if (run->again)
            run->again = merged(*run->again, request);
        else if (run->stop.stop_requested() || !covers(run->request, request))
            run->again = request;
        return;
    }
    const auto same = waitingRequest(request.dataset);
    const bool isNew = same == m_waiting.end();
    RefreshRequest next = isNew ? request : merged(*same, request);
    if (!isNew)
        m_waiting.erase(same);
    const auto place = isPersons(next)
        ? std::ranges::find_if(m_waiting, [](const auto &waiting) { return !isPersons(waiting); })
        : m_waiting.end();
    m_waiting.insert(place, std::move(next));
    m_waitingNames.insert(request.dataset);
    if (isNew)
        Q_EMIT runStarted(request.dataset);
    startWaiting();
}

void Engine::setAtOnce(int atOnce)
{
    m_atOnce = std::max(1, atOnce);
    m_pool.setMaxThreadCount(m_atOnce + 1);
    if (!m_isShutDown)
        startWaiting();
}

void Engine::stop(const DatasetName &dataset)
{
    if (const auto run = m_running.value(dataset)) {
        run->again.reset();
        run->stop.request_stop();
        return;
    }
    const auto waiting = waitingRequest(dataset);
    if (waiting == m_waiting.end())
        return;
    const Trigger trigger = waiting->trigger;
    m_waiting.erase(waiting);
    m_waitingNames.remove(dataset);
    Q_EMIT runFinished(
        {dataset, trigger,
         failure(ErrorKind::Cancelled, QCoreApplication::translate("Engine", "stopped before it began"))});
}

void Engine::stopAll()
{
    while (!m_waiting.empty())
        stop(m_waiting.back().dataset);
    for (const std::shared_ptr<Run> &run : std::as_const(m_running)) {
        run->again.reset();
        run->stop.request_stop();
    }
}

bool Engine::isActive(const DatasetName &dataset) const
{
    return m_running.contains(dataset) || m_waitingNames.contains(dataset);
}

int Engine::activeCount() const
{
    return static_cast<int>(m_running.size()) + static_cast<int>(m_waiting.size());
}

bool Engine::hasRoomForBackground() const
{
    return !m_isShutDown && m_waiting.empty() && hasSlot(Trigger::Background);
}

bool Engine::shutDown(std::chrono::milliseconds atMost)
{
    m_isShutDown = true;
    m_inbox.close();
    m_progressTimer.stop();
    m_waiting.clear();
    m_waitingNames.clear();
    for (const std::shared_ptr<Run> &run : std::as_const(m_running))
        run->stop.request_stop();
    return waitForAll(m_pool, atMost);
}

std::deque<RefreshRequest>::iterator Engine::waitingRequest(const DatasetName &dataset)
{
    return m_waitingNames.contains(dataset) ? std::ranges::find(m_waiting, dataset, &RefreshRequest::dataset)
                                            : m_waiting.end();
}

bool Engine::hasSlot(Trigger trigger) const
{
    const auto people =
        std::ranges::count_if(m_running, [](const auto &run) { return isPersons(run->request); });
    if (isPersons(trigger) && people == 0)
        return true;
    return m_running.size() < m_atOnce
        && (isPersons(trigger) || m_running.size() - people < slotsForBackground(m_atOnce));
}

/// People stand in front.
void Engine::startWaiting()
{
    while (!m_waiting.empty() && hasSlot(m_waiting.front().trigger)) {
        const RefreshRequest request = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waitingNames.remove(request.dataset);
        launch(request);
    }
}

void Engine::launch(const RefreshRequest &request)
{
    auto run = std::make_shared<Run>();
    run->request = request;
    m_running.insert(request.dataset, run);
    m_progressTimer.start();
    startOn(m_pool, [this, run, refresh = m_refresh, inbox = m_inbox.address()] {
        const auto progress = [&run](const Progress &now) { run->put(now); };
        inbox.post([this, run, result = refresh(run->request, progress, run->stop.get_token())] {
            finish(run, result);
        });
    });
}

void Engine::finish(const std::shared_ptr<Run> &run, const Result<RunReport> &result)
{
    if (m_isShutDown)
        return;
    const DatasetName dataset = run->request.dataset;
    m_running.remove(dataset);
    if (m_running.isEmpty())
        m_progressTimer.stop();
    Q_EMIT runFinished({dataset, run->request.trigger, result});
    if (run->again)
        start(*run->again);
    startWaiting();
}

void Engine::reportProgress()
{
    const auto running = m_running.values(); // a slot may start or stop runs
    for (const std::shared_ptr<Run> &run : running) {
        if (const std::optional<Progress> progress = run->take())
            Q_EMIT progressed(*progress);
    }
}

} // namespace larder
