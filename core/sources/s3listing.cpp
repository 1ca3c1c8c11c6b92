#include "core/sources/s3listing.h"

#include "core/sources/s3signer.h"

namespace larder {

using namespace Qt::StringLiterals;

class S3Listing::PageTransfer : public HttpTransfer
{
public:
    PageTransfer(S3Listing &listing, QByteArray query) : m_listing(listing), m_query(std::move(query)) { }

    HttpRequest request() override
    {
        S3Place &place = m_listing.m_place;
        return place.prepared({"GET", place.urlOfBucket(m_query), {}});
    }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_listing.m_place.explain(m_listing.m_place.urlOfBucket(m_query), head, body);
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
                           m_listing.m_place.shownKey(m_listing.m_prefix));
        return {};
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (!result)
            return m_listing.fail(result.error());
        m_listing.pageRead(*result, m_body);
    }

private:
    S3Listing &m_listing;
    const QByteArray m_query;
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
    ask({});
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

/// Parameters in the order in which they are signed. Keys come encoded, because XML cannot carry every
/// character that they may have.
void S3Listing::ask(const QByteArray &token)
{
    QByteArray query;
    if (!token.isEmpty())
        query += "continuation-token=" + awsEncoded(token, Slashes::Encode) + '&';
    query += "encoding-type=url&list-type=2";
    if (!m_prefix.isEmpty())
        query += "&prefix=" + awsEncoded(m_prefix, Slashes::Encode);
    m_page = std::make_unique<PageTransfer>(*this, std::move(query));
    m_client.start(*m_page);
}

void S3Listing::pageRead(const HttpHead &head, QByteArray &body)
{
    if (!m_listing.serverNow)
        m_listing.serverNow = head.date;
    const Result<S3Page> page = readS3Page(body);
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
    if (page->nextToken.isEmpty())
        return;
    if (m_tokens.contains(page->nextToken)) {
        return fail({ErrorKind::Corrupt, u"the listing goes round in a circle"_s, m_place.shownKey(m_prefix),
                     u"tell who runs the store"_s});
    }
    m_tokens = {page->nextToken};
    ask(page->nextToken); // the page that asks is the last one's successor: it may go
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
