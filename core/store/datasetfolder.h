/// One dataset's truth on disk: binding, record, manifests, and what readers see (current.json).
/// A cheap value; any thread, any process: every write happens under the dataset's record lock, which is held
/// for milliseconds. Errors: NotFound (no such dataset or snapshot), Invalid (duplicate), Busy (record lock),
/// Corrupt, NoSpace, Storage.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/manifest.h"
#include "core/dataset/record.h"
#include "core/store/currentview.h"
#include "core/store/layout.h"

#include <functional>
#include <memory>

namespace larder {

class Home;
class RunLock;

class DatasetFolder
{
public:
    DatasetFolder(const Home &home, DatasetName name);

    [[nodiscard]] const DatasetName &name() const;
    [[nodiscard]] const DatasetLayout &layout() const;
    [[nodiscard]] bool exists() const;

    /// A duplicate is Invalid.
    [[nodiscard]] Result<void> create(const Binding &binding, Instant now) const;
    [[nodiscard]] Result<Binding> binding() const;
    /// Conflict: another process changed it since `basedOn` was read.
    [[nodiscard]] Result<void> saveBinding(const Binding &binding, const Binding &basedOn, Instant now) const;

    [[nodiscard]] Result<Record> record() const;
    /// Read, `change`, write record.json, then current.json; the other way round when readers must not have
    /// what they have any longer. When that moves current(), the one left behind is superseded at `now`.
    /// Returns the record as written.
    [[nodiscard]] Result<Record> changeRecord(const std::function<void(Record &)> &change, Instant now) const;

    /// Those whose bytes are there, newest sequence first.
    [[nodiscard]] Result<std::vector<ManifestHeader>> snapshots() const;
    /// Also those whose bytes are gone.
    [[nodiscard]] Result<std::vector<ManifestHeader>> manifestHeaders() const;
    [[nodiscard]] Result<Manifest> manifest(const SnapshotId &id) const;
    /// Its first line only: cheap, however many files it has.
    [[nodiscard]] Result<ManifestHeader> manifestHeader(const SnapshotId &id) const;
    /// Its manifest and its directory are there.
    [[nodiscard]] bool hasSnapshot(const SnapshotId &id) const;
    /// Absolute; what readers are told.
    [[nodiscard]] QString snapshotPath(const SnapshotId &id) const;
    /// What a fetch may build on: the newest manifest. When the snapshot itself is gone (a cache cleaner,
    /// damage), only those of its files whose blobs are still whole. nullopt: nothing.
    /// When its id is not record().newest, a run must commit even if nothing differs.
    [[nodiscard]] Result<std::optional<Manifest>> fetchBasis() const;

    [[nodiscard]] Result<std::optional<CurrentView>> current() const;
    /// Rewrites current.json if it would say something else at `now`.
    [[nodiscard]] Result<CurrentView> publish(Instant now) const;

    /// Finishes a switch that a crash cut short (a committed manifest is the truth), rebuilds a lost record,
    /// forgets a newest snapshot whose directory is gone (the next run fetches it again), rewrites
    /// current.json. `held`: the caller's run lock; without it a dataset with a run in flight is left to that
    /// run.
    [[nodiscard]] Result<void> recover(Instant now, const RunLock *held = nullptr) const;

private:
    // These two take the record lock.
    [[nodiscard]] Result<Record> changeLocked(const std::function<void(Record &)> &change, Instant now) const;
    [[nodiscard]] Result<CurrentView> publishRecord(Instant now) const;
    [[nodiscard]] bool hasDirectory(const SnapshotId &id) const;
    [[nodiscard]] Result<bool> isInOrder(Instant now) const;
    [[nodiscard]] CurrentView derive(const Binding &binding, const Record &record, Instant now) const;
    [[nodiscard]] Result<CurrentView> nextView(const Record &record, Instant now) const;
    // REQUIRES, both: the record lock.
    /// Before the truth is written: if `next` takes freshness back, readers must not have an old hit
    /// meanwhile, however this process ends.
    [[nodiscard]] Result<void> warnReaders(const CurrentView &next) const;
    [[nodiscard]] Result<void> publishLocked(const CurrentView &view) const;

    struct State;
    std::shared_ptr<const State> m_state;
};

} // namespace larder
