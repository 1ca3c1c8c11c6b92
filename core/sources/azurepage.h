/// One page of List Blobs: bytes → values. Knows nothing of HTTP exchanges. Pure.
/// (learn.microsoft.com/rest/api/storageservices/list-blobs)
#pragma once

#include "core/sources/bucketplace.h"

namespace larder {

/// Takes `body` apart in its place. Errors: Unsupported (no such page at all), Corrupt (a page without what
/// it must have).
[[nodiscard]] Result<BucketPage> readAzurePage(QByteArray &body);

/// An ETag with its quotes, which listings leave out.
[[nodiscard]] Validator azureValidator(const QByteArray &etag);

} // namespace larder
