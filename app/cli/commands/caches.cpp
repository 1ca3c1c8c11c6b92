#include "core/caches/caches.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/suggestion.h"
#include "app/settings.h"
#include "core/base/duration.h"
#include "core/caches/cachefilter.h"
#include "core/caches/cachesearch.h"
#include "core/caches/cachetrash.h"
#include "core/caches/eviction.h"
#include "core/caches/prospect.h"
#include "core/dataset/jsonfields.h"
#include "core/wording/quantities.h"

#include <QDir>
#include <QFileInfo>

#include <numeric>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 1;

struct Options {
    std::vector<QString> words; ///< an action, then places
    CacheFilter filter;
    QString call;
    QString olderThan;
    QString atLeast;
    std::vector<QString> states;
    QString sort;
    QString expiry;
    bool checksFiles = false;
    bool showsItems = false;
    bool isAll = false;
    bool isDry = false;
};

/// The words, understood.
struct Wish {
    QString action;
    QStringList places; ///< empty: the common ones
    CacheFilter filter;
    ReaderHabits habits;
};

const QStringList actions{u"list"_s, u"evict"_s, u"undo"_s, u"prune"_s};
const QStringList sorts{u"name"_s, u"size"_s, u"age"_s, u"used"_s};

QString countedItems(qint64 items)
{
    return items == 1 ? u"1 item"_s : u"%1 items"_s.arg(items);
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
Result<Wish> wishOf(const Options &options)
{
    Wish wish{u"list"_s, QStringList(options.words.begin(), options.words.end()), {}, {}};
    const QString first = wish.places.value(0);
    if (actions.contains(first)) {
        wish.action = wish.places.takeFirst();
    } else if (!first.isEmpty() && !first.contains(u'/') && !QFileInfo(first).isDir()) {
        const QString near = nearestWord(first, actions);
        return failure(
            ErrorKind::Invalid, u"caches cannot \"%1\", nor is that a directory"_s.arg(first), first,
            near.isEmpty() ? u"write list, evict, undo or prune"_s : u"did you mean \"%1\"?"_s.arg(near));
    }
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

/// Each place on its own: one that cannot be read is told, and the others go on.
template <typename Work>
Result<ExitCode> forEachCache(Session &session, Composition &composition,
                              const std::vector<CachePlace> &places, Work work)
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

struct Outlooks {
    qint64 hits = 0;
    qint64 oldHits = 0;
    qint64 misses = 0;
    qint64 unsure = 0;

    void add(Outlook outlook)
    {
        switch (outlook) {
        case Outlook::Hit:
            ++hits;
            return;
        case Outlook::OldHit:
            ++oldHits;
            return;
        case Outlook::Miss:
            ++misses;
            return;
        case Outlook::Unsure:
            ++unsure;
            return;
        }
    }
    [[nodiscard]] QString text() const
    {
        QStringList parts;
        const auto add = [&](qint64 count, const QString &word) {
            if (count > 0)
                parts << QString::number(count) + u' ' + word;
        };
        add(hits, u"hit"_s);
        add(oldHits, u"old"_s);
        add(misses, u"miss"_s);
        add(unsure, u"unsure"_s);
        return parts.join(u", "_s);
    }
};

struct Sum {
    qint64 items = 0;
    qint64 bytes = 0;
    qint64 leftoverBytes = 0;
    std::optional<Instant> newest;
    Outlooks outlooks;

    void add(const CacheItem &item, Outlook outlook)
    {
        ++items;
        bytes += item.bytes;
        leftoverBytes += item.leftoverBytes;
        newest = std::max(newest, item.made);
        outlooks.add(outlook);
    }
    void add(const Sum &other)
    {
        items += other.items;
        bytes += other.bytes;
        leftoverBytes += other.leftoverBytes;
        newest = std::max(newest, other.newest);
        outlooks.hits += other.outlooks.hits;
        outlooks.oldHits += other.outlooks.oldHits;
        outlooks.misses += other.outlooks.misses;
        outlooks.unsure += other.outlooks.unsure;
    }
    [[nodiscard]] QJsonObject json() const
    {
        return {{u"items"_s, items},
                {u"bytes"_s, bytes},
                {u"leftover_bytes"_s, leftoverBytes},
                {u"newest"_s, instantOrNull(newest)},
                {u"hits"_s, outlooks.hits},
                {u"old_hits"_s, outlooks.oldHits},
                {u"misses"_s, outlooks.misses},
                {u"unsure"_s, outlooks.unsure}};
    }
};

Colour colourOf(Outlook outlook)
{
    switch (outlook) {
    case Outlook::Hit:
        return Colour::Green;
    case Outlook::OldHit:
        return Colour::Yellow;
    case Outlook::Miss:
    case Outlook::Unsure:
        return Colour::Dim;
    }
    Q_UNREACHABLE_RETURN(Colour::Plain);
}

QString outlookWord(Outlook outlook)
{
    return outlook == Outlook::OldHit ? u"old"_s : outlookName(outlook);
}

/// What is shown of a place: the items that are meant, as they are sorted.
struct Shown {
    std::vector<std::size_t> items;
    std::vector<Prospect> prospects; ///< of each of them
    std::vector<Sum> functions; ///< by their place in CacheContents
    Sum sum;
};

void sortItems(const CacheContents &contents, const QString &by, std::vector<std::size_t> &items)
{
    const auto item = [&](std::size_t index) -> const CacheItem & { return contents.items[index]; };
    if (by == u"size")
        std::ranges::stable_sort(items, std::greater(), [&](std::size_t i) { return item(i).bytes; });
    else if (by == u"age")
        std::ranges::stable_sort(items, {}, [&](std::size_t i) { return item(i).made; });
    else if (by == u"used")
        std::ranges::stable_sort(items, {}, [&](std::size_t i) { return item(i).used; });
    else if (by == u"name")
        std::ranges::stable_sort(items, {}, [&](std::size_t i) { return itemTitle(contents, item(i)); });
}

Result<Shown> shownOf(const CacheContents &contents, const Wish &wish, const QString &sort, Instant now)
{
    auto chosen = chosenItems(contents, wish.filter, now);
    if (!chosen)
        return failure(chosen);
    Shown shown{std::move(*chosen), {}, std::vector<Sum>(contents.functions.size()), {}};
    sortItems(contents, sort, shown.items);
    for (const std::size_t index : shown.items) {
        const CacheItem &item = contents.items[index];
        shown.prospects.push_back(prospectOf(contents, item, wish.habits, now));
        shown.sum.add(item, shown.prospects.back().outlook);
        if (item.function >= 0)
            shown.functions[size_t(item.function)].add(item, shown.prospects.back().outlook);
    }
    return shown;
}

QString headingOf(const CacheContents &contents, const Sum &sum)
{
    QString heading = u"%1  %2: %3, %4"_s.arg(contents.place.path, cacheKindName(contents.place.kind),
                                              countedItems(sum.items), byteSizeText(sum.bytes));
    if (sum.leftoverBytes > 0)
        heading += u", %1 of it half-written"_s.arg(byteSizeText(sum.leftoverBytes));
    if (contents.trashBytes > 0)
        heading += u"; %1 in the trash"_s.arg(byteSizeText(contents.trashBytes));
    return heading;
}

void addItems(TextTable &table, const CacheContents &contents, const Shown &shown, Instant now,
              const QTimeZone &zone)
{
    for (std::size_t i = 0; i < shown.items.size(); ++i) {
        const CacheItem &item = contents.items[shown.items[i]];
        const Prospect &prospect = shown.prospects[i];
        table.addRow({itemTitle(contents, item),
                      itemStateName(item.state),
                      byteSizeText(item.bytes),
                      item.made ? friendlyInstant(*item.made, now, zone) : u"?"_s,
                      {outlookWord(prospect.outlook), colourOf(prospect.outlook)},
                      prospect.because});
    }
}

void addFunctions(TextTable &table, const CacheContents &contents, const Shown &shown, const QString &sort,
                  Instant now, const QTimeZone &zone)
{
    const auto row = [&](const QString &name, const Sum &sum) {
        table.addRow({name, QString::number(sum.items), byteSizeText(sum.bytes),
                      sum.newest ? friendlyInstant(*sum.newest, now, zone) : u"-"_s, sum.outlooks.text()});
    };
    if (contents.place.kind == CacheKind::Fsspec)
        return row(u"(files)"_s, shown.sum);
    std::vector<std::size_t> order(contents.functions.size());
    std::iota(order.begin(), order.end(), 0);
    if (sort == u"size")
        std::ranges::stable_sort(order, std::greater(),
                                 [&](std::size_t i) { return shown.functions[i].bytes; });
    else if (sort == u"age")
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return shown.functions[i].newest; });
    for (const std::size_t i : order)
        row(contents.functions[i].name, shown.functions[i]);
}

