#include "core/store/schedulerlock.h"

#include "core/store/diskerror.h"
#include "core/store/wholefilelock.h"

#include <QFile>

#include <fcntl.h>

namespace larder {

using namespace Qt::StringLiterals;

Result<std::optional<SchedulerLock>> SchedulerLock::tryTake(const QString &path)
{
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen()) {
        const int why = errno;
        if (isHeld(path))
            return std::nullopt;
        return diskFailure(why, u"look in the background"_s, path);
    }
    if (!tryLockWhole(file))
        return std::nullopt;
    return SchedulerLock(std::move(file));
}

bool SchedulerLock::isHeld(const QString &path)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    return file.isOpen() && isWholeLocked(file);
}

} // namespace larder
