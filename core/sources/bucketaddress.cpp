#include "core/sources/bucketaddress.h"

#include "core/http/httpurl.h"
#include "core/sources/entrypath.h"

#include <QRegularExpression>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

Result<BucketAddress> BucketAddress::from(const Address &address, const BucketOptions &options)
{
    const QString &url = address.location;
    const qsizetype start = url.indexOf("://"_L1);
    const QString shown = redactedAddress(url);
    if (start < 0)
        return invalid(u"the address names no bucket"_s, shown,
                       u"write %1://bucket/prefix/"_s.arg(address.scheme));
    const QString rest = url.sliced(start + 3);
    const qsizetype slash = rest.indexOf(u'/');
    const QString bucket = slash < 0 ? rest : rest.first(slash);
    // Buckets made before 2018 may have capitals and underscores; access points have aliases of this form.
    static const QRegularExpression form(u"^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$"_s);
    if (!form.match(bucket).hasMatch())
        return invalid(
            u"\"%1\" is not the name of a bucket"_s.arg(bucket.section(u'@', -1)), shown,
            u"write %1://bucket/prefix/; the store's own address goes into --endpoint"_s.arg(address.scheme));
    const QString path = slash < 0 ? QString() : rest.sliced(slash + 1);
    if (path.contains(u'?'))
        return invalid(u"the address of a bucket has no query"_s, shown,
                       u"leave it out; a question mark in a name is written as its code"_s);
    BucketAddress place{address.scheme.toLatin1(), bucket.toLatin1(), decodedKey(path.toLatin1()), {}};
    if (!place.prefix.isValidUtf8() || place.prefix.contains('\0'))
        return invalid(u"the address is not valid UTF-8"_s, shown, {});
    Result<QByteArray> endpoint = normalEndpoint(options.endpoint);
    if (!endpoint)
        return failure(endpoint);
    place.endpoint = std::move(*endpoint);
    return place;
}

QString BucketAddress::shownKey(QByteArrayView key) const
{
    return QString::fromLatin1(scheme) + u"://"_s + QString::fromLatin1(bucket) + u'/' + readablePath(key);
}

QByteArray decodedKey(QByteArrayView path)
{
    return QByteArray::fromPercentEncoding(path.toByteArray());
}

} // namespace larder
