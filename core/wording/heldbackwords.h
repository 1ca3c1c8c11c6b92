/// Why the background waits, as sentences. Pure, translatable; any thread.
#pragma once

#include "core/dataset/heldback.h"
#include "core/wording/verdictwords.h"

namespace larder {

/// For the log, in absolute dates: "not asked: paused until 2026-08-01 12:00 (Europe/Paris)", "not fetched:
/// the network is metered".
[[nodiscard]] QString heldBackText(const HeldBack &heldBack, const QTimeZone &machineZone);
/// The same for people, in the viewer's days: "not asked: quiet hours until tomorrow 07:00".
[[nodiscard]] QString heldBackFor(const HeldBack &heldBack, const Reader &reader);

/// Of the background as a whole: "background rests: this machine is offline", "background only asks: the
/// network is metered".
[[nodiscard]] QString backgroundFor(const HeldBack &heldBack, const Reader &reader);

/// "paused until 2026-08-01 12:00 (Europe/Paris)", "paused until resumed".
[[nodiscard]] QString pauseText(std::optional<Instant> until, const QTimeZone &machineZone);
/// "paused until today 12:00"
[[nodiscard]] QString pauseFor(std::optional<Instant> until, const Reader &reader);

} // namespace larder
