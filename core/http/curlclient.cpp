#include "core/http/curlclient.h"

#include "core/http/httpurl.h"
#include "core/http/redirect.h"

#include <QRandomGenerator>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds longestNap{60000};

Error cancelled(const QByteArray &url)
{
    return {ErrorKind::Cancelled, u"stopped"_s, url.isEmpty() ? QString() : redactedUrl(url), {}};
}

constexpr auto laterFirst = [](const auto &a, const auto &b) { return a.until > b.until; };

} // namespace

CurlClient::CurlClient(HttpOptions options, RateLimiter &limiter)
    : m_options(std::move(options)),
      m_state{limiter},
      m_multi(curl_multi_init())
{
    Q_CHECK_PTR(m_multi.get());
    const long connections = m_options.maxParallel;
    curl_multi_setopt(m_multi.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(m_multi.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
    curl_multi_setopt(m_multi.get(), CURLMOPT_MAXCONNECTS, connections);
}

CurlClient::~CurlClient()
{
    for (CurlChannel *channel : m_active)
        curl_multi_remove_handle(m_multi.get(), channel->handle());
}

void CurlClient::start(HttpTransfer &transfer)
{
    m_queue.push_back({&transfer});
}

bool CurlClient::hasWork() const
{
    return !m_queue.empty() || !m_active.empty() || !m_waiting.empty();
}

Result<void> CurlClient::drive(std::stop_token stop)
{
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(m_multi.get()); });
    while (hasWork()) {
        if (stop.stop_requested()) {
            cancelAll();
            return std::unexpected(cancelled({}));
        }
        m_state.now = std::chrono::steady_clock::now();
        queueDueRetries();
        resumePaused();
        startQueued();
        int running = 0;
        curl_multi_perform(m_multi.get(), &running);
        collectEnded();
        endStalled();
        waitForSomething();
    }
    return {};
}

void CurlClient::queueDueRetries()
{
    while (!m_waiting.empty() && m_waiting.front().until <= m_state.now) {
        std::ranges::pop_heap(m_waiting, laterFirst);
        m_queue.push_front(m_waiting.back().exchange);
        m_waiting.pop_back();
    }
}

bool CurlClient::isFindingOut() const
{
    return m_scout && m_scout->isServerUnknown();
}

bool CurlClient::mayStart() const
{
    return !m_queue.empty() && m_nothingBefore <= m_state.now && !isFindingOut()
        && (!m_free.empty() || m_channels.size() < static_cast<std::size_t>(m_options.maxParallel));
}

void CurlClient::startQueued()
{
    while (mayStart()) {
        CurlChannel *const channel = freeChannel();
        channel->exchange = m_queue.front();
        m_queue.pop_front();
        channel->visited.clear();
        ++channel->exchange.attempts;
        ++channel->exchange.withoutProgress;
        m_active.push_back(channel);
        begin(*channel, channel->exchange.transfer->request());
    }
}

CurlChannel *CurlClient::freeChannel()
{
    if (m_free.empty())
        m_free.push_back(m_channels.emplace_back(std::make_unique<CurlChannel>(m_options, m_state)).get());
    CurlChannel *const channel = m_free.back();
    m_free.pop_back();
    return channel;
}

void CurlClient::begin(CurlChannel &channel, const HttpRequest &request)
{
    const Result<void> prepared = channel.prepare(request);
    if (!prepared) {
        finish(channel, failure(prepared));
        return;
    }
    curl_multi_add_handle(m_multi.get(), channel.handle());
    const bool isRedirected = !channel.visited.isEmpty(); // its server is not whom the others ask
    if (!isRedirected && channel.isServerUnknown() && !isFindingOut())
        m_scout = &channel;
}

void CurlClient::collectEnded()
{
    int left = 0;
    while (const CURLMsg *const message = curl_multi_info_read(m_multi.get(), &left)) {
        const CURLcode code = message->data.result; // the message goes with its handle
        void *owner = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
        auto *const channel = static_cast<CurlChannel *>(owner);
        AttemptEnd how = channel->end(code);
        curl_multi_remove_handle(m_multi.get(), channel->handle());
        end(*channel, std::move(how));
    }
}

void CurlClient::end(CurlChannel &channel, AttemptEnd how)
{
    if (const auto *const redirected = std::get_if<Redirected>(&how)) {
        follow(channel, redirected->location);
    } else if (auto *const failed = std::get_if<FailedByServer>(&how)) {
        retryOrGiveUp(channel, std::move(*failed));
    } else if (const auto *const ended = std::get_if<EndedByTransfer>(&how)) {
        finish(channel, std::unexpected(ended->error));
    } else {
        finish(channel, std::get<HttpHead>(std::move(how)));
    }
}

void CurlClient::follow(CurlChannel &channel, const QByteArray &location)
{
    const Result<HttpRequest> next = followRedirect(channel.request(), location, channel.visited);
    if (!next) {
        finish(channel, failure(next));
        return;
    }
    channel.visited.append(channel.request().url);
    if (m_scout == &channel)
        m_scout = nullptr;
    begin(channel, *next);
}

