#include "core/store/storeplace.h"

#include "core/base/atomicfile.h"
#include "core/dataset/jsonfields.h"
#include "core/store/bootid.h"
#include "core/store/diskerror.h"

#include <QFile>
#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int placeSchema = 1;
constexpr int storeSchema = 1;

std::unexpected<Error> newerThanThis(const QString &path)
{
    return failure(ErrorKind::Storage, u"this home was written by a newer Larder"_s, path,
                   u"use that version, or another home by setting LARDER_HOME"_s);
}

Result<std::optional<QJsonObject>> readObject(const QString &path, int knownSchema)
{
    const auto content = readWhole(path);
    if (!content)
        return failure(content);
    if (!*content)
        return std::optional<QJsonObject>{};
    const QJsonObject json = QJsonDocument::fromJson(**content).object();
    const int schema = json["schema"_L1].toInt();
    if (schema > knownSchema)
        return newerThanThis(path);
    if (schema < 1 || json["id"_L1].toString().isEmpty())
        return failure(ErrorKind::Corrupt, u"the file that joins data and store is not readable"_s, path);
    return std::optional(json);
}

} // namespace

Result<std::optional<StorePlace>> readStorePlace(const DataLayout &data)
{
    const auto json = readObject(data.storePlace(), placeSchema);
    if (!json)
        return failure(json);
    if (!*json)
        return std::optional<StorePlace>{};
    StorePlace place{.id = (**json)["id"_L1].toString(),
                     .movedTo = (**json)["moved_to"_L1].toString(),
                     .isBeingMade = (**json)["being_made"_L1].toBool(),
                     .retired = {}};
    const QJsonArray retired = (**json)["retired"_L1].toArray();
    for (const QJsonValue &value : retired) {
        const auto goesAt = instantField(value.toObject(), "goes_at"_L1);
        if (goesAt)
            place.retired.push_back({value["path"_L1].toString(), *goesAt});
    }
    return std::optional(place);
}

Result<void> writeStorePlace(const DataLayout &data, const StorePlace &place)
{
    QJsonArray retired;
    for (const RetiredPlace &old : place.retired)
        retired.append(QJsonObject{{u"path"_s, old.path}, {u"goes_at"_s, toIso(old.goesAt)}});
    const QJsonObject json{{u"schema"_s, placeSchema},
                           {u"id"_s, place.id},
                           {u"moved_to"_s, stringOrNull(place.movedTo)},
                           {u"being_made"_s, place.isBeingMade},
                           {u"retired"_s, retired}};
    return writeAtomically(data.storePlace(), QJsonDocument(json).toJson());
}

Result<std::optional<QString>> readStoreId(const StoreLayout &store)
{
    const auto json = readObject(store.version(), storeSchema);
    if (!json)
        return failure(json);
    if (!*json)
        return std::optional<QString>{};
    return std::optional((**json)["id"_L1].toString());
}

Result<void> createStore(const StoreLayout &store, const QString &id)
{
    for (const QString &folder :
         {store.root(), store.blobs(), store.snapshots(), store.partials(), store.staging(), store.trash()}) {
        if (auto made = makeDirectory(folder); !made)
            return made;
    }
    // https://bford.info/cachedir/: backup programs leave such a directory out.
    const QByteArray tag =
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# This directory holds Larder's local copies of data; see https://bford.info/cachedir/\n";
    if (auto written = writeAtomically(store.cacheTag(), tag); !written)
        return written;
    if (auto written = writeAtomically(store.bootMark(), currentBootId().toLatin1()); !written)
        return written;
    const QJsonObject version{{u"schema"_s, storeSchema}, {u"id"_s, id}};
    return writeAtomically(store.version(), QJsonDocument(version).toJson());
}

Result<void> checkStore(const StoreLayout &store, const QString &id)
{
    const auto found = readStoreId(store);
    if (!found)
        return failure(found);
    if (!*found) {
        return failure(
            ErrorKind::Storage, u"the store with the data is missing"_s, store.root(),
            u"mount its disk or put it back; if it is lost for good, `larder doctor --new-store` starts an "
            "empty one"_s);
    }
    if (**found != id) {
        return failure(ErrorKind::Storage, u"this store belongs to another home"_s, store.root(),
                       u"put the right one back, or choose another home with LARDER_HOME"_s);
    }
    return {};
}

} // namespace larder
