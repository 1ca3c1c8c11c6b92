/// Lets CLI11 fill QString and QStringList. Included by whoever declares options.
#pragma once

#include <QString>

#include <CLI/TypeTools.hpp>

#include <string>
#include <type_traits>

/// A QString is one word, although it has everything that CLI11 knows a list by.
template <>
struct CLI::detail::is_mutable_container<QString, void> : std::false_type {
};
template <>
struct CLI::detail::is_wrapper<QString, void> : std::false_type {
};

/// Found by CLI11 through argument-dependent lookup. False: not UTF-8.
inline bool lexical_cast(const std::string &input, QString &output)
{
    const QByteArrayView bytes(input.data(), qsizetype(input.size()));
    if (!bytes.isValidUtf8())
        return false;
    output = QString::fromUtf8(bytes);
    return true;
}
