#include "core/sources/indexlinks.h"

#include "core/http/httpurl.h"

#include <QSet>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Behind "scheme://authority", up to the query.
QByteArrayView pathOf(QByteArrayView url)
{
    const qsizetype authority = url.indexOf("://");
    const qsizetype slash = authority < 0 ? -1 : url.indexOf('/', authority + 3);
    if (slash < 0)
        return {};
    const QByteArrayView path = url.sliced(slash);
    qsizetype end = 0;
    while (end < path.size() && path[end] != '?' && path[end] != '#')
        ++end;
    return path.first(end);
}

enum class Leads { Below, ToParent, Elsewhere };

/// Where `link` leads from the page whose segments are `page` (the last one empty).
Leads leads(const std::vector<QByteArray> &page, const std::vector<QByteArray> &link)
{
    const std::size_t shared = page.size() - 1;
    if (link.size() > shared && std::equal(page.begin(), page.end() - 1, link.begin()))
        return link.size() == page.size() && link.back().isEmpty() ? Leads::ToParent : Leads::Below;
    const bool isParent = link.size() < page.size() && !link.empty() && link.back().isEmpty()
        && std::equal(link.begin(), link.end() - 1, page.begin());
    return isParent ? Leads::ToParent : Leads::Elsewhere;
}

QString example(const QByteArray &reference)
{
    const QString text = readablePath(reference);
    static constexpr qsizetype enough = 80;
    return text.size() > enough ? QString(text.first(enough) + u'…') : text;
}

bool hasOtherScheme(QByteArrayView reference)
{
    const qsizetype colon = reference.indexOf(':');
    const qsizetype slash = reference.indexOf('/');
    if (colon <= 0 || (slash >= 0 && slash < colon))
        return false;
    const QByteArray scheme = reference.first(colon).toByteArray().toLower();
    const bool startsAsScheme =
        scheme.front() >= 'a' && scheme.front() <= 'z'; // RFC 3986 §3.1: not "12:30.csv"
    return startsAsScheme && scheme != "http" && scheme != "https" && std::ranges::all_of(scheme, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

/// "name" or "name/" with nothing in it that has a meaning of its own: nearly every link of nearly every
/// index.
bool isPlainName(QByteArrayView reference)
{
    const QByteArrayView name = reference.endsWith('/') ? reference.chopped(1) : reference;
    const auto isSpecial = [](char c) { return QByteArrayView(":/?#\\ \t\r\n").contains(c); };
    return !name.isEmpty() && std::ranges::none_of(name, isSpecial);
}

bool isKeepable(const QByteArray &segment)
{
    return !segment.isEmpty() && segment != "." && segment != ".." && !segment.contains('/');
}

/// The links of one page. Each way out says what was ignored.
class LinkReader
{
public:
    explicit LinkReader(const QByteArray &pageUrl)
        : m_pageUrl(pageUrl),
          m_page(pathSegments(pageUrl)),
          m_origin(originOf(pageUrl))
    { }

    std::optional<IndexLink> read(const QByteArray &reference, IgnoredCounter &ignored) const
    {
        if (reference.isEmpty() || reference.startsWith('#') || reference.startsWith('?'))
            return std::nullopt; // this page again, or sorted otherwise
        if (isPlainName(reference)) {
            const bool isFolder = reference.endsWith('/');
            const QByteArray name = percentDecoded(isFolder ? reference.chopped(1) : reference);
            if (isKeepable(name))
                return IndexLink{name, isFolder};
        }
        if (hasOtherScheme(reference)) {
            ignored.add(u"a link that is not http"_s, u"links that are not http"_s, example(reference));
            return std::nullopt;
        }
        const Result<QByteArray> url = resolveUrl(m_pageUrl, reference);
        const Result<Origin> origin = url ? originOf(*url) : Result<Origin>(failure(url));
        if (origin && origin == m_origin)
            return readSameOrigin(reference, *url, ignored);
        ignored.add(u"a link to another host"_s, u"links to other hosts"_s, example(reference));
        return std::nullopt;
    }

private:
    std::optional<IndexLink> readSameOrigin(const QByteArray &reference, const QByteArray &url,
                                            IgnoredCounter &ignored) const
    {
        std::vector<QByteArray> segments = pathSegments(url);
        const Leads where = leads(m_page, segments);
        if (where == Leads::ToParent && !url.contains('?'))
            return std::nullopt;
        if (url.contains('?')) {
            ignored.add(u"a link with a query"_s, u"links with a query"_s, example(reference));
            return std::nullopt;
        }
        segments.erase(segments.begin(),
                       segments.begin()
                           + static_cast<std::ptrdiff_t>(std::min(m_page.size() - 1, segments.size())));
        const bool isFolder = !segments.empty() && segments.back().isEmpty();
        if (isFolder)
            segments.pop_back();
        if (where != Leads::Below || segments.empty() || !std::ranges::all_of(segments, isKeepable)) {
            ignored.add(u"a link that leads out of the folder"_s, u"links that lead out of the folder"_s,
                        example(reference));
            return std::nullopt;
        }
        return IndexLink{QByteArrayList(segments.begin(), segments.end()).join('/'), isFolder};
    }

    const QByteArray m_pageUrl;
    const std::vector<QByteArray> m_page;
    const Result<Origin> m_origin;
};

} // namespace

std::vector<QByteArray> pathSegments(const QByteArray &url)
{
    std::vector<QByteArray> segments;
    const QByteArrayView path = pathOf(url);
    for (qsizetype at = 1; at <= path.size();) {
        const qsizetype slash = path.indexOf('/', at);
        const QByteArrayView segment = path.sliced(at, (slash < 0 ? path.size() : slash) - at);
        segments.push_back(percentDecoded(segment));
        at += segment.size() + 1;
    }
    return segments;
}

QByteArray percentDecoded(QByteArrayView text)
{
    const auto digit = [text](qsizetype at) {
        const char c = at < text.size() ? text[at] : ' ';
        const bool isNumber = c >= '0' && c <= '9';
        const char letter = static_cast<char>(c | 0x20);
        return isNumber ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    };
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool isEscape = text[at] == '%' && digit(at + 1) >= 0 && digit(at + 2) >= 0;
        decoded += isEscape ? static_cast<char>(digit(at + 1) * 16 + digit(at + 2)) : text[at];
        at += isEscape ? 2 : 0;
    }
    return decoded;
}

QByteArray encodedForRequest(QByteArrayView path)
{
    return path.toByteArray().toPercentEncoding("/");
}

std::vector<IndexLink> linksBelow(const QByteArray &pageUrl, const QByteArrayList &references,
                                  IgnoredCounter &ignored)
{
    const LinkReader reader(pageUrl);
    std::vector<IndexLink> links;
    QSet<QByteArray> seen;
    for (const QByteArray &reference : references) {
        std::optional<IndexLink> link = reader.read(reference, ignored);
        if (!link)
            continue;
        const qsizetype known = seen.size();
        seen.insert(link->isFolder ? link->path + '/' : link->path);
        if (seen.size() > known)
            links.push_back(std::move(*link));
    }
    return links;
}

} // namespace larder
