#include "core/caches/fsspeclayer.h"

#include "core/base/atomicfile.h"
#include "core/caches/fsspectext.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/home.h"
#include "core/store/locks.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSet>

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int schema = 1;
constexpr auto margin = 1ms; // at the end itself nothing is valid any more
constexpr qint64 withoutEnd = 253'402'300'799; // the last second of the year 9999

QString optionsOf(const QString &layer)
{
    return layer + u"/layer.json"_s;
}

QString listOf(const QString &layer)
{
    return layer + u"/cache"_s;
}

Result<std::optional<std::chrono::seconds>> expiryOf(const QString &layer)
{
    const auto content = readWhole(optionsOf(layer));
    if (!content)
        return failure(content);
    if (!*content)
        return std::optional<std::chrono::seconds>();
    const QJsonObject options = QJsonDocument::fromJson(**content).object();
    const std::chrono::seconds expiry(options["expiry_seconds"_L1].toInteger(usualLayerExpiry.count()));
    return std::optional(std::max(expiry, shortestLayerExpiry));
}

struct Entry {
    QByteArray name; ///< of the link
    QByteArray target;
    QString key;
};

/// What the layer is to list.
struct Contents {
    FsspecNames names;
    std::vector<Entry> entries;
    QString example;
    bool isFresh = false;
    std::optional<Instant> until;
};

Result<Contents> contentsOf(const DatasetFolder &folder, Instant now)
{
    const auto binding = folder.binding();
    const auto record = folder.record();
    const auto view = folder.current();
    if (!binding || !record || !view)
        return !binding ? failure(binding) : !record ? failure(record) : failure(view);
    const SnapshotId snapshot = *view ? (*view)->snapshot : SnapshotId();
    const auto manifest = snapshot.isEmpty() ? Result<Manifest>() : folder.manifest(snapshot);
    if (!manifest)
        return failure(manifest);
    const auto names = fsspecNamesNow(*binding, *record, snapshot.isEmpty() ? nullptr : &*manifest, now);
    if (!names)
        return failure(names);
    if (!*names) {
        return failure(ErrorKind::Unsupported, u"fsspec has no name for the files of this source"_s,
                       folder.name().text(), u"read them as larder:// in Python"_s);
    }
    Contents contents{.names = **names};
    contents.isFresh = !snapshot.isEmpty() && (!(*view)->freshUntil || now < *(*view)->freshUntil);
    if (!contents.isFresh)
        return contents;
    contents.until = (*view)->freshUntil;
    const QByteArray root = QFile::encodeName((*view)->path) + '/';
    for (const ManifestFile &file : manifest->files) {
        if (!file.archive.isEmpty())
            continue; // the source has no such file
        const QByteArray key = contents.names.keyOf(file.entry.path);
        contents.entries.push_back({fsspecDataName(key), root + file.entry.path, QString::fromUtf8(key)});
        if (contents.example.isEmpty())
            contents.example = contents.names.urlOf(file.entry.path);
    }
    return contents;
}

