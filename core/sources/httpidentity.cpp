#include "core/sources/httpidentity.h"

#include "core/http/httpurl.h"
#include "core/http/range.h"
#include "core/http/shortquestion.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Servers, signed URLs and gateways that know only GET answer HEAD with one of these.
bool refusesHead(int status)
{
    return status == 400 || status == 403 || status == 405 || status == 501;
}

bool isPage(const HttpHead &head)
{
    return head.field("Content-Type").value_or(QByteArray()).toLower().startsWith("text/html");
}

QByteArray pathOf(const QByteArray &url)
{
    return url.split('?').constFirst().toLower();
}

bool namesPage(const QByteArray &url)
{
    const QByteArray path = pathOf(url);
    return path.endsWith('/') || path.endsWith(".html") || path.endsWith(".htm");
}

/// "report.csv" is no page; "report" and "report.php" may be one.
bool namesData(const QByteArray &url)
{
    static const QByteArrayList pages{"html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "cgi"};
    const QByteArray path = pathOf(url);
    const QByteArray name = path.sliced(path.lastIndexOf('/') + 1);
    const qsizetype dot = name.lastIndexOf('.');
    return dot > 0 && !pages.contains(name.sliced(dot + 1));
}

Error pageInstead(const QString &message, const QByteArray &askedUrl)
{
    return {ErrorKind::SignInNeeded, message, redactedUrl(askedUrl),
            u"see in a browser what it asks for: most likely to sign in"_s};
}

} // namespace

Result<void> checkNotLedAstray(const QByteArray &askedUrl, const HttpHead &head)
{
    if (head.url == askedUrl || !isPage(head) || namesPage(askedUrl) || head.url == askedUrl + '/')
        return {};
    return std::unexpected(pageInstead(u"the server leads to a web page instead of the file"_s, askedUrl));
}

bool isSuspect(const QByteArray &askedUrl, const HttpHead &head)
{
    return isPage(head) && namesData(askedUrl);
}

Result<void> checkIsNoPage(const QByteArray &askedUrl, const QByteArray &firstBytes)
{
    QByteArray begin = firstBytes.toLower();
    if (begin.startsWith("\xef\xbb\xbf"))
        begin.remove(0, 3);
    begin = begin.trimmed();
    for (const auto &[open, close] : {std::pair("<?", "?>"), std::pair("<!--", "-->")}) {
        if (const qsizetype end = begin.indexOf(close); begin.startsWith(open) && end >= 0)
            begin = begin.sliced(end + qstrlen(close)).trimmed();
    }
    if (!begin.startsWith("<!doctype html") && !begin.startsWith("<html"))
        return {};
    return std::unexpected(
        pageInstead(u"the server answers with a web page instead of the file"_s, askedUrl));
}

bool bringsFile(int status)
{
    return status == 200 || status == 203 || status == 206;
}

IdentityQuestion::IdentityQuestion(HttpClient &client, ObjectServer &server, QByteArray url, Answer answer,
                                   Entry known)
    : m_client(client),
      m_server(server),
      m_url(std::move(url)),
      m_answer(std::move(answer)),
      m_known(std::move(known))
{ }

void IdentityQuestion::start()
{
    m_client.start(*this);
}

HttpRequest IdentityQuestion::request()
{
    if (const std::optional<HttpRequest> asked = m_server.identityRequest(m_known)) {
        m_way = Way::Document;
        return m_server.prepared(*asked);
    }
    if (m_way == Way::Head && m_server.headSupport.isRefused)
        m_way = Way::OneByte;
    switch (m_way) {
    case Way::Document:
        break;
    case Way::Head:
        return m_server.prepared({"HEAD", m_url, {}});
    case Way::OneByte:
        return m_server.prepared({"GET", m_url, {{"Range", rangeOf(0, 0)}}});
    case Way::HeadOfGet:
        return m_server.prepared({"GET", m_url, {}});
    }
    Q_UNREACHABLE_RETURN({});
}

bool IdentityQuestion::accepts(int status) const
{
    return bringsFile(status) || (m_way == Way::Head && refusesHead(status))
        || (m_way == Way::OneByte && status == 416);
}

std::optional<HttpFailure> IdentityQuestion::explain(const HttpHead &head, const QByteArray &body)
{
    return m_server.explain(m_url, head, body);
}

Result<void> IdentityQuestion::onHead(const HttpHead &head)
{
    if (!bringsFile(head.status)) {
        HeadSupport &support = m_server.headSupport;
        support.isRefused = support.isRefused || head.status == 405 || head.status == 501;
        m_tryNextWay = true;
        return {};
    }
    if (const Result<void> checked = m_server.checkAnswer(m_url, head); !checked)
        return checked;
    if (m_way == Way::Document) {
        m_document.clear();
        return {};
    }
    if (m_way == Way::Head) {
        m_identity = m_server.identityOf(head, head.contentLength.value_or(-1), m_known);
        return {};
    }
    if (head.status == 206) {
        const auto range = parseContentRange(head.field("Content-Range").value_or(QByteArray()));
        m_identity = m_server.identityOf(head, range ? range->total.value_or(-1) : -1, m_known);
        return {};
    }
    m_identity = m_server.identityOf(head, head.contentLength.value_or(-1), m_known);
    return failure(ErrorKind::Cancelled, u"the head is enough"_s);
}

Result<void> IdentityQuestion::onBody(std::span<const char> bytes)
{
    if (m_way != Way::Document)
        return {};
    m_document.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    if (m_document.size() > maxShortAnswerBytes)
        return failure(ErrorKind::Corrupt, u"the answer is longer than such an answer is"_s);
    return {};
}

void IdentityQuestion::onFinished(const Result<HttpHead> &result)
{
    if (m_way == Way::Document) {
        const Answer answer = std::move(m_answer); // it may destroy this question
        return answer(result ? m_server.readIdentity(*result, m_document) : failure(result));
    }
    if (result && m_tryNextWay) {
        m_tryNextWay = false;
        m_way = m_way == Way::Head ? Way::OneByte : Way::HeadOfGet;
        m_client.start(*this);
        return;
    }
    const Answer answer = std::move(m_answer); // it may destroy this question
    if (m_identity)
        answer(*std::exchange(m_identity, std::nullopt));
    else
        answer(std::unexpected(result ? Error{} : result.error()));
}

} // namespace larder
