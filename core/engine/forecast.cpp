#include "core/engine/forecast.h"

#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace larder {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::seconds checkWithoutRecheck = 1h;

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
    Planner(const DatasetRow &row, Instant from)
        : m_name(row.name),
          m_binding(row.binding),
          m_record(row.record),
          m_now(from)
    { }

    /// When the next one falls due, whatever is allowed then.
    [[nodiscard]] std::optional<Instant> next() const
    {
        const auto look = m_isOver ? std::nullopt : nextLook(m_binding, m_record, m_now);
        return look ? std::optional(std::max(*look, m_now)) : std::nullopt;
    }
    PlannedLook look(Instant at, const std::optional<HeldBack> &held)
    {
        const PlannedLook look{at, m_name, causeOf(m_binding, m_record, at), held};
        m_now = at;
        if (!held)
            lookAt(m_record, at);
        else if (held->withheld == Withheld::Fetch)
            check(at);
        else
            waitUntil(held->until);
        return look;
    }
    [[nodiscard]] Reach reach() const { return reachOf(m_binding); }

private:
    void check(Instant at)
    {
        const bool fetchIsAwaited = m_record.newest.isEmpty() || m_record.knownChange;
        if (!fetchIsAwaited)
            return lookAt(m_record, at);
        m_record.lastLook = Look{.startedAt = at, .endedAt = at};
        m_now = at + m_binding.recheck.value_or(checkWithoutRecheck);
    }
    void waitUntil(std::optional<Instant> until)
    {
        m_isOver = !until || *until <= m_now;
        m_now = until.value_or(m_now);
    }

    DatasetName m_name;
    Binding m_binding;
    Record m_record;
    Instant m_now;
    bool m_isOver = false;
};

} // namespace

Forecast forecast(std::span<const DatasetRow> rows, const Circumstances &circumstances,
                  const std::optional<Pause> &pause, Instant from, Instant until,
                  const QTimeZone &machineZone, std::size_t atMost)
{
    std::map<std::pair<Instant, DatasetName>, PlannedLook> looks;
    for (const DatasetRow &row : rows) {
        Planner planner(row, from);
        std::size_t ofThisOne = 0;
        for (auto at = planner.next(); at && *at <= until && ofThisOne <= atMost; at = planner.next()) {
            const Permissions permissions = permissionsAt(*at, circumstances, pause, machineZone);
            looks.emplace(std::pair(*at, row.name), planner.look(*at, permissions.of(planner.reach())));
            ++ofThisOne;
        }
    }
    Forecast forecast{.looks = {}, .isCutOff = looks.size() > atMost};
    for (auto &look : looks | std::views::values | std::views::take(atMost))
        forecast.looks.push_back(std::move(look));
    return forecast;
}

} // namespace larder
