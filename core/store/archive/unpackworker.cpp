#include "core/store/archive/unpackworker.h"

#include "core/base/filedescriptor.h"
#include "core/store/archive/archivereading.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace larder {

namespace {

// xz -9 needs 65 MB to unpack, zstd at its usual most 128 MB, 7z at its most 1.5 GB, which nobody uses.
constexpr rlim_t maxMemoryBytes = rlim_t(1) << 30;
// So many seconds of the processor, and one more for each of so many bytes: the slowest (xz, bzip2) read some
// 5 MB of their own a second.
constexpr rlim_t secondsForEach = 300;
constexpr rlim_t bytesForASecond = 1024 * 1024;
constexpr rlim_t maxOpenFiles = 32;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool canLimitMemory = false; // their shadow alone is larger
#else
constexpr bool canLimitMemory = true;
#endif

void limit(__rlimit_resource resource, rlim_t most)
{
    const rlimit both{most, most};
    (void)::setrlimit(resource, &both);
}

void shutIn()
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_DFL); // nobody listens: that is the end
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0); // pipes are no files
    limit(RLIMIT_NOFILE, maxOpenFiles);
    if (canLimitMemory)
        limit(RLIMIT_AS, maxMemoryBytes);
}

/// From now on; the hard limit stays, so that the next archive gets its own.
void limitTime(qint64 archiveBytes)
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    rlimit time{};
    ::getrlimit(RLIMIT_CPU, &time);
    time.rlim_cur = rlim_t(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + secondsForEach
        + rlim_t(archiveBytes) / bytesForASecond;
    (void)::setrlimit(RLIMIT_CPU, &time);
}

QByteArray readInput()
{
    QByteArray all;
    char bytes[64 * 1024];
    for (ssize_t got = 0; (got = ::read(STDIN_FILENO, bytes, sizeof bytes)) != 0;) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        all.append(bytes, got);
    }
    return all;
}

bool say(Frame::Kind kind, QByteArrayView bytes)
{
    const QByteArray frame = frameHead(kind, bytes.size()) + bytes;
    return writeAll(STDOUT_FILENO, frame.constData(), size_t(frame.size())) == 0;
}

std::optional<FaultFound> readOne(const ReadRequest &request)
{
    const FileDescriptor file(::open(request.file.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status{};
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return FaultFound{ArchiveFault::Unreadable, {}, QByteArray(std::strerror(errno))};
    limitTime(status.st_size);
    return readArchive(file.get(), request, say);
}

} // namespace

int runUnpackWorker()
{
    const std::vector<ReadRequest> requests = requestsFromText(readInput());
    shutIn();
    for (const ReadRequest &request : requests) {
        if (const auto fault = readOne(request)) {
            (void)say(Frame::Kind::Fault, faultText(*fault));
            return 1;
        }
        if (!say(Frame::Kind::ArchiveEnd, {}))
            return 1;
    }
    return 0;
}

} // namespace larder
