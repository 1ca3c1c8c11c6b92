/// An instant where there is little room. Pure but for the locale.
#pragma once

#include "core/base/instant.h"

namespace larder {

/// "today 09:12", "yesterday 23:00", "19 Nov 23:50"; of another year "2025-11-19 23:50". What is longer than
/// that belongs into the tooltip.
[[nodiscard]] QString shortInstant(Instant instant, Instant now, const QTimeZone &zone);

} // namespace larder
