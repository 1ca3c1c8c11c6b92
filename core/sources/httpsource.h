/// `http(s):` one file (the URL does not end in '/'), or everything below an index page (it does).
/// An index gives names only; what identifies an object comes from its own HEAD, and in a fetch from the
/// answer that delivered its bytes.
#pragma once

#include "core/sources/address.h"
#include "core/sources/source.h"

namespace larder {

class HttpClientFactory;
class WebSignIn;

/// Errors: Invalid, for an address without a host or with an impossible port, and for credentials that would
/// go over the network in the open.
[[nodiscard]] Result<void> checkHttpAddress(const Address &address, const QString &credentials);
/// `http` and `signIn` must outlive the source.
[[nodiscard]] std::unique_ptr<Source> makeHttpSource(const Address &address, const QString &credentials,
                                                     const HttpClientFactory &http, WebSignIn &signIn);

} // namespace larder
