#include "core/engine/scheduler.h"

#include "core/freshness/nextlook.h"
#include "core/sources/sourcetable.h"

#include <algorithm>
#include <utility>

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds longestSleep = 30s; // how late a jump of the clock may be noticed
constexpr std::chrono::milliseconds armDelay = 50ms; // thousands of rows and runs change one after the other
constexpr std::chrono::milliseconds lockRetry = 5s; // how soon another process takes over
constexpr std::chrono::milliseconds pauseAfterUselessRun = 1min;

/// The same for the same dataset and bound, and evenly spread over datasets (FNV-1a); but what is listed
/// together is looked at together.
std::chrono::milliseconds spreadOf(const DatasetRow &row, std::chrono::milliseconds bound)
{
    static const QDate anyDay(2000, 2, 29);
    const QString place = listedPlace(row.binding, anyDay);
    quint64 hash = 1469598103934665603ULL;
    const QByteArray name = (place.isEmpty() ? row.name.text() : place).toUtf8();
    for (const char byte : name)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return std::chrono::milliseconds(qint64((hash >> 16) % quint64(bound.count() + 1)));
}

std::chrono::milliseconds boundOfSpread(const Record &record)
{
    if (!record.lastLook || record.hasOpenReport())
        return 0ms;
    if (!record.lastLook->error)
        return longestSpread;
    return std::max<std::chrono::milliseconds>(longestSpread,
                                               backoffAfter(record.lastLook->failuresInARow) / 4);
}

bool failedForWantOfNetwork(const Record &record)
{
    const auto &error = record.lastLook ? record.lastLook->error : std::nullopt;
    return error && (error->kind == ErrorKind::Network || error->kind == ErrorKind::Timeout);
}

bool isCutOff(const std::optional<HeldBack> &held)
{
    return held
        && (held->by == HeldBackBy::Sleep || held->by == HeldBackBy::Offline
            || held->by == HeldBackBy::CaptivePortal);
}

/// Why the source did not deliver; a change that waits or settles is no trouble.
std::optional<Error> troubleOf(const FinishedRun &run)
{
    if (!run.result)
        return run.result.error();
    if (run.result->outcome == Outcome::Stopped)
        return Error{ErrorKind::Cancelled, {}, {}, {}};
    return run.result->outcome == Outcome::Failed ? run.result->error : std::nullopt;
}

} // namespace

Scheduler::Scheduler(QString lockPath, const Clock &clock, std::function<bool()> hasRoom, QObject *parent)
    : QObject(parent),
      m_lockPath(std::move(lockPath)),
      m_clock(clock),
      m_hasRoom(std::move(hasRoom))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Scheduler::check);
    m_armSoon.setSingleShot(true);
    m_armSoon.setInterval(armDelay);
    connect(&m_armSoon, &QTimer::timeout, this, &Scheduler::arm);
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
    for (const DatasetName &dataset : changes.gone) {
        m_looks.remove(dataset);
        m_doors.remove(dataset);
    }
    for (const JudgedRow &judged : changes.changed) {
        const DatasetName &dataset = judged.row.name;
        if (!judged.verdict.lookDue) {
            m_looks.remove(dataset);
            m_doors.remove(dataset);
            continue;
        }
        const Record &record = judged.row.record;
        Look &look = m_looks[dataset];
        const Instant due = *judged.verdict.lookDue;
        const Instant start = due + spreadOf(judged.row, boundOfSpread(record));
        const bool isSameLook = look.due == due;
        if (!isSameLook) {
            look.notBefore.reset();
            look.readyAt.reset();
        }
        look.due = due;
        look.start = isSameLook ? std::min(look.start, start) : start; // it may have been brought forward
        look.reach = reachOf(judged.row.binding);
        look.wasCutOff = failedForWantOfNetwork(record);
        look.checkAgain = nextCheck(judged.row.binding, record, judged.verdict);
        m_doors.take(dataset, judged.row.binding, record.lastLook);
    }
    armSoon();
}

void Scheduler::takePermissions(const Permissions &permissions)
{
    const Permissions before = std::exchange(m_permissions, permissions);
    const Instant now = m_clock.now();
    for (Look &look : m_looks) {
        const auto &was = before.of(look.reach);
        const auto &is = m_permissions.of(look.reach);
        const bool isReachable = look.wasCutOff && isCutOff(was) && !isCutOff(is);
        const bool mayFetch = look.checkAgain && was && !is;
        if (!isReachable && !mayFetch)
            continue;
        look.start = std::min(look.start, now);
        look.notBefore.reset();
    }
    check();
}

void Scheduler::noteProgress(const Progress &progress)
{
    if (progress.phase < Phase::Fetching)
        return;
    m_doors.noteLetIn(progress.dataset, m_clock.now());
    armSoon();
}

void Scheduler::noteFinished(const FinishedRun &run)
{
    m_doors.noteEnded(run.dataset, troubleOf(run), m_clock.now());
    if (const auto look = m_looks.find(run.dataset); look != m_looks.end()) {
        look->isGoing = false;
        look->readyAt.reset();
        look->notBefore = m_clock.now() + pauseAfterUselessRun; // until a row says otherwise
    }
    startReady(m_clock.now());
    armSoon(); // those that waited for its outcome are due
}

void Scheduler::check()
{
    if (!m_isStarted)
        return;
    takeLock();
    if (isWatching())
        startDue(m_clock.now());
    arm();
}

