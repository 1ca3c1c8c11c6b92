/// Reads all of an fsspec cache directory: entries, files, blocks, orphans, ghosts. Blocks. What cannot be
/// read is told in the contents; an error is that of the place as a whole. Errors: NotFound, Storage,
/// Cancelled.
#pragma once

#include "core/caches/cachecontents.h"

#include <stop_token>

namespace larder {

/// `now`: a file that is written aside for longer than an hour was left behind.
[[nodiscard]] Result<CacheContents> readFsspecFolder(const QString &path, Instant now,
                                                     const CacheProgress &progress,
                                                     const std::stop_token &stop);

} // namespace larder
