/// Which snapshots go: first by each dataset's `keep`, then, oldest first, until the disk budget holds (that
/// may go below `keep`). Pure: values in, removals out. Never removed: newest, current, held, pinned, and
/// what stopped being current or was handed out less than `graceAfterUse` ago, because a notebook may still
/// read it.
#pragma once

#include "core/dataset/manifest.h"

#include <chrono>
#include <optional>
#include <vector>

namespace larder {

inline constexpr std::chrono::hours graceAfterUse{24};

struct PruneSnapshot {
    SnapshotId id;
    qint64 sequence = 0;
    Instant createdAt{};
    bool isPinned = false;
    std::optional<Instant> lastUsedAt; ///< superseded or handed out, whichever is later
    std::vector<quint32> blobs; ///< indices into PruneInput::blobBytes, each once

    bool operator==(const PruneSnapshot &) const = default;
};

struct PruneDataset {
    DatasetName name;
    int keep = 0;
    SnapshotId newest;
    SnapshotId current; ///< the held one, else the newest
    std::vector<PruneSnapshot> snapshots;
};

struct PruneInput {
    std::vector<PruneDataset> datasets;
    std::vector<qint64> blobBytes; ///< shared bytes are counted once
    std::optional<qint64> budgetBytes; ///< nullopt: no budget
};

struct Removal {
    DatasetName dataset;
    SnapshotId snapshot;
    qint64 bytes = 0; ///< freed when this goes after the removals before it
    QString because;

    bool operator==(const Removal &) const = default;
};

struct PrunePlan {
    std::vector<Removal> removals;
    qint64 freedBytes = 0;
    qint64 overBudgetBytes = 0; ///< what remains too much, because the rest is protected

    bool operator==(const PrunePlan &) const = default;
};

[[nodiscard]] PrunePlan planPrune(const PruneInput &input, Instant now);

} // namespace larder
