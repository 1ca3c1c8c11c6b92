#include "core/sources/fileidentity.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned long xfsMagic = 0x58465342; // not in linux/magic.h

qint64 nanoseconds(const timespec &time)
{
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

Instant instantOf(const timespec &time)
{
    return fromMilliseconds(time.tv_sec * 1000 + time.tv_nsec / 1'000'000);
}

bool isYoung(const struct stat &status, Instant now, std::chrono::milliseconds granularity)
{
    if (instantOf(status.st_ctim) > now - granularity)
        return true;
    const Instant modified =
        instantOf(status.st_mtim); // a time far ahead was set by hand, and setting it moved ctime
    return modified > now - granularity && modified < now + granularity;
}

QByteArray identityToken(const struct stat &status)
{
    char text[128] = "file:";
    char *end = text + 5;
    for (const qint64 part : {qint64(status.st_size), nanoseconds(status.st_mtim),
                              nanoseconds(status.st_ctim), qint64(status.st_ino)}) {
        end = std::to_chars(end, text + sizeof text - 1, part).ptr;
        *end++ = ';';
    }
    return QByteArray(text, end - text - 1);
}

} // namespace

std::chrono::milliseconds timeGranularity(int descriptor)
{
    struct statfs system{};
    if (::fstatfs(descriptor, &system) != 0)
        return foreignGranularity;
    switch (static_cast<unsigned long>(system.f_type)) {
    case EXT4_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case TMPFS_MAGIC:
    case OVERLAYFS_SUPER_MAGIC: // its writable layer is one of the others
    case F2FS_SUPER_MAGIC:
    case xfsMagic:
        return localGranularity;
    default:
        return foreignGranularity;
    }
}

Entry fileEntry(QByteArray path, const struct stat &status, Instant now,
                std::chrono::milliseconds granularity)
{
    const auto strength =
        isYoung(status, now, granularity) ? ValidatorStrength::Weak : ValidatorStrength::Strong;
    return {std::move(path), status.st_size, instantOf(status.st_mtim), {strength, identityToken(status)}};
}

Error sourceError(int errorNumber, const QString &doing, const QString &path)
{
    const QString message = u"cannot %1: %2"_s.arg(doing, QString::fromLocal8Bit(std::strerror(errorNumber)));
    switch (errorNumber) {
    case ENOENT:
    case ENOTDIR:
        return {ErrorKind::NotFound, message, path, {}};
    case EACCES:
    case EPERM:
        return {ErrorKind::Denied, message, path,
                u"ask its owner for read permission, or leave it out with --exclude"_s};
    case EIO:
    case ENOTCONN:
    case ESTALE:
    case ETIMEDOUT:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETUNREACH:
        return {ErrorKind::Network, message, path, u"see whether its disk or share is mounted and answers"_s};
    case ELOOP:
    case ENAMETOOLONG:
        return {ErrorKind::Unsupported, message, path, u"leave it out with --exclude"_s};
    default:
        return {ErrorKind::Storage, message, path, {}};
    }
}

} // namespace larder
