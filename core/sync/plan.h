/// Listing against the newest snapshot: what to add, change, remove, keep, and what cannot be told without
/// its bytes. Pure. "Differs" is never "newer": any other validator or size is a change.
#pragma once

#include "core/dataset/listing.h"
#include "core/dataset/manifest.h"
#include "core/dataset/runreport.h"

#include <QMap>

#include <vector>

namespace larder {

/// All lists are in byte order of the path.
struct FetchPlan {
    std::vector<Entry> added;
    std::vector<Entry> changed;
    std::vector<Entry> unproven; ///< equal but weak validators: only the bytes can tell
    std::vector<ManifestFile> kept;
    std::vector<QByteArray> removed;

    [[nodiscard]] ChangeCounts counts() const;
    /// A difference is known, without looking at any byte.
    [[nodiscard]] bool hasChange() const { return !counts().isEmpty(); }
    /// One path to name to people; empty without a change.
    [[nodiscard]] QString example() const;
};

/// `newest`: nullptr when nothing was fetched yet. `later`: validators that are newer than that manifest's.
[[nodiscard]] FetchPlan planFetch(const Listing &listing, const Manifest *newest,
                                  const QMap<QByteArray, Validator> &later);

} // namespace larder
