#include "core/http/redirect.h"

#include "core/http/httpurl.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

// Whole names, and families that sign a request or carry a session token (S3, GCS, Azure).
constexpr std::array credentialFields{"authorization", "cookie",       "proxy-authorization",
                                      "x-api-key",     "x-auth-token", "private-token"};
constexpr std::array credentialFamilies{"x-amz-", "x-goog-", "x-ms-"};

std::unexpected<Error> refused(const QByteArray &url, const QString &why, const QString &hint)
{
    return failure(ErrorKind::Unsupported, why, redactedUrl(url), hint);
}

bool startsWithInAnyCase(QByteArrayView text, QByteArrayView start)
{
    return text.size() >= start.size() && text.first(start.size()).compare(start, Qt::CaseInsensitive) == 0;
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isCredentialField(QByteArrayView name)
{
    return std::ranges::any_of(
               credentialFields,
               [name](QByteArrayView field) { return name.compare(field, Qt::CaseInsensitive) == 0; })
        || std::ranges::any_of(credentialFamilies,
                               [name](QByteArrayView family) { return startsWithInAnyCase(name, family); });
}

Result<HttpRequest> followRedirect(const HttpRequest &request, const QByteArray &location,
                                   const QList<QByteArray> &visited)
{
    const Result<QByteArray> url = resolveUrl(request.url, location);
    if (!url) {
        return refused(request.url, u"the server redirects to something that is not an http or https URL"_s,
                       u"give the URL that the server means"_s);
    }
    const Result<Origin> from = originOf(request.url);
    const Result<Origin> to = originOf(*url);
    if (!from || !to)
        return failure(from ? to : from);
    if (from->scheme == "https" && to->scheme == "http") {
        return refused(request.url,
                       u"the server redirects from https to http, which would be open to everyone"_s,
                       u"ask who runs the server, or give the http URL yourself"_s);
    }
    if (*url == request.url || visited.contains(*url))
        return refused(request.url, u"the server redirects in a circle"_s, u"check the URL in a browser"_s);
    if (visited.size() >= maxRedirects) {
        return refused(request.url, u"the server redirects more than %1 times"_s.arg(maxRedirects),
                       u"check the URL in a browser"_s);
    }
    HttpRequest next{request.method, *url, request.headers};
    if (*from != *to)
        next.headers.removeIf([](const auto &header) { return isCredentialField(header.first); });
    return next;
}

} // namespace larder
