/// Where a redirect may lead, as a pure rule: at most maxRedirects, never in a circle, never from https to
/// http, and credentials never to another origin. curl follows nothing by itself.
#pragma once

#include "core/http/httpclient.h"

namespace larder {

inline constexpr int maxRedirects =
    10; ///< as curl, rclone and browsers (10 to 20): a longer chain is a fault

/// The statuses that name another place for the same thing.
[[nodiscard]] bool isRedirect(int status);

/// The request that follows `request` to `location`. `visited` are the URLs asked before it in this attempt.
/// Unsupported: the redirect is refused, and why.
[[nodiscard]] Result<HttpRequest> followRedirect(const HttpRequest &request, const QByteArray &location,
                                                 const QList<QByteArray> &visited);

/// Whether a field names who asks: Authorization, Cookie, x-amz-* and their like.
[[nodiscard]] bool isCredentialField(QByteArrayView name);

} // namespace larder
