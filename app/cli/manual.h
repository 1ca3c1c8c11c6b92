/// The manual page larder(1) in man(7) macros, made from the table of commands, so that it says what the
/// program does. Pure.
#pragma once

#include <string>

namespace larder {

[[nodiscard]] std::string manualPage();

} // namespace larder