QJsonObject itemJson(const CacheContents &contents, const CacheItem &item, const Prospect &prospect)
{
    QJsonObject arguments;
    for (const CacheArgument &argument : item.arguments)
        arguments.insert(argument.name, argument.value);
    QJsonObject json{{u"title"_s, itemTitle(contents, item)},
                     {u"name"_s, item.name},
                     {u"path"_s, stringOrNull(QString::fromUtf8(item.path))},
                     {u"state"_s, itemStateName(item.state)},
                     {u"bytes"_s, item.bytes},
                     {u"made"_s, instantOrNull(item.made)},
                     {u"made_is_recorded"_s, item.isMadeRecorded},
                     {u"used"_s, instantOrNull(item.used)},
                     {u"outlook"_s, outlookName(prospect.outlook)},
                     {u"because"_s, prospect.because},
                     {u"oddity"_s, stringOrNull(item.oddity)}};
    if (item.function >= 0) {
        json.insert(u"function"_s, contents.functions[size_t(item.function)].name);
        json.insert(u"arguments"_s, arguments);
    }
    return json;
}

QJsonArray troublesJson(const CacheContents &contents)
{
    QJsonArray troubles;
    for (const Error &trouble : contents.troubles)
        troubles.append(QJsonObject{{u"path"_s, trouble.subject}, {u"message"_s, trouble.message}});
    return troubles;
}

