#include "core/caches/keeping.h"

#include "core/caches/caches.h"
#include "core/caches/eviction.h"
#include "core/caches/foreignfile.h"
#include "core/caches/fsspecnames.h"
#include "core/freshness/judge.h"
#include "core/store/copybytes.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/home.h"
#include "core/store/safename.h"

#include <QFile>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestCall = 24h; // one that began before a change and ends behind it
constexpr auto pauseBetween = 10min; // a record is written more often than that

/// What readers get of the dataset, and since when nothing older is right.
struct Present {
    Record record;
    Instant since{};
    QString path; ///< of the snapshot; empty: a change is known that is not fetched yet, or there is none
};

/// What was computed before it was read may have been computed from what was there before.
bool isOld(const CacheItem &item, const Present &present)
{
    const bool replacedSomething = !present.record.replaced.isEmpty() || present.record.knownChange;
    return item.made && *item.made - (replacedSomething ? item.took : 0ms) < present.since;
}

Result<std::optional<Present>> presentOf(const DatasetFolder &folder)
{
    auto record = folder.record();
    if (!record)
        return failure(record);
    const auto change = record->knownChange.transform([](const KnownChange &known) { return known.seenAt; });
    if (!record->currentSince && !change)
        return std::optional<Present>();
    Present present{.since = *std::max(record->currentSince, change)};
    if (!record->knownChange && folder.hasSnapshot(record->current()))
        present.path = folder.snapshotPath(record->current());
    present.record = std::move(*record);
    return std::optional(std::move(present));
}

/// What fsspec calls the files of the current snapshot, on the day that they were looked up for. nullopt:
/// none, or the tie is none of fsspec's.
Result<std::optional<FsspecNames>> namesFor(const CacheTie &tie, const DatasetFolder &folder,
                                            const Record &record)
{
    if (tie.place.kind != CacheKind::Fsspec || record.current().isEmpty())
        return std::optional<FsspecNames>();
    const auto binding = folder.binding();
    const auto manifest = folder.manifest(record.current());
    if (!binding || !manifest)
        return binding ? failure(manifest) : failure(binding);
    return datasetDay(*binding, manifest->header.probedAt).transform([&](QDate day) {
        return fsspecNames(*binding, day, manifest->files);
    });
}

bool isDue(const CacheTie &tie, Instant since, Instant now)
{
    const bool isDone = tie.tendedFor == since && tie.tendedAt && *tie.tendedAt <= now;
    return !isDone || (now < since + longestCall && now >= *tie.tendedAt + pauseBetween);
}

