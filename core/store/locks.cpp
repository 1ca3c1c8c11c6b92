#include "core/store/locks.h"

#include "core/store/diskerror.h"
#include "core/store/home.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Polled, because a blocking F_OFD_SETLKW cannot be told to stop. Short at first: most holders are done in a
// moment.
constexpr auto firstPause = 1ms;
constexpr auto longestPause = 50ms;
// A record is held for a few flushes of small files; a holder that takes longer was stopped or its disk
// hangs.
constexpr auto recordTimeout = 10s;

enum class Attempt { Taken, Held, Gone };

Result<FileDescriptor> openLockFile(const QString &path)
{
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen() && errno == ENOENT)
        return failure(ErrorKind::NotFound, u"the dataset is gone"_s, path);
    if (!file.isOpen())
        return diskFailure(errno, u"open the lock"_s, path);
    return file;
}

/// A lock on a file that was deleted meanwhile (`forget`) guards nothing.
bool isStillThere(const FileDescriptor &file, const QString &path)
{
    struct stat mine{};
    struct stat named{};
    return ::fstat(file.get(), &mine) == 0 && ::stat(QFile::encodeName(path).constData(), &named) == 0
        && mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

Result<Attempt> tryLock(const FileDescriptor &file, const QString &path, LockMode mode)
{
    struct flock lock{};
    lock.l_type = mode == LockMode::Shared ? F_RDLCK : F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (::fcntl(file.get(), F_OFD_SETLK, &lock) == 0)
        return isStillThere(file, path) ? Attempt::Taken : Attempt::Gone;
    if (errno == EAGAIN || errno == EACCES || errno == EINTR)
        return Attempt::Held;
    return diskFailure(errno, u"lock"_s, path);
}

void writeHolder(const FileDescriptor &file, const QString &runId)
{
    const QByteArray text = QByteArray::number(qint64(::getpid())) + ' ' + runId.toUtf8() + '\n';
    // For messages only: a lock without a name is a lock all the same.
    if (::ftruncate(file.get(), 0) == 0)
        (void)::pwrite(file.get(), text.constData(), size_t(text.size()), 0);
}

std::optional<LockHolder> readHolder(const QString &path)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    char text[256];
    const ssize_t size = file.isOpen() ? ::pread(file.get(), text, sizeof text, 0) : -1;
    if (size <= 0)
        return std::nullopt;
    const QList<QByteArray> words = QByteArray(text, size).trimmed().split(' ');
    bool isNumber = false;
    const qint64 processId = words.value(0).toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return LockHolder{processId, QString::fromUtf8(words.value(1))};
}

std::unexpected<Error> busy(const QString &what, const QString &path)
{
    const auto holder = readHolder(path);
    if (!holder)
        return failure(ErrorKind::Busy, u"%1 is in use by another process"_s.arg(what), path);
    return failure(ErrorKind::Busy, u"%1 is in use by process %2"_s.arg(what).arg(holder->processId), path,
                   u"wait for it, or look at it with `ps -p %1`: it may be stopped"_s.arg(holder->processId));
}

/// nullopt: held by somebody else.
Result<std::optional<FileDescriptor>> take(const QString &path, LockMode mode, const QString &runId)
{
    for (;;) {
        auto file = openLockFile(path);
        if (!file)
            return failure(file);
        const auto attempt = tryLock(*file, path, mode);
        if (!attempt)
            return failure(attempt);
        if (*attempt == Attempt::Held)
            return std::optional<FileDescriptor>{};
        if (*attempt == Attempt::Gone)
            continue;
        if (mode == LockMode::Exclusive)
            writeHolder(*file, runId);
        return std::optional(std::move(*file));
    }
}

