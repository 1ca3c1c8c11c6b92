#include "app/cli/commands/caches/cachewords.h"
#include "core/caches/keeping.h"
#include "core/dataset/jsonfields.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

#include <numeric>

namespace larder::caches {

using namespace Qt::StringLiterals;

namespace {

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
    QHash<std::size_t, TiedTo> tied;
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

Result<Shown> shownOf(const Home &home, const CacheContents &contents, const std::vector<TiedTo> &ties,
                      const Wish &wish, const QString &sort, Instant now)
{
    auto chosen = chosenItems(contents, wish.filter, now);
    if (!chosen)
        return failure(chosen);
    Shown shown{std::move(*chosen), {}, {}, std::vector<Sum>(contents.functions.size()), {}};
    sortItems(contents, sort, shown.items);
    ReaderHabits habits = wish.habits;
    habits.current = currentViews(home, contents);
    shown.tied = tiedItems(home, contents, ties, now);
    for (const std::size_t index : shown.items) {
        const CacheItem &item = contents.items[index];
        shown.prospects.push_back(prospectOf(contents, item, habits, now));
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

QJsonObject itemJson(const CacheContents &contents, const Shown &shown, std::size_t place)
{
    const CacheItem &item = contents.items[shown.items[place]];
    const Prospect &prospect = shown.prospects[place];
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
                     {u"oddity"_s, stringOrNull(item.oddity)},
                     {u"tied_to"_s, QJsonValue()}};
    if (const auto tied = shown.tied.constFind(shown.items[place]); tied != shown.tied.cend())
        json.insert(u"tied_to"_s, tied->dataset.text());
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
        items.append(itemJson(contents, shown, i));
    json.insert(u"item_list"_s, items);
    return json;
}

} // namespace

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
    std::vector<Error> unreadable;
    const std::vector<TiedTo> ties = allTies(composition.home(), unreadable);
    for (const Error &error : unreadable)
        output.warning(errorSentence(error));
    const auto exit =
        forEachCache(session, composition, *places, [&](const CacheContents &contents) -> Result<void> {
            const auto shown = shownOf(composition.home(), contents, ties, wish, options.sort, now);
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

} // namespace larder::caches
