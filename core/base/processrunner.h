/// Runs another program to its end and gives what it said: the only place that starts processes. Blocks; any
/// thread but the GUI's. A child that is still there when we stop or give up is asked to end (SIGTERM), then
/// killed. Errors: NotFound (the program cannot be started), Timeout, Cancelled, Storage. A non-zero exit is
/// an answer.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace larder {

enum class ProcessGroup {
    Ours,
    /// A session of its own, which ends with the program: whatever it started goes with it. What it says on
    /// stderr comes with its stdout.
    Own,
};

struct ProcessRequest {
    QString program; ///< absolute, or found in PATH
    QStringList arguments;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QString workingDirectory; ///< empty: ours
    QByteArray input; ///< all of its stdin
    std::optional<std::chrono::milliseconds> timeout; ///< nullopt: until it ends
    std::optional<std::chrono::milliseconds> longest = {}; ///< in all; nullopt: until it ends
    /// Is given what it writes as it comes, instead of the outcome. An error ends the program, and is
    /// returned. The timeout then counts from one piece to the next.
    std::function<Result<void>(QByteArrayView)> takeOutput = {};
    ProcessGroup group = ProcessGroup::Ours;
};

struct ProcessOutcome {
    int exitCode = 0; ///< of a killed one: 128 + the signal, as shells say
    QByteArray out;
    QByteArray err;
};

[[nodiscard]] Result<ProcessOutcome> runProcess(const ProcessRequest &request, std::stop_token stop);

} // namespace larder
