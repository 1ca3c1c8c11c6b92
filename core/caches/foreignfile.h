/// Files of directories that belong to other programs: read in bounds, and only below the directory that was
/// opened. No link is followed, nothing but a plain file is read. Any thread.
#pragma once

#include "core/base/filedescriptor.h"

#include <QByteArray>

#include <expected>

namespace larder {

/// Relative, without empty, `.` or `..` segments: it cannot lead out.
[[nodiscard]] bool staysBelow(QByteArrayView path);

/// A directory below `root`; "" is `root` itself. Not open: errno says why.
[[nodiscard]] FileDescriptor openBelow(int root, QByteArrayView path);

/// All of a file. An error is an errno; EFBIG: it is longer than `mostBytes`; EINVAL: no plain file.
[[nodiscard]] std::expected<QByteArray, int> readForeign(int directory, const char *name, qint64 mostBytes);

/// The first 4 KiB of a file, however long it is.
[[nodiscard]] std::expected<QByteArray, int> beginningOfForeign(int directory, const char *name);

/// Its first and last bytes.
struct FileEnds {
    QByteArray first; ///< up to 8
    char last = 0;
};
[[nodiscard]] std::expected<FileEnds, int> endsOfForeign(int directory, const char *name, qint64 bytes);

} // namespace larder
