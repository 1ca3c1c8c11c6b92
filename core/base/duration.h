/// Durations as people write them: "90s", "15m", "12h", "7d".
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace larder {

/// A whole number with one unit of s, m, h, d; up to 10 years. nullopt: not a duration.
[[nodiscard]] std::optional<std::chrono::seconds> parseDuration(QStringView text);
/// The shortest exact form: 900 s is "15m", 90 s is "90s", 0 is "0".
[[nodiscard]] QString durationText(std::chrono::seconds duration);

} // namespace larder
