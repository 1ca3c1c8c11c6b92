/// ONE table of commands: name, group, summary, examples and how it is declared. Help, parsing, completions
/// and suggestions come from it. Adding a command: one file in commands/, one declaration in commands.h, one
/// row in commandtable.cpp.
#pragma once

#include "app/cli/exitcode.h"
#include "app/cli/session.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <functional>
#include <span>
#include <vector>

namespace larder {

/// What a command does once its words are understood. An error is told by who calls it.
using Action = std::function<Result<ExitCode>(Session &)>;

struct Command {
    const char *name;
    const char *group; ///< the heading in `larder --help`
    const char *summary;
    std::vector<const char *> examples; ///< without "larder "
    /// Adds its options and arguments.
    Action (*declare)(CLI::App &command);
};

[[nodiscard]] std::span<const Command> commands();

} // namespace larder
