#include "core/store/forget.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/blobscan.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/locks.h"
#include "core/store/partial.h"
#include "core/store/runmark.h"
#include "core/store/storeplace.h"
#include "core/store/sweep.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

std::optional<DatasetName> nameOfForgetting(const QByteArray &folder)
{
    const auto name = DatasetName::parse(QString::fromUtf8(folder).replace(u'@', u'/'));
    return name ? std::optional(*name) : std::nullopt;
}

/// The hashes of a dataset that is on its way out.
Result<std::vector<Sha256>> hashesOf(const DatasetLayout &layout, int &snapshots)
{
    const auto ids = namesIn(layout.manifests());
    if (!ids)
        return failure(ids);
    std::vector<Sha256> hashes;
    for (const QByteArray &id : *ids) {
        const auto text = readWhole(layout.manifest(QString::fromUtf8(id)));
        if (!text)
            return failure(text);
        const auto manifest = manifestFromText(text->value_or(QByteArray()));
        if (!manifest)
            continue; // its blobs have no user then, and go with all that have none
        ++snapshots;
        for (const ManifestFile &file : manifest->files)
            hashes.push_back(file.hash);
    }
    std::ranges::sort(hashes);
    hashes.erase(std::ranges::unique(hashes).begin(), hashes.end());
    return hashes;
}

/// The files of a dataset's partials, bytes and notes; also of those that do not say whose they are.
Result<QStringList> partialsOf(const StoreLayout &store, const DatasetName &name)
{
    const auto files = namesIn(store.partials());
    if (!files)
        return failure(files);
    QStringList paths;
    for (const QByteArray &file : *files) {
        const QString named = QString::fromUtf8(file);
        const auto note = readPartialNote(store.partials() + u'/' + named.section(u'.', 0, 0) + u".json"_s);
        if (!note || note->dataset == name)
            paths << store.partials() + u'/' + named;
    }
    return paths;
}

Result<QStringList> stagingsOf(const StoreLayout &store, const DatasetName &name)
{
    const auto runs = namesIn(store.staging());
    if (!runs)
        return failure(runs);
    QStringList paths;
    for (const QByteArray &run : *runs) {
        const QString folder = store.staging() + u'/' + QString::fromUtf8(run);
        const auto owner = datasetOfRun(folder);
        if (!isRunAlive(folder) && (!owner || *owner == name))
            paths << folder;
    }
    return paths;
}

Result<void> removeAll(const QStringList &paths, qint64 &bytes)
{
    for (const QString &path : paths) {
        if (auto removed = removeTree(path, &bytes); !removed)
            return removed;
    }
    return {};
}

QStringList trashOf(const StoreLayout &store)
{
    QStringList paths;
    if (const auto names = namesIn(store.trash())) {
        for (const QByteArray &name : *names)
            paths << store.trash() + u'/' + QString::fromUtf8(name);
    }
    return paths;
}

/// An old place of the store holds its bytes for another day. Snapshots of others are left to their readers;
/// all that cannot be told apart goes.
Result<void> removeFromRetiredPlaces(const Home &home, const DatasetName &name, qint64 &bytes)
{
    const auto place = readStorePlace(home.data());
    if (!place)
        return failure(place);
    if (!*place)
        return {};
    for (const RetiredPlace &retired : (*place)->retired) {
        const StoreLayout old(retired.path);
        const auto id = readStoreId(old);
        if (!id || !*id || **id != home.storeId()) // not there now, or somebody else's
            continue;
        const QStringList paths{old.snapshotsOf(name), old.blobs(), old.partials(), old.staging(),
                                old.trash()};
        if (auto removed = removeAll(paths, bytes); !removed)
            return removed;
    }
    return {};
}

/// One dataset's own files: snapshots, partials, the staging of its dead runs. Returns the hashes that it
/// used.
Result<std::vector<Sha256>> removeFiles(const Home &home, const DatasetName &name, ForgetReport &report)
{
    const StoreLayout store = home.store();
    auto hashes = hashesOf(DatasetLayout(home.data().forgettingDataset(name)), report.snapshots);
    if (!hashes)
        return hashes;
    const auto partials = partialsOf(store, name);
    if (!partials)
        return failure(partials);
    const auto stagings = stagingsOf(store, name);
    if (!stagings)
        return failure(stagings);
    report.partials +=
        int(std::ranges::count_if(*partials, [](const QString &path) { return !path.endsWith(".json"_L1); }));
    const QStringList paths = QStringList{store.snapshotsOf(name)} + *partials + *stagings + trashOf(store);
    if (auto removed = removeAll(paths, report.bytes); !removed)
        return failure(removed);
    QDir().rmdir(QFileInfo(store.snapshotsOf(name)).path()); // refuses while the customer has more
    if (auto removed = removeFromRetiredPlaces(home, name, report.bytes); !removed)
        return failure(removed);
    crashPoint("forget-snapshots-removed");
    return hashes;
}

