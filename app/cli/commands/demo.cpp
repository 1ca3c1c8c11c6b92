#include "app/cli/commands/commands.h"
#include "app/cli/demo/demotour.h"

namespace larder {

Action declareDemo(CLI::App &)
{
    return [](Session &session) -> Result<ExitCode> {
        const auto tour = DemoTour::prepare(session.output(), session.stop());
        if (!tour)
            return failure(tour);
        if (const auto done = (*tour)->run(); !done)
            return failure(done);
        return ExitCode::Done;
    };
}

} // namespace larder
