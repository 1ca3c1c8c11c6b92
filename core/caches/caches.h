/// One call for all kinds of caches: a place in, what lies there out. Blocks; the pool helps; for a window,
/// call it beside the GUI thread. Errors: NotFound, Storage, Cancelled.
#pragma once

#include "core/caches/cachecontents.h"

#include <QThreadPool>

#include <stop_token>

namespace larder {

[[nodiscard]] Result<CacheContents> readCache(const CachePlace &place, QThreadPool &pool, Instant now,
                                              const CacheProgress &progress, const std::stop_token &stop);

} // namespace larder
