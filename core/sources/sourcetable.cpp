#include "core/sources/sourcetable.h"

#include "core/credentials/signins.h"
#include "core/sources/address.h"
#include "core/sources/azureplace.h"
#include "core/sources/bucketsource.h"
#include "core/sources/commandline.h"
#include "core/sources/commandsource.h"
#include "core/sources/filesource.h"
#include "core/sources/gcsplace.h"
#include "core/sources/httpsource.h"
#include "core/sources/rclonesource.h"
#include "core/sources/s3place.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct SourceRow {
    QLatin1StringView scheme;
    /// What only this adapter knows to refuse.
    Result<void> (*check)(const Address &address, const Binding &binding);
    std::unique_ptr<Source> (*make)(const Address &address, const Binding &binding,
                                    const SourceContext &context);
    /// Of BucketOptions, what such a bucket has; none: its places are no buckets.
    QLatin1StringView bucketKeys;
    /// Whether somebody may have to sign in there.
    bool takesCredentials = false;
    /// Keys open the account that the address names, and no other.
    bool isSignedInByAccount = false;
    void (*nameStore)(Binding &binding, const SignIns &signIns);
    QStringList (*profiles)(const SignIns &signIns);
};

Result<void> anyAddress(const Address &, const Binding &)
{
    return {};
}

std::unique_ptr<Source> makeFile(const Address &address, const Binding &, const SourceContext &)
{
    return makeFileSource(address);
}

Result<void> checkHttp(const Address &address, const Binding &binding)
{
    return checkHttpAddress(address, binding.credentials);
}

std::unique_ptr<Source> makeHttp(const Address &address, const Binding &binding, const SourceContext &context)
{
    return makeHttpSource(address, binding.credentials, context.http, context.signIns.web);
}

NoKeys noKeysOf(const Binding &binding)
{
    return binding.allowEmpty ? NoKeys::MeanEmpty : NoKeys::MeanMissing;
}

template <typename AddressOfKind>
Result<void> checkBucket(const Address &address, const Binding &binding)
{
    const Result<AddressOfKind> place = AddressOfKind::from(address, binding.bucket);
    return place ? Result<void>() : failure(place);
}

/// REQUIRES: checkBucket.
template <typename AddressOfKind, typename PlaceOfKind, auto signIn>
std::unique_ptr<Source> makeBucket(const Address &address, const Binding &binding,
                                   const SourceContext &context)
{
    return makeBucketSource(
        std::make_unique<PlaceOfKind>(AddressOfKind::from(address, binding.bucket).value_or(AddressOfKind()),
                                      binding.bucket, binding.credentials, context.signIns.*signIn),
        address.globs, noKeysOf(binding),
        {context.listings, listedPlace(binding, context.day), context.dataset}, context.http);
}

void nameS3Store(Binding &binding, const SignIns &signIns)
{
    binding.bucket.endpoint = signIns.aws.place({binding.bucket.profile, binding.credentials}).endpoint;
}

void nameGcsStore(Binding &binding, const SignIns &signIns)
{
    binding.bucket.endpoint = signIns.google.emulator();
    binding.bucket.isAnonymous = binding.bucket.isAnonymous || !binding.bucket.endpoint.isEmpty();
}

void nameAzureStore(Binding &binding, const SignIns &signIns)
{
    binding.bucket.endpoint = signIns.azure.endpoint(binding.url.section(u'/', 2, 2));
}

QStringList awsProfiles(const SignIns &signIns)
{
    return signIns.aws.profiles();
}

QStringList googleProfiles(const SignIns &signIns)
{
    return signIns.google.profiles();
}

Result<void> checkCommand(const Address &address, const Binding &)
{
    return checkCommandAddress(address);
}

std::unique_ptr<Source> makeCommand(const Address &address, const Binding &binding,
                                    const SourceContext &context)
{
    return makeCommandSource(address, {context.home, context.dataset, context.day, binding.timeLimit});
}

template <Result<RcloneAddress> addressOf(const Address &)>
Result<void> checkRclone(const Address &address, const Binding &)
{
    const Result<RcloneAddress> place = addressOf(address);
    return place ? Result<void>() : failure(place);
}

