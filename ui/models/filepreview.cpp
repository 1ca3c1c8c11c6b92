#include "ui/models/filepreview.h"

#include <QStringConverter>

#include <algorithm>
#include <array>
#include <optional>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array delimiters{u',', u';', u'\t', u'|'};
constexpr int sniffedLines = 20;
constexpr int longestSequence = 4; // bytes of one UTF-8 character

struct Decoded {
    QString text;
    QString encoding;
};

/// A last character that was cut in two is left away.
QByteArray withoutCutCharacter(const QByteArray &head)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(longestSequence, head.size()); ++back) {
        const auto byte = static_cast<unsigned char>(head[head.size() - back]);
        if (byte < 0x80)
            return head;
        if (byte >= 0xc0) {
            const int length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
            return length > back ? head.chopped(back) : head;
        }
    }
    return head;
}

Decoded decode(const QByteArray &head, bool isCut)
{
    if (const auto marked = QStringConverter::encodingForData(head)) {
        QStringDecoder decoder(*marked);
        QString text = decoder(isCut && *marked == QStringConverter::Utf8 ? withoutCutCharacter(head) : head);
        return {std::move(text), QString::fromLatin1(QStringConverter::nameForEncoding(*marked))};
    }
    QStringDecoder utf8(QStringConverter::Utf8);
    QString text = utf8(isCut ? withoutCutCharacter(head) : head);
    if (!utf8.hasError())
        return {std::move(text), u"UTF-8"_s};
    return {QString::fromLatin1(head), u"Latin-1"_s};
}

bool isBinary(const QString &text)
{
    const auto isControl = [](QChar c) {
        return c.unicode() < 0x20 && c != u'\n' && c != u'\r' && c != u'\t' && c != u'\f' && c != u'\x1b';
    };
    return text.contains(QChar(0)) || std::ranges::count_if(text, isControl) * 50 > text.size();
}

/// RFC 4180: quoted fields may hold delimiters, doubled quotes and line ends.
class RowReader
{
public:
    RowReader(QStringView text, QChar delimiter) : m_text(text), m_delimiter(delimiter) { }

    /// nullopt: the text is at its end.
    std::optional<QStringList> next()
    {
        if (m_at >= m_text.size())
            return std::nullopt;
        QStringList row;
        while (true) {
            row << field();
            const bool isMore = m_at < m_text.size() && m_text[m_at] == m_delimiter;
            if (!isMore)
                break;
            ++m_at;
        }
        m_isAtEnd = m_at >= m_text.size(); // without a line end: it may be cut
        if (m_at < m_text.size() && m_text[m_at] == u'\r')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == u'\n')
            ++m_at;
        return row;
    }
    [[nodiscard]] bool lastRowWasCut() const { return m_isAtEnd; }

private:
    QString field()
    {
        QString value;
        bool isQuoted = false;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            const bool isQuote = c == u'"' && (isQuoted || value.isEmpty());
            if (isQuote && isQuoted && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"')
                value += m_text[++m_at];
            else if (isQuote)
                isQuoted = !isQuoted;
            else if (!isQuoted && (c == m_delimiter || c == u'\n' || c == u'\r'))
                break;
            else
                value += c;
        }
        return value;
    }

    QStringView m_text;
    QChar m_delimiter;
    qsizetype m_at = 0;
    bool m_isAtEnd = false;
};

struct Sniffed {
    QChar delimiter;
    qsizetype fields = 1;
    bool isEven = false; ///< each line has as many
};

Sniffed sniff(QStringView text, bool isCut)
{
    Sniffed best;
    for (const QChar delimiter : delimiters) {
        RowReader reader(text, delimiter);
        QList<qsizetype> counts;
        while (counts.size() < sniffedLines) {
            const auto row = reader.next();
            if (!row || (isCut && reader.lastRowWasCut()))
                break;
            if (*row != QStringList{QString()})
                counts << row->size();
        }
        if (counts.isEmpty() || counts.first() < 2)
            continue;
        const bool isEven = counts.size() > 1 && std::ranges::count(counts, counts.first()) == counts.size();
        if ((isEven && !best.isEven) || (isEven == best.isEven && counts.first() > best.fields))
            best = {delimiter, counts.first(), isEven};
    }
    return best;
}

bool isNamedATable(const QString &fileName)
{
    return std::ranges::any_of(std::array{".csv"_L1, ".tsv"_L1, ".tab"_L1}, [&](QLatin1StringView end) {
        return fileName.endsWith(end, Qt::CaseInsensitive);
    });
}

TablePreview tableOf(QStringView text, QChar delimiter, bool &isWhole)
{
    TablePreview table{delimiter, {}, {}};
    RowReader reader(text, delimiter);
    const bool isCut = !isWhole;
    while (auto row = reader.next()) {
        if (isCut && reader.lastRowWasCut() && !table.header.isEmpty())
            break;
        if (row->size() > previewColumns) {
            row->resize(previewColumns);
            isWhole = false;
        }
        if (table.header.isEmpty()) {
            table.header = *row;
            continue;
        }
        if (table.rows.size() == previewRows) {
            isWhole = false;
            break;
        }
        table.rows << *row;
    }
    return table;
}

} // namespace

FilePreview previewOf(const QByteArray &head, qint64 fileSize, const QString &fileName)
{
    if (head.isEmpty())
        return {EmptyPreview(), {}, true};
    const bool isCut = head.size() < fileSize;
    const Decoded decoded = decode(head, isCut);
    if (isBinary(decoded.text))
        return {BinaryPreview(), {}, false};
    const Sniffed sniffed = sniff(decoded.text, isCut);
    FilePreview preview{TextPreview{decoded.text}, decoded.encoding, !isCut};
    if (sniffed.fields >= 2 && (sniffed.isEven || isNamedATable(fileName)))
        preview.content = tableOf(decoded.text, sniffed.delimiter, preview.isWhole);
    return preview;
}

} // namespace larder
