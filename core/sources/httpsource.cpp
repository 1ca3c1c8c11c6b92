#include "core/sources/httpsource.h"

#include "core/http/httpurl.h"
#include "core/sources/entrypath.h"
#include "core/sources/httpfetch.h"
#include "core/sources/httplisting.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// A plain web server: what lies below a folder, or one file.
class WebServer : public ObjectServer
{
public:
    explicit WebServer(const Address &address)
        : url(address.location.toLatin1()),
          folderUrl(address.isFolder() ? url : QByteArray())
    { }
    QByteArray urlOf(const Entry &entry) const override
    {
        return folderUrl.isEmpty() ? url : folderUrl + encodedForRequest(entry.path);
    }

    const QByteArray url;
    QByteArray folderUrl; ///< what entries are asked below; empty: the URL is one file's
};

class HttpSource : public Source
{
public:
    HttpSource(const Address &address, const HttpClientFactory &http)
        : m_server(address),
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

    WebServer m_server;
    const std::optional<Glob> m_globs;
    const std::unique_ptr<HttpClient> m_client;
};

Result<Listing> HttpSource::probe(const ProbeOptions &options, std::stop_token stop)
{
    const int before = m_client->requests();
    ProbeOptions within = options;
    within.filter.within = m_globs;
    Result<Listing> listing;
    if (m_server.url.endsWith('/')) {
        listing = probeFolder(m_server.url, within, stop);
    } else {
        const Result<HttpIdentity> identity = askFile(stop);
        if (!identity)
            return failure(identity);
        // A folder that was bound without its final '/': servers redirect to it.
        const bool isFolder = identity->url == m_server.url + '/';
        listing = isFolder ? probeFolder(identity->url, within, stop) : probeFile(*identity, within.filter);
    }
    if (listing)
        listing->requests = m_client->requests() - before;
    return listing;
}

Result<HttpIdentity> HttpSource::askFile(const std::stop_token &stop)
{
    Result<HttpIdentity> identity = failure(ErrorKind::Cancelled, u"stopped"_s);
    IdentityQuestion question(*m_client, m_server, m_server.url,
                              [&identity](const Result<HttpIdentity> &answer) { identity = answer; });
    question.start();
    if (const Result<void> driven = m_client->drive(stop); !driven)
        return failure(driven);
    return identity;
}

Result<Listing> HttpSource::probeFile(const HttpIdentity &identity, const EntryFilter &filter) const
{
    const std::vector<QByteArray> segments = pathSegments(m_server.url);
    const QByteArray name = segments.empty() ? QByteArray() : segments.back();
    Listing listing;
    listing.serverNow = identity.serverNow;
    if (!filter.accepts(name))
        return listing;
    if (name.contains('/')) {
        return failure(ErrorKind::Unsupported, u"the file's name holds a '/'"_s, redactedUrl(m_server.url));
    }
    if (const Result<void> checked = checkEntryPath(name); !checked)
        return failure(checked);
    listing.entries.push_back({name, identity.size, identity.modified, identity.validator});
    return listing;
}

Result<Listing> HttpSource::probeFolder(const QByteArray &folderUrl, const ProbeOptions &options,
                                        const std::stop_token &stop)
{
    HttpListing reader(*m_client, m_server, options.filter, options.comparedWith);
    Result<Listing> listing = reader.read(folderUrl, stop);
    if (listing)
        m_server.folderUrl = reader.baseUrl();
    return listing;
}

Result<void> HttpSource::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    return HttpFetch(*m_client, m_server, sink).run(wanted, stop);
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
