#include "core/http/curlclientfactory.h"

#include "core/http/curlclient.h"

namespace larder {

CurlClientFactory::CurlClientFactory(HttpOptions options, RateLimiter &limiter)
    : m_options(std::move(options)),
      m_limiter(limiter)
{
    curl_global_init(CURL_GLOBAL_DEFAULT); // counted by curl, and thread-safe since 7.84
}

CurlClientFactory::~CurlClientFactory()
{
    curl_global_cleanup();
}

std::unique_ptr<HttpClient> CurlClientFactory::makeClient() const
{
    return std::make_unique<CurlClient>(m_options, m_limiter);
}

} // namespace larder
