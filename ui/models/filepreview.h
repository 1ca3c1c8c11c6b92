/// What the beginning of a file looks like: text, a small table, or nothing for people. Pure; any thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <variant>

namespace larder {

/// So much of a file is looked at, and so many rows and columns of a table are shown: enough to recognise it,
/// little enough for any machine.
inline constexpr qint64 previewBytes = 64 * 1024;
inline constexpr int previewRows = 200;
inline constexpr int previewColumns = 100;

struct TextPreview {
    QString text;
    bool operator==(const TextPreview &) const = default;
};
struct TablePreview {
    QChar delimiter;
    QStringList header; ///< the first line
    QList<QStringList> rows;
    bool operator==(const TablePreview &) const = default;
};
struct BinaryPreview {
    bool operator==(const BinaryPreview &) const = default;
};
struct EmptyPreview {
    bool operator==(const EmptyPreview &) const = default;
};

struct FilePreview {
    std::variant<EmptyPreview, BinaryPreview, TextPreview, TablePreview> content{};
    QString encoding; ///< "UTF-8", "Latin-1"; empty where it is no text
    bool isWhole = true; ///< nothing was left out
};

/// `head`: the first bytes of a file of that size. A name in .csv, .tsv or .tab is a table when a delimiter
/// of , ; tab | is found; another name only when every line has as many fields.
[[nodiscard]] FilePreview previewOf(const QByteArray &head, qint64 fileSize, const QString &fileName);

} // namespace larder
