/// HTTP dates (RFC 9110 §5.6.7): IMF-fixdate, and the two obsolete forms that must still be read. Pure;
/// allocates nothing but the text it writes.
#pragma once

#include "core/base/instant.h"

#include <QByteArray>

#include <optional>

namespace larder {

/// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994".
/// A two-digit year that would be more than 50 years after `now` lies in the past. nullopt: not a date.
[[nodiscard]] std::optional<Instant> parseHttpDate(QByteArrayView text, Instant now);

/// IMF-fixdate, to the second.
[[nodiscard]] QByteArray httpDate(Instant instant);

} // namespace larder
