#include "core/sources/httplisting.h"

#include "core/http/httpurl.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// The folder of a page: up to the last '/' of its path.
QByteArray folderOf(const QByteArray &url)
{
    const qsizetype query = url.indexOf('?');
    const QByteArrayView path = QByteArrayView(url).first(query < 0 ? url.size() : query);
    return path.first(path.lastIndexOf('/') + 1).toByteArray();
}

Error withSubject(Error error, const QByteArray &url)
{
    if (error.subject.isEmpty())
        error.subject = redactedUrl(url);
    return error;
}

/// What an index names must be there; that it is not means that the index has just changed.
Error named(Error error)
{
    if (error.kind == ErrorKind::NotFound) {
        error.kind = ErrorKind::Conflict;
        error.message = u"the index page names it, but the server does not have it"_s;
        error.hint = u"leave it out with --exclude if it stays like that"_s;
    }
    return error;
}

} // namespace

class HttpListing::PageTransfer : public HttpTransfer
{
public:
    PageTransfer(HttpListing &listing, QByteArray url, QByteArray path, int depth)
        : m_listing(listing),
          m_url(std::move(url)),
          m_path(std::move(path)),
          m_depth(depth)
    { }

    const QByteArray &url() const { return m_url; }
    const QByteArray &path() const { return m_path; } ///< below the first page, without a final '/'
    int depth() const { return m_depth; }

    HttpRequest request() override { return m_listing.m_server.prepared({"GET", m_url, {}}); }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_listing.m_server.explain(m_url, head, body);
    }

    Result<void> onHead(const HttpHead &head) override
    {
        m_page = std::make_unique<IndexPage>();
        const QByteArray type = head.field("Content-Type").value_or("text/html").toLower();
        if (!type.startsWith("text/html") && !type.startsWith("application/xhtml")) {
            return failure(ErrorKind::Unsupported,
                           u"the address of a folder gives no index page but %1"_s.arg(
                               QString::fromLatin1(type.left(100))),
                           redactedUrl(m_url), u"leave the final '/' out to bind a file"_s);
        }
        if (head.contentLength.value_or(0) > maxIndexBytes) {
            return failure(ErrorKind::Unsupported,
                           u"the index page is longer than %1 MB"_s.arg(maxIndexBytes / 1024 / 1024),
                           redactedUrl(m_url), u"bind a part of it, or a single file"_s);
        }
        return {};
    }

    Result<void> onBody(std::span<const char> bytes) override
    {
        Result<void> read = m_page->read(bytes);
        if (!read)
            return std::unexpected(withSubject(read.error(), m_url));
        return read;
    }

    void onFinished(const Result<HttpHead> &result) override
    {
        const std::unique_ptr<IndexPage> page = std::move(m_page);
        if (!result)
            return m_listing.m_pending.fail(m_path.isEmpty() ? result.error() : named(result.error()));
        const Result<IndexPage::Links> links = page->finish();
        if (!links)
            return m_listing.m_pending.fail(withSubject(links.error(), m_url));
        if (!result->isFramed && !links->hasEnd) {
            return m_listing.m_pending.fail(
                {ErrorKind::Network, u"the index page was cut short"_s, redactedUrl(m_url), u"try again"_s});
        }
        m_listing.pageRead(*this, *result, *links);
    }

private:
    HttpListing &m_listing;
    const QByteArray m_url;
    const QByteArray m_path;
    const int m_depth;
    std::unique_ptr<IndexPage> m_page;
};

HttpListing::HttpListing(HttpClient &client, ObjectServer &server, const EntryFilter &filter,
                         const Manifest *comparedWith)
    : m_client(client),
      m_server(server),
      m_filter(filter),
      m_comparedWith(comparedWith)
{ }

HttpListing::~HttpListing() = default;

Result<Listing> HttpListing::read(const QByteArray &folderUrl, const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { m_pending.requestStop(); });
    openPage(folderUrl, {}, 0);
    Result<void> driven = m_client.drive(m_pending.token());
    if (driven && !m_pending.hasFailed()) {
        settleUnasked();
        driven = m_client.drive(m_pending.token());
    }
    return m_pending.finish(driven, stop);
}

