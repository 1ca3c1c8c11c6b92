#include "core/store/prune.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/blobscan.h"
#include "core/store/filetree.h"
#include "core/store/locks.h"
#include "core/store/sweep.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <unordered_map>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds patience{
    2}; // for runs that hold the store; then the blobs are left to a sweep

struct FirstBytes {
    size_t operator()(const Sha256 &hash) const
    {
        size_t bytes = 0;
        std::memcpy(&bytes, hash.data(), sizeof bytes);
        return bytes;
    }
};

std::optional<Instant> lastUse(const Record &record, const SnapshotId &id)
{
    const auto at = [&](const QMap<SnapshotId, Instant> &instants) {
        const auto it = instants.constFind(id);
        return it == instants.cend() ? std::nullopt : std::optional(*it);
    };
    return std::max(at(record.supersededAt), at(record.handedOutAt));
}

/// `bytes` grows by what the snapshots hold, shared bytes counted each time: the store cannot hold more.
Result<PruneDataset> gatherDataset(const Home &home, const DatasetName &name, qint64 &bytes)
{
    const DatasetFolder folder = home.dataset(name);
    const auto binding = folder.binding();
    // One file that nobody can read must not keep the whole home from being pruned: its dataset loses
    // nothing.
    const bool isReadable = binding || binding.error().kind != ErrorKind::Corrupt;
    if (!binding && isReadable)
        return failure(binding);
    const auto record = folder.record();
    if (!record)
        return failure(record);
    const auto headers = folder.snapshots();
    if (!headers)
        return failure(headers);
    const int keep = isReadable ? binding->keep : int(headers->size());
    PruneDataset dataset{name, keep, record->newest, record->current(), {}};
    for (const ManifestHeader &header : *headers) {
        bytes += header.bytes;
        dataset.snapshots.push_back({header.id,
                                     header.sequence,
                                     header.createdAt,
                                     !isReadable || record->pins.contains(header.id),
                                     lastUse(*record, header.id),
                                     {}});
    }
    return dataset;
}

/// Which bytes each snapshot uses: every manifest is read, so only when somebody wants to know.
Result<void> gatherBlobs(const Home &home, PruneInput &input)
{
    std::unordered_map<Sha256, quint32, FirstBytes> indices;
    for (PruneDataset &dataset : input.datasets) {
        for (PruneSnapshot &snapshot : dataset.snapshots) {
            const auto manifest = home.dataset(dataset.name).manifest(snapshot.id);
            if (!manifest && manifest.error().kind == ErrorKind::Corrupt)
                continue;
            if (!manifest)
                return failure(manifest);
            for (const ManifestFile &file : manifest->files) {
                const auto [it, isNew] = indices.try_emplace(file.hash, quint32(input.blobBytes.size()));
                if (isNew)
                    input.blobBytes.push_back(file.entry.size);
                snapshot.blobs.push_back(it->second);
            }
            std::ranges::sort(snapshot.blobs);
            snapshot.blobs.erase(std::ranges::unique(snapshot.blobs).begin(), snapshot.blobs.end());
        }
    }
    return {};
}

/// The plan is some time old: a person may have pinned or taken it since.
bool mayStillGo(const Record &record, const SnapshotId &id, Instant now)
{
    const auto used = lastUse(record, id);
    return id != record.newest && id != record.current() && !record.pins.contains(id)
        && !(used && now - *used < graceAfterUse);
}

struct Pruned {
    std::vector<Removal> removals;
    std::vector<QString> trash;
    std::vector<Sha256> hashes;
};

Result<void> moveAside(const Home &home, const Removal &removal, Pruned &pruned)
{
    const DatasetFolder folder = home.dataset(removal.dataset);
    const auto manifest = folder.manifest(removal.snapshot);
    const auto aside = renameIntoTrash(folder.snapshotPath(removal.snapshot), home.store().trash());
    if (!aside)
        return failure(aside);
    crashPoint("prune-aside");
    pruned.trash.push_back(*aside);
    if (auto removed = removeTree(folder.layout().manifest(removal.snapshot)); !removed)
        return removed;
    crashPoint("prune-manifest-removed");
    pruned.removals.push_back(removal);
    if (manifest) {
        for (const ManifestFile &file : manifest->files)
            pruned.hashes.push_back(file.hash);
    }
    return {};
}

