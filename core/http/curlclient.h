/// HttpClient over one curl multi: a queue, as many channels as may be in flight, and the attempts that wait
/// for their time. The one loop is in drive(); everything else happens inside it, on its thread.
#pragma once

#include "core/http/curlchannel.h"

#include <deque>
#include <vector>

namespace larder {

class CurlClient : public HttpClient
{
public:
    CurlClient(HttpOptions options, RateLimiter &limiter);
    ~CurlClient() override;
    CurlClient(const CurlClient &) = delete;
    CurlClient &operator=(const CurlClient &) = delete;

    void start(HttpTransfer &transfer) override;
    [[nodiscard]] Result<void> drive(std::stop_token stop) override;
    [[nodiscard]] int requests() const override { return m_state.requests; }

private:
    using TimePoint = std::chrono::steady_clock::time_point;
    struct Waiting {
        TimePoint until;
        Exchange exchange;
    };

    [[nodiscard]] bool hasWork() const;
    [[nodiscard]] bool isFindingOut() const;
    [[nodiscard]] bool mayStart() const;
    void queueDueRetries();
    void startQueued();
    void begin(CurlChannel &channel, const HttpRequest &request);
    void collectEnded();
    void endStalled();
    void resumePaused();
    void waitForSomething();
    [[nodiscard]] TimePoint nextDeadline() const;
    void cancelAll();

    void end(CurlChannel &channel, AttemptEnd how);
    void follow(CurlChannel &channel, const QByteArray &location);
    void retryOrGiveUp(CurlChannel &channel, FailedByServer failed);
    void finish(CurlChannel &channel, const Result<HttpHead> &result);
    [[nodiscard]] CurlChannel *freeChannel();
    void release(CurlChannel &channel);

    struct MultiDeleter {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    HttpOptions m_options;
    ChannelState m_state;
    std::unique_ptr<CURLM, MultiDeleter> m_multi;
    std::vector<std::unique_ptr<CurlChannel>> m_channels;
    std::vector<CurlChannel *> m_free;
    std::vector<CurlChannel *> m_active;
    std::deque<Exchange> m_queue;
    std::vector<Waiting> m_waiting; ///< a heap, the earliest first
    TimePoint m_nothingBefore{}; ///< a server asked all of us to wait
    TimePoint m_nextStallCheck{};
    /// The first to a server over https. The others wait until it knows whether they are streams of the same
    /// connection or open one each, which comes before the first answer.
    const CurlChannel *m_scout = nullptr;
};

} // namespace larder
