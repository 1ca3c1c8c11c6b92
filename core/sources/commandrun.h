/// Runs a person's own command to its end: a source's export, or what comes `after` new data. It runs as the
/// person, in a directory and a session of its own; when it ends, is stopped or takes too long, everything
/// that it started ends with it. Blocks. Errors: CommandFailed (its exit and what it said last), Timeout,
/// Cancelled.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/sources/commandline.h"

#include <chrono>
#include <stop_token>

namespace larder {

/// Ours, with LARDER_CUSTOMER and LARDER_DATASET (customer/dataset).
[[nodiscard]] QProcessEnvironment commandEnvironment(const DatasetName &dataset);

struct CommandRequest {
    QString line; ///< for /bin/sh
    QString folder; ///< where it runs
    QProcessEnvironment environment;
    std::chrono::seconds timeLimit;
};

[[nodiscard]] Result<void> runCommand(const CommandRequest &request, CommandLog &log,
                                      const std::stop_token &stop);

} // namespace larder
