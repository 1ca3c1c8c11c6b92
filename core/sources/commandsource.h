/// `command:` — the person's own export script. It runs in a directory of its own, with LARDER_OUT,
/// LARDER_CUSTOMER, LARDER_DATASET and LARDER_DAY (yyyy-MM-dd, the dataset's day) in its environment; what it
/// leaves in the directory LARDER_OUT is the dataset. Asking is running it: no probe is cheaper. A file's
/// validator is the hash of its bytes, so a run that exports the same again changes nothing; its time counts
/// as the upload's only where it is older than the run.
#pragma once

#include "core/dataset/binding.h"
#include "core/sources/address.h"
#include "core/sources/source.h"

#include <QDate>

namespace larder {

class Home;

/// Errors: Invalid, see commandline.h.
[[nodiscard]] Result<void> checkCommandAddress(const Address &address);

struct CommandPlace {
    const Home &home; ///< outlives the source
    DatasetName dataset;
    QDate day;
    std::chrono::seconds timeLimit;
};

[[nodiscard]] std::unique_ptr<Source> makeCommandSource(const Address &address, CommandPlace place);

} // namespace larder
