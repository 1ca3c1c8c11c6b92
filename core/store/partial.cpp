#include "core/store/partial.h"

#include "core/base/filedescriptor.h"
#include "core/store/bootid.h"
#include "core/store/diskerror.h"
#include "core/store/sha256.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 2; // 1 told how many bytes were flushed, and knew none ahead of their turn

constexpr qint64 longestNote = 1024 * 1024;

QByteArray digestLine(const QByteArray &text)
{
    return hexText(sha256(text)) + '\n';
}

QJsonArray toJson(const ByteRanges &ranges)
{
    QJsonArray json;
    for (const ByteRange &range : ranges.list())
        json.append(QJsonArray{range.first, range.end});
    return json;
}

ByteRanges rangesFrom(const QJsonValue &json)
{
    ByteRanges ranges;
    for (const QJsonValue &range : json.toArray())
        ranges.add({std::max<qint64>(range[0].toInteger(), 0), range[1].toInteger()});
    return ranges;
}

} // namespace

PartialPlace partialPlace(const StoreLayout &store, const DatasetName &name, const Entry &entry)
{
    const QByteArray identity = name.text().toUtf8() + '\0' + entry.path + '\0' + entry.validator.token;
    const QString file = store.partials() + u'/' + QString::fromLatin1(hexText(sha256(identity)));
    return {file, file + u".json"_s};
}

std::optional<PartialNote> readPartialNote(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray text = file.readLine(longestNote);
    if (file.readLine(longestNote) != digestLine(text))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const auto name = DatasetName::parse(json["dataset"_L1].toString());
    if (json["schema"_L1].toInt() != schema || !name)
        return std::nullopt;
    PartialNote note{*name,
                     json["path"_L1].toString().toUtf8(),
                     json["token"_L1].toString().toUtf8(),
                     rangesFrom(json["durable"_L1]),
                     std::nullopt,
                     json["boot"_L1].toString()};
    if (json.contains("written"_L1))
        note.written = rangesFrom(json["written"_L1]);
    return note;
}

Result<void> writePartialNote(const QString &path, const PartialNote &note)
{
    QJsonObject json{{u"schema"_s, schema},
                     {u"dataset"_s, note.dataset.text()},
                     {u"path"_s, QString::fromUtf8(note.path)},
                     {u"token"_s, QString::fromUtf8(note.token)},
                     {u"durable"_s, toJson(note.durable)},
                     {u"boot"_s, note.bootId}};
    if (note.written)
        json[u"written"_s] = toJson(*note.written);
    QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    text += digestLine(text);
    const FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return diskFailure(errno, u"write"_s, path);
    if (const int failed = writeAllAt(file.get(), text.constData(), size_t(text.size()), 0))
        return diskFailure(failed, u"write"_s, path);
    return {};
}

ByteRanges believableBytes(const PartialPlace &place, const DatasetName &name, const Entry &entry)
{
    if (entry.validator.strength != ValidatorStrength::Strong)
        return {};
    const auto note = readPartialNote(place.note);
    if (!note || note->dataset != name || note->path != entry.path || note->token != entry.validator.token)
        return {};
    const qint64 size = QFileInfo(place.file).size();
    const QString boot = currentBootId();
    const bool isOfThisBoot = !boot.isEmpty() && note->bootId == boot;
    ByteRanges believable = isOfThisBoot ? note->written.value_or(ByteRanges{{0, size}}) : note->durable;
    believable.cutOff(size);
    if (entry.size < 0)
        return believable;
    if (!believable.list().empty() && believable.list().back().end > entry.size)
        return {};
    // The last byte is asked for again, so that a response confirms the validator.
    if (believable.leading() == entry.size)
        believable.cutOff(entry.size - 1);
    return believable;
}

} // namespace larder
