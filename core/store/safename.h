/// Which names of a source can be kept exactly. Nothing is ever renamed or dropped: a name that cannot be
/// kept fails by name (Unsupported). Pure; any thread.
#pragma once

#include "core/base/result.h"
#include "core/dataset/listing.h"

#include <QByteArrayView>

#include <span>

namespace larder {

inline constexpr qsizetype maxNameSegment = 255; // NAME_MAX of every usual file system, in bytes
inline constexpr qsizetype maxNameBytes = 3072; // leaves a quarter of PATH_MAX for the way to the snapshot

/// Does this disk tell names apart that differ in case only?
enum class NameCase { Kept, Folded };

/// Relative, valid UTF-8, no empty, `.` or `..` segment, no control character, not too long.
[[nodiscard]] Result<void> checkName(QByteArrayView path);
/// Each of them, and all of them together: none twice, none a file and a directory at once, none that this
/// disk mixes up. REQUIRES: byte order of the path.
[[nodiscard]] Result<void> checkNames(std::span<const Entry> entries, NameCase nameCase = NameCase::Kept);

/// A name for messages: control characters and broken UTF-8 made visible.
[[nodiscard]] QString shownName(QByteArrayView path);

} // namespace larder
