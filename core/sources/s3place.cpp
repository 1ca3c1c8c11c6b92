#include "core/sources/s3place.h"

#include "core/base/clock.h"
#include "core/credentials/awssignin.h"
#include "core/http/httpurl.h"
#include "core/http/httpvalidator.h"
#include "core/sources/entrypath.h"
#include "core/sources/s3checksum.h"
#include "core/sources/s3error.h"
#include "core/sources/s3signer.h"

#include <QRegularExpression>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView defaultRegion = "us-east-1"; // also what stores that have no regions expect
constexpr auto renewedBefore = std::chrono::minutes(2); // of the keys' expiry, in the middle of a run
constexpr auto answersOfBefore = std::chrono::seconds(10);
constexpr int mostRenewals = 3; // of a run: keys that are refused anew each time are no expiry

bool isLoopback(QByteArrayView host)
{
    return host == "localhost" || host.startsWith("127.") || host == "[::1]";
}

std::unexpected<Error> invalid(const QString &message, const QString &subject, const QString &hint)
{
    return failure(ErrorKind::Invalid, message, subject, hint);
}

/// With its scheme; a host of this machine may go without TLS.
Result<QByteArray> normalEndpoint(const QString &written)
{
    if (written.isEmpty())
        return QByteArray();
    QByteArray url = written.toUtf8();
    while (url.endsWith('/'))
        url.chop(1);
    if (!url.contains("://"))
        url.prepend(isLoopback(url.left(url.startsWith('[') ? url.indexOf(']') + 1 : url.indexOf(':')))
                            || isLoopback(url)
                        ? "http://"
                        : "https://");
    const QString hint = u"write the store's address, such as https://s3.example.com or minio.local:9000"_s;
    const Result<Origin> origin = originOf(url);
    if (!origin)
        return invalid(u"the endpoint is no http or https address"_s, redactedUrl(url), hint);
    const qsizetype start = url.indexOf("://") + 3;
    if (QByteArrayView(url).sliced(start).contains('/') || url.contains('?') || url.contains('#'))
        return invalid(u"the endpoint is more than a host and a port"_s, redactedUrl(url), hint);
    return url;
}

/// The key in a path of ours.
QByteArray decodedPath(QByteArrayView path)
{
    return QByteArray::fromPercentEncoding(path.toByteArray());
}

} // namespace

Result<S3Address> S3Address::from(const Address &address, const BucketOptions &options)
{
    const QString &url = address.location;
    const qsizetype start = url.indexOf("://"_L1);
    const QString shown = redactedAddress(url);
    if (start < 0)
        return invalid(u"the address names no bucket"_s, shown, u"write s3://bucket/prefix/"_s);
    const QString rest = url.sliced(start + 3);
    const qsizetype slash = rest.indexOf(u'/');
    const QString bucket = slash < 0 ? rest : rest.first(slash);
    // Buckets made before 2018 may have capitals and underscores; access points have aliases of this form.
    static const QRegularExpression form(u"^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$"_s);
    if (!form.match(bucket).hasMatch())
        return invalid(u"\"%1\" is not the name of a bucket"_s.arg(bucket.section(u'@', -1)), shown,
                       u"write s3://bucket/prefix/; the store's own address goes into --endpoint"_s);
    const QString path = slash < 0 ? QString() : rest.sliced(slash + 1);
    if (path.contains(u'?'))
        return invalid(u"the address of a bucket has no query"_s, shown,
                       u"leave it out; a question mark in a name is written as its code"_s);
    S3Address place{bucket.toLatin1(), decodedPath(path.toLatin1()), {}};
    if (!place.prefix.isValidUtf8() || place.prefix.contains('\0'))
        return invalid(u"the address is not valid UTF-8"_s, shown, {});
    Result<QByteArray> endpoint = normalEndpoint(options.endpoint);
    if (!endpoint)
        return failure(endpoint);
    place.endpoint = std::move(*endpoint);
    return place;
}

Validator s3Validator(const QByteArray &etag, const QByteArray &version)
{
    if (etag.isEmpty())
        return {};
    const QByteArray quoted = etag.startsWith('"') ? etag : QByteArray('"' + etag + '"');
    // "null" is what a bucket without versions calls its only one.
    const bool isTold = !version.isEmpty() && version != "null";
    return {ValidatorStrength::Strong,
            "etag:" + quoted + (isTold ? QByteArray(versionMark + version) : QByteArray())};
}

