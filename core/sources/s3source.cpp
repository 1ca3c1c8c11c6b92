#include "core/sources/s3source.h"

#include "core/sources/httpfetch.h"
#include "core/sources/s3listing.h"
#include "core/sources/s3place.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class S3Source : public Source
{
public:
    S3Source(S3Address address, const std::optional<Glob> &globs, const BucketOptions &options,
             const HttpClientFactory &http, AwsSignIn &signIn)
        : m_place(std::move(address), options, signIn),
          m_globs(globs),
          m_client(http.makeClient())
    { }

    Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) override;
    Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop) override;
    int requests() const override { return m_client->requests(); }

private:
    Result<Listing> probeObject(const EntryFilter &filter, const std::stop_token &stop);
    Result<Listing> probeFolder(const QByteArray &prefix, const EntryFilter &filter,
                                const std::stop_token &stop);
    Result<HttpIdentity> ask(const QByteArray &key, const std::stop_token &stop);

    S3Place m_place;
    const std::optional<Glob> m_globs;
    const std::unique_ptr<HttpClient> m_client;
};

Result<Listing> S3Source::probe(const ProbeOptions &options, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (const Result<void> signedIn = m_place.signIn(stop); !signedIn)
        return failure(signedIn);
    const int before = m_client->requests();
    EntryFilter filter = options.filter;
    filter.within = m_globs;
    const QByteArray &prefix = m_place.address().prefix;
    const bool isFolder = prefix.isEmpty() || prefix.endsWith('/');
    Result<Listing> listing = isFolder ? probeFolder(prefix, filter, stop) : probeObject(filter, stop);
    if (listing)
        listing->requests = m_client->requests() - before;
    return listing;
}

Result<Listing> S3Source::probeFolder(const QByteArray &prefix, const EntryFilter &filter,
                                      const std::stop_token &stop)
{
    m_place.setPrefix(prefix);
    return S3Listing(*m_client, m_place, filter).read(prefix, stop);
}

/// People write a folder without its final '/', as the provider's own tools let them.
Result<Listing> S3Source::probeObject(const EntryFilter &filter, const std::stop_token &stop)
{
    const QByteArray &key = m_place.address().prefix;
    const Result<HttpIdentity> identity = ask(key, stop);
    if (!identity && identity.error().kind == ErrorKind::NotFound) {
        Result<Listing> below = probeFolder(key + '/', filter, stop);
        const bool isNothing = !below && below.error().kind == ErrorKind::NotFound
            && below.error().message.contains("prefix"_L1);
        if (isNothing || (!below && needsSignIn(below.error().kind)))
            return failure(identity);
        return below;
    }
    if (!identity)
        return failure(identity);
    const qsizetype slash = key.lastIndexOf('/');
    const QByteArray name = key.sliced(slash + 1);
    m_place.setPrefix(key.first(slash + 1));
    Listing listing;
    listing.serverNow = identity->serverNow;
    if (!filter.accepts(name))
        return listing;
    if (const Result<void> checked = checkEntryPath(name); !checked)
        return failure(checked);
    listing.entries.push_back({name, identity->size, identity->modified, identity->validator});
    return listing;
}

Result<HttpIdentity> S3Source::ask(const QByteArray &key, const std::stop_token &stop)
{
    Result<HttpIdentity> identity = failure(ErrorKind::Cancelled, u"stopped"_s);
    IdentityQuestion question(*m_client, m_place, m_place.urlOfKey(key),
                              [&identity](const Result<HttpIdentity> &answer) { identity = answer; });
    question.start();
    if (const Result<void> driven = m_client->drive(stop); !driven)
        return failure(driven);
    return identity;
}

Result<void> S3Source::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (const Result<void> signedIn = m_place.signIn(stop); !signedIn)
        return failure(signedIn);
    return HttpFetch(*m_client, m_place, sink).run(wanted, stop);
}

} // namespace

Result<void> checkS3Address(const Address &address, const BucketOptions &options)
{
    if (const Result<S3Address> place = S3Address::from(address, options); !place)
        return failure(place);
    return {};
}

std::unique_ptr<Source> makeS3Source(const Address &address, const BucketOptions &options,
                                     const HttpClientFactory &http, AwsSignIn &signIn)
{
    return std::make_unique<S3Source>(S3Address::from(address, options).value_or(S3Address()), address.globs,
                                      options, http, signIn);
}

} // namespace larder
