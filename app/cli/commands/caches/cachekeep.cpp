#include "app/cli/commands/caches/cachewords.h"
#include "app/cli/naming.h"
#include "core/caches/fsspeclayer.h"
#include "core/caches/ties.h"
#include "core/dataset/jsonfields.h"
#include "core/wording/quantities.h"

#include <QDir>

namespace larder::caches {

using namespace Qt::StringLiterals;

namespace {

/// What a person chose of one place. nullopt: nothing of it is meant.
Result<std::optional<CacheTie>> tieTo(const CacheContents &contents, const Wish &wish, const Options &options,
                                      Instant now)
{
    const bool isFsspec = contents.place.kind == CacheKind::Fsspec;
    const CacheFilter &filter = wish.filter;
    if (isFsspec ? filter.call || !filter.function.isEmpty() : filter.isEmpty())
        return std::optional<CacheTie>();
    CacheTie tie{
        .place = contents.place, .function = filter.function, .call = options.call, .item = filter.item};
    if (filter.isEmpty()) // all files of the source, also those that are still to come
        return std::optional(std::move(tie));
    const QString function = filter.call ? filter.call->function : filter.function;
    const auto named = std::ranges::find_if(contents.functions, [&](const CacheFunction &each) {
        return !function.isEmpty() && each.isCalled(function);
    });
    if (named != contents.functions.end())
        return std::optional(std::move(tie));
    const auto chosen = chosenItems(contents, filter, now);
    if (!chosen)
        return failure(chosen);
    if (filter.item.isEmpty() || chosen->empty())
        return std::optional<CacheTie>();
    if (const CacheItem &item = contents.items[chosen->front()]; !isFsspec && chosen->size() == 1) {
        tie.function = contents.functions[size_t(item.function)].name; // whose items need not all be read
        tie.item = item.name;
    }
    return std::optional(std::move(tie));
}

QJsonArray tiesJson(const DatasetName &dataset, const std::vector<CacheTie> &ties)
{
    QJsonArray list;
    for (const CacheTie &tie : ties) {
        QJsonObject json = toJson(tie);
        json.insert(u"dataset"_s, dataset.text());
        list.append(json);
    }
    return list;
}

/// Ties say which function, call, item or files: what else chooses items may choose others tomorrow.
Result<void> requireLastingChoice(const Wish &wish)
{
    const CacheFilter &filter = wish.filter;
    if (filter.text.isEmpty() && !filter.olderThan && !filter.atLeastBytes && filter.states.empty())
        return {};
    return failure(ErrorKind::Invalid, u"only a function, a call or an item can be tied to a dataset"_s,
                   wish.dataset, u"say --function, --call or --item"_s);
}

bool isMeant(const CacheTie &tie, const Wish &wish, const Options &options)
{
    const CacheFilter &filter = wish.filter;
    const auto isUnderOne = [&](const QString &path) {
        const QString directory = QDir(path).canonicalPath();
        return tie.place.path == directory || tie.place.path.startsWith(directory + u'/');
    };
    if (!wish.places.empty() && std::ranges::none_of(wish.places, isUnderOne))
        return false;
    return (filter.function.isEmpty() || tie.function == filter.function)
        && (options.call.isEmpty() || tie.call == options.call)
        && (filter.item.isEmpty() || tie.item.startsWith(filter.item));
}

/// Python, as a person pastes it.
QString pythonLine(const FsspecLayer &layer, const Binding &binding)
{
    const auto quoted = [](const QString &text) -> QString {
        return u'"' + QString(text).replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
    };
    const QString example = layer.example.isEmpty() ? layer.names.urlOf("FILE") : layer.example;
    QString line =
        u"fsspec.open(%1, filecache={\"cache_storage\": [%2, os.path.expanduser(\"~/.cache/fsspec\")], "
        "\"expiry_time\": %3, \"cache_check\": 1}"_s.arg(
            quoted(u"filecache::"_s + example), quoted(layer.path), QString::number(layer.expiry.count()));
    const QString &endpoint = binding.bucket.endpoint;
    if (layer.names.protocol == u"s3" && !endpoint.isEmpty())
        line += u", s3={\"endpoint_url\": %1}"_s.arg(
            quoted(endpoint.contains(u"://"_s) ? endpoint : u"https://"_s + endpoint));
    if (layer.names.protocol == u"abfs")
        line += u", abfs={\"account_name\": %1}"_s.arg(quoted(binding.url.section(u'/', 2, 2)));
    return line + u')';
}

} // namespace

Result<ExitCode> tie(Session &session, Composition &composition, const Wish &wish, const Options &options)
{
    if (const auto lasting = requireLastingChoice(wish); !lasting)
        return failure(lasting);
    const auto folder = namedDataset(composition, wish.dataset);
    if (!folder)
        return failure(folder);
    const auto places = placesOf(session, wish);
    if (!places)
        return failure(places);
    const Instant now = composition.clock().now();
    std::vector<CacheTie> found;
    const auto exit =
        forEachCache(session, composition, *places, [&](const CacheContents &contents) -> Result<void> {
            const auto tie = tieTo(contents, wish, options, now);
            if (!tie)
                return failure(tie);
            if (*tie)
                found.push_back(**tie);
            return {};
        });
    if (!exit)
        return exit;
    if (found.empty()) {
        return failure(ErrorKind::NotFound, u"nothing in a cache is meant by this"_s, {},
                       u"name the directory of a cache; of joblib also --function, --call or --item; "
                       "`larder caches --items` shows them"_s);
    }
    if (const auto added = addTies(composition.home(), *folder, found); !added)
        return failure(added);
    for (const CacheTie &each : found)
        session.output().told(
            u"%1 in %2 is kept as fresh as %3"_s.arg(each.text(), each.place.path, wish.dataset));
    composition.home().tellFollower(folder->name(), now);
    session.output().json({{u"schema"_s, schema}, {u"ties"_s, tiesJson(folder->name(), found)}});
    return *exit;
}

Result<ExitCode> untie(Session &session, Composition &composition, const Wish &wish, const Options &options)
{
    if (const auto lasting = requireLastingChoice(wish); !lasting)
        return failure(lasting);
    const auto folder = namedDataset(composition, wish.dataset);
    if (!folder)
        return failure(folder);
    std::vector<CacheTie> gone;
    const auto ties = changeTies(composition.home(), *folder, [&](std::vector<CacheTie> &current) {
        const auto rest = std::ranges::stable_partition(
            current, [&](const CacheTie &each) { return !isMeant(each, wish, options); });
        gone.assign(rest.begin(), rest.end());
        current.erase(rest.begin(), rest.end());
    });
    if (!ties)
        return failure(ties);
    if (gone.empty())
        return failure(ErrorKind::NotFound,
                       u"nothing that is tied to %1 is meant by this"_s.arg(wish.dataset), wish.dataset,
                       u"`larder caches ties` shows what is tied"_s);
    for (const CacheTie &each : gone)
        session.output().told(u"%1 in %2 is left to itself"_s.arg(each.text(), each.place.path));
    session.output().json({{u"schema"_s, schema}, {u"untied"_s, tiesJson(folder->name(), gone)}});
    return ExitCode::Done;
}

Result<ExitCode> listTies(Session &session, Composition &composition, const Wish &wish, const Options &)
{
    const auto datasets = namedDatasets(composition, wish.places, NoWords::MeanAll);
    if (!datasets)
        return failure(datasets);
    TextTable table({{u"DATASET"_s}, {u"KEPT AS FRESH"_s, Align::Left, true}, {u"KIND"_s}, {u"CACHE"_s}});
    QJsonArray json;
    for (const DatasetName &name : *datasets) {
        const auto ties = tiesOf(composition.home().dataset(name));
        if (!ties)
            return failure(ties);
        for (const CacheTie &each : *ties)
            table.addRow({name.text(), each.text(), cacheKindName(each.place.kind), each.place.path});
        for (const QJsonValue &each : tiesJson(name, *ties))
            json.append(each);
    }
    if (table.isEmpty())
        session.output().told(u"nothing is tied to a dataset; `larder caches tie NAME` does it"_s);
    else
        session.output().result(table);
    session.output().json({{u"schema"_s, schema}, {u"ties"_s, json}});
    return ExitCode::Done;
}

Result<ExitCode> layFsspec(Session &session, Composition &composition, const Wish &wish,
                           const Options &options)
{
    const auto folder = namedDataset(composition, wish.dataset);
    if (!folder)
        return failure(folder);
    Output &output = session.output();
    if (options.isRemoved) {
        const auto removed = removeFsspecLayer(composition.home(), *folder);
        if (!removed)
            return failure(removed);
        if (!*removed)
            return failure(ErrorKind::NotFound, u"nothing of %1 is laid out for fsspec"_s.arg(wish.dataset),
                           wish.dataset);
        output.told(u"%1 is not laid out for fsspec any longer"_s.arg(wish.dataset));
        output.json({{u"schema"_s, schema}, {u"dataset"_s, wish.dataset}, {u"removed"_s, true}});
        return ExitCode::Done;
    }
    if (!wish.habits.expiry)
        return failure(ErrorKind::Invalid, u"--expiry cannot be \"never\" here"_s, options.expiry,
                       u"write a duration such as 60s"_s);
    const Instant now = composition.clock().now();
    const auto expiry = options.expiry.isEmpty() ? usualLayerExpiry : *wish.habits.expiry;
    const auto binding = folder->binding();
    const auto layer = layForFsspec(composition.home(), *folder, expiry, now);
    if (!binding || !layer)
        return binding ? failure(layer) : failure(binding);
    const QString python = pythonLine(*layer, *binding);
    const QTimeZone zone = wish.habits.zone;
    output.told(
        layer->files == 0
            ? u"%1 is not fresh: its files are listed for fsspec with the next `larder refresh %1`"_s.arg(
                  wish.dataset)
            : u"%1: %2 listed for fsspec %3, without a request; then Python asks by itself"_s.arg(
                  wish.dataset, layer->files == 1 ? u"1 file is"_s : u"%1 files are"_s.arg(layer->files),
                  layer->until ? u"until %1"_s.arg(friendlyInstant(*layer->until, now, zone))
                               : u"without end"_s));
    output.result(python);
    output.json({{u"schema"_s, schema},
                 {u"dataset"_s, wish.dataset},
                 {u"cache_storage"_s, layer->path},
                 {u"expiry_seconds"_s, qint64(layer->expiry.count())},
                 {u"files"_s, layer->files},
                 {u"until"_s, instantOrNull(layer->until)},
                 {u"example"_s, stringOrNull(layer->example)},
                 {u"python"_s, python}});
    return ExitCode::Done;
}

} // namespace larder::caches
