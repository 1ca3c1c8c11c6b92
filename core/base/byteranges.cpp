#include "core/base/byteranges.h"

#include <algorithm>

namespace larder {

ByteRanges::ByteRanges(std::initializer_list<ByteRange> ranges)
{
    for (const ByteRange &range : ranges)
        add(range);
}

void ByteRanges::add(ByteRange range)
{
    if (range.end <= range.first)
        return;
    const auto from = std::ranges::lower_bound(m_ranges, range.first, {}, &ByteRange::end);
    const auto to = std::ranges::upper_bound(from, m_ranges.end(), range.end, {}, &ByteRange::first);
    if (from == to) {
        m_ranges.insert(from, range);
        return;
    }
    from->first = std::min(from->first, range.first);
    from->end = std::max(std::prev(to)->end, range.end);
    m_ranges.erase(std::next(from), to);
}

void ByteRanges::cutOff(qint64 end)
{
    std::erase_if(m_ranges, [&](const ByteRange &range) { return range.first >= end; });
    if (!m_ranges.empty())
        m_ranges.back().end = std::min(m_ranges.back().end, end);
}

qint64 ByteRanges::leading() const
{
    return m_ranges.empty() || m_ranges.front().first > 0 ? 0 : m_ranges.front().end;
}

qint64 ByteRanges::total() const
{
    qint64 bytes = 0;
    for (const ByteRange &range : m_ranges)
        bytes += range.size();
    return bytes;
}

std::vector<ByteRange> ByteRanges::missing(qint64 end) const
{
    std::vector<ByteRange> gaps;
    qint64 at = 0;
    for (const ByteRange &range : m_ranges) {
        if (range.first >= end)
            break;
        if (range.first > at)
            gaps.push_back({at, range.first});
        at = range.end;
    }
    if (at < end)
        gaps.push_back({at, end});
    return gaps;
}

} // namespace larder