S3Place::S3Place(S3Address address, BucketOptions options, AwsSignIn &signIn)
    : m_address(std::move(address)),
      m_options(std::move(options)),
      m_signIn(signIn),
      m_prefix(m_address.prefix),
      m_region(m_options.region.toUtf8())
{ }

Result<void> S3Place::signIn(const std::stop_token &stop)
{
    m_stop = stop;
    m_renewals = 0;
    if (m_region.isEmpty())
        m_region = m_signIn.place(m_options.profile).region.toUtf8();
    if (m_region.isEmpty())
        m_region = defaultRegion.toByteArray();
    if (m_options.isAnonymous)
        return {};
    Result<AwsKeys> keys = m_signIn.keys(m_options.profile, m_options.endpoint, stop);
    if (!keys) {
        Error error = keys.error();
        error.subject = shownKey(m_address.prefix);
        return std::unexpected(std::move(error));
    }
    m_keys = std::move(*keys);
    return {};
}

/// A bucket's name with dots fits no certificate of the provider, and one with capitals or
/// underscores no host name.
bool S3Place::isByHost() const
{
    static const QRegularExpression hostForm(u"^[a-z0-9-]+$"_s);
    const bool fitsHost = hostForm.match(QString::fromLatin1(m_address.bucket)).hasMatch();
    switch (m_options.addressing) {
    case Addressing::ByEndpoint:
        return m_address.endpoint.isEmpty() && fitsHost;
    case Addressing::Path:
        return false;
    case Addressing::Host:
        return true;
    }
    Q_UNREACHABLE_RETURN(false);
}

QByteArray S3Place::origin() const
{
    const QByteArray domain = m_region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    const QByteArray endpoint =
        m_address.endpoint.isEmpty() ? QByteArray("https://s3." + m_region + domain) : m_address.endpoint;
    if (!isByHost())
        return endpoint;
    const qsizetype start = endpoint.indexOf("://") + 3;
    return endpoint.first(start) + m_address.bucket + '.' + endpoint.sliced(start);
}

/// What an object's path begins with.
QByteArray S3Place::root() const
{
    return isByHost() ? QByteArray("/") : QByteArray('/' + m_address.bucket + '/');
}

QByteArray S3Place::urlOfKey(QByteArrayView key) const
{
    return origin() + root() + awsEncoded(key, Slashes::Keep);
}

QByteArray S3Place::urlOfBucket(const QByteArray &query) const
{
    // Some stores take a final '/' for an empty key.
    return origin() + (isByHost() ? QByteArray("/") : QByteArray('/' + m_address.bucket)) + '?' + query;
}

QString S3Place::shownKey(QByteArrayView key) const
{
    return u"s3://"_s + QString::fromLatin1(m_address.bucket) + u'/' + readablePath(key);
}

QByteArray S3Place::urlOf(const Entry &entry) const
{
    return urlOfKey(QByteArray(m_prefix + entry.path));
}

QString S3Place::shown(const QByteArray &url) const
{
    const qsizetype slash = url.indexOf('/', url.indexOf("://") + 3);
    const QByteArray path = slash < 0 ? QByteArray() : url.sliced(slash);
    if (path.startsWith(root()) && !path.contains('?'))
        return shownKey(decodedPath(QByteArrayView(path).sliced(root().size())));
    return shownKey(m_address.prefix);
}

HttpRequest S3Place::prepared(HttpRequest request)
{
    for (const QByteArray &former : std::as_const(m_formerOrigins)) {
        if (request.url.startsWith(QByteArray(former + '/')))
            request.url = origin() + request.url.sliced(former.size());
    }
    if (m_options.paysRequests)
        request.headers.emplaceBack("X-Amz-Request-Payer", "requester");
    if (!request.url.contains('?'))
        request.headers.emplaceBack("X-Amz-Checksum-Mode", "ENABLED");
    if (!m_keys)
        return request;
    const Instant now = SystemClock().now();
    if (m_keys->expiresAt && *m_keys->expiresAt - now < renewedBefore) {
        if (Result<AwsKeys> keys = m_signIn.keys(m_options.profile, m_options.endpoint, m_stop))
            m_keys = std::move(*keys);
    }
    return signedRequest(std::move(request), *m_keys, {m_region, now + m_clockOffset});
}

