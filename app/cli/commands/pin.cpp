#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/sync/choices.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

enum class Pin { Set, Removed };

struct Options {
    QString name;
    QString snapshot;
};

Result<ExitCode> pin(Session &session, const Options &options, Pin pinning)
{
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, options.name);
    if (!folder)
        return failure(folder);
    const auto id = namedSnapshot(*folder, options.snapshot);
    if (!id)
        return failure(id);
    const bool isSet = pinning == Pin::Set;
    const auto record = isSet ? pinSnapshot((*composition)->services(), folder->name(), *id)
                              : unpinSnapshot((*composition)->services(), folder->name(), *id);
    if (!record)
        return failure(record);
    session.output().told(isSet ? u"%1: %2 is kept for good"_s.arg(options.name, *id)
                                : u"%1: %2 may be pruned again"_s.arg(options.name, *id));
    session.output().json({{u"dataset"_s, options.name},
                           {u"snapshot"_s, *id},
                           {u"pins"_s, QJsonArray::fromStringList(record->pins)}});
    return ExitCode::Done;
}

Action declare(CLI::App &command, Pin pinning)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command.add_option("SNAPSHOT", options->snapshot, "its id, the beginning of it, or \"latest\"")
        ->required();
    return [options, pinning](Session &session) { return pin(session, *options, pinning); };
}

} // namespace

Action declarePin(CLI::App &command)
{
    return declare(command, Pin::Set);
}

Action declareUnpin(CLI::App &command)
{
    return declare(command, Pin::Removed);
}

} // namespace larder