/// REQUIRES: checkRclone.
template <Result<RcloneAddress> addressOf(const Address &)>
std::unique_ptr<Source> makeRclone(const Address &address, const Binding &binding,
                                   const SourceContext &context)
{
    return makeRcloneSource(addressOf(address).value_or(RcloneAddress()), address.globs, noKeysOf(binding),
                            context.signIns, context.http);
}

QStringList rcloneRemotes(const SignIns &signIns)
{
    return signIns.rclone.remotes();
}

QStringList azureProfiles(const SignIns &signIns)
{
    return signIns.azure.profiles();
}

constexpr std::array sourceTable{
    SourceRow{"file"_L1, anyAddress, makeFile, {}, false, false, nullptr, nullptr},
    SourceRow{"http"_L1, checkHttp, makeHttp, {}, true, false, nullptr, nullptr},
    SourceRow{"https"_L1, checkHttp, makeHttp, {}, true, false, nullptr, nullptr},
    SourceRow{"s3"_L1, checkBucket<BucketAddress>, makeBucket<BucketAddress, S3Place, &SignIns::aws>,
              "endpoint region addressing profile anonymous requester-pays"_L1, true, false, nameS3Store,
              awsProfiles},
    SourceRow{"gs"_L1, checkBucket<BucketAddress>, makeBucket<BucketAddress, GcsPlace, &SignIns::google>,
              "endpoint profile anonymous requester-pays"_L1, true, false, nameGcsStore, googleProfiles},
    SourceRow{"az"_L1, checkBucket<AzureAddress>, makeBucket<AzureAddress, AzurePlace, &SignIns::azure>,
              "endpoint profile anonymous"_L1, true, true, nameAzureStore, azureProfiles},
    SourceRow{
        "sftp"_L1, checkRclone<sftpAddress>, makeRclone<sftpAddress>, {}, false, false, nullptr, nullptr},
    SourceRow{"rclone"_L1,
              checkRclone<rcloneAddress>,
              makeRclone<rcloneAddress>,
              {},
              false,
              false,
              nullptr,
              rcloneRemotes},
    SourceRow{"command"_L1, checkCommand, makeCommand, {}, false, false, nullptr, nullptr},
};

const SourceRow *rowOf(const QString &scheme)
{
    const auto row = std::ranges::find(sourceTable, scheme, &SourceRow::scheme);
    return row == sourceTable.end() ? nullptr : &*row;
}

/// As the table of a binding's keys calls them.
QStringList keysInUse(const BucketOptions &bucket)
{
    QStringList keys;
    if (!bucket.endpoint.isEmpty())
        keys << u"endpoint"_s;
    if (!bucket.region.isEmpty())
        keys << u"region"_s;
    if (bucket.addressing != Addressing::ByEndpoint)
        keys << u"addressing"_s;
    if (!bucket.profile.isEmpty())
        keys << u"profile"_s;
    if (bucket.isAnonymous)
        keys << u"anonymous"_s;
    if (bucket.paysRequests)
        keys << u"requester-pays"_s;
    return keys;
}

Result<void> checkBucketKeys(const Binding &binding, const SourceRow &row)
{
    const QStringList known = bucketKeysOf(row.scheme);
    QStringList foreign = keysInUse(binding.bucket);
    foreign.removeIf([&known](const QString &key) { return known.contains(key); });
    if (foreign.isEmpty())
        return {};
    if (known.isEmpty()) {
        return failure(
            ErrorKind::Invalid,
            u"endpoint, region, addressing, profile, anonymous and requester-pays are for buckets"_s,
            redactedAddress(binding.url), u"leave them out, or bind s3://bucket/prefix/"_s);
    }
    return failure(ErrorKind::Invalid, u"a bucket of this kind has no %1"_s.arg(foreign.join(u", "_s)),
                   redactedAddress(binding.url), u"leave it out"_s);
}

Result<void> checkCredentialsKey(const Binding &binding, const SourceRow &row)
{
    if (binding.credentials.isEmpty())
        return {};
    if (!row.takesCredentials) {
        return failure(ErrorKind::Invalid, u"credentials are for web servers and buckets"_s,
                       redactedAddress(binding.url), u"leave them out"_s);
    }
    if (!binding.bucket.profile.isEmpty()) {
        return failure(ErrorKind::Invalid, u"credentials and profile both say who signs in"_s,
                       redactedAddress(binding.url), u"leave one of them out"_s);
    }
    return {};
}

