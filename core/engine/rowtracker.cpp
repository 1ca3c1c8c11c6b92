#include "core/engine/rowtracker.h"

#include "core/freshness/judge.h"

#include <QSet>

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

} // namespace

RowTracker::Told RowTracker::judgeRow(DatasetRow row, Instant now) const
{
    Verdict verdict = judge(row.binding, row.record, now);
    const std::optional<Instant> until = nextTurn(row, verdict, now);
    return {{std::move(row), std::move(verdict)}, until};
}

/// Also after the clock was set back: then no row's turn may be believed.
bool RowTracker::isAnotherDay(Instant now)
{
    const Instant last = std::exchange(m_lastNow, now);
    return now < last || toDateTime(now, m_viewerZone).date() != toDateTime(last, m_viewerZone).date();
}

RowChanges RowTracker::update(const std::vector<DatasetRow> &rows, Instant now)
{
    RowChanges changes{{}, {}, now};
    QSet<DatasetName> present;
    present.reserve(static_cast<qsizetype>(rows.size()));
    for (const DatasetRow &row : rows) {
        present.insert(row.name);
        const auto told = m_told.constFind(row.name);
        if (told != m_told.constEnd() && told->judged.row == row)
            continue;
        Told next = judgeRow(row, now);
        changes.changed.append(next.judged);
        m_told.insert(row.name, std::move(next));
    }
    m_told.removeIf([&](const auto &entry) {
        if (present.contains(entry.key()))
            return false;
        changes.gone.append(entry.key());
        return true;
    });
    return changes;
}

RowChanges RowTracker::judgeAgain(Instant now)
{
    RowChanges changes{{}, {}, now};
    const bool tellAll = isAnotherDay(now);
    for (Told &told : m_told) {
        if (!tellAll && (!told.validUntil || now < *told.validUntil))
            continue;
        Told next = judgeRow(told.judged.row, now);
        if (tellAll || next.judged.verdict != told.judged.verdict)
            changes.changed.append(next.judged);
        told = std::move(next);
    }
    return changes;
}

} // namespace larder
