/// Reading and writing the fields that every JSON file of ours shares: instants, lists of text, names of
/// enums.
#pragma once

#include "core/base/instant.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace larder {

[[nodiscard]] inline QJsonValue instantOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toIso(*instant)) : QJsonValue();
}

[[nodiscard]] inline QJsonValue stringOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

[[nodiscard]] inline std::optional<Instant> instantField(const QJsonObject &json, QLatin1StringView field)
{
    return fromIso(json[field].toString());
}

[[nodiscard]] inline QStringList stringListField(const QJsonObject &json, QLatin1StringView field)
{
    QStringList list;
    const QJsonArray array = json[field].toArray();
    for (const QJsonValue &value : array)
        list << value.toString();
    return list;
}

/// `names` is an array of pairs {value, name} that holds every value.
template <typename Value, typename Names>
[[nodiscard]] QString nameOf(const Names &names, Value value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return name;
    }
    Q_UNREACHABLE_RETURN({});
}

template <typename Value, typename Names>
[[nodiscard]] std::optional<Value> valueOf(const Names &names, QStringView name)
{
    for (const auto &[value, candidate] : names) {
        if (candidate == name)
            return value;
    }
    return std::nullopt;
}

} // namespace larder
