#include "core/caches/cachetrash.h"

#include "core/caches/foreignfile.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <fcntl.h>
#include <stdio.h> // renameat2
#include <sys/stat.h>

#include <cerrno>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *listName = "evicted.json";
constexpr qint64 longestList = 256 << 20; // a million paths
constexpr int schema = 1;

QString newId(Instant at)
{
    const QString random = QString::number(QRandomGenerator::global()->bounded(0x1000000), 16);
    return toDateTime(at).toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s) + u'-' + random.rightJustified(6, u'0');
}

bool isId(const QByteArray &name)
{
    static const QRegularExpression form(u"\\A\\d{8}T\\d{9}Z-[0-9a-f]{6}\\z"_s);
    return form.match(QString::fromLatin1(name)).hasMatch();
}

QString trashPath(const QString &place)
{
    return place + u'/' + QLatin1StringView(trashName);
}

/// Opened by its place, never through a link.
struct OpenTrash {
    FileDescriptor place;
    FileDescriptor trash;
    QByteArrayList ids; ///< of evictions, oldest first
};

Result<OpenTrash> openTrash(const QString &place)
{
    OpenTrash open{.place = openDirectory(place)};
    if (!open.place.isOpen())
        return std::unexpected(systemError(errno, u"open the directory"_s, place));
    open.trash = openDirectoryAt(open.place.get(), trashName);
    if (!open.trash.isOpen() && errno == ENOENT)
        return open;
    const auto names = open.trash.isOpen() ? namesAt(open.trash.get()) : std::nullopt;
    if (!names)
        return diskFailure(errno, u"open the directory"_s, trashPath(place));
    for (const QByteArray &name : *names) {
        if (isId(name))
            open.ids << name;
    }
    return open;
}

/// The directory that `path` lies in; made where it is gone.
FileDescriptor openParent(int place, const QByteArray &path)
{
    FileDescriptor parent = openDirectoryAt(place, ".");
    qsizetype start = 0;
    for (qsizetype slash = path.indexOf('/'); parent.isOpen() && slash >= 0;
         start = slash + 1, slash = path.indexOf('/', start)) {
        const QByteArray segment = path.sliced(start, slash - start);
        if (::mkdirat(parent.get(), segment.constData(), 0777) != 0 && errno != EEXIST)
            return {};
        parent = openDirectoryAt(parent.get(), segment.constData());
    }
    return parent;
}

struct ToUndo {
    QByteArray id;
    FileDescriptor directory;
    TrashList list;
};

/// One whose list is gone was undone, but for what was made anew meanwhile.
Result<std::optional<ToUndo>> newestToUndo(const OpenTrash &open, const QString &place)
{
    for (auto id = open.ids.rbegin(); id != open.ids.rend(); ++id) {
        ToUndo found{*id, openDirectoryAt(open.trash.get(), id->constData()), {}};
        const auto json = readForeign(found.directory.get(), listName, longestList);
        if (!json && json.error() == ENOENT)
            continue;
        const auto list = json ? TrashList::fromJson(*json) : std::nullopt;
        if (!list) {
            return failure(ErrorKind::Corrupt, u"the list of what was evicted is not readable"_s,
                           trashPath(place) + u'/' + QString::fromLatin1(*id));
        }
        found.list = *list;
        return std::optional(std::move(found));
    }
    return std::optional<ToUndo>();
}

} // namespace

QByteArray TrashList::toJson() const
{
    QJsonArray paths;
    for (const QByteArray &item : items)
        paths.append(QString::fromLatin1(item.toPercentEncoding("/")));
    return QJsonDocument(QJsonObject{{u"schema"_s, schema}, {u"at"_s, toIso(at)}, {u"items"_s, paths}})
        .toJson(QJsonDocument::Compact);
}

std::optional<TrashList> TrashList::fromJson(const QByteArray &json)
{
    const QJsonObject fields = QJsonDocument::fromJson(json).object();
    const auto at = fromIso(fields["at"_L1].toString());
    if (fields["schema"_L1].toInt() != schema || !at)
        return std::nullopt;
    TrashList list{*at, {}};
    const QJsonArray paths = fields["items"_L1].toArray();
    for (const QJsonValue &path : paths) {
        list.items.push_back(QByteArray::fromPercentEncoding(path.toString().toLatin1()));
        if (!staysBelow(list.items.back()))
            return std::nullopt;
    }
    return list;
}

