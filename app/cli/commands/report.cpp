#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/store/schedulerlock.h"
#include "core/sync/choices.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    QString text;
    bool isClose = false;
};

QString standing(const Report &report, const QTimeZone &zone)
{
    if (!report.closedAt) {
        return report.identicalAt
            ? u"waiting; the same bytes were uploaded again %1"_s.arg(instantText(*report.identicalAt, zone))
            : u"waiting"_s;
    }
    const QString closed = instantText(*report.closedAt, zone);
    return report.answer.isEmpty() ? u"closed %1"_s.arg(closed)
                                   : u"answered %1 by %2"_s.arg(closed, report.answer);
}

void show(Session &session, const QString &name, const Record &record)
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    TextTable table({{u"REPORTED"_s}, {u"WHAT"_s}, {u"STANDING"_s, Align::Left, true}});
    for (const Report &report : record.reports)
        table.addRow({instantText(report.openedAt, zone), report.text, standing(report, zone)});
    if (table.isEmpty())
        session.output().told(u"%1: nothing was reported"_s.arg(name));
    else
        session.output().result(table);
}

QString standingFromHereOn(const Home &home, const QString &name)
{
    const QString looks = u"the source is asked every 2 minutes until a different upload lands"_s;
    if (SchedulerLock::isHeld(home.data().schedulerLock()))
        return u"%1: %2"_s.arg(name, looks);
    return u"%1: noted, but nothing is watching the source: start larder-desktop or `larder agent`, then %2"_s
        .arg(name, looks);
}

Result<ExitCode> report(Session &session, const Options &options)
{
    const bool isQuestion = options.text.isNull() && !options.isClose;
    const auto composition = session.open(isQuestion ? Access::Read : Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, options.name);
    if (!folder)
        return failure(folder);
    const SyncServices services = (*composition)->services();
    const auto record = isQuestion ? folder->record()
        : options.isClose          ? closeReports(services, folder->name())
                                   : openReport(services, folder->name(), options.text);
    if (!record)
        return failure(record);
    if (isQuestion)
        show(session, options.name, *record);
    else
        session.output().told(options.isClose ? u"%1: nothing is waited for any more"_s.arg(options.name)
                                              : standingFromHereOn((*composition)->home(), options.name));
    session.output().json({{u"dataset"_s, options.name}, {u"reports"_s, toJson(record->reports)}});
    return ExitCode::Done;
}

} // namespace

Action declareReport(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    auto *text =
        command.add_option("TEXT", options->text, "what is wrong with the upload, as told to the customer");
    command.add_flag("--close", options->isClose, "wait no more")->excludes(text);
    return [options](Session &session) { return report(session, *options); };
}

} // namespace larder
