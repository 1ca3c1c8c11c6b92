#include "core/credentials/signincommand.h"

#include <QStandardPaths>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestCommand = 60s; // a role over several hops takes seconds

} // namespace

Result<ProcessOutcome> runSignInCommand(const QString &program, const QStringList &arguments,
                                        const QProcessEnvironment &environment, const std::stop_token &stop)
{
    const QString found =
        QStandardPaths::findExecutable(program, environment.value(u"PATH"_s).split(u':', Qt::SkipEmptyParts));
    if (found.isEmpty())
        return failure(ErrorKind::NotFound, u"cannot start the program: %1"_s.arg(program), program);
    return runProcess(
        {.program = found, .arguments = arguments, .environment = environment, .timeout = longestCommand},
        stop);
}

} // namespace larder
