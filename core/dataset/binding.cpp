#include "core/dataset/binding.h"

#include "core/base/duration.h"
#include "core/dataset/jsonfields.h"

namespace larder {

using namespace Qt::StringLiterals;

bool hasCheapProbe(const QString &url)
{
    return !url.startsWith("command:"_L1, Qt::CaseInsensitive);
}

std::optional<std::chrono::seconds> recheckInForce(const Binding &binding)
{
    const bool isChosen = binding.hasOwnRecheck || binding.recheck != Binding().recheck;
    return isChosen || hasCheapProbe(binding.url) ? binding.recheck : std::nullopt;
}

QJsonObject toJson(const Customer &customer)
{
    return {{u"schema"_s, 1},
            {u"customer"_s, customer.slug},
            {u"display_name"_s, customer.displayName},
            {u"zone"_s, QString::fromLatin1(customer.zone)}};
}

Result<Customer> customerFromJson(const QJsonObject &json)
{
    Customer customer{json["customer"_L1].toString(), json["display_name"_L1].toString(),
                      json["zone"_L1].toString().toLatin1()};
    if (json["schema"_L1].toInt() != 1 || !isSlug(customer.slug))
        return failure(ErrorKind::Corrupt, u"the customer's file is not readable"_s, customer.slug);
    return customer;
}

namespace {

QString addressingText(Addressing addressing)
{
    switch (addressing) {
    case Addressing::ByEndpoint:
        return {};
    case Addressing::Path:
        return u"path"_s;
    case Addressing::Host:
        return u"host"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Addressing addressingFromText(const QString &text)
{
    return text == u"path" ? Addressing::Path : text == u"host" ? Addressing::Host : Addressing::ByEndpoint;
}

/// Only what was chosen: most places are no buckets.
QJsonObject toJson(const BucketOptions &bucket)
{
    QJsonObject json;
    const auto add = [&json](const QString &key, const QString &value) {
        if (!value.isEmpty())
            json[key] = value;
    };
    add(u"endpoint"_s, bucket.endpoint);
    add(u"region"_s, bucket.region);
    add(u"addressing"_s, addressingText(bucket.addressing));
    add(u"profile"_s, bucket.profile);
    if (bucket.paysRequests)
        json[u"requester_pays"_s] = true;
    if (bucket.isAnonymous)
        json[u"anonymous"_s] = true;
    return json;
}

BucketOptions bucketFromJson(const QJsonObject &json)
{
    return {.endpoint = json["endpoint"_L1].toString(),
            .region = json["region"_L1].toString(),
            .addressing = addressingFromText(json["addressing"_L1].toString()),
            .paysRequests = json["requester_pays"_L1].toBool(),
            .isAnonymous = json["anonymous"_L1].toBool(),
            .profile = json["profile"_L1].toString()};
}

} // namespace

QString unpackText(Unpack unpack)
{
    switch (unpack) {
    case Unpack::Never:
        return u"never"_s;
    case Unpack::Auto:
        return u"auto"_s;
    case Unpack::Keep:
        return u"keep"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<Unpack> unpackFromText(QStringView text)
{
    for (const Unpack unpack : {Unpack::Never, Unpack::Auto, Unpack::Keep}) {
        if (text == unpackText(unpack))
            return unpack;
    }
    return std::nullopt;
}

QJsonObject toJson(const Binding &binding)
{
    return {{u"schema"_s, 1},
            {u"url"_s, binding.url},
            {u"include"_s, QJsonArray::fromStringList(binding.include)},
            {u"exclude"_s, QJsonArray::fromStringList(binding.exclude)},
            {u"policy"_s, binding.policy},
            {u"zone"_s, QString::fromLatin1(binding.zone)},
            {u"own_zone"_s, binding.hasOwnZone},
            {u"expect"_s, stringOrNull(binding.expect)},
            {u"settle"_s, durationText(binding.settle)},
            {u"recheck"_s, binding.recheck ? durationText(*binding.recheck) : u"off"_s},
            {u"own_recheck"_s, binding.hasOwnRecheck},
            {u"newest"_s, binding.newest},
            {u"since"_s, durationText(binding.since)},
            {u"keep"_s, binding.keep},
            {u"unpack"_s, unpackText(binding.unpack)},
            {u"allow_empty"_s, binding.allowEmpty},
            {u"stale_if_error"_s, binding.staleIfError},
            {u"bucket"_s, toJson(binding.bucket)},
            {u"credentials"_s, stringOrNull(binding.credentials)},
            {u"after"_s, stringOrNull(binding.after)},
            {u"time_limit"_s, durationText(binding.timeLimit)},
            {u"created_at"_s, toIso(binding.createdAt)}};
}

Result<Binding> bindingFromJson(const QJsonObject &json)
{
    const QString recheck = json["recheck"_L1].toString();
    const auto settle = parseDuration(json["settle"_L1].toString());
    const auto since = parseDuration(json["since"_L1].toString());
    const auto recheckEvery = parseDuration(recheck);
    const auto createdAt = instantField(json, "created_at"_L1);
    if (json["schema"_L1].toInt() != 1 || !settle || !since || !createdAt
        || (recheck != u"off" && !recheckEvery))
        return failure(ErrorKind::Corrupt, u"the binding's file is not readable"_s);
    return Binding{.url = json["url"_L1].toString(),
                   .include = stringListField(json, "include"_L1),
                   .exclude = stringListField(json, "exclude"_L1),
                   .policy = json["policy"_L1].toString(),
                   .zone = json["zone"_L1].toString().toLatin1(),
                   .hasOwnZone = json["own_zone"_L1].toBool(),
                   .expect = json["expect"_L1].toString(),
                   .settle = *settle,
                   .recheck = recheck == u"off" ? std::nullopt : recheckEvery,
                   .hasOwnRecheck = json["own_recheck"_L1].toBool(),
                   .newest = json["newest"_L1].toInt(),
                   .since = *since,
                   .keep = json["keep"_L1].toInt(),
                   .unpack = unpackFromText(json["unpack"_L1].toString()).value_or(Unpack::Never),
                   .allowEmpty = json["allow_empty"_L1].toBool(),
                   .staleIfError = json["stale_if_error"_L1].toBool(),
                   .bucket = bucketFromJson(json["bucket"_L1].toObject()),
                   .credentials = json["credentials"_L1].toString(),
                   .after = json["after"_L1].toString(),
                   .timeLimit = parseDuration(json["time_limit"_L1].toString()).value_or(Binding().timeLimit),
                   .createdAt = *createdAt};
}

} // namespace larder
