/// One page of ListObjectsV2: bytes → values. Knows nothing of HTTP. Pure.
/// (docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html)
#pragma once

#include "core/sources/bucketplace.h"

namespace larder {

/// Takes `body` apart in its place. Errors: Unsupported (no such page at all), Corrupt (a page without what
/// it must have).
[[nodiscard]] Result<BucketPage> readS3Page(QByteArray &body);

/// An ETag with its quotes, which some servers leave out of listings, as a strong validator. `version` may be
/// empty.
[[nodiscard]] Validator s3Validator(const QByteArray &etag, const QByteArray &version);

} // namespace larder
