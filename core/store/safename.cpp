#include "core/store/safename.h"

#include <QHash>
#include <QStringDecoder>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refused(QByteArrayView path, const QString &why)
{
    return failure(ErrorKind::Unsupported, u"the name \"%1\" cannot be kept: %2"_s.arg(shownName(path), why),
                   shownName(path), u"leave it out with --exclude, or ask for another name"_s);
}

bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

/// nullopt: not valid UTF-8.
std::optional<QString> decoded(QByteArrayView path)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(path);
    return decoder.hasError() ? std::nullopt : std::optional(std::move(text));
}

bool isPlainAscii(QByteArrayView path)
{
    return std::ranges::all_of(path, [](char c) { return c >= 0x20 && c < 0x7f; });
}

QString segmentFault(QByteArrayView segment)
{
    if (segment.isEmpty())
        return u"a part of it is empty"_s;
    if (segment == "." || segment == "..")
        return u"it holds \".\" or \"..\""_s;
    if (segment.size() > maxNameSegment)
        return u"a part of it is longer than %1 bytes"_s.arg(maxNameSegment);
    return {};
}

/// What a disk that folds case would take for the same name.
QByteArray foldedName(QByteArrayView path)
{
    return QString::fromUtf8(path).normalized(QString::NormalizationForm_C).toCaseFolded().toUtf8();
}

/// Each directory above `path`: "a", "a/b" for "a/b/c".
template <typename Visit>
Result<void> forEachParent(QByteArrayView path, Visit visit)
{
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (auto visited = visit(path.first(slash)); !visited)
            return visited;
    }
    return {};
}

/// Byte order puts "a" next to "a/…" only if nothing sorts between ("a!" does): parents are looked up among
/// all.
Result<void> checkFileAndDirectory(std::span<const Entry> entries)
{
    const auto isFile = [&](QByteArrayView path) {
        const auto it = std::ranges::lower_bound(
            entries, path, {}, [](const Entry &entry) -> QByteArrayView { return entry.path; });
        return it != entries.end() && it->path == path;
    };
    QByteArrayView checked; // neighbours mostly share their directory
    for (const Entry &entry : entries) {
        const qsizetype slash = entry.path.lastIndexOf('/');
        const QByteArrayView parent = slash < 0 ? QByteArrayView{} : QByteArrayView(entry.path).first(slash);
        if (parent.isEmpty() || parent == checked)
            continue;
        const auto apart = forEachParent(entry.path, [&](QByteArrayView directory) -> Result<void> {
            return isFile(directory) ? refused(directory, u"it is a file and a directory at once"_s)
                                     : Result<void>{};
        });
        if (!apart)
            return apart;
        checked = parent;
    }
    return {};
}

Result<void> checkFolding(std::span<const Entry> entries)
{
    QHash<QByteArray, QByteArray> seen; // folded → as spelled, files and directories alike
    const auto see = [&](QByteArrayView path) -> Result<void> {
        QByteArray &spelled = seen[foldedName(path)];
        if (spelled.isNull())
            spelled = path.toByteArray();
        if (spelled == path)
            return {};
        return refused(path, u"this disk cannot tell it from \"%1\""_s.arg(shownName(spelled)));
    };
    for (const Entry &entry : entries) {
        if (auto apart = forEachParent(entry.path, see); !apart)
            return apart;
        if (auto apart = see(entry.path); !apart)
            return apart;
    }
    return {};
}

} // namespace

QString shownName(QByteArrayView path)
{
    QString shown;
    const QString text = QString::fromUtf8(path);
    for (const QChar c : text) {
        if (isControl(c.unicode()))
            shown += u"\\x%1"_s.arg(uint(c.unicode()), 2, 16, QLatin1Char('0'));
        else
            shown += c;
    }
    constexpr qsizetype longestShown = 300;
    return shown.size() > longestShown ? shown.first(longestShown) + u'…' : shown;
}

Result<void> checkName(QByteArrayView path)
{
    if (path.isEmpty())
        return refused(path, u"it is empty"_s);
    if (path.startsWith('/'))
        return refused(path, u"it is absolute"_s);
    if (path.size() > maxNameBytes)
        return refused(path, u"it is longer than %1 bytes"_s.arg(maxNameBytes));
    if (!isPlainAscii(path)) {
        const auto text = decoded(path);
        if (!text)
            return refused(path, u"it is not UTF-8"_s);
        if (std::ranges::any_of(*text, [](QChar c) { return isControl(c.unicode()); }))
            return refused(path, u"it holds a control character"_s);
    }
    for (QByteArrayView rest = path; !rest.isNull();) {
        const qsizetype slash = rest.indexOf('/');
        const QString fault = segmentFault(slash < 0 ? rest : rest.first(slash));
        if (!fault.isEmpty())
            return refused(path, fault);
        rest = slash < 0 ? QByteArrayView{} : rest.sliced(slash + 1);
    }
    return {};
}

Result<void> checkNames(std::span<const Entry> entries, NameCase nameCase)
{
    QByteArrayView before;
    for (const Entry &entry : entries) {
        if (auto checked = checkName(entry.path); !checked)
            return checked;
        if (entry.path == before)
            return refused(entry.path, u"the source lists it twice"_s);
        before = entry.path;
    }
    if (auto apart = checkFileAndDirectory(entries); !apart)
        return apart;
    return nameCase == NameCase::Folded ? checkFolding(entries) : Result<void>{};
}

} // namespace larder
