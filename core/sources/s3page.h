/// One page of ListObjectsV2: bytes → values. Knows nothing of HTTP. Pure.
/// (docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html)
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace larder {

/// A thousand keys of a kilobyte each, encoded: a longer page is no page.
inline constexpr qint64 maxS3PageBytes = 16 * 1024 * 1024;

struct S3Object {
    QByteArray key; ///< decoded
    qint64 size = -1;
    std::optional<Instant> modified;
    QByteArray etag; ///< as written, quotes included where they are
};

struct S3Page {
    std::vector<S3Object> objects;
    std::vector<QByteArray> folders; ///< CommonPrefixes of a page asked with a delimiter; decoded
    QByteArray nextToken; ///< empty: this is the last page
};

/// Takes `body` apart in its place. Errors: Unsupported (no such page at all), Corrupt (a page without what
/// it must have).
[[nodiscard]] Result<S3Page> readS3Page(QByteArray &body);

} // namespace larder
