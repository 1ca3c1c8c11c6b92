#include "core/sources/entrypath.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool isControl(QByteArrayView path, qsizetype at)
{
    const auto byte = static_cast<unsigned char>(path[at]);
    if (byte < 0x20 || byte == 0x7f)
        return true;
    // C1 (U+0080 to U+009F) is C2 80 to C2 9F in UTF-8.
    return byte == 0xc2 && at + 1 < path.size() && static_cast<unsigned char>(path[at + 1]) < 0xa0;
}

bool hasControl(QByteArrayView path)
{
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (isControl(path, at))
            return true;
    }
    return false;
}

bool hasPath(const std::vector<Entry> &entries, QByteArrayView path)
{
    const auto found = std::ranges::lower_bound(
        entries, path, std::less<>(), [](const Entry &entry) { return QByteArrayView(entry.path); });
    return found != entries.end() && found->path == path;
}

} // namespace

QString readablePath(QByteArrayView path)
{
    QString text;
    for (qsizetype at = 0; at < path.size();) {
        const auto byte = static_cast<unsigned char>(path[at]);
        const qsizetype length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        const QByteArrayView character = path.sliced(at, std::min(length, path.size() - at));
        if (isControl(path, at) || !character.isValidUtf8()) {
            text += u"\\x%1"_s.arg(byte, 2, 16, QLatin1Char('0'));
            ++at;
            continue;
        }
        text += QString::fromUtf8(character);
        at += character.size();
    }
    return text;
}

std::unexpected<Error> cannotKeep(QByteArrayView path, const QString &why)
{
    const QString shown = readablePath(path);
    return failure(ErrorKind::Unsupported, u"\"%1\" %2"_s.arg(shown, why), shown,
                   u"have it renamed at the source, or leave it out with --exclude"_s);
}

Result<void> checkEntryPath(QByteArrayView path)
{
    if (!path.isValidUtf8())
        return cannotKeep(path, u"is not valid UTF-8, so the name cannot be kept exactly"_s);
    if (hasControl(path))
        return cannotKeep(path, u"holds control characters"_s);
    if (path.size() > maxPathBytes)
        return cannotKeep(path, u"is longer than %1 bytes"_s.arg(maxPathBytes));
    for (qsizetype at = 0; at <= path.size();) {
        const qsizetype slash = path.indexOf('/', at);
        const QByteArrayView segment = path.sliced(at, (slash < 0 ? path.size() : slash) - at);
        if (segment.isEmpty() || segment == "." || segment == "..")
            return cannotKeep(path, u"has an empty, '.' or '..' segment"_s);
        if (segment.size() > maxSegmentBytes)
            return cannotKeep(path, u"has a name of more than %1 bytes"_s.arg(maxSegmentBytes));
        at += segment.size() + 1;
    }
    return {};
}

Result<void> finishListing(Listing &listing)
{
    std::vector<Entry> &entries = listing.entries;
    if (!std::ranges::is_sorted(entries, {}, &Entry::path))
        std::ranges::stable_sort(entries, {}, &Entry::path);
    const auto repeated = std::ranges::unique(entries, {}, &Entry::path);
    entries.erase(repeated.begin(), repeated.end());

    QByteArrayView known; // the parent of the entry before: neighbours mostly share it
    for (const Entry &entry : entries) {
        QByteArrayView parent = entry.path;
        parent = parent.first(std::max<qsizetype>(parent.lastIndexOf('/'), 0));
        if (parent == known)
            continue;
        known = parent;
        for (; !parent.isEmpty(); parent = parent.first(std::max<qsizetype>(parent.lastIndexOf('/'), 0))) {
            if (hasPath(entries, parent))
                return cannotKeep(parent, u"is a file and a directory at once"_s);
        }
    }
    return {};
}

void IgnoredCounter::add(const QString &what, const QString &whats, const QString &example)
{
    const auto known = std::ranges::find(m_kinds, what, &Kind::one);
    if (known != m_kinds.end()) {
        ++known->count;
        return;
    }
    m_kinds << Kind{what, whats, example, 1};
}

QStringList IgnoredCounter::notices() const
{
    QStringList notices;
    for (const Kind &kind : m_kinds) {
        notices << (kind.count == 1 ? u"ignored %1: %2"_s.arg(kind.one, kind.example)
                                    : u"ignored %1 %2, such as %3"_s.arg(QString::number(kind.count),
                                                                         kind.many, kind.example));
    }
    return notices;
}

} // namespace larder
