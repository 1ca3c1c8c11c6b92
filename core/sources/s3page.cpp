#include "core/sources/s3page.h"

#include <pugixml.hpp>

#include <charconv>
#include <cstring>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// "2024-08-27T09:00:00.000Z", with any number of decimals or none. By hand: a page has a thousand of them.
std::optional<Instant> readTime(std::string_view text)
{
    if (text.size() < 20 || !text.ends_with('Z') || text[10] != 'T')
        return std::nullopt;
    const auto number = [text](std::size_t at, std::size_t length) {
        int value = -1;
        const char *end = text.data() + at + length;
        const auto [stop, error] = std::from_chars(text.data() + at, end, value);
        return error == std::errc() && stop == end ? value : -1;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    if (year < 0 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60)
        return std::nullopt;
    int milliseconds = 0;
    for (std::size_t i = 20, weight = 100; text[19] == '.' && i + 1 < text.size() && weight > 0;
         ++i, weight /= 10) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        milliseconds += (text[i] - '0') * int(weight);
    }
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(second) + std::chrono::milliseconds(milliseconds);
}

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

Result<S3Page> readS3Page(QByteArray &body)
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
    S3Page page;
    page.objects.reserve(1000);
    for (const pugi::xml_node node : root.children("Contents")) {
        S3Object object;
        pugi::xml_text size;
        pugi::xml_node key;
        for (const pugi::xml_node child : node.children()) {
            const std::string_view name = child.name();
            if (name == "Key")
                key = child;
            else if (name == "Size")
                size = child.text();
            else if (name == "LastModified")
                object.modified = readTime(child.text().get());
            else if (name == "ETag")
                object.etag = child.text().get();
        }
        object.key = isEncoded ? urlDecoded(key.text().get()) : QByteArray(key.text().get());
        object.size = size ? size.as_llong(-1) : -1;
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
