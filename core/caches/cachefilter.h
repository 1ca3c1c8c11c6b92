/// Which items are meant: all that is said must hold. Pure; any thread.
#pragma once

#include "core/caches/cachecontents.h"

#include <chrono>

namespace larder {

struct CacheFilter {
    QString text; ///< stands in its title, in whatever case
    QString function; ///< "load" or "etl.load"
    std::optional<PythonCall> call; ///< arguments that it leaves out may be anything
    QString item; ///< a path, name or hash of which this is the beginning, or what fsspec opened
    bool isWholeItem = false; ///< it is all of the name
    std::optional<std::chrono::seconds> olderThan;
    std::optional<qint64> atLeastBytes;
    std::vector<ItemState> states; ///< any of these

    [[nodiscard]] bool isEmpty() const;
};

/// Places in CacheContents::items. Invalid: the call gives arguments by place, and the function's code does
/// not say what they are called.
[[nodiscard]] Result<std::vector<std::size_t>> chosenItems(const CacheContents &contents,
                                                           const CacheFilter &filter, Instant now);

} // namespace larder
