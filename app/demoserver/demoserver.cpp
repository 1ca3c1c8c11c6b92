#include "app/demoserver/demoserver.h"

#include "core/base/clock.h"
#include "core/http/httpdate.h"

#include <QCryptographicHash>
#include <QHttpHeaders>
#include <QHttpServer>
#include <QHttpServerResponder>
#include <QTcpServer>
#include <QThread>

#include <map>
#include <mutex>
#include <set>

namespace larder {

using namespace Qt::StringLiterals;
using Status = QHttpServerResponder::StatusCode;

namespace {

QByteArray etagOf(const QByteArray &content)
{
    return '"' + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(16) + '"';
}

/// "bytes=500-" as the first byte; nullopt: no range that is served in part.
std::optional<qsizetype> firstByte(QByteArrayView range, qsizetype size)
{
    if (!range.startsWith("bytes=") || !range.endsWith('-'))
        return std::nullopt;
    bool isNumber = false;
    const qsizetype first = range.sliced(6).chopped(1).toLongLong(&isNumber);
    return isNumber && first > 0 && first < size ? std::optional(first) : std::nullopt;
}

QByteArray indexPage(const std::set<QByteArray> &names)
{
    QByteArray page = "<html><head><title>Index</title></head><body><pre><a href=\"../\">../</a>\n";
    for (const QByteArray &name : names)
        page += "<a href=\"" + name.toPercentEncoding("/") + "\">" + name + "</a>\n";
    return page + "</pre></body></html>\n";
}

class QtDemoServer : public DemoServer
{
public:
    ~QtDemoServer() override
    {
        m_thread.quit();
        m_thread.wait();
    }

    /// Whether it can.
    [[nodiscard]] bool listen();
    [[nodiscard]] QString url() const override { return u"http://127.0.0.1:%1/"_s.arg(m_port); }
    void put(const QByteArray &path, const QByteArray &content, Instant modified) override
    {
        const std::lock_guard guard(m_mutex);
        m_files[path] = {content, modified};
    }
    [[nodiscard]] int requests() const override
    {
        const std::lock_guard guard(m_mutex);
        return m_requests;
    }
    [[nodiscard]] int bodies() const override
    {
        const std::lock_guard guard(m_mutex);
        return m_bodies;
    }

private:
    class Handler;
    struct File {
        QByteArray content;
        Instant modified{};
    };

    mutable std::mutex m_mutex;
    std::map<QByteArray, File> m_files;
    int m_requests = 0;
    int m_bodies = 0;
    quint16 m_port = 0;
    QThread m_thread;
};

/// Answers in the server's thread, where it lives and dies.
class QtDemoServer::Handler : public QObject
{
public:
    explicit Handler(QtDemoServer &server) : m_server(server) { }

    bool listen()
    {
        auto *http = new QHttpServer(this); // here, so that it lives in this thread
        http->setMissingHandler(this,
                                [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
                                    answer(request, responder);
                                });
        auto socket = std::make_unique<QTcpServer>();
        if (!socket->listen(QHostAddress::LocalHost) || !http->bind(socket.get()))
            return false;
        m_server.m_port = socket.release()->serverPort(); // the HTTP server is its parent now
        return true;
    }

private:
    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder)
    {
        const QByteArray path = request.url().path(QUrl::FullyDecoded).toUtf8().sliced(1);
        const std::lock_guard guard(m_server.m_mutex);
        ++m_server.m_requests;
        const auto file = m_server.m_files.find(path);
        if (file != m_server.m_files.end())
            return answerFile(request, responder, file->second);
        std::set<QByteArray> names;
        for (const auto &[name, each] : m_server.m_files) {
            if (path.endsWith('/') && name.startsWith(path))
                names.insert(name.sliced(path.size()).split('/').first()
                             + (name.sliced(path.size()).contains('/') ? "/" : ""));
        }
        if (names.empty())
            return responder.write("not here\n", "text/plain", Status::NotFound);
        responder.write(indexPage(names), "text/html", Status::Ok);
    }

    void answerFile(const QHttpServerRequest &request, QHttpServerResponder &responder, const File &file)
    {
        const QHttpHeaders asked = request.headers();
        const QByteArray etag = etagOf(file.content);
        QHttpHeaders headers;
        headers.append(QHttpHeaders::WellKnownHeader::ETag, etag);
        headers.append(QHttpHeaders::WellKnownHeader::LastModified, httpDate(file.modified));
        headers.append(QHttpHeaders::WellKnownHeader::Date, httpDate(SystemClock().now()));
        headers.append(QHttpHeaders::WellKnownHeader::AcceptRanges, "bytes");
        headers.append(QHttpHeaders::WellKnownHeader::ContentType, "text/csv");
        const auto field = [&asked](QHttpHeaders::WellKnownHeader name) { return asked.value(name); };
        if (asked.contains(QHttpHeaders::WellKnownHeader::IfMatch)
            && field(QHttpHeaders::WellKnownHeader::IfMatch) != etag)
            return responder.write(headers, Status::PreconditionFailed);
        if (field(QHttpHeaders::WellKnownHeader::IfNoneMatch) == etag)
            return responder.write(headers, Status::NotModified);
        // Qt's server says "Content-Length: 0" to HEAD; refused, Larder asks for the first byte instead.
        if (request.method() == QHttpServerRequest::Method::Head)
            return responder.write(Status::MethodNotAllowed);
        if (field(QHttpHeaders::WellKnownHeader::Range) != "bytes=0-0")
            ++m_server.m_bodies;
        const bool isSame = !asked.contains(QHttpHeaders::WellKnownHeader::IfRange)
            || field(QHttpHeaders::WellKnownHeader::IfRange) == etag;
        const auto first = firstByte(field(QHttpHeaders::WellKnownHeader::Range), file.content.size());
        if (!isSame || !first)
            return responder.write(file.content, headers, Status::Ok);
        headers.append(QHttpHeaders::WellKnownHeader::ContentRange,
                       "bytes " + QByteArray::number(*first) + '-'
                           + QByteArray::number(file.content.size() - 1) + '/'
                           + QByteArray::number(file.content.size()));
        responder.write(file.content.sliced(*first), headers, Status::PartialContent);
    }

    QtDemoServer &m_server;
};

bool QtDemoServer::listen()
{
    auto *handler = new Handler(*this);
    handler->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, handler, &QObject::deleteLater);
    m_thread.start();
    bool isListening = false;
    QMetaObject::invokeMethod(
        handler, [&] { isListening = handler->listen(); }, Qt::BlockingQueuedConnection);
    return isListening;
}

} // namespace

Result<std::unique_ptr<DemoServer>> QtDemoServerPlugin::start()
{
    auto server = std::make_unique<QtDemoServer>();
    if (!server->listen()) {
        return failure(ErrorKind::Network, u"the demo's web server cannot listen on a loopback port"_s,
                       u"127.0.0.1"_s);
    }
    return server;
}

} // namespace larder
