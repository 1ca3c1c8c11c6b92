/// The mark of a live run in its staging folder: a file that the run keeps locked, with the dataset's name in
/// it. When the run dies, however it dies, the kernel unlocks it, and sweep may remove the folder. Any
/// thread.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/result.h"
#include "core/dataset/datasetname.h"

#include <optional>

namespace larder {

/// Conflict: a live run works there.
[[nodiscard]] Result<FileDescriptor> markRun(const QString &folder, const DatasetName &name);
[[nodiscard]] bool isRunAlive(const QString &folder);
/// Whose staging it is; nullopt: its mark was not written yet.
[[nodiscard]] std::optional<DatasetName> datasetOfRun(const QString &folder);

} // namespace larder
