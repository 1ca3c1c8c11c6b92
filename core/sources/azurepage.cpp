#include "core/sources/azurepage.h"

#include "core/base/clock.h"
#include "core/http/httpdate.h"

#include <pugixml.hpp>

#include <algorithm>
#include <cstring>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> notAPage()
{
    return failure(ErrorKind::Unsupported, u"the answer is no listing of a container"_s, {},
                   u"check that the endpoint is Azure Blob Storage"_s);
}

/// Names that XML cannot carry come encoded, and say so.
QByteArray nameOf(const pugi::xml_node &node)
{
    const QByteArray name = node.text().get();
    const bool isEncoded = std::strcmp(node.attribute("Encoded").value(), "true") == 0;
    return isEncoded ? QByteArray::fromPercentEncoding(name) : name;
}

/// Accounts with folders of their own list them, too.
bool isFolder(const pugi::xml_node &properties)
{
    return std::strcmp(properties.child("ResourceType").text().get(), "directory") == 0;
}

} // namespace

Validator azureValidator(const QByteArray &etag)
{
    if (etag.isEmpty())
        return {};
    return {ValidatorStrength::Strong,
            "etag:" + (etag.startsWith('"') ? etag : QByteArray('"' + etag + '"'))};
}

Result<BucketPage> readAzurePage(QByteArray &body)
{
    if (body.startsWith("\xef\xbb\xbf"))
        body.remove(0, 3);
    pugi::xml_document document;
    // Whitespace belongs to a name: it is text like any other.
    constexpr unsigned flags = pugi::parse_minimal | pugi::parse_escapes | pugi::parse_ws_pcdata_single;
    if (!document.load_buffer_inplace(body.data(), static_cast<std::size_t>(body.size()), flags,
                                      pugi::encoding_utf8))
        return notAPage();
    const pugi::xml_node root = document.child("EnumerationResults");
    if (!root)
        return notAPage();
    const Instant now = SystemClock().now(); // for two-digit years, which nobody sends here
    BucketPage page;
    const pugi::xml_node blobs = root.child("Blobs");
    for (const pugi::xml_node node : blobs.children("Blob")) {
        const pugi::xml_node properties = node.child("Properties");
        BucketObject object{
            .key = nameOf(node.child("Name")),
            .size = std::max<qint64>(properties.child("Content-Length").text().as_llong(-1), -1),
            .modified = parseHttpDate(properties.child("Last-Modified").text().get(), now),
            .validator = azureValidator(properties.child("Etag").text().get()),
        };
        if (object.key.isEmpty())
            return failure(ErrorKind::Corrupt, u"the listing names an object without a key"_s);
        if (isFolder(properties))
            object.key += '/';
        page.objects.push_back(std::move(object));
    }
    for (const pugi::xml_node node : blobs.children("BlobPrefix"))
        page.folders.push_back(nameOf(node.child("Name")));
    page.nextToken = root.child("NextMarker").text().get();
    return page;
}

} // namespace larder
