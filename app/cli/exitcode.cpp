#include "app/cli/exitcode.h"

#include <algorithm>
#include <array>

namespace larder {

ExitCode exitCodeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return ExitCode::NotFound;
    case ErrorKind::Denied:
    case ErrorKind::SignInNeeded:
        return ExitCode::SignInNeeded;
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Throttled:
        return ExitCode::Unreachable;
    case ErrorKind::Conflict:
    case ErrorKind::Corrupt:
    case ErrorKind::Storage:
    case ErrorKind::Unsupported:
    case ErrorKind::CommandFailed:
        return ExitCode::Failed;
    case ErrorKind::NoSpace:
        return ExitCode::NoSpace;
    case ErrorKind::Busy:
        return ExitCode::Busy;
    case ErrorKind::Cancelled:
        return ExitCode::Stopped;
    case ErrorKind::Invalid:
        return ExitCode::Usage;
    }
    Q_UNREACHABLE_RETURN(ExitCode::Failed);
}

ExitCode exitCodeOf(State state)
{
    switch (state) {
    case State::SignIn:
    case State::Failed:
    case State::Missing:
    case State::Late:
    case State::Stale:
        return ExitCode::NotFresh;
    case State::Held:
    case State::Fresh:
        return ExitCode::Done;
    }
    Q_UNREACHABLE_RETURN(ExitCode::Failed);
}

ExitCode exitCodeOf(const RunReport &report)
{
    if (report.afterError)
        return exitCodeOf(report.afterError->kind);
    switch (report.outcome) {
    case Outcome::Fetched:
    case Outcome::Unchanged:
    case Outcome::Identical:
    case Outcome::NothingYet:
        return ExitCode::Done;
    case Outcome::Settling:
    case Outcome::Deferred:
        return ExitCode::NotFresh;
    case Outcome::Failed:
        return report.error ? exitCodeOf(report.error->kind) : ExitCode::Failed;
    case Outcome::Stopped:
        return ExitCode::Stopped;
    }
    Q_UNREACHABLE_RETURN(ExitCode::Failed);
}

ExitCode combined(ExitCode one, ExitCode other)
{
    // Usage is refused before any dataset is touched; it stands here so that the order is complete.
    static constexpr std::array order{ExitCode::Stopped, ExitCode::Usage,        ExitCode::NoSpace,
                                      ExitCode::Failed,  ExitCode::SignInNeeded, ExitCode::Unreachable,
                                      ExitCode::Busy,    ExitCode::NotFound,     ExitCode::NotFresh,
                                      ExitCode::Done};
    return *std::min(std::ranges::find(order, one), std::ranges::find(order, other));
}

} // namespace larder
