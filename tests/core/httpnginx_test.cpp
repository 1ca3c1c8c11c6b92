/// The same client against a real web server: HTTP/1.1 in clear text, TLS with HTTP/1.1 and with HTTP/2,
/// certificates that must not be trusted, and redirects out of TLS.
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "tests/support/expect.h"
#include "tests/support/fetch.h"
#include "tests/support/testserver.h"

#include <QSet>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class httpnginx_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesManyOverFewConnections();
    void fetchesManyOverOneConnectionOfHttp2();
    void opensConnectionsAtOnceWhereThereIsNoHttp2();
    void opensThemBeforeTheFirstAnswer();
    void readsTheAuthoritiesOnce();
    void asksConditionally();
    void takesRanges();
    void asksForLengths();
    void seesThatASettledETagIsStrong();
    void fetchesALargeBodyOverTlsWithABandwidthLimit_data();
    void fetchesALargeBodyOverTlsWithABandwidthLimit();
    void trustsTheNamedAuthorityOnly_data();
    void trustsTheNamedAuthorityOnly();
    void saysThatTheAuthoritysFileIsMissing();
    void refusesToLeaveTls();
    void followsIntoTls();

private:
    HttpOptions trusting() const
    {
        HttpOptions options;
        options.caFile = m_certificates.path(u"ca.pem"_s).toLocal8Bit();
        options.retry.firstWait = 1ms;
        return options;
    }
    std::unique_ptr<HttpClient> client(const HttpOptions &options)
    {
        return CurlClientFactory(options, m_limiter).makeClient();
    }
    void fetchMany(const TestServer &server, HttpClient &http, int count);
    static QSet<int> connections(const TestServer &server);

    RateLimiter m_limiter;
    Certificates m_certificates;
};

void httpnginx_test::fetchMany(const TestServer &server, HttpClient &http, int count)
{
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < count; ++i) {
        server.put(QString(u"d/%1"_s.arg(i)), QByteArray::number(i).repeated(500));
        const QByteArray url = server.url("/d/" + QByteArray::number(i));
        http.start(*fetches.emplace_back(std::make_unique<Fetch>(url)));
    }
    VERIFY_VALUE(http.drive({}));
    for (int i = 0; i < count; ++i) {
        VERIFY_VALUE(fetches[static_cast<std::size_t>(i)]->result);
        QCOMPARE(fetches[static_cast<std::size_t>(i)]->body, QByteArray::number(i).repeated(500));
    }
}

QSet<int> httpnginx_test::connections(const TestServer &server)
{
    QSet<int> numbers;
    for (const LoggedRequest &request : server.log())
        numbers.insert(request.connection);
    return numbers;
}

void httpnginx_test::fetchesManyOverFewConnections()
{
    const Nginx server;
    HttpOptions options;
    options.maxParallel = 8;
    const auto http = client(options);
    fetchMany(server, *http, 400);
    QVERIFY(connections(server).size() <= 8);
    QCOMPARE(http->requests(), 400);
    QTRY_COMPARE(server.requests("GET"), 400); // nginx logs after the last byte
}

void httpnginx_test::fetchesManyOverOneConnectionOfHttp2()
{
    const Nginx server(m_certificates);
    const auto http = client(trusting());
    fetchMany(server, *http, 400);
    QTRY_COMPARE(server.requests("GET"), 400);
    QCOMPARE(connections(server).size(), 1);
    QCOMPARE(server.log().first().protocol, "HTTP/2.0"_ba);
}

void httpnginx_test::opensConnectionsAtOnceWhereThereIsNoHttp2()
{
    const Nginx server(m_certificates, {u"--http1"_s});
    HttpOptions options = trusting();
    options.maxParallel = 8;
    const auto http = client(options);
    fetchMany(server, *http, 200);
    QTRY_COMPARE(server.requests("GET"), 200);
    QVERIFY(connections(server).size() > 1);
    QVERIFY(connections(server).size() <= 8);
    QCOMPARE(server.log().first().protocol, "HTTP/1.1"_ba);
}

