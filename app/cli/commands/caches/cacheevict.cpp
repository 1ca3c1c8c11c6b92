#include "app/cli/commands/caches/cachewords.h"
#include "core/caches/cachetrash.h"
#include "core/caches/eviction.h"
#include "core/wording/quantities.h"

namespace larder::caches {

using namespace Qt::StringLiterals;

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

} // namespace larder::caches
