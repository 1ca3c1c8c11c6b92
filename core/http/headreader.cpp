#include "core/http/headreader.h"

#include "core/http/httpdate.h"

#include <algorithm>

namespace larder {

namespace {

constexpr qsizetype usualHeadBytes = 512; // so that a head is one allocation
constexpr qsizetype maxHeadBytes = 300 * 1024; // curl's own limit; also for what does not come through curl

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<qint64> parseLength(QByteArrayView value)
{
    bool fits = false;
    const qint64 length = isDigits(value) ? value.toLongLong(&fits) : 0;
    return fits ? std::optional(length) : std::nullopt;
}

bool isField(QByteArrayView line, QByteArrayView name)
{
    return line.size() > name.size() && line[name.size()] == ':'
        && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0;
}

QByteArrayView valueOf(QByteArrayView line)
{
    return line.sliced(line.indexOf(':') + 1).trimmed();
}

/// "HTTP/1.1 200 OK" and "HTTP/2 200". 0: no status.
int statusOf(QByteArrayView statusLine)
{
    const qsizetype blank = statusLine.indexOf(' ');
    const QByteArrayView text = blank < 0 ? QByteArrayView() : statusLine.sliced(blank + 1).trimmed();
    const QByteArrayView number = text.first(std::min<qsizetype>(3, text.size()));
    const bool isThreeDigits = number.size() == 3 && isDigits(number) && (text.size() == 3 || text[3] == ' ');
    return isThreeDigits ? number.toInt() : 0;
}

} // namespace

HeadReader::State HeadReader::take(QByteArrayView line)
{
    if (m_state != State::Reading)
        return m_state;
    if (line.startsWith("HTTP/"))
        begin(line);
    else if (line == "\r\n" || line == "\n")
        m_state = finish();
    else
        m_state = takeField(line);
    return m_state;
}

bool HeadReader::hasBody() const
{
    return m_body == Body::Asked && m_head.status >= 200 && m_head.status != 204 && m_head.status != 304;
}

void HeadReader::begin(QByteArrayView statusLine)
{
    m_head = {};
    m_head.url = m_url;
    m_head.status = statusOf(statusLine);
    m_head.fields.reserve(usualHeadBytes);
    m_isHttp1 = statusLine.startsWith("HTTP/1");
    m_isChunked = false;
}

HeadReader::State HeadReader::takeField(QByteArrayView line)
{
    if (m_head.fields.size() + line.size() > maxHeadBytes)
        return State::Invalid;
    const bool isFolded = line.startsWith(' ') || line.startsWith('\t');
    while (isFolded && (m_head.fields.endsWith('\n') || m_head.fields.endsWith('\r')))
        m_head.fields.chop(1);
    m_head.fields.append(line);
    if (isField(line, "content-length")) {
        const std::optional<qint64> length = parseLength(valueOf(line));
        if (!length || (m_head.contentLength && m_head.contentLength != length))
            return State::Invalid;
        m_head.contentLength = length;
    } else if (isField(line, "transfer-encoding")) {
        m_isChunked = true;
    } else if (isField(line, "date")) {
        m_head.date = parseHttpDate(valueOf(line), {});
    }
    return State::Reading;
}

HeadReader::State HeadReader::finish()
{
    if (m_head.status == 0)
        return State::Invalid;
    if (m_head.status < 200)
        return State::Reading; // 100 Continue, 103 Early Hints: the head proper follows
    if (m_isChunked)
        m_head.contentLength.reset(); // RFC 9112 §6.3: the chunks decide
    m_head.isFramed = !hasBody() || m_head.contentLength || m_isChunked || !m_isHttp1;
    return State::Whole;
}

} // namespace larder
