#include "core/caches/fsspectext.h"

#include "core/caches/foreigntime.h"
#include "core/store/sha256.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype dataNameDigits = 64; // of a SHA-256
constexpr double largestSize = 9e15; // beyond it a double skips whole numbers

qint64 sizeField(const QJsonObject &fields, QLatin1StringView name, qint64 unknown)
{
    const double value = fields[name].toDouble(-1);
    return value >= 0 && value <= largestSize ? qint64(value) : unknown;
}

std::optional<FsspecEntry> entryOf(const QString &key, const QJsonValue &value)
{
    const QJsonObject fields = value.toObject();
    const QString file = fields["fn"_L1].toString();
    const QJsonValue blocks = fields["blocks"_L1];
    if (file.isEmpty())
        return std::nullopt;
    FsspecEntry entry{.key = key, .file = QFile::encodeName(file)};
    entry.made = foreignInstant(fields["time"_L1]);
    entry.isComplete = entry.made && fields["original"_L1].isString() && fields["uid"_L1].isString()
        && (blocks.isBool() || blocks.isArray());
    entry.isWhole = !blocks.isArray();
    entry.blocks = blocks.toArray().size();
    entry.size = sizeField(fields, "size"_L1, -1);
    entry.blockSize = sizeField(fields, "blocksize"_L1, 0);
    return entry;
}

} // namespace

FsspecMetadata readFsspecMetadata(const QByteArray &bytes)
{
    if (bytes.startsWith('\x80'))
        return {FsspecForm::Pickle, {}, 0};
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return {};
    FsspecMetadata metadata{FsspecForm::Json, {}, 0};
    const QJsonObject entries = document.object();
    metadata.entries.reserve(size_t(entries.size()));
    for (auto each = entries.begin(); each != entries.end(); ++each) {
        if (auto entry = entryOf(each.key(), each.value()))
            metadata.entries.push_back(std::move(*entry));
        else
            ++metadata.oddEntries;
    }
    return metadata;
}

bool looksLikeFsspecMetadata(QByteArrayView beginning)
{
    const bool isOurs = beginning.startsWith('\x80') || beginning.trimmed().startsWith('{');
    const auto has = [&](QByteArrayView word) { return beginning.contains(word); };
    return isOurs && has("fn") && has("blocks");
}

QByteArray fsspecDataName(const QByteArray &key)
{
    return hexText(sha256({key.constData(), std::size_t(key.size())}));
}

bool isFsspecNameOf(const QByteArray &file, const QByteArray &key)
{
    const QByteArray parts = "_@_" + QByteArray(key).replace("/", "_@_");
    return file == fsspecDataName(key) || file == key.sliced(key.lastIndexOf('/') + 1)
        || (file.contains("_@_") && parts.endsWith(QByteArray("_@_" + file)));
}

bool isFsspecDataName(QByteArrayView name)
{
    return name.size() == dataNameDigits && std::ranges::all_of(name, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

bool isFsspecLeftover(QByteArrayView name)
{
    return name.startsWith("cache-") || name.endsWith(".part");
}

} // namespace larder
