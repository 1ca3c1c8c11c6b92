#include "core/caches/keeping.h"

#include "core/caches/caches.h"
#include "core/caches/eviction.h"
#include "core/caches/foreignfile.h"
#include "core/caches/fsspecnames.h"
#include "core/caches/fsspectext.h"
#include "core/store/copybytes.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/home.h"
#include "core/store/locks.h"
#include "core/store/safename.h"
#include "core/store/sha256.h"

#include <QFile>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <set>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestCall = 24h; // one that began before a change and ends behind it
constexpr auto pauseBetween = 10min; // a record is written more often than that

struct Present {
    const Record &record;
    Instant since; ///< nothing older is right
};

/// The current snapshot, by the names that fsspec has for its files.
struct NamedSnapshot {
    std::optional<Manifest> manifest; ///< nullopt: there is none
    QString path;
    std::optional<FsspecNames> names; ///< nullopt: fsspec has none
};

/// nullopt: readers never got anything.
std::optional<Instant> changedAt(const Record &record)
{
    std::optional<Instant> change;
    if (record.knownChange)
        change = record.knownChange->latestAt;
    return std::max(record.currentSince, change);
}

/// By a run that saw a change: it tends once more at its end.
bool isBeingFetched(const Home &home, const DatasetName &name, const Record &record)
{
    return record.knownChange
        && (!record.lastRun || record.lastRun->finishedAt < record.knownChange->latestAt)
        && RunLock::holder(home, name);
}

Result<NamedSnapshot> namedSnapshot(const DatasetFolder &folder, const Record &record, Instant now)
{
    const auto binding = folder.binding();
    if (!binding)
        return failure(binding);
    NamedSnapshot snapshot;
    if (const SnapshotId &id = record.current(); !id.isEmpty()) {
        auto manifest = folder.manifest(id);
        if (!manifest)
            return failure(manifest);
        snapshot.manifest = std::move(*manifest);
        snapshot.path = folder.snapshotPath(id);
    }
    auto names = fsspecNamesNow(*binding, record, snapshot.manifest ? &*snapshot.manifest : nullptr, now);
    if (!names)
        return failure(names);
    snapshot.names = std::move(*names);
    return snapshot;
}

bool isDue(const CacheTie &tie, Instant since, Instant now)
{
    const bool isRecent = tie.tendedAt && *tie.tendedAt <= now && now < *tie.tendedAt + pauseBetween;
    if (tie.tendedFor != since)
        return !(isRecent && !tie.trouble.isEmpty());
    return !isRecent && now < since + longestCall;
}

/// What was computed before it was read may have been computed from what was there before.
bool isOld(const CacheItem &item, const Present &present)
{
    const bool replacedSomething = !present.record.replaced.isEmpty() || present.record.knownChange;
    return !item.terms && item.made && *item.made - (replacedSomething ? item.took : 0ms) < present.since;
}

