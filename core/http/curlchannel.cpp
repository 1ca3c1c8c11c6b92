#include "core/http/curlchannel.h"

#include "core/http/httpdate.h"
#include "core/http/redirect.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr long receiveBufferBytes =
    512 * 1024; // curl's own default of 16 KiB halves the speed of large bodies
constexpr qint64 unwantedBodyBytes =
    64 * 1024; // of redirects and refusals: read to keep the connection, but no more
constexpr qsizetype usualHeadBytes = 512;

TransportFault faultOf(CURLcode code)
{
    switch (int{code}) { // curl has a hundred; these are the ones that a GET over HTTP can meet
    case CURLE_COULDNT_RESOLVE_HOST:
        return TransportFault::UnknownHost;
    case CURLE_COULDNT_RESOLVE_PROXY:
        return TransportFault::UnknownProxy;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
        return TransportFault::Refused;
    case CURLE_OPERATION_TIMEDOUT: // the connect timeout is the only one that curl is told
        return TransportFault::ConnectTimeout;
    case CURLE_PARTIAL_FILE:
        return TransportFault::CutShort;
    case CURLE_UNSUPPORTED_PROTOCOL: // also "HTTP/0.9", which is what a server of another kind looks like
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_TOO_LARGE:
        return TransportFault::Protocol;
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED: // a user in the URL
        return TransportFault::BadUrl;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return TransportFault::Untrusted;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
        return TransportFault::TlsFailed;
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
        return TransportFault::Local;
    default:
        return TransportFault::Reset;
    }
}

std::optional<qint64> parseLength(QByteArrayView value)
{
    bool isNumber = false;
    const qint64 length = value.toLongLong(&isNumber);
    return isNumber && length >= 0 && !value.startsWith('+') ? std::optional(length) : std::nullopt;
}

bool isName(QByteArrayView line, QByteArrayView name)
{
    return line.size() > name.size() && line[name.size()] == ':'
        && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0;
}

bool holdsBytes(curl_socket_t socket)
{
    char byte = 0;
    return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

long localPort(curl_socket_t socket)
{
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    // The port lies at the same place in both families.
    return ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
}

bool breaksLine(const QByteArray &text)

{
    return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

Instant wireNow() // time on the wire is the real one, whatever the clock that judges says
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

CurlChannel::CurlChannel(const HttpOptions &options, ChannelState &state)
    : m_handle(curl_easy_init()),
      m_state(state)
{
    CURL *const easy = m_handle.get();
    Q_CHECK_PTR(easy);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlChannel::headerCallback);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlChannel::bodyCallback);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &CurlChannel::debugCallback);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, this);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &CurlChannel::sendingCallback);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlChannel::closeCallback);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA,
                     &m_state); // a connection outlives the channel that opened it

    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options.userAgent.constData());
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, receiveBufferBytes);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connectTimeout.count()));
    if (!options.caFile.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.caFile.constData());
    if (!options.caDirectory.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAPATH, options.caDirectory.constData());
}

Result<void> CurlChannel::prepare(const HttpRequest &request, Multiplex multiplex)
{
    const bool isHead = request.method == "HEAD";
    const bool isClean =
        !breaksLine(request.url) && std::ranges::none_of(request.headers, [](const auto &header) {
            return breaksLine(header.first) || breaksLine(header.second);
        });
    const bool isHttp = request.url.startsWith("http://") || request.url.startsWith("https://");
    if ((!isHead && request.method != "GET") || !isClean || !isHttp)
        return std::unexpected(transportFailure(TransportFault::BadUrl, request.url, {}).error);
    m_request = request;
    m_answer = Answer::Awaited;
    m_head = {};
    m_transferError.reset();
    m_fault.reset();
    m_bodyBytes = 0;
    m_wireBytes = 0;
    m_lastActivity = m_state.now;
    m_isSent = false;
    m_isPaused = false;
    m_isHttp1 = false;
    m_isChunked = false;
    m_errorText[0] = '\0';

    setHeaders(request.headers);
    CURL *const easy = m_handle.get();
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(easy, CURLOPT_URL, m_request.url.constData());
    curl_easy_setopt(easy, isHead ? CURLOPT_NOBODY : CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, multiplex == Multiplex::WaitForStream ? 1L : 0L);
    return {};
}