void HttpListing::openPage(QByteArray url, QByteArray path, int depth)
{
    m_pages.push_back(std::make_unique<PageTransfer>(*this, std::move(url), std::move(path), depth));
    m_client.start(*m_pages.back());
}

void HttpListing::pageRead(const PageTransfer &page, const HttpHead &head, const IndexPage::Links &links)
{
    const QByteArray folderUrl = folderOf(head.url);
    if (!isWhereItBelongs(page, folderUrl))
        return;
    if (!m_pending.listing.serverNow)
        m_pending.listing.serverNow = head.date;
    for (const IndexLink &link : linksBelow(folderUrl, links.references, m_pending.ignored)) {
        if (const Result<void> taken = take(link, page); !taken)
            return m_pending.fail(taken.error());
    }
}

bool HttpListing::isWhereItBelongs(const PageTransfer &page, const QByteArray &folderUrl)
{
    if (page.path().isEmpty()) {
        m_baseUrl = folderUrl;
        return true;
    }
    if (folderUrl == page.url() || pathSegments(folderUrl) == pathSegments(page.url()))
        return true;
    m_pending.ignored.add(u"a folder that leads elsewhere by a redirect"_s,
                          u"folders that lead elsewhere by a redirect"_s, readablePath(page.path()));
    return false;
}

Result<void> HttpListing::take(const IndexLink &link, const PageTransfer &page)
{
    const QByteArray path = page.path().isEmpty() ? link.path : page.path() + '/' + link.path;
    if (link.isFolder ? !m_filter.acceptsBelow(path) : !m_filter.accepts(path))
        return {};
    if (const Result<void> checked = checkEntryPath(path); !checked)
        return checked;
    if (!link.isFolder) {
        if (m_questions.size() + m_unasked.size() == maxEntries) {
            return failure(ErrorKind::Unsupported, u"the folder holds more than %1 files"_s.arg(maxEntries),
                           redactedUrl(m_baseUrl), u"bind a part of it, or leave some out with --exclude"_s);
        }
        if (!m_comparedWith || m_comparedWith->findEntry(path))
            ask(path, page.depth());
        else
            m_unasked.emplace_back(path, page.depth());
        return {};
    }
    const int depth = page.depth() + 1 + static_cast<int>(link.path.count('/'));
    if (depth > maxIndexDepth || m_pages.size() >= static_cast<std::size_t>(maxIndexPages)) {
        return failure(ErrorKind::Unsupported,
                       depth > maxIndexDepth ? u"folders are nested more than %1 deep"_s.arg(maxIndexDepth)
                                             : u"there are more than %1 folders"_s.arg(maxIndexPages),
                       readablePath(path), u"bind a part of it, or leave some out with --exclude"_s);
    }
    openPage(m_baseUrl + encodedForRequest(path) + '/', path, depth);
    return {};
}

void HttpListing::ask(QByteArray path, int depth)
{
    const QByteArray url = m_baseUrl + encodedForRequest(path);
    m_questions.emplace_back(m_client, m_server, url,
                             [this, path = std::move(path), depth](const Result<HttpIdentity> &identity) {
                                 answered(path, depth, identity);
                             });
    m_questions.back().start();
}

/// Everything that is known of is asked. What is new is asked if it is little, else it tells itself when it
/// comes.
void HttpListing::settleUnasked()
{
    const bool areFew = m_unasked.size() <= fewNewFiles;
    for (auto &[path, depth] : std::exchange(m_unasked, {})) {
        if (areFew)
            ask(std::move(path), depth);
        else
            m_pending.listing.entries.push_back({.path = std::move(path)});
    }
}

void HttpListing::answered(const QByteArray &path, int depth, const Result<HttpIdentity> &identity)
{
    if (!identity)
        return m_pending.fail(named(identity.error()));
    const QByteArray asked = m_baseUrl + encodedForRequest(path);
    if (identity->url == asked + '/') { // the index wrote a folder without its '/'
        if (const Result<void> taken = take({path, true}, PageTransfer(*this, m_baseUrl, {}, depth)); !taken)
            m_pending.fail(taken.error());
        return;
    }
    if (!m_pending.listing.serverNow)
        m_pending.listing.serverNow = identity->serverNow;
    m_pending.listing.entries.push_back({path, identity->size, identity->modified, identity->validator});
}

} // namespace larder
