/// Tokens of OAuth 2.0 (RFC 6749 §4.4, §6; RFC 7523): a form goes to the provider's token endpoint, a token
/// of some minutes comes back. Blocks. No text holds a word of what was sent or came.
#pragma once

#include "core/base/result.h"
#include "core/credentials/bearertoken.h"

#include <QList>

#include <stop_token>
#include <utility>

namespace larder {

class HttpClientFactory;

using FormFields = QList<std::pair<QByteArray, QByteArray>>;

/// application/x-www-form-urlencoded.
[[nodiscard]] QByteArray formOf(const FormFields &fields);

/// access_token and expires_in, seconds from `now` on. Pure. Errors: Corrupt.
[[nodiscard]] Result<BearerToken> tokenFromJson(const QByteArray &json, Instant now);

/// A header of three parts, signed by RS256; `keyPem` is a private key (PKCS #8). Pure. Errors: Corrupt,
/// where it is none.
[[nodiscard]] Result<QByteArray> signedJwt(const QByteArray &claims, const QByteArray &keyId,
                                           const QByteArray &keyPem);

/// Over TLS, or to this machine itself. Errors: SignInNeeded where the endpoint knows who asks and refuses,
/// the HTTP table's, Cancelled.
[[nodiscard]] Result<BearerToken> askForToken(const HttpClientFactory &http, const QByteArray &endpoint,
                                              const FormFields &fields, const std::stop_token &stop);

} // namespace larder
