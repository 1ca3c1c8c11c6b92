/// A second process of a test: a fork that runs a function and then ends without any clean-up, or is killed.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace larder::test {

class OtherProcess
{
public:
    explicit OtherProcess(const std::function<void()> &body)
    {
        if (::pipe(channel()) != 0)
            ::abort();
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(channel()[0]);
            body();
            ::_exit(0);
        }
        ::close(channel()[1]);
        m_read = channel()[0];
    }
    ~OtherProcess()
    {
        kill();
        ::close(m_read);
    }
    OtherProcess(const OtherProcess &) = delete;
    OtherProcess &operator=(const OtherProcess &) = delete;

    /// In the other process.
    static void sayReady(bool isFine)
    {
        const char answer = isFine ? 'y' : 'n';
        (void)!::write(channel()[1], &answer, 1);
    }
    [[nodiscard]] bool waitUntilReady() const
    {
        char answer = 0;
        return ::read(m_read, &answer, 1) == 1 && answer == 'y';
    }
    [[nodiscard]] pid_t processId() const { return m_pid; }
    /// The status of waitpid; the first time only.
    int kill()
    {
        if (m_pid > 0)
            ::kill(m_pid, SIGKILL);
        return wait();
    }
    int wait()
    {
        int status = 0;
        if (m_pid > 0)
            ::waitpid(m_pid, &status, 0);
        m_pid = 0;
        return status;
    }

private:
    static int *channel()
    {
        static int ends[2];
        return ends;
    }

    pid_t m_pid = 0;
    int m_read = -1;
};

} // namespace larder::test
