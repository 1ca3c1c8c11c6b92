#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/progressdisplay.h"
#include "core/sources/address.h"
#include "core/sync/activitylog.h"
#include "core/sync/bindings.h"
#include "core/sync/bindingsfile.h"

#include <QFile>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 16 << 20; // far beyond any reviewable file

struct Options {
    QString file;
    bool isDry = false;
    bool allowsCommands = false;
};

Result<QByteArray> readToml(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(0, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen) {
        const ErrorKind kind = file.error() == QFileDevice::OpenError && !QFile::exists(path)
            ? ErrorKind::NotFound
            : ErrorKind::Storage;
        return failure(kind, u"cannot read the file: %1"_s.arg(file.errorString()), path);
    }
    const QByteArray content = file.read(largestFile + 1);
    if (content.size() > largestFile)
        return failure(ErrorKind::Invalid, u"the file is too large to be bindings"_s, path);
    return content;
}

QString actionName(PlanAction action)
{
    switch (action) {
    case PlanAction::Create:
        return u"create"_s;
    case PlanAction::Change:
        return u"change"_s;
    case PlanAction::Keep:
        return u"keep"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Colour actionColour(PlanAction action)
{
    switch (action) {
    case PlanAction::Create:
        return Colour::Green;
    case PlanAction::Change:
        return Colour::Yellow;
    case PlanAction::Keep:
        return Colour::Dim;
    }
    Q_UNREACHABLE_RETURN(Colour::Plain);
}

/// One line of the plan, and what differs below it.
void tellStep(Output &output, QJsonArray &steps, PlanAction action, const QString &subject,
              const QString &detail, const QStringList &differences)
{
    const QString word = coloured(actionName(action).leftJustified(6), actionColour(action), output.out());
    output.told(u"%1  %2%3"_s.arg(word, subject, detail.isEmpty() ? QString() : "  "_L1 + detail));
    for (const QString &line : differences)
        output.told(u"          %1"_s.arg(line));
    steps.append(QJsonObject{{u"action"_s, actionName(action)},
                             {u"subject"_s, subject},
                             {u"differences"_s, QJsonArray::fromStringList(differences)}});
}

QJsonArray tellPlan(Output &output, const ApplyPlan &plan)
{
    QJsonArray steps;
    for (const auto &step : plan.customers) {
        const QString detail =
            step.action == PlanAction::Create ? QString::fromLatin1(step.wanted.zone) : QString();
        tellStep(output, steps, step.action, u"customer %1"_s.arg(step.wanted.slug), detail,
                 step.differences);
    }
    for (const auto &step : plan.datasets) {
        const QString detail =
            step.action == PlanAction::Create ? redactedAddress(step.wanted.binding.url) : QString();
        tellStep(output, steps, step.action, step.wanted.name.text(), detail, step.differences);
    }
    return steps;
}

void logPlan(const Home &home, const ApplyPlan &plan, Instant now)
{
    std::vector<Activity> activities;
    for (const auto &step : plan.datasets) {
        if (step.action == PlanAction::Keep)
            continue;
        const bool isNew = step.action == PlanAction::Create;
        activities.push_back({.kind = isNew ? ActivityKind::Added : ActivityKind::Changed,
                              .at = now,
                              .customer = step.wanted.name.customer,
                              .dataset = step.wanted.name.dataset,
                              .text = isNew ? u"bound to %1"_s.arg(redactedAddress(step.wanted.binding.url))
                                            : step.differences.join(u"; "_s)});
    }
    logActivities(home, activities);
}

Result<void> carryOut(Session &session, const SyncServices &services, const ApplyPlan &plan)
{
    ProgressDisplay display(session.output());
    return applyPlan(
        services, plan,
        [&](qsizetype done, qsizetype all) { display.showCount(u"apply"_s, int(done), int(all)); },
        session.stop());
}

/// A file may come from anywhere; what it would run is told, and agreed to, before any of it is applied.
Result<void> askForCommands(Output &output, const ApplyPlan &plan, const Options &options)
{
    const QStringList commands = plan.commands();
    for (const QString &line : commands)
        output.note(u"note: %1"_s.arg(withoutControls(line)));
    if (commands.isEmpty() || options.allowsCommands || options.isDry)
        return {};
    return failure(ErrorKind::Invalid, u"the file binds commands, which this machine would run as you"_s,
                   options.file,
                   u"read them; if you trust them, `larder apply %1 --allow-commands`"_s.arg(options.file));
}

Result<ExitCode> apply(Session &session, const Options &options)
{
    const auto toml = readToml(options.file);
    if (!toml)
        return failure(toml);
    const auto composition = session.open(options.isDry ? Access::Read : Access::Write);
    if (!composition)
        return failure(composition);
    const SyncServices services = (*composition)->services();
    const auto current = currentBindings(services);
    if (!current)
        return failure(current);
    auto plan = planApply(*toml, *current, systemZone(), services.clock.now());
    if (!plan) {
        Error error = plan.error();
        error.message = u"%1, %2"_s.arg(options.file, error.message);
        return std::unexpected(error);
    }
    Output &output = session.output();
    output.json({{u"plan"_s, tellPlan(output, *plan)}, {u"applied"_s, false}});
    if (plan->isEmpty()) {
        output.told(u"everything is as the file says"_s);
        return ExitCode::Done;
    }
    if (const auto asked = askForCommands(output, *plan, options); !asked)
        return failure(asked);
    if (options.isDry)
        return ExitCode::Done;
    if (const auto applied = carryOut(session, services, *plan); !applied)
        return failure(applied);
    logPlan(services.home, *plan, services.clock.now());
    output.told(u"done"_s);
    output.json({{u"applied"_s, true}});
    return ExitCode::Done;
}

} // namespace

Action declareApply(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("FILE", options->file, "a TOML file as `larder dump` prints it; - is stdin")
        ->required();
    command.add_flag("--dry-run", options->isDry, "only show the plan");
    command.add_flag("--allow-commands", options->allowsCommands,
                     "agree to the commands that the file binds: `command:` sources and `after`");
    return [options](Session &session) { return apply(session, *options); };
}

} // namespace larder
