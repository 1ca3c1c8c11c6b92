/// Clients over libcurl. `limiter` is the process's one bandwidth limit and outlives the factory and its
/// clients. Shared by threads.
#pragma once

#include "core/http/httpclient.h"
#include "core/http/httpoptions.h"

#include <atomic>
#include <mutex>

namespace larder {

class RateLimiter;

class CurlClientFactory : public HttpClientFactory
{
public:
    CurlClientFactory(HttpOptions options, RateLimiter &limiter);
    ~CurlClientFactory() override;
    CurlClientFactory(const CurlClientFactory &) = delete;
    CurlClientFactory &operator=(const CurlClientFactory &) = delete;
    [[nodiscard]] std::unique_ptr<HttpClient> makeClient() const override;

private:
    HttpOptions m_options;
    RateLimiter &m_limiter;
    mutable std::once_flag m_curlBegun;
    mutable std::atomic<bool> m_isCurlReady = false;
};

} // namespace larder
