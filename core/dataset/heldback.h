/// Why the background does less for a dataset than it would: a plain value, which `core/wording` says. People
/// and readers are never held back.
#pragma once

#include "core/base/instant.h"

#include <optional>

namespace larder {

/// In order of precedence among those that withhold the same.
enum class HeldBackBy {
    Pause, ///< a person paused the background
    Sleep, ///< the machine is going to sleep
    Offline,
    CaptivePortal, ///< a page wants a sign-in before the network lets anything through
    QuietHours,
    Metered,
    Battery,
    SignIn, ///< the same sign-in just failed for another dataset
};

enum class Withheld {
    Look, ///< the source is not even asked
    Fetch, ///< it is asked, and a change is told, not fetched
};

struct HeldBack {
    HeldBackBy by = HeldBackBy::Pause;
    Withheld withheld = Withheld::Look;
    std::optional<Instant> until; ///< nullopt: nobody knows
    QString dataset; ///< SignIn: for which one it failed

    bool operator==(const HeldBack &) const = default;
};

/// The stable name in JSON: "quiet-hours".
[[nodiscard]] QString heldBackByName(HeldBackBy by);

} // namespace larder
