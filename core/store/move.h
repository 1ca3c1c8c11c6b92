/// The store moves to another disk: copied, verified by hash, switched (data/store.json), every current.json
/// rewritten; the old place is deleted after a day, so that who reads there reads on.
/// Holds the store exclusively. Killed before the switch: the old place is in force, and a second try cleans
/// up. Errors: Invalid (the target), Busy, NoSpace, Corrupt (damaged bytes: `larder verify` first), Storage,
/// Cancelled.
#pragma once

#include "core/store/home.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace larder {

inline constexpr std::chrono::hours graceAfterMove{24};

struct MoveProgress {
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
};

struct MoveReport {
    QString from;
    QString to;
    qint64 files = 0;
    qint64 bytes = 0;
    Instant oldPlaceGoesAt{};
};

/// `target`: an absolute path that does not exist yet, an empty directory, or where the store is already.
[[nodiscard]] Result<MoveReport> moveStore(const Home &home, const QString &target,
                                           std::chrono::milliseconds timeout, Instant now,
                                           const std::function<void(const MoveProgress &)> &progress,
                                           std::stop_token stop);

/// Deletes places that the store was moved away from and that nobody should read any more. Called by sweep.
[[nodiscard]] Result<void> removeRetiredPlaces(const Home &home, Instant now);

} // namespace larder
