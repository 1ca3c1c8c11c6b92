/// Other programs' caches as a tree: a cache; below it its functions, of fsspec its files; below a function
/// its results. Made of a reading in a task, since there may be tens of thousands. Pure; any thread.
#pragma once

#include "core/caches/keeping.h"
#include "core/caches/prospect.h"

#include <Qt>

#include <vector>

namespace larder {

/// What one look found.
struct CachesReading {
    std::vector<CacheContents> caches;
    QHash<QString, CurrentView> current; ///< what readers get of the datasets that items name
    std::vector<TiedTo> ties;
    QHash<std::pair<int, int>, TiedTo> tied; ///< by cache and the place of an item there
    std::vector<Error> troubles; ///< what could not be read at all
    Instant at{};
};

/// The first of what a person must know of the cache: why it could not follow its dataset, or not be read.
[[nodiscard]] QString troubleOf(const CachesReading &reading, const CacheContents &contents);
/// How Python is taken to ask.
[[nodiscard]] ReaderHabits habitsOf(const CachesReading &reading);

struct CachesOrder {
    enum Key { Name, NextCall, Made, Size };
    QString text; ///< only items whose title holds it
    Key key = Size;
    Qt::SortOrder order = Qt::DescendingOrder;

    bool operator==(const CachesOrder &) const = default;
};

/// A line of the tree; what it says is taken from the reading.
struct CachesNode {
    int cache = 0;
    int function = -1; ///< -1: none, or not of one
    int item = -1; ///< -1: a cache or a function
    int parent = -1;
    int row = 0; ///< below its parent
    qint64 bytes = 0; ///< of all items below
    int items = 0; ///< below, or 1
    std::vector<int> children;

    bool operator==(const CachesNode &) const = default;
};

struct CachesTree {
    std::vector<CachesNode> nodes;
    std::vector<int> roots;
    qint64 bytes = 0;
    int items = 0;

    bool operator==(const CachesTree &) const = default;
};

[[nodiscard]] CachesTree treeOf(const CachesReading &reading, const CachesOrder &order);

} // namespace larder
