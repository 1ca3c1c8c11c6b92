#include "core/sources/address.h"

#include "core/sources/commandline.h"

#include <QRegularExpression>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// What parseAddress works on: the text cut at its seams, still as written.
struct UrlParts {
    QString scheme; ///< as written; empty: a bare path
    QString authority;
    bool hasAuthority = false;
    QString path;
    QString query; ///< with its '?'
    bool hasFragment = false;
};

UrlParts split(const QString &url)
{
    static const QRegularExpression schemeForm(u"^([A-Za-z][A-Za-z0-9+.-]*):"_s);
    UrlParts parts;
    const QRegularExpressionMatch match = schemeForm.match(url);
    if (!match.hasMatch()) {
        parts.path = url;
        return parts;
    }
    parts.scheme = match.captured(1);
    parts.path = url.sliced(match.capturedLength());
    const bool isFile = parts.scheme.compare("file"_L1, Qt::CaseInsensitive) == 0;
    if (!isFile) {
        if (const qsizetype hash = parts.path.indexOf(u'#'); hash >= 0) {
            parts.path.truncate(hash);
            parts.hasFragment = true;
        }
        if (const qsizetype mark = parts.path.indexOf(u'?'); mark >= 0) {
            parts.query = parts.path.sliced(mark);
            parts.path.truncate(mark);
        }
    }
    if (parts.path.startsWith("//"_L1)) {
        const qsizetype slash = parts.path.indexOf(u'/', 2);
        parts.authority = parts.path.sliced(2, (slash < 0 ? parts.path.size() : slash) - 2);
        parts.path = slash < 0 ? QString() : parts.path.sliced(slash);
        parts.hasAuthority = true;
    }
    return parts;
}

/// Where the host begins in an address, behind the user and the password; 0: there are none. An odd character
/// in a password ('/', '#', '?') moves the seams, so a "host:port" whose port is no number and an '@' further
/// on count too.
qsizetype endOfUser(const QString &url)
{
    static const QRegularExpression start(u"^[A-Za-z][A-Za-z0-9+.-]*:(//)?"_s);
    const QRegularExpressionMatch match = start.match(url);
    if (!match.hasMatch())
        return 0;
    static const QRegularExpression seam(u"[/?#]"_s);
    const qsizetype from = match.capturedLength();
    const qsizetype seamAt = url.indexOf(seam, from);
    const QStringView authority = QStringView(url).sliced(from, (seamAt < 0 ? url.size() : seamAt) - from);
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0)
        return from + at + 1;
    static const QRegularExpression namedPort(u"^[^\\[\\]:]*:.*[^0-9]"_s);
    const qsizetype later = url.lastIndexOf(u'@');
    return later > from && namedPort.matchView(authority).hasMatch() ? later + 1 : 0;
}

std::unexpected<Error> refuse(const QString &url, const QString &why, const QString &hint = {})
{
    return failure(ErrorKind::Invalid, why, redactedAddress(url), hint);
}

const QRegularExpression &placeholderForm()
{
    static const QRegularExpression form(u"\\{([^{}]*)\\}"_s);
    return form;
}

/// What stands between the braces, for that day. nullopt: not a placeholder.
std::optional<QString> placeholderText(const QString &inner, QDate day)
{
    static const QRegularExpression form(u"^((?:yyyy|yy|MM|dd|[-_. /])+)(?::([+-][0-9]{1,4})d)?$"_s);
    const QRegularExpressionMatch match = form.match(inner);
    if (!match.hasMatch() || !inner.contains(QRegularExpression(u"[yMd]"_s)))
        return std::nullopt;
    const QDate meant = day.addDays(match.captured(2).toInt());
    return meant.toString(match.captured(1));
}

Result<QString> fillPlaceholders(const QString &path, QDate day, const QString &url)
{
    QString filled;
    qsizetype done = 0;
    for (auto matches = placeholderForm().globalMatch(path); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const std::optional<QString> text = placeholderText(match.captured(1), day);
        if (!text) {
            return refuse(url, u"%1 is not a date placeholder"_s.arg(match.captured()),
                          u"write for example {yyyy-MM-dd}, {yyyyMMdd} or {yyyy-MM-dd:-1d}; a brace itself "
                          "is %1 or %2 in a URL"_s.arg(u"%7B"_s, u"%7D"_s));
        }
        filled += path.sliced(done, match.capturedStart() - done) + *text;
        done = match.capturedEnd();
    }
    filled += path.sliced(done);
    if (filled.contains(u'{') || filled.contains(u'}')) {
        return refuse(url, u"a brace in the path belongs to no date placeholder"_s,
                      u"write %1 or %2 in a URL for the character itself"_s.arg(u"%7B"_s, u"%7D"_s));
    }
    return filled;
}

