/// The catalog's schema, as numbered steps. The number of the last one that ran is SQLite's `user_version`.
#pragma once

#include <QLatin1StringView>

#include <span>

namespace larder {

/// The statements of each version, from 1. Append only: homes exist that ran the earlier ones.
[[nodiscard]] std::span<const std::span<const QLatin1StringView>> catalogMigrations();

/// "LRDR": a database with another mark is no catalog of ours.
inline constexpr int catalogMark = 0x4c524452;

} // namespace larder
