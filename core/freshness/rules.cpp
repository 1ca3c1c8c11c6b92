#include "core/freshness/rules.h"

#include "core/freshness/walltime.h"

namespace larder {

Result<Rules> Rules::of(const Binding &binding)
{
    Rules rules{.createdAt = binding.createdAt};
    Result<QTimeZone> zone = parseZone(binding.zone);
    if (!zone)
        return failure(zone);
    rules.zone = std::move(*zone);
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

std::optional<Expiry> expectedLookAfter(Instant confirmed, const Rules &rules, const Record &record)
{
    if (!rules.expect)
        return std::nullopt;
    std::optional<Expiry> first;
    if (const auto deadline = rules.expect->deadlineAfter(confirmed, rules.zone))
        first = Expiry{*deadline, ExpiryCause::Deadline};
    const auto missed = missedDeadline(*rules.expect, record, confirmed, rules.createdAt, rules.zone);
    if (!missed)
        return first;
    const Expiry lateLook{lateLookAfter(*missed, confirmed), ExpiryCause::LateLook};
    return first && first->at <= lateLook.at ? first : lateLook;
}

std::optional<Expiry> expiryAfter(Instant confirmed, const Rules &rules, const Record &record)
{
    const auto boundary = rules.policy->boundaryAfter(confirmed, rules.zone);
    const auto expected = expectedLookAfter(confirmed, rules, record);
    if (!boundary)
        return expected;
    if (expected && expected->at < *boundary)
        return expected;
    return Expiry{*boundary, ExpiryCause::Boundary};
}

bool hasFailedLook(const Record &record)
{
    return record.lastLook && record.lastLook->error && record.lastLook->error->kind != ErrorKind::Cancelled;
}

} // namespace larder
