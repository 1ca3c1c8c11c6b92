#include "core/sources/httpsource.h"

#include "core/http/httpurl.h"
#include "core/sources/entrypath.h"
#include "core/sources/httpfetch.h"
#include "core/sources/httplisting.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class HttpSource : public Source
{
public:
    HttpSource(const Address &address, const HttpClientFactory &http)
        : m_url(address.location.toLatin1()),
          m_folderUrl(address.isFolder() ? m_url : QByteArray()),
          m_globs(address.globs),
          m_client(http.makeClient())
    { }

    Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) override;
    Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop) override;
    int requests() const override { return m_client->requests(); }

private:
    Result<HttpIdentity> askFile(const std::stop_token &stop);
    Result<Listing> probeFile(const HttpIdentity &identity, const EntryFilter &filter) const;
    Result<Listing> probeFolder(const QByteArray &folderUrl, const ProbeOptions &options,
                                const std::stop_token &stop);

    const QByteArray m_url;
    QByteArray m_folderUrl; ///< what entries are asked below; empty: the URL is one file's
    const std::optional<Glob> m_globs;
    const std::unique_ptr<HttpClient> m_client;
    HeadSupport m_headSupport;
};

Result<Listing> HttpSource::probe(const ProbeOptions &options, std::stop_token stop)
{
    const int before = m_client->requests();
    ProbeOptions within = options;
    within.filter.within = m_globs;
    Result<Listing> listing;
    if (m_url.endsWith('/')) {
        listing = probeFolder(m_url, within, stop);
    } else {
        const Result<HttpIdentity> identity = askFile(stop);
        if (!identity)
            return failure(identity);
        // A folder that was bound without its final '/': servers redirect to it.
        const bool isFolder = identity->url == m_url + '/';
        listing = isFolder ? probeFolder(identity->url, within, stop) : probeFile(*identity, within.filter);
    }
    if (listing)
        listing->requests = m_client->requests() - before;
    return listing;
}

Result<HttpIdentity> HttpSource::askFile(const std::stop_token &stop)
{
    Result<HttpIdentity> identity = failure(ErrorKind::Cancelled, u"stopped"_s);
    IdentityQuestion question(*m_client, m_headSupport, m_url,
                              [&identity](const Result<HttpIdentity> &answer) { identity = answer; });
    question.start();
    if (const Result<void> driven = m_client->drive(stop); !driven)
        return failure(driven);
    return identity;
}

Result<Listing> HttpSource::probeFile(const HttpIdentity &identity, const EntryFilter &filter) const
{
    const std::vector<QByteArray> segments = pathSegments(m_url);
    const QByteArray name = segments.empty() ? QByteArray() : segments.back();
    Listing listing;
    listing.serverNow = identity.serverNow;
    if (!filter.accepts(name))
        return listing;
    if (name.contains('/')) {
        return failure(ErrorKind::Unsupported, u"the file's name holds a '/'"_s, redactedUrl(m_url));
    }
    if (const Result<void> checked = checkEntryPath(name); !checked)
        return failure(checked);
    listing.entries.push_back({name, identity.size, identity.modified, identity.validator});
    return listing;
}

Result<Listing> HttpSource::probeFolder(const QByteArray &folderUrl, const ProbeOptions &options,
                                        const std::stop_token &stop)
{
    HttpListing reader(*m_client, m_headSupport, options.filter, options.comparedWith);
    Result<Listing> listing = reader.read(folderUrl, stop);
    if (listing)
        m_folderUrl = reader.baseUrl();
    return listing;
}

Result<void> HttpSource::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    const auto urlOf = [this](const Entry &entry) {
        return m_folderUrl.isEmpty() ? m_url : m_folderUrl + encodedForRequest(entry.path);
    };
    return HttpFetch(*m_client, m_headSupport, urlOf, sink).run(wanted, stop);
}

} // namespace

Result<void> checkHttpAddress(const Address &address)
{
    const Result<Origin> origin = originOf(address.location.toLatin1());
    if (!origin)
        return failure(origin);
    return {};
}

std::unique_ptr<Source> makeHttpSource(const Address &address, const HttpClientFactory &http)
{
    return std::make_unique<HttpSource>(address, http);
}

} // namespace larder
