/// What the program's exit says: one table from what went wrong to the code, and the rule for several
/// datasets. Pure.
#pragma once

#include "core/base/result.h"
#include "core/dataset/runreport.h"
#include "core/dataset/verdict.h"

namespace larder {

enum class ExitCode {
    Done = 0,
    Failed = 1,
    Usage = 2,
    NotFresh = 3, ///< not fresh, changed, or not proven the same
    NotFound = 4,
    SignInNeeded = 5,
    Unreachable = 6,
    Busy = 7,
    NoSpace = 8,
    Stopped = 130,
};

[[nodiscard]] ExitCode exitCodeOf(ErrorKind kind);
[[nodiscard]] ExitCode exitCodeOf(State state);
[[nodiscard]] ExitCode exitCodeOf(const RunReport &report);

/// Of two datasets, the one that the exit speaks of: the first of 130, 8, 1, 5, 6, 7, 4, 3, 0.
[[nodiscard]] ExitCode combined(ExitCode one, ExitCode other);

} // namespace larder
