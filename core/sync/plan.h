/// Listing against the newest snapshot: what to add, change, remove, keep, and what cannot be told without
/// its bytes. Pure. "Differs" is never "newer": any other validator or size is a change.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/listing.h"
#include "core/dataset/manifest.h"
#include "core/dataset/runreport.h"

#include <QMap>

#include <optional>
#include <vector>

namespace larder {

/// A file of the newest snapshot that stays, by its place there. Only that: a plan of what has not changed
/// would be as large as the snapshot.
struct KeptFile {
    quint32 file;
    std::optional<quint32> entry; ///< of the listing, which proves it; nullopt: its archive does
};

/// All lists are in byte order of the path.
struct FetchPlan {
    std::vector<Entry> added;
    std::vector<Entry> changed;
    std::vector<Entry> unproven; ///< equal but weak validators: only the bytes can tell
    std::vector<KeptFile> kept; ///< those out of unchanged archives too
    std::vector<Entry> keptArchives; ///< what those come from
    std::vector<Entry> reshaped; ///< proven equal, but needed packed or unpacked as they are not here
    bool dropsFiles = false; ///< some files here are not wanted any more, though the source is the same
    std::vector<QByteArray> removed;

    [[nodiscard]] ChangeCounts counts() const;
    /// A difference is known, without looking at any byte.
    [[nodiscard]] bool hasChange() const { return !counts().isEmpty(); }
    /// The binding wants the same of the source in another form: packed, unpacked, or both.
    [[nodiscard]] bool hasOtherForm() const { return !reshaped.empty() || dropsFiles; }
    /// One path to name to people; empty without a change.
    [[nodiscard]] QString example() const;
};

/// With what is known of them now. REQUIRES: what it was planned by.
[[nodiscard]] std::vector<ManifestFile> keptFiles(const FetchPlan &plan, const Listing &listing,
                                                  const Manifest *newest);

/// Whether an entry of the source is an archive that the binding wants open.
[[nodiscard]] bool isUnpacked(QByteArrayView path, Unpack unpack);

/// `newest`: nullptr when nothing was fetched yet. `later`: validators that are newer than that manifest's.
[[nodiscard]] FetchPlan planFetch(const Listing &listing, const Manifest *newest,
                                  const QMap<QByteArray, Validator> &later, Unpack unpack = Unpack::Never);

} // namespace larder
