#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/dataset/jsonfields.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    bool isLong = false;
    bool isRecursive = false;
};

/// A line of the listing: a file, or a directory with what is below it.
struct Item {
    QByteArray name; ///< below the directory that is listed
    const ManifestFile *file = nullptr; ///< nullptr: a directory
    qint64 bytes = 0;
};

/// `below`: without outer slashes; the manifest is in byte order, so a directory's files need not be
/// neighbours.
std::vector<Item> itemsBelow(const Manifest &manifest, const QByteArray &below, bool isRecursive)
{
    std::vector<Item> items;
    QHash<QByteArray, size_t> directories;
    const QByteArray prefix = below.isEmpty() ? QByteArray() : below + '/';
    for (const ManifestFile &file : manifest.files) {
        const QByteArray &path = file.entry.path;
        if (path == below)
            return {{path.sliced(path.lastIndexOf('/') + 1), &file, file.entry.size}};
        if (!path.startsWith(prefix))
            continue;
        const QByteArray rest = path.sliced(prefix.size());
        const qsizetype slash = isRecursive ? -1 : rest.indexOf('/');
        if (slash < 0) {
            items.push_back({rest, &file, file.entry.size});
            continue;
        }
        const QByteArray directory = rest.first(slash + 1);
        if (!directories.contains(directory)) {
            directories.insert(directory, items.size());
            items.push_back({directory, nullptr, 0});
        }
        items[directories[directory]].bytes += std::max<qint64>(file.entry.size, 0);
    }
    return items;
}

/// The inside of an archive as if it were a snapshot; its files have no hashes.
Result<Manifest> insideOf(const PathInArchive &place, const SyncServices &services,
                          const std::stop_token &stop)
{
    const auto entries = ArchiveReader(services.unpackProgram).list(place.archive, stop);
    if (!entries)
        return failure(entries);
    Manifest inside;
    for (const Entry &entry : *entries)
        inside.files.push_back({.entry = entry, .archive = place.archive.path});
    return inside;
}

QJsonValue hashJson(const Item &item)
{
    const bool hasHash = item.file && item.file->hash != Sha256{};
    return hasHash ? QJsonValue(QString::fromLatin1(hexText(item.file->hash))) : QJsonValue();
}

QJsonObject itemJson(const Item &item)
{
    return {{u"path"_s, QString::fromUtf8(item.name)},
            {u"type"_s, item.file ? u"file"_s : u"directory"_s},
            {u"bytes"_s, item.bytes < 0 ? QJsonValue() : QJsonValue(item.bytes)},
            {u"uploaded_at"_s, item.file ? instantOrNull(item.file->entry.modified) : QJsonValue()},
            {u"sha256"_s, hashJson(item)}};
}

void tell(Output &output, const std::vector<Item> &items, bool isLong)
{
    if (!isLong) {
        for (const Item &item : items)
            output.result(QString::fromUtf8(item.name));
        return;
    }
    TextTable table({{u"SIZE"_s, Align::Right}, {u"UPLOADED"_s}, {u"NAME"_s}});
    for (const Item &item : items) {
        const auto modified = item.file ? item.file->entry.modified : std::nullopt;
        table.addRow({item.bytes < 0 ? u"–"_s : byteSizeText(item.bytes),
                      modified ? instantText(*modified, QTimeZone::systemTimeZone()) : u"–"_s,
                      QString::fromUtf8(item.name)});
    }
    output.result(table);
}

Result<ExitCode> ls(Session &session, const Options &options)
{
    const auto name = FileName::parse(options.name);
    if (!name)
        return failure(name);
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto snapshot = openSnapshot(**composition, *name);
    if (!snapshot)
        return failure(snapshot);
    const auto packed = pathInArchive(*snapshot, name->path);
    if (!packed)
        return failure(packed);
    const auto inside = *packed ? insideOf(**packed, (*composition)->services(), session.stop())
                                : Result<Manifest>(Manifest{});
    if (!inside)
        return failure(inside);
    const std::vector<Item> items = *packed ? itemsBelow(*inside, (*packed)->path, options.isRecursive)
                                            : itemsBelow(snapshot->manifest, name->path, options.isRecursive);
    if (items.empty() && !name->path.isEmpty()) {
        return failure(ErrorKind::NotFound,
                       u"%1 has no \"%2\""_s.arg(name->dataset.text(), QString::fromUtf8(name->path)),
                       options.name, u"`larder ls %1` lists what is there"_s.arg(name->dataset.text()));
    }
    QJsonArray entries;
    for (const Item &item : items)
        entries.append(itemJson(item));
    tell(session.output(), items, options.isLong);
    session.output().json({{u"dataset"_s, name->dataset.text()},
                           {u"snapshot"_s, snapshot->manifest.header.id},
                           {u"path"_s, snapshot->directory},
                           {u"entries"_s, entries}});
    return ExitCode::Done;
}

} // namespace

Action declareLs(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command
        .add_option("NAME", options->name, "customer/dataset[@SNAPSHOT][/PATH]; …/ARCHIVE!/ looks into it")
        ->required();
    command.add_flag("-l,--long", options->isLong, "with sizes and times");
    command.add_flag("-R,--recursive", options->isRecursive, "everything below");
    return [options](Session &session) { return ls(session, *options); };
}

} // namespace larder
