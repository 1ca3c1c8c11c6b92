#include "app/cli/commands/caches/cachewords.h"
#include "app/cli/naming.h"
#include "core/caches/fsspeclayer.h"
#include "core/caches/keeping.h"
#include "core/dataset/jsonfields.h"
#include "core/sources/address.h"
#include "core/wording/quantities.h"

#include <QDir>
#include <QUrl>

namespace larder::caches {

using namespace Qt::StringLiterals;

namespace {

/// What a person chose of one place: an item each, or what may grow. Empty: nothing of it is meant.
Result<std::vector<CacheTie>> tiesTo(const CacheContents &contents, const Wish &wish, const Options &options,
                                     Instant now)
{
    const bool isFsspec = contents.place.kind == CacheKind::Fsspec;
    const CacheFilter &filter = wish.filter;
    std::vector<CacheTie> ties;
    if (isFsspec ? filter.call || !filter.function.isEmpty() : filter.isEmpty())
        return ties;
    if (filter.isEmpty()) // all files of the source, also those that are still to come
        return std::vector{CacheTie{.place = contents.place}};
    if (!filter.item.isEmpty()) {
        const auto chosen = chosenItems(contents, filter, now);
        if (!chosen)
            return failure(chosen);
        for (const std::size_t index : *chosen) {
            const CacheItem &item = contents.items[index];
            const QString function =
                item.function < 0 ? QString() : contents.functions[size_t(item.function)].name;
            ties.push_back({.place = contents.place, .function = function, .item = item.name});
        }
        return ties;
    }
    const QString function = filter.call ? filter.call->function : filter.function;
    const bool isThere = std::ranges::any_of(
        contents.functions, [&](const CacheFunction &each) { return each.isCalled(function); });
    if (isThere)
        ties.push_back({.place = contents.place, .function = filter.function, .call = options.call});
    return ties;
}

/// "All files of its source" wants a source whose files fsspec can name.
Result<void> requireNames(const DatasetFolder &folder, const std::vector<CacheTie> &ties, Instant now)
{
    const bool wantsNames = std::ranges::any_of(
        ties, [](const CacheTie &tie) { return tie.place.kind == CacheKind::Fsspec && tie.item.isEmpty(); });
    const auto binding = folder.binding();
    const auto names = binding ? fsspecNamesNow(*binding, {}, nullptr, now) : failure(binding);
    if (!names)
        return failure(names);
    if (!wantsNames || *names)
        return {};
    return failure(ErrorKind::Unsupported, u"fsspec has no name for the files of this source"_s,
                   folder.name().text(), u"name the files of the cache by --item"_s);
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

bool isMeant(const CacheTie &tie, const Wish &wish, const Options &options)
{
    const CacheFilter &filter = wish.filter;
    const auto isUnderOne = [&](const QString &path) {
        const QString real = QDir(path).canonicalPath();
        const QString directory = real.isEmpty() ? QDir::cleanPath(QDir().absoluteFilePath(path)) : real;
        return tie.place.path == directory || tie.place.path.startsWith(directory + u'/');
    };
    if (!wish.places.empty() && std::ranges::none_of(wish.places, isUnderOne))
        return false;
    return (filter.function.isEmpty() || tie.function == filter.function)
        && (options.call.isEmpty() || tie.call == options.call)
        && (filter.item.isEmpty() || tie.item.startsWith(filter.item));
}

QString quoted(const QString &text)
{
    return u'"' + QString(text).replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

/// How fsspec is to sign in and where it is to ask, when it fetches by itself: as far as the binding says it.
QStringList optionsOf(const FsspecLayer &layer, const Binding &binding)
{
    const BucketOptions &bucket = binding.bucket;
    const QString &protocol = layer.names.protocol;
    const QString endpoint = bucket.endpoint.isEmpty() || bucket.endpoint.contains("://"_L1)
        ? bucket.endpoint
        : u"https://"_s + bucket.endpoint;
    QStringList options;
    const auto add = [&](const QString &name, const QString &value) {
        options << quoted(name) + u": "_s + value;
    };
    if (protocol == u"s3") {
        if (!endpoint.isEmpty())
            add(u"endpoint_url"_s, quoted(endpoint));
        if (bucket.isAnonymous)
            add(u"anon"_s, u"True"_s);
        if (!bucket.profile.isEmpty())
            add(u"profile"_s, quoted(bucket.profile));
        if (bucket.paysRequests)
            add(u"requester_pays"_s, u"True"_s);
        if (!bucket.region.isEmpty())
            add(u"client_kwargs"_s, u"{\"region_name\": %1}"_s.arg(quoted(bucket.region)));
    } else if (protocol == u"gs") {
        if (bucket.isAnonymous)
            add(u"token"_s, quoted(u"anon"_s));
        if (!endpoint.isEmpty())
            add(u"endpoint_url"_s, quoted(endpoint));
    } else if (protocol == u"abfs") {
        add(u"account_name"_s, quoted(binding.url.section(u'/', 2, 2)));
    } else if (protocol == u"sftp") {
        const QUrl url(binding.url.section(u'/', 0, 2));
        add(u"host"_s, quoted(url.host()));
        if (url.port() > 0)
            add(u"port"_s, QString::number(url.port()));
        if (!url.userName().isEmpty())
            add(u"username"_s, quoted(url.userName()));
    }
    return options;
}

/// As a person pastes it, behind the imports.
QString pythonLine(const FsspecLayer &layer, const Binding &binding)
{
    const QString example = layer.example.isEmpty() ? layer.names.urlOf("FILE") : layer.example;
    const QString line =
        u"fsspec.open(%1, filecache={\"cache_storage\": [%2, os.path.expanduser(\"~/.cache/fsspec\")], "
        "\"expiry_time\": %3, \"cache_check\": 1}"_s.arg(
            quoted(u"filecache::"_s + example), quoted(layer.path), QString::number(layer.expiry.count()));
    const QStringList options = optionsOf(layer, binding);
    return options.empty() ? line + u')'
                           : u"%1, %2={%3})"_s.arg(line, layer.names.protocol, options.join(u", "_s));
}

QString layerSentence(const FsspecLayer &layer, const QString &dataset, Instant now, const QTimeZone &zone)
{
    if (!layer.isFresh)
        return u"%1 is not fresh: its files are listed for fsspec with the next `larder refresh %1`"_s.arg(
            dataset);
    if (layer.files == 0)
        return u"%1 has no files that fsspec could name: what it has came out of archives"_s.arg(dataset);
    return u"%1: %2 listed for fsspec %3, without a request; then Python asks by itself"_s.arg(
        dataset, layer.files == 1 ? u"1 file is"_s : u"%1 files are"_s.arg(layer.files),
        layer.until ? u"until %1"_s.arg(friendlyInstant(*layer.until, now, zone)) : u"without end"_s);
}

} // namespace

Result<ExitCode> tie(Session &session, Composition &composition, const Wish &wish, const Options &options)
{
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
            const auto ties = tiesTo(contents, wish, options, now);
            if (!ties)
                return failure(ties);
            found.insert(found.end(), ties->begin(), ties->end());
            return {};
        });
    if (!exit)
        return exit;
    if (found.empty()) {
        return failure(ErrorKind::NotFound, u"nothing in a cache is meant by this"_s, {},
                       u"name the directory of a cache; of joblib also --function, --call or --item; "
                       "`larder caches --items` shows them"_s);
    }
    if (const auto possible = requireNames(*folder, found, now); !possible)
        return failure(possible);
    if (const auto added = addTies(composition.home(), *folder, found); !added)
        return failure(added);
    for (const CacheTie &each : found)
        session.output().told(
            u"%1 in %2 is kept as fresh as %3"_s.arg(each.text(), each.place.path, wish.dataset));
    composition.home().tellFollower(folder->name(), now);
    for (const QString &trouble : keepingTroubles(*folder))
        session.output().warning(trouble);
    session.output().json({{u"schema"_s, schema}, {u"ties"_s, tiesJson(folder->name(), found)}});
    return *exit;
}

Result<ExitCode> untie(Session &session, Composition &composition, const Wish &wish, const Options &options)
{
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
    TextTable table(
        {{u"DATASET"_s}, {u"KEPT AS FRESH"_s, Align::Left, true}, {u"KIND"_s}, {u"CACHE"_s}, {u"TROUBLE"_s}});
    QJsonArray json;
    ExitCode exit = ExitCode::Done;
    for (const DatasetName &name : *datasets) {
        const auto ties = tiesOf(composition.home().dataset(name));
        if (!ties) {
            session.output().error(ties.error());
            exit = combined(exit, exitCodeOf(ties.error().kind));
            continue;
        }
        for (const CacheTie &each : *ties)
            table.addRow({name.text(),
                          each.text(),
                          cacheKindName(each.place.kind),
                          each.place.path,
                          {each.trouble, Colour::Red}});
        for (const QJsonValue &each : tiesJson(name, *ties))
            json.append(each);
    }
    if (table.isEmpty() && exit == ExitCode::Done)
        session.output().told(u"nothing is tied to a dataset; `larder caches tie NAME` does it"_s);
    else
        session.output().result(table);
    session.output().json({{u"schema"_s, schema}, {u"ties"_s, json}});
    return exit;
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
    const QString imports = u"import fsspec, os"_s;
    const QString python = pythonLine(*layer, *binding);
    output.told(layerSentence(*layer, wish.dataset, now, wish.habits.zone));
    if (hasPlaceholders(binding->url))
        output.note(u"its names are of one day: print the line anew tomorrow"_s);
    output.result(imports);
    output.result(python);
    output.json({{u"schema"_s, schema},
                 {u"dataset"_s, wish.dataset},
                 {u"cache_storage"_s, layer->path},
                 {u"expiry_seconds"_s, qint64(layer->expiry.count())},
                 {u"files"_s, layer->files},
                 {u"until"_s, instantOrNull(layer->until)},
                 {u"example"_s, stringOrNull(layer->example)},
                 {u"imports"_s, imports},
                 {u"python"_s, python}});
    return ExitCode::Done;
}

} // namespace larder::caches