void CurlClient::retryOrGiveUp(CurlChannel &channel, FailedByServer failed)
{
    if (channel.hasProgressed(m_options.retry.progressBytes))
        channel.exchange.withoutProgress = 1;
    const FailedAttempt attempt{failed.failure.persistence, channel.exchange.attempts,
                                channel.exchange.withoutProgress, failed.retryAfter};
    const auto wait = waitBeforeRetry(m_options.retry, attempt, QRandomGenerator::global()->generateDouble());
    if (!wait) {
        Error error = std::move(failed.failure.error);
        if (channel.exchange.attempts > 1)
            error.message += u" (after %1 attempts)"_s.arg(channel.exchange.attempts);
        if (failed.retryAfter && *failed.retryAfter > m_options.retry.longestRetryAfter) {
            const auto seconds = std::chrono::ceil<std::chrono::seconds>(*failed.retryAfter).count();
            error.hint = u"the server asks to wait for %1 s; try again after that"_s.arg(seconds);
        }
        finish(channel, std::unexpected(std::move(error)));
        return;
    }
    const TimePoint until = std::chrono::steady_clock::now() + *wait;
    if (failed.retryAfter) // meant for all of us: a run asks one server
        m_nothingBefore = std::max(m_nothingBefore, until);
    m_waiting.push_back({until, channel.exchange});
    std::ranges::push_heap(m_waiting, laterFirst);
    release(channel);
}

void CurlClient::finish(CurlChannel &channel, const Result<HttpHead> &result)
{
    HttpTransfer *const transfer = channel.exchange.transfer;
    release(channel); // first: the transfer may start others
    transfer->onFinished(result);
}

void CurlClient::release(CurlChannel &channel)
{
    const auto place = std::ranges::find(m_active, &channel);
    *place = m_active.back();
    m_active.pop_back();
    channel.exchange = {};
    if (m_scout == &channel)
        m_scout = nullptr;
    m_free.push_back(&channel);
}

void CurlClient::endStalled()
{
    if (m_state.now < m_nextStallCheck)
        return;
    m_nextStallCheck =
        m_state.now + std::min<milliseconds>(m_options.stallTimeout / 4, std::chrono::seconds(1));
    const std::vector<CurlChannel *> active = m_active; // ending one changes it
    for (CurlChannel *const channel : active) {
        if (!channel->isStalled(m_options.stallTimeout))
            continue;
        curl_multi_remove_handle(m_multi.get(), channel->handle());
        retryOrGiveUp(*channel, channel->stalled());
    }
}

void CurlClient::resumePaused()
{
    if (m_state.limiter.isUnlimited() && m_state.readAt == TimePoint{})
        return;
    if (m_state.limiter.isUnlimited())
        m_state.readAt = {};
    if (m_state.readAt > m_state.now)
        return;
    // The first that reads may use up the allowance at once: the next time it is the others' turn.
    for (std::size_t i = 0; i < m_active.size() && m_state.readAt <= m_state.now; ++i) {
        if (m_active[i]->isPaused())
            m_active[i]->resume();
        if (m_state.readAt > m_state.now)
            std::ranges::rotate(m_active, m_active.begin() + static_cast<qsizetype>(i + 1));
    }
}

void CurlClient::waitForSomething()
{
    if (mayStart() || !hasWork())
        return;
    const auto nap = std::chrono::ceil<milliseconds>(nextDeadline() - std::chrono::steady_clock::now());
    const auto bounded = std::clamp(nap, milliseconds::zero(), longestNap);
    curl_multi_poll(m_multi.get(), nullptr, 0, static_cast<int>(bounded.count()), nullptr);
}

CurlClient::TimePoint CurlClient::nextDeadline() const
{
    TimePoint deadline = TimePoint::max() - longestNap;
    if (!m_active.empty())
        deadline = std::min(deadline, m_nextStallCheck);
    if (!m_waiting.empty())
        deadline = std::min(deadline, m_waiting.front().until);
    if (!m_queue.empty() && m_nothingBefore > m_state.now)
        deadline = std::min(deadline, m_nothingBefore);
    if (m_state.readAt > m_state.now)
        deadline = std::min(deadline, m_state.readAt);
    return deadline;
}

void CurlClient::cancelAll()
{
    while (!m_active.empty()) {
        CurlChannel &channel = *m_active.back();
        curl_multi_remove_handle(m_multi.get(), channel.handle());
        finish(channel, std::unexpected(cancelled(channel.request().url)));
    }
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        m_queue.push_back(waiting.exchange);
    while (!m_queue.empty()) {
        HttpTransfer *const transfer = m_queue.front().transfer;
        m_queue.pop_front();
        transfer->onFinished(std::unexpected(cancelled({})));
    }
}

} // namespace larder
