/// From the program's arguments to its exit: parsing, help, refusals with a suggestion, running, telling
/// errors.
#pragma once

#include "app/cli/exitcode.h"

#include <stop_token>
#include <string>
#include <vector>

namespace larder {

/// `arguments` without the program's name.
[[nodiscard]] ExitCode runCommandLine(const std::vector<std::string> &arguments, std::stop_token stop);

} // namespace larder