int hexDigit(QChar character)
{
    const char16_t c = character.unicode();
    return c >= u'0' && c <= u'9' ? c - u'0'
        : c >= u'a' && c <= u'f'  ? c - u'a' + 10
        : c >= u'A' && c <= u'F'  ? c - u'A' + 10
                                  : -1;
}

enum class Escaped {
    Plain, ///< as the character
    ForGlob, ///< a special character as a set of one, so that it stays itself
};

/// Percent-decodes to bytes; a '%' without two digits stays.
QByteArray decoded(QStringView text, Escaped escaped)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = text[i] == u'%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            const qsizetype length = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
            bytes += text.sliced(i, length).toUtf8();
            i += length - 1;
            continue;
        }
        const char byte = static_cast<char>(high * 16 + low);
        const bool isSpecial = byte == '*' || byte == '?' || byte == '[';
        bytes +=
            escaped == Escaped::ForGlob && isSpecial ? QByteArray("[") + byte + ']' : QByteArray(1, byte);
        i += 2;
    }
    return bytes;
}

/// Where the first segment with a glob begins, or -1. The first one begins at `from`.
qsizetype startOfGlobs(const QString &path, QStringView special, qsizetype from = 0)
{
    for (qsizetype i = from; i < path.size(); ++i) {
        if (special.contains(path[i]))
            return std::max(path.lastIndexOf(u'/', i) + 1, from);
    }
    return -1;
}

/// People paste spaces and umlauts; on the wire they are percent-encoded. What is encoded already stays.
QString encoded(const QString &text)
{
    static constexpr QByteArrayView legal = "-._~!$&'()*+,;=:@/?";
    QByteArray encoded;
    const QByteArray bytes = text.toUtf8();
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char byte = bytes[i];
        const bool isEscape = byte == '%' && i + 2 < bytes.size() && hexDigit(QLatin1Char(bytes[i + 1])) >= 0
            && hexDigit(QLatin1Char(bytes[i + 2])) >= 0;
        const bool isAlnum =
            (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (isEscape || isAlnum || legal.contains(byte))
            encoded += byte;
        else
            encoded += '%' + QByteArray(1, byte).toHex().toUpper();
    }
    return QString::fromLatin1(encoded);
}

bool hasDotSegment(const QString &path)
{
    const QStringList segments = path.split(u'/');
    return segments.contains("."_L1) || segments.contains(".."_L1);
}

/// `globs` is decoded; empty: none.
Result<Address> withGlobs(Address address, const QString &globs)
{
    if (globs.isEmpty())
        return address;
    Result<Glob> glob = Glob::parse(globs, Glob::Anchor::Whole);
    if (!glob)
        return failure(glob);
    address.globs = std::move(*glob);
    return address;
}

/// The fixed part belongs to the location only: placeholders among the globs leave the folder fixed.
QString fixedPartOf(const QString &writtenPath, const QString &location)
{
    const qsizetype brace = writtenPath.indexOf(u'{');
    const qsizetype slashes = brace < 0 ? -1 : writtenPath.first(brace).count(u'/');
    if (brace < 0 || location.count(u'/') < slashes)
        return location;
    qsizetype end = -1;
    for (qsizetype i = 0; i < slashes; ++i)
        end = location.indexOf(u'/', end + 1);
    return location.first(end + 1);
}

Result<Address> filePath(const QString &url, const UrlParts &parts, const QString &path)
{
    const bool isUrl = !parts.scheme.isEmpty();
    if (isUrl && !parts.authority.isEmpty()
        && parts.authority.compare("localhost"_L1, Qt::CaseInsensitive) != 0) {
        return refuse(url, u"a file: address names a path on this machine, not a host"_s,
                      u"write file:///path, or mount the share and bind its path"_s);
    }
    if (!path.startsWith(u'/')) {
        return refuse(url, u"the path is not absolute"_s, u"write it from / on"_s);
    }
    const qsizetype globsAt = startOfGlobs(path, u"*?[");
    const QString place = globsAt < 0 ? path : path.first(globsAt);
    const QString globs = globsAt < 0 ? QString() : path.sliced(globsAt);
    if (!isUrl)
        return withGlobs({u"file"_s, place, std::nullopt, fixedPartOf(parts.path, place)}, globs);
    const QByteArray bytes = decoded(place, Escaped::Plain);
    if (!bytes.isValidUtf8() || bytes.contains('\0'))
        return refuse(url, u"the path is not valid UTF-8"_s);
    const QString location = QString::fromUtf8(bytes);
    const QString fixed = QString::fromUtf8(decoded(fixedPartOf(parts.path, place), Escaped::Plain));
    return withGlobs({u"file"_s, location, std::nullopt, fixed},
                     QString::fromUtf8(decoded(globs, Escaped::ForGlob)));
}

