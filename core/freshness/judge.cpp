#include "core/freshness/judge.h"

#include "core/freshness/rules.h"

#include <algorithm>
#include <iterator>

namespace larder {

namespace {

struct Interval {
    bool isOpen = false; ///< a reader need not ask
    Reason reason; ///< why it is open, or is not
};

/// The day that a confirmed copy is of; null where the policy has no calendar.
QDate dayOf(Instant confirmed, const Rules &rules)
{
    const auto start = rules.policy->periodStart(confirmed, rules.zone);
    return start ? toDateTime(*start, rules.zone).date() : QDate();
}

Reason knownChange(const KnownChange &change)
{
    const ChangeCounts &counts = change.counts;
    return {ReasonKind::ChangeKnown, change.seenAt, change.example,
            counts.added + counts.changed + counts.removed};
}

Reason nothingFetched(const Rules &rules, const Record &record)
{
    if (record.newest.isEmpty() && record.knownChange) // only looked at, or a first fetch was cut short
        return knownChange(*record.knownChange);
    if (!record.lastRun || record.lastRun->outcome != Outcome::NothingYet)
        return {ReasonKind::NeverFetched};
    const Instant asked = record.lastRun->startedAt;
    return {.kind = ReasonKind::NothingYet, .at = asked, .day = rules.policy->dayOf(asked, rules.zone)};
}

ReasonKind lasting(ExpiryCause cause)
{
    switch (cause) {
    case ExpiryCause::Boundary:
        return ReasonKind::FreshUntilBoundary;
    case ExpiryCause::Deadline:
        return ReasonKind::FreshUntilExpect;
    case ExpiryCause::LateLook:
        return ReasonKind::FreshUntilLateLook;
    }
    Q_UNREACHABLE_RETURN({});
}

ReasonKind passed(ExpiryCause cause)
{
    switch (cause) {
    case ExpiryCause::Boundary:
        return ReasonKind::BoundaryPassed;
    case ExpiryCause::Deadline:
        return ReasonKind::ExpectPassed;
    case ExpiryCause::LateLook:
        return ReasonKind::LateLookPassed;
    }
    Q_UNREACHABLE_RETURN({});
}

Interval intervalAt(Instant now, const Rules &rules, const std::optional<Outlook> &confirmed,
                    const Record &record)
{
    if (record.newest.isEmpty())
        return {false, nothingFetched(rules, record)};
    if (!confirmed)
        return {false, {ReasonKind::NeverConfirmed}};
    if (record.knownChange)
        return {false, knownChange(*record.knownChange)};
    if (confirmed->asked > now)
        return {false, {ReasonKind::ClockSetBack, confirmed->asked}};
    const auto expiry = confirmed->expiry();
    if (!expiry)
        return {true, {ReasonKind::NeverExpires}};
    if (expiry->at <= confirmed->asked)
        return {false, {ReasonKind::AlwaysAsks}};
    if (now < expiry->at)
        return {true, {lasting(expiry->cause), expiry->at}};
    return {false, {.kind = passed(expiry->cause), .at = expiry->at, .day = dayOf(confirmed->asked, rules)}};
}

std::optional<Instant> freshUntil(const std::optional<Outlook> &confirmed, const Record &record)
{
    if (record.newest.isEmpty() || !confirmed || record.knownChange)
        return Instant{};
    const auto expiry = confirmed->expiry();
    if (!expiry)
        return std::nullopt;
    return expiry->at <= confirmed->asked ? Instant{} : expiry->at;
}

State stateOf(const Interval &interval, const Record &record, bool isLate)
{
    if (!interval.isOpen && hasFailedLook(record)) {
        return needsSignIn(record.lastLook->error->kind) ? State::SignIn : State::Failed;
    }
    if (record.newest.isEmpty())
        return State::Missing;
    if (isLate)
        return State::Late;
    if (!interval.isOpen)
        return State::Stale;
    return record.hold.isEmpty() ? State::Fresh : State::Held;
}

/// What explains the state; nullopt: the interval's own reason, which comes first anyway.
std::optional<ReasonKind> explanationOf(State state)
{
    switch (state) {
    case State::SignIn:
    case State::Failed:
        return ReasonKind::LookFailed;
    case State::Late:
        return ReasonKind::LateSince;
    case State::Held:
        return ReasonKind::HeldAt;
    case State::Missing:
    case State::Stale:
    case State::Fresh:
        return std::nullopt;
    }
    Q_UNREACHABLE_RETURN({});
}

std::vector<Reason> explanationFirst(State state, std::vector<Reason> reasons)
{
    const auto kind = explanationOf(state);
    if (!kind)
        return reasons;
    std::vector<Reason> ordered;
    ordered.reserve(reasons.size());
    const auto isExplanation = [&](const Reason &reason) { return reason.kind == *kind; };
    std::ranges::copy_if(reasons, std::back_inserter(ordered), isExplanation);
    std::ranges::remove_copy_if(reasons, std::back_inserter(ordered), isExplanation);
    return ordered;
}

/// What is not run any more has not failed.
bool hasFailedAfter(const Binding &binding, const Record &record)
{
    return record.afterFailure && !binding.after.isEmpty();
}

Reason failedAfter(const AfterFailure &failure)
{
    return {
        .kind = ReasonKind::AfterFailed, .at = failure.at, .text = failure.snapshot, .error = failure.error};
}

void addTroubles(std::vector<Reason> &reasons, std::optional<Instant> late, const Rules &rules,
                 const Record &record)
{
    if (hasFailedLook(record)) {
        reasons.push_back({.kind = ReasonKind::LookFailed,
                           .at = record.lastLook->startedAt,
                           .count = record.lastLook->failuresInARow,
                           .error = record.lastLook->error});
    }
    if (late)
        reasons.push_back({ReasonKind::LateSince, late});
    const Reason nothing = nothingFetched(rules, record);
    if (nothing.kind == ReasonKind::NothingYet && !record.newest.isEmpty())
        reasons.push_back(nothing);
}

void addStanding(std::vector<Reason> &reasons, const Record &record)
{
    if (!record.hold.isEmpty()) {
        reasons.push_back({.kind = ReasonKind::HeldAt, .text = record.hold});
        if (record.newest != record.hold)
            reasons.push_back({ReasonKind::NewerWaits, record.fetchedAt, record.newest});
    }
    for (const Report &report : record.reports) {
        if (!report.closedAt)
            reasons.push_back({ReasonKind::ReportOpen, report.openedAt, report.text});
    }
    if (record.settling)
        reasons.push_back({ReasonKind::SettlingSince, record.settling->firstSeenAt});
}

void addHistory(std::vector<Reason> &reasons, const Rules &rules, const Record &record)
{
    if (record.confirmedAt && !record.newest.isEmpty()) {
        reasons.push_back({.kind = ReasonKind::ConfirmedAt,
                           .at = record.confirmedAt,
                           .day = dayOf(*record.confirmedAt, rules)});
    }
    if (record.fetchedAt)
        reasons.push_back({ReasonKind::FetchedAt, record.fetchedAt, record.newest});
    if (record.uploadedAt)
        reasons.push_back({ReasonKind::UploadedAt, record.uploadedAt});
    if (record.lastLook)
        reasons.push_back({ReasonKind::LastAsked, record.lastLook->startedAt});
}

Flags flagsOf(const Record &record, bool isHit, bool isUnwatched)
{
    Flags flags;
    flags.setFlag(Flag::Reported, record.hasOpenReport());
    flags.setFlag(Flag::Settling, record.settling.has_value());
    flags.setFlag(Flag::Failing, isHit && hasFailedLook(record));
    flags.setFlag(Flag::Unwatched, isUnwatched);
    return flags;
}

Verdict unreadable(const Record &record, const Error &error)
{
    Verdict verdict{.state = record.newest.isEmpty() ? State::Missing : State::Stale,
                    .flags = flagsOf(record, false, false)};
    verdict.reasons.push_back({.kind = ReasonKind::Unreadable, .text = error.message});
    addStanding(verdict.reasons, record);
    return verdict;
}

} // namespace

Verdict judge(const Binding &binding, const Record &record, Instant now)
{
    const Result<Rules> rules = Rules::of(binding);
    if (!rules)
        return unreadable(record, rules.error());

    const auto confirmed = outlookOf(*rules, record);
    const Interval interval = intervalAt(now, *rules, confirmed, record);
    // As of the confirmation: who was not asked since the deadline is not called late.
    const auto late = confirmed && confirmed->asked <= now ? confirmed->missedDeadline : std::nullopt;
    const auto lookDue = nextLook(*rules, confirmed, binding, record, now);
    const bool isUnwatched = interval.isOpen && record.lastLook && lookDue && now >= *lookDue;
    Verdict verdict{.state = stateOf(interval, record, late.has_value()),
                    .flags = flagsOf(record, interval.isOpen, isUnwatched),
                    .freshUntil = freshUntil(confirmed, record),
                    .lookDue = lookDue};

    std::vector<Reason> reasons;
    reasons.reserve(13);
    reasons.push_back(interval.reason);
    addTroubles(reasons, late, *rules, record);
    if (hasFailedAfter(binding, record)) {
        verdict.flags.setFlag(Flag::AfterFailed);
        reasons.push_back(failedAfter(*record.afterFailure));
    }
    addStanding(reasons, record);
    addHistory(reasons, *rules, record);
    if (isUnwatched)
        reasons.push_back({ReasonKind::NobodyWatches, record.lastLook->startedAt});
    if (lookDue)
        reasons.push_back({ReasonKind::NextLook, lookDue});
    verdict.reasons = explanationFirst(verdict.state, std::move(reasons));
    return verdict;
}

void noteWatched(Verdict &verdict)
{
    verdict.flags.setFlag(Flag::Unwatched, false);
    std::erase_if(verdict.reasons,
                  [](const Reason &reason) { return reason.kind == ReasonKind::NobodyWatches; });
}

std::optional<Instant> freshUntil(const Binding &binding, const Record &record)
{
    const Result<Rules> rules = Rules::of(binding);
    return rules ? freshUntil(outlookOf(*rules, record), record) : Instant{};
}

bool isHit(const Binding &binding, const Record &record, Instant now)
{
    const Result<Rules> rules = Rules::of(binding);
    return rules && intervalAt(now, *rules, outlookOf(*rules, record), record).isOpen;
}

Result<QDate> datasetDay(const Binding &binding, Instant at)
{
    return Rules::of(binding).transform(
        [at](const Rules &rules) { return rules.policy->dayOf(at, rules.zone); });
}

} // namespace larder
