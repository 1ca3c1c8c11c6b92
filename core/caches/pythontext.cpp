#include "core/caches/pythontext.h"

#include <QRegularExpression>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool isQuote(QChar letter)
{
    return letter == u'\'' || letter == u'"';
}

bool isOpening(QChar letter)
{
    return letter == u'(' || letter == u'[' || letter == u'{';
}

bool isClosing(QChar letter)
{
    return letter == u')' || letter == u']' || letter == u'}';
}

/// Of a string that begins at `at`: where it ends, behind its quote. The text's end where it never does.
qsizetype endOfString(QStringView text, qsizetype at)
{
    const QStringView quotes = text.sliced(at);
    const QStringView triple = quotes.first(std::min<qsizetype>(3, quotes.size()));
    const bool isLong = triple == u"'''" || triple == u"\"\"\"";
    const QStringView end = isLong ? triple : quotes.first(1);
    for (qsizetype i = at + end.size(); i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text.sliced(i).startsWith(end))
            return i + end.size();
    }
    return text.size();
}

/// What stands between brackets.
struct Pieces {
    std::vector<QStringView>
        between; ///< between the commas of that level; a blank one at the end is left out
    qsizetype end = 0; ///< where the closing bracket stands
};

/// `from`: behind the opening bracket. nullopt: it is never closed.
std::optional<Pieces> piecesOf(QStringView text, qsizetype from)
{
    Pieces pieces;
    int depth = 0;
    qsizetype start = from;
    for (qsizetype i = from; i < text.size();) {
        const QChar letter = text[i];
        if (isQuote(letter)) {
            i = endOfString(text, i);
            continue;
        }
        const bool isEnd = depth == 0 && isClosing(letter);
        if (letter == u'#') {
            i = text.indexOf(u'\n', i);
            if (i < 0)
                return std::nullopt;
        } else if (isOpening(letter)) {
            ++depth;
        } else if (isEnd || (letter == u',' && depth == 0)) {
            pieces.between.push_back(text.sliced(start, i - start).trimmed());
            start = i + 1;
        } else if (isClosing(letter)) {
            --depth;
        }
        if (isEnd) {
            if (pieces.between.back().isEmpty())
                pieces.between.pop_back();
            pieces.end = i;
            return pieces;
        }
        ++i;
    }
    return std::nullopt;
}

/// The letter that a backslash and what follows it stand for; `at` moves behind them.
QString unescaped(QStringView text, qsizetype &at)
{
    const QChar kind = at < text.size() ? text[at++] : QChar(u'\\');
    const auto coded = [&](qsizetype digits) -> QString {
        bool isNumber = false;
        const char32_t code = at + digits <= text.size() ? text.sliced(at, digits).toUInt(&isNumber, 16) : 0;
        if (!isNumber || code > QChar::LastValidCodePoint)
            return QString(u'\\') + kind;
        at += digits;
        return QString::fromUcs4(&code, 1);
    };
    switch (kind.unicode()) {
    case u'n':
        return u"\n"_s;
    case u'r':
        return u"\r"_s;
    case u't':
        return u"\t"_s;
    case u'x':
        return coded(2);
    case u'u':
        return coded(4);
    case u'U':
        return coded(8);
    case u'\\':
    case u'\'':
    case u'"':
        return QString(kind);
    default:
        return QString(u'\\') + kind;
    }
}

QString normalString(QStringView content)
{
    QString normal = u"'"_s;
    for (qsizetype i = 0; i < content.size();) {
        const QChar letter = content[i++];
        const QString plain = letter == u'\\' ? unescaped(content, i) : QString(letter);
        for (const QChar each : plain) {
            if (each == u'\\' || each == u'\'')
                normal += u'\\';
            normal += each;
        }
    }
    return normal + u'\'';
}

