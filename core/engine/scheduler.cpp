#include "core/engine/scheduler.h"

#include <algorithm>

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds longestSleep = 30s; // how late a jump of the clock may be noticed
constexpr std::chrono::milliseconds lockRetry = 5s; // how soon another process takes over
constexpr std::chrono::milliseconds pauseAfterUselessRun = 1min;

} // namespace

Scheduler::Scheduler(QString lockPath, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_lockPath(std::move(lockPath)),
      m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Scheduler::check);
}

void Scheduler::start()
{
    if (m_clock.isFrozen())
        return;
    m_isStarted = true;
    check();
}

void Scheduler::takeRows(const RowChanges &changes)
{
    for (const DatasetName &dataset : changes.gone)
        m_looks.remove(dataset);
    for (const JudgedRow &judged : changes.changed) {
        if (!judged.verdict.lookDue) {
            m_looks.remove(judged.row.name);
            continue;
        }
        Look &look = m_looks[judged.row.name];
        if (look.due != *judged.verdict.lookDue)
            look.notBefore.reset();
        look.due = *judged.verdict.lookDue;
    }
    arm();
}

void Scheduler::noteFinished(const FinishedRun &run)
{
    const auto look = m_looks.find(run.dataset);
    if (look == m_looks.end())
        return;
    look->isGoing = false;
    look->notBefore = m_clock.now() + pauseAfterUselessRun; // until a row says otherwise
    arm();
}

void Scheduler::check()
{
    if (!m_isStarted)
        return;
    takeLock();
    if (isWatching()) {
        const Instant now = m_clock.now();
        QList<DatasetName> due;
        for (auto look = m_looks.begin(); look != m_looks.end(); ++look) {
            if (look->isGoing || startOf(*look, now) > now)
                continue;
            look->isGoing = true;
            due.append(look.key());
        }
        std::ranges::sort(due, {}, [this](const DatasetName &name) { return m_looks.value(name).due; });
        for (const DatasetName &dataset : std::as_const(due))
            Q_EMIT lookDue({.dataset = dataset, .trigger = Trigger::Background});
    }
    arm();
}

std::optional<Instant> Scheduler::nextLook() const
{
    std::optional<Instant> next;
    for (const Look &look : m_looks)
        next = next ? std::min(*next, look.due) : look.due;
    return next;
}

/// A clock that was set back must not stretch the pause.
Instant Scheduler::startOf(Look &look, Instant now)
{
    if (!look.notBefore)
        return look.due;
    look.notBefore = std::min<Instant>(*look.notBefore, now + pauseAfterUselessRun);
    return std::max(look.due, *look.notBefore);
}

void Scheduler::takeLock()
{
    if (isWatching())
        return;
    m_lock = SchedulerLock::tryTake(m_lockPath);
    if (isWatching())
        Q_EMIT watchingChanged(true);
}

void Scheduler::arm()
{
    if (const std::optional<Instant> next = nextLook(); next != m_toldNextLook) {
        m_toldNextLook = next;
        Q_EMIT nextLookChanged();
    }
    if (!m_isStarted)
        return;
    const Instant now = m_clock.now();
    std::chrono::milliseconds sleep = isWatching() ? longestSleep : lockRetry;
    for (Look &look : m_looks) {
        if (isWatching() && !look.isGoing)
            sleep = std::min(sleep, startOf(look, now) - now);
    }
    m_timer.start(std::max(sleep, 0ms));
}

} // namespace larder
