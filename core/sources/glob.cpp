#include "core/sources/glob.h"

#include <QList>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView anyDepth = "**";

/// Reads the code point at `at` and moves behind it. A byte that is no UTF-8 counts as a character of its
/// own, outside Unicode, so that names that are not UTF-8 can still be excluded.
char32_t takeCharacter(QByteArrayView text, qsizetype &at)
{
    const auto byte = [&](qsizetype index) { return static_cast<unsigned char>(text[index]); };
    const unsigned char first = byte(at);
    const int length = first < 0x80 ? 1
        : first >> 5 == 0x6         ? 2
        : first >> 4 == 0xe         ? 3
        : first >> 3 == 0x1e        ? 4
                                    : 0;
    char32_t character = length == 1 ? first : first & (0x7f >> length);
    bool isWhole = length > 0 && at + length <= text.size();
    for (int i = 1; isWhole && i < length; ++i) {
        isWhole = byte(at + i) >> 6 == 0x2;
        character = character << 6 | (byte(at + i) & 0x3f);
    }
    if (!isWhole) {
        ++at;
        return 0x110000 + first;
    }
    at += length;
    return character;
}

/// The index behind the ']' that closes the set at `at` (where the '[' is), or -1. A ']' right at the start
/// is a member.
qsizetype endOfSet(QByteArrayView pattern, qsizetype at)
{
    qsizetype first = at + 1;
    if (first < pattern.size() && (pattern[first] == '!' || pattern[first] == '^'))
        ++first;
    for (qsizetype i = first + 1; i < pattern.size(); ++i) {
        if (pattern[i] == ']')
            return i + 1;
    }
    return -1;
}

/// `set` is what stands between the brackets.
bool setHolds(QByteArrayView set, char32_t character)
{
    const bool isNegated = set.startsWith('!') || set.startsWith('^');
    qsizetype at = isNegated ? 1 : 0;
    while (at < set.size()) {
        const char32_t low = takeCharacter(set, at);
        char32_t high = low;
        if (at + 1 < set.size() && set[at] == '-') {
            ++at;
            high = takeCharacter(set, at);
        }
        if (low <= character && character <= high)
            return !isNegated;
    }
    return isNegated;
}

/// Takes one character of `text` if the pattern's item at `p` (not a '*') allows it; moves both behind it.
bool takeOne(QByteArrayView pattern, qsizetype &p, QByteArrayView text, qsizetype &t)
{
    if (pattern[p] == '?') {
        ++p;
        takeCharacter(text, t);
        return true;
    }
    if (pattern[p] == '[') {
        const qsizetype end = endOfSet(pattern, p);
        if (!setHolds(pattern.sliced(p + 1, end - p - 2), takeCharacter(text, t)))
            return false;
        p = end;
        return true;
    }
    return pattern[p++] == text[t++];
}

/// Going back to the last star only is enough, and keeps the time at length × length whatever the pattern.
bool matchesSegment(QByteArrayView pattern, QByteArrayView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype starText = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = ++p;
            starText = t;
            continue;
        }
        if (p < pattern.size() && takeOne(pattern, p, text, t))
            continue;
        if (star < 0)
            return false;
        p = star;
        takeCharacter(text, starText);
        t = starText;
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

QByteArrayView segmentAt(QByteArrayView path, qsizetype at)
{
    const qsizetype slash = path.indexOf('/', at);
    return path.sliced(at, (slash < 0 ? path.size() : slash) - at);
}

} // namespace

Result<Glob> Glob::parse(const QString &pattern, Anchor anchor)
{
    const auto refuse = [&](const QString &why) {
        return failure(ErrorKind::Invalid, u"the pattern \"%1\" %2"_s.arg(pattern, why), pattern);
    };
    QByteArray text = pattern.toUtf8();
    const bool isFromTop = text.startsWith('/');
    if (isFromTop)
        text.remove(0, 1);
    const bool isBelow = text.endsWith('/');
    if (isBelow)
        text.chop(1);
    if (text.isEmpty())
        return refuse(u"is empty"_s);

    std::vector<QByteArray> segments;
    if (anchor == Anchor::Free && !isFromTop && !text.contains('/'))
        segments.push_back(anyDepth.toByteArray());
    for (const QByteArray &segment : text.split('/')) {
        if (segment.isEmpty() || segment == "." || segment == "..")
            return refuse(u"has an empty, '.' or '..' segment"_s);
        for (qsizetype at = segment.indexOf('['); at >= 0; at = segment.indexOf('[', at)) {
            at = endOfSet(segment, at);
            if (at < 0)
                return refuse(u"has a '[' without a ']'; write [[] for the character itself"_s);
        }
        if (segment != anyDepth || segments.empty() || segments.back() != anyDepth)
            segments.push_back(segment);
    }
    if (isBelow && segments.back() != anyDepth)
        segments.push_back(anyDepth.toByteArray());
    if (segments.back() == anyDepth)
        segments.push_back("*");
    return Glob(std::move(segments));
}

bool Glob::matches(QByteArrayView path) const
{
    const qsizetype behindEnd = path.size() + 1;
    const auto next = [&](qsizetype at) { return at + segmentAt(path, at).size() + 1; };
    std::size_t p = 0;
    qsizetype at = 0;
    std::size_t behindAnyDepth = 0;
    qsizetype anyDepthAt = -1;
    while (at < behindEnd) {
        if (p < m_segments.size() && m_segments[p] == anyDepth) {
            behindAnyDepth = ++p;
            anyDepthAt = at;
            continue;
        }
        if (p < m_segments.size() && matchesSegment(m_segments[p], segmentAt(path, at))) {
            ++p;
            at = next(at);
            continue;
        }
        if (anyDepthAt < 0)
            return false;
        p = behindAnyDepth;
        anyDepthAt = next(anyDepthAt);
        at = anyDepthAt;
    }
    return p == m_segments.size();
}

std::vector<bool> Glob::positionsAfter(QByteArrayView directory) const
{
    std::vector<bool> reached(m_segments.size() + 1);
    reached[0] = true;
    for (qsizetype at = 0; at <= directory.size();) {
        const QByteArrayView segment = segmentAt(directory, at);
        std::vector<bool> next(m_segments.size() + 1);
        for (std::size_t p = 0; p < m_segments.size(); ++p) {
            if (!reached[p])
                continue;
            if (m_segments[p] == anyDepth) {
                next[p] = true;
                reached[p + 1] = true;
            } else if (matchesSegment(m_segments[p], segment)) {
                next[p + 1] = true;
            }
        }
        reached = std::move(next);
        at += segment.size() + 1;
    }
    return reached;
}

bool Glob::canMatchBelow(QByteArrayView directory) const
{
    std::vector<bool> reached = positionsAfter(directory);
    reached.pop_back(); // the end: nothing more may follow
    return std::ranges::find(reached, true) != reached.end();
}

bool Glob::matchesAllBelow(QByteArrayView directory) const
{
    const std::size_t count = m_segments.size();
    return count >= 2 && m_segments[count - 1] == "*" && m_segments[count - 2] == anyDepth
        && positionsAfter(directory)[count - 2];
}

} // namespace larder
