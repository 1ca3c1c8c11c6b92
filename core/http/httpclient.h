/// What the rest of the core knows about HTTP: exchanges, and a client that carries many of them at once.
/// A client serves one run and lives on that run's thread: everything here is called, and calls back, on the
/// thread that is inside drive(). Transfers belong to the caller and must live until their onFinished.
/// Errors: the table in httperror.h; whatever a transfer's own callback returns; Cancelled when stopped.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/http/httperror.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>

namespace larder {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

struct HttpRequest {
    QByteArray method = "GET"; ///< GET, HEAD, POST, or PUT of nothing
    QByteArray url; ///< absolute, percent-encoded already: sent exactly as it stands, `.` and `..` too
    HttpHeaders headers; ///< beside User-Agent and, unless it stands here, `Accept-Encoding: identity`
    QByteArray body = {}; ///< of a POST
    bool isDirect = false; ///< past every proxy: a server of our own on this machine
    /// Instead of the client's own, of a server that answers only when all of its work is done.
    std::optional<std::chrono::milliseconds> stallTimeout = {};

    bool operator==(const HttpRequest &) const = default;
};

struct HttpHead {
    int status = 0;
    QByteArray url; ///< that answered, after redirects
    QByteArray fields; ///< the header block as received, one "Name: value\r\n" per line
    std::optional<qint64> contentLength; ///< as declared; for HEAD that of the body not sent
    std::optional<Instant> date; ///< the server's clock
    bool isFramed =
        true; ///< false: the body ends when the connection does (HTTP/1.0), so that a cut cannot be seen

    /// The value of the first such field, without outer blanks; the name in any case. nullopt: not sent.
    [[nodiscard]] std::optional<QByteArray> field(QByteArrayView name) const;
    /// Of all such fields, in their order.
    [[nodiscard]] QByteArrayList fieldsNamed(QByteArrayView name) const;

    bool operator==(const HttpHead &) const = default;
};

/// One exchange over all its attempts. Retries and redirects are the client's; what is asked and what becomes
/// of the bytes is the transfer's.
class HttpTransfer
{
public:
    virtual ~HttpTransfer() = default;
    /// Asked anew for each attempt, so that a retry can resume (Range with If-Range) or sign again.
    [[nodiscard]] virtual HttpRequest request() = 0;
    /// Which final answers are taken as they are: their head and body are delivered, and nothing about them
    /// is retried or followed for their status. All others are redirects to follow or become an Error by the
    /// table.
    [[nodiscard]] virtual bool accepts(int status) const
    {
        return (status >= 200 && status < 300) || status == 304;
    }
    /// Whether a redirect that is not accepted is followed. A signed request is good for one address only.
    [[nodiscard]] virtual bool followsRedirects() const { return true; }
    /// What an answer that is not accepted means to those who know this kind of server: its error document is
    /// `body`, as far as 64 KiB. nullopt: what its status says.
    [[nodiscard]] virtual std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body)
    {
        Q_UNUSED(head)
        Q_UNUSED(body)
        return std::nullopt;
    }
    /// The head of an accepted answer; once per attempt that gets so far. An error ends the exchange.
    [[nodiscard]] virtual Result<void> onHead(const HttpHead &head) = 0;
    /// The next bytes of the body after the last onHead. An error ends the exchange.
    [[nodiscard]] virtual Result<void> onBody(std::span<const char> bytes) = 0;
    /// The last word: the head once the whole body is there, or why not. May destroy the transfer and start
    /// others (but not after Cancelled).
    virtual void onFinished(const Result<HttpHead> &result) = 0;
};

class HttpClient
{
public:
    virtual ~HttpClient() = default;
    /// Queues; cheap for hundreds of thousands. May be called from callbacks. REQUIRES: alive until
    /// onFinished.
    virtual void start(HttpTransfer &transfer) = 0;
    /// Carries all that was started until nothing is left; may be called again, over the same connections.
    /// Cancelled within about 100 ms of a stop, after every transfer got its onFinished.
    [[nodiscard]] virtual Result<void> drive(std::stop_token stop) = 0;
    /// Put on the wire so far, retries and redirects included.
    [[nodiscard]] virtual int requests() const = 0;
};

/// Makes a client per run. Shared by threads.
class HttpClientFactory
{
public:
    virtual ~HttpClientFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<HttpClient> makeClient() const = 0;
};

} // namespace larder
