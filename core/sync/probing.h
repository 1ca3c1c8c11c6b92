/// One look at a source: ask, select, and say what was found, with the instant at which the asking began.
/// Blocks. Errors: the source's, and Unsupported for names that this disk cannot keep.
#pragma once

#include "core/base/tick.h"
#include "core/dataset/binding.h"
#include "core/dataset/listing.h"
#include "core/dataset/manifest.h"
#include "core/sources/source.h"
#include "core/sync/services.h"

#include <memory>
#include <span>
#include <stop_token>

namespace larder {

struct ProbeFinding {
    Instant startedAt{};
    Tick startedTick{};
    Listing listing;
    QTimeZone zone = QTimeZone::UTC; ///< the dataset's
    bool isNothingYet = false; ///< the dated path of the dataset's day has no upload yet
};

/// The binding's source for the dataset's day at `now`.
[[nodiscard]] Result<std::unique_ptr<Source>>
openSource(const SyncServices &services, const DatasetName &dataset, const Binding &binding, Instant now);

/// As in ProbeOptions; `comparedWith` is not heeded where the binding's options need every entry's identity.
struct ProbeTerms {
    const Manifest *comparedWith = nullptr;
    const Manifest *lastSeen = nullptr;
    std::optional<Tick> askedAt = {};
};
/// `startedAt` and `startedTick` are taken before the first request, also when it fails (`*finding` is
/// filled so far).
[[nodiscard]] Result<void> probe(const SyncServices &services, Source &source, const Binding &binding,
                                 const ProbeTerms &terms, std::stop_token stop, ProbeFinding *finding);

/// These will be probed, one after the other or side by side: what several of them list is listed once.
void expectProbes(const SyncServices &services, std::span<const DatasetName> datasets);
/// As SharedListings::LiesAt.
[[nodiscard]] bool liesAt(const Home &home, const QString &place, const DatasetName &dataset, Instant now);

/// "Nothing yet" is no answer for a day whose upload was fetched already: then it is gone.
/// `newest`: nullptr when nothing was fetched.
void refuseNothingYetAfterUpload(ProbeFinding &finding, const Binding &binding, const ManifestHeader *newest);

/// Paths, sizes and validators of a listing as one short value, to see whether it still changes.
[[nodiscard]] QByteArray listingDigest(const Listing &listing);

} // namespace larder
