/// A layer of cache for stock fsspec: a directory of ours, read-only for Python, which it names before its
/// own in filecache's `cache_storage`. It lists the dataset's current files until readers would have to ask,
/// and from then on nothing, so that Python fetches by itself, also when Larder is not running. It is kept in
/// step by whoever changes the dataset (Home::setFollower). Blocks; any thread. Errors: NotFound, NoSpace,
/// Storage, Busy.
///
/// fsspec takes an entry for valid while `now - time <= expiry_time`, so `time` is set such that this ends
/// with the freshness, for readers that use the layer's `expiry`; for those with a shorter one it ends
/// sooner. Keys carry neither protocol nor account: one layer holds one dataset.
#pragma once

#include "core/caches/fsspecnames.h"
#include "core/store/datasetfolder.h"

#include <chrono>

namespace larder {

inline constexpr std::chrono::seconds usualLayerExpiry{60};
inline constexpr std::chrono::seconds shortestLayerExpiry{1}; ///< 0 means never to fsspec

struct FsspecLayer {
    QString path;
    std::chrono::seconds expiry = usualLayerExpiry; ///< what Python is to say as `expiry_time`
    FsspecNames names;
    bool isFresh = false; ///< else it lists nothing
    QString example; ///< what opens one of its files: "s3://bucket/a.csv"; empty: it has none now
    qint64 files = 0; ///< that it lists now
    std::optional<Instant> until; ///< it lists them; nullopt: without end, or there are none
};

/// Makes the dataset's layer, or gives it another expiry. Unsupported: fsspec has no name for its source.
/// Invalid: the expiry is too short.
[[nodiscard]] Result<FsspecLayer> layForFsspec(const Home &home, const DatasetFolder &folder,
                                               std::chrono::seconds expiry, Instant now);
/// Brings the layer in step with current.json; cheap where there is no layer, or nothing changed.
[[nodiscard]] Result<void> renewFsspecLayer(const Home &home, const DatasetFolder &folder, Instant now);
/// False: there was none.
[[nodiscard]] Result<bool> removeFsspecLayer(const Home &home, const DatasetFolder &folder);

} // namespace larder
