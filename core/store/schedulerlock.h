/// One process per user looks in the background; the others only show. Held as long as the object lives; the
/// kernel gives it back when the process dies, however it dies.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/result.h"

#include <QString>

#include <optional>

namespace larder {

class SchedulerLock
{
public:
    /// nullopt: another process has it. Errors: those of the disk, such as a home that only lets itself be
    /// read.
    [[nodiscard]] static Result<std::optional<SchedulerLock>> tryTake(const QString &path);
    /// Somebody looks. Takes nothing, not even for a moment. (app/front/main.cpp asks the same.)
    [[nodiscard]] static bool isHeld(const QString &path);

private:
    explicit SchedulerLock(FileDescriptor file) : m_file(std::move(file)) { }
    FileDescriptor m_file;
};

} // namespace larder