bool isName(QStringView text)
{
    static const QRegularExpression name(u"\\A[^\\W\\d]\\w*\\z"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    return name.matchView(text).hasMatch();
}

/// Where a piece has `mark` outside of strings and brackets; -1: nowhere.
qsizetype topLevelIndex(QStringView piece, QChar mark)
{
    int depth = 0;
    for (qsizetype i = 0; i < piece.size();) {
        if (isQuote(piece[i])) {
            i = endOfString(piece, i);
            continue;
        }
        if (isOpening(piece[i]))
            ++depth;
        else if (isClosing(piece[i]))
            --depth;
        else if (depth == 0 && piece[i] == mark)
            return i;
        ++i;
    }
    return -1;
}

QString withoutComments(QStringView piece)
{
    QString code;
    for (qsizetype i = 0; i < piece.size();) {
        const qsizetype line = piece.indexOf(u'\n', i);
        const qsizetype end = isQuote(piece[i]) ? endOfString(piece, i)
            : piece[i] != u'#'                  ? i + 1
            : line < 0                          ? piece.size()
                                                : line;
        if (piece[i] != u'#')
            code += piece.sliced(i, end - i);
        i = end;
    }
    return code;
}

} // namespace

QString normalLiteral(QStringView text)
{
    QString normal;
    normal.reserve(text.size());
    bool endsInString = false; // 'a' 'b' is 'ab'
    for (qsizetype i = 0; i < text.size();) {
        const QChar letter = text[i];
        if (!isQuote(letter)) {
            if (!letter.isSpace()) {
                normal += letter;
                endsInString = false;
            }
            ++i;
            continue;
        }
        const qsizetype end = endOfString(text, i);
        const bool isLong = text.sliced(i).startsWith(u"'''") || text.sliced(i).startsWith(u"\"\"\"");
        const qsizetype quote = isLong && end - i >= 6 ? 3 : 1;
        const QString string =
            normalString(text.sliced(i + quote, std::max<qsizetype>(0, end - i - 2 * quote)));
        if (endsInString)
            normal.chop(1);
        normal += endsInString ? QStringView(string).sliced(1) : QStringView(string);
        endsInString = true;
        i = end;
    }
    return normal;
}

Result<PythonCall> PythonCall::parse(const QString &text)
{
    const auto refuse = [&] {
        return failure(ErrorKind::Invalid, u"\"%1\" is no call of a function"_s.arg(text), text,
                       u"write it as Python does, such as load(\"acme\") or load(customer=\"acme\")"_s);
    };
    const QStringView all = QStringView(text).trimmed();
    const qsizetype open = all.indexOf(u'(');
    if (open <= 0)
        return refuse();
    PythonCall call{all.first(open).trimmed().toString(), {}};
    for (const QStringView part : QStringView(call.function).split(u'.')) {
        if (part.isEmpty() || part.contains(u' '))
            return refuse();
    }
    const auto pieces = piecesOf(all, open + 1);
    if (!pieces || pieces->end != all.size() - 1)
        return refuse();
    for (const QStringView piece : pieces->between) {
        const qsizetype equals = topLevelIndex(piece, u'=');
        const QStringView name = equals < 0 ? QStringView() : piece.first(equals).trimmed();
        const QString value = normalLiteral(piece.sliced(equals + 1));
        if (value.isEmpty() || (equals >= 0 && !isName(name)))
            return refuse();
        call.arguments.push_back({name.toString(), value});
    }
    return call;
}

PythonParameters parametersOf(QStringView code, const QString &function)
{
    if (!isName(function))
        return {};
    const QRegularExpression head(
        u"^[ \\t]*(?:async[ \\t]+)?def[ \\t]+%1[ \\t]*\\("_s.arg(QRegularExpression::escape(function)),
        QRegularExpression::MultilineOption);
    const auto found = head.matchView(code);
    if (!found.hasMatch())
        return {};
    const auto pieces = piecesOf(code, found.capturedEnd());
    if (!pieces)
        return {};
    PythonParameters parameters;
    bool isByPlace = true;
    for (const QStringView between : pieces->between) {
        const QString piece = withoutComments(between);
        qsizetype end = piece.size();
        for (const QChar mark : {u':', u'='}) {
            if (const qsizetype at = topLevelIndex(piece, mark); at >= 0)
                end = std::min(end, at);
        }
        const QStringView name = QStringView(piece).first(end).trimmed();
        if (name == u"/")
            continue;
        if (name.startsWith(u'*')) {
            isByPlace = false;
            continue;
        }
        if (!isName(name))
            return {};
        parameters.names << name.toString();
        parameters.byPlace += isByPlace ? 1 : 0;
    }
    return parameters;
}

} // namespace larder
