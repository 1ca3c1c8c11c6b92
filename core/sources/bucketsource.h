/// Everything below a prefix of a bucket, or one object, in whoever's store. A listing tells size, time and
/// validator of a thousand objects at once, so proving that nothing changed costs one request per thousand.
#pragma once

#include "core/sources/bucketplace.h"
#include "core/sources/glob.h"
#include "core/sources/nokeys.h"
#include "core/sources/sharedlistings.h"
#include "core/sources/source.h"

namespace larder {

class HttpClientFactory;

/// Which listing of a folder may answer for it, and for whom; nothing is shared where there is no `listings`.
struct ListingShare {
    SharedListings *listings = nullptr;
    QString place; ///< as SharedListings::Question
    DatasetName dataset;
};

/// `http` and the share outlive the source. `globs`: over the paths below the place's prefix.
[[nodiscard]] std::unique_ptr<Source> makeBucketSource(std::unique_ptr<BucketPlace> place,
                                                       const std::optional<Glob> &globs, NoKeys noKeys,
                                                       ListingShare share, const HttpClientFactory &http);

} // namespace larder
