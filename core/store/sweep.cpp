#include "core/store/sweep.h"

#include "core/base/atomicfile.h"
#include "core/base/clock.h"
#include "core/store/blobscan.h"
#include "core/store/bootid.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/forget.h"
#include "core/store/move.h"
#include "core/store/partial.h"
#include "core/store/runmark.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours partialLifetime{
    7 * 24}; // a source keeps an unfinished upload's version about as long
constexpr std::chrono::minutes startingTime{1}; // between a run's folder and its mark lie microseconds

/// By the file system's own clock, which `--as-of` does not move.
std::chrono::milliseconds ageOf(const QString &path)
{
    struct stat status{};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    const Instant modified{std::chrono::seconds(status.st_mtim.tv_sec)
                           + std::chrono::milliseconds(status.st_mtim.tv_nsec / 1'000'000)};
    return SystemClock().now() - modified;
}

bool isDead(const QString &stagingFolder)
{
    if (isRunAlive(stagingFolder))
        return false;
    return datasetOfRun(stagingFolder) || ageOf(stagingFolder) > startingTime;
}

Result<void> sweepStaging(const StoreLayout &store, SweepReport &report)
{
    const auto runs = namesIn(store.staging());
    if (!runs)
        return failure(runs);
    for (const QByteArray &run : *runs) {
        const QString folder = store.staging() + u'/' + QString::fromUtf8(run);
        if (!isDead(folder))
            continue;
        if (auto removed = removeTree(folder, &report.bytes); !removed)
            return removed;
        ++report.stagings;
    }
    return {};
}

Result<void> sweepPartials(const StoreLayout &store, SweepReport &report)
{
    const auto names = namesIn(store.partials());
    if (!names)
        return failure(names);
    for (const QByteArray &name : *names) {
        const QString path = store.partials() + u'/' + QString::fromUtf8(name);
        if (ageOf(path) < partialLifetime)
            continue;
        if (auto removed = removeTree(path, &report.bytes); !removed)
            return removed;
        report.partials += name.endsWith(".json") ? 0 : 1;
    }
    return {};
}

Result<void> sweepTrash(const StoreLayout &store, SweepReport &report)
{
    const auto names = namesIn(store.trash());
    if (!names)
        return failure(names);
    for (const QByteArray &name : *names) {
        if (auto removed = removeTree(store.trash() + u'/' + QString::fromUtf8(name), &report.bytes);
            !removed)
            return removed;
    }
    return {};
}

/// Snapshot directories of one dataset that no manifest knows: a run died between its rename and its
/// manifest.
Result<void> sweepSnapshotsOf(const Home &home, const DatasetName &name, SweepReport &report)
{
    const StoreLayout store = home.store();
    const auto ids = namesIn(store.snapshotsOf(name));
    if (!ids)
        return failure(ids);
    for (const QByteArray &id : *ids) {
        const QString snapshot = QString::fromUtf8(id);
        if (!isGone(home.data().dataset(name).manifest(snapshot)))
            continue;
        const auto aside = renameIntoTrash(store.snapshotsOf(name) + u'/' + snapshot, store.trash());
        if (!aside)
            return failure(aside);
        if (auto removed = removeTree(*aside, &report.bytes); !removed)
            return removed;
        ++report.snapshots;
    }
    return {};
}

Result<void> sweepSnapshots(const Home &home, SweepReport &report, const std::stop_token &stop)
{
    const QString root = home.store().snapshots();
    const auto customers = namesIn(root);
    if (!customers)
        return failure(customers);
    for (const QByteArray &customer : *customers) {
        const QString folder = root + u'/' + QString::fromUtf8(customer);
        const auto datasets = namesIn(folder);
        if (!datasets)
            return failure(datasets);
        for (const QByteArray &dataset : *datasets) {
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"stopped"_s);
            const DatasetName name{QString::fromUtf8(customer), QString::fromUtf8(dataset)};
            if (auto swept = sweepSnapshotsOf(home, name, report); !swept)
                return swept;
            if (!home.contains(name))
                QDir().rmdir(folder + u'/' + name.dataset);
        }
        QDir().rmdir(folder); // refuses while something is in it
    }
    return {};
}

/// Manifests whose snapshot is gone, but for the newest of a dataset: that one saves a fetch (fetchBasis).
Result<void> sweepManifests(const Home &home)
{
    const auto names = home.datasets();
    if (!names)
        return failure(names);
    for (const DatasetName &name : *names) {
        const DatasetFolder folder = home.dataset(name);
        const auto headers = folder.manifestHeaders();
        if (!headers)
            return failure(headers);
        for (const ManifestHeader &header : *headers) {
            if (header.id == headers->front().id || folder.hasSnapshot(header.id))
                continue;
            if (auto removed = removeTree(folder.layout().manifest(header.id)); !removed)
                return removed;
        }
    }
    return {};
}

