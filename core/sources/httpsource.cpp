#include "core/sources/httpsource.h"

#include "core/credentials/runkeys.h"
#include "core/credentials/websignin.h"
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
    WebServer(const Address &address, const QString &credentials, WebSignIn &signIn)
        : url(address.location.toLatin1()),
          folderUrl(address.isFolder() ? url : QByteArray()),
          m_isOpenToAll(credentials.isEmpty()),
          m_origin(originOf(url).value_or(Origin())),
          m_keys(signIn, {{}, credentials}, QString::fromLatin1(m_origin.host))
    { }
    /// Before the first request of a run. Errors: SignInNeeded, Cancelled.
    [[nodiscard]] Result<void> signIn(const std::stop_token &stop)
    {
        if (m_isOpenToAll)
            return {};
        Result<void> taken = m_keys.take(stop);
        if (!taken && taken.error().subject.isEmpty())
            taken.error().subject = shown(url);
        return taken;
    }
    bool mayAnswerWithPage() const override { return true; }
    /// For the bound server alone: what it names on another one is asked by nobody.
    HttpRequest prepared(HttpRequest request) override
    {
        const Result<Origin> asked = originOf(request.url);
        if (const WebKeys *keys = m_keys.current(); keys && asked && *asked == m_origin)
            request.headers.emplaceBack("Authorization", keys->authorization);
        return request;
    }
    std::optional<HttpFailure> explain(const QByteArray &askedUrl, const HttpHead &head,
                                       const QByteArray &) override
    {
        const std::optional<WebKeys> &keys = m_keys.taken();
        if (head.status != 401 || !keys)
            return std::nullopt;
        HttpFailure failure{{ErrorKind::SignInNeeded,
                             u"the server does not know the credentials of %1"_s.arg(keys->origin),
                             shown(askedUrl), keys->renewal}};
        if (m_keys.renew(failure.error))
            failure.persistence = Persistence::Corrected;
        return failure;
    }
    QByteArray urlOf(const Entry &entry) const override
    {
        return folderUrl.isEmpty() ? url : folderUrl + encodedForRequest(entry.path);
    }

    const QByteArray url;
    QByteArray folderUrl; ///< what entries are asked below; empty: the URL is one file's

private:
    const bool m_isOpenToAll;
    const Origin m_origin;
    RunKeys<WebSignIn, WebKeys> m_keys; ///< none: open to all
};

class HttpSource : public Source
{
public:
    HttpSource(const Address &address, const QString &credentials, const HttpClientFactory &http,
               WebSignIn &signIn)
        : m_server(address, credentials, signIn),
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
    if (const Result<void> signedIn = m_server.signIn(stop); !signedIn)
        return failure(signedIn);
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
    if (const Result<void> signedIn = m_server.signIn(stop); !signedIn)
        return failure(signedIn);
    return HttpFetch(*m_client, m_server, sink).run(wanted, stop);
}

} // namespace

Result<void> checkHttpAddress(const Address &address, const QString &credentials)
{
    const Result<Origin> origin = originOf(address.location.toLatin1());
    if (!origin)
        return failure(origin);
    if (!credentials.isEmpty() && origin->scheme != "https" && !isLoopback(origin->host)) {
        return failure(ErrorKind::Invalid, u"credentials would go to this server in the open"_s,
                       redactedUrl(address.location.toLatin1()), u"bind its https address"_s);
    }
    return {};
}

std::unique_ptr<Source> makeHttpSource(const Address &address, const QString &credentials,
                                       const HttpClientFactory &http, WebSignIn &signIn)
{
    return std::make_unique<HttpSource>(address, credentials, http, signIn);
}

} // namespace larder
