#include "app/desktop/quitsignals.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

namespace larder {

namespace {

int pipeEnds[2] = {-1, -1}; // a signal handler can reach nothing else

extern "C" void tellPipe(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
}

void setHandler(void (*handler)(int))
{
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT})
        ::sigaction(signal, &action, nullptr);
}

} // namespace

QuitSignals::QuitSignals(QObject *parent) : QObject(parent)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // without it the signals end the process at once, which the store survives
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const ssize_t taken = ::read(pipeEnds[0], &byte, 1);
        Q_EMIT quitAsked();
    });
    setHandler(tellPipe);
}

QuitSignals::~QuitSignals()
{
    setHandler(SIG_DFL);
    m_notifier.reset();
    for (const int end : pipeEnds) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace larder
