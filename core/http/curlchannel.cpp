#include "core/http/curlchannel.h"

#include "core/base/clock.h"
#include "core/http/redirect.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 receiveBufferBytes =
    512 * 1024; // curl's own default of 16 KiB halves the speed of large bodies
constexpr qint64 leastBufferBytes = 4 * 1024;
constexpr qint64 piecesPerSecond = 20; // under a bandwidth limit, so that it is kept smoothly

constexpr qint64 unwantedBodyBytes =
    64 * 1024; // of redirects and refusals: read to keep the connection, but no more

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

/// "https://host:port" of a URL that curl has taken; empty in clear text.
QByteArray secureOrigin(const QByteArray &url)
{
    if (!url.startsWith("https://"))
        return {};
    const qsizetype path = url.indexOf('/', qsizetype(sizeof "https://") - 1);
    return path < 0 ? url : url.first(path);
}

long bufferBytes(const RateLimiter &limiter)
{
    if (limiter.isUnlimited())
        return receiveBufferBytes;
    return std::clamp(limiter.bytesPerSecond() / piecesPerSecond, leastBufferBytes, receiveBufferBytes);
}

bool breaksLine(const QByteArray &text)
{
    return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
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
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlChannel::openCallback);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &m_state);
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

    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connectTimeout.count()));
    if (!options.caFile.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.caFile.constData());
    // curl keeps what it read of a file of authorities; with a directory beside it, as its own default has,
    // each connection reads the file anew, which takes longer than many an answer.
    const bool hasFile = !options.caFile.isEmpty() || curl_version_info(CURLVERSION_NOW)->cainfo;
    if (!options.caDirectory.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAPATH, options.caDirectory.constData());
    else if (hasFile)
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

Result<void> CurlChannel::prepare(const HttpRequest &request)
{
    const bool isHead = request.method == "HEAD";
    const bool isClean =
        !breaksLine(request.url) && std::ranges::none_of(request.headers, [](const auto &header) {
            return breaksLine(header.first) || breaksLine(header.second);
        });
    const bool isHttp = request.url.startsWith("http://") || request.url.startsWith("https://");
    const bool isPut = request.method == "PUT";
    const bool isPost = request.method == "POST";
    if ((!isHead && !isPut && !isPost && request.method != "GET") || !isClean || !isHttp)
        return std::unexpected(transportFailure(TransportFault::BadUrl, request.url, {}).error);
    m_request = request;
    m_origin = secureOrigin(request.url);
    m_answer = Answer::Awaited;
    m_reader = HeadReader(m_request.url, isHead ? HeadReader::Body::NotAsked : HeadReader::Body::Asked);
    m_transferError.reset();
    m_unwantedBody.resize(0);
    m_bodyBytes = 0;
    m_wireBytes = 0;
    m_socket = CURL_SOCKET_BAD;
    m_isTooLong = false;
    m_lastActivity = m_state.now;
    m_isSent = false;
    m_isPaused = false;
    m_errorText[0] = '\0';

    setHeaders(request.headers);
    CURL *const easy = m_handle.get();
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, bufferBytes(m_state.limiter));
    curl_easy_setopt(easy, CURLOPT_URL, m_request.url.constData());
    curl_easy_setopt(easy, CURLOPT_PROXY, m_request.isDirect ? "" : nullptr); // nullptr: the environment's

    curl_easy_setopt(easy, isHead ? CURLOPT_NOBODY : isPost ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
    if (isPost) { // even of nothing, the fields would make a POST of any other method
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, m_request.body.constData());
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, isPut ? "PUT" : nullptr);
    const bool mayMultiplex =
        !m_origin.isEmpty() && m_state.versions.value(m_origin, HttpVersion::Http2) == HttpVersion::Http2;
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, mayMultiplex ? 1L : 0L);
    return {};
}

