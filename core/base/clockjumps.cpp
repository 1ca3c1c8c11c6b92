#include "core/base/clockjumps.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdint>
#include <ctime>
#include <limits>

namespace larder {

namespace {

/// A timer that never ends, but is cancelled by a jump.
void armForNextJump(int descriptor)
{
    itimerspec never{};
    never.it_value.tv_sec = std::numeric_limits<std::time_t>::max() / 2;
    ::timerfd_settime(descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
}

} // namespace

FileDescriptor openClockJumps()
{
    FileDescriptor jumps(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC));
    if (jumps.isOpen())
        armForNextJump(jumps.get());
    return jumps;
}

void takeClockJump(const FileDescriptor &jumps)
{
    std::uint64_t expirations = 0;
    [[maybe_unused]] const auto taken = ::read(jumps.get(), &expirations, sizeof expirations); // ECANCELED
    armForNextJump(jumps.get());
}

} // namespace larder