QJsonObject placeJson(const CacheContents &contents, const Shown &shown, bool hasItems)
{
    QJsonArray functions;
    for (std::size_t i = 0; i < contents.functions.size(); ++i) {
        QJsonObject function = shown.functions[i].json();
        function.insert(u"function"_s, contents.functions[i].name);
        function.insert(u"has_code"_s, contents.functions[i].hasCode);
        functions.append(function);
    }
    QJsonObject json = shown.sum.json();
    json.insert(u"path"_s, contents.place.path);
    json.insert(u"kind"_s, cacheKindName(contents.place.kind));
    json.insert(u"other_bytes"_s, contents.otherBytes);
    json.insert(u"trash_bytes"_s, contents.trashBytes);
    json.insert(u"functions"_s, functions);
    json.insert(u"troubles"_s, troublesJson(contents));
    if (!hasItems)
        return json;
    QJsonArray items;
    for (std::size_t i = 0; i < shown.items.size(); ++i)
        items.append(itemJson(contents, contents.items[shown.items[i]], shown.prospects[i]));
    json.insert(u"item_list"_s, items);
    return json;
}

Result<ExitCode> list(Session &session, Composition &composition, const Wish &wish, const Options &options)
{
    const auto places = placesOf(session, wish);
    if (!places)
        return failure(places);
    Output &output = session.output();
    const Instant now = composition.clock().now();
    const bool hasItems = options.showsItems || !wish.filter.isEmpty();
    TextTable table(hasItems ? std::vector<Column>{{u"ITEM"_s, Align::Left, true},
                                                   {u"STATE"_s},
                                                   {u"SIZE"_s, Align::Right},
                                                   {u"MADE"_s},
                                                   {u"NEXT CALL"_s},
                                                   {u"BECAUSE"_s}}
                             : std::vector<Column>{{u"WHAT"_s, Align::Left, true},
                                                   {u"ITEMS"_s, Align::Right},
                                                   {u"SIZE"_s, Align::Right},
                                                   {u"NEWEST"_s},
                                                   {u"NEXT CALL"_s}});
    Sum total;
    QJsonArray json;
    const auto exit =
        forEachCache(session, composition, *places, [&](const CacheContents &contents) -> Result<void> {
            const auto shown = shownOf(contents, wish, options.sort, now);
            if (!shown)
                return failure(shown);
            for (const Error &trouble : contents.troubles)
                output.warning(u"%1: %2"_s.arg(trouble.subject, trouble.message));
            if (output.isJson())
                json.append(placeJson(contents, *shown, hasItems));
            total.add(shown->sum);
            if (hasItems && shown->items.empty())
                return {};
            table.addHeading(headingOf(contents, shown->sum));
            if (hasItems)
                addItems(table, contents, *shown, now, wish.habits.zone);
            else
                addFunctions(table, contents, *shown, options.sort, now, wish.habits.zone);
            return {};
        });
    if (!exit)
        return exit;
    if (!table.isEmpty())
        output.result(table);
    if (places->size() > 1)
        output.result(u"in all %1, %2"_s.arg(countedItems(total.items), byteSizeText(total.bytes)));
    output.json({{u"schema"_s, schema}, {u"places"_s, json}, {u"total"_s, total.json()}});
    return exit;
}

