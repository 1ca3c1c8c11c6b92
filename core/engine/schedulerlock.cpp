#include "core/engine/schedulerlock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>

namespace larder {

std::optional<SchedulerLock> SchedulerLock::tryTake(const QString &path)
{
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return std::nullopt;
    return SchedulerLock(std::move(file));
}

} // namespace larder
