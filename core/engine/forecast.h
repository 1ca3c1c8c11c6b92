/// What the background would do until an instant, if the sources stayed as they are: `nextLook`, again and
/// again, under the settings and the pause. Looks that fall due together are not spread here. It keeps one
/// look of each dataset and those that it returns, however far it goes. Pure; any thread.
#pragma once

#include "core/engine/permission.h"

#include <span>
#include <vector>

namespace larder {

enum class LookCause {
    FirstFetch,
    KnownChange,
    Retry, ///< the last look failed
    Expiry, ///< the copy is fresh no longer
    Report, ///< an open report is watched closely
    Recheck, ///< it may have been uploaded again
};

struct PlannedLook {
    Instant at{};
    DatasetName dataset;
    LookCause cause = LookCause::Recheck;
    std::optional<HeldBack> heldBack; ///< what is withheld then

    bool operator==(const PlannedLook &) const = default;
};

struct Forecast {
    std::vector<PlannedLook> looks; ///< by time, then by name
    bool isCutOff = false; ///< there are more than were asked for
};

/// `until` included.
[[nodiscard]] Forecast forecast(std::span<const DatasetRow> rows, const Circumstances &circumstances,
                                const std::optional<Pause> &pause, Instant from, Instant until,
                                const QTimeZone &machineZone, std::size_t atMost);

} // namespace larder
