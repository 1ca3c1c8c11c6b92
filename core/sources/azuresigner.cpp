#include "core/sources/azuresigner.h"

#include "core/sources/hmac.h"

#include <algorithm>
#include <map>

namespace larder {

namespace {

// In the order in which they are signed, after the method.
constexpr QByteArrayView signedFields[] = {
    "content-encoding",  "content-language", "content-length", "content-md5",         "content-type", "date",
    "if-modified-since", "if-match",         "if-none-match",  "if-unmodified-since", "range"};

} // namespace

QByteArray azureStringToSign(const HttpRequest &request, const QByteArray &account)
{
    std::map<QByteArray, QByteArray> fields;
    for (const auto &[name, value] : request.headers)
        fields[name.toLower()] = value.trimmed();
    QByteArray text = request.method + '\n';
    for (const QByteArrayView name : signedFields)
        text += fields[name.toByteArray()] + '\n';
    for (const auto &[name, value] : fields) {
        if (name.startsWith("x-ms-"))
            text += name + ':' + value + '\n';
    }
    const qsizetype slash = request.url.indexOf('/', request.url.indexOf("://") + 3);
    const qsizetype query = request.url.indexOf('?');
    text += '/' + account + request.url.sliced(slash, (query < 0 ? request.url.size() : query) - slash);
    std::map<QByteArray, QByteArray> parameters;
    if (query >= 0) {
        for (const QByteArray &part : request.url.sliced(query + 1).split('&')) {
            const qsizetype equals = part.indexOf('=');
            const QByteArray name = equals < 0 ? part : part.first(equals);
            parameters[QByteArray::fromPercentEncoding(name).toLower()] =
                equals < 0 ? QByteArray() : QByteArray::fromPercentEncoding(part.sliced(equals + 1));
        }
    }
    for (const auto &[name, value] : parameters)
        text += '\n' + name + ':' + value;
    return text;
}

HttpRequest signedForAzure(HttpRequest request, const QByteArray &account, const QByteArray &sharedKey)
{
    const QByteArray text = azureStringToSign(request, account);
    request.headers.emplaceBack("Authorization",
                                "SharedKey " + account + ':' + hmacSha256(sharedKey, text).toBase64());
    return request;
}

} // namespace larder
