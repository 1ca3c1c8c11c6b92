/// Times as Python writes them into JSON (seconds since 1970, with a fraction), and as disks keep them.
/// nullopt: none, or none that can be told.
#pragma once

#include "core/base/instant.h"

#include <QJsonValue>

#include <cmath>
#include <ctime>
#include <optional>

namespace larder {

[[nodiscard]] inline std::optional<Instant> foreignInstant(const QJsonValue &seconds)
{
    constexpr double latest = 253'402'300'800; // the year 10000
    const double value = seconds.toDouble(-1);
    if (!seconds.isDouble() || !std::isfinite(value) || value < 0 || value >= latest)
        return std::nullopt;
    return fromMilliseconds(qint64(std::floor(value * 1000)));
}

/// How long something took. Zero: not said, or nothing that can be.
[[nodiscard]] inline std::chrono::milliseconds foreignDuration(const QJsonValue &seconds)
{
    constexpr double longest = 10 * 365 * 86'400.0; // years
    const double value = seconds.toDouble(0);
    if (!std::isfinite(value) || value < 0 || value > longest)
        return {};
    return std::chrono::milliseconds(qint64(std::ceil(value * 1000)));
}

[[nodiscard]] inline std::optional<Instant> fileInstant(const timespec &time)
{
    const auto second = fromForeignSeconds(qint64(time.tv_sec));
    if (!second)
        return std::nullopt;
    return *second + std::chrono::milliseconds(time.tv_nsec / 1'000'000);
}

} // namespace larder
