#include "core/http/httperror.h"

#include "core/http/httpurl.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct StatusRow {
    int status;
    ErrorKind kind;
    Persistence persistence;
    QLatin1StringView phrase;
    QLatin1StringView hint;
};

constexpr auto retryLater = "the server is in trouble; try again later"_L1;
constexpr auto credentialsHint =
    "check what this address lets anybody read; a folder may have its listing switched off"_L1;

// RFC 9110 §15 and RFC 6585; what is not listed goes by its hundred (see otherStatus).
constexpr std::array statusRows{
    StatusRow{202, ErrorKind::Network, Persistence::Passing, "Accepted"_L1,
              "the server is still preparing the file; try again later"_L1},
    StatusRow{204, ErrorKind::NotFound, Persistence::Lasting, "No Content"_L1, "check the URL"_L1},
    StatusRow{400, ErrorKind::Unsupported, Persistence::Lasting, "Bad Request"_L1, "check the URL"_L1},
    StatusRow{
        401, ErrorKind::SignInNeeded, Persistence::Lasting, "Unauthorized"_L1,
        "keep user and password, or a token, with `larder credentials add NAME`, and name them with --credentials"_L1},
    StatusRow{402, ErrorKind::Denied, Persistence::Lasting, "Payment Required"_L1, {}},
    StatusRow{403, ErrorKind::Denied, Persistence::Lasting, "Forbidden"_L1, credentialsHint},
    StatusRow{404, ErrorKind::NotFound, Persistence::Lasting, "Not Found"_L1, "check the URL"_L1},
    StatusRow{405, ErrorKind::Unsupported, Persistence::Lasting, "Method Not Allowed"_L1, {}},
    StatusRow{407, ErrorKind::SignInNeeded, Persistence::Lasting, "Proxy Authentication Required"_L1,
              "check the proxy settings: http_proxy, https_proxy, ALL_PROXY"_L1},
    StatusRow{408, ErrorKind::Timeout, Persistence::Passing, "Request Timeout"_L1, retryLater},
    StatusRow{409, ErrorKind::Conflict, Persistence::Lasting, "Conflict"_L1, {}},
    StatusRow{410, ErrorKind::NotFound, Persistence::Lasting, "Gone"_L1, "check the URL"_L1},
    StatusRow{412, ErrorKind::Conflict, Persistence::Lasting, "Precondition Failed"_L1,
              "it changed at the source while it was asked for; refresh again"_L1},
    StatusRow{416, ErrorKind::Conflict, Persistence::Lasting, "Range Not Satisfiable"_L1,
              "it changed at the source while it was asked for; refresh again"_L1},
    StatusRow{421, ErrorKind::Network, Persistence::Passing, "Misdirected Request"_L1, {}},
    StatusRow{423, ErrorKind::Denied, Persistence::Lasting, "Locked"_L1, {}},
    StatusRow{425, ErrorKind::Network, Persistence::Passing, "Too Early"_L1, {}},
    StatusRow{429, ErrorKind::Throttled, Persistence::Passing, "Too Many Requests"_L1,
              "the server asks for fewer requests; try again later"_L1},
    StatusRow{451, ErrorKind::Denied, Persistence::Lasting, "Unavailable For Legal Reasons"_L1, {}},
    StatusRow{500, ErrorKind::Network, Persistence::Passing, "Internal Server Error"_L1, retryLater},
    StatusRow{501, ErrorKind::Unsupported, Persistence::Lasting, "Not Implemented"_L1, {}},
    StatusRow{502, ErrorKind::Network, Persistence::Passing, "Bad Gateway"_L1, retryLater},
    StatusRow{503, ErrorKind::Network, Persistence::Passing, "Service Unavailable"_L1, retryLater},
    StatusRow{504, ErrorKind::Network, Persistence::Passing, "Gateway Timeout"_L1, retryLater},
    StatusRow{505, ErrorKind::Unsupported, Persistence::Lasting, "HTTP Version Not Supported"_L1, {}},
    StatusRow{511, ErrorKind::SignInNeeded, Persistence::Lasting, "Network Authentication Required"_L1,
              "this network wants a sign-in first: open a web page in a browser"_L1},
};

