/// The body of one large object, asked for in several ranges at once and handed on in its order: one
/// connection to a distant store carries a fraction of the line. All pieces are of one version
/// (ObjectServer::hold, and each answer's own validator and Content-Range). Pieces that come before their
/// turn wait in memory: at most mostPiecesAtOnce of them, over all objects of a fetch. Runs on the thread
/// that drives the client. Errors: Conflict where the object changed, the HTTP table's, whatever `take`
/// returns.
#pragma once

#include "core/sources/objectserver.h"

#include <deque>
#include <functional>

namespace larder {

inline constexpr qint64 pieceBytes = 8 * 1024 * 1024;
/// A shorter rest is there sooner by one request.
inline constexpr qint64 leastPiecewiseBytes = 8 * pieceBytes;
inline constexpr int mostPiecesAtOnce = 8;

class PiecewiseBody
{
public:
    using Take = std::function<Result<void>(std::span<const char>)>;
    using Done = std::function<void(const Result<void> &)>;

    /// `entry` has a validator that the server can be held to, and a size. `inFlight` is counted over all
    /// bodies of a fetch. `done` is called once, within the client's drive(); it may destroy the body.
    PiecewiseBody(HttpClient &client, ObjectServer &server, QByteArray url, Entry entry, qint64 from,
                  int &inFlight, Take take, Done done);
    ~PiecewiseBody();
    void start() { startMore(); }
    /// The server gave no ranges: ask for the whole, from what was taken on.
    [[nodiscard]] bool areRangesIgnored() const { return m_areRangesIgnored; }

private:
    class Piece;
    friend class Piece;

    void startMore();
    [[nodiscard]] Result<void> came(Piece &piece, std::span<const char> bytes);
    void ended(Piece &piece, const Result<void> &result);
    [[nodiscard]] Result<void> handOn();

    HttpClient &m_client;
    ObjectServer &m_server;
    const QByteArray m_url;
    const Entry m_entry;
    qint64 m_next; ///< the first byte that nobody has asked for
    int &m_allInFlight;
    const Take m_take;
    Done m_done;
    std::deque<std::unique_ptr<Piece>> m_pieces; ///< in their order; the first is handed on as it comes
    int m_inFlight = 0;
    bool m_areRangesIgnored = false;
    std::optional<Error> m_error; ///< the first one; the other pieces end at their next byte
};

} // namespace larder
