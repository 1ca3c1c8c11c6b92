#include "core/sources/hmac.h"

#include "core/base/latecrypto.h"

namespace larder {

QByteArray hmacSha256(QByteArrayView key, QByteArrayView bytes)
{
    QByteArray code(32, Qt::Uninitialized);
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char *>(bytes.data()), static_cast<std::size_t>(bytes.size()),
         reinterpret_cast<unsigned char *>(code.data()), &size);
    return code;
}

} // namespace larder