std::optional<HttpFailure> S3Place::explain(const QByteArray &url, const HttpHead &head,
                                            const QByteArray &body)
{
    const S3ErrorDocument document = readS3Error(body);
    const QString subject = shown(url);
    HttpFailure failure = s3Failure(head.status, document.code, subject);
    if (learnRegion(head, document.region) || (document.code == "RequestTimeTooSkewed" && learnClock(head))) {
        failure.persistence = Persistence::Corrected;
        return failure;
    }
    if (failure.error.kind == ErrorKind::SignInNeeded) {
        failure.error = refusal(document.code);
        failure.error.subject = subject;
        if (m_keys && renewKeys(failure.error))
            failure.persistence = Persistence::Corrected;
    }
    if (failure.error.kind == ErrorKind::Denied) {
        failure.error.hint = m_keys
            ? u"ask who owns the bucket to let %1 read it (s3:ListBucket, s3:GetObject)"_s.arg(m_keys->origin)
            : u"it is not public: leave out --anonymous to sign in"_s;
    }
    return failure;
}

/// A bucket in another region is told by 301, or by a 400 that names the right one.
bool S3Place::learnRegion(const HttpHead &head, const QByteArray &told)
{
    const bool isMisdirected = head.status == 301 || head.status == 307 || head.status == 400;
    const QByteArray region =
        told.isEmpty() ? head.field("x-amz-bucket-region").value_or(QByteArray()) : told;
    static const QRegularExpression form(u"^[a-z0-9-]{2,40}$"_s);
    if (!isMisdirected || region == m_region || !form.match(QString::fromLatin1(region)).hasMatch())
        return false;
    m_formerOrigins << origin();
    m_region = region;
    m_formerOrigins.removeAll(origin());
    return true;
}

bool S3Place::learnClock(const HttpHead &head)
{
    if (!head.date)
        return false;
    m_clockOffset = *head.date - SystemClock().now();
    return true;
}

/// Refused keys may have been replaced meanwhile: by a new sign-in, or by those that the command gives now.
bool S3Place::renewKeys(const Error &error)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_renewedAt && now - *m_renewedAt < answersOfBefore)
        return true; // that was about the keys of before: many requests were under way
    if (++m_renewals > mostRenewals)
        return false;
    m_signIn.refuse(m_options.profile, m_options.endpoint, *m_keys, error);
    Result<AwsKeys> keys = m_signIn.keys(m_options.profile, m_options.endpoint, m_stop);
    if (!keys)
        return false;
    m_keys = std::move(*keys);
    m_renewedAt = now;
    return true;
}

Error S3Place::refusal(const QByteArray &code) const
{
    if (!m_keys)
        return {ErrorKind::SignInNeeded, u"the bucket wants a sign-in"_s, {}, u"leave out --anonymous"_s};
    const bool isExpired = code == "ExpiredToken" || code == "TokenRefreshRequired";
    return {ErrorKind::SignInNeeded,
            isExpired ? u"the credentials of %1 have expired"_s.arg(m_keys->origin)
                      : u"the provider does not know the credentials of %1"_s.arg(m_keys->origin),
            {},
            m_keys->renewal};
}

/// An entry of a listing has no version, because listings tell none; and its time in full.
HttpIdentity S3Place::identityOf(const HttpHead &head, qint64 size, const Entry &known) const
{
    const QByteArray etag = head.field("etag").value_or(QByteArray());
    const QByteArray version = head.field("x-amz-version-id").value_or(QByteArray());
    const bool wantsVersion = known.validator.token.isEmpty() || known.validator.token.contains(versionMark);
    const Validator validator = s3Validator(etag, wantsVersion ? version : QByteArray());
    const bool isKnown = validator.token == known.validator.token && known.modified;
    return {head.url, size, isKnown ? known.modified : lastModified(head), validator, head.date, head};
}

std::unique_ptr<BodyCheck> S3Place::bodyCheck(const HttpHead &head) const
{
    return head.status == 200 ? s3BodyCheck(head) : nullptr;
}

} // namespace larder
