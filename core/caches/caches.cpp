#include "core/caches/caches.h"

#include "core/caches/fsspecfolder.h"
#include "core/caches/joblibstore.h"
#include "core/store/home.h"

namespace larder {

Result<CacheContents> readCache(const CachePlace &place, QThreadPool &pool, Instant now,
                                const CacheProgress &progress, const std::stop_token &stop,
                                const QString &function)
{
    switch (place.kind) {
    case CacheKind::Joblib:
        return readJoblibStore(place.path, function, pool, progress, stop);
    case CacheKind::Fsspec:
        return readFsspecFolder(place.path, now, progress, stop);
    }
    Q_UNREACHABLE_RETURN({});
}

QHash<QString, CurrentView> currentViews(const Home &home, const CacheContents &contents)
{
    QSet<QString> names;
    for (const CacheItem &item : contents.items) {
        if (item.terms) {
            for (auto each = item.terms->snapshots.keyBegin(); each != item.terms->snapshots.keyEnd(); ++each)
                names.insert(*each);
        }
    }
    QHash<QString, CurrentView> views;
    for (const QString &text : names) {
        const auto name = DatasetName::parse(text);
        const auto view = name ? home.dataset(*name).current() : failure(name);
        if (view && *view)
            views.insert(text, **view);
    }
    return views;
}

} // namespace larder
