/// What a run comes to. Each writes the record, and what became of it into the report, which it returns; a
/// record that cannot be written is the failure then. Blocks; the run's thread.
#pragma once

#include "core/sync/run.h"

namespace larder {

/// Stopped, where that is the error.
RunReport failed(Run &run, const Error &error);
/// Confirms what came from the same address, and nothing else.
RunReport nothingYet(Run &run);
/// Nothing that was listed differs; what is unproven stays so.
RunReport unchanged(Run &run);
RunReport settling(Run &run);

/// What was received is what the newest snapshot holds.
[[nodiscard]] bool isIdentical(const Run &run);
/// Only the identities are new.
RunReport identical(Run &run);
/// Commits the snapshot.
RunReport fetched(Run &run);

} // namespace larder
