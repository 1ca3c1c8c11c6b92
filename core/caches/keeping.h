/// Keeps tied items fresh (ties.h): what was made before readers got the data that they get now, or before a
/// change was seen at the source, goes. Of joblib the item is evicted, so that the next call computes it
/// anew; of fsspec the file gets the bytes of the current snapshot, or is evicted where that has none, or
/// what it has is known to be old. Blocks; any thread.
///
/// A call that began before the data changed may have read the old ones, so its result goes, too. Such a
/// call may be going on for long: ties are tended for a day after a change, now and then.
#pragma once

#include "core/caches/ties.h"

#include <QHash>
#include <QThreadPool>

#include <stop_token>

namespace larder {

struct Tended {
    QStringList evicted; ///< titles
    QStringList refilled;
    std::vector<Error> troubles; ///< a place that is gone is none

    /// For the activity log.
    [[nodiscard]] QStringList sentences() const;
};

/// Whose data the items of a cache are kept as fresh as: datasets, by the items' places in the contents.
[[nodiscard]] QHash<std::size_t, QString> tiedItems(const Home &home, const CacheContents &contents,
                                                    const std::vector<TiedTo> &ties, Instant now);

/// Cheap where nothing is tied, or nothing changed since the last time.
[[nodiscard]] Tended tendTies(const Home &home, const DatasetFolder &folder, QThreadPool &pool, Instant now,
                              const std::stop_token &stop);

} // namespace larder