Result<FileDescriptor> waitFor(const QString &path, LockMode mode, const QString &runId, const QString &what,
                               std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    const auto end = std::chrono::steady_clock::now() + timeout;
    for (auto pause = firstPause;; pause = std::min(pause * 2, longestPause)) {
        auto taken = take(path, mode, runId);
        if (!taken)
            return failure(taken);
        if (*taken)
            return std::move(**taken);
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped while waiting for %1"_s.arg(what));
        if (std::chrono::steady_clock::now() >= end)
            return busy(what, path);
        std::this_thread::sleep_for(pause);
    }
}

} // namespace

Result<std::optional<RunLock>> RunLock::tryAcquire(const Home &home, const DatasetName &name,
                                                   const QString &runId)
{
    auto file = take(home.data().dataset(name).runLock(), LockMode::Exclusive, runId);
    if (!file)
        return failure(file);
    if (!*file)
        return std::optional<RunLock>{};
    return std::optional(RunLock(std::move(**file)));
}

Result<RunLock> RunLock::acquire(const Home &home, const DatasetName &name, const QString &runId,
                                 std::chrono::milliseconds timeout, std::stop_token stop)
{
    auto file =
        waitFor(home.data().dataset(name).runLock(), LockMode::Exclusive, runId, name.text(), timeout, stop);
    if (!file)
        return failure(file);
    return RunLock(std::move(*file));
}

std::optional<LockHolder> RunLock::holder(const Home &home, const DatasetName &name)
{
    const QString path = home.data().dataset(name).runLock();
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC));
    if (!file.isOpen())
        return std::nullopt;
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (::fcntl(file.get(), F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return std::nullopt;
    return readHolder(path).value_or(LockHolder{});
}

Result<std::optional<AfterLock>> AfterLock::tryAcquire(const Home &home, const DatasetName &name)
{
    auto file = take(home.data().dataset(name).afterLock(), LockMode::Exclusive, {});
    if (!file)
        return failure(file);
    if (!*file)
        return std::optional<AfterLock>{};
    return std::optional(AfterLock(std::move(**file)));
}

Result<AfterLock> AfterLock::acquire(const Home &home, const DatasetName &name,
                                     std::chrono::milliseconds timeout, std::stop_token stop)
{
    auto file = waitFor(home.data().dataset(name).afterLock(), LockMode::Exclusive, {},
                        u"the command after %1"_s.arg(name.text()), timeout, stop);
    if (!file)
        return failure(file);
    return AfterLock(std::move(*file));
}

Result<RecordLock> RecordLock::acquire(const Home &home, const DatasetName &name)
{
    auto file = waitFor(home.data().dataset(name).recordLock(), LockMode::Exclusive, {},
                        u"the record of %1"_s.arg(name.text()), recordTimeout, {});
    if (!file)
        return failure(file);
    return RecordLock(std::move(*file));
}

Result<std::optional<StoreLock>> StoreLock::tryAcquire(const Home &home, LockMode mode)
{
    auto file = take(home.data().storeLock(), mode, {});
    if (!file)
        return failure(file);
    if (!*file)
        return std::optional<StoreLock>{};
    return std::optional(StoreLock(std::move(**file), mode));
}

Result<StoreLock> StoreLock::acquire(const Home &home, LockMode mode, std::chrono::milliseconds timeout,
                                     std::stop_token stop)
{
    auto file = waitFor(home.data().storeLock(), mode, {}, u"the store"_s, timeout, stop);
    if (!file)
        return failure(file);
    return StoreLock(std::move(*file), mode);
}

Result<StoreLock> holdStore(const Home &home, LockMode mode, std::chrono::milliseconds timeout,
                            std::stop_token stop)
{
    auto lock = StoreLock::acquire(home, mode, timeout, std::move(stop));
    if (!lock)
        return lock;
    if (auto there = home.reload(); !there)
        return failure(there);
    return lock;
}

Result<std::optional<StoreLock>> tryHoldStore(const Home &home, LockMode mode)
{
    auto lock = StoreLock::tryAcquire(home, mode);
    if (!lock || !*lock)
        return lock;
    if (auto there = home.reload(); !there)
        return failure(there);
    return lock;
}

} // namespace larder
