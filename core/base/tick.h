/// A place in the order of things across the processes of one boot, whatever the judging clock says: "did
/// that probe begin after this question?" Never shown, never compared across boots.
#pragma once

#include <chrono>
#include <compare>

namespace larder {

struct Tick {
    std::chrono::nanoseconds sinceBoot{0}; ///< CLOCK_BOOTTIME

    [[nodiscard]] static Tick now();
    auto operator<=>(const Tick &) const = default;
};

} // namespace larder