void httpnginx_test::opensThemBeforeTheFirstAnswer()
{
    const FaultyServer server(m_certificates);
    server.put(u"a"_s, "12345");
    server.setRules({rule({{u"together"_s, 4}})});
    const auto http = client(trusting());
    std::array<Fetch, 4> fetches{Fetch(server.url("/a")), Fetch(server.url("/a")), Fetch(server.url("/a")),
                                 Fetch(server.url("/a"))};
    for (Fetch &fetch : fetches)
        http->start(fetch);
    VERIFY_VALUE(http->drive({}));
    for (const Fetch &fetch : fetches)
        VERIFY_VALUE(fetch.result);
}

void httpnginx_test::readsTheAuthoritiesOnce()
{
    const FaultyServer server(m_certificates);
    server.put(u"a"_s, "12345");
    server.setRules({rule({{u"close"_s, true}})});
    HttpOptions options = trusting();
    const QTemporaryDir place;
    options.caFile = QFile::encodeName(place.filePath(u"ca.pem"_s));
    QVERIFY(QFile::copy(m_certificates.path(u"ca.pem"_s), place.filePath(u"ca.pem"_s)));
    const auto http = client(options);
    Fetch first(server.url("/a"));
    http->start(first);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(first.result);
    QVERIFY(QFile::remove(place.filePath(u"ca.pem"_s)));
    Fetch second(server.url("/a"));
    http->start(second);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(second.result);
}

void httpnginx_test::asksConditionally()
{
    const Nginx server;
    server.put(u"a"_s, "12345");
    const auto http = client({});
    Fetch first(server.url("/a"));
    http->start(first);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(first.result);
    const std::optional<QByteArray> etag = first.result->field("etag");
    QVERIFY(etag.has_value());
    Fetch same(server.url("/a"));
    same.plain.headers = {{"If-None-Match", *etag}};
    Fetch other(server.url("/a"));
    other.plain.headers = {{"If-Match", "\"other\""}};
    http->start(same);
    http->start(other);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(same.result);
    QCOMPARE(same.result->status, 304);
    QVERIFY(same.body.isEmpty());
    VERIFY_ERROR(other.result, ErrorKind::Conflict);
}

void httpnginx_test::takesRanges()
{
    const Nginx server;
    server.put(u"a"_s, "0123456789");
    const auto http = client({});
    Fetch part(server.url("/a"));
    part.plain.headers = {{"Range", rangeOf(2, 4)}};
    Fetch beyond(server.url("/a"));
    beyond.plain.headers = {{"Range", rangeFrom(10)}};
    beyond.alsoAccepted = {416};
    http->start(part);
    http->start(beyond);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(part.result);
    QCOMPARE(part.result->status, 206);
    QCOMPARE(part.body, "234"_ba);
    QCOMPARE(parseContentRange(*part.result->field("Content-Range")), std::optional(ContentRange{2, 4, 10}));
    VERIFY_VALUE(beyond.result);
    QCOMPARE(parseUnsatisfiedRange(*beyond.result->field("Content-Range")), std::optional<qint64>(10));
}

void httpnginx_test::asksForLengths()
{
    const Nginx server(m_certificates);
    server.put(u"a"_s, "0123456789");
    const auto http = client(trusting());
    Fetch fetch(server.url("/a"), "HEAD");
    http->start(fetch);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->contentLength, std::optional<qint64>(10));
}

