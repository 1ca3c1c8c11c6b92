/// Preloaded into a desktop that is measured: writes how long each turn of the GUI thread's event loop kept
/// it from its events, for turns of a millisecond and more: "BEGIN WALL OWN" in microseconds, where OWN
/// leaves out the time in which the thread could run but the machine ran others (run_delay,
/// Documentation/scheduler/sched-stats.rst). Time spent waiting for a disk or a lock is in both. The file is
/// named by LARDER_BENCH_TURNS. Real time, also below libfaketime.
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

constexpr std::int64_t shortestToldUs = 1000;

struct Moment {
    std::int64_t wallUs;
    std::int64_t delayUs;
};

std::int64_t wallUs()
{
    timespec now{};
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000LL + now.tv_nsec / 1000;
}

Moment momentNow()
{
    static const int file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
    char text[96] = {};
    long long ran = 0;
    long long delayNs = 0;
    if (pread(file, text, sizeof text - 1, 0) > 0)
        std::sscanf(text, "%lld %lld", &ran, &delayNs); // NOLINT(cert-err34-c): the kernel's own words
    return {wallUs(), delayNs / 1000};
}

Moment lastReturn{}; // of the main thread, as all below

void tell(const Moment &began, const Moment &ended)
{
    static const char *const path = std::getenv("LARDER_BENCH_TURNS"); // NOLINT(concurrency-mt-unsafe)
    static const int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    const std::int64_t wall = ended.wallUs - began.wallUs;
    if (file < 0 || began.wallUs == 0 || wall < shortestToldUs)
        return;
    char line[96];
    const int size = std::snprintf(line, sizeof line, "%lld %lld %lld\n",
                                   static_cast<long long>(began.wallUs), static_cast<long long>(wall),
                                   static_cast<long long>(wall - (ended.delayUs - began.delayUs)));
    if (write(file, line, static_cast<std::size_t>(size)) < 0)
        std::abort();
}

template <typename Wait>
int waiting(Wait wait)
{
    if (gettid() != getpid())
        return wait();
    tell(lastReturn, momentNow());
    const int ready = wait();
    lastReturn = momentNow();
    return ready;
}

template <typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" int poll(pollfd *files, nfds_t count, int timeout)
{
    static const auto real = next<decltype(&poll)>("poll");
    return waiting([&] { return real(files, count, timeout); });
}

extern "C" int ppoll(pollfd *files, nfds_t count, const timespec *timeout, const sigset_t *mask)
{
    static const auto real = next<decltype(&ppoll)>("ppoll");
    return waiting([&] { return real(files, count, timeout, mask); });
}
