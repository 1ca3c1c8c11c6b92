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

} // namespace larder