void CurlChannel::setHeaders(const HttpHeaders &headers)
{
    m_headerText.resize(0); // keeps its memory
    std::vector<qsizetype> starts{0};
    m_headerText.append("Accept-Encoding: identity").append('\0');
    for (const auto &[name, value] : headers) {
        starts.push_back(m_headerText.size());
        m_headerText.append(name);
        if (value.isEmpty())
            m_headerText.append(';'); // curl's spelling of an empty field
        else
            m_headerText.append(": ").append(value);
        m_headerText.append('\0');
    }
    m_headerNodes.assign(starts.size(), {});
    for (std::size_t i = 0; i < starts.size(); ++i) {
        m_headerNodes[i].data = m_headerText.data() + starts[i];
        m_headerNodes[i].next = i + 1 < starts.size() ? &m_headerNodes[i + 1] : nullptr;
    }
    curl_easy_setopt(m_handle.get(), CURLOPT_HTTPHEADER, m_headerNodes.data());
}

int CurlChannel::sendingCallback(void *self, char *, char *, int, int)
{
    auto *const channel = static_cast<CurlChannel *>(self);
    ++channel->m_state.requests;
    channel->m_isSent = true;
    channel->m_lastActivity = channel->m_state.now;
    return CURL_PREREQFUNC_OK;
}

std::size_t CurlChannel::headerCallback(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *const channel = static_cast<CurlChannel *>(self);
    channel->m_lastActivity = channel->m_state.now;
    const bool goOn = channel->takeHeaderLine({bytes, static_cast<qsizetype>(size * count)});
    return goOn ? size * count : 0;
}

bool CurlChannel::takeHeaderLine(QByteArrayView line)
{
    if (m_answer != Answer::Awaited) // a trailer after a chunked body
        return true;
    if (line.startsWith("HTTP/") && (m_head.status == 0 || m_head.status < 200)) {
        startHead(line);
        return true;
    }
    if (line == "\r\n" || line == "\n")
        return finishHead();
    return takeField(line);
}

void CurlChannel::startHead(QByteArrayView statusLine)
{
    m_head = {};
    m_head.url = m_request.url;
    m_head.fields.reserve(usualHeadBytes);
    m_isHttp1 = statusLine.startsWith("HTTP/1");
    const qsizetype blank = statusLine.indexOf(' ');
    m_head.status = blank < 0
        ? 0
        : statusLine.sliced(blank + 1).first(std::min<qsizetype>(3, statusLine.size() - blank - 1)).toInt();
}

bool CurlChannel::takeField(QByteArrayView line)
{
    const bool isFolded = line.startsWith(' ') || line.startsWith('\t');
    if (isFolded && m_head.fields.endsWith('\n'))
        m_head.fields.chop(m_head.fields.endsWith("\r\n") ? 2 : 1);
    m_head.fields.append(line);
    if (isName(line, "content-length")) {
        const auto length = parseLength(line.sliced(line.indexOf(':') + 1).trimmed());
        if (!length || (m_head.contentLength && m_head.contentLength != length)) {
            m_fault = TransportFault::Protocol;
            return false;
        }
        m_head.contentLength = length;
    } else if (isName(line, "transfer-encoding")) {
        m_isChunked = true;
    } else if (isName(line, "date")) {
        m_head.date = parseHttpDate(line.sliced(line.indexOf(':') + 1), {});
    }
    return true;
}

bool CurlChannel::finishHead()
{
    if (m_head.status < 200)
        return true; // 100 Continue, 103 Early Hints: the head proper follows
    if (m_isChunked)
        m_head.contentLength.reset(); // RFC 9112 §6.3: the chunks decide
    m_head.isFramed = !hasBody() || m_head.contentLength || m_isChunked || !m_isHttp1;
    if (exchange.transfer->accepts(m_head.status))
        return acceptHead();
    m_answer = isRedirect(m_head.status) && m_head.field("location") ? Answer::Redirect : Answer::Refused;
    return true;
}

bool CurlChannel::acceptHead()
{
    m_answer = Answer::Accepted;
    if (const Result<void> taken = exchange.transfer->onHead(m_head); !taken) {
        m_transferError = taken.error();
        return false;
    }
    if (m_head.contentLength && hasBody())
        watchForExcess();
    return true;
}

/// curl passes over in silence what a server sends beyond the length it declared. So curl tells its debug
/// callback what it reads, from here to the end of the body; and hasUnreadBytes looks at what it leaves in
/// the socket.
void CurlChannel::watchForExcess()
{
    curl_easy_setopt(m_handle.get(), CURLOPT_VERBOSE, 1L);
}

int CurlChannel::debugCallback(CURL *, curl_infotype kind, char *, std::size_t size, void *self)
{
    if (kind == CURLINFO_DATA_IN)
        static_cast<CurlChannel *>(self)->m_wireBytes += static_cast<qint64>(size);
    return 0;
}

std::size_t CurlChannel::bodyCallback(char *bytes, std::size_t size, std::size_t count, void *self)
{
    return static_cast<CurlChannel *>(self)->takeBody({bytes, size * count});
}

