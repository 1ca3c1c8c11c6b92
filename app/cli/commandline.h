/// From the program's arguments to its exit: parsing, help, refusals with a suggestion, running, telling
/// errors.
#pragma once

#include "app/cli/commandtable.h"

#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace larder {

/// The heading of the options that stand with every command.
inline constexpr const char *optionsGroup = "Options of every command";

/// Everything that can be said, declared on `app`: what help, parsing and the manual are made of. `options`
/// and `app` outlive the actions.
[[nodiscard]] std::map<const CLI::App *, Action> declareCommandLine(CLI::App &app, GlobalOptions &options);

/// `arguments` without the program's name.
[[nodiscard]] ExitCode runCommandLine(const std::vector<std::string> &arguments, std::stop_token stop);

} // namespace larder
