/// Instants, sizes and durations as people read them. Pure, translatable; any thread.
#pragma once

#include "core/base/instant.h"

#include <chrono>

namespace larder {

enum class Precision { Minutes, Seconds };

/// "2026-08-02 00:00"; with its offset where the wall clock shows that time twice.
[[nodiscard]] QString instantText(Instant instant, const QTimeZone &zone,
                                  Precision precision = Precision::Minutes);
/// "2026-08-02 00:00 (Europe/Paris)"
[[nodiscard]] QString instantWithZone(Instant instant, const QTimeZone &zone,
                                      Precision precision = Precision::Minutes);
/// "today 09:12", "yesterday 23:00", "tomorrow 00:00", else "2026-08-01 09:12".
[[nodiscard]] QString friendlyInstant(Instant instant, Instant now, const QTimeZone &zone);

/// "512 bytes", "12 MB", "1.4 GB": decimal units, at most three digits.
[[nodiscard]] QString byteSizeText(qint64 bytes);
/// "45 seconds", "15 minutes", "2 hours 5 minutes": the two largest units.
[[nodiscard]] QString durationInWords(std::chrono::seconds duration);
/// "1 file", "9 files"
[[nodiscard]] QString fileCountText(qint64 files);

} // namespace larder