std::size_t CurlChannel::takeBody(std::span<const char> bytes)
{
    m_lastActivity = m_state.now;
    const auto size = static_cast<qint64>(bytes.size());
    if (m_answer != Answer::Accepted) {
        m_bodyBytes += size;
        return m_bodyBytes > unwantedBodyBytes ? CURL_WRITEFUNC_ERROR : bytes.size();
    }
    if (!m_state.limiter.isUnlimited()) {
        if (m_state.readAt > m_state.now) {
            m_isPaused = true;
            return CURL_WRITEFUNC_PAUSE;
        }
        m_state.readAt = m_state.limiter.take(size, m_state.now);
    }
    m_bodyBytes += size;
    if (const Result<void> taken = exchange.transfer->onBody(bytes); !taken) {
        m_transferError = taken.error();
        return CURL_WRITEFUNC_ERROR;
    }
    return bytes.size();
}

bool CurlChannel::hasBody() const
{
    return m_request.method != "HEAD" && m_head.status != 204 && m_head.status != 304;
}

std::optional<TransportFault> CurlChannel::lengthFault() const
{
    if (!hasBody() || !m_head.contentLength)
        return std::nullopt;
    if (m_bodyBytes < *m_head.contentLength)
        return TransportFault::CutShort;
    if (m_wireBytes > *m_head.contentLength || hasUnreadBytes())
        return TransportFault::TooLong;
    return std::nullopt;
}

/// Clear text only: under TLS and HTTP/2 a connection may well hold records that are no body.
bool CurlChannel::hasUnreadBytes() const
{
    if (!m_isHttp1 || !m_request.url.startsWith("http:"))
        return false;
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(m_handle.get(), CURLINFO_ACTIVESOCKET, &socket);
    if (socket != CURL_SOCKET_BAD)
        return holdsBytes(socket);
    long port = 0; // curl has closed the connection already
    curl_easy_getinfo(m_handle.get(), CURLINFO_LOCAL_PORT, &port);
    return m_state.portsClosedWithUnreadBytes.contains(port);
}

int CurlChannel::closeCallback(void *state, curl_socket_t socket)
{
    if (holdsBytes(socket))
        static_cast<ChannelState *>(state)->portsClosedWithUnreadBytes.insert(localPort(socket));
    return ::close(socket);
}

AttemptEnd CurlChannel::end(CURLcode code)
{
    if (m_transferError)
        return EndedByTransfer{*m_transferError};
    if (m_fault)
        return failed(*m_fault);
    switch (m_answer) {
    case Answer::Awaited:
        return failed(code == CURLE_OK ? TransportFault::Protocol : faultOf(code));
    case Answer::Redirect: // whatever became of the rest of the body
        return Redirected{*m_head.field("location")};
    case Answer::Refused:
        return refusal();
    case Answer::Accepted:
        break;
    }
    if (code != CURLE_OK)
        return failed(faultOf(code));
    if (const std::optional<TransportFault> fault = lengthFault())
        return failed(*fault);
    return std::move(m_head);
}

FailedByServer CurlChannel::refusal() const
{
    const std::optional<QByteArray> field = m_head.field("retry-after");
    const auto wait = field ? parseRetryAfter(*field, m_head.date.value_or(wireNow())) : std::nullopt;
    const bool hasCredentials = std::ranges::any_of(m_request.headers, isCredentialField,
                                                    [](const auto &header) { return header.first; });
    return {statusFailure(m_head.status, m_request.url,
                          hasCredentials ? Credentials::Sent : Credentials::NotSent,
                          wait ? RetryAfter::Given : RetryAfter::NotGiven),
            wait};
}

FailedByServer CurlChannel::failed(TransportFault fault) const
{
    const bool isPlainWord = fault == TransportFault::CutShort || fault == TransportFault::TooLong
        || fault == TransportFault::Stalled || fault == TransportFault::BadUrl;
    QString detail = isPlainWord ? QString() : QString::fromUtf8(m_errorText.data());
    if (detail.contains('@'_L1)) // a proxy's URL with its password
        detail.clear();
    return {transportFailure(fault, m_request.url, detail), std::nullopt};
}

bool CurlChannel::isStalled(std::chrono::milliseconds limit) const
{
    return m_isSent && !m_isPaused && m_state.now - m_lastActivity > limit;
}

FailedByServer CurlChannel::stalled() const
{
    return failed(TransportFault::Stalled);
}

void CurlChannel::resume()
{
    m_isPaused = false;
    m_lastActivity = m_state.now;
    curl_easy_pause(m_handle.get(), CURLPAUSE_CONT);
}

} // namespace larder
