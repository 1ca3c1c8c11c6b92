#include "core/engine/forecast.h"

#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"

#include <algorithm>
#include <map>
#include <utility>

namespace larder {

namespace {

using namespace Qt::StringLiterals;

LookCause causeOf(const Binding &binding, const Record &record, Instant at)
{
    if (record.newest.isEmpty())
        return LookCause::FirstFetch;
    if (record.knownChange)
        return LookCause::KnownChange;
    if (record.lastLook && record.lastLook->error)
        return LookCause::Retry;
    if (!isHit(binding, record, at))
        return LookCause::Expiry;
    return record.hasOpenReport() ? LookCause::Report : LookCause::Recheck;
}

/// As after a look that found nothing new, or fetched what was known.
void lookAt(Record &record, Instant at)
{
    record.lastLook = Look{.startedAt = at, .endedAt = at};
    record.lastRun.reset();
    record.confirmedAt = at;
    record.knownChange.reset();
    record.settling.reset();
    if (record.newest.isEmpty())
        record.newest = u"planned"_s;
}

/// One dataset's looks, one after the other.
class Planner
{
public:
    Planner(const DatasetRow &row, Instant from) : m_row(&row), m_record(row.record), m_now(from) { }

    /// When the next one falls due, whatever is allowed then.
    [[nodiscard]] std::optional<Instant> next() const
    {
        const auto look = m_isOver ? std::nullopt : nextLook(m_row->binding, m_record, m_now);
        return look ? std::optional(std::max(*look, m_now)) : std::nullopt;
    }
    /// What is done then. nullopt: nothing yet; the next one is later.
    [[nodiscard]] std::optional<PlannedLook> look(Instant at, const std::optional<HeldBack> &held)
    {
        m_now = at;
        const bool onlyChecks = held && held->withheld == Withheld::Fetch;
        if (onlyChecks && waitForCheck(at, held->until))
            return std::nullopt;
        const PlannedLook look{at, m_row->name, causeOf(m_row->binding, m_record, at), held};
        if (onlyChecks)
            check(at);
        else if (held)
            waitUntil(held->until);
        else
            lookAt(m_record, at);
        return look;
    }
    [[nodiscard]] Reach reach() const { return reachOf(m_row->binding); }
    [[nodiscard]] const DatasetName &name() const { return m_row->name; }

private:
    /// False: it may be asked now.
    bool waitForCheck(Instant at, std::optional<Instant> freeAgain)
    {
        const auto check = nextCheck(m_row->binding, m_record, judge(m_row->binding, m_record, at));
        if (!check || *check <= at)
            return false;
        m_now = freeAgain && *freeAgain > at ? std::min(*check, *freeAgain) : *check;
        return true;
    }
    void check(Instant at)
    {
        if (waitsForFetch(m_record, judge(m_row->binding, m_record, at)))
            m_record.lastLook = Look{.startedAt = at, .endedAt = at};
        else
            lookAt(m_record, at);
    }
    void waitUntil(std::optional<Instant> until)
    {
        m_isOver = !until || *until <= m_now;
        m_now = until.value_or(m_now);
    }

    const DatasetRow *m_row; ///< outlives it
    Record m_record;
    Instant m_now;
    bool m_isOver = false;
};

} // namespace

Forecast forecast(std::span<const DatasetRow> rows, const Circumstances &circumstances,
                  const std::optional<Pause> &pause, Instant from, Instant until,
                  const QTimeZone &machineZone, std::size_t atMost)
{
    std::map<std::pair<Instant, DatasetName>, Planner> planners; // by their next look
    const auto add = [&](Planner planner) {
        if (const auto at = planner.next(); at && *at <= until)
            planners.emplace(std::pair(*at, planner.name()), std::move(planner));
    };
    for (const DatasetRow &row : rows)
        add(Planner(row, from));
    Forecast forecast;
    while (!planners.empty()) {
        auto first = planners.extract(planners.begin());
        Planner &planner = first.mapped();
        const Instant at = first.key().first;
        const Permissions permissions = permissionsAt(at, circumstances, pause, machineZone);
        const auto look = planner.look(at, permissions.of(planner.reach()));
        if (look && forecast.looks.size() == atMost) {
            forecast.isCutOff = true;
            return forecast;
        }
        if (look)
            forecast.looks.push_back(*look);
        add(std::move(planner));
    }
    return forecast;
}

} // namespace larder
