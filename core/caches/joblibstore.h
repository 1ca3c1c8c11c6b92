/// Reads all of a joblib.Memory: functions, items, arguments, sizes, times. Blocks; the pool helps. What
/// cannot be read is told in the contents; an error is that of the place as a whole. Errors: NotFound,
/// Storage, Cancelled.
#pragma once

#include "core/caches/cachecontents.h"

#include <QThreadPool>

#include <stop_token>

namespace larder {

/// `path`: the directory that holds the modules; a store of its own, or the `joblib` in a location.
/// `function`: whose items are read, with or without modules; empty: all of them.
[[nodiscard]] Result<CacheContents> readJoblibStore(const QString &path, const QString &function,
                                                    QThreadPool &pool, const CacheProgress &progress,
                                                    const std::stop_token &stop);

} // namespace larder
