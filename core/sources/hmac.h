/// HMAC-SHA256 (RFC 2104), by which requests are signed. Pure.
#pragma once

#include <QByteArray>

namespace larder {

[[nodiscard]] QByteArray hmacSha256(QByteArrayView key, QByteArrayView bytes);

} // namespace larder
