/// The listing of a local directory: one pass of readdir and fstatat, no links followed but to files inside.
/// Blocks; the descriptors are its own. Errors: as Source::probe.
#pragma once

#include "core/sources/source.h"

namespace larder {

/// Deeper than any export; one descriptor is open per level, well below the usual limit of 1024.
inline constexpr int maxDirectoryDepth = 100;

/// Everything below `directory` (an absolute path) that the filter accepts.
[[nodiscard]] Result<Listing> walkDirectory(const QString &directory, const EntryFilter &filter,
                                            const std::stop_token &stop);

} // namespace larder
