#include "core/store/schedulerlock.h"

#include <QFile>

#include <fcntl.h>

namespace larder {

namespace {

/// Of the whole file, against every other open file.
struct flock wholeFile()
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

std::optional<SchedulerLock> SchedulerLock::tryTake(const QString &path)
{
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    struct flock lock = wholeFile();
    if (!file.isOpen() || ::fcntl(file.get(), F_OFD_SETLK, &lock) != 0)
        return std::nullopt;
    return SchedulerLock(std::move(file));
}

bool SchedulerLock::isHeld(const QString &path)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    struct flock lock = wholeFile();
    return file.isOpen() && ::fcntl(file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace larder
