#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/naming.h"
#include "core/sync/activitylog.h"
#include "core/sync/bindings.h"

#include <QJsonArray>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    std::vector<QString> settings;
};

Result<QList<KeyValue>> parseSettings(const std::vector<QString> &words)
{
    QList<KeyValue> settings;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 1) {
            return failure(ErrorKind::Invalid, u"\"%1\" is not KEY=VALUE"_s.arg(word), word,
                           u"write for example policy=daily@06:30"_s);
        }
        settings.append({word.first(equals), word.sliced(equals + 1)});
    }
    return settings;
}

Result<ExitCode> set(Session &session, const Options &options)
{
    const auto settings = parseSettings(options.settings);
    if (!settings)
        return failure(settings);
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const SyncServices services = (*composition)->services();
    const bool isCustomer = isSlug(options.name);
    // Resolved first, for the suggestion that an unknown name gets.
    const auto names = namedDatasets(**composition, {options.name}, NoWords::MeanNone);
    if (!names)
        return failure(names);
    const auto changed = isCustomer ? setCustomerKeys(services, options.name, *settings)
                                    : setKeys(services, names->front(), *settings);
    if (!changed)
        return failure(changed);
    Output &output = session.output();
    for (const QString &line : *changed)
        output.told(u"%1: %2"_s.arg(options.name, line));
    if (changed->isEmpty())
        output.told(u"%1: nothing changed"_s.arg(options.name));
    else
        logActivity(services.home,
                    {.kind = ActivityKind::Changed,
                     .at = services.clock.now(),
                     .customer = isCustomer ? options.name : names->front().customer,
                     .dataset = isCustomer ? QString() : names->front().dataset,
                     .text = changed->join(u"; "_s)});
    output.json({{u"name"_s, options.name}, {u"changed"_s, QJsonArray::fromStringList(*changed)}});
    return ExitCode::Done;
}

} // namespace

Action declareSet(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset, or a customer")->required();
    command
        .add_option("CHANGE", options->settings, "KEY=VALUE, what to change; an empty VALUE is the default")
        ->required();
    std::string keys = "Keys of a dataset:";
    for (const BindingKey &key : bindingKeys())
        keys += "\n  " + key.name.toStdString() + "  " + key.help;
    keys += "\n\nKeys of a customer, as in `larder set acme zone=Europe/Paris`:\n  name  the display name\n  "
            "zone  "
            "the time zone, also of every dataset without its own\n\n";
    command.footer(keys + command.get_footer());
    return [options](Session &session) { return set(session, *options); };
}

} // namespace larder
