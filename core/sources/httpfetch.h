/// One fetch of many objects: a window of downloads over one client. One object serves one fetch, on the
/// run's thread. What is recorded comes from the answer that delivered the bytes; pieces of two answers are
/// joined only under one strong ETag (If-Match, If-Range, and the answer's own ETag and Content-Range); a
/// body during which the object could have been overwritten in place is confirmed by asking once more, and a
/// checksum that came with it is held against it.
#pragma once

#include "core/sources/httpidentity.h"
#include "core/sources/piecewisebody.h"
#include "core/sources/source.h"

#include <list>

namespace larder {

/// Open at once, each with a file in the store: more than the client has in flight, and far below 1024
/// descriptors.
inline constexpr std::size_t maxDownloadsAtOnce = 128;
/// A server has read a body this short in one go, so what it sent is of one piece; a longer or slower one is
/// confirmed.
inline constexpr qint64 oneGoBytes = 64 * 1024;
inline constexpr std::chrono::milliseconds oneGoTime{1000};
/// So few files that asking for each once more costs nothing worth saving.
inline constexpr std::size_t fewFiles = 64;

class HttpFetch
{
public:
    HttpFetch(HttpClient &client, ObjectServer &server, FetchSink &sink);
    ~HttpFetch();
    [[nodiscard]] Result<void> run(std::span<const Entry> wanted, const std::stop_token &stop);

private:
    class Download;
    friend class Download;

    void startMore();
    void finished(Download &download, const Result<void> &result);
    void fail(Error error);

    HttpClient &m_client;
    ObjectServer &m_server;
    FetchSink &m_sink;
    std::span<const Entry> m_waiting;
    std::list<std::unique_ptr<Download>> m_downloads;
    int m_piecesInFlight = 0;
    bool m_confirmsAll = false;
    std::optional<Error> m_error; ///< the first one that ends the fetch
    std::stop_source m_stop;
};

} // namespace larder
