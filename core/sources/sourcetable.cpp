#include "core/sources/sourcetable.h"

#include "core/sources/address.h"
#include "core/sources/filesource.h"
#include "core/sources/httpsource.h"
#include "core/sources/s3source.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct SourceRow {
    QLatin1StringView scheme;
    bool isBucket;
    /// What only this adapter knows to refuse.
    Result<void> (*check)(const Address &address, const Binding &binding);
    std::unique_ptr<Source> (*make)(const Address &address, const Binding &binding,
                                    const SourceContext &context);
};

Result<void> anyAddress(const Address &, const Binding &)
{
    return {};
}

std::unique_ptr<Source> makeFile(const Address &address, const Binding &, const SourceContext &)
{
    return makeFileSource(address);
}

Result<void> checkHttp(const Address &address, const Binding &)
{
    return checkHttpAddress(address);
}

std::unique_ptr<Source> makeHttp(const Address &address, const Binding &, const SourceContext &context)
{
    return makeHttpSource(address, context.http);
}

Result<void> checkS3(const Address &address, const Binding &binding)
{
    return checkS3Address(address, binding.bucket);
}

std::unique_ptr<Source> makeS3(const Address &address, const Binding &binding, const SourceContext &context)
{
    return makeS3Source(address, binding.bucket, context.http, context.aws);
}

constexpr std::array sourceTable{
    SourceRow{"file"_L1, false, anyAddress, makeFile},
    SourceRow{"http"_L1, false, checkHttp, makeHttp},
    SourceRow{"https"_L1, false, checkHttp, makeHttp},
    SourceRow{"s3"_L1, true, checkS3, makeS3},
};

struct Place {
    Address address;
    const SourceRow &row;
};

Result<Place> placeOf(const Binding &binding, QDate day)
{
    Result<Address> address = parseAddress(binding.url, day);
    if (!address)
        return failure(address);
    const auto row = std::ranges::find(sourceTable, address->scheme, &SourceRow::scheme);
    if (row == sourceTable.end()) {
        return failure(ErrorKind::Invalid, u"nothing can be fetched by \"%1:\""_s.arg(address->scheme),
                       redactedAddress(binding.url),
                       u"the known schemes are %1; a path needs none"_s.arg(knownSchemes().join(", "_L1)));
    }
    if (!row->isBucket && binding.bucket != BucketOptions()) {
        return failure(
            ErrorKind::Invalid,
            u"endpoint, region, addressing, profile, anonymous and requester-pays are for buckets"_s,
            redactedAddress(binding.url), u"leave them out, or bind s3://bucket/prefix/"_s);
    }
    if (const Result<void> checked = row->check(*address, binding); !checked)
        return failure(checked);
    return Place{std::move(*address), *row};
}

} // namespace

Result<void> checkBinding(const Binding &binding)
{
    const QDate anyDay(2000, 2, 29);
    if (const Result<Place> place = placeOf(binding, anyDay); !place)
        return failure(place);
    if (const Result<Selection> selection = selectionOf(binding); !selection)
        return failure(selection);
    return {};
}

Result<std::unique_ptr<Source>> makeSource(const Binding &binding, const SourceContext &context)
{
    const Result<Place> place = placeOf(binding, context.day);
    if (!place)
        return failure(place);
    return place->row.make(place->address, binding, context);
}

QString redactedAddress(const Binding &binding)
{
    return redactedAddress(binding.url);
}

bool isBucketScheme(const QString &scheme)
{
    const auto row = std::ranges::find(sourceTable, scheme, &SourceRow::scheme);
    return row != sourceTable.end() && row->isBucket;
}

QString signInScope(const Binding &binding)
{
    const QUrl url(binding.url);
    if (url.scheme().isEmpty() || url.scheme() == "file"_L1)
        return {};
    if (!isBucketScheme(url.scheme()))
        return u"%1://%2:%3 %4"_s.arg(url.scheme(), url.host(), QString::number(url.port()),
                                      binding.credentials);
    const BucketOptions &bucket = binding.bucket;
    // Who signs nothing is turned away by each bucket alone.
    const QString who = bucket.isAnonymous ? u"nobody@"_s + binding.url.section(u'/', 2, 2) : bucket.profile;
    return u"%1 %2 %3 %4"_s.arg(url.scheme(), bucket.endpoint, who, binding.credentials);
}

QStringList knownSchemes()
{
    QStringList schemes;
    for (const SourceRow &row : sourceTable)
        schemes << row.scheme;
    return schemes;
}

} // namespace larder
