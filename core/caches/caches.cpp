#include "core/caches/caches.h"

#include "core/caches/fsspecfolder.h"
#include "core/caches/joblibstore.h"

namespace larder {

Result<CacheContents> readCache(const CachePlace &place, QThreadPool &pool, Instant now,
                                const CacheProgress &progress, const std::stop_token &stop)
{
    switch (place.kind) {
    case CacheKind::Joblib:
        return readJoblibStore(place.path, pool, progress, stop);
    case CacheKind::Fsspec:
        return readFsspecFolder(place.path, now, progress, stop);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace larder
