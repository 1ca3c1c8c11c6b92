#include "core/caches/fsspecnames.h"

#include "core/freshness/judge.h"
#include "core/sources/address.h"

#include <algorithm>

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
        if (address.scheme == u"sftp" && address.location.section(u'/', 3, 3) == u"~")
            return std::nullopt; // the user's home, which fsspec does not expand
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
    const QByteArray name = names->isEncoded ? QByteArray::fromPercentEncoding(last) : last;
    const bool isObject = !files.empty() && std::ranges::all_of(files, [&](const ManifestFile &file) {
        return file.sourcePath() == name; // an archive that was unpacked, too
    });
    names->prefix = isObject ? names->prefix.first(slash + 1) : names->prefix + '/';
    return names;
}

/// Identical content under another day's name confirms the snapshot; a day without an upload does, too, and
/// the files stay where they were.
Result<std::optional<FsspecNames>> fsspecNamesNow(const Binding &binding, const Record &record,
                                                  const Manifest *snapshot, Instant now)
{
    const bool isNothingYet = record.lastRun && record.lastRun->outcome == Outcome::NothingYet;
    Instant at = snapshot ? snapshot->header.probedAt : now;
    if (snapshot && snapshot->header.id == record.newest && record.confirmedAt && !isNothingYet)
        at = std::max(at, *record.confirmedAt);
    return datasetDay(binding, at).transform([&](QDate day) {
        return fsspecNames(binding, day, snapshot ? snapshot->files : std::vector<ManifestFile>());
    });
}

} // namespace larder
