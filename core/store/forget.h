/// Every byte of a dataset or a customer goes, and that is proved by looking again.
/// Waits for runs (`timeout`), then holds the store exclusively. A killed forget is finished by the next
/// sweep. The catalog is told by the caller. Errors: NotFound, Busy, Storage (something is left, naming it),
/// Cancelled.
#pragma once

#include "core/store/home.h"

#include <chrono>
#include <stop_token>

namespace larder {

struct ForgetReport {
    std::vector<DatasetName> datasets;
    int snapshots = 0;
    int partials = 0;
    int blobs = 0;
    int sharedBlobs = 0; ///< still used by somebody else: their bytes stay, under no name of this one
    qint64 bytes = 0; ///< freed
    QStringList notReached; ///< old places of the store that are not there now; they go when they are back
    QStringList searched; ///< the proof: places that were looked through afterwards, and hold nothing
};

[[nodiscard]] Result<ForgetReport> forgetDataset(const Home &home, const DatasetName &name,
                                                 std::chrono::milliseconds timeout, std::stop_token stop);
/// With all its datasets.
[[nodiscard]] Result<ForgetReport> forgetCustomer(const Home &home, const QString &slug,
                                                  std::chrono::milliseconds timeout, std::stop_token stop);
/// Finishes what a killed forget began; called by sweep.
[[nodiscard]] Result<void> finishForgetting(const Home &home, std::stop_token stop);

} // namespace larder
