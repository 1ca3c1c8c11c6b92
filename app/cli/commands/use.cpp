#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/sync/choices.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    QString snapshot;
};

Result<ExitCode> use(Session &session, const Options &options)
{
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, options.name);
    if (!folder)
        return failure(folder);
    const bool isRelease = options.snapshot == u"latest";
    const auto id = namedSnapshot(*folder, options.snapshot);
    if (!id && !isRelease)
        return failure(id);
    const auto record = isRelease ? releaseHold((*composition)->services(), folder->name())
                                  : holdSnapshot((*composition)->services(), folder->name(), *id);
    if (!record)
        return failure(record);
    const QString told = isRelease ? u"readers get the newest snapshot again, %1"_s.arg(record->newest)
                                   : u"readers get %1 until `larder use %2 latest`"_s.arg(*id, options.name);
    session.output().told(u"%1: %2"_s.arg(options.name, told));
    session.output().json({{u"dataset"_s, options.name},
                           {u"current"_s, record->current()},
                           {u"newest"_s, record->newest},
                           {u"held"_s, !record->hold.isEmpty()}});
    return ExitCode::Done;
}

} // namespace

Action declareUse(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command.add_option("SNAPSHOT", options->snapshot, "its id, the beginning of it, or \"latest\"")
        ->required();
    return [options](Session &session) { return use(session, *options); };
}

} // namespace larder
