#include "core/caches/fsspecnames.h"

#include "core/sources/address.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Protocol {
    QLatin1StringView scheme;
    QLatin1StringView fsspec;
    int dropped = 0; ///< of the address's levels: an option of fsspec's, and not in its keys
};

constexpr Protocol protocols[] = {
    {"s3"_L1, "s3"_L1},
    {"gs"_L1, "gs"_L1},
    {"az"_L1, "abfs"_L1, 1}, // the account
    {"sftp"_L1, "sftp"_L1, 1}, // the host
};

/// "bucket/exports/" of "s3://bucket/exports/", decoded.
QByteArray pathOfUrl(const QString &location, int dropped)
{
    const QString path = location.section(u'/', 2 + dropped);
    return QByteArray::fromPercentEncoding(path.toUtf8());
}

bool isWeb(const Address &address)
{
    return address.scheme == u"http" || address.scheme == u"https";
}

std::optional<FsspecNames> namesOf(const Address &address)
{
    if (address.scheme == u"file")
        return FsspecNames{{}, address.location.toUtf8(), false};
    if (isWeb(address))
        return FsspecNames{{}, address.location.toUtf8(), true};
    for (const Protocol &protocol : protocols) {
        if (address.scheme != protocol.scheme)
            continue;
        const QByteArray root = address.scheme == u"sftp" ? "/" : "";
        return FsspecNames{protocol.fsspec, root + pathOfUrl(address.location, protocol.dropped), false};
    }
    return std::nullopt;
}

} // namespace

QByteArray FsspecNames::keyOf(const QByteArray &path) const
{
    return prefix + (isEncoded ? path.toPercentEncoding("/") : path);
}

QString FsspecNames::urlOf(const QByteArray &path) const
{
    const QString key = QString::fromUtf8(keyOf(path));
    return protocol.isEmpty() ? key : protocol + u"://"_s + key;
}

std::optional<QByteArray> FsspecNames::pathOf(const QByteArray &key) const
{
    if (!key.startsWith(prefix) || key.size() == prefix.size())
        return std::nullopt;
    const QByteArray rest = key.sliced(prefix.size());
    return isEncoded ? QByteArray::fromPercentEncoding(rest) : rest;
}

std::optional<FsspecNames> fsspecNames(const Binding &binding, QDate day,
                                       const std::vector<ManifestFile> &files)
{
    const auto address = parseAddress(binding.url, day);
    if (!address || address->location.contains(u'?'))
        return std::nullopt;
    auto names = namesOf(*address);
    if (!names || names->prefix.endsWith('/') || names->prefix.isEmpty())
        return names;
    const qsizetype slash = names->prefix.lastIndexOf('/');
    const QByteArray last = names->prefix.sliced(slash + 1);
    const bool isObject = files.size() == 1
        && files.front().entry.path == (names->isEncoded ? QByteArray::fromPercentEncoding(last) : last);
    names->prefix = isObject ? names->prefix.first(slash + 1) : names->prefix + '/';
    return names;
}

} // namespace larder
