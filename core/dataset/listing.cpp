#include "core/dataset/listing.h"

#include <algorithm>

namespace larder {

std::optional<Instant> Listing::newestModified() const
{
    std::optional<Instant> newest;
    for (const Entry &entry : entries)
        newest = std::max(newest, entry.modified);
    return newest;
}

qint64 Listing::totalBytes() const
{
    qint64 total = 0;
    for (const Entry &entry : entries)
        total += std::max<qint64>(entry.size, 0);
    return total;
}

} // namespace larder
