/// Are the stored bytes what the manifests say? Every file of every snapshot is hashed again (shared bytes
/// once). Blocks; `pool` hashes beside. Errors: Cancelled, Storage; damage is not an error but the answer.
#pragma once

#include "core/store/home.h"

#include <functional>
#include <span>
#include <stop_token>

class QThreadPool;

namespace larder {

enum class DamageKind { Missing, WrongSize, WrongContent, Unexpected };

struct Damage {
    DatasetName dataset;
    SnapshotId snapshot;
    QByteArray path; ///< empty: the manifest itself
    DamageKind kind = DamageKind::WrongContent;
    bool isInSnapshot = true; ///< false: only the store's own copy, from which later snapshots would be made
    bool isNewest = false; ///< of the dataset's newest snapshot: its source may still have it
    Sha256 hash{}; ///< what it should be

    bool operator==(const Damage &) const = default;
};

struct VerifyReport {
    qint64 files = 0;
    qint64 bytes = 0; ///< hashed
    std::vector<Damage> damaged;
};

struct VerifyProgress {
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0; ///< as the manifests say; shared bytes make it end early
};

[[nodiscard]] Result<VerifyReport> verify(const Home &home, std::span<const DatasetName> names,
                                          QThreadPool &pool,
                                          const std::function<void(const VerifyProgress &)> &progress,
                                          std::stop_token stop);

/// What became of each damage.
struct Repair {
    std::vector<Damage> restored; ///< another whole copy was in the store
    std::vector<DatasetName> toFetch; ///< of their newest snapshot: a run receives what is damaged again
    std::vector<Damage> lost; ///< in an older snapshot, and nowhere else
};

/// Puts right what the store itself can, and drops damaged bytes so that the next run fetches them. No
/// snapshot goes, but one whose manifest cannot be read.
[[nodiscard]] Result<Repair> repair(const Home &home, const VerifyReport &report, Instant now,
                                    std::stop_token stop);

/// Damage in a newest snapshot: readers ask again before they are given it, and the next run receives it
/// again.
[[nodiscard]] Result<void> distrust(const Home &home, const VerifyReport &report, Instant now);

/// Files of a snapshot that are not what its manifest says take the store's whole bytes, where it has them.
/// REQUIRES: the store is held.
[[nodiscard]] Result<void> mendSnapshot(const Home &home, const DatasetName &name, const SnapshotId &id,
                                        std::span<const ManifestFile> files);

[[nodiscard]] QString damageText(DamageKind kind);

} // namespace larder
