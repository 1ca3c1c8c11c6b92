#include "core/freshness/nextlook.h"

#include "core/freshness/rules.h"

#include <algorithm>

namespace larder {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes lookWhileReported{2};
constexpr std::chrono::minutes dearLookWhileReported{15};
constexpr std::chrono::minutes leastSettleWhileReported{2};
constexpr std::chrono::minutes leastPause{1};
constexpr std::chrono::minutes longestBackoff{60};

/// The earliest of several wishes. A wish that the last look has already tried to fulfil, in vain, is
/// dropped.
class Earliest
{
public:
    explicit Earliest(std::optional<Instant> triedAt) : m_triedAt(triedAt) { }

    void wish(std::optional<Instant> at)
    {
        if (!at || (m_triedAt && *at <= *m_triedAt))
            return;
        m_at = m_at ? std::min(*m_at, *at) : *at;
    }
    [[nodiscard]] std::optional<Instant> at() const { return m_at; }

private:
    std::optional<Instant> m_triedAt;
    std::optional<Instant> m_at;
};

/// A whole export every two minutes would be no help to the customer.
std::chrono::minutes lookWhileReportedAt(const Binding &binding)
{
    return hasCheapProbe(binding.url) ? lookWhileReported : dearLookWhileReported;
}

bool wasStopped(const Record &record)
{
    return record.lastRun && record.lastRun->outcome == Outcome::Stopped
        && (!record.lastLook || record.lastRun->startedAt >= record.lastLook->startedAt);
}

bool isUnknown(const Record &record, Instant now)
{
    return !record.confirmedAt || *record.confirmedAt > now || record.knownChange;
}

bool isInFuture(const Look &look, Instant now)
{
    return look.startedAt > now || look.endedAt > now;
}

std::optional<Instant> instantOf(const std::optional<Expiry> &expiry)
{
    return expiry ? std::optional(expiry->at) : std::nullopt;
}

Instant earliestAfter(const Look &look)
{
    return look.endedAt + std::max<Instant::duration>(leastPause, look.endedAt - look.startedAt);
}

} // namespace

std::chrono::seconds backoffAfter(int failuresInARow)
{
    const int doublings = std::clamp(failuresInARow - 1, 0, 6);
    return std::min<std::chrono::seconds>(1min * (1 << doublings), longestBackoff);
}

std::chrono::seconds settleTime(const Binding &binding, const Record &record)
{
    return record.hasOpenReport() ? std::max<std::chrono::seconds>(binding.settle, leastSettleWhileReported)
                                  : binding.settle;
}

std::optional<Instant> nextLook(const Rules &rules, const std::optional<Outlook> &confirmed,
                                const Binding &binding, const Record &record, Instant now)
{
    const auto &last = record.lastLook;
    const bool hasFailed = hasFailedLook(record);
    const bool wasInVain = last && (hasFailed || wasStopped(record));
    // After a look in vain, what it was made for is tried: count from it, as if it had found nothing.
    const bool countsFromLast = wasInVain && (!confirmed || last->startedAt > confirmed->asked);
    const Outlook outlook = countsFromLast ? outlookFrom(last->startedAt, rules, record)
        : confirmed                        ? *confirmed
                                           : outlookFrom(now, rules, record);
    const bool isManual = outlook.isManual();

    Earliest earliest(wasInVain ? std::optional(last->startedAt) : std::nullopt);
    if (record.settling)
        earliest.wish(record.settling->firstSeenAt + settleTime(binding, record));
    else if (isUnknown(record, now) && !isManual)
        earliest.wish(Instant{});
    if (confirmed || wasInVain)
        earliest.wish(instantOf(outlook.isAlways() ? outlook.expected : outlook.expiry()));
    if (const auto recheck = recheckInForce(binding); last && recheck && !isManual)
        earliest.wish(last->endedAt + *recheck);
    if (record.hasOpenReport())
        earliest.wish(last ? last->endedAt + lookWhileReportedAt(binding) : now);
    if (hasFailed && !isManual)
        earliest.wish(last->endedAt + backoffAfter(last->failuresInARow));

    if (!earliest.at())
        return std::nullopt;
    if (!last && *earliest.at() <= now) // due since the dataset was made
        return std::min(now, std::max(*earliest.at(), binding.createdAt));
    if (!last)
        return earliest.at();
    if (isInFuture(*last, now))
        return now;
    return std::max(*earliest.at(), earliestAfter(*last));
}

std::optional<Instant> nextLook(const Binding &binding, const Record &record, Instant now)
{
    const Result<Rules> rules = Rules::of(binding);
    return rules ? nextLook(*rules, outlookOf(*rules, record), binding, record, now) : std::nullopt;
}

} // namespace larder