void httpnginx_test::seesThatASettledETagIsStrong()
{
    const Nginx server;
    QFile file(server.put(u"a"_s, "0123456789"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const auto http = client({});
    const auto strength = [&] {
        Fetch fetch(server.url("/a"), "HEAD");
        http->start(fetch);
        return http->drive({}) && fetch.result
            ? httpValidator(*fetch.result, lastModified(*fetch.result)).strength
            : ValidatorStrength::None;
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(file.setFileTime(now.addSecs(60), QFileDevice::FileModificationTime));
    QCOMPARE(strength(), ValidatorStrength::Weak);
    QVERIFY(file.setFileTime(now.addSecs(-60), QFileDevice::FileModificationTime));
    QCOMPARE(strength(), ValidatorStrength::Strong);
}

void httpnginx_test::fetchesALargeBodyOverTlsWithABandwidthLimit_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("HTTP/2") << QStringList();
    QTest::newRow("HTTP/1.1, whose records are read ahead") << QStringList(u"--http1"_s);
}

void httpnginx_test::fetchesALargeBodyOverTlsWithABandwidthLimit()
{
    QFETCH(const QStringList, arguments);
    const Nginx server(m_certificates, arguments);
    const QByteArray bytes = QByteArray("0123456789abcdef").repeated(250'000);
    server.put(u"a"_s, bytes);
    m_limiter.setLimit(20'000'000);
    const auto http = client(trusting());
    Fetch one(server.url("/a"));
    Fetch two(server.url("/a"));
    http->start(one);
    http->start(two);
    const auto driven = http->drive({});
    m_limiter.setLimit(0);
    VERIFY_VALUE(driven);
    VERIFY_VALUE(one.result);
    VERIFY_VALUE(two.result);
    QVERIFY(one.body == bytes);
    QVERIFY(two.body == bytes);
}

void httpnginx_test::trustsTheNamedAuthorityOnly_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("of the authority") << u"server"_s << true;
    QTest::newRow("of another host") << u"otherhost"_s << false;
    QTest::newRow("expired") << u"expired"_s << false;
    QTest::newRow("self-signed") << u"selfsigned"_s << false;
}

void httpnginx_test::trustsTheNamedAuthorityOnly()
{
    QFETCH(const QString, certificate);
    QFETCH(const bool, isTrusted);
    const FaultyServer server(m_certificates, certificate);
    server.put(u"a"_s, "secret");
    const auto http = client(trusting());
    Fetch fetch(server.url("/a"));
    http->start(fetch);
    VERIFY_VALUE(http->drive({}));
    QCOMPARE(fetch.result.has_value(), isTrusted);
    QCOMPARE(server.requests(), isTrusted ? 1 : 0);
    QCOMPARE(fetch.attempts, 1);
    if (isTrusted)
        return;
    VERIFY_ERROR(fetch.result, ErrorKind::Network);
    QVERIFY(fetch.result.error().message.contains(u"certificate is not trusted"_s));
    QVERIFY(fetch.result.error().hint.contains(u"SSL_CERT_FILE"_s));
}

void httpnginx_test::saysThatTheAuthoritysFileIsMissing()
{
    const FaultyServer server(m_certificates);
    HttpOptions options = trusting();
    options.caFile = m_certificates.path(u"none.pem"_s).toLocal8Bit();
    const auto http = client(options);
    Fetch fetch(server.url("/a"));
    http->start(fetch);
    VERIFY_VALUE(http->drive({}));
    VERIFY_ERROR(fetch.result, ErrorKind::Storage);
    QVERIFY(fetch.result.error().hint.contains(u"SSL_CERT_FILE"_s));
}

void httpnginx_test::refusesToLeaveTls()
{
    const FaultyServer plain;
    plain.put(u"a"_s, "open to everyone");
    const FaultyServer server(m_certificates);
    server.setRules({QJsonObject{{u"redirect"_s, QString::fromLatin1(plain.url("/a"))}}});
    const auto http = client(trusting());
    Fetch fetch(server.url("/a"));
    http->start(fetch);
    VERIFY_VALUE(http->drive({}));
    VERIFY_ERROR(fetch.result, ErrorKind::Unsupported);
    QVERIFY(fetch.result.error().message.contains(u"from https to http"_s));
    QCOMPARE(plain.requests(), 0);
}

void httpnginx_test::followsIntoTls()
{
    const FaultyServer server(m_certificates);
    server.put(u"a"_s, "0123456789");
    const FaultyServer plain;
    plain.setRules({QJsonObject{{u"redirect"_s, QString::fromLatin1(server.url("/a"))}}});
    const auto http = client(trusting());
    Fetch fetch(plain.url("/a"));
    http->start(fetch);
    VERIFY_VALUE(http->drive({}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.body, "0123456789"_ba);
    QCOMPARE(fetch.result->url, server.url("/a"));
}

QTEST_GUILESS_MAIN(httpnginx_test)
#include "httpnginx_test.moc"
