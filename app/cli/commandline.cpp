#include "app/cli/commandline.h"

#include "app/cli/argument.h"
#include "app/cli/commandtable.h"
#include "app/cli/suggestion.h"
#include "core/base/filedescriptor.h"

#include <CLI/CLI.hpp>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

void addGlobalOptions(CLI::App &app, GlobalOptions &options)
{
    app.add_flag("--json", options.isJson, "one JSON document on stdout")->group(optionsGroup);
    app.add_option("--as-of", options.asOf,
                   "judge as if it were then: 2026-08-01T23:00, or with Z or an offset")
        ->type_name("TIME")
        ->group(optionsGroup);
    app.add_flag("-q,--quiet", options.isQuiet, "only results, warnings and errors")->group(optionsGroup);
}

/// Commands by group, then the options.
class OverviewFormatter : public CLI::Formatter
{
public:
    std::string make_help(const CLI::App *app, std::string name, CLI::AppFormatMode mode) const override
    {
        if (app->get_parent())
            return CLI::Formatter::make_help(app, name, mode);
        std::string help = "Larder keeps the local copy of customers' data fresh, whole and explainable.\n\n"
                           "Usage: larder COMMAND …\n";
        const std::size_t widestName = std::strlen(std::ranges::max(commands(), {}, [](const Command &each) {
                                                       return std::strlen(each.name);
                                                   }).name);
        const char *group = "";
        for (const Command &command : commands()) {
            if (std::string_view(group) != command.group)
                help += std::string("\n") + command.group + ":\n";
            group = command.group;
            help += "  " + std::string(command.name)
                + std::string(widestName + 1 - std::strlen(command.name), ' ') + command.summary + "\n";
        }
        return help + make_groups(app, mode)
            + "\n`larder COMMAND --help` explains a command and shows examples.\n";
    }
};

std::string examplesText(const Command &command)
{
    std::string lines = "Examples:";
    for (const char *example : command.examples)
        lines += std::string("\n  larder ") + example;
    return lines;
}

QStringList commandNames()
{
    QStringList names;
    for (const Command &command : commands())
        names << QString::fromLatin1(command.name);
    return names;
}

QStringList optionNames(const CLI::App &app)
{
    QStringList names;
    for (const CLI::Option *option : app.get_options()) {
        for (const std::string &name : option->get_lnames())
            names << "--"_L1 + text(name);
    }
    return names;
}

Error usageError(const QString &message, const QString &subject, const CLI::App &app,
                 const QString &suggestion)
{
    const QString command = app.get_parent() ? u"larder %1"_s.arg(text(app.get_name())) : u"larder"_s;
    const QString hint = suggestion.isEmpty() ? u"`%1 --help` shows what there is"_s.arg(command)
                                              : u"did you mean \"%1\"?"_s.arg(suggestion);
    return {ErrorKind::Invalid, message, subject, hint};
}

/// What CLI11 could not place.
std::optional<Error> misplacedWord(const CLI::App &app, const QStringList &names)
{
    const std::vector<std::string> left = app.remaining();
    for (const std::string &word : left) {
        if (!word.starts_with('-') || word == "--")
            continue;
        const QString option = text(word.substr(0, word.find('=')));
        return usageError(u"unknown option \"%1\""_s.arg(option), option, app,
                          nearestWord(option, optionNames(app)));
    }
    if (left.empty())
        return std::nullopt;
    const QString word = text(left.front());
    if (!app.get_parent()) {
        return usageError(u"unknown command \"%1\""_s.arg(word), word, app, nearestWord(word, names));
    }
    return usageError(u"unexpected argument \"%1\" for \"%2\""_s.arg(word, text(app.get_name())), word, app,
                      {});
}