/// All that nobody names, not only what the manifests named: a fetch that failed left blobs too.
Result<void> removeBlobs(const Home &home, const StoreLock &exclusive, ForgetReport &report,
                         const std::stop_token &stop)
{
    const auto unlinked = listBlobs(home.store(), BlobsWanted::Unlinked, stop);
    if (!unlinked)
        return failure(unlinked);
    for (const QByteArray &stray : unlinked->strays) {
        if (auto removed = removeTree(home.store().blobs() + u'/' + QString::fromUtf8(stray), &report.bytes);
            !removed)
            return removed;
    }
    const auto swept = removeUnusedBlobs(home, unlinked->hashes, exclusive, stop);
    if (!swept)
        return failure(swept);
    report.blobs += swept->blobs;
    report.bytes += swept->bytes;
    crashPoint("forget-blobs-removed");
    return {};
}

/// Looks again at every place that could know the dataset. Returns the first thing that is left.
Result<void> prove(const Home &home, const DatasetName &name, std::vector<Sha256> hashes,
                   ForgetReport &report, const std::stop_token &stop)
{
    const StoreLayout store = home.store();
    QStringList places{home.data().dataset(name).folder(), home.data().forgettingDataset(name),
                       store.snapshotsOf(name)};
    const auto place = readStorePlace(home.data());
    for (const RetiredPlace &retired : place && *place ? (*place)->retired : std::vector<RetiredPlace>{}) {
        const StoreLayout old(retired.path);
        const auto id = readStoreId(old);
        if (id && *id && **id == home.storeId())
            places << old.snapshotsOf(name) << old.blobs();
        else if (isGone(old.version()))
            report.notReached << retired.path;
    }
    const auto partials = partialsOf(store, name);
    const auto stagings = stagingsOf(store, name);
    if (!partials || !stagings)
        return failure(ErrorKind::Storage, u"cannot look whether everything is gone"_s, store.root());
    places << *partials << *stagings << trashOf(store);
    std::erase_if(hashes, [&](const Sha256 &hash) { return !QFile::exists(store.blob(hash)); });
    const auto present = hashes.size();
    if (auto erased = eraseUsed(home, hashes, stop); !erased)
        return erased;
    report.sharedBlobs += int(present - hashes.size());
    for (const Sha256 &hash : hashes)
        places << store.blob(hash);
    for (const QString &path : std::as_const(places)) {
        if (QFileInfo(path).exists() || QFileInfo(path).isSymLink())
            return failure(ErrorKind::Storage, u"something of %1 is left"_s.arg(name.text()), path,
                           u"remove it by hand, or run `larder forget` again"_s);
    }
    report.searched << home.data().root() << store.snapshots() << store.blobs() << store.partials()
                    << store.staging() << store.trash();
    return {};
}

/// What was set aside goes for good. The folders in forgetting/ go last: until then a sweep can do all this
/// again.
Result<void> finishAll(const Home &home, const std::vector<DatasetName> &names, const StoreLock &exclusive,
                       ForgetReport &report, const std::stop_token &stop)
{
    std::vector<std::vector<Sha256>> hashes;
    for (const DatasetName &name : names) {
        auto removed = removeFiles(home, name, report);
        if (!removed)
            return failure(removed);
        hashes.push_back(std::move(*removed));
    }
    if (auto removed = removeBlobs(home, exclusive, report, stop); !removed)
        return removed;
    for (size_t i = 0; i < names.size(); ++i) {
        if (auto removed = removeTree(home.data().forgettingDataset(names[i])); !removed)
            return removed;
        if (auto proven = prove(home, names[i], std::move(hashes[i]), report, stop); !proven)
            return proven;
    }
    return {};
}

