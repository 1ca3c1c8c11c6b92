#include "core/sources/s3signer.h"

#include "core/base/latecrypto.h"
#include "core/sources/hmac.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace larder {

namespace {

constexpr QByteArrayView algorithm = "AWS4-HMAC-SHA256";
constexpr QByteArrayView hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

QByteArray digest(QByteArrayView bytes)
{
    QByteArray hash(32, Qt::Uninitialized);
    unsigned int size = 0;
    EVP_Digest(bytes.data(), static_cast<std::size_t>(bytes.size()),
               reinterpret_cast<unsigned char *>(hash.data()), &size, EVP_sha256(), nullptr);
    return hash;
}

struct UrlSeams {
    QByteArrayView host; ///< with its port
    QByteArrayView path;
    QByteArrayView query;
};

UrlSeams seamsOf(QByteArrayView url)
{
    const qsizetype start = url.indexOf("://") + 3;
    const qsizetype slash = url.indexOf('/', start);
    if (slash < 0)
        return {url.sliced(start), "/", {}};
    const qsizetype mark = url.indexOf('?', slash);
    return {url.sliced(start, slash - start), url.sliced(slash, (mark < 0 ? url.size() : mark) - slash),
            mark < 0 ? QByteArrayView() : url.sliced(mark + 1)};
}

QByteArray canonicalQuery(QByteArrayView query)
{
    if (query.isEmpty())
        return {};
    std::vector<std::pair<QByteArray, QByteArray>> parameters;
    for (const QByteArray &each : query.toByteArray().split('&')) {
        const qsizetype equals = each.indexOf('=');
        parameters.emplace_back(equals < 0 ? each : each.first(equals),
                                equals < 0 ? QByteArray() : each.sliced(equals + 1));
    }
    std::ranges::sort(parameters);
    QByteArray text;
    for (const auto &[name, value] : parameters)
        text += (text.isEmpty() ? "" : "&") + name + '=' + value;
    return text;
}

struct CanonicalFields {
    QByteArray lines; ///< "name:value\n" of each
    QByteArray names; ///< "host;x-amz-date"
};

CanonicalFields canonicalFields(const HttpHeaders &headers, QByteArrayView host)
{
    std::vector<std::pair<QByteArray, QByteArray>> fields{{"host", host.toByteArray()}};
    for (const auto &[name, value] : headers)
        fields.emplace_back(name.toLower(), value.simplified());
    std::ranges::stable_sort(fields, {}, [](const auto &field) { return field.first; });
    CanonicalFields canonical;
    for (const auto &[name, value] : fields) {
        canonical.lines += name + ':' + value + '\n';
        canonical.names += (canonical.names.isEmpty() ? "" : ";") + name;
    }
    return canonical;
}

QByteArray signingKey(const AwsKeys &keys, QByteArrayView day, const SigningScope &scope)
{
    const QByteArray ofDay = hmacSha256(QByteArray("AWS4" + keys.secret), day);
    return hmacSha256(hmacSha256(hmacSha256(ofDay, scope.region), scope.service), "aws4_request");
}

} // namespace

QByteArray awsEncoded(QByteArrayView bytes, Slashes slashes)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    QByteArray encoded;
    encoded.reserve(bytes.size());
    for (const char byte : bytes) {
        const bool isUnreserved = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')
            || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
        if (isUnreserved || (byte == '/' && slashes == Slashes::Keep)) {
            encoded += byte;
            continue;
        }
        const auto value = static_cast<unsigned char>(byte);
        encoded += '%';
        encoded += digits[value >> 4];
        encoded += digits[value & 15];
    }
    return encoded;
}

HttpRequest signedRequest(HttpRequest request, const AwsKeys &keys, const SigningScope &scope)
{
    const QDateTime at = toDateTime(scope.at);
    const QByteArray time = at.toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
    const QByteArray day = time.first(8);
    request.headers.append({"X-Amz-Date", time});
    if (scope.service == "s3")
        request.headers.append({"X-Amz-Content-Sha256", hashOfNothing.toByteArray()});
    if (!keys.sessionToken.isEmpty())
        request.headers.append({"X-Amz-Security-Token", keys.sessionToken});

    const UrlSeams url = seamsOf(request.url);
    const CanonicalFields fields = canonicalFields(request.headers, url.host);
    const QByteArray canonical = request.method + '\n' + url.path.toByteArray() + '\n'
        + canonicalQuery(url.query) + '\n' + fields.lines + '\n' + fields.names + '\n'
        + hashOfNothing.toByteArray();
    const QByteArray range = day + '/' + scope.region + '/' + scope.service + "/aws4_request";
    const QByteArray toSign =
        algorithm.toByteArray() + '\n' + time + '\n' + range + '\n' + digest(canonical).toHex();
    const QByteArray signature = hmacSha256(signingKey(keys, day, scope), toSign).toHex();
    request.headers.append({"Authorization",
                            algorithm.toByteArray() + " Credential=" + keys.keyId + '/' + range
                                + ", SignedHeaders=" + fields.names + ", Signature=" + signature});
    return request;
}

} // namespace larder
