/// Counts as words: "1 snapshot", "7 snapshots". English has no catalog, so its two forms are two texts.
#pragma once

#include <QString>

namespace larder {

[[nodiscard]] QString snapshotCountText(int snapshots);
[[nodiscard]] QString datasetCountText(int datasets);
[[nodiscard]] QString cacheCountText(int caches);
/// Of caches: results and files.
[[nodiscard]] QString itemCountText(int items);

} // namespace larder
