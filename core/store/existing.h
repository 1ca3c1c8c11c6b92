/// Is there such a dataset? Asked of the data folder alone: the store, which may be away, is not needed. Any
/// thread.
#pragma once

#include "core/store/layout.h"

namespace larder {

/// NotFound, with its sentence, for a name that does not exist.
[[nodiscard]] Result<void> requireDataset(const DataLayout &data, const DatasetName &name);

} // namespace larder
