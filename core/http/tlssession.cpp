#include "core/http/tlssession.h"

#include "core/http/latessl.h"

#include <string_view>

namespace larder {

namespace {

SSL *sessionOf(CURL *handle)
{
    curl_tlssessioninfo *session = nullptr;
    const CURLcode code = curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &session);
    const bool isOurs = code == CURLE_OK && session && session->backend == CURLSSLBACKEND_OPENSSL;
    return isOurs ? static_cast<SSL *>(session->internals) : nullptr;
}

} // namespace

std::optional<HttpVersion> agreedVersion(CURL *handle)
{
    const SSL *const session = sessionOf(handle);
    if (!session)
        return std::nullopt;
    const unsigned char *name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(session, &name, &size);
    const std::string_view agreed(reinterpret_cast<const char *>(name), size);
    return agreed == "h2" ? HttpVersion::Http2 : HttpVersion::Http1;
}

void readRecordsAhead(CURL *handle)
{
    if (SSL *const session = sessionOf(handle))
        SSL_set_read_ahead(session, 1);
}

} // namespace larder