Result<void> sweepBlobs(const Home &home, const StoreLock &exclusive, SweepReport &report,
                        const std::stop_token &stop)
{
    const auto listing = listBlobs(home.store(), BlobsWanted::Unlinked, stop);
    if (!listing)
        return failure(listing);
    for (const QByteArray &stray : listing->strays) {
        if (auto removed = removeTree(home.store().blobs() + u'/' + QString::fromUtf8(stray), &report.bytes);
            !removed)
            return removed;
    }
    const auto removed = removeUnusedBlobs(home, listing->hashes, exclusive, stop);
    if (!removed)
        return failure(removed);
    report.blobs += removed->blobs;
    report.bytes += removed->bytes;
    return {};
}

Result<void> sweepAll(const Home &home, const StoreLock &exclusive, SweepReport &report,
                      const std::stop_token &stop)
{
    if (auto swept = sweepSnapshots(home, report, stop); !swept)
        return swept;
    if (auto swept = sweepManifests(home); !swept)
        return swept;
    if (auto swept = sweepBlobs(home, exclusive, report, stop); !swept)
        return swept;
    // From here on every blob is named by a manifest, and so flushed; whatever comes is of this boot.
    if (auto marked = writeAtomically(home.store().bootMark(), currentBootId().toLatin1()); !marked)
        return marked;
    return removeTree(home.store().sweepDue());
}

bool isSweepDue(const StoreLayout &store)
{
    if (QFile::exists(store.sweepDue()))
        return true;
    const auto mark = readWhole(store.bootMark());
    return !mark || mark->value_or(QByteArray()) != currentBootId().toLatin1();
}

/// Files that writeAtomically did not come to rename.
Result<void> sweepAside(const QString &folder)
{
    const auto names = namesIn(folder);
    if (!names)
        return failure(names);
    for (const QByteArray &name : *names) {
        if (!name.startsWith('.'))
            continue;
        if (auto removed = removeTree(folder + u'/' + QString::fromUtf8(name)); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<SweepReport> sweep(const Home &home, SweepDepth depth, Instant now, std::stop_token stop)
{
    SweepReport report;
    if (auto finished = finishForgetting(home, stop); !finished)
        return failure(finished);
    const StoreLayout store = home.store();
    for (const auto step : {sweepStaging, sweepPartials, sweepTrash}) {
        if (auto swept = step(store, report); !swept)
            return failure(swept);
    }
    if (auto removed = removeRetiredPlaces(home, now); !removed)
        return failure(removed);
    // A dead run leaves blobs, too, that nobody names.
    if (depth == SweepDepth::Quick && report.stagings == 0 && !isSweepDue(store))
        return report;
    const auto exclusive = tryHoldStore(home, LockMode::Exclusive);
    if (!exclusive)
        return failure(exclusive);
    report.wasPostponed = !*exclusive;
    if (report.wasPostponed)
        return report;
    if (auto swept = sweepAll(home, **exclusive, report, stop); !swept)
        return failure(swept);
    return report;
}

Result<void> sweepDataset(const Home &home, const DatasetName &name, const RunLock &)
{
    SweepReport report;
    if (auto swept = sweepSnapshotsOf(home, name, report); !swept)
        return swept;
    const auto lock = RecordLock::acquire(home, name);
    if (!lock)
        return failure(lock);
    if (auto swept = sweepAside(home.data().dataset(name).folder()); !swept)
        return swept;
    return sweepAside(home.data().dataset(name).manifests());
}

Result<SweepReport> removeUnusedBlobs(const Home &home, std::vector<Sha256> candidates,
                                      const StoreLock &exclusive, std::stop_token stop)
{
    Q_ASSERT(exclusive.mode() == LockMode::Exclusive);
    SweepReport report;
    const StoreLayout store = home.store();
    std::erase_if(candidates, [&](const Sha256 &hash) {
        struct stat status{};
        return ::lstat(QFile::encodeName(store.blob(hash)).constData(), &status) != 0 || status.st_nlink > 1;
    });
    if (auto erased = eraseUsed(home, candidates, stop); !erased)
        return failure(erased);
    for (const Sha256 &hash : candidates) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        if (auto removed = removeTree(store.blob(hash), &report.bytes); !removed)
            return failure(removed);
        ++report.blobs;
    }
    return report;
}

} // namespace larder
