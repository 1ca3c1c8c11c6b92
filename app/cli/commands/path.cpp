#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/progressdisplay.h"
#include "core/dataset/jsonfields.h"
#include "core/sync/readpath.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    bool isOffline = false;
    bool isStaleOk = false;
};

/// `customer/dataset[@SNAPSHOT]`, with the snapshot's id in full. `@latest` is what is asked for without one.
Result<SnapshotName> snapshotName(const Composition &composition, const QString &word)
{
    const auto name = FileName::parse(word);
    if (!name)
        return failure(name);
    if (!name->path.isEmpty()) {
        return failure(ErrorKind::Invalid, u"\"%1\" is not a dataset name"_s.arg(word), word,
                       u"`larder ls %1` looks inside"_s.arg(word));
    }
    const auto folder = namedDataset(composition, name->dataset.text());
    if (!folder)
        return failure(folder);
    if (name->snapshot.isEmpty() || name->snapshot == u"latest")
        return SnapshotName{name->dataset, {}};
    const auto id = namedSnapshot(*folder, name->snapshot);
    if (!id)
        return failure(id);
    return SnapshotName{name->dataset, *id};
}

/// An older snapshot has one instant of its own; the others speak of what the source has now.
CurrentView olderView(const DatasetFolder &folder, const SnapshotId &id)
{
    const auto header = folder.manifestHeader(id);
    return {.dataset = folder.name(),
            .snapshot = id,
            .fetchedAt = header ? std::optional(header->createdAt) : std::nullopt,
            .because = u"snapshot %1 as asked for by name"_s.arg(id)};
}

QJsonObject answerJson(const DatasetFolder &folder, const SnapshotName &asked, const PathAnswer &answer)
{
    QJsonObject json;
    if (!asked.snapshot.isEmpty())
        json = toJson(olderView(folder, asked.snapshot));
    else if (const auto view = folder.current(); view && *view)
        json = toJson(**view);
    json.insert(u"snapshot"_s, stringOrNull(answer.snapshot));
    json.insert(u"path"_s, stringOrNull(answer.path));
    json.insert(u"run"_s, answer.run ? QJsonValue(runJson(*answer.run)) : QJsonValue());
    return json;
}

/// Whose error it is, where its words do not say so.
Error named(Error error, const DatasetName &dataset)
{
    if (!error.message.contains(dataset.text()))
        error.message = u"%1: %2"_s.arg(dataset.text(), error.message);
    return error;
}

Result<ExitCode> path(Session &session, const Options &options)
{
    if (options.isOffline && options.isStaleOk) {
        return failure(ErrorKind::Invalid, u"--offline and --stale-ok exclude each other"_s, u"--stale-ok"_s,
                       u"--offline never asks, --stale-ok asks first"_s);
    }
    // Also a hit may write current.json anew.
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto name = snapshotName(**composition, options.name);
    if (!name)
        return failure(name);
    Output &output = session.output();
    const Asking asking = options.isOffline ? Asking::Never
        : options.isStaleOk                 ? Asking::OrStale
                                            : Asking::UnlessFresh;
    const auto answer = [&] {
        ProgressDisplay display(output);
        return readPath((*composition)->services(), *name, asking, display.callback(), session.stop());
    }();
    if (!answer)
        return std::unexpected(named(answer.error(), name->dataset));
    for (const QString &warning : answer->warnings)
        output.warning(warning);
    if (!answer->path.isEmpty())
        output.result(answer->path);
    output.json(answerJson((*composition)->home().dataset(name->dataset), *name, *answer));
    return answer->isFresh ? ExitCode::Done : ExitCode::NotFresh;
}

} // namespace

Action declarePath(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset, or customer/dataset@SNAPSHOT")->required();
    command.add_flag("--offline", options->isOffline,
                     "never ask; a stale path is printed with a warning, exit 3");
    command.add_flag("--stale-ok", options->isStaleOk,
                     "when asking fails, print the old path with a warning");
    return [options](Session &session) { return path(session, *options); };
}

} // namespace larder