bool isSameFile(const struct stat &a, const struct stat &b)
{
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec
        && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

bool hasHash(int file, const Sha256 &hash, const std::stop_token &stop)
{
    Sha256Hasher hasher;
    return addFile(hasher, file, -1, stop) >= 0 && hasher.result() == hash;
}

enum class Renewal { Done, NotNeeded, NothingToRenewWith };

/// The file of a cache gets the snapshot's bytes, and its time, which tells the next time that it has them.
/// Who has it open reads on.
Result<Renewal> renew(int place, const CacheItem &item, const ManifestFile &wanted, const QString &from,
                      const std::stop_token &stop)
{
    const auto failed = [&](int error) { return diskFailure(error, u"write"_s, shownName(item.file)); };
    const FileDescriptor source(
        ::open(QFile::encodeName(from).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat ours{};
    if (!source.isOpen() || ::fstat(source.get(), &ours) != 0 || !S_ISREG(ours.st_mode))
        return Renewal::NothingToRenewWith;
    const qsizetype slash = item.file.lastIndexOf('/');
    const FileDescriptor parent = openBelow(place, item.file.first(std::max<qsizetype>(slash, 0)));
    if (!parent.isOpen())
        return failed(errno);
    const QByteArray name = item.file.sliced(slash + 1);
    const timespec times[] = {ours.st_mtim, ours.st_mtim};
    const FileDescriptor present(
        ::openat(parent.get(), name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat theirs{};
    if (present.isOpen() && ::fstat(present.get(), &theirs) == 0) {
        if (!S_ISREG(theirs.st_mode))
            return Renewal::NothingToRenewWith;
        if (isSameFile(theirs, ours))
            return Renewal::NotNeeded;
        if (theirs.st_size == ours.st_size && hasHash(present.get(), wanted.hash, stop)) {
            ::futimens(present.get(), times); // else it is read once more the next time
            return Renewal::NotNeeded;
        }
    }
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    const QByteArray aside =
        "cache-" + QUuid::createUuid().toByteArray(QUuid::Id128); // as fsspec writes aside
    const FileDescriptor file(::openat(parent.get(), aside.constData(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return failed(errno);
    int error = copyBytes(source.get(), file.get());
    if (error == 0
        && (::futimens(file.get(), times) != 0
            || ::renameat(parent.get(), aside.constData(), parent.get(), name.constData()) != 0))
        error = errno;
    if (error == 0)
        return Renewal::Done;
    ::unlinkat(parent.get(), aside.constData(), 0);
    return failed(error);
}

/// All ties of one place, tended together: it is read once.
class PlaceKeeper
{
public:
    PlaceKeeper(const CacheContents &contents, const Present &present, const NamedSnapshot &snapshot,
                const std::stop_token &stop)
        : m_contents(contents),
          m_present(present),
          m_snapshot(snapshot),
          m_stop(stop)
    { }

    Result<void> tend(const std::set<std::size_t> &chosen, Instant now, Tended &tended)
    {
        std::vector<std::size_t> old;
        std::ranges::copy_if(chosen, std::back_inserter(old),
                             [&](std::size_t index) { return isOld(m_contents.items[index], m_present); });
        if (m_contents.place.kind == CacheKind::Fsspec)
            renewItems(old, tended);
        const EvictionPlan plan = planEviction(m_contents, old);
        const auto removed = evictForGood(m_contents, plan, now, m_stop);
        if (!removed)
            return failure(removed);
        for (const std::size_t index : plan.items)
            tended.removed << itemTitle(m_contents, m_contents.items[index]);
        return m_trouble ? Result<void>(std::unexpected(*m_trouble)) : Result<void>();
    }

private:
    /// Leaves those that must go. A file whose name is not fsspec's own is not touched, whatever its entry
    /// says.
    void renewItems(std::vector<std::size_t> &old, Tended &tended)
    {
        const FileDescriptor place = openDirectory(m_contents.place.path);
        std::erase_if(old, [&](std::size_t index) {
            const CacheItem &item = m_contents.items[index];
            if (item.file.isEmpty() || !isFsspecNameOf(item.file, item.name.toUtf8()))
                return true;
            const auto renewed = m_stop.stop_requested() ? failure(ErrorKind::Cancelled, u"stopped"_s)
                                                         : renewal(place.get(), item);
            if (!renewed)
                m_trouble = renewed.error();
            else if (*renewed == Renewal::Done)
                tended.renewed << item.name;
            return renewed ? *renewed != Renewal::NothingToRenewWith
                           : renewed.error().kind == ErrorKind::Cancelled;
        });
    }

    Result<Renewal> renewal(int place, const CacheItem &item) const
    {
        const auto &[manifest, root, names] = m_snapshot;
        const auto path = names ? names->pathOf(item.name.toUtf8()) : std::nullopt;
        const bool isOneFile = item.state == ItemState::Whole || item.state == ItemState::Ghost;
        const ManifestFile *file = path && manifest ? manifest->find(*path) : nullptr;
        if (!file || !isOneFile || m_present.record.knownChange)
            return Renewal::NothingToRenewWith;
        return renew(place, item, *file, root + u'/' + QFile::decodeName(*path), m_stop);
    }

    const CacheContents &m_contents;
    const Present &m_present;
    const NamedSnapshot &m_snapshot;
    const std::stop_token &m_stop;
    std::optional<Error> m_trouble; ///< the last of them; the others are alike
};

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

/// The one whose items are to be read; empty: those of several.
QString functionOf(const std::vector<CacheTie> &ties)
{
    std::set<QString> functions;
    for (const CacheTie &tie : ties) {
        const auto filter = tie.filter();
        functions.insert(filter && filter->call ? filter->call->function : tie.function);
    }
    return functions.size() == 1 ? *functions.begin() : QString();
}

/// A place that is not there may come back, on its disk, as it was.
Result<void> tendPlace(const std::vector<CacheTie> &ties, const Present &present,
                       const NamedSnapshot &snapshot, QThreadPool &pool, Instant now,
                       const std::stop_token &stop, Tended &tended)
{
    const CachePlace &place = ties.front().place;
    const auto contents = readCache(place, pool, now, {}, stop, functionOf(ties));
    if (!contents && contents.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::NotFound, u"it is not there"_s, place.path);
    if (!contents)
        return failure(contents);
    std::set<std::size_t> chosen;
    for (const CacheTie &tie : ties) {
        const auto items = itemsOf(tie, *contents, snapshot.names, now);
        if (!items)
            return failure(items);
        chosen.insert(items->begin(), items->end());
    }
    return PlaceKeeper(*contents, present, snapshot, stop).tend(chosen, now, tended);
}

/// nullopt: fsspec has none, or they cannot be told now.
std::optional<FsspecNames> namesOf(const DatasetFolder &folder, Instant now)
{
    const auto record = folder.record();
    auto snapshot = record ? namedSnapshot(folder, *record, now) : failure(record);
    return snapshot ? std::move(snapshot->names) : std::nullopt;
}

bool isFsspec(const CacheTie &tie)
{
    return tie.place.kind == CacheKind::Fsspec;
}

/// Ties of one place stand together.
std::vector<std::vector<CacheTie>> byPlace(const std::vector<CacheTie> &ties)
{
    std::vector<std::vector<CacheTie>> places;
    for (const CacheTie &tie : ties) {
        const auto place = std::ranges::find_if(
            places, [&](const std::vector<CacheTie> &some) { return some.front().place == tie.place; });
        if (place == places.end())
            places.push_back({tie});
        else
            place->push_back(tie);
    }
    return places;
}

} // namespace

QString keepingTrouble(const Error &error)
{
    return u"a cache was not brought in step: %1 (%2)"_s.arg(error.message, error.subject);
}

QStringList keepingTroubles(const DatasetFolder &folder)
{
    const auto ties = tiesOf(folder);
    if (!ties)
        return {keepingTrouble(ties.error())};
    QStringList troubles;
    for (const CacheTie &tie : *ties) {
        if (!tie.trouble.isEmpty() && !troubles.contains(tie.trouble))
            troubles << tie.trouble;
    }
    return troubles;
}

QStringList Tended::sentences() const
{
    const auto about = [](const QStringList &titles, const QString &one, const QString &several) -> QString {
        return titles.size() == 1 ? one.arg(titles.front()) : several.arg(titles.size());
    };
    QStringList sentences;
    if (!removed.empty())
        sentences << about(removed, u"evicted %1, which was made before the data changed"_s,
                           u"evicted %1 items, which were made before the data changed"_s);
    if (!renewed.empty())
        sentences << about(renewed, u"renewed %1"_s, u"renewed %1 files"_s);
    return sentences + troubles;
}

QHash<std::size_t, TiedTo> tiedItems(const Home &home, const CacheContents &contents,
                                     const std::vector<TiedTo> &ties, Instant now)
{
    std::map<QString, std::optional<FsspecNames>>
        names; // of each dataset once: its manifest is read for them
    QHash<std::size_t, TiedTo> tied;
    for (const TiedTo &each : ties) {
        if (each.tie.place != contents.place)
            continue;
        const auto [known, isNew] = names.try_emplace(each.dataset.text());
        if (isNew && isFsspec(each.tie))
            known->second = namesOf(home.dataset(each.dataset), now);
        const auto chosen = itemsOf(each.tie, contents, known->second, now);
        for (const std::size_t index : chosen.value_or(std::vector<std::size_t>()))
            tied.insert(index, each);
    }
    return tied;
}

Tended tendTies(const Home &home, const DatasetFolder &folder, QThreadPool &pool, Instant now,
                const std::stop_token &stop)
{
    Tended tended;
    const auto ties = tiesOf(folder);
    if (!ties || ties->empty())
        return tended; // what is not readable is told by keepingTroubles
    const auto record = folder.record();
    const auto since = record ? changedAt(*record) : std::nullopt;
    if (!since)
        return tended;
    std::vector<CacheTie> due;
    std::ranges::copy_if(*ties, std::back_inserter(due),
                         [&](const CacheTie &tie) { return isDue(tie, *since, now); });
    if (due.empty() || stop.stop_requested())
        return tended;
    if (isBeingFetched(home, folder.name(), *record))
        std::erase_if(due, isFsspec);
    const NamedSnapshot none;
    const auto named = std::ranges::any_of(due, isFsspec) ? namedSnapshot(folder, *record, now)
                                                          : Result<NamedSnapshot>(none);
    for (const std::vector<CacheTie> &some : byPlace(due)) {
        const bool isByName = isFsspec(some.front());
        const auto done = isByName && !named
            ? failure(named)
            : tendPlace(some, {*record, *since}, isByName ? *named : none, pool, now, stop, tended);
        if (stop.stop_requested())
            break;
        const QString trouble = done ? QString() : keepingTrouble(done.error());
        if (!trouble.isEmpty() && trouble != some.front().trouble)
            tended.troubles << trouble;
        const auto noted = changeTies(home, folder, [&](std::vector<CacheTie> &current) {
            for (CacheTie &tie : current) {
                if (std::ranges::none_of(some, [&](const CacheTie &one) { return one.isSameAs(tie); }))
                    continue;
                tie.tendedAt = now;
                tie.trouble = trouble;
                if (done)
                    tie.tendedFor = *since;
            }
        });
        if (!noted)
            tended.troubles << keepingTrouble(noted.error());
    }
    return tended;
}

} // namespace larder
