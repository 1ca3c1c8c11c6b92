#include "core/sources/s3listing.h"

#include "core/sources/s3signer.h"

namespace larder {

using namespace Qt::StringLiterals;

class S3Listing::PageTransfer : public HttpTransfer
{
public:
    PageTransfer(S3Listing &listing, Walk walk) : m_listing(listing), m_walk(std::move(walk)) { }

    HttpRequest request() override
    {
        return m_listing.m_place.prepared({"GET", m_listing.m_place.urlOfBucket(query()), {}});
    }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_listing.m_place.explain(m_listing.m_place.urlOfBucket(query()), head, body);
    }
    Result<void> onHead(const HttpHead &) override
    {
        m_body.resize(0);
        return {};
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        m_body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (m_body.size() > maxS3PageBytes)
            return failure(ErrorKind::Unsupported, u"the answer is too long for a page of a listing"_s,
                           m_listing.m_place.shownKey(m_walk.prefix));
        return {};
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (!result)
            return m_listing.fail(result.error());
        m_listing.pageRead(*this, *result, m_body);
    }
    Walk takeWalk() { return std::move(m_walk); }

private:
    /// Parameters in the order in which they are signed. Keys come encoded, because XML cannot carry every
    /// character that they may have.
    QByteArray query() const
    {
        QByteArray query;
        const auto add = [&query](const QByteArray &name, const QByteArray &value) {
            if (!value.isEmpty())
                query += (query.isEmpty() ? "" : "&") + name + '=' + awsEncoded(value, Slashes::Encode);
        };
        add("continuation-token", m_walk.token);
        add("delimiter", m_walk.isByFolder ? "/" : "");
        add("encoding-type", "url");
        add("list-type", "2");
        add("prefix", m_walk.prefix);
        if (m_walk.token.isEmpty())
            add("start-after", m_walk.startAfter);
        return query;
    }

    S3Listing &m_listing;
    Walk m_walk;
    QByteArray m_body;
};

S3Listing::S3Listing(HttpClient &client, S3Place &place, const EntryFilter &filter)
    : m_client(client),
      m_place(place),
      m_filter(filter)
{ }

S3Listing::~S3Listing() = default;

Result<Listing> S3Listing::read(const QByteArray &prefix, const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { m_stop.request_stop(); });
    m_prefix = prefix;
    ask({.prefix = prefix});
    const Result<void> driven = m_client.drive(m_stop.get_token());
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (m_error)
        return std::unexpected(*m_error);
    if (!driven)
        return failure(driven);
    if (m_keys == 0 && !m_prefix.isEmpty()) {
        return failure(ErrorKind::NotFound, u"there is nothing in the bucket under this prefix"_s,
                       m_place.shownKey(m_prefix), u"check the address"_s);
    }
    m_listing.notices = m_ignored.notices();
    if (const Result<void> finished = finishListing(m_listing); !finished)
        return failure(finished);
    return std::move(m_listing);
}

void S3Listing::ask(Walk walk)
{
    m_pages.push_back(std::make_unique<PageTransfer>(*this, std::move(walk)));
    m_client.start(*m_pages.back());
}

void S3Listing::pageRead(PageTransfer &asked, const HttpHead &head, QByteArray &body)
{
    if (!m_listing.serverNow)
        m_listing.serverNow = head.date;
    const Result<S3Page> page = readS3Page(body);
    Walk walk = asked.takeWalk();
    std::erase_if(m_pages, [&asked](const auto &each) { return each.get() == &asked; });
    if (!page) {
        Error error = page.error();
        error.subject = m_place.shownKey(m_prefix);
        return fail(std::move(error));
    }
    m_keys += static_cast<qint64>(page->objects.size());
    for (const S3Object &object : page->objects) {
        if (const Result<void> taken = take(object); !taken)
            return fail(taken.error());
    }
    if (const Result<void> gone = goOn(std::move(walk), *page); !gone)
        fail(gone.error());
}

/// What is asked after a page: the next one; or, once it is clear that large folders are still to come, which
/// ones, and then each by itself.
Result<void> S3Listing::goOn(Walk walk, const S3Page &page)
{
    for (const QByteArray &folder : page.folders) {
        if (!folder.startsWith(walk.prefix) || folder.size() <= walk.prefix.size())
            return failure(ErrorKind::Corrupt, u"the listing names an object that was not asked for"_s,
                           m_place.shownKey(folder), u"tell who runs the store"_s);
        const QByteArray path = folder.sliced(m_prefix.size());
        const bool isGoneOnWith = walk.startAfter.startsWith(folder); // some stores name it, some do not
        if (!isGoneOnWith && m_filter.acceptsBelow(path.chopped(path.endsWith('/') ? 1 : 0)))
            ask({.prefix = folder});
    }
    for (const S3Object &object : page.objects) {
        const QByteArray folder = object.key.first(object.key.indexOf('/', walk.prefix.size()) + 1);
        if (!folder.isEmpty() && folder != walk.lastFolder)
            ++walk.folders;
        walk.lastFolder = folder;
        walk.lastKey = object.key;
    }
    if (page.nextToken.isEmpty())
        return {};
    if (page.nextToken == walk.token)
        return failure(ErrorKind::Corrupt, u"the listing goes round in a circle"_s,
                       m_place.shownKey(walk.prefix), u"tell who runs the store"_s);
    ++walk.pages;
    walk.keys += static_cast<qint64>(page.objects.size());
    const bool hasLargeFolders = walk.folders > 0 && walk.keys / walk.folders >= leastKeysInFolder;
    if (!walk.isByFolder && walk.pages == pagesBeforeFolders && hasLargeFolders) {
        if (!walk.lastFolder.isEmpty())
            ask({.prefix = walk.lastFolder, .startAfter = walk.lastKey});
        ask({.prefix = walk.prefix, .startAfter = walk.lastKey, .isByFolder = true});
        return {};
    }
    walk.token = page.nextToken;
    ask(std::move(walk));
    return {};
}

Result<void> S3Listing::take(const S3Object &object)
{
    if (!object.key.startsWith(m_prefix)) {
        return failure(ErrorKind::Corrupt, u"the listing names an object that was not asked for"_s,
                       m_place.shownKey(object.key), u"tell who runs the store"_s);
    }
    const QByteArray path = object.key.sliced(m_prefix.size());
    if (path.isEmpty() || path.endsWith('/')) {
        if (object.size > 0)
            m_ignored.add(u"a folder's marker that has contents"_s, u"folders' markers that have contents"_s,
                          readablePath(object.key));
        return {};
    }
    if (!m_filter.accepts(path))
        return {};
    if (const Result<void> checked = checkEntryPath(path); !checked)
        return checked;
    if (m_listing.entries.size() == maxEntries) {
        return failure(ErrorKind::Unsupported, u"there are more than %1 objects"_s.arg(maxEntries),
                       m_place.shownKey(m_prefix), u"bind a part of it, or leave some out with --exclude"_s);
    }
    m_listing.entries.push_back({path, object.size, object.modified, s3Validator(object.etag, {})});
    return {};
}

void S3Listing::fail(Error error)
{
    if (!m_error && !m_stop.stop_requested())
        m_error = std::move(error);
    m_stop.request_stop();
}

} // namespace larder
