/// URLs as HTTP needs them: where they lead, whom they ask, and what of them may be shown. Pure.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace larder {

/// Who answers for a URL (RFC 6454): credentials never cross from one to another.
struct Origin {
    QByteArray scheme; ///< "http" or "https"
    QByteArray host; ///< lower case
    int port = 0;

    bool operator==(const Origin &) const = default;
};

/// Invalid: not an absolute http(s) URL with a host, or one that carries a user or password.
[[nodiscard]] Result<Origin> originOf(const QByteArray &url);

/// This machine itself, by a name or number that needs no resolver.
[[nodiscard]] bool isLoopback(QByteArrayView host);

/// What `reference` means on the page `base` (RFC 3986 §5), dot segments removed, without fragment; what must
/// be percent-encoded is. Invalid: it leads to no http(s) URL.
[[nodiscard]] Result<QByteArray> resolveUrl(const QByteArray &base, const QByteArray &reference);

/// For errors and logs: no user, password or fragment, and no value of a query parameter that may be a
/// secret.
[[nodiscard]] QString redactedUrl(const QByteArray &url);

} // namespace larder
