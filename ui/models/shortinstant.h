/// An instant where there is little room. Pure but for the locale.
#pragma once

#include "core/base/instant.h"

#include <QFontMetrics>

namespace larder {

/// "today 09:12", "yesterday 23:00", "19 Nov 23:50"; of another year "2025-11-19 23:50". What is longer than
/// that belongs into the tooltip.
[[nodiscard]] QString shortInstant(Instant instant, Instant now, const QTimeZone &zone);
/// How wide a column of such instants is in the window's language.
[[nodiscard]] int shortInstantWidth(const QFontMetrics &metrics);

} // namespace larder
