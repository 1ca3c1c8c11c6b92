/// Takes items out of other programs' caches, so that the next call makes them anew; beside a running Python
/// as well. Each goes by one rename into the trash of its place (cachetrash.h): a reader gets all of it or
/// nothing, and who has it open reads on. Of joblib a whole item goes, and never a func_code.py; of fsspec
/// the file alone, because a hit needs it and the list belongs to Python. Blocks. Errors: Storage, NoSpace,
/// Cancelled; what went until then can be undone.
#pragma once

#include "core/caches/cachecontents.h"
#include "core/caches/cachetrash.h"

#include <span>
#include <stop_token>

namespace larder {

/// What would go: neither ghosts, nor what is being written, nor what was asked for twice.
struct EvictionPlan {
    std::vector<std::size_t> items; ///< places in CacheContents::items
    qint64 bytes = 0;
    qint64 beingWritten = 0; ///< so many are left alone
};
[[nodiscard]] EvictionPlan planEviction(const CacheContents &contents, std::span<const std::size_t> chosen);

struct Evicted {
    QString id; ///< empty: nothing went
    qint64 items = 0;
    qint64 bytes = 0;
};
[[nodiscard]] Result<Evicted> evict(const CacheContents &contents, const EvictionPlan &plan, Instant now,
                                    const std::stop_token &stop);
/// Removes them for good, each in one step for whoever reads. A kill in between leaves them in the trash,
/// where they can only be removed.
[[nodiscard]] Result<Evicted> evictForGood(const CacheContents &contents, const EvictionPlan &plan,
                                           Instant now, const std::stop_token &stop);

} // namespace larder
