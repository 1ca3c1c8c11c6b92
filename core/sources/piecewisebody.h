/// The missing bytes of one large object, asked for in long ranges, a few at once and in their order, because
/// one connection to a distant store carries a fraction of the line. They are handed on as they come, each
/// with its place, so nothing waits in memory, and a range that breaks off costs its own rest. All pieces are
/// of one version (ObjectServer::hold, and each answer's own validator and Content-Range). Runs on the thread
/// that drives the client. Errors: Conflict where the object changed, the HTTP table's, whatever `take`
/// returns.
#pragma once

#include "core/base/byteranges.h"
#include "core/sources/objectserver.h"

#include <deque>
#include <functional>

namespace larder {

/// A shorter rest is there sooner by one request.
inline constexpr qint64 leastPiecewiseBytes = 64 * 1024 * 1024;
inline constexpr std::size_t piecesOfAnObject = 4; ///< at once
/// Over all bodies of a fetch.
inline constexpr int mostPiecesAtOnce = 8;

/// What is ahead of its turn is hashed when that comes, so no piece is so long that this takes seconds.
[[nodiscard]] qint64 pieceBytes(qint64 objectBytes);

class PiecewiseBody
{
public:
    using Take = std::function<Result<void>(qint64 at, std::span<const char>)>;
    using Done = std::function<void(const Result<void> &)>;

    /// `entry` has a validator that the server can be held to, and a size. `inFlight` is counted over all
    /// bodies of a fetch. `done` is called once, within the client's drive(); it may destroy the body.
    PiecewiseBody(HttpClient &client, ObjectServer &server, QByteArray url, Entry entry,
                  const std::vector<ByteRange> &missing, int &inFlight, Take take, Done done);
    ~PiecewiseBody();
    void start() { startMore(); }
    /// The server gave no ranges: ask for the whole.
    [[nodiscard]] bool areRangesIgnored() const { return m_areRangesIgnored; }

private:
    class Piece;
    friend class Piece;

    void startMore();
    void ended(Piece &piece, const Result<void> &result);

    HttpClient &m_client;
    ObjectServer &m_server;
    const QByteArray m_url;
    const Entry m_entry;
    int &m_allInFlight;
    const Take m_take;
    Done m_done;
    std::deque<ByteRange> m_waiting; ///< that nobody has asked for
    std::vector<std::unique_ptr<Piece>> m_pieces; ///< under way
    bool m_areRangesIgnored = false;
    std::optional<Error> m_error; ///< the first one; the other pieces end at their next byte
};

} // namespace larder
