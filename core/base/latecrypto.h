/// What is called of OpenSSL's libcrypto, which is loaded with the first call (see latelibrary.h).
#pragma once

#include "core/base/latelibrary.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

namespace larder {

constinit inline const LateLibrary libcrypto{LARDER_LIBCRYPTO};
LARDER_LATE(libcrypto, BIO_free);
LARDER_LATE(libcrypto, BIO_new_mem_buf);
LARDER_LATE(libcrypto, EVP_Digest);
LARDER_LATE(libcrypto, EVP_DigestFinal_ex);
LARDER_LATE(libcrypto, EVP_DigestInit_ex);
LARDER_LATE(libcrypto, EVP_DigestInit_ex2);
LARDER_LATE(libcrypto, EVP_DigestSign);
LARDER_LATE(libcrypto, EVP_DigestSignInit);
LARDER_LATE(libcrypto, EVP_DigestUpdate);
LARDER_LATE(libcrypto, EVP_MD_CTX_free);
LARDER_LATE(libcrypto, EVP_MD_CTX_new);
LARDER_LATE(libcrypto, EVP_MD_fetch);
LARDER_LATE(libcrypto, EVP_PKEY_free);
LARDER_LATE(libcrypto, EVP_PKEY_get_base_id);
LARDER_LATE(libcrypto, EVP_md5);
LARDER_LATE(libcrypto, EVP_sha1);
LARDER_LATE(libcrypto, EVP_sha256);
LARDER_LATE(libcrypto, HMAC);
LARDER_LATE(libcrypto, PEM_read_bio_PrivateKey);

} // namespace larder
