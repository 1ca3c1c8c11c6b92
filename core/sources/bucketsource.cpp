#include "core/sources/bucketsource.h"

#include "core/sources/bucketlisting.h"
#include "core/sources/httpfetch.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class BucketSource : public Source
{
public:
    BucketSource(std::unique_ptr<BucketPlace> place, const std::optional<Glob> &globs, NoKeys noKeys,
                 ListingShare share, const HttpClientFactory &http)
        : m_place(std::move(place)),
          m_globs(globs),
          m_noKeys(noKeys),
          m_share(std::move(share)),
          m_client(http.makeClient())
    { }

    Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) override;
    Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop) override;
    int requests() const override { return m_client->requests(); }

private:
    Result<Listing> probeFolder(const ProbeOptions &options, const EntryFilter &filter,
                                const std::stop_token &stop);
    Result<Listing> probeObject(const ProbeOptions &options, const EntryFilter &filter,
                                const std::stop_token &stop);

    const std::unique_ptr<BucketPlace> m_place;
    const std::optional<Glob> m_globs;
    const NoKeys m_noKeys;
    const ListingShare m_share;
    const std::unique_ptr<HttpClient> m_client;
};

Result<Listing> BucketSource::probe(const ProbeOptions &options, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (const Result<void> signedIn = m_place->signIn(stop); !signedIn)
        return failure(signedIn);
    const int before = m_client->requests();
    EntryFilter filter = options.filter;
    filter.within = m_globs;
    const QByteArray &prefix = m_place->boundPrefix();
    const bool isFolder = prefix.isEmpty() || prefix.endsWith('/');
    Result<Listing> listing =
        isFolder ? probeFolder(options, filter, stop) : probeObject(options, filter, stop);
    if (listing)
        listing->requests = m_client->requests() - before;
    return listing;
}

Result<Listing> BucketSource::probeFolder(const ProbeOptions &options, const EntryFilter &filter,
                                          const std::stop_token &stop)
{
    const auto list = [this, &stop, &options](const EntryFilter &accepted) {
        BucketListing folder(*m_client, *m_place, accepted, options.lastSeen);
        Result<Listing> below = folder.read(m_place->boundPrefix(), stop);
        return folder.foundNothing() && m_noKeys == NoKeys::MeanEmpty ? Listing{} : std::move(below);
    };
    if (!m_share.listings || !options.askedAt)
        return list(filter);
    return m_share.listings->read({m_share.place, m_share.dataset, *options.askedAt, filter}, list, stop);
}

/// People write a folder without its final '/', as the provider's own tools let them.
Result<Listing> BucketSource::probeObject(const ProbeOptions &options, const EntryFilter &filter,
                                          const std::stop_token &stop)
{
    const QByteArray &key = m_place->boundPrefix();
    const Result<HttpIdentity> identity = m_place->identify(*m_client, key, stop);
    if (!identity && identity.error().kind == ErrorKind::NotFound) {
        m_place->setPrefix(key + '/');
        BucketListing folder(*m_client, *m_place, filter, options.lastSeen);
        Result<Listing> below = folder.read(key + '/', stop);
        if (folder.foundNothing() && m_noKeys == NoKeys::MeanEmpty)
            return Listing{};
        if (folder.foundNothing() || (!below && needsSignIn(below.error().kind)))
            return failure(identity);
        return below;
    }
    if (!identity)
        return failure(identity);
    const qsizetype slash = key.lastIndexOf('/');
    const QByteArray name = key.sliced(slash + 1);
    m_place->setPrefix(key.first(slash + 1));
    Listing listing;
    listing.serverNow = identity->serverNow;
    if (!filter.accepts(name))
        return listing;
    if (const Result<void> checked = checkEntryPath(name); !checked)
        return failure(checked);
    listing.entries.push_back({name, identity->size, identity->modified, identity->validator});
    return listing;
}

Result<void> BucketSource::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (const Result<void> signedIn = m_place->signIn(stop); !signedIn)
        return failure(signedIn);
    return HttpFetch(*m_client, *m_place, sink).run(wanted, stop);
}

} // namespace

std::unique_ptr<Source> makeBucketSource(std::unique_ptr<BucketPlace> place, const std::optional<Glob> &globs,
                                         NoKeys noKeys, ListingShare share, const HttpClientFactory &http)
{
    return std::make_unique<BucketSource>(std::move(place), globs, noKeys, std::move(share), http);
}

} // namespace larder
