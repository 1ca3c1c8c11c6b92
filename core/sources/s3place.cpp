#include "core/sources/s3place.h"

#include "core/base/clock.h"
#include "core/credentials/awssignin.h"
#include "core/http/httpurl.h"
#include "core/http/httpvalidator.h"
#include "core/sources/s3checksum.h"
#include "core/sources/s3error.h"
#include "core/sources/s3page.h"
#include "core/sources/s3signer.h"

#include <QRegularExpression>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView defaultRegion = "us-east-1"; // also what stores that have no regions expect

} // namespace

S3Place::S3Place(BucketAddress address, BucketOptions options, const QString &credentials, AwsSignIn &signIn)
    : BucketPlace(address.prefix),
      m_address(std::move(address)),
      m_options(std::move(options)),
      m_who(m_options.profile, credentials),
      m_signIn(signIn),
      m_keys(signIn, m_who, m_options.endpoint),
      m_region(m_options.region.toUtf8())
{ }

Result<void> S3Place::signIn(const std::stop_token &stop)
{
    if (m_region.isEmpty())
        m_region = m_signIn.place(m_who).region.toUtf8();
    if (m_region.isEmpty())
        m_region = defaultRegion.toByteArray();
    if (m_options.isAnonymous)
        return {};
    return toldOf(shownKey(boundPrefix()), m_keys.take(stop));
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

/// Parameters in the order in which they are signed. Keys come encoded, because XML cannot carry every
/// character that they may have.
QByteArray S3Place::urlOfPage(const PageQuestion &question) const
{
    // Some stores take a final '/' for an empty key.
    QByteArray url = origin() + (isByHost() ? QByteArray("/") : QByteArray('/' + m_address.bucket));
    char separator = '?';
    const auto add = [&](const QByteArray &name, const QByteArray &value) {
        if (!value.isEmpty())
            url += std::exchange(separator, '&') + name + '=' + awsEncoded(value, Slashes::Encode);
    };
    add("continuation-token", question.token);
    add("delimiter", question.isByFolder ? "/" : "");
    add("encoding-type", "url");
    add("list-type", "2");
    add("prefix", question.prefix);
    if (question.token.isEmpty())
        add("start-after", question.startAfter);
    return url;
}

Result<BucketPage> S3Place::readPage(QByteArray &body) const
{
    return readS3Page(body);
}

QString S3Place::shownKey(QByteArrayView key) const
{
    return m_address.shownKey(key);
}

QString S3Place::shown(const QByteArray &url) const
{
    const qsizetype slash = url.indexOf('/', url.indexOf("://") + 3);
    const QByteArray path = slash < 0 ? QByteArray() : url.sliced(slash);
    if (path.startsWith(root()) && !path.contains('?'))
        return shownKey(decodedKey(QByteArrayView(path).sliced(root().size())));
    return shownKey(boundPrefix());
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
    const AwsKeys *keys = m_keys.current();
    if (!keys)
        return request;
    return signedRequest(std::move(request), *keys, {m_region, SystemClock().now() + m_clockOffset});
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
    nameWhoAsked(failure, whoAsked(m_keys.taken()), u"s3:ListBucket, s3:GetObject"_s);
    if (failure.error.kind == ErrorKind::SignInNeeded && m_keys.renew(failure.error))
        failure.persistence = Persistence::Corrected;
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

/// An entry of a listing has no version, because listings tell none.
HttpIdentity S3Place::identityOf(const HttpHead &head, qint64 size, const Entry &known) const
{
    const QByteArray etag = head.field("etag").value_or(QByteArray());
    const QByteArray version = head.field("x-amz-version-id").value_or(QByteArray());
    const bool wantsVersion = known.validator.token.isEmpty() || known.validator.token.contains(versionMark);
    const Validator validator = s3Validator(etag, wantsVersion ? version : QByteArray());
    return identityBy(validator, head, size, known);
}

std::unique_ptr<BodyCheck> S3Place::bodyCheck(const HttpHead &head, const Entry &) const
{
    return head.status == 200 ? s3BodyCheck(head) : nullptr;
}

} // namespace larder
