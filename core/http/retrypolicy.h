/// When to try again, as a pure rule. Exponential backoff with jitter, Retry-After where the server gives it,
/// and patience that grows again as long as resumed attempts move the file forward. Any thread.
#pragma once

#include "core/http/httperror.h"

#include <chrono>
#include <optional>

namespace larder {

struct RetryPolicy {
    int attempts = 5; ///< in a row without progress
    int attemptsUnreached =
        3; ///< in a row without having reached the server at all: a laptop may just be offline
    int attemptsInAll = 200; ///< with progress: against a server that cuts for ever
    int attemptsCorrected = 4; ///< in a row: another region, another clock, other credentials
    qint64 progressBytes = 65536; ///< what a resumed attempt must deliver to count as progress
    std::chrono::milliseconds firstWait{250};
    std::chrono::milliseconds longestWait{15000};
    std::chrono::milliseconds longestRetryAfter{60000}; ///< asked to wait longer, we give up at once

    bool operator==(const RetryPolicy &) const = default;
};

/// What is known when an attempt has failed.
struct FailedAttempt {
    Persistence persistence = Persistence::Lasting;
    int inAll = 1; ///< attempts made, this one included
    int withoutProgress = 1; ///< of these in a row without progress, this one included
    std::optional<std::chrono::milliseconds> retryAfter; ///< as the server asked
};

/// How long to wait before the next attempt; nullopt: give up. `jitter` is in [0, 1): the wait is that far
/// between half and all of the backoff, so that many transfers do not return together.
[[nodiscard]] std::optional<std::chrono::milliseconds>
waitBeforeRetry(const RetryPolicy &policy, const FailedAttempt &attempt, double jitter);

/// Retry-After (RFC 9110 §10.2.3): seconds, or a date against the server's own clock. nullopt: neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(QByteArrayView value,
                                                                       Instant serverNow);

} // namespace larder
