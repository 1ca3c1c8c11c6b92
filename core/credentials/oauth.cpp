#include "core/credentials/oauth.h"

#include "core/base/clock.h"
#include "core/base/latecrypto.h"
#include "core/http/httpurl.h"
#include "core/http/shortquestion.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 30s; // of the whole exchange, its retries included
constexpr qint64 longestLifeSeconds = 365 * 24 * 3600; // whoever says more is not believed: asked anew then

template <const auto &freeIt>
struct Freer {
    template <typename Thing>
    void operator()(Thing *thing) const
    {
        freeIt(thing);
    }
};

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::unexpected<Error> noKey()
{
    return failure(ErrorKind::Corrupt, u"the private key of the credentials cannot be used"_s);
}

bool isGuarded(const QByteArray &endpoint)
{
    const Result<Origin> origin = originOf(endpoint);
    return origin && (origin->scheme == "https" || isLoopback(origin->host));
}

} // namespace

QByteArray formOf(const FormFields &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields)
        form += (form.isEmpty() ? "" : "&") + name.toPercentEncoding() + '=' + value.toPercentEncoding();
    return form;
}

Result<BearerToken> tokenFromJson(const QByteArray &json, Instant now)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    BearerToken token{.token = object["access_token"_L1].toString().toLatin1()};
    const bool isPlain = std::ranges::all_of(token.token, [](char c) { return c > ' ' && c < '\x7f'; });
    if (token.token.isEmpty() || !isPlain)
        return failure(ErrorKind::Corrupt, u"the answer holds no token"_s);
    // Some services write the number as text.
    const qint64 seconds = object["expires_in"_L1].toVariant().toLongLong();
    if (seconds > 0)
        token.expiresAt = now + std::chrono::seconds(std::min(seconds, longestLifeSeconds));
    return token;
}

Result<QByteArray> signedJwt(const QByteArray &claims, const QByteArray &keyId, const QByteArray &keyPem)
{
    const std::unique_ptr<BIO, Freer<BIO_free>> bytes(
        BIO_new_mem_buf(keyPem.constData(), static_cast<int>(keyPem.size())));
    // A key under a password asks nobody here.
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    const std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>> key(
        PEM_read_bio_PrivateKey(bytes.get(), nullptr, noPassword, nullptr));
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        return noKey();
    QJsonObject header{{u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}};
    if (!keyId.isEmpty())
        header[u"kid"_s] = QString::fromLatin1(keyId);
    const QByteArray signedPart =
        base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.' + base64Url(claims);
    const std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    const auto *data = reinterpret_cast<const unsigned char *>(signedPart.constData());
    const auto size = static_cast<std::size_t>(signedPart.size());
    std::size_t length = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1
        || EVP_DigestSign(context.get(), nullptr, &length, data, size) != 1)
        return noKey();
    QByteArray signature(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length, data,
                       size)
        != 1)
        return noKey();
    signature.truncate(static_cast<qsizetype>(length));
    return signedPart + '.' + base64Url(signature);
}

Result<BearerToken> askForToken(const HttpClientFactory &http, const QByteArray &endpoint,
                                const FormFields &fields, const std::stop_token &stop)
{
    if (!isGuarded(endpoint)) {
        return failure(ErrorKind::SignInNeeded, u"the credentials name a place to sign in that is not safe"_s,
                       redactedUrl(endpoint), u"it must begin with https://"_s);
    }
    const HttpRequest request{
        "POST",
        endpoint,
        {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
        formOf(fields)};
    const auto explain = [&endpoint](const HttpHead &head, const QByteArray &) -> std::optional<HttpFailure> {
        const bool isAnswered = head.status == 400 || head.status == 401 || head.status == 403;
        if (!isAnswered)
            return std::nullopt;
        return HttpFailure{
            {ErrorKind::SignInNeeded, u"the provider refuses the sign-in"_s, redactedUrl(endpoint), {}}};
    };
    const Deadline deadline(patience, stop);
    const std::unique_ptr<HttpClient> client = http.makeClient();
    const Result<ShortAnswer> answer =
        askShortly(*client, {[&request] { return request; }, explain}, deadline.token());
    if (!answer && answer.error().kind == ErrorKind::Cancelled && !stop.stop_requested()) {
        return failure(ErrorKind::Timeout, u"the provider's sign-in does not answer"_s, redactedUrl(endpoint),
                       u"try again"_s);
    }
    if (!answer)
        return failure(answer);
    return tokenFromJson(answer->body, SystemClock().now());
}

} // namespace larder