StatusRow otherStatus(int status)
{
    if (status >= 500)
        return {status, ErrorKind::Network, Persistence::Passing, {}, retryLater};
    return {status, ErrorKind::Unsupported, Persistence::Lasting, {}, {}};
}

struct FaultRow {
    TransportFault fault;
    ErrorKind kind;
    Persistence persistence;
    QLatin1StringView message;
    QLatin1StringView hint;
};

constexpr auto connectionHint = "check the network connection and the host name in the URL"_L1;

constexpr std::array faultRows{
    FaultRow{TransportFault::UnknownHost, ErrorKind::Network, Persistence::Unreached,
             "the host's name cannot be resolved"_L1, connectionHint},
    FaultRow{TransportFault::UnknownProxy, ErrorKind::Network, Persistence::Unreached,
             "the proxy's name cannot be resolved"_L1,
             "check the proxy settings: http_proxy, https_proxy, ALL_PROXY"_L1},
    FaultRow{TransportFault::Refused, ErrorKind::Network, Persistence::Unreached,
             "the server cannot be reached"_L1, connectionHint},
    FaultRow{TransportFault::ConnectTimeout, ErrorKind::Timeout, Persistence::Unreached,
             "no connection was made in time"_L1, connectionHint},
    FaultRow{TransportFault::Stalled, ErrorKind::Timeout, Persistence::Passing,
             "the server stopped sending"_L1,
             "try again; LARDER_HTTP_STALL_SECONDS sets how long to wait"_L1},
    FaultRow{TransportFault::CutShort, ErrorKind::Network, Persistence::Passing,
             "the answer ended before it was whole"_L1, "try again"_L1},
    FaultRow{TransportFault::TooLong, ErrorKind::Network, Persistence::Passing,
             "the server sent more bytes than it announced"_L1,
             "try again; if it stays, tell who runs the server"_L1},
    FaultRow{TransportFault::Reset, ErrorKind::Network, Persistence::Passing, "the connection broke"_L1,
             "try again"_L1},
    FaultRow{TransportFault::Protocol, ErrorKind::Network, Persistence::Passing,
             "the answer is not valid HTTP"_L1, "check that the URL names a web server"_L1},
    FaultRow{
        TransportFault::Untrusted, ErrorKind::Network, Persistence::Lasting,
        "the server's certificate is not trusted"_L1,
        "check the host name and this computer's clock; name your own authority's file in SSL_CERT_FILE"_L1},
    FaultRow{TransportFault::TlsFailed, ErrorKind::Network, Persistence::Unreached,
             "no secure connection could be made"_L1, "check that the server speaks TLS on this port"_L1},
    FaultRow{TransportFault::BadUrl, ErrorKind::Invalid, Persistence::Lasting, "the URL cannot be used"_L1,
             "an http or https URL without user or password is needed"_L1},
    FaultRow{TransportFault::Local, ErrorKind::Storage, Persistence::Lasting,
             "this computer cannot carry the request"_L1,
             "check memory, open files, and the files named in SSL_CERT_FILE or CURL_CA_BUNDLE"_L1},
};

} // namespace

HttpFailure statusFailure(int status, const QByteArray &url, Credentials credentials, RetryAfter retryAfter)
{
    const auto *const known = std::ranges::find(statusRows, status, &StatusRow::status);
    StatusRow row = known == statusRows.end() ? otherStatus(status) : *known;
    if (status == 401 && credentials == Credentials::Sent) {
        row.kind = ErrorKind::Denied;
        row.hint = credentialsHint;
    }
    if (status == 503 && retryAfter == RetryAfter::Given)
        row.kind = ErrorKind::Throttled;
    const QString number = QString::number(status);
    const QString message = row.phrase.isEmpty() ? u"the server answered %1"_s.arg(number)
                                                 : u"the server answered %1 (%2)"_s.arg(number, row.phrase);
    return {Error{row.kind, message, redactedUrl(url), row.hint}, row.persistence};
}

HttpFailure transportFailure(TransportFault fault, const QByteArray &url, const QString &detail)
{
    const auto *const row = std::ranges::find(faultRows, fault, &FaultRow::fault);
    Q_ASSERT(row != faultRows.end());
    QString message = row->message;
    if (!detail.isEmpty())
        message += u": " + detail;
    return {Error{row->kind, message, redactedUrl(url), row->hint}, row->persistence};
}

} // namespace larder
