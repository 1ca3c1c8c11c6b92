/// What tells one version of a local file from another, and when that can be believed.
/// A file system stamps changes with a clock that ticks: two changes within one tick look the same. So a file
/// whose stamp is younger than the tick proves nothing yet; once it is older, any later change must show in
/// ctime, which no program can set. inode catches a replacement by rename that kept times (`cp -p`, `mv`).
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/dataset/listing.h"

#include <sys/stat.h>

namespace larder {

/// On the usual local file systems: ten ticks of the slowest kernel clock (10 ms; up to 15 ms of lag was
/// measured).
inline constexpr std::chrono::milliseconds localGranularity{100};
/// On all others (FAT keeps two seconds; network file systems stamp by another machine's clock).
inline constexpr std::chrono::milliseconds foreignGranularity{2000};

/// Of the file system that the open `descriptor` lies on.
[[nodiscard]] std::chrono::milliseconds timeGranularity(int descriptor);

/// The file's entry as of `now` (real time, read before the stat). Weak where its times are less than
/// `granularity` before `now`, or after it.
[[nodiscard]] Entry fileEntry(QByteArray path, const struct stat &status, Instant now,
                              std::chrono::milliseconds granularity);

/// The source's own troubles: ENOENT NotFound, EACCES Denied, a share that does not answer Network.
/// `doing` completes "cannot …".
[[nodiscard]] Error sourceError(int errorNumber, const QString &doing, const QString &path);

} // namespace larder
