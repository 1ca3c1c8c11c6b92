#include "core/sources/gcspage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView generationScheme = "generation:";

Result<BucketObject> readObject(const QJsonObject &json)
{
    bool hasSize = false;
    BucketObject object{
        .key = json["name"_L1].toString().toUtf8(),
        .size = json["size"_L1].toString().toLongLong(&hasSize),
        .modified = readListedTime(json["timeCreated"_L1].toString().toStdString()),
        .validator = gcsValidator(json["generation"_L1].toString().toLatin1()),
    };
    if (object.key.isEmpty())
        return failure(ErrorKind::Corrupt, u"the listing names an object without a key"_s);
    if (!hasSize || object.size < 0)
        object.size = -1;
    if (object.validator.strength == ValidatorStrength::None)
        return failure(ErrorKind::Corrupt, u"the listing does not say which version of an object is there"_s);
    return object;
}

std::unexpected<Error> notFromHere()
{
    return failure(ErrorKind::Unsupported, u"the answer is no listing of a bucket"_s, {},
                   u"check that the endpoint is Google Cloud Storage"_s);
}

} // namespace

Validator gcsValidator(const QByteArray &generation)
{
    const bool isNumber =
        !generation.isEmpty() && std::ranges::all_of(generation, [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber)
        return {};
    return {ValidatorStrength::Strong, generationScheme + generation};
}

std::optional<QByteArray> gcsGeneration(const Validator &validator)
{
    if (validator.strength != ValidatorStrength::Strong || !validator.token.startsWith(generationScheme))
        return std::nullopt;
    return validator.token.sliced(generationScheme.size());
}

Result<BucketPage> readGcsPage(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (json["kind"_L1].toString() != "storage#objects"_L1)
        return notFromHere();
    BucketPage page;
    const QJsonArray items = json["items"_L1].toArray();
    page.objects.reserve(static_cast<std::size_t>(items.size()));
    for (const QJsonValue &item : items) {
        Result<BucketObject> object = readObject(item.toObject());
        if (!object)
            return failure(object);
        page.objects.push_back(std::move(*object));
    }
    for (const QJsonValue &prefix : json["prefixes"_L1].toArray())
        page.folders.push_back(prefix.toString().toUtf8());
    page.nextToken = json["nextPageToken"_L1].toString().toUtf8();
    return page;
}

Result<BucketObject> readGcsObject(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    return json.contains("name"_L1) ? readObject(json) : notFromHere();
}

} // namespace larder
