/// Who uses which blob. Any thread; the answers hold for as long as the store is held exclusively.
/// Errors: Storage, Cancelled.
#pragma once

#include "core/store/home.h"

#include <functional>
#include <stop_token>

namespace larder {

/// Every manifest of every dataset that can be read, those included whose snapshot is gone. Damaged ones are
/// left out: `verify` tells them.
[[nodiscard]] Result<void>
forEachManifest(const Home &home, const std::function<void(const DatasetName &, const Manifest &)> &visit,
                const std::stop_token &stop);

/// Removes from `hashes` (sorted) what some manifest names.
[[nodiscard]] Result<void> eraseUsed(const Home &home, std::vector<Sha256> &hashes,
                                     const std::stop_token &stop);

struct BlobListing {
    std::vector<Sha256> hashes; ///< sorted
    std::vector<QByteArray> strays; ///< names below blobs/ that are no blob's: copies that were cut short
    qint64 bytes = 0;
};

enum class BlobsWanted {
    All,
    Unlinked, ///< no snapshot directory links to them: the only ones that may be unused where links work
};

[[nodiscard]] Result<BlobListing> listBlobs(const StoreLayout &store, BlobsWanted wanted,
                                            const std::stop_token &stop);

[[nodiscard]] std::optional<Sha256> hashFromBlobName(QByteArrayView fileName);

} // namespace larder
