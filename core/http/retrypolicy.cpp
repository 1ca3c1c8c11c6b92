#include "core/http/retrypolicy.h"

#include "core/http/httpdate.h"

#include <algorithm>
#include <cmath>

namespace larder {

using std::chrono::milliseconds;

namespace {

constexpr int maxDoublings = 20; // keeps the shift defined; longestWait caps long before
constexpr qint64 maxRetryAfterSeconds =
    10LL * 365 * 24 * 3600; // beyond, a number is a mistake and means "give up"

int patience(const RetryPolicy &policy, Persistence persistence)
{
    switch (persistence) {
    case Persistence::Lasting:
        return 1;
    case Persistence::Passing:
        return policy.attempts;
    case Persistence::Unreached:
        return std::min(policy.attempts, policy.attemptsUnreached);
    case Persistence::Corrected:
        return policy.attemptsCorrected;
    }
    Q_UNREACHABLE_RETURN(1);
}

} // namespace

std::optional<milliseconds> waitBeforeRetry(const RetryPolicy &policy, const FailedAttempt &attempt,
                                            double jitter)
{
    if (attempt.withoutProgress >= patience(policy, attempt.persistence)
        || attempt.inAll >= policy.attemptsInAll)
        return std::nullopt;
    if (attempt.retryAfter && *attempt.retryAfter > policy.longestRetryAfter)
        return std::nullopt;
    if (attempt.persistence == Persistence::Corrected)
        return milliseconds::zero();
    const int doublings = std::clamp(attempt.withoutProgress - 1, 0, maxDoublings);
    const milliseconds whole = std::min(policy.longestWait, policy.firstWait * (1 << doublings));
    const milliseconds backoff{std::llround(static_cast<double>(whole.count()) * (0.5 + jitter / 2))};
    return std::max(backoff, attempt.retryAfter.value_or(milliseconds::zero()));
}

std::optional<milliseconds> parseRetryAfter(QByteArrayView value, Instant serverNow)
{
    value = value.trimmed();
    if (!value.isEmpty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) {
        bool isNumber = false;
        const qint64 seconds = value.toLongLong(&isNumber);
        return std::chrono::seconds(isNumber ? std::min(seconds, maxRetryAfterSeconds)
                                             : maxRetryAfterSeconds);
    }
    const std::optional<Instant> date = parseHttpDate(value, serverNow);
    if (!date)
        return std::nullopt;
    return std::max(*date - serverNow, milliseconds::zero());
}

} // namespace larder
