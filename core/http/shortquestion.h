/// One question whose whole answer is a short document in memory: a token, a role, one object's description.
/// Retries are the client's. Runs on the thread that drives the client; `askShortly` drives it, and blocks.
/// Errors: the HTTP table's or what `explain` says; Corrupt where the answer is longer than it may be.
#pragma once

#include "core/http/httpclient.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace larder {

/// A longer answer is none of those that are asked for here.
inline constexpr qsizetype maxShortAnswerBytes = 64 * 1024;

struct ShortAnswer {
    HttpHead head;
    QByteArray body;
};

struct ShortQuestion {
    std::function<HttpRequest()> request; ///< asked anew for each attempt
    /// Of an answer other than 200; empty: what its status says.
    std::function<std::optional<HttpFailure>(const HttpHead &, const QByteArray &)> explain = {};
};

/// Follows no redirect: such answers are for who asks.
[[nodiscard]] Result<ShortAnswer> askShortly(HttpClient &client, const ShortQuestion &question,
                                             const std::stop_token &stop);

/// Requests a stop when the time is over, or when `stop` is requested.
class Deadline
{
public:
    Deadline(std::chrono::steady_clock::duration time, const std::stop_token &stop);
    [[nodiscard]] std::stop_token token() const { return m_over.get_token(); }

private:
    std::stop_source m_over;
    std::stop_callback<std::function<void()>> m_onStop;
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

} // namespace larder
