/// Asks the source what is there now and compares; moves no contents. What it finds is recorded: the same
/// confirms, a difference becomes the known change, so that readers ask. Takes no run lock: its finding is
/// applied only if the newest snapshot is still the one that it compared with. Blocks. REQUIRES: not the GUI
/// thread.
#pragma once

#include "core/base/tick.h"
#include "core/dataset/listing.h"
#include "core/dataset/runreport.h"
#include "core/sync/services.h"

#include <QList>

#include <stop_token>

namespace larder {

enum class Remote { Same, Changed, Unproven, NothingYet, Unreachable };

struct CheckReport {
    DatasetName dataset;
    Remote remote = Remote::Unreachable;
    QList<QByteArray> added;
    QList<QByteArray> changed;
    QList<QByteArray> removed;
    QList<QByteArray> unproven;
    int requests = 0;
    QStringList notices;
    /// With Unreachable: why. With Changed: it is all gone, which a fetch would refuse.
    std::optional<Error> error;
};

/// The error of the Result: the dataset is unknown, or the home cannot be read.
/// `askedAt`: as in RefreshRequest.
[[nodiscard]] Result<CheckReport> check(const SyncServices &services, const DatasetName &dataset,
                                        std::stop_token stop, Tick askedAt = Tick::now());

} // namespace larder
