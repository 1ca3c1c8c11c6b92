/// How a client behaves; the defaults are for people. Values, any thread.
#pragma once

#include "core/base/result.h"
#include "core/http/retrypolicy.h"

#include <QByteArray>

#include <chrono>

class QProcessEnvironment;

namespace larder {

struct HttpOptions {
    int maxParallel = 64; ///< exchanges in flight, and connections where a server speaks HTTP/1.1 only
    std::chrono::milliseconds connectTimeout{20000}; ///< name, TCP and TLS
    std::chrono::milliseconds stallTimeout{60000}; ///< without a byte; there is no limit on the total
    QByteArray userAgent = "larder/" LARDER_VERSION;
    QByteArray caFile; ///< PEM; empty: the system's
    QByteArray caDirectory; ///< hashed, as SSL_CERT_DIR; empty: the system's
    RetryPolicy retry;

    /// The defaults, changed by what a person set: CURL_CA_BUNDLE or SSL_CERT_FILE, SSL_CERT_DIR,
    /// LARDER_HTTP_CONNECT_SECONDS, LARDER_HTTP_STALL_SECONDS, LARDER_HTTP_ATTEMPTS, LARDER_HTTP_BACKOFF_MS,
    /// LARDER_HTTP_PARALLEL. (Proxies come from http_proxy, https_proxy, ALL_PROXY and NO_PROXY by
    /// themselves.) Invalid: a value that is not a number in range.
    [[nodiscard]] static Result<HttpOptions> fromEnvironment(const QProcessEnvironment &environment);

    bool operator==(const HttpOptions &) const = default;
};

} // namespace larder
