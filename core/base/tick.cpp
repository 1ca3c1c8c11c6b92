#include "core/base/tick.h"

#include <ctime>

namespace larder {

Tick Tick::now()
{
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return {std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec)};
}

} // namespace larder