/// A dataset of that name was added again before the forget was finished: what no manifest of the new one
/// names goes.
Result<void> leaveToSweep(const Home &home, const DatasetName &name)
{
    const auto partials = partialsOf(home.store(), name);
    if (!partials)
        return failure(partials);
    qint64 bytes = 0;
    if (auto removed = removeAll(*partials, bytes); !removed)
        return removed;
    if (auto marked = writeAtomically(home.store().sweepDue(), {}); !marked)
        return marked;
    return removeTree(home.data().forgettingDataset(name));
}

/// From here on the dataset does not exist; what it had is removed by finishOne, now or after a crash.
Result<void> setAside(const Home &home, const DatasetName &name)
{
    const auto lock = RecordLock::acquire(home, name);
    if (!lock)
        return failure(lock);
    if (auto made = makeDirectory(home.data().forgetting()); !made)
        return made;
    const QString folder = home.data().dataset(name).folder();
    if (std::rename(QFile::encodeName(folder).constData(),
                    QFile::encodeName(home.data().forgettingDataset(name)).constData())
        != 0)
        return diskFailure(errno, u"set aside"_s, folder);
    if (auto flushed = flushDirectory(home.data().forgetting()); !flushed)
        return flushed;
    crashPoint("forget-set-aside");
    return flushDirectory(home.data().datasetsOf(name.customer));
}

Result<ForgetReport> forgetAll(const Home &home, std::vector<DatasetName> names,
                               std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    if (auto finished = finishForgetting(home, stop); !finished)
        return failure(finished);
    std::vector<RunLock> runs;
    for (const DatasetName &name : names) {
        auto run = RunLock::acquire(home, name, u"forget"_s, timeout, stop);
        if (!run)
            return failure(run);
        runs.push_back(std::move(*run));
    }
    const auto exclusive = holdStore(home, LockMode::Exclusive, timeout, stop);
    if (!exclusive)
        return failure(exclusive);
    ForgetReport report;
    for (const DatasetName &name : names) {
        if (auto aside = setAside(home, name); !aside)
            return failure(aside);
    }
    if (auto finished = finishAll(home, names, *exclusive, report, stop); !finished)
        return failure(finished);
    for (const DatasetName &name : names)
        QDir().rmdir(home.data().datasetsOf(name.customer)); // refuses while the customer has more
    report.searched.removeDuplicates();
    report.notReached.removeDuplicates();
    report.datasets = std::move(names);
    return report;
}

} // namespace

Result<ForgetReport> forgetDataset(const Home &home, const DatasetName &name,
                                   std::chrono::milliseconds timeout, std::stop_token stop)
{
    if (auto existing = home.existing(name); !existing)
        return failure(existing);
    return forgetAll(home, {name}, timeout, stop);
}

Result<ForgetReport> forgetCustomer(const Home &home, const QString &slug, std::chrono::milliseconds timeout,
                                    std::stop_token stop)
{
    auto names = home.datasets();
    if (!names)
        return failure(names);
    std::erase_if(*names, [&](const DatasetName &name) { return name.customer != slug; });
    const auto known = isSlug(slug) ? home.customer(slug) : std::optional<Customer>{};
    if (!known)
        return failure(known);
    if (names->empty() && !*known)
        return failure(ErrorKind::NotFound, u"there is no customer %1"_s.arg(slug), slug,
                       u"`larder list` shows them all"_s);
    auto report = forgetAll(home, std::move(*names), timeout, stop);
    if (!report)
        return report;
    if (auto removed = home.removeCustomer(slug); !removed)
        return failure(removed);
    return report;
}

Result<void> finishForgetting(const Home &home, std::stop_token stop)
{
    const auto folders = namesIn(home.data().forgetting());
    if (!folders)
        return failure(folders);
    if (folders->isEmpty())
        return {};
    const auto exclusive = tryHoldStore(home, LockMode::Exclusive);
    if (!exclusive)
        return failure(exclusive);
    if (!*exclusive)
        return {}; // the forget that is going, or the next sweep
    std::vector<DatasetName> names;
    for (const QByteArray &folder : *folders) {
        const auto name = nameOfForgetting(folder);
        if (!name)
            continue;
        if (!home.contains(*name))
            names.push_back(*name);
        else if (auto left = leaveToSweep(home, *name); !left)
            return left;
    }
    ForgetReport report;
    return finishAll(home, names, **exclusive, report, stop);
}

} // namespace larder
