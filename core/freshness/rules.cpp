#include "core/freshness/rules.h"

#include "core/freshness/walltime.h"

namespace larder {

Result<Rules> Rules::of(const Binding &binding)
{
    Rules rules{.createdAt = binding.createdAt};
    // The name was checked when it was set; to look it up again for each of ten thousand datasets takes too
    // long.
    rules.zone = binding.zone.isEmpty() ? QTimeZone() : QTimeZone(binding.zone);
    if (!rules.zone.isValid())
        return failure(parseZone(binding.zone));
    Result<PolicyPointer> policy = parsePolicy(binding.policy);
    if (!policy)
        return failure(policy);
    rules.policy = std::move(*policy);
    if (binding.expect.isEmpty())
        return rules;
    Result<Expectation> expect = Expectation::parse(binding.expect);
    if (!expect)
        return failure(expect);
    rules.expect = std::move(*expect);
    return rules;
}

std::optional<Expiry> Outlook::expiry() const
{
    if (!boundary || (expected && expected->at < *boundary))
        return expected;
    return Expiry{*boundary, ExpiryCause::Boundary};
}

Outlook outlookFrom(Instant asked, const Rules &rules, const Record &record)
{
    Outlook outlook{.asked = asked, .boundary = rules.policy->boundaryAfter(asked, rules.zone)};
    if (!rules.expect)
        return outlook;
    outlook.missedDeadline = missedDeadline(*rules.expect, record, asked, rules.createdAt, rules.zone);
    if (const auto deadline = rules.expect->deadlineAfter(asked, rules.zone))
        outlook.expected = Expiry{*deadline, ExpiryCause::Deadline};
    if (!outlook.missedDeadline)
        return outlook;
    const Instant lateLook = lateLookAfter(*outlook.missedDeadline, asked);
    if (!outlook.expected || lateLook < outlook.expected->at)
        outlook.expected = Expiry{lateLook, ExpiryCause::LateLook};
    return outlook;
}

std::optional<Outlook> outlookOf(const Rules &rules, const Record &record)
{
    return record.confirmedAt ? std::optional(outlookFrom(*record.confirmedAt, rules, record)) : std::nullopt;
}

bool hasFailedLook(const Record &record)
{
    return record.lastLook && record.lastLook->error && record.lastLook->error->kind != ErrorKind::Cancelled;
}

} // namespace larder
