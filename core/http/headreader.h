/// Puts the head of an answer together from its lines, as they arrive: interim answers (1xx) are passed over,
/// folded lines joined, contradictions refused. Whatever a server sends, the result is a whole head or none.
/// Pure; one object per answer, on one thread.
#pragma once

#include "core/http/httpclient.h"

namespace larder {

class HeadReader
{
public:
    enum class State { Reading, Whole, Invalid };
    enum class Body { Asked, NotAsked }; ///< NotAsked: HEAD

    HeadReader() = default;
    HeadReader(QByteArray url, Body body) : m_url(std::move(url)), m_body(body) { }

    /// The next line, with its end. Lines after the head are trailers and are passed over.
    State take(QByteArrayView line);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const HttpHead &head() const { return m_head; }
    [[nodiscard]] HttpHead takeHead() { return std::move(m_head); }
    [[nodiscard]] bool isHttp1() const { return m_isHttp1; }
    /// Whether a body follows (RFC 9112 §6.3).
    [[nodiscard]] bool hasBody() const;

private:
    void begin(QByteArrayView statusLine);
    [[nodiscard]] State takeField(QByteArrayView line);
    [[nodiscard]] State finish();

    QByteArray m_url;
    Body m_body = Body::Asked;
    State m_state = State::Reading;
    HttpHead m_head;
    bool m_isHttp1 = false;
    bool m_isChunked = false;
};

} // namespace larder
