/// A descriptor that becomes readable when the system's clock was set, or went on after a sleep: nothing need
/// wake up to find out. Linux; elsewhere and before 5.14 it may stay silent, so nobody relies on it alone.
#pragma once

#include "core/base/filedescriptor.h"

namespace larder {

/// Closed where there is none.
[[nodiscard]] FileDescriptor openClockJumps();
/// To be called when it is readable; it is silent again until the next jump.
void takeClockJump(const FileDescriptor &jumps);

} // namespace larder
