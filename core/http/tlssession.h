/// The TLS session of a connection of curl's, as it stands before the first request goes over it. Nothing is
/// known of it in clear text, and where curl was built with another library than OpenSSL. The thread that
/// drives the handle.
#pragma once

#include "core/http/latecurl.h"

#include <optional>

namespace larder {

enum class HttpVersion { Http1, Http2 };

/// What client and server agreed on (ALPN, RFC 7301), with the first of their messages.
[[nodiscard]] std::optional<HttpVersion> agreedVersion(CURL *handle);

/// Takes from the socket whatever lies there, instead of each record's head and then its body: servers send
/// records of 4 to 16 KiB, and the calls cost more than the decryption. Over HTTP/1 only, where curl reads
/// until nothing is left; among streams it may stop earlier, and what OpenSSL holds wakes nobody
/// (SSL_set_read_ahead(3)).
void readRecordsAhead(CURL *handle);

} // namespace larder
