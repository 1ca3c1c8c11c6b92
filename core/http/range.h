/// Byte ranges (RFC 9110 §14): what we ask for and what we got. Strict: an answer that does not say exactly
/// which bytes it holds is no answer. Pure.
#pragma once

#include <QByteArray>

#include <optional>

namespace larder {

struct ContentRange {
    qint64 first = 0; ///< the first byte's offset
    qint64 last = 0; ///< the last byte's, inclusive
    std::optional<qint64> total; ///< of the whole object; nullopt for `*`

    bool operator==(const ContentRange &) const = default;
};

/// "bytes 500-999/1234", "bytes 500-999/*". nullopt: anything else, or numbers that contradict each other.
[[nodiscard]] std::optional<ContentRange> parseContentRange(QByteArrayView value);

/// The total that a 416 tells: "bytes */1234".
[[nodiscard]] std::optional<qint64> parseUnsatisfiedRange(QByteArrayView value);

/// "bytes=500-" or "bytes=500-999": the value of Range.
[[nodiscard]] QByteArray rangeFrom(qint64 first);
[[nodiscard]] QByteArray rangeOf(qint64 first, qint64 last);

} // namespace larder