/// All removals of one dataset in one short hold of its record lock, so that nothing is pinned in between.
Result<void> pruneDataset(const Home &home, const DatasetName &name, const std::vector<Removal> &removals,
                          Instant now, Pruned &pruned)
{
    Result<void> outcome;
    const auto changed = home.dataset(name).changeRecord(
        [&](Record &record) {
            for (const Removal &removal : removals) {
                if (!outcome || removal.dataset != name || !mayStillGo(record, removal.snapshot, now))
                    continue;
                outcome = moveAside(home, removal, pruned);
                record.supersededAt.remove(removal.snapshot);
                record.handedOutAt.remove(removal.snapshot);
            }
        },
        now);
    if (!changed)
        return failure(changed);
    return outcome;
}

Result<qint64> removeBytes(const Home &home, Pruned &pruned, const std::stop_token &stop)
{
    qint64 freed = 0;
    for (const QString &path : pruned.trash) {
        if (auto removed = removeTree(path, &freed); !removed)
            return failure(removed);
    }
    std::ranges::sort(pruned.hashes);
    pruned.hashes.erase(std::ranges::unique(pruned.hashes).begin(), pruned.hashes.end());
    const auto exclusive = holdStore(home, LockMode::Exclusive, patience, stop);
    if (!exclusive && exclusive.error().kind != ErrorKind::Busy)
        return failure(exclusive);
    if (!exclusive) {
        auto marked = writeAtomically(home.store().sweepDue(), {});
        return marked ? Result<qint64>(freed) : failure(marked);
    }
    const auto removed = removeUnusedBlobs(home, std::move(pruned.hashes), *exclusive, stop);
    if (!removed)
        return failure(removed);
    return freed + removed->bytes;
}

} // namespace

Result<PrunePlan> gatherPrunePlan(const Home &home, std::span<const DatasetName> names,
                                  std::optional<qint64> budgetBytes, Instant now)
{
    const std::set<DatasetName> named(names.begin(), names.end());
    const auto concerned = budgetBytes ? home.datasets() : std::vector(named.begin(), named.end());
    if (!concerned)
        return failure(concerned);
    PruneInput input{{}, {}, budgetBytes};
    qint64 mostBytes = 0;
    for (const DatasetName &name : *concerned) {
        const bool isNamed = named.contains(name);
        if (!home.contains(name))
            continue;
        auto dataset = gatherDataset(home, name, mostBytes);
        if (!dataset)
            return failure(dataset);
        if (!isNamed)
            dataset->keep = int(dataset->snapshots.size()) + 1; // `keep` is not asked about; the budget is
        input.datasets.push_back(std::move(*dataset));
    }
    // The usual case, after every commit: nothing is over, and no manifest needs to be read.
    const PruneInput byKeepOnly{input.datasets, {}, std::nullopt};
    if (mostBytes <= budgetBytes.value_or(mostBytes) && planPrune(byKeepOnly, now).removals.empty())
        return PrunePlan{};
    if (auto gathered = gatherBlobs(home, input); !gathered)
        return failure(gathered);
    return planPrune(input, now);
}

Result<PrunePlan> prune(const Home &home, const PrunePlan &plan, Instant now, std::stop_token stop)
{
    Pruned pruned;
    std::vector<DatasetName> names;
    for (const Removal &removal : plan.removals) {
        if (!std::ranges::contains(names, removal.dataset))
            names.push_back(removal.dataset);
    }
    {
        const auto lock = holdStore(home, LockMode::Shared, patience, stop); // it must not move meanwhile
        if (!lock)
            return failure(lock);
        for (const DatasetName &name : names) {
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"stopped"_s);
            if (auto done = pruneDataset(home, name, plan.removals, now, pruned); !done)
                return failure(done);
        }
    }
    if (pruned.removals.empty())
        return PrunePlan{{}, 0, plan.overBudgetBytes};
    const auto freed = removeBytes(home, pruned, stop);
    if (!freed)
        return failure(freed);
    return PrunePlan{std::move(pruned.removals), *freed, plan.overBudgetBytes};
}

} // namespace larder
