#include "core/store/partial.h"

#include "core/base/filedescriptor.h"
#include "core/store/bootid.h"
#include "core/store/diskerror.h"
#include "core/store/sha256.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>

#include <algorithm>
#include <cstdio>

namespace larder {

using namespace Qt::StringLiterals;

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
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const auto name = DatasetName::parse(json["dataset"_L1].toString());
    if (json["schema"_L1].toInt() != 1 || !name)
        return std::nullopt;
    return PartialNote{*name, json["path"_L1].toString().toUtf8(), json["token"_L1].toString().toUtf8(),
                       json["durable_bytes"_L1].toInteger(), json["boot"_L1].toString()};
}

Result<void> writePartialNote(const QString &path, const PartialNote &note)
{
    const QJsonObject json{{u"schema"_s, 1},
                           {u"dataset"_s, note.dataset.text()},
                           {u"path"_s, QString::fromUtf8(note.path)},
                           {u"token"_s, QString::fromUtf8(note.token)},
                           {u"durable_bytes"_s, note.durableBytes},
                           {u"boot"_s, note.bootId}};
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    const QByteArray target = QFile::encodeName(path);
    const QByteArray aside = target + ".new";
    const FileDescriptor file(::open(aside.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return diskFailure(errno, u"write"_s, path);
    if (const int failed = writeAll(file.get(), text.constData(), size_t(text.size())))
        return diskFailure(failed, u"write"_s, path);
    if (::rename(aside.constData(), target.constData()) != 0)
        return diskFailure(errno, u"write"_s, path);
    return {};
}

qint64 believableBytes(const PartialPlace &place, const DatasetName &name, const Entry &entry)
{
    if (entry.validator.strength != ValidatorStrength::Strong)
        return 0;
    const auto note = readPartialNote(place.note);
    if (!note || note->dataset != name || note->path != entry.path || note->token != entry.validator.token)
        return 0;
    const qint64 present = QFileInfo(place.file).size();
    const QString boot = currentBootId();
    qint64 believable =
        !boot.isEmpty() && note->bootId == boot ? present : std::min(present, note->durableBytes);
    if (entry.size >= 0) {
        if (believable > entry.size)
            return 0;
        // The last byte is asked for again, so that a response confirms the validator.
        believable = std::min(believable, entry.size - 1);
    }
    return std::max<qint64>(believable, 0);
}

} // namespace larder
