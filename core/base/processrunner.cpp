#include "core/base/processrunner.h"

#include <QProcess>

#include <csignal>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto stopCheck = 50ms; // how soon a stop is noticed
constexpr int graceMilliseconds = 2000; // between asking a child to end and killing it
constexpr int signalBase = 128; // POSIX shells: exit status of a process that a signal ended

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(graceMilliseconds)) {
        process.kill();
        process.waitForFinished(graceMilliseconds);
    }
}

int exitOf(const QProcess &process)
{
    return process.exitStatus() == QProcess::CrashExit ? signalBase + process.exitCode() : process.exitCode();
}

} // namespace

Result<ProcessOutcome> runProcess(const ProcessRequest &request, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s, request.program);
    QProcess process;
    process.setProgram(request.program);
    process.setArguments(request.arguments);
    process.setProcessEnvironment(request.environment);
    process.setWorkingDirectory(request.workingDirectory);
    process.setUnixProcessParameters(QProcess::UnixProcessFlag::ResetSignalHandlers);
    process.start();
    if (!process.waitForStarted(-1)) {
        return failure(ErrorKind::NotFound, u"cannot start the program: %1"_s.arg(process.errorString()),
                       request.program);
    }
    process.write(request.input);
    process.closeWriteChannel();

    const auto startedAt = std::chrono::steady_clock::now();
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(int(stopCheck.count()))) {
        if (stop.stop_requested()) {
            end(process);
            return failure(ErrorKind::Cancelled, u"stopped"_s, request.program);
        }
        if (request.timeout && std::chrono::steady_clock::now() - startedAt >= *request.timeout) {
            end(process);
            return failure(ErrorKind::Timeout, u"the program does not end"_s, request.program);
        }
    }
    return ProcessOutcome{.exitCode = exitOf(process),
                          .out = process.readAllStandardOutput(),
                          .err = process.readAllStandardError()};
}

} // namespace larder
