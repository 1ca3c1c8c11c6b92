#include "core/caches/foreignfile.h"

#include "core/store/filetree.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace larder {

namespace {

constexpr qsizetype shownBeginning = 8;
constexpr qsizetype longestBeginning = 4096;

/// Of pipes and devices nothing is asked: opening one may wait for ever.
FileDescriptor openPlain(int directory, const char *name, struct stat &status)
{
    FileDescriptor file(::openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0)
        return {};
    if (!S_ISREG(status.st_mode)) {
        errno = EINVAL;
        return {};
    }
    return file;
}

} // namespace

bool staysBelow(QByteArrayView path)
{
    if (path.isEmpty() || path.contains('\0'))
        return false;
    for (qsizetype start = 0; start <= path.size();) {
        const qsizetype slash = path.indexOf('/', start);
        const qsizetype end = slash < 0 ? path.size() : slash;
        const QByteArrayView segment = path.sliced(start, end - start);
        if (segment.isEmpty() || segment == "." || segment == "..")
            return false;
        start = end + 1;
    }
    return true;
}

FileDescriptor openBelow(int root, QByteArrayView path)
{
    FileDescriptor directory = openDirectoryAt(root, ".");
    for (qsizetype start = 0; directory.isOpen() && start < path.size();) {
        const qsizetype slash = path.indexOf('/', start);
        const qsizetype end = slash < 0 ? path.size() : slash;
        directory =
            openDirectoryAt(directory.get(), path.sliced(start, end - start).toByteArray().constData());
        start = end + 1;
    }
    return directory;
}

std::expected<QByteArray, int> readForeign(int directory, const char *name, qint64 mostBytes)
{
    struct stat status{};
    const FileDescriptor file = openPlain(directory, name, status);
    if (!file.isOpen())
        return std::unexpected(errno);
    if (status.st_size > mostBytes)
        return std::unexpected(EFBIG);
    QByteArray bytes(status.st_size + 1, Qt::Uninitialized); // one more, to see whether it grows
    qsizetype size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + size, size_t(bytes.size() - size));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected(errno);
        if (got == 0)
            break;
        size += got;
        if (size == bytes.size() && size <= mostBytes)
            bytes.resize(std::min<qsizetype>(2 * size, mostBytes + 1));
    }
    if (size > mostBytes)
        return std::unexpected(EFBIG);
    bytes.truncate(size);
    return bytes;
}

std::expected<QByteArray, int> beginningOfForeign(int directory, const char *name)
{
    struct stat status{};
    const FileDescriptor file = openPlain(directory, name, status);
    if (!file.isOpen())
        return std::unexpected(errno);
    QByteArray bytes(longestBeginning, Qt::Uninitialized);
    const ssize_t got = ::pread(file.get(), bytes.data(), size_t(bytes.size()), 0);
    if (got < 0)
        return std::unexpected(errno);
    bytes.truncate(got);
    return bytes;
}

std::expected<FileEnds, int> endsOfForeign(int directory, const char *name, qint64 bytes)
{
    struct stat status{};
    const FileDescriptor file = openPlain(directory, name, status);
    if (!file.isOpen())
        return std::unexpected(errno);
    FileEnds ends{QByteArray(std::min<qsizetype>(shownBeginning, bytes), '\0'), 0};
    const ssize_t first = ::pread(file.get(), ends.first.data(), size_t(ends.first.size()), 0);
    if (first < 0 || (bytes > 0 && ::pread(file.get(), &ends.last, 1, bytes - 1) < 0))
        return std::unexpected(errno);
    ends.first.truncate(first);
    return ends;
}

} // namespace larder
