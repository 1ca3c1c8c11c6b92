#include "core/caches/eviction.h"

#include "core/caches/foreignfile.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"

#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// 0, or the errno that stopped it. What is gone already is gone.
int moveAway(int place, const QByteArray &path, int trash, const QByteArray &aside)
{
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray name = path.sliced(slash + 1);
    const FileDescriptor parent = openBelow(place, path.first(std::max<qsizetype>(slash, 0)));
    if (!parent.isOpen())
        return errno;
    return ::renameat(parent.get(), name.constData(), trash, aside.constData()) == 0 ? 0 : errno;
}

Result<Evicted> moveIntoTrash(const CacheContents &contents, const EvictionPlan &plan, Instant now,
                              Undoing undoing, const std::stop_token &stop)
{
    if (plan.items.empty())
        return Evicted{};
    const QString &path = contents.place.path;
    const FileDescriptor place = openDirectory(path);
    if (!place.isOpen())
        return std::unexpected(systemError(errno, u"open the directory"_s, path));
    TrashList list{now, {}};
    for (const std::size_t index : plan.items)
        list.items.push_back(contents.items[index].path);
    const auto trash = beginEviction(place.get(), path, list, undoing);
    if (!trash)
        return failure(trash);
    Evicted evicted{trash->id, 0, 0};
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const CacheItem &item = contents.items[plan.items[i]];
        const int failed =
            moveAway(place.get(), item.path, trash->directory.get(), QByteArray::number(qulonglong(i)));
        if (failed == ENOENT)
            continue;
        if (failed != 0)
            return diskFailure(failed, u"move aside"_s, path + u'/' + shownName(item.path));
        ++evicted.items;
        evicted.bytes += item.bytes;
    }
    ::fsync(trash->directory.get()); // a power cut brings back at most what can be evicted again
    return evicted;
}

} // namespace

EvictionPlan planEviction(const CacheContents &contents, std::span<const std::size_t> chosen)
{
    EvictionPlan plan;
    QSet<QByteArray> paths;
    for (const std::size_t index : chosen) {
        const CacheItem &item = contents.items[index];
        if (item.state == ItemState::Writing) {
            ++plan.beingWritten;
            continue;
        }
        if (item.path.isEmpty() || paths.contains(item.path))
            continue;
        paths.insert(item.path);
        plan.items.push_back(index);
        plan.bytes += item.bytes;
    }
    return plan;
}

Result<Evicted> evict(const CacheContents &contents, const EvictionPlan &plan, Instant now,
                      const std::stop_token &stop)
{
    return moveIntoTrash(contents, plan, now, Undoing::Possible, stop);
}

Result<Evicted> evictForGood(const CacheContents &contents, const EvictionPlan &plan, Instant now,
                             const std::stop_token &stop)
{
    const auto evicted = moveIntoTrash(contents, plan, now, Undoing::Never, stop);
    if (!evicted || evicted->id.isEmpty())
        return evicted;
    const auto removed = pruneEviction(contents.place.path, evicted->id);
    return removed ? evicted : failure(removed);
}

} // namespace larder