/// CLI11's own sentence, in our form.
Error asUsageError(const CLI::ParseError &error, const CLI::App &app)
{
    if (auto misplaced = misplacedWord(app, commandNames()))
        return *misplaced;
    const QString said = text(error.what());
    const QString option = said.section(u':', 0, 0);
    if (error.get_name() == "ArgumentMismatch" && option.startsWith(u'-')) {
        const CLI::Option *given = app.get_option_no_throw(option.toStdString());
        const bool isRepeated = given && given->results().size() > size_t(given->get_expected_max());
        return usageError((isRepeated ? u"%1 is given more than once"_s : u"%1 needs a value"_s).arg(option),
                          option, app, {});
    }
    if (error.get_name() == "RequiredError") {
        const QString missing = said.section(u' ', 0, 0);
        return usageError(u"%1 is missing"_s.arg(missing), missing, app, {});
    }
    return usageError(said.left(1).toLower() + said.mid(1).section(u'\n', 0, 0), {}, app, {});
}

/// A shell's unset variable must not mean "not given".
std::optional<Error> emptyValue(const CLI::App &app)
{
    for (const CLI::Option *option : app.get_options()) {
        const bool isEmpty = option->get_positional() == false && option->get_expected_max() > 0
            && std::ranges::contains(option->results(), std::string());
        if (isEmpty) {
            const QString name = text(option->get_name());
            return usageError(u"%1 is empty"_s.arg(name), name, app, {});
        }
    }
    return std::nullopt;
}

ExitCode run(Session &session, const Action &action)
{
    Output &output = session.output();
    const Result<ExitCode> result = action(session);
    if (!result)
        output.error(result.error());
    if (const auto finished = output.finish(); !finished) {
        output.error(finished.error());
        return exitCodeOf(finished.error().kind);
    }
    return result ? *result : exitCodeOf(result.error().kind);
}

} // namespace

std::map<const CLI::App *, Action> declareCommandLine(CLI::App &app, GlobalOptions &options)
{
    app.formatter(std::make_shared<OverviewFormatter>());
    app.set_help_flag("-h,--help", "show this help")->group(optionsGroup);
    app.set_version_flag("--version", "larder " LARDER_VERSION, "show the version")->group(optionsGroup);
    addGlobalOptions(app, options);
    app.require_subcommand(0, 1); // a customer may be called like a command

    std::map<const CLI::App *, Action> actions;
    for (const Command &command : commands()) {
        CLI::App *sub = app.add_subcommand(command.name, command.summary);
        sub->footer(examplesText(command));
        actions[sub] = command.declare(*sub);
        addGlobalOptions(*sub, options);
        sub->get_help_ptr()->group(optionsGroup);
    }
    return actions;
}

ExitCode runCommandLine(const std::vector<std::string> &arguments, std::stop_token stop)
{
    GlobalOptions options;
    CLI::App app("", "larder");
    const std::map<const CLI::App *, Action> actions = declareCommandLine(app, options);

    const CLI::App *chosen = &app;
    const auto refuse = [&](const Error &error) {
        options.isJson = options.isJson || std::ranges::contains(arguments, "--json");
        Session session(options, stop);
        return run(session, [&error](Session &) -> Result<ExitCode> { return std::unexpected(error); });
    };
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success &success) { // help and version
        return app.exit(success) == 0 ? ExitCode::Done : ExitCode::Failed;
    } catch (const CLI::ParseError &error) {
        if (!app.get_subcommands().empty())
            chosen = app.get_subcommands().front();
        return refuse(asUsageError(error, *chosen));
    }
    if (app.get_subcommands().empty() && options.isJson)
        return refuse(usageError(u"no command was given"_s, {}, app, {}));
    if (app.get_subcommands().empty()) {
        const std::string help = app.help();
        (void)writeAll(2, help.data(), help.size());
        return ExitCode::Usage;
    }
    chosen = app.get_subcommands().front();
    for (const CLI::App *part : std::initializer_list<const CLI::App *>{&app, chosen}) {
        if (const auto empty = emptyValue(*part))
            return refuse(*empty);
    }
    Session session(options, std::move(stop));
    return run(session, actions.at(chosen));
}

} // namespace larder
