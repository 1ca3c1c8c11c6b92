/// Time for judging freshness, injected everywhere. Waits, retries and timeouts use
/// std::chrono::steady_clock; time on the wire is always the real one. Implementations are immutable and may
/// be shared by threads.
#pragma once

#include "core/base/instant.h"

namespace larder {

class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /// A frozen clock was given by a person or a test: it never enters a real home, and nothing may wait on
    /// it.
    [[nodiscard]] virtual bool isFrozen() const = 0;
};

class SystemClock : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] bool isFrozen() const override { return false; }
};

class FrozenClock : public Clock
{
public:
    explicit FrozenClock(Instant instant) : m_now(instant) { }
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] bool isFrozen() const override { return true; }

private:
    Instant m_now;
};

} // namespace larder