QByteArray listText(const Contents &contents, std::chrono::seconds expiry)
{
    const double time = contents.until ? double(toMilliseconds(*contents.until - expiry - margin)) / 1000
                                       : double(withoutEnd);
    QJsonObject list;
    for (const Entry &entry : contents.entries) {
        list.insert(entry.key,
                    QJsonObject{{u"original"_s, entry.key},
                                {u"fn"_s, QString::fromLatin1(entry.name)},
                                {u"blocks"_s, true},
                                {u"time"_s, time},
                                {u"uid"_s, QString()}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

bool pointsTo(int layer, const Entry &entry)
{
    char target[PATH_MAX];
    const ssize_t length = ::readlinkat(layer, entry.name.constData(), target, sizeof target);
    return length >= 0 && QByteArrayView(target, length) == entry.target;
}

/// Each link goes over at once; who has the old file open reads on.
Result<void> link(int layer, const Entry &entry, const QString &shownAs)
{
    if (pointsTo(layer, entry))
        return {};
    const QByteArray aside = "cache-" + entry.name;
    ::unlinkat(layer, aside.constData(), 0); // a killed one's
    if (::symlinkat(entry.target.constData(), layer, aside.constData()) != 0
        || ::renameat(layer, aside.constData(), layer, entry.name.constData()) != 0)
        return diskFailure(errno, u"write into"_s, shownAs);
    return {};
}

/// What the list does not name any longer goes, once the list says so.
Result<void> dropOthers(const QString &path, int layer, const Contents &contents)
{
    QSet<QByteArray> wanted{"cache", "layer.json"};
    for (const Entry &entry : contents.entries)
        wanted.insert(entry.name);
    const auto names = namesIn(path);
    if (!names)
        return failure(names);
    for (const QByteArray &name : *names) {
        if (!wanted.contains(name))
            ::unlinkat(layer, name.constData(), 0);
    }
    return {};
}

/// REQUIRES: the record lock.
Result<Contents> bringInStep(const DatasetFolder &folder, std::chrono::seconds expiry, Instant now)
{
    const QString path = folder.layout().fsspec();
    auto contents = contentsOf(folder, now);
    if (!contents)
        return contents;
    const QByteArray list = listText(*contents, expiry);
    const auto before = readWhole(listOf(path));
    const FileDescriptor layer = openDirectory(path);
    if (!layer.isOpen())
        return diskFailure(errno, u"open the directory"_s, path);
    for (const Entry &entry : contents->entries) {
        if (auto linked = link(layer.get(), entry, path); !linked)
            return failure(linked);
    }
    const bool isSame = before && *before == list;
    if (auto written = isSame ? Result<void>() : writeAtomically(listOf(path), list); !written)
        return failure(written);
    if (auto dropped = dropOthers(path, layer.get(), *contents); !dropped)
        return failure(dropped);
    return contents;
}

} // namespace

Result<FsspecLayer> layForFsspec(const Home &home, const DatasetFolder &folder, std::chrono::seconds expiry,
                                 Instant now)
{
    if (expiry < shortestLayerExpiry) {
        return failure(ErrorKind::Invalid, u"an expiry_time below a second means never to fsspec"_s,
                       folder.name().text(), u"write a duration such as 60s"_s);
    }
    const auto lock = RecordLock::acquire(home, folder.name());
    if (!lock)
        return failure(lock);
    if (const auto possible = contentsOf(folder, now); !possible)
        return failure(possible);
    const QString path = folder.layout().fsspec();
    if (auto made = makeDirectory(path); !made)
        return failure(made);
    const QJsonObject options{{u"schema"_s, schema}, {u"expiry_seconds"_s, qint64(expiry.count())}};
    if (auto written = writeAtomically(optionsOf(path), QJsonDocument(options).toJson()); !written)
        return failure(written);
    const auto contents = bringInStep(folder, expiry, now);
    if (!contents)
        return failure(contents);
    return FsspecLayer{.path = path,
                       .expiry = expiry,
                       .names = contents->names,
                       .isFresh = contents->isFresh,
                       .example = contents->example,
                       .files = qint64(contents->entries.size()),
                       .until = contents->until};
}

Result<void> renewFsspecLayer(const Home &home, const DatasetFolder &folder, Instant now)
{
    const auto isThere = expiryOf(folder.layout().fsspec());
    if (!isThere || !*isThere)
        return isThere ? Result<void>{} : failure(isThere);
    const auto lock = RecordLock::acquire(home, folder.name());
    if (!lock)
        return failure(lock);
    const auto expiry = expiryOf(folder.layout().fsspec());
    if (!expiry || !*expiry)
        return expiry ? Result<void>{} : failure(expiry);
    const auto written = bringInStep(folder, **expiry, now);
    if (!written && written.error().kind == ErrorKind::Unsupported)
        return removeTree(folder.layout().fsspec()); // the binding means a place that fsspec cannot name
    return written ? Result<void>{} : failure(written);
}

Result<bool> removeFsspecLayer(const Home &home, const DatasetFolder &folder)
{
    const auto lock = RecordLock::acquire(home, folder.name());
    if (!lock)
        return failure(lock);
    const QString path = folder.layout().fsspec();
    if (isGone(path))
        return false;
    return removeTree(path).transform([] { return true; });
}

} // namespace larder
