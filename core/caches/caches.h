/// One call for all kinds of caches: a place in, what lies there out. Blocks; the pool helps; for a window,
/// call it beside the GUI thread. Errors: NotFound, Storage, Cancelled.
#pragma once

#include "core/caches/cachecontents.h"
#include "core/store/currentview.h"

#include <QHash>
#include <QThreadPool>

#include <stop_token>

namespace larder {

class Home;

/// `function`: of a joblib store, whose items are read, with or without modules; empty: all.
[[nodiscard]] Result<CacheContents> readCache(const CachePlace &place, QThreadPool &pool, Instant now,
                                              const CacheProgress &progress, const std::stop_token &stop,
                                              const QString &function = {});

/// What readers get of the datasets that items name in their terms, by name; those that are not there are
/// left out.
[[nodiscard]] QHash<QString, CurrentView> currentViews(const Home &home, const CacheContents &contents);

} // namespace larder
