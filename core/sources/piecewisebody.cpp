#include "core/sources/piecewisebody.h"

#include "core/http/range.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

class PiecewiseBody::Piece : public HttpTransfer
{
public:
    Piece(PiecewiseBody &body, qint64 first, qint64 last) : m_body(body), m_first(first), m_last(last) { }

    HttpRequest request() override
    {
        HttpRequest request{"GET", m_body.m_url, {}};
        (void)m_body.m_server.hold(request, m_body.m_entry.validator);
        request.headers.emplaceBack("Range", rangeOf(m_first + m_received, m_last));
        return m_body.m_server.prepared(std::move(request));
    }
    bool accepts(int status) const override
    {
        return status == 200 || status == 206 || status == 412 || status == 416;
    }
    bool followsRedirects() const override { return m_body.m_server.followsRedirects(); }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_body.m_server.explain(m_body.m_url, head, body);
    }
    Result<void> onHead(const HttpHead &head) override
    {
        if (m_body.m_error)
            return std::unexpected(*m_body.m_error);
        if (head.status == 412 || head.status == 416)
            return changed();
        const auto range = parseContentRange(head.field("Content-Range").value_or(QByteArray()));
        const bool isAsked = head.status == 206 && range && range->first == m_first + m_received
            && range->last == m_last && range->total == m_body.m_entry.size;
        if (!isAsked) {
            m_body.m_areRangesIgnored = true;
            return failure(ErrorKind::Conflict, u"the rest of the file cannot be asked for"_s);
        }
        const HttpIdentity identity = m_body.m_server.identityOf(head, *range->total, m_body.m_entry);
        return identity.validator.token == m_body.m_entry.validator.token ? Result<void>{} : changed();
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        if (m_body.m_error)
            return std::unexpected(*m_body.m_error);
        m_received += static_cast<qint64>(bytes.size());
        return m_body.came(*this, bytes);
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        isDone = true;
        if (!result)
            return m_body.ended(*this, failure(result));
        m_body.ended(*this, m_received == m_last - m_first + 1 ? Result<void>{} : changed());
    }

    QByteArray waiting; ///< what came before its turn
    bool isDone = false;

private:
    [[nodiscard]] Result<void> changed() const
    {
        return failure(ErrorKind::Conflict, u"the file changed while it was fetched"_s,
                       m_body.m_server.shown(m_body.m_url));
    }

    PiecewiseBody &m_body;
    const qint64 m_first;
    const qint64 m_last;
    qint64 m_received = 0;
};

PiecewiseBody::PiecewiseBody(HttpClient &client, ObjectServer &server, QByteArray url, Entry entry,
                             qint64 from, int &inFlight, Take take, Done done)
    : m_client(client),
      m_server(server),
      m_url(std::move(url)),
      m_entry(std::move(entry)),
      m_next(from),
      m_allInFlight(inFlight),
      m_take(std::move(take)),
      m_done(std::move(done))
{ }

PiecewiseBody::~PiecewiseBody() = default;

/// One at least, so that each object moves on; pieces that wait for their turn count, too.
void PiecewiseBody::startMore()
{
    while (m_next < m_entry.size && (m_pieces.empty() || m_allInFlight < mostPiecesAtOnce)) {
        const qint64 last = std::min(m_next + pieceBytes, m_entry.size) - 1;
        m_pieces.push_back(std::make_unique<Piece>(*this, m_next, last));
        m_next = last + 1;
        ++m_inFlight;
        ++m_allInFlight;
        m_client.start(*m_pieces.back());
    }
}

Result<void> PiecewiseBody::came(Piece &piece, std::span<const char> bytes)
{
    if (&piece == m_pieces.front().get())
        return m_take(bytes);
    piece.waiting.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return {};
}

/// What has its turn now: the finished pieces at the front, and what the next one has so far.
Result<void> PiecewiseBody::handOn()
{
    while (!m_pieces.empty()) {
        Piece &front = *m_pieces.front();
        const QByteArray waiting = std::exchange(front.waiting, {});
        if (!waiting.isEmpty()) {
            if (const Result<void> taken =
                    m_take({waiting.constData(), static_cast<std::size_t>(waiting.size())});
                !taken)
                return taken;
        }
        if (!front.isDone)
            break;
        m_pieces.pop_front();
        --m_allInFlight;
    }
    return {};
}

void PiecewiseBody::ended(Piece &, const Result<void> &result)
{
    --m_inFlight;
    Result<void> soFar = result;
    if (soFar && !m_error)
        soFar = handOn();
    if (!soFar && !m_error)
        m_error = soFar.error();
    if (!m_error) {
        startMore();
        if (!m_pieces.empty())
            return;
    }
    if (m_inFlight > 0) // the others end at their next byte
        return;
    m_allInFlight -= static_cast<int>(m_pieces.size());
    const Done done = std::move(m_done); // it may destroy this
    done(m_error ? Result<void>(std::unexpected(*m_error)) : Result<void>{});
}

} // namespace larder
