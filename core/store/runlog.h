/// What the commands of a dataset said, a file per run in data/datasets/…/logs/, the last of them kept; they
/// go with the dataset. Any thread. Errors: NoSpace, Storage, NotFound (none is kept).
#pragma once

#include "core/base/result.h"
#include "core/store/layout.h"

#include <QByteArray>

namespace larder {

/// So many runs of one dataset are kept: some weeks of daily exports.
inline constexpr int keptRunLogs = 40;

/// False: nothing was said, or it could not be written, which spoils nothing and goes to the program's own
/// log.
[[nodiscard]] bool keepRunLog(const DatasetLayout &layout, const QString &runId, const QByteArray &said);
[[nodiscard]] Result<QByteArray> runLog(const DatasetLayout &layout, const QString &runId);

/// The run whose log was written last; empty: none is kept.
[[nodiscard]] QString newestRunLog(const DatasetLayout &layout);

} // namespace larder
