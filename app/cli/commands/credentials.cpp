#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/input.h"
#include "app/cli/jsonforms.h"
#include "app/cli/suggestion.h"
#include "core/credentials/namedcredentials.h"
#include "core/sources/sourcetable.h"
#include "core/sync/credentialuse.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString action;
    QString name;
    QString more; ///< of add the kind, of test an address
    QString endpoint;
    bool isConfirmed = false;
    bool namesOnly = false;
};

constexpr auto keyringPlace = "keyring"_L1;

/// Sign-ins of a provider's own, which a name may mean just as well.
struct ProvidersOwn {
    QString scheme;
    QString kind;
    QString place;
};

const ProvidersOwn providers[] = {
    {u"s3"_s, u"AWS profile"_s, u"aws"_s},
    {u"gs"_s, u"gcloud configuration"_s, u"gcloud"_s},
    {u"az"_s, u"Azure subscription"_s, u"az"_s},
};

QJsonArray namesJson(const std::vector<DatasetName> &datasets)
{
    QJsonArray names;
    for (const DatasetName &dataset : datasets)
        names.append(dataset.text());
    return names;
}

QString usersText(const std::vector<DatasetName> &datasets)
{
    QStringList names;
    for (const DatasetName &dataset : datasets)
        names << dataset.text();
    return names.isEmpty() ? u"no dataset"_s : names.join(u", "_s);
}

QJsonObject shown(const QString &name, const QString &kind, const QString &place)
{
    return {{u"name"_s, name}, {u"kind"_s, kind}, {u"where"_s, place}};
}

Result<ExitCode> list(Session &session, Composition &composition, const Options &options)
{
    TextTable table({{u"NAME"_s}, {u"KIND"_s}, {u"WHERE"_s}, {u"USED BY"_s, Align::Left, true}});
    QJsonArray rows;
    QStringList names;
    const auto add = [&](const QString &name, const QString &kind, const QString &kindWords,
                         const QString &place, const QString &placeWords) -> Result<void> {
        const auto users = datasetsUsing(composition.home(), name);
        if (!users)
            return failure(users);
        names << name;
        table.addRow({name, kindWords, placeWords, usersText(*users)});
        QJsonObject row = shown(name, kind, place);
        row.insert(u"datasets"_s, namesJson(*users));
        rows.append(row);
        return {};
    };
    for (const NamedCredential &each : composition.credentials().list()) {
        const CredentialForm &form = formOf(each.kind);
        if (const auto added =
                add(each.name, form.id, QString::fromLatin1(form.words), keyringPlace, u"desktop keyring"_s);
            !added)
            return failure(added);
    }
    for (const ProvidersOwn &own : providers) {
        for (const QString &name : profilesFor(own.scheme, composition.services().signIns)) {
            if (const auto added = add(name, own.scheme, own.kind, own.place, own.place); !added)
                return failure(added);
        }
    }
    if (options.namesOnly) {
        names.removeDuplicates();
        for (const QString &name : std::as_const(names))
            session.output().result(name);
    } else if (names.isEmpty()) {
        session.output().told(u"no credentials yet; `larder credentials add NAME KIND` keeps some"_s);
    } else {
        session.output().result(table);
    }
    session.output().json({{u"credentials"_s, rows}});
    return ExitCode::Done;
}

QString kindsText()
{
    QStringList kinds;
    for (const CredentialForm &form : credentialForms())
        kinds << u"%1 (%2)"_s.arg(form.id, QString::fromLatin1(form.words));
    return kinds.join(u", "_s);
}

/// As written, else that of the ones that are kept under the name.
Result<const CredentialForm *> chosenForm(const NamedCredentials &credentials, const Options &options)
{
    if (!options.more.isEmpty()) {
        if (const CredentialForm *form = findCredentialForm(options.more))
            return form;
        return failure(ErrorKind::Invalid, u"there is no kind of credentials \"%1\""_s.arg(options.more),
                       options.more, u"kinds are %1"_s.arg(kindsText()));
    }
    const auto known = credentials.find(options.name);
    if (known && *known)
        return &formOf((*known)->kind);
    return failure(ErrorKind::Invalid, u"the kind of the credentials is missing"_s, options.name,
                   u"`larder credentials add %1 KIND`; kinds are %2"_s.arg(options.name, kindsText()));
}

