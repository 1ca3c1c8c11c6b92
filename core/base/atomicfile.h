/// Small files that are the truth: a reader sees the old content or the new, also after a power cut.
/// Any thread. Errors: NoSpace, Storage, NotFound (reading), Corrupt (reading something oversized).
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <optional>

namespace larder {

/// Written aside, flushed, renamed, and the directory flushed. Mode 0600.
/// `asideStep`: the name of the crash point between the flush and the rename (core/base/crashpoint.h).
[[nodiscard]] Result<void> writeAtomically(const QString &path, const QByteArray &content,
                                           const char *asideStep = nullptr);

/// nullopt: there is no such file.
[[nodiscard]] Result<std::optional<QByteArray>> readWhole(const QString &path);

/// mkdir -p with mode 0700 for what is made.
[[nodiscard]] Result<void> makeDirectory(const QString &path);

/// Makes renames and new names in `path` durable.
[[nodiscard]] Result<void> flushDirectory(const QString &path);

} // namespace larder