std::optional<Instant> Scheduler::nextLook() const
{
    std::optional<Instant> next;
    const Instant now = m_clock.now();
    for (auto look = m_looks.begin(); look != m_looks.end(); ++look) {
        if (!look->isGoing && look->due <= now && isStuck(look.key(), *look, now))
            continue;
        Look untouched = *look;
        const Instant at = look->isGoing ? look->due : startOf(untouched, now);
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

/// A clock that was set back must not stretch the pause.
Instant Scheduler::startOf(Look &look, Instant now) const
{
    Instant start = look.start;
    if (look.notBefore) {
        look.notBefore = std::min<Instant>(*look.notBefore, now + pauseAfterUselessRun);
        start = std::max(start, *look.notBefore);
    }
    const auto &held = m_permissions.of(look.reach);
    const bool onlyChecks = held && held->withheld == Withheld::Fetch;
    return onlyChecks && look.checkAgain ? std::max(start, *look.checkAgain) : start;
}

QList<DatasetName> Scheduler::dueAt(Instant now)
{
    const Tick tick = Tick::now();
    QList<std::pair<Instant, DatasetName>> due;
    for (auto look = m_looks.begin(); look != m_looks.end(); ++look) {
        if (look->isGoing || startOf(*look, now) > now)
            continue;
        look->readyAt = look->readyAt.value_or(tick);
        due.emplaceBack(look->due, look.key());
    }
    std::ranges::sort(due, {}, &std::pair<Instant, DatasetName>::first);
    QList<DatasetName> names;
    for (const auto &[at, dataset] : std::as_const(due))
        names.append(dataset);
    return names;
}

std::optional<HeldBack> Scheduler::heldBack(const DatasetName &dataset, const Look &look, Instant now) const
{
    const std::optional<HeldBack> &held = m_permissions.of(look.reach);
    if (held && held->withheld == Withheld::Look)
        return held;
    if (const auto other = m_doors.waitsFor(dataset, now)) {
        return HeldBack{.by = HeldBackBy::SignIn,
                        .withheld = Withheld::Look,
                        .until = std::nullopt,
                        .dataset = other->text()};
    }
    return held;
}

bool Scheduler::isStuck(const DatasetName &dataset, const Look &look, Instant now) const
{
    const auto held = heldBack(dataset, look, now);
    return held && held->withheld == Withheld::Look;
}

/// Who stands behind one that is just knocking is not told of: that takes a moment.
bool Scheduler::hasBeenTold(const DatasetName &dataset, const Look &look, const HeldBack &held) const
{
    return look.toldSkipped == look.due || (held.by == HeldBackBy::SignIn && !m_doors.turnedAway(dataset));
}

void Scheduler::startDue(Instant now)
{
    const QList<DatasetName> due = dueAt(now);
    m_ready = QList<DatasetName>(due.rbegin(), due.rend());
    startReady(now);

    QList<SkippedLook> skipped;
    TurnedAway turnedAway;
    for (const DatasetName &dataset : due) {
        const auto look = m_looks.find(dataset);
        if (look == m_looks.end() || look->isGoing)
            continue; // it was started
        const auto held = heldBack(dataset, *look, now);
        if (!held || held->withheld == Withheld::Fetch)
            continue; // waits for room
        if (const auto refused = m_doors.turnedAway(dataset); refused && held->by == HeldBackBy::SignIn)
            turnedAway.insert(dataset, *refused);
        if (hasBeenTold(dataset, *look, *held))
            continue;
        look->toldSkipped = look->due;
        skipped.append({dataset, *held});
    }
    if (!skipped.isEmpty())
        Q_EMIT looksSkipped(skipped);
    if (std::exchange(m_turnedAway, turnedAway) != turnedAway)
        Q_EMIT turnedAwayChanged(turnedAway);
}

void Scheduler::startReady(Instant now)
{
    while (isWatching() && !m_ready.isEmpty() && m_hasRoom()) {
        const DatasetName dataset = m_ready.takeLast();
        const auto look = m_looks.find(dataset);
        if (look == m_looks.end() || look->isGoing || startOf(*look, now) > now)
            continue;
        const auto held = heldBack(dataset, *look, now);
        if (held && held->withheld == Withheld::Look)
            continue; // also when one that was just started knocks for it
        look->isGoing = true;
        m_doors.noteStarted(dataset, now);
        Q_EMIT lookDue({.dataset = dataset,
                        .trigger = Trigger::Background,
                        .askedAt = look->readyAt.value_or(Tick::now()),
                        .heldBack = held});
    }
}

void Scheduler::takeLock()
{
    if (isWatching())
        return;
    auto lock = SchedulerLock::tryTake(m_lockPath);
    const std::optional<Error> trouble = lock ? std::nullopt : std::optional(std::move(lock.error()));
    if (lock)
        m_lock = std::move(*lock);
    if (std::exchange(m_trouble, trouble) != trouble || isWatching())
        Q_EMIT watchingChanged();
}

void Scheduler::armSoon()
{
    if (!m_armSoon.isActive())
        m_armSoon.start();
}

/// Goes through all looks.
void Scheduler::arm()
{
    if (const std::optional<Instant> next = nextLook(); next != m_toldNextLook) {
        m_toldNextLook = next;
        Q_EMIT nextLookChanged();
    }
    if (!m_isStarted)
        return;
    const Instant now = m_clock.now();
    const bool hasRoom = m_hasRoom();
    std::chrono::milliseconds sleep = isWatching() ? longestSleep : lockRetry;
    for (auto look = m_looks.begin(); isWatching() && look != m_looks.end(); ++look) {
        if (look->isGoing)
            continue;
        const Instant start = startOf(*look, now);
        const auto held = start <= now ? heldBack(look.key(), *look, now) : std::nullopt;
        const bool isWithheld = held && held->withheld == Withheld::Look;
        if (isWithheld ? hasBeenTold(look.key(), *look, *held) : start <= now && !hasRoom)
            continue; // who frees it, or makes room, calls us again
        sleep = std::min(sleep, start - now);
    }
    m_timer.start(std::max(sleep, 0ms));
}

} // namespace larder
