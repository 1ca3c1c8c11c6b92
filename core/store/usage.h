/// What takes room in the store, per customer and dataset; bytes that several need are counted once. Reads
/// every manifest, so it takes a moment. Blocks; any thread. What is pruned or forgotten meanwhile, and
/// manifests that are damaged, are left out. Errors: Storage, Cancelled.
#pragma once

#include "core/store/home.h"

#include <stop_token>
#include <vector>

namespace larder {

/// What all snapshots of a dataset, or of a customer, need.
struct Holding {
    qint64 ownBytes = 0; ///< nobody else needs them: what forgetting would free
    qint64 sharedBytes = 0; ///< others need them too

    [[nodiscard]] qint64 bytes() const { return ownBytes + sharedBytes; }
    bool operator==(const Holding &) const = default;
};

struct DatasetUsage {
    DatasetName name;
    int snapshots = 0;
    qint64 currentBytes = 0; ///< of the snapshot that readers get
    Holding holding; ///< the others are all other datasets

    bool operator==(const DatasetUsage &) const = default;
};

struct CustomerUsage {
    QString slug;
    std::vector<DatasetUsage> datasets; ///< by name
    Holding holding; ///< the others are the other customers

    bool operator==(const CustomerUsage &) const = default;
};

struct StoreUsage {
    std::vector<CustomerUsage> customers; ///< by slug
    qint64 snapshotBytes = 0; ///< of all snapshots, each content once: what a budget speaks of
    qint64 sharedBytes = 0; ///< of these, what several datasets need
    qint64 otherBytes = 0; ///< unfinished downloads, and what the next sweep removes
    qint64 storedBytes = 0; ///< of both, what is there: the figure that people are told
    qint64 freeBytes = 0; ///< left on the store's disk
    qint64 diskBytes = 0; ///< the store's disk

    bool operator==(const StoreUsage &) const = default;
};

[[nodiscard]] Result<StoreUsage> measureUsage(const Home &home, std::stop_token stop);
/// `storedBytes` of it alone, which reads no manifest.
[[nodiscard]] Result<qint64> storedBytes(const Home &home, std::stop_token stop);

} // namespace larder
