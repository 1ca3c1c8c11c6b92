/// How far a run is. Sent from the run's thread through a callback; at the engine's seam at most 10 a second.
#pragma once

#include "core/dataset/datasetname.h"

#include <functional>

namespace larder {

/// In their order; from Fetching on a run moves bytes, or does what they are for.
enum class Phase { Waiting, Probing, Settling, Fetching, Unpacking, Committing, After };

struct Progress {
    DatasetName dataset;
    QString runId;
    Phase phase = Phase::Waiting;
    int filesDone = 0;
    int filesTotal = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0; ///< 0: not known
    qint64 bytesPerSecond = 0;

    bool operator==(const Progress &) const = default;
};

using ProgressCallback = std::function<void(const Progress &)>;

} // namespace larder
