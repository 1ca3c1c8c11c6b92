#include "ui/counts.h"

#include <QCoreApplication>

namespace larder {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Counts)
};

} // namespace

QString snapshotCountText(int snapshots)
{
    return snapshots == 1 ? Words::tr("%n snapshot", nullptr, snapshots)
                          : Words::tr("%n snapshots", nullptr, snapshots);
}

QString datasetCountText(int datasets)
{
    return datasets == 1 ? Words::tr("%n dataset", nullptr, datasets)
                         : Words::tr("%n datasets", nullptr, datasets);
}

QString cacheCountText(int caches)
{
    return caches == 1 ? Words::tr("%n cache", nullptr, caches) : Words::tr("%n caches", nullptr, caches);
}

QString itemCountText(int items)
{
    return items == 1 ? Words::tr("%n item", nullptr, items) : Words::tr("%n items", nullptr, items);
}

} // namespace larder
