#include "app/cli/argument.h"
#include "app/cli/commands/caches/cachewords.h"
#include "app/cli/commands/commands.h"
#include "app/cli/suggestion.h"
#include "app/settings.h"
#include "core/base/duration.h"
#include "core/caches/cachesearch.h"
#include "core/caches/fsspeclayer.h"

#include <QDir>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace caches {

namespace {

enum class Dataset { None, One, Several };

struct Action {
    QLatin1StringView name;
    Result<ExitCode> (*act)(Session &, Composition &, const Wish &, const Options &);
    bool writes = false;
    Dataset dataset = Dataset::None; ///< what follows the action
};

constexpr Action actions[] = {
    {"list"_L1, list},
    {"evict"_L1, evictItems, true},
    {"undo"_L1, undo, true},
    {"prune"_L1, prune, true},
    {"tie"_L1, tie, true, Dataset::One},
    {"untie"_L1, untie, true, Dataset::One},
    {"ties"_L1, listTies, false, Dataset::Several},
    {"fsspec"_L1, layFsspec, true, Dataset::One},
};

const QStringList sorts{u"name"_s, u"size"_s, u"age"_s, u"used"_s};

QStringList actionNames()
{
    QStringList names;
    for (const Action &action : actions)
        names << action.name;
    return names;
}

const Action *actionCalled(const QString &name)
{
    const auto *const found = std::ranges::find(actions, name, &Action::name);
    return found == std::end(actions) ? nullptr : found;
}

Result<std::chrono::seconds> durationOf(const QString &option, const QString &text)
{
    if (const auto duration = parseDuration(text))
        return *duration;
    return failure(ErrorKind::Invalid, u"%1 cannot be \"%2\""_s.arg(option, text), text,
                   u"write a duration such as 12h or 30d"_s);
}

Result<CacheFilter> filterOf(const Options &options)
{
    CacheFilter filter = options.filter;
    if (!options.call.isEmpty()) {
        const auto call = PythonCall::parse(options.call);
        if (!call)
            return failure(call);
        filter.call = *call;
    }
    if (!options.olderThan.isEmpty()) {
        const auto age = durationOf(u"--older"_s, options.olderThan);
        if (!age)
            return failure(age);
        filter.olderThan = *age;
    }
    if (!options.atLeast.isEmpty()) {
        filter.atLeastBytes = parseByteSize(options.atLeast);
        if (!filter.atLeastBytes)
            return failure(ErrorKind::Invalid, u"--larger cannot be \"%1\""_s.arg(options.atLeast),
                           options.atLeast, u"write a size such as 500M or 20G"_s);
    }
    for (const QString &name : options.states) {
        const auto state = itemStateFromName(name);
        if (!state)
            return failure(ErrorKind::Invalid, u"--state cannot be \"%1\""_s.arg(name), name,
                           u"states are %1"_s.arg(itemStateNames().join(u", "_s)));
        filter.states.push_back(*state);
    }
    return filter;
}

/// The first word is an action, unless it is a directory.
Result<void> takeWords(const Options &options, Wish &wish)
{
    wish.action = actions[0].name;
    wish.places = QStringList(options.words.begin(), options.words.end());
    const QString first = wish.places.value(0);
    if (actionCalled(first)) {
        wish.action = wish.places.takeFirst();
    } else if (!first.isEmpty() && !first.contains(u'/') && !QFileInfo(first).isDir()) {
        const QString near = nearestWord(first, actionNames());
        const QStringList names = actionNames();
        return failure(ErrorKind::Invalid, u"caches cannot \"%1\", nor is that a directory"_s.arg(first),
                       first,
                       near.isEmpty() ? u"write %1 or %2"_s.arg(names.first(names.size() - 1).join(u", "_s),
                                                                names.back())
                                      : u"did you mean \"%1\"?"_s.arg(near));
    }
    if (actionCalled(wish.action)->dataset != Dataset::One)
        return {};
    if (wish.places.empty())
        return failure(ErrorKind::Invalid, u"which dataset is missing"_s, {},
                       u"write larder caches %1 customer/dataset"_s.arg(wish.action));
    wish.dataset = wish.places.takeFirst();
    return {};
}

Result<Wish> wishOf(const Options &options)
{
    Wish wish;
    if (const auto taken = takeWords(options, wish); !taken)
        return failure(taken);
    const auto filter = filterOf(options);
    if (!filter)
        return failure(filter);
    wish.filter = *filter;
    if (!options.sort.isEmpty() && !sorts.contains(options.sort))
        return failure(ErrorKind::Invalid, u"--sort cannot be \"%1\""_s.arg(options.sort), options.sort,
                       u"write %1"_s.arg(sorts.join(u", "_s)));
    wish.habits.zone = QTimeZone::systemTimeZone();
    wish.habits.checksFiles = options.checksFiles;
    if (options.expiry == u"never") {
        wish.habits.expiry.reset();
    } else if (!options.expiry.isEmpty()) {
        const auto expiry = durationOf(u"--expiry"_s, options.expiry);
        if (!expiry)
            return failure(expiry);
        wish.habits.expiry = *expiry;
    }
    return wish;
}

/// What an action does not know is refused, before it does what was not meant.
Result<void> requireKnown(const Action &action, const Wish &wish, const Options &options)
{
    const CacheFilter &filter = options.filter;
    const bool hasItem = !filter.function.isEmpty() || !options.call.isEmpty() || !filter.item.isEmpty();
    const bool hasChoice = !filter.text.isEmpty() || !options.olderThan.isEmpty()
        || !options.atLeast.isEmpty() || !options.states.empty();
    struct Given {
        bool isGiven;
        QLatin1StringView words;
        QStringList actions; ///< that know it
    };
    const Given all[] = {
        {hasItem, "--function, --call and --item"_L1, {u"list"_s, u"evict"_s, u"tie"_s, u"untie"_s}},
        {hasChoice, "--filter, --older, --larger and --state"_L1, {u"list"_s, u"evict"_s}},
        {options.showsItems || !options.sort.isEmpty(), "--items and --sort"_L1, {u"list"_s}},
        {options.checksFiles, "--check-files"_L1, {u"list"_s}},
        {!options.expiry.isEmpty(), "--expiry"_L1, {u"list"_s, u"fsspec"_s}},
        {options.isDry, "--dry-run"_L1, {u"evict"_s, u"prune"_s}},
        {options.isAll, "--all"_L1, {u"evict"_s}},
        {options.isRemoved, "--remove"_L1, {u"fsspec"_s}},
        {wish.action == u"fsspec" && !wish.places.empty(), "a directory"_L1, {}},
    };
    for (const Given &given : all) {
        if (given.isGiven && !given.actions.contains(action.name))
            return failure(ErrorKind::Invalid, u"caches %1 does not know %2"_s.arg(action.name, given.words),
                           action.name, u"`larder caches --help` says which action does"_s);
    }
    return {};
}

Result<ExitCode> carryOut(Session &session, const Options &options)
{
    const auto wish = wishOf(options);
    if (!wish)
        return failure(wish);
    const Action &action = *actionCalled(wish->action);
    if (const auto known = requireKnown(action, *wish, options); !known)
        return failure(known);
    const bool isWriting = action.writes && !options.isDry;
    const auto composition = session.open(isWriting ? Access::Write : Access::Read,
                                          action.dataset == Dataset::One ? Scope::Named : Scope::All);
    if (!composition)
        return failure(composition);
    return action.act(session, **composition, *wish, options);
}

} // namespace

