#include "app/cli/stopsignals.h"

#include <fcntl.h>

#include <array>
#include <csignal>

namespace larder {

namespace {

constexpr std::array stoppingSignals{SIGINT, SIGTERM, SIGHUP};
constexpr char farewell = 0;

volatile sig_atomic_t wakePipe = -1; // a handler can reach nothing else

void onSignal(int signal)
{
    const int savedErrno = errno;
    std::signal(signal, SIG_DFL); // the next one ends the program
    const char byte = static_cast<char>(signal);
    [[maybe_unused]] const ssize_t written = ::write(wakePipe, &byte, 1);
    errno = savedErrno;
}

} // namespace

StopSignals::StopSignals()
{
    std::signal(SIGPIPE,
                SIG_IGN); // a closed reader is an error of write(), not our end in the middle of a commit
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return;
    m_read = FileDescriptor(ends[0]);
    m_write = FileDescriptor(ends[1]);
    wakePipe = m_write.get();
    m_listener = std::jthread([this] {
        char byte = farewell;
        while (::read(m_read.get(), &byte, 1) < 0 && errno == EINTR) { }
        if (byte != farewell)
            m_source.request_stop();
    });
    for (const int signal : stoppingSignals)
        std::signal(signal, onSignal);
}

StopSignals::~StopSignals()
{
    for (const int signal : stoppingSignals)
        std::signal(signal, SIG_DFL);
    wakePipe = -1;
    (void)writeAll(m_write.get(), &farewell, 1);
}

} // namespace larder