struct Place {
    Address address;
    const SourceRow &row;
};

Result<Place> placeOf(const Binding &binding, QDate day)
{
    Result<Address> address = parseAddress(binding.url, day);
    if (!address)
        return failure(address);
    const SourceRow *row = rowOf(address->scheme);
    if (!row) {
        return failure(ErrorKind::Invalid, u"nothing can be fetched by \"%1:\""_s.arg(address->scheme),
                       redactedAddress(binding.url),
                       u"the known schemes are %1; a path needs none"_s.arg(knownSchemes().join(", "_L1)));
    }
    if (const Result<void> checked = checkBucketKeys(binding, *row); !checked)
        return failure(checked);
    if (const Result<void> checked = checkCredentialsKey(binding, *row); !checked)
        return failure(checked);
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
    return !bucketKeysOf(scheme).isEmpty();
}

bool takesCredentials(const QString &scheme)
{
    const SourceRow *row = rowOf(scheme);
    return row && row->takesCredentials;
}

QStringList bucketKeysOf(const QString &scheme)
{
    const SourceRow *row = rowOf(scheme);
    return row ? QString(row->bucketKeys).split(u' ', Qt::SkipEmptyParts) : QStringList();
}

void nameTheStore(Binding &binding, const SignIns &signIns)
{
    const SourceRow *row = rowOf(binding.url.section(u':', 0, 0).toLower());
    if (row && row->nameStore && binding.bucket.endpoint.isEmpty())
        row->nameStore(binding, signIns);
}

bool hasProfiles(const QString &scheme)
{
    const SourceRow *row = rowOf(scheme);
    return row && row->profiles;
}

QStringList profilesFor(const QString &scheme, const SignIns &signIns)
{
    const SourceRow *row = rowOf(scheme);
    return row && row->profiles ? row->profiles(signIns) : QStringList();
}

QString listedPlace(const Binding &binding, QDate day)
{
    const Result<Address> address = parseAddress(binding.url, day);
    if (!address || !address->isFolder() || !isBucketScheme(address->scheme))
        return {};
    const BucketOptions &bucket = binding.bucket;
    return QStringList{address->location,
                       bucket.endpoint,
                       bucket.region,
                       QString::number(static_cast<int>(bucket.addressing)),
                       bucket.profile,
                       binding.credentials,
                       bucket.isAnonymous ? u"anonymous"_s : QString(),
                       bucket.paysRequests ? u"pays"_s : QString(),
                       binding.allowEmpty ? u"empty"_s : QString()}
        .join(u'\n');
}

QStringList signInsFor(const QString &scheme, const SignIns &signIns)
{
    QStringList names;
    for (const NamedCredential &kept : signIns.named ? signIns.named->list() : QList<NamedCredential>()) {
        if (formOf(kept.kind).schemes.contains(scheme))
            names << kept.name;
    }
    names << profilesFor(scheme, signIns);
    names.removeDuplicates();
    return names;
}

QString signInScope(const Binding &binding)
{
    const QUrl url(binding.url);
    if (url.scheme().isEmpty() || url.scheme() == "file"_L1 || commandLineOf(binding.url))
        return {};
    if (url.scheme() == "rclone"_L1) // who signs in is the remote
        return u"rclone %1 %2"_s.arg(binding.url.section(u':', 1, 1), binding.credentials);
    if (!isBucketScheme(url.scheme()))
        return u"%1://%2@%3:%4 %5"_s.arg(url.scheme(), url.userName(), url.host(),
                                         QString::number(url.port()), binding.credentials);
    const BucketOptions &bucket = binding.bucket;
    // Who signs nothing is turned away by each bucket alone.
    const QString place = binding.url.section(u'/', 2, 2);
    QString who = bucket.isAnonymous ? u"nobody@"_s + place : bucket.profile;
    if (const SourceRow *row = rowOf(url.scheme()); row && row->isSignedInByAccount)
        who += u'@' + place;
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
