/// One bandwidth limit over all runs of a process: a token bucket that may go into debt, so that whoever has
/// read a piece is told how long to read nothing more. Never blocks; unlimited unless told otherwise. Any
/// thread.
#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <mutex>

namespace larder {

class RateLimiter
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// 0: unlimited.
    explicit RateLimiter(qint64 bytesPerSecond = 0) : m_bytesPerSecond(bytesPerSecond) { }
    void setLimit(qint64 bytesPerSecond);
    [[nodiscard]] qint64 bytesPerSecond() const { return m_bytesPerSecond.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isUnlimited() const { return bytesPerSecond() <= 0; }

    /// Accounts for `bytes` that have arrived. Until the answer nothing more should be read; not after `now`:
    /// go on.
    [[nodiscard]] TimePoint take(qint64 bytes, TimePoint now);

private:
    std::atomic<qint64> m_bytesPerSecond;
    std::mutex m_mutex;
    TimePoint m_paidUntil{}; ///< all that was taken is paid for by then
};

} // namespace larder
