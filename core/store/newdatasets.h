/// Many new datasets at once: as DatasetFolder::create for each, but the disk is told to flush twice for all
/// of them, not six times for each. All but the bindings is written and flushed first, so that each appears
/// whole or not at all, also after a power cut. Any thread. Errors: Invalid (one exists already), Cancelled,
/// NoSpace, Storage; then those that came before the one that failed may be there.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/datasetname.h"
#include "core/store/home.h"

#include <functional>
#include <span>
#include <stop_token>

namespace larder {

struct NewDataset {
    DatasetName name;
    Binding binding;
};

/// `made`: told now and then how many are there for good.
[[nodiscard]] Result<void> createDatasets(const Home &home, std::span<const NewDataset> datasets, Instant now,
                                          const std::function<void(qsizetype)> &made, std::stop_token stop);

} // namespace larder
