/// What each day brought, dataset by dataset: the strip of the last days in lists. Plain values.
#pragma once

#include "core/base/instant.h"
#include "core/dataset/datasetname.h"

#include <QHash>
#include <QList>

namespace larder {

/// The runs of one dataset on one day, those that tell something.
struct DayTally {
    int uploads = 0; ///< runs that fetched something different; from the second on, a re-upload
    int identical = 0; ///< downloaded, and the same bytes as before
    int failures = 0;

    [[nodiscard]] bool isEmpty() const { return uploads == 0 && identical == 0 && failures == 0; }
    DayTally &operator+=(const DayTally &other);
    bool operator==(const DayTally &) const = default;
};

struct DayTallies {
    QHash<DatasetName, QList<DayTally>> days; ///< the oldest day first; datasets without any run are left out
    qint64 newestId = 0; ///< the newest activity that was counted: for asking only for what came after it

    bool operator==(const DayTallies &) const = default;
};

} // namespace larder