Result<ExitCode> evictItems(Session &session, Composition &composition, const Wish &wish,
                            const Options &options)
{
    const CacheFilter &filter = wish.filter;
    if (filter.isEmpty() && !(options.isAll && !wish.places.isEmpty())) {
        return failure(ErrorKind::Invalid, u"which items to evict is missing"_s, {},
                       u"say --call, --function, --item, --older, --larger, --state or --filter; or name a "
                       "directory and say --all"_s);
    }
    const auto places = placesOf(session, wish);
    if (!places)
        return failure(places);
    Output &output = session.output();
    const Instant now = composition.clock().now();
    qint64 items = 0;
    qint64 bytes = 0;
    QJsonArray json;
    const auto exit =
        forEachCache(session, composition, *places, [&](const CacheContents &contents) -> Result<void> {
            const auto chosen = chosenItems(contents, filter, now);
            if (!chosen)
                return failure(chosen);
            const EvictionPlan plan = planEviction(contents, *chosen);
            if (plan.beingWritten > 0)
                output.warning(u"%1: left alone, because being written: %2"_s.arg(
                    contents.place.path, countedItems(plan.beingWritten)));
            const auto evicted = options.isDry ? Evicted{{}, qint64(plan.items.size()), plan.bytes}
                                               : evict(contents, plan, now, session.stop());
            if (!evicted)
                return failure(evicted);
            for (const std::size_t index : plan.items) {
                const CacheItem &item = contents.items[index];
                output.told(u"%1 %2, %3"_s.arg(options.isDry ? u"would evict"_s : u"evicted"_s,
                                               itemTitle(contents, item), byteSizeText(item.bytes)));
                json.append(QJsonObject{{u"place"_s, contents.place.path},
                                        {u"path"_s, QString::fromUtf8(item.path)},
                                        {u"title"_s, itemTitle(contents, item)},
                                        {u"bytes"_s, item.bytes}});
            }
            items += evicted->items;
            bytes += evicted->bytes;
            return {};
        });
    if (!exit)
        return exit;
    const bool isOneMeant = filter.call || !filter.item.isEmpty() || !filter.function.isEmpty();
    if (items == 0 && isOneMeant && *exit == ExitCode::Done)
        return failure(ErrorKind::NotFound, u"no item of a cache is meant by this"_s, {},
                       u"`larder caches --items` shows them"_s);
    output.told(options.isDry
                    ? u"%1, %2 would go into the trash"_s.arg(countedItems(items), byteSizeText(bytes))
                    : u"%1, %2 went into the trash; `larder caches undo` brings them back, `larder "
                      "caches prune` frees the room"_s.arg(countedItems(items), byteSizeText(bytes)));
    output.json({{u"schema"_s, schema},
                 {u"evicted"_s, json},
                 {u"items"_s, items},
                 {u"bytes"_s, bytes},
                 {u"dry_run"_s, options.isDry}});
    return exit;
}

