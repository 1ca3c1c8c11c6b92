#include "core/sources/s3page.h"

#include "core/http/httpvalidator.h"

#include <pugixml.hpp>

#include <algorithm>
#include <cstring>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// As `encoding-type=url` has it: percent-encoded, and '+' for a space with some servers.
QByteArray urlDecoded(QByteArray text)
{
    text.replace('+', ' ');
    return text.contains('%') ? QByteArray::fromPercentEncoding(text) : text;
}

std::unexpected<Error> notAPage()
{
    return failure(ErrorKind::Unsupported, u"the answer is no listing of a bucket"_s, {},
                   u"check that the endpoint is a store that speaks S3"_s);
}

} // namespace

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

Result<BucketPage> readS3Page(QByteArray &body)
{
    pugi::xml_document document;
    // Whitespace belongs to a key: it is text like any other.
    constexpr unsigned flags = pugi::parse_minimal | pugi::parse_escapes | pugi::parse_ws_pcdata_single;
    if (!document.load_buffer_inplace(body.data(), static_cast<std::size_t>(body.size()), flags,
                                      pugi::encoding_utf8))
        return notAPage();
    const pugi::xml_node root = document.child("ListBucketResult");
    if (!root)
        return notAPage();
    const bool isEncoded = std::strcmp(root.child("EncodingType").text().get(), "url") == 0;
    BucketPage page;
    page.objects.reserve(1000);
    for (const pugi::xml_node node : root.children("Contents")) {
        BucketObject object;
        pugi::xml_text size;
        pugi::xml_node key;
        for (const pugi::xml_node child : node.children()) {
            const std::string_view name = child.name();
            if (name == "Key")
                key = child;
            else if (name == "Size")
                size = child.text();
            else if (name == "LastModified")
                object.modified = readListedTime(child.text().get());
            else if (name == "ETag")
                object.validator = s3Validator(child.text().get(), {});
        }
        object.key = isEncoded ? urlDecoded(key.text().get()) : QByteArray(key.text().get());
        object.size = size ? std::max<qint64>(size.as_llong(-1), -1) : -1;
        if (object.key.isEmpty())
            return failure(ErrorKind::Corrupt, u"the listing names an object without a key"_s);
        page.objects.push_back(std::move(object));
    }
    for (const pugi::xml_node node : root.children("CommonPrefixes")) {
        const QByteArray prefix = node.child("Prefix").text().get();
        page.folders.push_back(isEncoded ? urlDecoded(prefix) : prefix);
    }
    if (std::strcmp(root.child("IsTruncated").text().get(), "true") != 0)
        return page;
    page.nextToken = root.child("NextContinuationToken").text().get();
    if (page.nextToken.isEmpty())
        return failure(ErrorKind::Corrupt, u"the listing does not say how it goes on"_s);
    return page;
}

} // namespace larder
