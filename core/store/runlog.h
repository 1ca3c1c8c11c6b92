/// What the commands of a dataset said, a file per run in data/datasets/…/logs/, the last of them kept; they
/// go with the dataset. Any thread. Errors: NoSpace, Storage, NotFound (none is kept).
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/store/layout.h"

#include <QByteArray>

#include <vector>

namespace larder {

/// So many runs of one dataset are kept: some weeks of daily exports.
inline constexpr int keptRunLogs = 40;

/// False: nothing was said, or it could not be written, which spoils nothing and goes to the program's own
/// log.
[[nodiscard]] bool keepRunLog(const DatasetLayout &layout, const QString &runId, const QByteArray &said);
[[nodiscard]] Result<QByteArray> runLog(const DatasetLayout &layout, const QString &runId);

/// One that is kept. A run's own is its source's command; what comes after new data has a run id of its own,
/// which begins with its run's.
struct KeptRunLog {
    QString runId;
    Instant writtenAt{};
    qint64 bytes = 0;

    bool operator==(const KeptRunLog &) const = default;
};

/// The run that the log belongs to: its own id, or that of the run it came after.
[[nodiscard]] QString runOfLog(const QString &runId);
/// The id of the `number`th command that came after a run.
[[nodiscard]] QString afterRunId(const QString &runId, int number);

/// The one that was written last is the first; of one run the source's comes before what came after it.
[[nodiscard]] std::vector<KeptRunLog> keptLogs(const DatasetLayout &layout);

} // namespace larder
