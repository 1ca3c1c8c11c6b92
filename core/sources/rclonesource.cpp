#include "core/sources/rclonesource.h"

#include "core/http/shortquestion.h"
#include "core/sources/httpfetch.h"
#include "core/sources/rclonelisting.h"

#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class RcloneSource : public Source
{
public:
    RcloneSource(RcloneAddress address, const std::optional<Glob> &globs, NoKeys noKeys, SignIns &signIns,
                 const HttpClientFactory &http)
        : m_place(std::move(address), signIns),
          m_globs(globs),
          m_noKeys(noKeys),
          m_client(http.makeClient())
    { }

    Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) override;
    Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop) override;
    int requests() const override { return m_client->requests(); }

private:
    Result<QByteArray> ask(const std::function<HttpRequest()> &call, const QByteArray &path,
                           const std::stop_token &stop);
    Result<QByteArray> describe(const std::stop_token &stop);
    Result<Listing> listing(const EntryFilter &filter, const std::stop_token &stop);
    Result<Listing> ofOneFile(const RcloneItem &file, const EntryFilter &filter);
    Error whyUnopened(const Error &error, const std::stop_token &stop);

    RclonePlace m_place;
    const std::optional<Glob> m_globs;
    const NoKeys m_noKeys;
    const std::unique_ptr<HttpClient> m_client;
};

Result<QByteArray> RcloneSource::ask(const std::function<HttpRequest()> &call, const QByteArray &path,
                                     const std::stop_token &stop)
{
    const Result<ShortAnswer> answer =
        askShortly(*m_client,
                   {call,
                    [&](const HttpHead &, const QByteArray &body) {
                        return m_place.failureOf(body, m_place.shownPath(path));
                    }},
                   stop);
    return answer ? Result<QByteArray>(answer->body) : failure(answer);
}

Result<Listing> RcloneSource::probe(const ProbeOptions &options, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (const Result<void> opened = m_place.open(stop); !opened)
        return failure(opened);
    const int before = m_client->requests();
    EntryFilter filter = options.filter;
    filter.within = m_globs;
    Result<Listing> found = listing(filter, stop);
    if (!found)
        return std::unexpected(m_place.told(found.error()));
    found->requests = m_client->requests() - before;
    return found;
}

/// The first question signs in. Of several keys, what is told of the first one is told of all.
Result<QByteArray> RcloneSource::describe(const std::stop_token &stop)
{
    const auto remote = [this] { return m_place.remoteCall(); };
    const Result<QByteArray> first = ask(remote, m_place.boundPath(), stop);
    if (first || first.error().kind != ErrorKind::SignInNeeded)
        return first;
    while (m_place.tryNextKey()) {
        const Result<QByteArray> next = ask(remote, m_place.boundPath(), stop);
        if (next || next.error().kind != ErrorKind::SignInNeeded)
            return next;
    }
    return first;
}

Result<Listing> RcloneSource::listing(const EntryFilter &filter, const std::stop_token &stop)
{
    const QByteArray &path = m_place.boundPath();
    const Result<QByteArray> described = describe(stop);
    if (!described)
        return failure(described);
    Result<RcloneRemote> remote = readRcloneRemote(*described);
    if (!remote)
        return failure(remote);
    m_place.setRemote(std::move(*remote));
    if (path.isEmpty() || path.endsWith('/'))
        return RcloneListing(*m_client, m_place, filter, m_noKeys).read(path, stop);
    const Result<QByteArray> told = ask([this, &path] { return m_place.statCall(path); }, path, stop);
    if (!told)
        return failure(told);
    const Result<std::optional<RcloneItem>> item = readRcloneStat(*told);
    if (!item)
        return failure(item);
    if (!*item) {
        return failure(ErrorKind::NotFound, u"there is no such file or folder"_s, m_place.shownPath(path),
                       u"check the address"_s);
    }
    if (!(*item)->isFolder)
        return ofOneFile(**item, filter);
    // People write a folder without its final '/'.
    m_place.setBase(path + '/');
    return RcloneListing(*m_client, m_place, filter, m_noKeys).read(path + '/', stop);
}

Result<Listing> RcloneSource::ofOneFile(const RcloneItem &file, const EntryFilter &filter)
{
    const QByteArray &path = m_place.boundPath();
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray name = path.sliced(slash + 1);
    m_place.setBase(path.first(slash + 1));
    Listing listing;
    if (!filter.accepts(name))
        return listing;
    if (const Result<void> checked = checkEntryPath(name); !checked)
        return failure(checked);
    listing.entries.push_back({name, file.size, file.modified, file.validator});
    return listing;
}

Result<void> RcloneSource::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (const Result<void> opened = m_place.open(stop); !opened)
        return failure(opened);
    const Result<void> fetched = HttpFetch(*m_client, m_place, sink).run(wanted, stop);
    if (fetched)
        return {};
    return std::unexpected(m_place.told(whyUnopened(fetched.error(), stop)));
}

/// Once for a fetch, which ends with it.
Error RcloneSource::whyUnopened(const Error &error, const std::stop_token &stop)
{
    const std::optional<QByteArray> &path = m_place.unopened();
    if (!path || error.kind == ErrorKind::Cancelled || error.subject != m_place.shownPath(*path))
        return error;
    const Result<QByteArray> tried = ask([&] { return m_place.tryCall(*path); }, *path, stop);
    if (!tried)
        return tried.error();
    const auto said = QJsonDocument::fromJson(*tried);
    if (!said["error"_L1].toBool())
        return error;
    // The last line is its summary; what stands before tells of its configuration.
    const QString words = said["result"_L1].toString().trimmed().section(u'\n', -1);
    return m_place.failureOf(words, m_place.shownPath(*path)).error;
}

} // namespace

std::unique_ptr<Source> makeRcloneSource(RcloneAddress address, const std::optional<Glob> &globs,
                                         NoKeys noKeys, SignIns &signIns, const HttpClientFactory &http)
{
    return std::make_unique<RcloneSource>(std::move(address), globs, noKeys, signIns, http);
}

} // namespace larder
