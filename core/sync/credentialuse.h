/// Which datasets sign in by credentials of a name, and whether those open a place. Any thread. Blocks.
/// Errors of tryCredentials: as a probe's.
#pragma once

#include "core/dataset/binding.h"
#include "core/sync/services.h"

#include <stop_token>
#include <vector>

namespace larder {

/// In the order of their names.
[[nodiscard]] Result<std::vector<DatasetName>> datasetsUsing(const Home &home, const QString &credentials);

/// What was found there.
struct OpenedPlace {
    QString address; ///< as it may be shown
    qint64 files = 0;
    qint64 bytes = 0; ///< as far as a listing tells

    bool operator==(const OpenedPlace &) const = default;
};

/// Lists `url`, which is in the store `endpoint` (empty: what add would take), signed in by these
/// credentials. Nothing is kept.
[[nodiscard]] Result<OpenedPlace> tryCredentials(const SyncServices &services, const QString &credentials,
                                                 const QString &url, const QString &endpoint,
                                                 const std::stop_token &stop);
/// Lists what a dataset is bound to.
[[nodiscard]] Result<OpenedPlace> tryDataset(const SyncServices &services, const DatasetName &dataset,
                                             const std::stop_token &stop);

} // namespace larder
