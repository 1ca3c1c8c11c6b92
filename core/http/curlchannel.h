/// One curl easy handle and the attempt it carries: kept for the next attempt, because making a handle costs
/// more than a small request. Runs inside curl's callbacks on the client's thread; owned by CurlClient, which
/// alone adds it to the multi. Errors are collected until end() tells how the attempt went.
#pragma once

#include "core/http/headreader.h"
#include "core/http/httperror.h"
#include "core/http/httpoptions.h"
#include "core/http/latecurl.h"
#include "core/http/opensockets.h"
#include "core/http/ratelimiter.h"
#include "core/http/tlssession.h"

#include <QHash>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace larder {

/// What all channels of a client share.
struct ChannelState {
    RateLimiter &limiter;
    std::chrono::steady_clock::time_point now{}; ///< of this round of the client's loop
    std::chrono::steady_clock::time_point readAt{}; ///< nothing is read before: the bandwidth limit
    int requests = 0;
    OpenSockets sockets{};
    QHash<QByteArray, HttpVersion> versions{}; ///< of each https server, by origin, once it is known
};

/// A transfer on its way through attempts.
struct Exchange {
    HttpTransfer *transfer = nullptr;
    int attempts = 0;
    int withoutProgress = 0;
};

struct Redirected {
    QByteArray location;
};
struct FailedByServer {
    HttpFailure failure;
    std::optional<std::chrono::milliseconds> retryAfter;
};
/// The transfer's own callback ended the exchange.
struct EndedByTransfer {
    Error error;
};
using AttemptEnd = std::variant<HttpHead, Redirected, FailedByServer, EndedByTransfer>;

class CurlChannel
{
public:
    CurlChannel(const HttpOptions &options, ChannelState &state);
    CurlChannel(const CurlChannel &) = delete;
    CurlChannel &operator=(const CurlChannel &) = delete;

    [[nodiscard]] CURL *handle() const { return m_handle.get(); }

    /// Makes the handle ready to be added. Invalid: the request cannot be sent as it is.
    [[nodiscard]] Result<void> prepare(const HttpRequest &request);
    /// How the attempt went, once curl is done with the handle.
    [[nodiscard]] AttemptEnd end(CURLcode code);

    [[nodiscard]] bool isStalled(std::chrono::milliseconds limit) const;
    [[nodiscard]] FailedByServer stalled() const;
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    void resume();

    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    /// Over https, and nobody knows yet whether a connection to there takes many requests at once.
    [[nodiscard]] bool isServerUnknown() const
    {
        return !m_origin.isEmpty() && !m_state.versions.contains(m_origin);
    }

    /// A resumed answer that brought that much.
    [[nodiscard]] bool hasProgressed(qint64 bytes) const
    {
        return m_reader.head().status == 206 && m_bodyBytes >= bytes;
    }

    Exchange exchange;
    QList<QByteArray> visited; ///< URLs of this attempt before the present one

private:
    enum class Answer { Awaited, Accepted, Redirect, Refused };

    static std::size_t headerCallback(char *bytes, std::size_t size, std::size_t count, void *self);
    static std::size_t bodyCallback(char *bytes, std::size_t size, std::size_t count, void *self);
    static int debugCallback(CURL *, curl_infotype kind, char *, std::size_t size, void *self);
    static curl_socket_t openCallback(void *state, curlsocktype, curl_sockaddr *address);
    static int closeCallback(void *state, curl_socket_t socket);
    static int sendingCallback(void *self, char *, char *, int, int localPort);

    void setHeaders(const HttpHeaders &headers);
    void noteVersion(HttpVersion version);
    [[nodiscard]] bool judgeHead();
    [[nodiscard]] bool acceptHead();
    [[nodiscard]] std::size_t takeBody(std::span<const char> bytes);
    [[nodiscard]] std::optional<TransportFault> lengthFault() const;
    [[nodiscard]] bool holdsMore() const;
    [[nodiscard]] FailedByServer refusal() const;
    [[nodiscard]] FailedByServer failed(TransportFault fault) const;

    struct HandleDeleter {
        void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    };
    std::unique_ptr<CURL, HandleDeleter> m_handle;
    ChannelState &m_state;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};

    HttpRequest m_request;
    QByteArray m_origin; ///< "https://host:port"; empty in clear text
    QByteArray m_unwantedBody; ///< of an answer that is not accepted
    QByteArray m_headerText; ///< "Name: value\0" of all request fields
    std::vector<curl_slist> m_headerNodes; ///< the list that curl reads, without its copies

    // of the present attempt
    Answer m_answer = Answer::Awaited;
    HeadReader m_reader;
    std::optional<Error> m_transferError;
    qint64 m_bodyBytes = 0;
    qint64 m_wireBytes = 0; ///< of the body as read from the connection, what lies beyond its end included
    std::chrono::steady_clock::time_point m_lastActivity{};
    curl_socket_t m_socket = CURL_SOCKET_BAD; ///< that carries it
    bool m_isTooLong = false;
    bool m_isSent = false;
    bool m_isPaused = false;
};

} // namespace larder