/// Each field is asked for. Nothing secret is shown; of a file its path is asked for.
Result<CredentialValues> askPerson(const CredentialForm &form, Input &input)
{
    CredentialValues values;
    for (const CredentialField &field : form.fields) {
        const QString words = QString::fromLatin1(field.words);
        const bool isFile = field.form == FieldForm::File;
        const QString question = isFile ? u"Path of the key file: "_s
            : field.isOptional          ? u"%1 (may be empty): "_s.arg(words)
                                        : u"%1: "_s.arg(words);
        const Echo echo = field.form == FieldForm::Secret ? Echo::Hidden : Echo::Shown;
        const auto written = input.ask(question, echo);
        if (!written)
            return failure(written);
        const auto value = isFile ? keyFileContent(QString::fromUtf8(written->value_or(QByteArray())))
                                  : Result<QByteArray>(written->value_or(QByteArray()));
        if (!value)
            return failure(value);
        values[field.name] = *value;
    }
    return values;
}

/// A line for each field, in their order; a file is all of it.
Result<CredentialValues> readPiped(const CredentialForm &form, Input &input)
{
    CredentialValues values;
    for (const CredentialField &field : form.fields) {
        if (field.form == FieldForm::File) {
            const auto content = input.rest();
            if (!content)
                return failure(content);
            values[field.name] = *content;
            continue;
        }
        const auto line = input.line();
        if (!line)
            return failure(line);
        values[field.name] = line->value_or(QByteArray());
    }
    const auto rest = input.rest();
    if (!rest)
        return failure(rest);
    if (!rest->trimmed().isEmpty()) {
        QStringList names;
        for (const CredentialField &field : form.fields)
            names << field.name;
        return failure(ErrorKind::Invalid, u"stdin has more lines than there are fields"_s, u"stdin"_s,
                       u"a line each: %1"_s.arg(names.join(u", "_s)));
    }
    return values;
}

Result<ExitCode> add(Session &session, Composition &composition, const Options &options)
{
    NamedCredentials &credentials = composition.credentials();
    const auto form = chosenForm(credentials, options);
    if (!form)
        return failure(form);
    const auto former = credentials.find(options.name);
    Input input(session.stop());
    const auto values = Input::isTerminal() ? askPerson(**form, input) : readPiped(**form, input);
    if (!values)
        return failure(values);
    if (const auto kept = credentials.keep(options.name, **form, *values, session.stop()); !kept)
        return failure(kept);
    const bool isReplaced = former && *former;
    session.output().told(
        (isReplaced ? u"replaced in the desktop keyring: %1, %2"_s : u"kept in the desktop keyring: %1, %2"_s)
            .arg(options.name, QString::fromLatin1((*form)->words)));
    session.output().json(
        {{u"credentials"_s, shown(options.name, (*form)->id, keyringPlace)}, {u"replaced"_s, isReplaced}});
    return ExitCode::Done;
}

/// One of the datasets for each place that is signed in to.
Result<std::vector<DatasetName>> oneForEachPlace(const Home &home, const QString &name)
{
    const auto users = datasetsUsing(home, name);
    if (!users)
        return failure(users);
    QStringList scopes;
    std::vector<DatasetName> chosen;
    for (const DatasetName &user : *users) {
        const auto binding = home.dataset(user).binding();
        const QString scope = binding ? signInScope(*binding) : QString();
        if (!scopes.contains(scope))
            chosen.push_back(user);
        scopes << scope;
    }
    return chosen;
}

void tell(Session &session, const QString &name, const OpenedPlace &place)
{
    session.output().result(u"%1: %2 can be listed: %3, %4"_s.arg(
        name, place.address, fileCountText(place.files), byteSizeText(place.bytes)));
}

QJsonObject placeJson(const OpenedPlace &place)
{
    return {{u"url"_s, place.address}, {u"files"_s, place.files}, {u"bytes"_s, place.bytes}};
}

Result<ExitCode> test(Session &session, Composition &composition, const Options &options)
{
    const SyncServices services = composition.services();
    QJsonArray places;
    if (!options.more.isEmpty()) {
        const auto place =
            tryCredentials(services, options.name, options.more, options.endpoint, session.stop());
        if (!place)
            return failure(place);
        tell(session, options.name, *place);
        places.append(placeJson(*place));
    } else {
        const auto datasets = oneForEachPlace(composition.home(), options.name);
        if (!datasets)
            return failure(datasets);
        if (datasets->empty()) {
            return failure(ErrorKind::Invalid,
                           u"no dataset uses the credentials \"%1\" yet"_s.arg(options.name), options.name,
                           u"give an address to list: `larder credentials test %1 URL`"_s.arg(options.name));
        }
        for (const DatasetName &dataset : *datasets) {
            const auto place = tryDataset(services, dataset, session.stop());
            if (!place)
                return failure(place);
            tell(session, options.name, *place);
            places.append(placeJson(*place));
        }
    }
    session.output().json({{u"credentials"_s, options.name}, {u"places"_s, places}});
    return ExitCode::Done;
}

