/// A provider's own command, which knows token caches, second factors and new kinds of sign-in better than we
/// do. What it prints is shown to nobody: it may hold more than it should. Blocks, a minute at most.
#pragma once

#include "core/base/processrunner.h"

namespace larder {

/// `program` is looked for in the PATH of `environment`. Errors: NotFound (it is not installed), Cancelled,
/// Timeout, Storage. A non-zero exit is an answer.
[[nodiscard]] Result<ProcessOutcome> runSignInCommand(const QString &program, const QStringList &arguments,
                                                      const QProcessEnvironment &environment,
                                                      const std::stop_token &stop);

} // namespace larder
