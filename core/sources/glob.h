/// One pattern over relative, '/'-separated paths. Pure; compares bytes, so case and normal form matter.
///   *       any run of characters within one segment      ?      one character (code point)
///   [a-z]   one of them; [!a-z] none of them; [*] is how to say a star itself
///   **      as a whole segment: any number of segments, also none
/// A pattern without '/' matches the last segment, at any depth: `*.csv`. One with a '/' matches the whole
/// path: `2026/*.csv`; a leading '/' only says so: `/top.csv`. A final '/' means everything below: `old/` at
/// any depth, `/old/` and `a/old/` from the top. A backslash is a character like any other.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace larder {

class Glob
{
public:
    enum class Anchor {
        Free, ///< as above: without '/' it matches the last segment
        Whole, ///< always the whole path, as the trailing globs of an address do
    };

    /// Errors: Invalid, for an empty pattern, an unclosed '[' or a segment '.' or '..'.
    [[nodiscard]] static Result<Glob> parse(const QString &pattern, Anchor anchor = Anchor::Free);

    [[nodiscard]] bool matches(QByteArrayView path) const;
    /// False: no path below `directory` (without a final '/') can match.
    [[nodiscard]] bool canMatchBelow(QByteArrayView directory) const;
    /// True: each path below `directory` matches.
    [[nodiscard]] bool matchesAllBelow(QByteArrayView directory) const;

    bool operator==(const Glob &) const = default;

private:
    explicit Glob(std::vector<QByteArray> segments) : m_segments(std::move(segments)) { }
    /// Which positions in the pattern can be reached once all of `directory` is read.
    [[nodiscard]] std::vector<bool> positionsAfter(QByteArrayView directory) const;

    std::vector<QByteArray> m_segments; ///< at least one; `**` never last: it is followed by a segment `*`
};

} // namespace larder
