/// The lock of a whole file that belongs to the open file, not to the process (F_OFD_SETLK, fcntl(2)): it can
/// be asked for without being taken, and goes with the last descriptor. Any thread.
#pragma once

#include "core/base/filedescriptor.h"

#include <fcntl.h>

namespace larder {

namespace detail {

[[nodiscard]] inline struct flock wholeFile()
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace detail

/// False: another open file has it.
[[nodiscard]] inline bool tryLockWhole(const FileDescriptor &file)
{
    struct flock lock = detail::wholeFile();
    return ::fcntl(file.get(), F_OFD_SETLK, &lock) == 0;
}

/// By another open file.
[[nodiscard]] inline bool isWholeLocked(const FileDescriptor &file)
{
    struct flock lock = detail::wholeFile();
    return ::fcntl(file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace larder
