/// A customer of our own, to try Larder out: `sample/shipments`, bound to a folder below the data place, into
/// which Larder itself writes what a customer would upload. Playing it once uploads two days of shipments and
/// binds the folder; today's file lacks its weights. Playing it again is the customer's re-upload: today's
/// file put right and a file of returns beside it, and later more lines; another day it uploads that day's
/// file. Nothing is fetched here. Blocks. Errors: Invalid (the name belongs to somebody else's dataset),
/// Storage, NoSpace.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/sync/services.h"

namespace larder {

enum class SampleStep { Bound, UploadedAgain };

[[nodiscard]] DatasetName sampleDataset();
[[nodiscard]] Result<SampleStep> playSample(const SyncServices &services);

} // namespace larder
