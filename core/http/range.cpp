#include "core/http/range.h"

#include <QStringBuilder>

#include <algorithm>

namespace larder {

namespace {

/// 1*DIGIT and nothing else: no sign, no blank. nullopt also when it does not fit.
std::optional<qint64> digits(QByteArrayView text)
{
    if (text.isEmpty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    return fits ? std::optional(value) : std::nullopt;
}

/// What follows "bytes ": the unit is a token in any case.
std::optional<QByteArrayView> withoutUnit(QByteArrayView value)
{
    constexpr QByteArrayView unit = "bytes ";
    value = value.trimmed();
    if (value.size() < unit.size() || value.first(unit.size()).compare(unit, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return value.sliced(unit.size());
}

} // namespace

std::optional<ContentRange> parseContentRange(QByteArrayView value)
{
    const std::optional<QByteArrayView> text = withoutUnit(value);
    if (!text)
        return std::nullopt;
    const qsizetype dash = text->indexOf('-');
    const qsizetype slash = text->indexOf('/');
    if (dash < 0 || slash < dash)
        return std::nullopt;
    const auto first = digits(text->first(dash));
    const auto last = digits(text->sliced(dash + 1, slash - dash - 1));
    const QByteArrayView totalText = text->sliced(slash + 1);
    const auto total = digits(totalText);
    if (!first || !last || *first > *last || (!total && totalText != "*") || (total && *last >= *total))
        return std::nullopt;
    return ContentRange{*first, *last, total};
}

std::optional<qint64> parseUnsatisfiedRange(QByteArrayView value)
{
    const std::optional<QByteArrayView> text = withoutUnit(value);
    if (!text || !text->startsWith("*/"))
        return std::nullopt;
    return digits(text->sliced(2));
}

QByteArray rangeFrom(qint64 first)
{
    return "bytes=" + QByteArray::number(first) + '-';
}

QByteArray rangeOf(qint64 first, qint64 last)
{
    return rangeFrom(first) + QByteArray::number(last);
}

} // namespace larder
