#include "core/sources/rclonepage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxItemBytes = 64 * 1024; // a path, some hashes and an id are a few kilobytes
constexpr int itemDepth = 2; // within the answer's object and its list

/// Those that we can compute come first; a CRC is no proof.
constexpr std::array<QByteArrayView, 8> hashesByWorth{"sha256",  "sha1",   "md5",     "quickxor",
                                                      "dropbox", "mailru", "hidrive", "whirlpool"};

std::unexpected<Error> noListing()
{
    return failure(ErrorKind::Corrupt, u"the answer of rclone is no listing"_s);
}

/// Of servers that tell no time rclone says one of these.
bool isTold(Instant modified)
{
    constexpr Instant epoch{};
    constexpr Instant millennium{std::chrono::seconds(946'684'800)};
    return modified != epoch && modified != millennium;
}

Validator validatorOf(const QJsonObject &json, const RcloneItem &item)
{
    const QJsonObject hashes = json["Hashes"_L1].toObject();
    for (const QByteArrayView kind : hashesByWorth) {
        const QByteArray hash = hashes[QLatin1StringView(kind)].toString().toLatin1();
        if (!hash.isEmpty())
            return {ValidatorStrength::Strong, kind.toByteArray() + ':' + hash};
    }
    QByteArray token = "size:" + QByteArray::number(item.size);
    if (item.modified)
        token += " modified:" + toIso(*item.modified).toLatin1();
    if (const QString id = json["ID"_L1].toString(); !id.isEmpty())
        token += " id:" + id.toUtf8();
    return {ValidatorStrength::Weak, token};
}

Result<RcloneItem> readItem(const QJsonObject &json)
{
    RcloneItem item{.path = json["Path"_L1].toString().toUtf8(),
                    .isFolder = json["IsDir"_L1].toBool(),
                    .size = std::max<qint64>(json["Size"_L1].toInteger(-1), -1),
                    .modified = fromIso(json["ModTime"_L1].toString()),
                    .validator = {}};
    if (item.path.isEmpty())
        return noListing();
    if (item.modified && !isTold(*item.modified))
        item.modified.reset();
    if (!item.isFolder)
        item.validator = validatorOf(json, item);
    return item;
}

} // namespace

Result<RcloneRemote> readRcloneRemote(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (!json["Features"_L1].isObject())
        return failure(ErrorKind::Corrupt, u"rclone does not describe the remote"_s);
    const QJsonObject features = json["Features"_L1].toObject();
    RcloneRemote remote{.hash = {},
                        .listsAtOnce = features["ListR"_L1].toBool(),
                        .isOfBuckets = features["BucketBased"_L1].toBool()};
    if (features["SlowHash"_L1].toBool()) // it would read each file for it
        return remote;
    const QJsonArray hashes = json["Hashes"_L1].toArray();
    for (const QByteArrayView kind : hashesByWorth) {
        if (hashes.contains(QLatin1StringView(kind))) {
            remote.hash = kind.toByteArray();
            break;
        }
    }
    return remote;
}

Result<std::optional<RcloneItem>> readRcloneStat(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (!json.contains("item"_L1))
        return noListing();
    if (json["item"_L1].isNull())
        return std::nullopt;
    Result<RcloneItem> item = readItem(json["item"_L1].toObject());
    return item ? Result<std::optional<RcloneItem>>(std::move(*item)) : failure(item);
}

Result<void> RcloneListReader::add(std::span<const char> bytes, std::vector<RcloneItem> &items)
{
    for (const char byte : bytes) {
        const bool isOpen = m_depth > itemDepth;
        if (m_isInString) {
            m_isInString = m_isEscaped || byte != '"';
            m_isEscaped = !m_isEscaped && byte == '\\';
        } else if (byte == '"') {
            m_isInString = true;
        } else if (byte == '{' || byte == '[') {
            ++m_depth;
            m_hasBegun = true;
        } else if (byte == '}' || byte == ']') {
            --m_depth;
        }
        if (m_depth < 0 || m_item.size() > maxItemBytes)
            return noListing();
        if (isOpen || m_depth > itemDepth)
            m_item += byte;
        if (!isOpen || m_depth > itemDepth)
            continue;
        if (const Result<void> taken = take(items); !taken)
            return taken;
    }
    return {};
}

Result<void> RcloneListReader::take(std::vector<RcloneItem> &items)
{
    Result<RcloneItem> item = readItem(QJsonDocument::fromJson(std::exchange(m_item, {})).object());
    if (!item)
        return failure(item);
    items.push_back(std::move(*item));
    return {};
}

Result<void> RcloneListReader::finish() const
{
    if (!m_hasBegun || m_depth != 0 || m_isInString)
        return noListing();
    return {};
}

std::optional<ListedHash> listedHash(const Validator &validator)
{
    const qsizetype colon = validator.token.indexOf(':');
    if (validator.strength != ValidatorStrength::Strong || colon < 0)
        return std::nullopt;
    return ListedHash{validator.token.first(colon), QByteArray::fromHex(validator.token.sliced(colon + 1))};
}

} // namespace larder
