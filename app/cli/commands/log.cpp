#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/naming.h"
#include "core/store/runlog.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    QString run;
};

Result<ExitCode> log(Session &session, const Options &options)
{
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset((*composition)->home(), options.name);
    if (!folder)
        return failure(folder);
    const QString name = folder->name().text();
    const QString run = options.run.isEmpty() ? newestRunLog(folder->layout()) : options.run;
    if (run.isEmpty() || run.contains(u'/')) {
        return failure(ErrorKind::NotFound, u"no command of %1 has said anything yet"_s.arg(name), name,
                       u"a command is its source, as command:SCRIPT, or its `after`"_s);
    }
    const auto said = runLog(folder->layout(), run);
    if (!said)
        return failure(said);
    Output &output = session.output();
    output.json({{u"dataset"_s, name}, {u"run"_s, run}, {u"log"_s, QString::fromUtf8(*said)}});
    if (!output.isJson())
        (void)output.bytes(said->constData(), said->size()); // nobody reads any more: Output::finish tells
    return ExitCode::Done;
}

} // namespace

Action declareLog(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command.add_option("RUN", options->run,
                       "the run, as `refresh --json` and the activity name it; else the last");
    return [options](Session &session) { return log(session, *options); };
}

} // namespace larder
