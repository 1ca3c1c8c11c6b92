/// A person's wish for no background, kept as data/pause.json, so that window, agent and command line agree:
/// each sees it within 2 seconds. Pausing never changes freshness; readers and people ask as usual, and a
/// refresh ends no pause. Both choices block, are told in the activity log, and may be made at any time.
/// Errors: Invalid (an end that is not to come), Storage, NoSpace.
#pragma once

#include "core/base/result.h"
#include "core/engine/permission.h"
#include "core/store/layout.h"
#include "core/sync/services.h"

namespace larder {

/// `until` nullopt: until resumed. Takes the place of an earlier pause.
[[nodiscard]] Result<Pause> pauseBackground(const SyncServices &services, std::optional<Instant> until);
/// nullopt: nothing was paused.
[[nodiscard]] Result<std::optional<Pause>> resumeBackground(const SyncServices &services);

/// The pause that holds now. What cannot be read holds nobody back: data must not grow old over a damaged
/// wish.
[[nodiscard]] std::optional<Pause> pauseAt(Instant now, const DataLayout &data);

/// What people choose from.
enum class PauseLength { OneHour, UntilTomorrow, UntilResumed };
[[nodiscard]] std::optional<Instant> endOfPause(PauseLength length, Instant now,
                                                const QTimeZone &machineZone);

/// The next midnight on the machine's wall, for "until tomorrow".
[[nodiscard]] Instant tomorrow(Instant now, const QTimeZone &machineZone);

} // namespace larder
