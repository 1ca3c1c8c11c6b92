#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/wording/quantities.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    QString from;
    QString to;
};

struct Pair {
    SnapshotId from;
    SnapshotId to;
};

/// Without names: the newest against the one before it. With one: that one against the newest.
Result<Pair> namedPair(const DatasetFolder &folder, const Options &options)
{
    const auto to = namedSnapshot(folder, options.to.isEmpty() ? u"latest"_s : options.to);
    if (!to)
        return failure(to);
    if (!options.from.isEmpty()) {
        const auto from = namedSnapshot(folder, options.from);
        return from ? Result<Pair>({*from, *to}) : failure(from);
    }
    const auto snapshots = folder.snapshots();
    if (!snapshots)
        return failure(snapshots);
    const auto newer = std::ranges::find(*snapshots, *to, &ManifestHeader::id);
    const auto older = newer == snapshots->end() ? newer : std::next(newer);
    if (older == snapshots->end()) {
        return failure(ErrorKind::NotFound, u"%1 has no snapshot before %2"_s.arg(folder.name().text(), *to),
                       *to, u"there is nothing to compare with yet"_s);
    }
    return Pair{older->id, *to};
}

void tellFiles(Output &output, QChar mark, Colour colour, const std::vector<FileChange> &files)
{
    for (const FileChange &file : files) {
        const QString sizes = mark == u'+' ? byteSizeText(file.bytesAfter)
            : mark == u'-'                 ? byteSizeText(file.bytesBefore)
            : file.bytesBefore == file.bytesAfter
            ? u"%1, other content"_s.arg(byteSizeText(file.bytesAfter))
            : u"%1 → %2"_s.arg(byteSizeText(file.bytesBefore), byteSizeText(file.bytesAfter));
        const QString line = u"%1 %2  (%3)"_s.arg(mark).arg(QString::fromUtf8(file.path), sizes);
        output.result(coloured(withoutControls(line), colour, output.out()));
    }
}

Result<ExitCode> diff(Session &session, const Options &options)
{
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, options.name);
    if (!folder)
        return failure(folder);
    const auto pair = namedPair(*folder, options);
    if (!pair)
        return failure(pair);
    const auto before = folder->manifest(pair->from);
    if (!before)
        return failure(before);
    const auto after = folder->manifest(pair->to);
    if (!after)
        return failure(after);
    const Changes changes = changesBetween(*before, *after);

    Output &output = session.output();
    output.told(u"%1: %2 → %3"_s.arg(options.name, pair->from, pair->to));
    tellFiles(output, u'+', Colour::Green, changes.added);
    tellFiles(output, u'-', Colour::Red, changes.removed);
    tellFiles(output, u'~', Colour::Yellow, changes.changed);
    output.told(u"%1 added, %2 removed, %3 changed, %4 identical"_s.arg(changes.added.size())
                    .arg(changes.removed.size())
                    .arg(changes.changed.size())
                    .arg(changes.identical.size()));
    QJsonObject json = changesJson(changes);
    json.insert(u"dataset"_s, options.name);
    json.insert(u"from"_s, pair->from);
    json.insert(u"to"_s, pair->to);
    output.json(json);
    return ExitCode::Done;
}

} // namespace

Action declareDiff(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command.add_option("A", options->from, "the older snapshot; the one before B when left out");
    command.add_option("B", options->to, "the newer one; the newest when left out");
    return [options](Session &session) { return diff(session, *options); };
}

} // namespace larder