Result<Address> remotePath(const QString &url, const UrlParts &parts, const QString &path)
{
    if (parts.hasFragment)
        return refuse(url, u"the address has a '#'"_s, u"write %23 for a '#' in a name"_s);
    if (hasDotSegment(path))
        return refuse(url, u"the address has a '.' or '..' segment"_s, u"write the address that is meant"_s);
    const QString start = parts.scheme.toLower() + (parts.hasAuthority ? u"://"_s + parts.authority : u":"_s);
    const QString full = path.isEmpty() && parts.hasAuthority ? u"/"_s : path;
    const qsizetype nameEnd = parts.hasAuthority ? 0 : full.indexOf(u':') + 1; // of a remote
    const qsizetype globsAt = startOfGlobs(full, u"*[", nameEnd);
    const QString place = globsAt < 0 ? full : full.first(globsAt);
    if (place.endsWith(u'/') && !parts.query.isEmpty()) {
        return refuse(url, u"the address of a folder cannot have a query"_s,
                      u"'?' begins the query of a URL; as a pattern use --include"_s);
    }
    const QString location = start + encoded(place) + encoded(parts.query);
    const QString fixed = fixedPartOf(parts.path, place);
    return withGlobs({parts.scheme.toLower(), location, std::nullopt,
                      fixed == place ? location : QString(start + encoded(fixed))},
                     globsAt < 0 ? QString()
                                 : QString::fromUtf8(decoded(full.sliced(globsAt), Escaped::ForGlob)));
}

} // namespace

Result<QString> absoluteUrl(const QString &written, const QString &currentDirectory, const QString &home)
{
    if (written.isEmpty())
        return failure(ErrorKind::Invalid, u"the address is empty"_s);
    if (!split(written).scheme.isEmpty() || written.startsWith(u'/'))
        return written;
    if (written == u"~" || written.startsWith("~/"_L1))
        return QString(home + written.sliced(1));
    if (written.startsWith(u'~')) {
        return failure(ErrorKind::Invalid, u"another person's home cannot be named by ~"_s, written,
                       u"write the whole path"_s);
    }
    QString below = written;
    while (below.startsWith("./"_L1))
        below = below.sliced(2);
    if (below == u".")
        below.clear();
    return QString(currentDirectory + (currentDirectory.endsWith(u'/') ? u""_s : u"/"_s) + below);
}

Result<Address> parseAddress(const QString &url, QDate day)
{
    if (url.isEmpty())
        return refuse(url, u"the address is empty"_s);
    if (commandLineOf(url)) // the shell's, not ours
        return Address{u"command"_s, url, std::nullopt, url};
    if (hasPassword(url)) {
        return refuse(url, u"the address holds a password, which is not kept in an address"_s,
                      u"leave user and password out; a binding is no place for them"_s);
    }
    const UrlParts parts = split(url);
    if (parts.authority.contains(u'{') || parts.query.contains(u'{'))
        return refuse(url, u"a date placeholder can only stand in the path of an address"_s);
    const Result<QString> path = fillPlaceholders(parts.path, day, url);
    if (!path)
        return failure(path);
    const bool isFile = parts.scheme.isEmpty() || parts.scheme.compare("file"_L1, Qt::CaseInsensitive) == 0;
    return isFile ? filePath(url, parts, *path) : remotePath(url, parts, *path);
}

bool hasPassword(const QString &url)
{
    const qsizetype end = endOfUser(url);
    return end > 0
        && QStringView(url).sliced(url.indexOf(u':') + 1, end - url.indexOf(u':') - 1).contains(u':');
}

bool hasUser(const QString &url)
{
    return endOfUser(url) > 0;
}

bool hasPlaceholders(const QString &url)
{
    return !commandLineOf(url) && split(url).path.contains(placeholderForm());
}

QString redactedAddress(const QString &url)
{
    if (const auto command = commandLineOf(url))
        return u"command:"_s + shownCommand(*command);
    QString shown = url;
    if (const qsizetype end = endOfUser(url); end > 0) {
        const qsizetype colon = url.indexOf(u':');
        const qsizetype start = colon + 1 + (url.sliced(colon + 1).startsWith("//"_L1) ? 2 : 0);
        shown.remove(start, end - start);
    }
    const QString query = split(shown).query;
    if (query.isEmpty())
        return shown;
    static const QRegularExpression value(u"=[^&;]*"_s);
    QString hidden = query;
    hidden.replace(value, u"=…"_s);
    if (!query.contains(u'='))
        hidden = u"?…"_s;
    return shown.replace(shown.indexOf(query), query.size(), hidden);
}

} // namespace larder