QString countedItems(qint64 items)
{
    return items == 1 ? u"1 item"_s : u"%1 items"_s.arg(items);
}

Result<std::vector<CachePlace>> placesOf(Session &session, const Wish &wish)
{
    std::vector<CachePlace> places;
    if (wish.places.isEmpty())
        places = commonCaches(QProcessEnvironment::systemEnvironment(), QDir::currentPath(), session.stop());
    for (const QString &directory : wish.places) {
        const auto found = cachesBelow(directory, session.stop());
        if (!found)
            return failure(found);
        addNew(places, *found);
    }
    if (session.stop().stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (places.empty())
        session.output().told(u"no cache of joblib or fsspec was found; name its directory"_s);
    return places;
}

Result<ExitCode> forEachCache(Session &session, Composition &composition,
                              const std::vector<CachePlace> &places,
                              const std::function<Result<void>(const CacheContents &contents)> &work)
{
    ExitCode exit = ExitCode::Done;
    for (const CachePlace &place : places) {
        const auto contents =
            readCache(place, composition.pool(), composition.clock().now(), {}, session.stop());
        const Result<void> worked = contents ? work(*contents) : failure(contents);
        if (worked)
            continue;
        if (worked.error().kind == ErrorKind::Cancelled)
            return failure(worked);
        session.output().error(worked.error());
        exit = combined(exit, exitCodeOf(worked.error().kind));
    }
    return exit;
}

} // namespace caches

Action declareCaches(CLI::App &command)
{
    auto options = std::make_shared<caches::Options>();
    command.add_option(
        "ACTION|DIRECTORY", options->words,
        "list (the default), evict, undo, prune, tie NAME, untie NAME, ties or fsspec NAME; then the "
        "directories to look below, else where such caches commonly lie");
    command
        .add_option("--function", options->filter.function, "items of this function, with or without modules")
        ->type_name("NAME");
    command
        .add_option("--call", options->call,
                    "items of this call; arguments that it leaves out may be anything")
        ->type_name("CALL");
    command.add_option("--item", options->filter.item, "the item of this hash, file or URL, or beginning so")
        ->type_name("ITEM");
    command
        .add_option("--filter", options->filter.text, "items whose function, arguments or URL have this text")
        ->type_name("TEXT");
    command.add_option("--older", options->olderThan, "items made longer ago, such as 30d")->type_name("D");
    command.add_option("--larger", options->atLeast, "items of at least this size, such as 100M")
        ->type_name("SIZE");
    command
        .add_option("--state", options->states,
                    "items that are " + itemStateNames().join(u", "_s).toStdString())
        ->type_name("STATE")
        ->allow_extra_args(false);
    command.add_option("--sort", options->sort, "name, size, age or used")->type_name("HOW");
    command.add_flag("--items", options->showsItems, "of list: each item");
    command
        .add_option("--expiry", options->expiry,
                    "the expiry_time that your fsspec uses: of list 7d, or never; of fsspec 60s")
        ->type_name("D");
    command.add_flag("--check-files", options->checksFiles, "of list: your fsspec uses check_files");
    command.add_flag("--remove", options->isRemoved, "of fsspec: what was laid out for it goes");
    command.add_flag("--all", options->isAll, "of evict: all items below the directories");
    command.add_flag("--dry-run", options->isDry, "of evict and prune: only say what would go");
    return [options](Session &session) { return caches::carryOut(session, *options); };
}

} // namespace larder