void CurlChannel::setHeaders(const HttpHeaders &headers)
{
    m_headerText.resize(0); // keeps its memory
    std::vector<qsizetype> starts;
    constexpr QByteArrayView acceptEncoding = "Accept-Encoding";
    const bool isChosen = std::ranges::any_of(headers, [&](const auto &each) {
        return each.first.compare(acceptEncoding, Qt::CaseInsensitive) == 0;
    });
    if (!isChosen) {
        starts.push_back(0);
        m_headerText.append("Accept-Encoding: identity").append('\0');
    }
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

int CurlChannel::sendingCallback(void *self, char *, char *, int, int localPort)
{
    auto *const channel = static_cast<CurlChannel *>(self);
    ++channel->m_state.requests;
    channel->m_isSent = true;
    if (channel->m_origin.isEmpty())
        channel->m_socket = channel->m_state.sockets.at(localPort);
    else if (const auto version = agreedVersion(channel->handle()))
        channel->noteVersion(*version);
    channel->m_lastActivity = channel->m_state.now;
    return CURL_PREREQFUNC_OK;
}

void CurlChannel::noteVersion(HttpVersion version)
{
    m_state.versions.insert(m_origin, version);
    if (version == HttpVersion::Http1)
        readRecordsAhead(handle());
}

std::size_t CurlChannel::headerCallback(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *const channel = static_cast<CurlChannel *>(self);
    channel->m_lastActivity = channel->m_state.now;
    if (channel->m_answer != Answer::Awaited) // a trailer
        return size * count;
    const HeadReader::State state = channel->m_reader.take({bytes, static_cast<qsizetype>(size * count)});
    const bool goOn =
        state == HeadReader::State::Reading || (state == HeadReader::State::Whole && channel->judgeHead());
    return goOn ? size * count : 0;
}

bool CurlChannel::judgeHead()
{
    if (isServerUnknown())
        noteVersion(m_reader.isHttp1() ? HttpVersion::Http1 : HttpVersion::Http2);
    const HttpHead &head = m_reader.head();
    if (exchange.transfer->accepts(head.status))
        return acceptHead();
    const bool isFollowed =
        isRedirect(head.status) && head.field("location") && exchange.transfer->followsRedirects();
    m_answer = isFollowed ? Answer::Redirect : Answer::Refused;
    return true;
}

bool CurlChannel::acceptHead()
{
    m_answer = Answer::Accepted;
    if (const Result<void> taken = exchange.transfer->onHead(m_reader.head()); !taken) {
        m_transferError = taken.error();
        return false;
    }
    // curl passes over in silence what a server sends beyond the length it declared. So it tells its debug
    // callback what it reads, from here to the end of the body; and holdsMore looks at what it leaves in the
    // socket.
    const std::optional<qint64> length = m_reader.head().contentLength;
    if (length && m_reader.hasBody())
        curl_easy_setopt(m_handle.get(), CURLOPT_VERBOSE, 1L);
    m_isTooLong = length == 0 && holdsMore();
    return true;
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
        m_unwantedBody.append(bytes.data(), size);
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
    m_isTooLong = m_bodyBytes == m_reader.head().contentLength && holdsMore();
    return bytes.size();
}

std::optional<TransportFault> CurlChannel::lengthFault() const
{
    const std::optional<qint64> length = m_reader.head().contentLength;
    if (!m_reader.hasBody() || !length)
        return std::nullopt;
    if (m_bodyBytes < *length)
        return TransportFault::CutShort;
    if (m_wireBytes > *length || m_isTooLong)
        return TransportFault::TooLong;
    return std::nullopt;
}

/// Asked while the connection is still this attempt's. Clear text only: under TLS and HTTP/2 a connection may
/// well hold records that are no body.
bool CurlChannel::holdsMore() const
{
    char byte = 0;
    return m_socket != CURL_SOCKET_BAD && m_reader.isHttp1() && m_reader.hasBody()
        && ::recv(m_socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

curl_socket_t CurlChannel::openCallback(void *state, curlsocktype, curl_sockaddr *address)
{
    const curl_socket_t socket =
        ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (socket != CURL_SOCKET_BAD)
        static_cast<ChannelState *>(state)->sockets.add(socket);
    return socket;
}

int CurlChannel::closeCallback(void *state, curl_socket_t socket)
{
    static_cast<ChannelState *>(state)->sockets.remove(socket);
    return ::close(socket);
}

AttemptEnd CurlChannel::end(CURLcode code)
{
    if (m_transferError)
        return EndedByTransfer{*m_transferError};
    switch (m_answer) {
    case Answer::Awaited:
        return failed(code == CURLE_OK || m_reader.state() == HeadReader::State::Invalid
                          ? TransportFault::Protocol
                          : faultOf(code));
    case Answer::Redirect: // whatever became of the rest of the body
        return Redirected{*m_reader.head().field("location")};
    case Answer::Refused:
        return refusal();
    case Answer::Accepted:
        break;
    }
    if (code != CURLE_OK)
        return failed(faultOf(code));
    if (const std::optional<TransportFault> fault = lengthFault())
        return failed(*fault);
    return m_reader.takeHead();
}

FailedByServer CurlChannel::refusal() const
{
    const HttpHead &head = m_reader.head();
    // Time on the wire is the real one, whatever the clock says that judges freshness.
    const Instant serverNow = head.date ? *head.date : SystemClock().now();
    const std::optional<QByteArray> field = head.field("retry-after");
    const auto wait = field ? parseRetryAfter(*field, serverNow) : std::nullopt;

    if (std::optional<HttpFailure> explained = exchange.transfer->explain(head, m_unwantedBody))
        return {std::move(*explained), wait};
    const bool hasCredentials = std::ranges::any_of(m_request.headers, isCredentialField,
                                                    [](const auto &header) { return header.first; });
    return {statusFailure(head.status, m_request.url,
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
    return m_isSent && !m_isPaused && m_state.now - m_lastActivity > m_request.stallTimeout.value_or(limit);
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
