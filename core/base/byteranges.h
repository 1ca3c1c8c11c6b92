/// Which bytes of something are there: disjoint ranges in their order, none beside the next. A value; any
/// thread.
#pragma once

#include <QtGlobal>

#include <initializer_list>
#include <vector>

namespace larder {

/// From `first` on, up to what lies before `end`.
struct ByteRange {
    qint64 first = 0;
    qint64 end = 0;

    [[nodiscard]] qint64 size() const { return end - first; }
    bool operator==(const ByteRange &) const = default;
};

class ByteRanges
{
public:
    ByteRanges() = default;
    ByteRanges(std::initializer_list<ByteRange> ranges);

    /// Nothing where the range is empty.
    void add(ByteRange range);
    /// Forgets all from `end` on.
    void cutOff(qint64 end);

    /// How many are there in one piece from the first byte on.
    [[nodiscard]] qint64 leading() const;
    [[nodiscard]] qint64 total() const;
    /// The gaps, up to what lies before `end`.
    [[nodiscard]] std::vector<ByteRange> missing(qint64 end) const;
    [[nodiscard]] const std::vector<ByteRange> &list() const { return m_ranges; }

    bool operator==(const ByteRanges &) const = default;

private:
    std::vector<ByteRange> m_ranges;
};

} // namespace larder
