/// Keeps tied items fresh (ties.h): what was made before readers got the data that they get now, or before a
/// change was seen at the source, goes. Of joblib the item is removed, so that the next call computes it
/// anew; of fsspec the file gets the bytes of the current snapshot, unless it has them, or is removed where
/// that has none, or what it has is known to be old. Nothing of it can be undone: it is known to be old.
/// Blocks; any thread.
///
/// A call that began before the data changed may have read the old ones, so its result goes, too. Such a
/// call may be going on for long: ties are tended for a day after a change, now and then. Results that
/// larder.cached keeps are left alone: it replaces them itself, once it has better ones.
#pragma once

#include "core/caches/ties.h"

#include <QHash>
#include <QThreadPool>

#include <stop_token>

namespace larder {

struct Tended {
    QStringList removed; ///< titles
    QStringList renewed;
    QStringList troubles; ///< sentences that were not told the last time, one for each place

    /// For the activity log.
    [[nodiscard]] QStringList sentences() const;
};

/// What is told of a cache that could not follow its dataset.
[[nodiscard]] QString keepingTrouble(const Error &error);

/// Of all ties of a dataset, as they were noted when they were last tended; each once.
[[nodiscard]] QStringList keepingTroubles(const DatasetFolder &folder);

/// What the items of a cache are tied to, by their places in the contents.
[[nodiscard]] QHash<std::size_t, TiedTo> tiedItems(const Home &home, const CacheContents &contents,
                                                   const std::vector<TiedTo> &ties, Instant now);

/// Cheap where nothing is tied, or nothing changed since the last time. What cannot be tended, or was stopped
/// before, stays due; the trouble is noted at its tie.
[[nodiscard]] Tended tendTies(const Home &home, const DatasetFolder &folder, QThreadPool &pool, Instant now,
                              const std::stop_token &stop);

} // namespace larder
