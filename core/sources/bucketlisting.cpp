#include "core/sources/bucketlisting.h"

namespace larder {

using namespace Qt::StringLiterals;

class BucketListing::PageTransfer : public HttpTransfer
{
public:
    PageTransfer(BucketListing &listing, Walk walk) : m_listing(listing), m_walk(std::move(walk)) { }

    HttpRequest request() override
    {
        return m_listing.m_place.prepared({"GET", m_listing.m_place.urlOfPage(m_walk.next), {}});
    }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_listing.m_place.explain(m_listing.m_place.urlOfPage(m_walk.next), head, body);
    }
    Result<void> onHead(const HttpHead &) override
    {
        m_body.resize(0);
        return {};
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        m_body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (m_body.size() > maxBucketPageBytes)
            return failure(ErrorKind::Unsupported, u"the answer is too long for a page of a listing"_s,
                           m_listing.m_place.shownKey(m_walk.next.prefix));
        return {};
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (!result)
            return m_listing.m_pending.fail(result.error());
        m_listing.pageRead(*this, *result, m_body);
    }
    Walk takeWalk() { return std::move(m_walk); }

private:
    BucketListing &m_listing;
    Walk m_walk;
    QByteArray m_body;
};

BucketListing::BucketListing(HttpClient &client, BucketPlace &place, const EntryFilter &filter)
    : m_client(client),
      m_place(place),
      m_filter(filter)
{ }

BucketListing::~BucketListing() = default;

Result<Listing> BucketListing::read(const QByteArray &prefix, const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { m_pending.requestStop(); });
    m_prefix = prefix;
    ask({.next = {.prefix = prefix}});
    const Result<void> driven = m_client.drive(m_pending.token());
    m_foundNothing = driven && !m_pending.hasFailed() && m_keys == 0 && !m_prefix.isEmpty();
    if (m_foundNothing) {
        m_pending.fail({ErrorKind::NotFound, u"there is nothing in the bucket under this prefix"_s,
                        m_place.shownKey(m_prefix), u"check the address"_s});
    }
    return m_pending.finish(driven, stop);
}

void BucketListing::ask(Walk walk)
{
    m_pages.push_back(std::make_unique<PageTransfer>(*this, std::move(walk)));
    m_client.start(*m_pages.back());
}

void BucketListing::pageRead(PageTransfer &asked, const HttpHead &head, QByteArray &body)
{
    if (!m_pending.listing.serverNow)
        m_pending.listing.serverNow = head.date;
    const Result<BucketPage> page = m_place.readPage(body);
    Walk walk = asked.takeWalk();
    std::erase_if(m_pages, [&asked](const auto &each) { return each.get() == &asked; });
    if (!page) {
        Error error = page.error();
        error.subject = m_place.shownKey(m_prefix);
        return m_pending.fail(std::move(error));
    }
    m_keys += static_cast<qint64>(page->objects.size());
    for (const BucketObject &object : page->objects) {
        if (const Result<void> taken = take(object); !taken)
            return m_pending.fail(taken.error());
    }
    if (const Result<void> gone = goOn(std::move(walk), *page); !gone)
        m_pending.fail(gone.error());
}

/// What is asked after a page: the next one; or, once it is clear that large folders are still to come, which
/// ones, and then each by itself.
Result<void> BucketListing::goOn(Walk walk, const BucketPage &page)
{
    for (const QByteArray &folder : page.folders) {
        if (!folder.startsWith(walk.next.prefix) || folder.size() <= walk.next.prefix.size())
            return failure(ErrorKind::Corrupt, u"the listing names an object that was not asked for"_s,
                           m_place.shownKey(folder), u"tell who runs the store"_s);
        const QByteArray path = folder.sliced(m_prefix.size());
        // What lies before is there already, or gone on with; some stores name it, some do not.
        const bool isPassed = folder < walk.next.startAfter;
        if (!isPassed && m_filter.acceptsBelow(path.chopped(path.endsWith('/') ? 1 : 0)))
            ask({.next = {.prefix = folder}});
    }
    for (const BucketObject &object : page.objects) {
        const QByteArray folder = object.key.first(object.key.indexOf('/', walk.next.prefix.size()) + 1);
        if (!folder.isEmpty() && folder != walk.lastFolder)
            ++walk.folders;
        walk.lastFolder = folder;
        walk.lastKey = object.key;
    }
    if (page.nextToken.isEmpty())
        return {};
    if (page.nextToken == walk.next.token)
        return failure(ErrorKind::Corrupt, u"the listing goes round in a circle"_s,
                       m_place.shownKey(walk.next.prefix), u"tell who runs the store"_s);
    ++walk.pages;
    walk.keys += static_cast<qint64>(page.objects.size());
    const bool hasLargeFolders = walk.folders > 0 && walk.keys / walk.folders >= leastKeysInFolder;
    if (!walk.next.isByFolder && walk.pages == pagesBeforeFolders && hasLargeFolders) {
        if (!walk.lastFolder.isEmpty())
            ask({.next = {.prefix = walk.lastFolder, .startAfter = walk.lastKey}});
        ask({.next = {.prefix = walk.next.prefix, .startAfter = walk.lastKey, .isByFolder = true}});
        return {};
    }
    walk.next.token = page.nextToken;
    ask(std::move(walk));
    return {};
}

Result<void> BucketListing::take(const BucketObject &object)
{
    if (!object.key.startsWith(m_prefix)) {
        return failure(ErrorKind::Corrupt, u"the listing names an object that was not asked for"_s,
                       m_place.shownKey(object.key), u"tell who runs the store"_s);
    }
    const QByteArray path = object.key.sliced(m_prefix.size());
    if (path.isEmpty() || path.endsWith('/')) {
        if (object.size > 0)
            m_pending.ignored.add(u"a folder's marker that has contents"_s,
                                  u"folders' markers that have contents"_s, readablePath(object.key));
        return {};
    }
    if (!m_filter.accepts(path))
        return {};
    if (const Result<void> checked = checkEntryPath(path); !checked)
        return checked;
    if (m_pending.listing.entries.size() == maxEntries) {
        return failure(ErrorKind::Unsupported, u"there are more than %1 objects"_s.arg(maxEntries),
                       m_place.shownKey(m_prefix), u"bind a part of it, or leave some out with --exclude"_s);
    }
    m_pending.listing.entries.push_back({path, object.size, object.modified, object.validator});
    return {};
}

} // namespace larder