bool isSameFile(const struct stat &a, const struct stat &b)
{
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec
        && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

enum class Refill { Done, NotNeeded, NothingToFillWith };

/// The file of a cache gets the snapshot's bytes and time, which tell that it has them. Who has it open reads
/// on.
Result<Refill> refill(int place, const CacheItem &item, const QString &from)
{
    const auto failed = [&](int error) { return diskFailure(error, u"write"_s, shownName(item.file)); };
    const FileDescriptor source(
        ::open(QFile::encodeName(from).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat wanted{};
    if (!source.isOpen() || ::fstat(source.get(), &wanted) != 0 || !S_ISREG(wanted.st_mode))
        return Refill::NothingToFillWith;
    const qsizetype slash = item.file.lastIndexOf('/');
    const FileDescriptor parent = openBelow(place, item.file.first(std::max<qsizetype>(slash, 0)));
    const QByteArray name = item.file.sliced(slash + 1);
    struct stat there{};
    if (!parent.isOpen())
        return failed(errno);
    if (::fstatat(parent.get(), name.constData(), &there, AT_SYMLINK_NOFOLLOW) == 0
        && isSameFile(there, wanted))
        return Refill::NotNeeded;
    const QByteArray aside =
        "cache-" + QUuid::createUuid().toByteArray(QUuid::Id128); // as fsspec writes aside
    const FileDescriptor file(::openat(parent.get(), aside.constData(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return failed(errno);
    const timespec times[] = {wanted.st_mtim, wanted.st_mtim};
    int error = copyBytes(source.get(), file.get());
    if (error == 0
        && (::futimens(file.get(), times) != 0
            || ::renameat(parent.get(), aside.constData(), parent.get(), name.constData()) != 0))
        error = errno;
    if (error == 0)
        return Refill::Done;
    ::unlinkat(parent.get(), aside.constData(), 0);
    return failed(error);
}

void evictItems(const CacheContents &contents, const std::vector<std::size_t> &old, Instant now,
                const std::stop_token &stop, Tended &tended)
{
    const EvictionPlan plan = planEviction(contents, old);
    const auto evicted = evict(contents, plan, now, stop, EvictedBy::Larder);
    if (!evicted) {
        tended.troubles.push_back(evicted.error());
        return;
    }
    for (const std::size_t index : plan.items)
        tended.evicted << itemTitle(contents, contents.items[index]);
}

/// Those that cannot be filled stay among the old ones.
void refillItems(std::vector<std::size_t> &old, const CacheContents &contents, const QString &snapshot,
                 const FsspecNames &names, Tended &tended)
{
    const FileDescriptor place = openDirectory(contents.place.path);
    std::erase_if(old, [&](std::size_t index) {
        const CacheItem &item = contents.items[index];
        const auto path = names.pathOf(item.name.toUtf8());
        const bool isOneFile = item.state == ItemState::Whole || item.state == ItemState::Ghost;
        if (!path || !staysBelow(*path) || !isOneFile || item.file.isEmpty() || snapshot.isEmpty())
            return false;
        const auto filled = refill(place.get(), item, snapshot + u'/' + QFile::decodeName(*path));
        if (!filled)
            tended.troubles.push_back(filled.error());
        else if (*filled == Refill::Done)
            tended.refilled << item.name;
        return filled && *filled != Refill::NothingToFillWith;
    });
}

/// A tie to all files of the source means those that it has, or had.
Result<std::vector<std::size_t>> itemsOf(const CacheTie &tie, const CacheContents &contents,
                                         const std::optional<FsspecNames> &names, Instant now)
{
    const auto filter = tie.filter();
    if (!filter)
        return failure(filter);
    auto chosen = chosenItems(contents, *filter, now);
    if (chosen && filter->isEmpty()) {
        std::erase_if(*chosen, [&](std::size_t index) {
            return !names || !names->pathOf(contents.items[index].name.toUtf8());
        });
    }
    return chosen;
}

void tend(const CacheTie &tie, const DatasetFolder &folder, const Present &present, QThreadPool &pool,
          Instant now, const std::stop_token &stop, Tended &tended)
{
    const auto filter = tie.filter();
    const QString function = !filter ? QString() : filter->call ? filter->call->function : filter->function;
    const auto contents = readCache(tie.place, pool, now, {}, stop, function);
    if (!contents && contents.error().kind == ErrorKind::NotFound)
        return;
    const auto names = namesFor(tie, folder, present.record);
    auto old = !contents ? failure(contents) : names ? itemsOf(tie, *contents, *names, now) : failure(names);
    if (!old) {
        tended.troubles.push_back(old.error());
        return;
    }
    std::erase_if(*old, [&](std::size_t index) { return !isOld(contents->items[index], present); });
    if (*names)
        refillItems(*old, *contents, present.path, **names, tended);
    evictItems(*contents, *old, now, stop, tended);
    if (const auto pruned = pruneOwnTrash(tie.place.path, now); !pruned)
        tended.troubles.push_back(pruned.error());
}

} // namespace

QStringList Tended::sentences() const
{
    const auto about = [](const QStringList &titles, const QString &one, const QString &several) -> QString {
        return titles.size() == 1 ? one.arg(titles.front()) : several.arg(titles.size());
    };
    QStringList sentences;
    if (!evicted.empty())
        sentences << about(evicted, u"evicted %1, which was made before the data changed"_s,
                           u"evicted %1 items, which were made before the data changed"_s);
    if (!refilled.empty())
        sentences << about(refilled, u"renewed %1"_s, u"renewed %1 files"_s);
    for (const Error &trouble : troubles)
        sentences << u"a cache was not brought in step: %1 (%2)"_s.arg(trouble.message, trouble.subject);
    return sentences;
}

QHash<std::size_t, QString> tiedItems(const Home &home, const CacheContents &contents,
                                      const std::vector<TiedTo> &ties, Instant now)
{
    QHash<std::size_t, QString> tied;
    for (const auto &[dataset, tie] : ties) {
        if (tie.place != contents.place)
            continue;
        const DatasetFolder folder = home.dataset(dataset);
        const auto record = folder.record();
        const auto names = record ? namesFor(tie, folder, *record) : failure(record);
        const auto chosen = names ? itemsOf(tie, contents, *names, now) : failure(names);
        for (const std::size_t index : chosen.value_or(std::vector<std::size_t>()))
            tied.insert(index, dataset.text());
    }
    return tied;
}

Tended tendTies(const Home &home, const DatasetFolder &folder, QThreadPool &pool, Instant now,
                const std::stop_token &stop)
{
    Tended tended;
    const auto ties = tiesOf(folder);
    if (ties && ties->empty())
        return tended;
    const auto present = ties ? presentOf(folder) : failure(ties);
    if (!present) {
        tended.troubles.push_back(present.error());
        return tended;
    }
    if (!*present)
        return tended;
    const Instant since = (*present)->since;
    std::vector<CacheTie> done;
    for (const CacheTie &tie : *ties) {
        if (!isDue(tie, since, now))
            continue;
        const std::size_t troubles = tended.troubles.size();
        tend(tie, folder, **present, pool, now, stop, tended);
        if (tended.troubles.size() == troubles && !stop.stop_requested())
            done.push_back(tie);
    }
    const auto noted = changeTies(home, folder, [&](std::vector<CacheTie> &current) {
        for (CacheTie &tie : current) {
            if (std::ranges::none_of(done, [&](const CacheTie &one) { return one.isSameAs(tie); }))
                continue;
            tie.tendedAt = now;
            tie.tendedFor = since;
        }
    });
    if (!noted)
        tended.troubles.push_back(noted.error());
    return tended;
}

} // namespace larder
