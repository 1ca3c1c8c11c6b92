#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/naming.h"
#include "core/dataset/jsonfields.h"
#include "core/store/runlog.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostActivities = 5000; // of one dataset; looks between two exports are told, too

struct Options {
    QString name;
    QString run;
    bool isList = false;
};

bool isAfter(const KeptRunLog &log)
{
    return runOfLog(log.runId) != log.runId;
}

QString commandWord(const KeptRunLog &log)
{
    return isAfter(log) ? u"after"_s : u"source"_s;
}

/// Runs of which something is kept, as the activity log tells how they ended; empty where that is lost.
QHash<QString, RunReport> reportsOf(const Composition &composition, const DatasetName &dataset)
{
    QHash<QString, RunReport> reports;
    auto catalog = composition.openCatalog();
    const auto activities = catalog ? catalog->activity({.customer = dataset.customer,
                                                         .dataset = dataset.dataset,
                                                         .kinds = {ActivityKind::Run, ActivityKind::After},
                                                         .limit = mostActivities})
                                    : failure(catalog);
    if (!activities)
        return reports;
    for (const Activity &activity : *activities) {
        if (activity.run && activity.run->hasLog)
            reports.insert(activity.run->runId, *activity.run);
    }
    return reports;
}

/// Empty: not known any more. "fetched" is what the report of a command after new data calls its success.
QString endOf(const KeptRunLog &log, const QHash<QString, RunReport> &reports)
{
    const auto report = reports.constFind(log.runId);
    if (report == reports.cend())
        return {};
    return isAfter(log) && report->outcome == Outcome::Fetched ? u"done"_s : outcomeName(report->outcome);
}

ExitCode list(Session &session, const Composition &composition, const DatasetName &dataset,
              const std::vector<KeptRunLog> &logs)
{
    const auto reports = reportsOf(composition, dataset);
    TextTable table({{u"RUN"_s}, {u"ENDED"_s}, {u"COMMAND"_s}, {u"OUTCOME"_s}, {u"SAID"_s, Align::Right}});
    QJsonArray runs;
    for (const KeptRunLog &log : logs) {
        const QString end = endOf(log, reports);
        table.addRow({log.runId,
                      instantText(log.writtenAt, QTimeZone::systemTimeZone()),
                      commandWord(log),
                      {end.isEmpty() ? u"–"_s : end, end == u"failed" ? Colour::Red : Colour::Plain},
                      byteSizeText(log.bytes)});
        runs.append(QJsonObject{{u"run"_s, log.runId},
                                {u"ended_at"_s, toIso(log.writtenAt)},
                                {u"command"_s, commandWord(log)},
                                {u"outcome"_s, stringOrNull(end)},
                                {u"bytes"_s, log.bytes}});
    }
    session.output().json({{u"dataset"_s, dataset.text()}, {u"runs"_s, runs}});
    session.output().result(table);
    return ExitCode::Done;
}

/// Of the run that is named, or of one command of it; without a name, of the last one.
Result<std::vector<KeptRunLog>> chosen(const std::vector<KeptRunLog> &logs, const QString &word,
                                       const QString &dataset)
{
    const QString run = word.isEmpty() ? runOfLog(logs.front().runId) : word;
    std::vector<KeptRunLog> found;
    std::ranges::copy_if(logs, std::back_inserter(found), [&](const KeptRunLog &log) {
        return log.runId == run || runOfLog(log.runId) == run;
    });
    if (found.empty()) {
        return failure(ErrorKind::NotFound,
                       u"nothing is kept that a run \"%1\" of %2 said"_s.arg(run, dataset), run,
                       u"`larder log %1 --list` shows the runs"_s.arg(dataset));
    }
    return found;
}

Result<ExitCode> show(Session &session, const DatasetFolder &folder, const std::vector<KeptRunLog> &logs)
{
    Output &output = session.output();
    QJsonArray commands;
    QByteArray all;
    for (const KeptRunLog &log : logs) {
        const auto said = runLog(folder.layout(), log.runId);
        if (!said)
            return failure(said);
        if (logs.size() > 1 && !output.isJson()) {
            const QString heading = u"%1, %2, %3"_s.arg(
                commandWord(log), log.runId, instantText(log.writtenAt, QTimeZone::systemTimeZone()));
            output.result(coloured(u"— %1 —"_s.arg(heading), Colour::Bold, output.out()));
        }
        if (!output.isJson())
            (void)output.bytes(said->constData(), said->size()); // nobody reads any more: finish tells
        const bool endsLine = said->endsWith('\n');
        if (!output.isJson() && logs.size() > 1 && !endsLine)
            output.result(QString());
        all += *said;
        commands.append(QJsonObject{
            {u"run"_s, log.runId}, {u"command"_s, commandWord(log)}, {u"log"_s, QString::fromUtf8(*said)}});
    }
    output.json({{u"dataset"_s, folder.name().text()},
                 {u"run"_s, logs.size() == 1 ? logs.front().runId : runOfLog(logs.front().runId)},
                 {u"log"_s, QString::fromUtf8(all)},
                 {u"commands"_s, commands}});
    return ExitCode::Done;
}

Result<ExitCode> log(Session &session, const Options &options)
{
    if (options.isList && !options.run.isEmpty()) {
        return failure(ErrorKind::Invalid, u"--list shows all runs, not one"_s, options.run,
                       u"leave out --list, or the run"_s);
    }
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, options.name);
    if (!folder)
        return failure(folder);
    const QString name = folder->name().text();
    const std::vector<KeptRunLog> logs = keptLogs(folder->layout());
    if (logs.empty()) {
        return failure(ErrorKind::NotFound, u"no command of %1 has said anything yet"_s.arg(name), name,
                       u"a command is its source, as command:SCRIPT, or its `after`"_s);
    }
    if (options.isList)
        return list(session, **composition, folder->name(), logs);
    const auto found = chosen(logs, options.run, name);
    if (!found)
        return failure(found);
    return show(session, *folder, *found);
}

} // namespace

Action declareLog(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command.add_option("RUN", options->run,
                       "the run, as --list, `refresh --json` and the activity name it; else the last");
    command.add_flag("--list", options->isList, "the runs whose commands said something, the last one first");
    return [options](Session &session) { return log(session, *options); };
}

} // namespace larder
