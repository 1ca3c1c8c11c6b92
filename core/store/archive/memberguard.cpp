#include "core/store/archive/memberguard.h"

#include "core/store/safename.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QByteArray foldedName(const QByteArray &path)
{
    const bool isLowerAscii =
        std::ranges::all_of(path, [](char c) { return c >= 0x20 && c < 0x7f && (c < 'A' || c > 'Z'); });
    return isLowerAscii ? path : QString::fromUtf8(path).toCaseFolded().toUtf8();
}

bool hasDrive(QByteArrayView path)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return path.size() >= 2 && path[1] == ':' && isLetter(path[0]);
}

bool leadsUp(const QByteArray &path)
{
    return path == ".." || path.startsWith("../") || path.endsWith("/..") || path.contains("/../");
}

/// Empty: none. What checkName does not tell apart.
QString faultOfName(const QByteArray &path)
{
    if (path.contains('\0') || !path.isValidUtf8())
        return u"its name is not UTF-8 text"_s;
    if (path.startsWith('/'))
        return u"its path is absolute"_s;
    if (leadsUp(path))
        return u"its path leads out of the archive's folder"_s;
    if (hasDrive(path))
        return u"its path begins with a drive's letter"_s;
    if (path.contains('\\'))
        return u"its name has a backslash, which is a folder elsewhere"_s;
    return {};
}

std::unexpected<Error> tooMuch(const QString &archive, const QString &sentence)
{
    return failure(ErrorKind::Corrupt, sentence, archive,
                   u"see whether it is what the customer meant to send; unpack=never keeps it packed"_s);
}

} // namespace

MemberGuard::MemberGuard(QString archive, qint64 archiveBytes, const UnpackLimits &limits)
    : m_archive(std::move(archive)),
      m_archiveBytes(archiveBytes),
      m_limits(limits)
{ }

std::unexpected<Error> MemberGuard::refused(QByteArrayView path, const QString &why) const
{
    return failure(
        ErrorKind::Unsupported,
        u"the archive \"%1\" cannot be unpacked because of \"%2\": %3"_s.arg(m_archive, shownName(path), why),
        m_archive, u"ask for a sound archive, or keep it packed with unpack=never"_s);
}

Result<void> MemberGuard::admitName(const QByteArray &path)
{
    if (++m_members > m_limits.members)
        return tooMuch(m_archive,
                       u"the archive \"%1\" holds more than %2 files"_s.arg(
                           m_archive, QString::number(m_limits.members)));
    if (const QString fault = faultOfName(path); !fault.isEmpty())
        return refused(path, fault);
    if (const auto checked = checkName(path); !checked)
        return refused(path, u"its name cannot be kept"_s);
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (auto apart = see(path.first(slash), true); !apart)
            return apart;
    }
    return see(path, false);
}

Result<void> MemberGuard::see(const QByteArray &path, bool isDirectory)
{
    const QByteArray folded = foldedName(path);
    const auto seen = m_seen.constFind(folded);
    if (seen == m_seen.cend()) {
        m_seen.insert(folded, {path, isDirectory});
        return {};
    }
    if (seen->spelled != path)
        return refused(path, u"only its case tells it from \"%1\""_s.arg(shownName(seen->spelled)));
    if (seen->isDirectory != isDirectory)
        return refused(path, u"it is a file and a folder at once"_s);
    return isDirectory ? Result<void>{} : refused(path, u"it is there twice"_s);
}

Result<void> MemberGuard::addBytes(qint64 count)
{
    m_bytes += count;
    return checkTotal(m_bytes);
}

Result<void> MemberGuard::checkPromise(qint64 size) const
{
    return size < 0 ? Result<void>{} : checkTotal(size > m_limits.bytes ? size : m_bytes + size);
}

Result<void> MemberGuard::checkTotal(qint64 bytes) const
{
    if (bytes > m_limits.bytes)
        return tooMuch(m_archive,
                       u"the archive \"%1\" unpacks to more than %2 bytes"_s.arg(
                           m_archive, QString::number(m_limits.bytes)));
    if (bytes > m_limits.harmlessBytes && bytes / m_limits.ratio > m_archiveBytes)
        return tooMuch(m_archive,
                       u"the archive \"%1\" unpacks to more than %2 times its size, as a bomb does"_s.arg(
                           m_archive, QString::number(m_limits.ratio)));
    return {};
}

} // namespace larder
