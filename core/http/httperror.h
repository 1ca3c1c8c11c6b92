/// What an answer or a broken connection means: one table from status, one from the transport's failure.
/// Pure; any thread. No text holds more of a URL than redactedUrl() lets through.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>

namespace larder {

enum class Persistence {
    Lasting, ///< the same again would fail the same
    Passing, ///< worth another attempt
    Unreached, ///< the server was never reached: worth few more
    Corrected, ///< the asker has learned from the answer how to ask: once more, at once
};

struct HttpFailure {
    Error error;
    Persistence persistence = Persistence::Lasting;

    bool operator==(const HttpFailure &) const = default;
};

enum class Credentials { NotSent, Sent };
enum class RetryAfter { NotGiven, Given };

/// For a status that the transfer does not accept.
[[nodiscard]] HttpFailure statusFailure(int status, const QByteArray &url, Credentials credentials,
                                        RetryAfter retryAfter);

/// What can go wrong below HTTP, in the words of this table; curlclient.cpp alone knows curl's numbers.
enum class TransportFault {
    UnknownHost,
    UnknownProxy,
    Refused, ///< no connection: refused, unreachable
    ConnectTimeout,
    Stalled,
    CutShort, ///< fewer bytes than declared, or a chunked body without its end
    TooLong, ///< more bytes than declared
    Reset, ///< the connection broke
    Protocol, ///< what came is not HTTP
    Untrusted, ///< the certificate is not trusted, expired or of another host
    TlsFailed, ///< no TLS connection otherwise
    BadUrl,
    Local, ///< out of memory or descriptors, or a CA file that cannot be read
};

/// `detail` completes the sentence where the transport knows more ("self-signed certificate"); may be empty.
[[nodiscard]] HttpFailure transportFailure(TransportFault fault, const QByteArray &url,
                                           const QString &detail);

} // namespace larder
