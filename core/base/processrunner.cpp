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

enum class Heard { Nothing, Something };

Result<Heard> passOn(QProcess &process, const ProcessRequest &request)
{
    const QByteArray piece = request.takeOutput ? process.readAllStandardOutput() : QByteArray();
    if (piece.isEmpty())
        return Heard::Nothing;
    const auto taken = request.takeOutput(piece);
    return taken ? Result<Heard>(Heard::Something) : failure(taken);
}

/// Waits until it says something, where that is taken as it comes, or ends; but not for long.
Result<Heard> hear(QProcess &process, const ProcessRequest &request)
{
    if (!request.takeOutput) {
        process.waitForFinished(int(stopCheck.count()));
        return Heard::Nothing;
    }
    process.waitForReadyRead(int(stopCheck.count()));
    return passOn(process, request);
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

    auto waitsSince = std::chrono::steady_clock::now();
    while (process.state() != QProcess::NotRunning) {
        const auto heard = hear(process, request);
        if (!heard) {
            end(process);
            return failure(heard);
        }
        if (stop.stop_requested()) {
            end(process);
            return failure(ErrorKind::Cancelled, u"stopped"_s, request.program);
        }
        if (*heard == Heard::Something)
            waitsSince = std::chrono::steady_clock::now();
        if (request.timeout && std::chrono::steady_clock::now() - waitsSince >= *request.timeout) {
            end(process);
            return failure(ErrorKind::Timeout, u"the program does not end"_s, request.program);
        }
    }
    if (auto rest = passOn(process, request); !rest)
        return failure(rest);
    return ProcessOutcome{.exitCode = exitOf(process),
                          .out = process.readAllStandardOutput(),
                          .err = process.readAllStandardError()};
}

} // namespace larder
