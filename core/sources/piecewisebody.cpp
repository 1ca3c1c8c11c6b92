#include "core/sources/piecewisebody.h"

#include "core/http/range.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

class PiecewiseBody::Piece : public HttpTransfer
{
public:
    Piece(PiecewiseBody &body, ByteRange range) : m_body(body), m_missing(range) { }

    HttpRequest request() override
    {
        HttpRequest request{"GET", m_body.m_url, {}};
        (void)m_body.m_server.hold(request, m_body.m_entry.validator);
        request.headers.emplaceBack("Range", rangeOf(m_missing.first, m_missing.end - 1));
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
        const bool isAsked = head.status == 206 && range && range->first == m_missing.first
            && range->last == m_missing.end - 1 && range->total == m_body.m_entry.size;
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
        const qint64 at = m_missing.first;
        m_missing.first += static_cast<qint64>(bytes.size());
        return m_body.m_take(at, bytes);
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (!result)
            return m_body.ended(*this, failure(result));
        m_body.ended(*this, m_missing.size() == 0 ? Result<void>{} : changed());
    }

private:
    [[nodiscard]] Result<void> changed() const
    {
        return failure(ErrorKind::Conflict, u"the file changed while it was fetched"_s,
                       m_body.m_server.shown(m_body.m_url));
    }

    PiecewiseBody &m_body;
    ByteRange m_missing;
};

qint64 pieceBytes(qint64 objectBytes)
{
    constexpr qint64 step = 1024 * 1024;
    constexpr qint64 longest = 64 * 1024 * 1024;
    const qint64 part = (objectBytes + piecesOfAnObject - 1) / piecesOfAnObject;
    return std::min((part + step - 1) / step * step, longest);
}

PiecewiseBody::PiecewiseBody(HttpClient &client, ObjectServer &server, QByteArray url, Entry entry,
                             const std::vector<ByteRange> &missing, int &inFlight, Take take, Done done)
    : m_client(client),
      m_server(server),
      m_url(std::move(url)),
      m_entry(std::move(entry)),
      m_allInFlight(inFlight),
      m_take(std::move(take)),
      m_done(std::move(done))
{
    const qint64 longest = pieceBytes(m_entry.size);
    for (const ByteRange &gap : missing) {
        for (qint64 at = gap.first; at < gap.end; at += longest)
            m_waiting.push_back({at, std::min(at + longest, gap.end)});
    }
}

PiecewiseBody::~PiecewiseBody() = default;

/// One at least, so that each object moves on.
void PiecewiseBody::startMore()
{
    const auto mayStart = [this] {
        return m_pieces.empty() || (m_pieces.size() < piecesOfAnObject && m_allInFlight < mostPiecesAtOnce);
    };
    while (!m_waiting.empty() && mayStart()) {
        m_pieces.push_back(std::make_unique<Piece>(*this, m_waiting.front()));
        m_waiting.pop_front();
        ++m_allInFlight;
        m_client.start(*m_pieces.back());
    }
}

void PiecewiseBody::ended(Piece &piece, const Result<void> &result)
{
    std::erase_if(m_pieces, [&](const auto &candidate) { return candidate.get() == &piece; });
    --m_allInFlight;
    if (!result && !m_error)
        m_error = result.error();
    if (!m_error)
        startMore();
    if (!m_pieces.empty()) // after an error they end at their next byte
        return;
    const Done done = std::move(m_done); // it may destroy this
    done(m_error ? Result<void>(std::unexpected(*m_error)) : Result<void>{});
}

} // namespace larder
