#include "core/http/httpvalidator.h"

#include "core/base/clock.h"
#include "core/http/httpdate.h"

#include <QStringBuilder>

#include <algorithm>

namespace larder {

namespace {

constexpr QByteArrayView etagScheme = "etag:";

// Within this distance the clock that stamps files (a second on many servers) may stamp one more change
// alike.
constexpr std::chrono::seconds stampGranularity{2};

/// What could begin another field of a request is no tag: in XML it may hold a line's end.
bool isQuoted(QByteArrayView tag)
{
    const auto isControl = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; };
    return tag.size() >= 2 && tag.startsWith('"') && tag.endsWith('"')
        && std::ranges::none_of(tag, isControl);
}

/// nginx: "<hex of the time>-<hex of the size>", one value for all that is written within one second at one
/// size.
bool isTimeAndSize(QByteArrayView quoted, Instant modified)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(modified.time_since_epoch()).count();
    const QByteArray time = '"' + QByteArray::number(qint64{seconds}, 16) + '-';
    return quoted.startsWith(time);
}

ValidatorStrength strengthOf(QByteArrayView tag, const HttpHead &head, std::optional<Instant> modified)
{
    if (!isQuoted(tag)) // `W/"…"`, or not an entity-tag at all: opaque, and no proof
        return ValidatorStrength::Weak;
    if (!modified)
        return ValidatorStrength::Strong;
    // Made of the time, it proves nothing before the server's clock is past the next stamp. Of what other
    // ETags are made nobody says; but that the object was written just now is reason to doubt them, too.
    const bool isSettled = isTimeAndSize(tag, *modified)
        ? head.date && *head.date - *modified >= stampGranularity
        : !head.date || std::chrono::abs(*head.date - *modified) >= stampGranularity;
    return isSettled ? ValidatorStrength::Strong : ValidatorStrength::Weak;
}

} // namespace

std::optional<Instant> lastModified(const HttpHead &head)
{
    const std::optional<QByteArray> field = head.field("last-modified");
    return field ? parseHttpDate(*field, head.date.value_or(SystemClock().now())) : std::nullopt;
}

Validator httpValidator(const HttpHead &head, std::optional<Instant> modified)
{
    const std::optional<QByteArray> tag = head.field("etag");
    if (tag && !tag->isEmpty())
        return {strengthOf(*tag, head, modified), etagScheme + *tag};
    const std::optional<QByteArray> field = head.field("last-modified");
    if (!field || field->isEmpty())
        return {};
    const QByteArray stamp = modified ? toIso(*modified).toLatin1() : *field;
    return {ValidatorStrength::Weak, "modified:" + stamp};
}

std::optional<QByteArray> strongETag(const Validator &validator)
{
    return validator.strength == ValidatorStrength::Strong ? anyETag(validator) : std::nullopt;
}

std::optional<QByteArray> anyETag(const Validator &validator)
{
    if (!validator.token.startsWith(etagScheme))
        return std::nullopt;
    QByteArray tag = validator.token.sliced(etagScheme.size());
    if (const qsizetype mark = tag.lastIndexOf(versionMark); mark > tag.lastIndexOf('"'))
        tag.truncate(mark);
    return isQuoted(tag.startsWith("W/") ? QByteArrayView(tag).sliced(2) : QByteArrayView(tag))
        ? std::optional(tag)
        : std::nullopt;
}

} // namespace larder