Result<NewEviction> beginEviction(int place, const QString &path, const TrashList &list, Undoing undoing)
{
    const auto fail = [&] { return diskFailure(errno, u"make the trash"_s, trashPath(path)); };
    if (::mkdirat(place, trashName, 0700) != 0 && errno != EEXIST)
        return fail();
    const FileDescriptor trash = openDirectoryAt(place, trashName);
    NewEviction eviction{newId(list.at), {}};
    const QByteArray id = eviction.id.toLatin1();
    if (!trash.isOpen() || ::mkdirat(trash.get(), id.constData(), 0700) != 0)
        return fail();
    eviction.directory = openDirectoryAt(trash.get(), id.constData());
    if (!eviction.directory.isOpen())
        return fail();
    if (undoing == Undoing::Never)
        return eviction;
    const FileDescriptor file(::openat(eviction.directory.get(), listName,
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    const QByteArray json = list.toJson();
    if (!file.isOpen())
        return fail();
    if (const int failed = writeAll(file.get(), json.constData(), size_t(json.size())))
        return diskFailure(failed, u"make the trash"_s, trashPath(path));
    if (::fsync(file.get()) != 0 || ::fsync(eviction.directory.get()) != 0 || ::fsync(trash.get()) != 0)
        return fail();
    return eviction;
}

qint64 trashSize(const QString &place)
{
    qint64 bytes = 0;
    (void)walkTree(trashPath(place),
                   [&](const TreeFile &file) -> Result<void> {
                       bytes += S_ISREG(file.status.st_mode) && !file.path.endsWith(listName)
                           ? qint64(file.status.st_size)
                           : 0;
                       return {};
                   },
                   {});
    return bytes;
}

Result<std::optional<Instant>> newestEviction(const QString &place)
{
    const auto open = openTrash(place);
    if (!open)
        return failure(open);
    const auto newest = newestToUndo(*open, place);
    if (!newest)
        return failure(newest);
    return *newest ? std::optional((*newest)->list.at) : std::nullopt;
}

Result<Undone> undoEviction(const QString &place, const std::stop_token &stop)
{
    const auto open = openTrash(place);
    if (!open)
        return failure(open);
    const auto newest = newestToUndo(*open, place);
    if (!newest)
        return failure(newest);
    if (!*newest)
        return failure(ErrorKind::Invalid, u"there is nothing to undo"_s, place);
    const auto &[id, eviction, list] = **newest;
    Undone undone;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const QByteArray &path = list.items[i];
        const QByteArray aside = QByteArray::number(qulonglong(i));
        struct stat status{};
        if (::fstatat(eviction.get(), aside.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue; // it was not moved away, or is back already
        const FileDescriptor parent = openParent(open->place.get(), path);
        const QByteArray name = path.sliced(path.lastIndexOf('/') + 1);
        if (parent.isOpen()
            && ::renameat2(eviction.get(), aside.constData(), parent.get(), name.constData(),
                           RENAME_NOREPLACE)
                == 0)
            ++undone.restored;
        else if (parent.isOpen() && errno == EEXIST)
            undone.left.push_back(path);
        else
            return diskFailure(errno, u"move back"_s, place + u'/' + shownName(path));
    }
    if (undone.left.empty()) {
        if (auto removed = removeTreeAt(open->trash.get(), id, trashPath(place)); !removed)
            return failure(removed);
        ::unlinkat(open->place.get(), trashName, AT_REMOVEDIR); // the last one
    } else {
        ::unlinkat(eviction.get(), listName, 0); // it is done: what is left can only be pruned
    }
    return undone;
}

Result<qint64> pruneTrash(const QString &place)
{
    const auto open = openTrash(place);
    if (!open)
        return failure(open);
    qint64 bytes = 0;
    for (const QByteArray &id : open->ids) {
        if (auto removed = removeTreeAt(open->trash.get(), id, trashPath(place), &bytes); !removed)
            return failure(removed);
    }
    ::unlinkat(open->place.get(), trashName, AT_REMOVEDIR);
    return bytes;
}

Result<void> pruneEviction(const QString &place, const QString &id)
{
    const auto open = openTrash(place);
    if (!open)
        return failure(open);
    if (auto removed = removeTreeAt(open->trash.get(), id.toLatin1(), trashPath(place)); !removed)
        return removed;
    ::unlinkat(open->place.get(), trashName, AT_REMOVEDIR); // the last one
    return {};
}

} // namespace larder
