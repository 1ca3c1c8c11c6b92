#include "core/engine/rowtracker.h"

#include "core/freshness/judge.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace larder {

namespace {

/// The first instant after `now` at which the verdict may be another one.
std::optional<Instant> nextTurn(const DatasetRow &row, const Verdict &verdict, Instant now)
{
    std::optional<Instant> next;
    for (const std::optional<Instant> &turn : {verdict.freshUntil, verdict.lookDue, row.record.confirmedAt}) {
        if (turn && *turn > now && (!next || *turn < *next))
            next = *turn;
    }
    return next;
}

/// A truth file cannot be read: nothing else about the dataset is worth believing.
Verdict unreadable(const Error &fault)
{
    Verdict verdict;
    verdict.state = State::Failed;
    verdict.reasons.push_back({ReasonKind::LookFailed, std::nullopt, fault.message});
    return verdict;
}

/// Of two rows of one dataset the later one stays the later one.
void sortByName(RowChanges &changes)
{
    std::ranges::stable_sort(changes.changed, {}, [](const JudgedRow &judged) { return judged.row.name; });
}

Flags fetching(const JudgedRow &judged)
{
    return judged.verdict.flags & Flags(Flag::Fetching);
}

} // namespace

RowTracker::Told RowTracker::judgeRow(DatasetRow row, Flags kept, Instant now) const
{
    Verdict verdict = row.fault ? unreadable(*row.fault) : judge(row.binding, row.record, now);
    if (m_isWatched)
        noteWatched(verdict);
    verdict.flags |= kept;
    const std::optional<Instant> until = nextTurn(row, verdict, now);
    Told told{{std::move(row), std::move(verdict), std::nullopt}, until};
    showHeldBack(told.judged, now);
    return told;
}

void RowTracker::showHeldBack(JudgedRow &judged, Instant now) const
{
    judged.verdict.flags.setFlag(Flag::Paused, m_permissions.isPaused());
    judged.heldBack = heldBackNow(judged.row, judged.verdict, m_permissions, now);
    const auto turnedAway = m_turnedAway.constFind(judged.row.name);
    const bool isDue = judged.verdict.lookDue && *judged.verdict.lookDue <= now;
    const bool isAskedAtAll = !judged.heldBack || judged.heldBack->withheld == Withheld::Fetch;
    if (turnedAway != m_turnedAway.constEnd() && isDue && isAskedAtAll)
        judged.heldBack = HeldBack{.by = HeldBackBy::SignIn, .dataset = turnedAway->text()};
}

/// Also after the clock was set back: then no row's turn may be believed.
bool RowTracker::isAnotherDay(Instant now)
{
    const Instant last = std::exchange(m_lastNow, now);
    return now < last || toDateTime(now, m_viewerZone).date() != toDateTime(last, m_viewerZone).date();
}

RowChanges RowTracker::update(const std::vector<DatasetRow> &rows, Instant now)
{
    if (m_lastNow == Instant{})
        m_lastNow = now; // the first rows are told once
    RowChanges changes{{}, {}, now};
    QSet<DatasetName> present;
    present.reserve(static_cast<qsizetype>(rows.size()));
    for (const DatasetRow &row : rows) {
        present.insert(row.name);
        const auto told = m_told.find(row.name);
        const bool isKnown = told != m_told.end();
        if (isKnown && told->second.judged.row == row)
            continue;
        Told next = judgeRow(row, isKnown ? fetching(told->second.judged) : Flags(), now);
        changes.changed.append(next.judged);
        m_told.insert_or_assign(row.name, std::move(next));
    }
    std::erase_if(m_told, [&](const auto &entry) {
        if (present.contains(entry.first))
            return false;
        changes.gone.append(entry.first);
        return true;
    });
    sortByName(changes);
    return changes;
}

RowChanges RowTracker::judgeAgain(Instant now)
{
    return judgeAgain(Which::MayBeDifferent, now);
}

RowChanges RowTracker::judgeAgain(Which rows, Instant now)
{
    RowChanges changes{{}, {}, now};
    const bool tellAll = isAnotherDay(now);
    for (auto &[name, told] : m_told) {
        if (!tellAll && rows == Which::MayBeDifferent && (!told.validUntil || now < *told.validUntil))
            continue;
        Told next = judgeRow(told.judged.row, fetching(told.judged), now);
        const bool isDifferent =
            next.judged.verdict != told.judged.verdict || next.judged.heldBack != told.judged.heldBack;
        // Whoever makes the look hears of it, however the clock came there.
        const bool hasFallenDue =
            told.validUntil && told.validUntil == told.judged.verdict.lookDue && *told.validUntil <= now;
        if (tellAll || isDifferent || hasFallenDue)
            changes.changed.append(next.judged);
        told = std::move(next);
    }
    return changes;
}

RowChanges RowTracker::setWatched(bool isWatched, Instant now)
{
    return std::exchange(m_isWatched, isWatched) == isWatched ? RowChanges{{}, {}, now}
                                                              : judgeAgain(Which::All, now);
}

RowChanges RowTracker::setPermissions(const Permissions &permissions, Instant now)
{
    m_permissions = permissions;
    return showHeldBackAgain(now);
}

RowChanges RowTracker::setTurnedAway(const TurnedAway &turnedAway, Instant now)
{
    m_turnedAway = turnedAway;
    return showHeldBackAgain(now);
}

RowChanges RowTracker::showHeldBackAgain(Instant now)
{
    RowChanges changes{{}, {}, now};
    for (auto &[name, told] : m_told) {
        const Flags flags = told.judged.verdict.flags;
        const std::optional<HeldBack> heldBack = told.judged.heldBack;
        showHeldBack(told.judged, now);
        if (told.judged.verdict.flags != flags || told.judged.heldBack != heldBack)
            changes.changed.append(told.judged);
    }
    return changes;
}

void RowTracker::noteRunning(const std::function<bool(const DatasetName &)> &isRunning, Asking asking,
                             RowChanges &changes)
{
    QList<JudgedRow> flipped;
    for (auto &[name, told] : m_told) {
        const bool was = told.judged.verdict.flags.testFlag(Flag::Fetching);
        if (!was && asking == Asking::OnlyThoseThatRan)
            continue;
        if (isRunning(name) == was)
            continue;
        told.judged.verdict.flags.setFlag(Flag::Fetching, !was);
        flipped.append(told.judged);
    }
    QHash<DatasetName, qsizetype> places;
    for (qsizetype i = 0; !flipped.isEmpty() && i < changes.changed.size(); ++i)
        places.insert(changes.changed[i].row.name, i);
    for (const JudgedRow &judged : std::as_const(flipped)) {
        if (const auto place = places.constFind(judged.row.name); place != places.constEnd())
            changes.changed[*place] = judged;
        else
            changes.changed.append(judged);
    }
    sortByName(changes);
}

} // namespace larder
