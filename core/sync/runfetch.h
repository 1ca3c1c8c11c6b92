/// The bytes of one round, into the run's staging area: what differs is asked for, what earlier rounds
/// received is kept as far as it still holds, and archives become their members. Blocks; the run's thread.
#pragma once

#include "core/sync/run.h"

namespace larder {

enum class Fetched { All, SourceMoved };

/// SourceMoved: another round is needed; why is the report's error until then.
[[nodiscard]] Result<Fetched> fetchOnce(Run &run);
/// REQUIRES: all was fetched. Archives that are not wanted themselves go.
[[nodiscard]] Result<void> openArchives(Run &run);

} // namespace larder
