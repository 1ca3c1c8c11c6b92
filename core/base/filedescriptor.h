/// An owned POSIX file descriptor; closes when it goes. Movable, not shared by threads.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

namespace larder {

class FileDescriptor
{
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) { }
    FileDescriptor(FileDescriptor &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) { }
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~FileDescriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor = -1;
};

/// Writes everything, across short writes and signals. Returns 0, or the errno that stopped it.
[[nodiscard]] inline int writeAll(int descriptor, const char *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return 0;
}

/// The same at an offset.
[[nodiscard]] inline int writeAllAt(int descriptor, const char *bytes, std::size_t size, off_t at)
{
    while (size > 0) {
        const ssize_t written = ::pwrite(descriptor, bytes, size, at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes += written;
        size -= static_cast<std::size_t>(written);
        at += written;
    }
    return 0;
}

} // namespace larder
