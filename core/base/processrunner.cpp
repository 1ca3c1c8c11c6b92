#include "core/base/processrunner.h"

#include <QProcess>

#include <sys/prctl.h>

#include <csignal>
#include <thread>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto stopCheck = 50ms; // how soon a stop is noticed
constexpr auto grace = 2000ms; // between asking a child to end and killing it
constexpr auto graceCheck = 20ms;
constexpr int signalBase = 128; // POSIX shells: exit status of a process that a signal ended

enum class Heard { Nothing, Something };

/// A child, and with it the group that it leads, if it has one of its own.
class Child
{
public:
    explicit Child(const ProcessRequest &request) : m_request(request)
    {
        m_process.setProgram(request.program);
        m_process.setArguments(request.arguments);
        m_process.setProcessEnvironment(request.environment);
        m_process.setWorkingDirectory(request.workingDirectory);
        QProcess::UnixProcessFlags flags = QProcess::UnixProcessFlag::ResetSignalHandlers;
        if (hasGroup()) {
            flags |= QProcess::UnixProcessFlag::CreateNewSession;
            // Should we be killed, it is told; we run in one thread until it ends.
            m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
            m_process.setProcessChannelMode(QProcess::MergedChannels);
        }
        m_process.setUnixProcessParameters(flags);
    }

    Result<void> start()
    {
        m_process.start();
        if (!m_process.waitForStarted(-1)) {
            return failure(ErrorKind::NotFound,
                           u"cannot start the program: %1"_s.arg(m_process.errorString()), m_request.program);
        }
        m_group = hasGroup() ? pid_t(m_process.processId()) : 0;
        m_process.write(m_request.input);
        m_process.closeWriteChannel();
        return {};
    }

    [[nodiscard]] bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }

    /// Waits until it says something, where that is taken as it comes, or ends; but not for long.
    Result<Heard> hear()
    {
        if (!m_request.takeOutput) {
            m_process.waitForFinished(int(stopCheck.count()));
            return Heard::Nothing;
        }
        m_process.waitForReadyRead(int(stopCheck.count()));
        return passOn();
    }

    Result<Heard> passOn()
    {
        const QByteArray piece = m_request.takeOutput ? m_process.readAllStandardOutput() : QByteArray();
        if (piece.isEmpty())
            return Heard::Nothing;
        const auto taken = m_request.takeOutput(piece);
        return taken ? Result<Heard>(Heard::Something) : failure(taken);
    }

    /// What it says on its way out is still taken.
    void end()
    {
        signal(SIGTERM);
        const auto killAt = std::chrono::steady_clock::now() + grace;
        while (isThere() && std::chrono::steady_clock::now() < killAt) {
            if (hasEnded())
                std::this_thread::sleep_for(graceCheck); // those that it started
            else
                m_process.waitForFinished(int(graceCheck.count()));
        }
        signal(SIGKILL);
        m_process.waitForFinished(int(grace.count()));
        (void)passOn();
    }

    ProcessOutcome outcome()
    {
        if (m_group != 0)
            ::kill(-m_group, SIGKILL); // what it left running
        const bool wasKilled = m_process.exitStatus() == QProcess::CrashExit;
        return {.exitCode = wasKilled ? signalBase + m_process.exitCode() : m_process.exitCode(),
                .out = m_process.readAllStandardOutput(),
                .err = hasGroup() ? QByteArray() : m_process.readAllStandardError()};
    }

private:
    [[nodiscard]] bool hasGroup() const { return m_request.group == ProcessGroup::Own; }
    [[nodiscard]] bool isThere() const { return m_group != 0 ? ::kill(-m_group, 0) == 0 : !hasEnded(); }
    void signal(int number)
    {
        if (m_group != 0)
            ::kill(-m_group, number);
        else if (const qint64 pid = m_process.processId(); pid > 0)
            ::kill(pid_t(pid), number);
    }

    const ProcessRequest &m_request;
    QProcess m_process;
    pid_t m_group = 0; ///< 0: none of its own
};

bool isOver(std::optional<std::chrono::milliseconds> limit, std::chrono::steady_clock::time_point since)
{
    return limit && std::chrono::steady_clock::now() - since >= *limit;
}

} // namespace

Result<ProcessOutcome> runProcess(const ProcessRequest &request, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s, request.program);
    Child child(request);
    if (const auto started = child.start(); !started)
        return failure(started);
    const auto startedAt = std::chrono::steady_clock::now();
    auto waitsSince = startedAt;
    while (!child.hasEnded()) {
        const auto heard = child.hear();
        if (!heard) {
            child.end();
            return failure(heard);
        }
        if (stop.stop_requested()) {
            child.end();
            return failure(ErrorKind::Cancelled, u"stopped"_s, request.program);
        }
        if (*heard == Heard::Something)
            waitsSince = std::chrono::steady_clock::now();
        if (isOver(request.timeout, waitsSince) || isOver(request.longest, startedAt)) {
            child.end();
            return failure(ErrorKind::Timeout, u"the program does not end"_s, request.program);
        }
    }
    if (const auto rest = child.passOn(); !rest)
        return failure(rest);
    return child.outcome();
}

} // namespace larder