Result<ExitCode> remove(Session &session, Composition &composition, const Options &options)
{
    NamedCredentials &credentials = composition.credentials();
    const auto known = credentials.find(options.name);
    const auto users = datasetsUsing(composition.home(), options.name);
    if (!users)
        return failure(users);
    if (known && *known && !options.isConfirmed) {
        const QString who = usersText(*users);
        const auto agreed = agreesByName(
            session, options.name,
            u"removing the credentials \"%1\" cannot be undone; they are used by %2"_s.arg(options.name, who),
            u"this removes the credentials \"%1\" from the desktop keyring; they are used by %2"_s.arg(
                options.name, who));
        if (!agreed)
            return failure(agreed);
        if (!*agreed) {
            session.output().error({ErrorKind::Cancelled, u"nothing was removed"_s, options.name, {}});
            return ExitCode::Failed;
        }
    }
    if (const auto removed = credentials.remove(options.name, session.stop()); !removed)
        return failure(removed);
    session.output().told(
        u"removed from the desktop keyring: %1; it was used by %2"_s.arg(options.name, usersText(*users)));
    session.output().json({{u"removed"_s, options.name}, {u"datasets"_s, namesJson(*users)}});
    return ExitCode::Done;
}

Result<ExitCode> credentials(Session &session, const Options &options)
{
    using Act = Result<ExitCode> (*)(Session &, Composition &, const Options &);
    const std::array<std::pair<QString, Act>, 4> acts{
        {{u"add"_s, add}, {u"list"_s, list}, {u"test"_s, test}, {u"remove"_s, remove}}};
    const QString action = options.action.isEmpty() ? u"list"_s : options.action;
    const auto *const act = std::ranges::find(acts, action, &std::pair<QString, Act>::first);
    if (act == acts.end()) {
        const QString near = nearestWord(action, {u"add"_s, u"list"_s, u"test"_s, u"remove"_s});
        return failure(ErrorKind::Invalid, u"credentials cannot \"%1\""_s.arg(action), action,
                       near.isEmpty() ? u"write add, list, test or remove"_s
                                      : u"did you mean \"%1\"?"_s.arg(near));
    }
    const bool isList = action == u"list";
    if (!isList && options.name.isEmpty())
        return failure(ErrorKind::Invalid, u"NAME is missing"_s, u"NAME"_s,
                       u"`larder credentials --help` shows what there is"_s);
    const bool hasMore = !options.more.isEmpty() || (isList && !options.name.isEmpty());
    if (hasMore && (isList || action == u"remove")) {
        const QString word = isList ? options.name : options.more;
        return failure(ErrorKind::Invalid,
                       u"unexpected argument \"%1\" for \"credentials %2\""_s.arg(word, action), word,
                       u"`larder credentials --help` shows what there is"_s);
    }
    const auto composition = session.open(isList ? Access::Read : Access::Write);
    if (!composition)
        return failure(composition);
    return act->second(session, **composition, options);
}

} // namespace

Action declareCredentials(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("ACTION", options->action, "add, list (the default), test or remove");
    command.add_option("NAME", options->name, "what `--credentials` of a dataset says");
    command.add_option(
        "KIND|URL", options->more,
        "of add: the kind; left out, new secrets of the same kind take the old ones' place. Of "
        "test: an address to list; left out, those of the datasets that use it");
    command.add_option("--endpoint", options->endpoint, "of test: the store that the address is in")
        ->type_name("HOST");
    command.add_flag("--yes", options->isConfirmed, "of remove: do not ask");
    command.add_flag("--names", options->namesOnly, "of list: only the names, one a line");
    std::string kinds = "Secrets are typed at the terminal, unseen, or come on stdin, a line for each field. "
                        "Kinds and their fields:";
    for (const CredentialForm &form : credentialForms()) {
        kinds += "\n  " + form.id.toStdString() + "  " + form.words + ":";
        for (const CredentialField &field : form.fields) {
            kinds += std::string(&field == &form.fields.first() ? " " : ", ") + field.name.toStdString()
                + (field.isOptional ? " (may be left out)" : "");
        }
    }
    command.footer(kinds + "\n\n" + command.get_footer());
    return [options](Session &session) { return credentials(session, *options); };
}

} // namespace larder
