#include "core/http/httpurl.h"

#include "core/http/latecurl.h"

#include <algorithm>
#include <array>
#include <memory>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct UrlDeleter {
    void operator()(CURLU *url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;
struct TextDeleter {
    void operator()(char *text) const { curl_free(text); }
};

std::unexpected<Error> badUrl(const QByteArray &url, const QString &why)
{
    return failure(ErrorKind::Invalid, why, redactedUrl(url),
                   u"an absolute http or https URL without user or password is needed"_s);
}

/// Empty when the part is absent.
QByteArray part(const Url &url, CURLUPart what, unsigned flags = 0)
{
    char *text = nullptr;
    if (curl_url_get(url.get(), what, &text, flags) != CURLUE_OK)
        return {};
    const std::unique_ptr<char, TextDeleter> owned(text);
    return {text};
}

Result<void> requireHttp(const Url &url, const QByteArray &spelled)
{
    const QByteArray scheme = part(url, CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https")
        return badUrl(spelled, u"this is not an http or https URL"_s);
    const bool hasThirdSlash = spelled.indexOf(":///") == scheme.size(); // curl passes over it
    if (hasThirdSlash || part(url, CURLUPART_HOST).isEmpty())
        return badUrl(spelled, u"this URL names no host"_s);
    if (!part(url, CURLUPART_USER).isEmpty() || !part(url, CURLUPART_PASSWORD).isEmpty())
        return badUrl(spelled, u"this URL carries a user or password"_s);
    return {};
}

// What names a secret in the query of a signed or shared URL: X-Amz-Signature, X-Goog-Credential, Azure's
// sig, access_token, api_key, … A word too many hides a harmless value; a word too few shows a secret.
constexpr std::array secretWords{"sig",  "token", "key",  "secret",  "pass", "pwd",
                                 "auth", "cred",  "code", "session", "jwt",  "hmac"};

bool isSecretName(QByteArrayView name)
{
    const QByteArray lower = QByteArray::fromPercentEncoding(name.toByteArray()).toLower();
    return std::ranges::any_of(secretWords, [&lower](const char *word) { return lower.contains(word); });
}

/// Nothing after the last colon but a port; an IPv6 address is in brackets.
bool isHostAndPort(QByteArrayView server)
{
    const QByteArrayView afterBracket = server.sliced(server.lastIndexOf(']') + 1);
    const qsizetype colon = afterBracket.indexOf(':');
    return colon < 0
        || std::ranges::all_of(afterBracket.sliced(colon + 1), [](char c) { return c >= '0' && c <= '9'; });
}

QByteArray redactedQuery(QByteArrayView query)
{
    QByteArray shown;
    for (;;) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView parameter = end < 0 ? query : query.first(end);
        const qsizetype equals = parameter.indexOf('=');
        const QByteArrayView name = equals < 0 ? parameter : parameter.first(equals);
        if (equals >= 0 && isSecretName(name))
            shown.append(name).append("=...");
        else
            shown.append(parameter);
        if (end < 0)
            return shown;
        shown.append('&');
        query = query.sliced(end + 1);
    }
}

} // namespace

Result<Origin> originOf(const QByteArray &spelled)
{
    const Url url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, spelled.constData(), CURLU_PATH_AS_IS) != CURLUE_OK)
        return badUrl(spelled, u"this is not a valid URL"_s);
    if (const Result<void> http = requireHttp(url, spelled); !http)
        return failure(http);
    return Origin{part(url, CURLUPART_SCHEME), part(url, CURLUPART_HOST).toLower(),
                  part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT).toInt()};
}

Result<QByteArray> resolveUrl(const QByteArray &base, const QByteArray &reference)
{
    const Url url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, base.constData(), CURLU_PATH_AS_IS) != CURLUE_OK)
        return badUrl(base, u"this is not a valid URL"_s);
    if (!reference.isEmpty()
        && curl_url_set(url.get(), CURLUPART_URL, reference.constData(), CURLU_URLENCODE) != CURLUE_OK)
        return badUrl(reference, u"this is not a valid URL"_s);
    curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
    if (const Result<void> http = requireHttp(url, reference); !http)
        return failure(http);
    return part(url, CURLUPART_URL);
}

QString redactedUrl(const QByteArray &url)
{
    QByteArrayView rest = url;
    if (const qsizetype fragment = rest.indexOf('#'); fragment >= 0)
        rest = rest.first(fragment);
    QByteArray shown;
    const qsizetype slashes = rest.indexOf("//");
    if (slashes == 0 || (slashes > 0 && rest[slashes - 1] == ':')) {
        shown.append(rest.first(slashes + 2));
        rest = rest.sliced(slashes + 2);
        const auto *const end = std::ranges::find_if(rest, [](char c) { return c == '/' || c == '?'; });
        const QByteArrayView authority = rest.first(end - rest.begin());
        const QByteArrayView server = authority.sliced(authority.lastIndexOf('@') + 1);
        if (!isHostAndPort(server)) // a password with a raw '/' would go on in what looks like the path
            return QString::fromLatin1(shown) + u"...";
        shown.append(server);
        rest = rest.sliced(authority.size());
    }
    const qsizetype question = rest.indexOf('?');
    if (question < 0)
        return QString::fromUtf8(shown.append(rest));
    shown.append(rest.first(question + 1));
    return QString::fromUtf8(shown.append(redactedQuery(rest.sliced(question + 1))));
}

bool isLoopback(QByteArrayView host)
{
    const auto isNumber = [](char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }; // 127.example.com is none
    return host == "localhost" || host == "[::1]"
        || (host.startsWith("127.") && std::ranges::all_of(host, isNumber));
}

} // namespace larder
