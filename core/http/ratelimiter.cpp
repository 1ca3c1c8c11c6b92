#include "core/http/ratelimiter.h"

#include <algorithm>

namespace larder {

namespace {

// Debt up to here is not worth a pause: fewer, longer pauses cost less than many of a few microseconds.
constexpr std::chrono::milliseconds tolerance{20};

} // namespace

void RateLimiter::setLimit(qint64 bytesPerSecond)
{
    const std::lock_guard lock(m_mutex);
    m_bytesPerSecond.store(bytesPerSecond, std::memory_order_relaxed);
    m_paidUntil = {};
}

RateLimiter::TimePoint RateLimiter::take(qint64 bytes, TimePoint now)
{
    if (isUnlimited())
        return now;
    const std::lock_guard lock(m_mutex);
    const qint64 bytesPerSecond = m_bytesPerSecond.load(std::memory_order_relaxed);
    if (bytesPerSecond <= 0)
        return now;
    const std::chrono::duration<double> cost(static_cast<double>(bytes)
                                             / static_cast<double>(bytesPerSecond));
    m_paidUntil = std::max(m_paidUntil, now) + std::chrono::duration_cast<TimePoint::duration>(cost);
    return m_paidUntil - now > tolerance ? m_paidUntil : now;
}

} // namespace larder
