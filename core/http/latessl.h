/// What is called of OpenSSL's libssl, which curl has loaded by then (see core/base/latelibrary.h).
#pragma once

#include "core/base/latelibrary.h"

#include <openssl/ssl.h>

namespace larder {

constinit inline const LateLibrary libssl{LARDER_LIBSSL};
LARDER_LATE(libssl, SSL_get0_alpn_selected);
LARDER_LATE(libssl, SSL_set_read_ahead);

} // namespace larder