/// One eviction may have reached several places: all of its instant.
Result<ExitCode> undo(Session &session, Composition &, const Wish &wish, const Options &)
{
    const auto places = placesOf(session, wish);
    if (!places)
        return failure(places);
    std::optional<Instant> newest;
    std::vector<std::pair<Instant, QString>> undoable;
    for (const CachePlace &place : *places) {
        const auto at = newestEviction(place.path);
        if (!at)
            return failure(at);
        if (*at)
            undoable.emplace_back(**at, place.path);
        newest = std::max(newest, *at);
    }
    if (!newest)
        return failure(ErrorKind::NotFound, u"there is nothing to undo"_s);
    Output &output = session.output();
    qint64 restored = 0;
    QJsonArray left;
    for (const auto &[at, path] : undoable) {
        if (at != *newest)
            continue;
        const auto undone = undoEviction(path, session.stop());
        if (!undone)
            return failure(undone);
        restored += undone->restored;
        for (const QByteArray &item : undone->left) {
            output.warning(
                u"%1/%2 was made anew meanwhile and stays as it is"_s.arg(path, QString::fromUtf8(item)));
            left.append(QString(path + u'/' + QString::fromUtf8(item)));
        }
    }
    output.told(u"%1 brought back"_s.arg(countedItems(restored)));
    output.json({{u"schema"_s, schema}, {u"restored"_s, restored}, {u"left"_s, left}});
    return ExitCode::Done;
}

Result<ExitCode> prune(Session &session, Composition &, const Wish &wish, const Options &options)
{
    const auto places = placesOf(session, wish);
    if (!places)
        return failure(places);
    qint64 bytes = 0;
    for (const CachePlace &place : *places) {
        const auto freed = options.isDry ? Result<qint64>(trashSize(place.path)) : pruneTrash(place.path);
        if (!freed)
            return failure(freed);
        bytes += *freed;
    }
    session.output().told(
        u"%1 %2"_s.arg(byteSizeText(bytes), options.isDry ? u"would be freed"_s : u"freed"_s));
    session.output().json({{u"schema"_s, schema}, {u"freed_bytes"_s, bytes}, {u"dry_run"_s, options.isDry}});
    return ExitCode::Done;
}

Result<ExitCode> caches(Session &session, const Options &options)
{
    using Act = Result<ExitCode> (*)(Session &, Composition &, const Wish &, const Options &);
    static constexpr Act acts[] = {list, evictItems, undo, prune}; // as `actions`
    const auto wish = wishOf(options);
    if (!wish)
        return failure(wish);
    const bool isReading = wish->action == u"list" || options.isDry;
    const auto composition = session.open(isReading ? Access::Read : Access::Write);
    if (!composition)
        return failure(composition);
    return acts[actions.indexOf(wish->action)](session, **composition, *wish, options);
}

} // namespace

Action declareCaches(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option(
        "ACTION|DIRECTORY", options->words,
        "list (the default), evict, undo or prune; then the directories to look below, else where "
        "such caches commonly lie");
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
                    "of list: the expiry_time that your fsspec uses, or never; 7d")
        ->type_name("D");
    command.add_flag("--check-files", options->checksFiles, "of list: your fsspec uses check_files");
    command.add_flag("--all", options->isAll, "of evict: all items below the directories");
    command.add_flag("--dry-run", options->isDry, "of evict and prune: only say what would go");
    return [options](Session &session) { return caches(session, *options); };
}

} // namespace larder
