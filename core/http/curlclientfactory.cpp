#include "core/http/curlclientfactory.h"

#include "core/http/curlclient.h"

namespace larder {

CurlClientFactory::CurlClientFactory(HttpOptions options, RateLimiter &limiter)
    : m_options(std::move(options)),
      m_limiter(limiter)
{ }

CurlClientFactory::~CurlClientFactory()
{
    if (m_isCurlReady)
        curl_global_cleanup();
}

/// Curl and the TLS library begin with the first client: a window that stands around needs neither.
std::unique_ptr<HttpClient> CurlClientFactory::makeClient() const
{
    std::call_once(m_curlBegun, [this] {
        curl_global_init(CURL_GLOBAL_DEFAULT); // counted by curl, and thread-safe since 7.84
        m_isCurlReady = true;
    });
    return std::make_unique<CurlClient>(m_options, m_limiter);
}

} // namespace larder
