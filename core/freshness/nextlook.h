/// When the background looks at a source again. Pure; any thread.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/record.h"

#include <chrono>
#include <optional>

namespace larder {

/// An instant at or before `now` means: due. nullopt: not by itself (`manual`, or a binding that cannot be
/// read).
[[nodiscard]] std::optional<Instant> nextLook(const Binding &binding, const Record &record, Instant now);

/// 1 min after the first failure, doubled with each further one, at most 1 h: 1, 2, 4, 8, 16, 32, 60, 60 …
/// minutes.
[[nodiscard]] std::chrono::seconds backoffAfter(int failuresInARow);

/// For how long a changed listing must hold still before it is taken; 0: at once. At least 2 min while a
/// Report is open.
[[nodiscard]] std::chrono::seconds settleTime(const Binding &binding, const Record &record);

} // namespace larder
