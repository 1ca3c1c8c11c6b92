#include "core/store/copybytes.h"

#include "core/base/filedescriptor.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace larder {

namespace {

int copyByHand(int from, int to)
{
    constexpr size_t chunk = 256 * 1024;
    std::vector<char> buffer(chunk);
    for (;;) {
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return 0;
        if (const int failed = writeAll(to, buffer.data(), size_t(got)))
            return failed;
    }
}

} // namespace

int copyBytes(int from, int to)
{
    if (::ioctl(to, FICLONE, from) == 0)
        return 0;
    constexpr size_t chunk = 128 * 1024 * 1024;
    for (bool isFirst = true;; isFirst = false) {
        const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, chunk, 0);
        if (copied > 0)
            continue;
        if (copied < 0 && errno == ENOSPC)
            return errno;
        // 0 at once, or an error: this pair of disks cannot; by hand goes on where it stopped.
        return copied == 0 && !isFirst ? 0 : copyByHand(from, to);
    }
}

} // namespace larder
