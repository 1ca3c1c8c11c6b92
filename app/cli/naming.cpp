#include "app/cli/naming.h"

#include "app/cli/suggestion.h"

#include <algorithm>
#include <set>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> unknown(const QString &what, const QString &word, const QStringList &known)
{
    const QString near = nearestWord(word, known);
    const QString hint =
        near.isEmpty() ? u"`larder list` shows what is bound"_s : u"did you mean \"%1\"?"_s.arg(near);
    return failure(ErrorKind::NotFound, u"there is no %1 \"%2\""_s.arg(what, word), word, hint);
}

QStringList texts(const std::vector<DatasetName> &names)
{
    QStringList list;
    for (const DatasetName &name : names)
        list << name.text();
    return list;
}

std::unexpected<Error> unknownDataset(const Home &home, const QString &word)
{
    const auto all = home.datasets();
    if (!all)
        return failure(all);
    return unknown(u"dataset"_s, word, texts(*all));
}

Result<std::vector<DatasetName>> datasetsOf(const Home &home, const QString &customer)
{
    const auto known = home.customer(customer);
    if (!known)
        return failure(known);
    if (*known)
        return home.datasetsOf(customer);
    QStringList slugs;
    if (const auto customers = home.customers()) {
        for (const Customer &each : *customers)
            slugs << each.slug;
    }
    return unknown(u"customer"_s, customer, slugs);
}

/// A customer's, or the one of that name.
Result<std::vector<DatasetName>> datasetsNamed(const Home &home, const QString &word)
{
    if (isSlug(word))
        return datasetsOf(home, word);
    const auto name = DatasetName::parse(word);
    if (!name)
        return failure(name);
    if (!home.contains(*name))
        return unknownDataset(home, word);
    return std::vector{*name};
}

QByteArray withoutOuterSlashes(QByteArray path)
{
    while (path.startsWith('/'))
        path.remove(0, 1);
    while (path.endsWith('/'))
        path.chop(1);
    return path;
}

} // namespace

Result<std::vector<DatasetName>> namedDatasets(const Composition &composition, const QStringList &words,
                                               NoWords noWords)
{
    const Home &home = composition.home();
    if (words.isEmpty() && noWords == NoWords::MeanAll) {
        composition.recover();
        return home.datasets();
    }
    std::vector<DatasetName> names;
    std::set<DatasetName> taken;
    for (const QString &word : words) {
        const auto named = datasetsNamed(home, word);
        if (!named)
            return failure(named);
        std::ranges::copy_if(*named, std::back_inserter(names),
                             [&taken](const DatasetName &name) { return taken.insert(name).second; });
    }
    composition.recover(names);
    return names;
}

Result<DatasetFolder> namedDataset(const Composition &composition, const QString &word)
{
    const auto name = DatasetName::parse(word);
    if (!name)
        return failure(name);
    if (!composition.home().contains(*name))
        return unknownDataset(composition.home(), word);
    composition.recover(std::span(&*name, 1));
    return composition.home().existing(*name);
}

Result<SnapshotId> namedSnapshot(const DatasetFolder &folder, const QString &word)
{
    const auto snapshots = folder.snapshots();
    if (!snapshots)
        return failure(snapshots);
    QStringList matching;
    for (const ManifestHeader &header : *snapshots) {
        if (header.id == word || word == u"latest")
            return header.id;
        if (!word.isEmpty() && header.id.startsWith(word, Qt::CaseInsensitive))
            matching << header.id;
    }
    if (matching.size() == 1)
        return matching.front();
    const QString name = folder.name().text();
    if (matching.isEmpty()) {
        return failure(ErrorKind::NotFound, u"%1 has no snapshot \"%2\""_s.arg(name, word), word,
                       u"`larder history %1` lists them"_s.arg(name));
    }
    return failure(ErrorKind::Invalid, u"\"%1\" begins several snapshots of %2"_s.arg(word, name), word,
                   u"write more of it: %1"_s.arg(matching.join(u", "_s)));
}

Result<FileName> FileName::parse(const QString &word)
{
    const qsizetype first = word.indexOf(u'/');
    const qsizetype second = first < 0 ? -1 : word.indexOf(u'/', first + 1);
    const QString head = second < 0 ? word : word.first(second);
    const qsizetype at = head.indexOf(u'@');
    const auto dataset = DatasetName::parse(at < 0 ? head : head.first(at));
    if (!dataset)
        return failure(dataset);
    return FileName{.dataset = *dataset,
                    .snapshot = at < 0 ? QString() : head.sliced(at + 1),
                    .path = second < 0 ? QByteArray() : withoutOuterSlashes(word.sliced(second).toUtf8())};
}

Result<std::optional<PathInArchive>> pathInArchive(const OpenedSnapshot &snapshot, const QByteArray &path)
{
    if (snapshot.manifest.find(path))
        return std::optional<PathInArchive>{};
    for (qsizetype at = path.indexOf('!'); at >= 0; at = path.indexOf('!', at + 1)) {
        const QByteArray name = path.first(at);
        const QByteArray rest = path.sliced(at + 1);
        const ManifestFile *file = snapshot.manifest.find(name);
        if (!file || !(rest.isEmpty() || rest.startsWith('/')))
            continue;
        if (!archiveKind(name)) {
            const QString shown = QString::fromUtf8(name);
            return failure(ErrorKind::Unsupported, u"\"%1\" is no archive that can be opened"_s.arg(shown),
                           shown);
        }
        return PathInArchive{{name, snapshot.directory + u'/' + QString::fromUtf8(name), file->entry.size},
                             withoutOuterSlashes(rest)};
    }
    return std::optional<PathInArchive>{};
}

Result<OpenedSnapshot> openSnapshot(const Composition &composition, const FileName &name)
{
    const auto folder = namedDataset(composition, name.dataset.text());
    if (!folder)
        return failure(folder);
    const auto record = folder->record();
    if (!record)
        return failure(record);
    if (name.snapshot.isEmpty() && record->current().isEmpty()) {
        return failure(ErrorKind::NotFound, u"nothing of %1 was fetched yet"_s.arg(name.dataset.text()),
                       name.dataset.text(), u"`larder refresh %1` fetches it"_s.arg(name.dataset.text()));
    }
    const auto id = name.snapshot.isEmpty() ? Result<SnapshotId>(record->current())
                                            : namedSnapshot(*folder, name.snapshot);
    if (!id)
        return failure(id);
    auto manifest = folder->manifest(*id);
    if (!manifest)
        return failure(manifest);
    return OpenedSnapshot{std::move(*manifest), folder->snapshotPath(*id)};
}

} // namespace larder
