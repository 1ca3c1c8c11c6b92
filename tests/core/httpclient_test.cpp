/// Exchanges over loopback against a server that fails on command: what is delivered, retried, resumed,
/// followed, refused, and how soon a stop is obeyed.
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "tests/support/expect.h"
#include "tests/support/fetch.h"
#include "tests/support/testserver.h"

#include <QElapsedTimer>

#include <thread>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpOptions impatient()
{
    HttpOptions options;
    options.stallTimeout = 30s; // a loaded machine is no silent server

    options.connectTimeout = 5s;
    options.retry.firstWait = 1ms;
    options.retry.longestWait = 4ms;
    return options;
}

/// Bytes that differ everywhere, so that a piece in the wrong place shows.
QByteArray content(int size, int seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = static_cast<quint32>(seed);
    for (char &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

Result<void> drive(HttpClient &client, std::initializer_list<Fetch *> fetches, std::stop_token stop = {})
{
    for (Fetch *fetch : fetches)
        client.start(*fetch);
    return client.drive(stop);
}

QJsonObject rule(std::initializer_list<std::pair<QString, QJsonValue>> fields)
{
    return QJsonObject(fields);
}

} // namespace

class httpclient_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void deliversABody();
    void deliversAnEmptyBody();
    void sendsThePathAsItIs();
    void asksForBytesAsTheyAre();
    void asksWithHeadForTheLength();
    void leavesARefusedHeadToTheTransferThatAcceptsIt();
    void keepsConnections();
    void queuesMoreThanItCarriesAtOnce();
    void startsTransfersFromCallbacks();
    void turnsARefusalIntoAnError_data();
    void turnsARefusalIntoAnError();
    void doesNotReadTheBodyOfARefusal();
    void triesAgainAfterTrouble_data();
    void triesAgainAfterTrouble();
    void waitsAsLongAsTheServerAsks_data();
    void waitsAsLongAsTheServerAsks();
    void givesUpAtOnceWhenTheServerAsksForTooLongAPause();
    void resumesWhatWasCut_data();
    void resumesWhatWasCut();
    void resumesAsLongAsThereIsProgress();
    void startsOverWhenTheObjectChangedMeanwhile();
    void seesThatTheServerLiesAboutTheLength_data();
    void seesThatTheServerLiesAboutTheLength();
    void saysWhenTheEndOfABodyCannotBeSeen();
    void givesUpOnSilence_data();
    void givesUpOnSilence();
    void isPatientWithASlowServer();
    void followsRedirects();
    void takesCredentialsToNoOtherOrigin();
    void refusesRedirectsWithoutEnd_data();
    void refusesRedirectsWithoutEnd();
    void leavesARedirectToTheTransferThatAcceptsIt();
    void endsWithTheTransfersOwnError();
    void saysThatNobodyListens();
    void saysThatTheHostIsUnknown();
    void saysThatItIsNoWebServer();
    void sendsNothingThatBreaksARequest_data();
    void sendsNothingThatBreaksARequest();
    void stopsEverythingSoon();
    void stopsWhileWaitingForARetry();
    void stopsWhileTheServerIsSilent();
    void keepsToTheBandwidthLimit();
    void sharesTheBandwidthLimitBetweenClients();
    void goesThroughTheProxyOfTheEnvironment();

private:
    std::unique_ptr<HttpClient> client(const HttpOptions &options = impatient())
    {
        return CurlClientFactory(options, m_limiter).makeClient();
    }

    RateLimiter m_limiter;
    FaultyServer m_server;
};

void httpclient_test::init()
{
    m_server.setRules({});
    m_server.clearLog();
    m_limiter.setLimit(0);
}

void httpclient_test::deliversABody()
{
    const QByteArray bytes = content(3'000'000);
    m_server.put(u"a.bin"_s, bytes);
    Fetch fetch(m_server.url("/a.bin"));
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&fetch}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->status, 200);
    QCOMPARE(fetch.result->contentLength, std::optional<qint64>(bytes.size()));
    QCOMPARE(fetch.result->url, m_server.url("/a.bin"));
    QVERIFY(fetch.result->date.has_value());
    QVERIFY(fetch.result->isFramed);
    QVERIFY(fetch.body == bytes);
    QCOMPARE(fetch.timesFinished, 1);
    QCOMPARE(http->requests(), 1);
}

void httpclient_test::deliversAnEmptyBody()
{
    m_server.put(u"empty"_s, {});
    Fetch fetch(m_server.url("/empty"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.heads.size(), 1);
    QCOMPARE(fetch.result->contentLength, std::optional<qint64>(0));
}

void httpclient_test::sendsThePathAsItIs()
{
    const QByteArray path = "/d/./x/../a%20b+c%2Fd%23?q=%2B&r";
    Fetch fetch(m_server.url(path));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    QCOMPARE(m_server.log().value(0).path, path);
}

void httpclient_test::asksForBytesAsTheyAre()
{
    Fetch fetch(m_server.url("/a"));
    fetch.plain.headers = {{"If-Match", "\"x\""}, {"Cookie", "a=b"}};
    VERIFY_VALUE(drive(*client(), {&fetch}));
    const QJsonObject headers = m_server.log().value(0).headers;
    QCOMPARE(headers["accept-encoding"_L1].toString(), u"identity"_s);
    QCOMPARE(headers["user-agent"_L1].toString(), QStringLiteral("larder/" LARDER_VERSION));
    QCOMPARE(headers["if-match"_L1].toString(), u"\"x\""_s);
    QCOMPARE(headers["cookie"_L1].toString(), u"a=b"_s);
}

void httpclient_test::asksWithHeadForTheLength()
{
    m_server.put(u"a"_s, content(12345));
    Fetch fetch(m_server.url("/a"), "HEAD");
    Fetch body(m_server.url("/a")); // the same handle is a GET again
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&fetch}));
    VERIFY_VALUE(drive(*http, {&body}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->contentLength, std::optional<qint64>(12345));
    QVERIFY(fetch.body.isEmpty());
    QCOMPARE(body.body, content(12345));
    QCOMPARE(m_server.requests("HEAD"), 1);
}

void httpclient_test::leavesARefusedHeadToTheTransferThatAcceptsIt()
{
    m_server.put(u"a"_s, content(10));
    m_server.setRules({rule({{u"refuse_head"_s, 405}})});
    Fetch fetch(m_server.url("/a"), "HEAD");
    fetch.alsoAccepted = {405, 501};
    Fetch plain(m_server.url("/a"), "HEAD");
    VERIFY_VALUE(drive(*client(), {&fetch, &plain}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->status, 405);
    VERIFY_ERROR(plain.result, ErrorKind::Unsupported);
}

void httpclient_test::keepsConnections()
{
    m_server.put(u"a"_s, content(100));
    const auto http = client();
    for (int i = 0; i < 20; ++i) {
        Fetch fetch(m_server.url("/a"));
        VERIFY_VALUE(drive(*http, {&fetch}));
        VERIFY_VALUE(fetch.result);
    }
    QSet<int> connections;
    for (const LoggedRequest &request : m_server.log())
        connections.insert(request.connection);
    QCOMPARE(connections.size(), 1);
    QCOMPARE(http->requests(), 20);
}

void httpclient_test::queuesMoreThanItCarriesAtOnce()
{
    m_server.put(u"a"_s, content(1000));
    HttpOptions options = impatient();
    options.maxParallel = 4;

    const auto http = client(options);
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 300; ++i)
        http->start(*fetches.emplace_back(std::make_unique<Fetch>(m_server.url("/a"))));
    VERIFY_VALUE(http->drive({}));
    QSet<int> connections;
    for (const LoggedRequest &request : m_server.log())
        connections.insert(request.connection);
    QVERIFY(connections.size() <= 4);
    for (const auto &fetch : fetches) {
        VERIFY_VALUE(fetch->result);
        QCOMPARE(fetch->body.size(), 1000);
    }
}

void httpclient_test::startsTransfersFromCallbacks()
{
    m_server.put(u"a"_s, content(10));
    const auto http = client();
    Fetch last(m_server.url("/a"));
    auto second = std::make_unique<Fetch>(m_server.url("/a"));
    second->whenFinished = [&] { second.reset(); }; // the last word: it may go
    Fetch first(m_server.url("/a"));
    first.whenHead = [&](const HttpHead &) {
        http->start(*second);
        return Result<void>();
    };
    first.whenFinished = [&] { http->start(last); };
    VERIFY_VALUE(drive(*http, {&first}));
    VERIFY_VALUE(last.result);
    QVERIFY(!second);
    QCOMPARE(http->requests(), 3);
}

void httpclient_test::turnsARefusalIntoAnError_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("requests");
    QTest::newRow("401") << 401 << ErrorKind::SignInNeeded << 1;
    QTest::newRow("403") << 403 << ErrorKind::Denied << 1;
    QTest::newRow("404") << 404 << ErrorKind::NotFound << 1;
    QTest::newRow("410") << 410 << ErrorKind::NotFound << 1;
    QTest::newRow("412") << 412 << ErrorKind::Conflict << 1;
    QTest::newRow("408 is tried again") << 408 << ErrorKind::Timeout << 5;
    QTest::newRow("429 is tried again") << 429 << ErrorKind::Throttled << 5;
    QTest::newRow("500 is tried again") << 500 << ErrorKind::Network << 5;
    QTest::newRow("503 is tried again") << 503 << ErrorKind::Network << 5;
}

void httpclient_test::turnsARefusalIntoAnError()
{
    QFETCH(const int, status);
    QFETCH(const ErrorKind, kind);
    QFETCH(const int, requests);
    m_server.setRules({rule({{u"status"_s, status}})});
    Fetch fetch(m_server.url("/a?sig=5ecret"));
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&fetch}));
    VERIFY_ERROR(fetch.result, kind);
    QCOMPARE(fetch.result.error().subject, QString::fromLatin1(m_server.url("/a?sig=...")));
    QCOMPARE(fetch.result.error().message.contains(u"after 5 attempts"_s), requests == 5);
    QCOMPARE(m_server.requests(), requests);
    QCOMPARE(http->requests(), requests);
    QCOMPARE(fetch.heads.size(), 0);
}

void httpclient_test::doesNotReadTheBodyOfARefusal()
{
    m_server.put(u"a"_s, content(10));
    m_server.setRules(
        {rule({{u"path"_s, u"/no"_s}, {u"status"_s, 404}, {u"body"_s, QString(8'000'000, u'x')}})});
    Fetch refused(m_server.url("/no"));
    Fetch good(m_server.url("/a"));
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&refused}));
    VERIFY_VALUE(drive(*http, {&good}));
    VERIFY_ERROR(refused.result, ErrorKind::NotFound);
    VERIFY_VALUE(good.result);
}

void httpclient_test::triesAgainAfterTrouble_data()
{
    QTest::addColumn<QJsonObject>("trouble");
    QTest::newRow("500") << rule({{u"status"_s, 500}});
    QTest::newRow("502") << rule({{u"status"_s, 502}});
    QTest::newRow("503 with Retry-After") << rule({{u"status"_s, 503}, {u"retry_after"_s, 0}});
    QTest::newRow("429") << rule({{u"status"_s, 429}});
    QTest::newRow("cut in the head") << rule({{u"cut"_s, u"head"_s}});
    QTest::newRow("reset") << rule({{u"cut"_s, u"50%"_s}, {u"cut_how"_s, u"reset"_s}});
    QTest::newRow("silence before the head") << rule({{u"stall"_s, u"head"_s}});
    QTest::newRow("silence in the body") << rule({{u"stall"_s, u"50%"_s}});
    QTest::newRow("chunks without an end") << rule({{u"chunked"_s, true}, {u"cut"_s, u"70%"_s}});
    QTest::newRow("chunks without the last")
        << rule({{u"chunked"_s, true}, {u"cut"_s, u"100%"_s}, {u"etag"_s, u"none"_s}});
}

void httpclient_test::triesAgainAfterTrouble()
{
    QFETCH(QJsonObject, trouble);
    const QByteArray bytes = content(500'000);
    m_server.put(u"a"_s, bytes);
    HttpOptions options = impatient();
    if (trouble.contains(u"stall"_s))
        options.stallTimeout = 1s;
    trouble[u"first"_s] = 2;
    m_server.setRules({trouble});
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(options), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QVERIFY(fetch.body == bytes);
    QCOMPARE(m_server.requests(), 3);
}

void httpclient_test::waitsAsLongAsTheServerAsks_data()
{
    QTest::addColumn<QJsonValue>("retryAfter");
    QTest::newRow("seconds") << QJsonValue(1);
    QTest::newRow("a date") << QJsonValue(u"date:2"_s); // whole seconds: between 1 and 2
}

void httpclient_test::waitsAsLongAsTheServerAsks()
{
    QFETCH(const QJsonValue, retryAfter);
    m_server.put(u"a"_s, content(10));
    m_server.setRules({rule({{u"path"_s, u"/busy"_s},
                             {u"first"_s, 1},
                             {u"file"_s, m_server.root().filePath(u"a"_s)},
                             {u"status"_s, 503},
                             {u"retry_after"_s, retryAfter}})});
    m_server.put(u"busy"_s, content(10));
    Fetch busy(m_server.url("/busy"));
    Fetch late(m_server.url("/a"));
    const auto http = client();
    busy.whenHead = [&](const HttpHead &) {
        http->start(late);
        return Result<void>();
    };
    QElapsedTimer timer;
    timer.start();
    VERIFY_VALUE(drive(*http, {&busy}));
    VERIFY_VALUE(busy.result);
    VERIFY_VALUE(late.result);
    QVERIFY(timer.elapsed() >= 1000);
}

void httpclient_test::givesUpAtOnceWhenTheServerAsksForTooLongAPause()
{
    m_server.setRules({rule({{u"status"_s, 429}, {u"retry_after"_s, 3600}})});
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Throttled);
    QVERIFY(fetch.result.error().hint.contains(u"3600 s"_s));
    QCOMPARE(m_server.requests(), 1);
}

void httpclient_test::resumesWhatWasCut_data()
{
    QTest::addColumn<QJsonValue>("cut");
    QTest::addColumn<bool>("resumes");
    QTest::newRow("before the first byte") << QJsonValue(0) << false;
    QTest::newRow("in the middle") << QJsonValue(u"50%"_s) << true;
    QTest::newRow("near the end") << QJsonValue(u"99%"_s) << true;
    QTest::newRow("after the first byte") << QJsonValue(1) << true;
}

void httpclient_test::resumesWhatWasCut()
{
    QFETCH(const QJsonValue, cut);
    QFETCH(const bool, resumes);
    const QByteArray bytes = content(1'000'000);
    m_server.put(u"a"_s, bytes);
    m_server.setRules({rule({{u"first"_s, 1}, {u"cut"_s, cut}})});
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QVERIFY(fetch.body == bytes);
    const QList<LoggedRequest> log = m_server.log();
    QCOMPARE(log.size(), 2);
    QCOMPARE(log[1].status, resumes ? 206 : 200);
    QCOMPARE(log[0].bytes + log[1].bytes, qint64{bytes.size()});
}

void httpclient_test::resumesAsLongAsThereIsProgress()
{
    const QByteArray bytes = content(2'000'000);
    m_server.put(u"a"_s, bytes);
    m_server.setRules({rule({{u"cut"_s, 100'000}})}); // every answer breaks off: 20 attempts are needed
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QVERIFY(fetch.body == bytes);
    QVERIFY(fetch.attempts >= 20);

    m_server.setRules({rule({{u"cut"_s, 100'000}, {u"ignore_range"_s, true}})}); // no progress
    Fetch hopeless(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&hopeless}));
    VERIFY_ERROR(hopeless.result, ErrorKind::Network);
    QCOMPARE(hopeless.attempts, 5);
}

void httpclient_test::startsOverWhenTheObjectChangedMeanwhile()
{
    const QByteArray newer = content(1'000'000, 2);
    m_server.put(u"a"_s, content(1'000'000, 1));
    const QTemporaryDir aside;
    QFile next(aside.filePath(u"next"_s));
    QVERIFY(next.open(QIODevice::WriteOnly) && next.write(newer) == newer.size());
    next.close();
    m_server.setRules({rule({{u"first"_s, 1},
                             {u"cut"_s, u"50%"_s},
                             {u"swap"_s, rule({{u"with"_s, next.fileName()}, {u"at"_s, u"50%"_s}})}})});
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QVERIFY(fetch.body == newer);
    QCOMPARE(fetch.heads.size(), 2);
    QCOMPARE(fetch.heads[1].status, 200); // asked for the rest, got the whole: If-Range did not match
    QVERIFY(!m_server.log().value(1).headers["if-range"_L1].toString().isEmpty());
}

void httpclient_test::seesThatTheServerLiesAboutTheLength_data()
{
    QTest::addColumn<QString>("lie");
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("says");
    QTest::newRow("more than it sends") << u"+5"_s << 1000 << u"ended before"_s;
    QTest::newRow("less than it sends") << u"-5"_s << 1000 << u"more bytes"_s;
    QTest::newRow("much less of a large body") << u"-300000"_s << 2'000'000 << u"more bytes"_s;
    QTest::newRow("nothing, but it sends") << u"-1000"_s << 1000 << u"more bytes"_s;
}

void httpclient_test::seesThatTheServerLiesAboutTheLength()
{
    QFETCH(const QString, lie);
    QFETCH(const int, size);
    QFETCH(const QString, says);
    m_server.put(u"a"_s, content(size));
    m_server.setRules({rule({{u"content_length"_s, lie}, {u"close"_s, true}, {u"etag"_s, u"none"_s}})});
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Network);
    QVERIFY2(fetch.result.error().message.contains(says), qPrintable(fetch.result.error().message));
    QCOMPARE(fetch.attempts, 5);
}

void httpclient_test::saysWhenTheEndOfABodyCannotBeSeen()
{
    m_server.put(u"a"_s, content(1000));
    m_server.setRules({rule({{u"content_length"_s, u"none"_s}})});
    Fetch open(m_server.url("/a"));
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&open}));
    VERIFY_VALUE(open.result);
    QVERIFY(!open.result->isFramed);
    m_server.setRules({rule({{u"chunked"_s, true}})});
    Fetch chunked(m_server.url("/a"));
    VERIFY_VALUE(drive(*http, {&chunked}));
    VERIFY_VALUE(chunked.result);
    QVERIFY(chunked.result->isFramed);
    QCOMPARE(chunked.result->contentLength, std::nullopt);
    QCOMPARE(chunked.body, content(1000));
}

void httpclient_test::givesUpOnSilence_data()
{
    QTest::addColumn<QJsonValue>("at");
    QTest::newRow("before the head") << QJsonValue(u"head"_s);
    QTest::newRow("in the body") << QJsonValue(10);
    QTest::newRow("before the last byte") << QJsonValue(999);
}

void httpclient_test::givesUpOnSilence()
{
    QFETCH(const QJsonValue, at);
    m_server.put(u"a"_s, content(1000));
    m_server.setRules({rule({{u"stall"_s, at}, {u"etag"_s, u"none"_s}})});
    HttpOptions options = impatient();
    options.stallTimeout = 150ms;
    options.retry.attempts = 2;
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(options), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Timeout);
    QCOMPARE(m_server.requests(), 2);
}

void httpclient_test::isPatientWithASlowServer()
{
    m_server.put(u"a"_s, content(1000));
    m_server.setRules({rule({{u"slow"_s, 250}})}); // 12 bytes each 50 ms: twice the stall timeout in all
    HttpOptions options = impatient();
    options.stallTimeout = 2s;
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(options), {&fetch}));
    VERIFY_VALUE(fetch.result);

    QCOMPARE(fetch.attempts, 1);
}

void httpclient_test::followsRedirects()
{
    m_server.put(u"d/a"_s, content(1000));
    m_server.setRules({rule({{u"path"_s, u"/1"_s}, {u"redirect"_s, u"/2"_s}, {u"status"_s, 301}}),
                       rule({{u"path"_s, u"/2"_s}, {u"redirect"_s, u"d/a"_s}, {u"status"_s, 307}})});
    Fetch fetch(m_server.url("/1"));
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&fetch}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->url, m_server.url("/d/a"));
    QCOMPARE(fetch.body, content(1000));
    QCOMPARE(fetch.heads.size(), 1);
    QCOMPARE(fetch.attempts, 1);
    QCOMPARE(http->requests(), 3);
}

void httpclient_test::takesCredentialsToNoOtherOrigin()
{
    const FaultyServer other;
    other.put(u"a"_s, content(1000));
    const QString there = QString::fromLatin1(other.url("/a"));
    m_server.setRules({rule({{u"path"_s, u"/here"_s}, {u"redirect"_s, u"/on"_s}}),
                       rule({{u"path"_s, u"/on"_s}, {u"redirect"_s, there}})});
    Fetch fetch(m_server.url("/here"));
    fetch.plain.headers = {{"Authorization", "Bearer t"},
                           {"Cookie", "s"},
                           {"X-Amz-Security-Token", "t"},
                           {"Range", "bytes=10-19"}};
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->status, 206);
    QCOMPARE(m_server.log().value(1).headers["authorization"_L1].toString(), u"Bearer t"_s);
    const QJsonObject headers = other.log().value(0).headers;
    QVERIFY(!headers.contains("authorization"_L1));
    QVERIFY(!headers.contains("cookie"_L1));
    QVERIFY(!headers.contains("x-amz-security-token"_L1));
    QCOMPARE(headers["range"_L1].toString(), u"bytes=10-19"_s);
}

void httpclient_test::refusesRedirectsWithoutEnd_data()
{
    QTest::addColumn<QJsonArray>("rules");
    QTest::addColumn<int>("requests");
    QTest::newRow("to itself") << QJsonArray{rule({{u"redirect"_s, u"/0"_s}})} << 1;
    QTest::newRow("in a circle") << QJsonArray{rule({{u"path"_s, u"/0"_s}, {u"redirect"_s, u"/1"_s}}),
                                               rule({{u"path"_s, u"/1"_s}, {u"redirect"_s, u"/0"_s}})}
                                 << 2;
    QJsonArray chain;
    for (int i = 0; i < 20; ++i)
        chain.append(
            rule({{u"path"_s, QString(u"/%1"_s.arg(i))}, {u"redirect"_s, QString(u"/%1"_s.arg(i + 1))}}));
    QTest::newRow("ever on") << chain << 11;
}

void httpclient_test::refusesRedirectsWithoutEnd()
{
    QFETCH(const QJsonArray, rules);
    QFETCH(const int, requests);
    m_server.setRules(rules);
    Fetch fetch(m_server.url("/0"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Unsupported);
    QCOMPARE(m_server.requests(), requests);
}

void httpclient_test::leavesARedirectToTheTransferThatAcceptsIt()
{
    m_server.setRules({rule({{u"redirect"_s, u"/other"_s}, {u"status"_s, 307}})});
    Fetch fetch(m_server.url("/a"));
    fetch.alsoAccepted = {307};
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.result->field("location"), std::optional("/other"_ba));
    QCOMPARE(m_server.requests(), 1);
}

void httpclient_test::endsWithTheTransfersOwnError()
{
    m_server.put(u"a"_s, content(1'000'000));
    const auto stopHere = [] { return failure(ErrorKind::NoSpace, u"full"_s); };
    Fetch atHead(m_server.url("/a"));
    atHead.whenHead = [&](const HttpHead &) -> Result<void> { return stopHere(); };
    Fetch inBody(m_server.url("/a"));
    inBody.whenBody = [&]() -> Result<void> { return stopHere(); };
    Fetch other(m_server.url("/a"));
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&atHead, &inBody, &other}));

    VERIFY_ERROR(atHead.result, ErrorKind::NoSpace);
    QVERIFY(atHead.body.isEmpty());
    VERIFY_ERROR(inBody.result, ErrorKind::NoSpace);
    VERIFY_VALUE(other.result);
    QCOMPARE(http->requests(), 3);
}

void httpclient_test::saysThatNobodyListens()
{
    const QByteArray url = FaultyServer().url("/a"); // gone by now
    Fetch fetch(url);
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Network);
    QCOMPARE(fetch.attempts, 3);
    QCOMPARE(http->requests(), 0);
}

void httpclient_test::saysThatTheHostIsUnknown()
{
    Fetch fetch("http://nowhere.invalid/a"); // RFC 2606: never resolves
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Network);
    QVERIFY2(fetch.result.error().message.contains(u"name cannot be resolved"_s),
             qPrintable(fetch.result.error().message));
}

void httpclient_test::saysThatItIsNoWebServer()
{
    Fetch fetch("https" + m_server.url("/a").sliced(4)); // TLS to a server that speaks clear text
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Network);
    QVERIFY2(fetch.result.error().message.contains(u"no secure connection"_s),
             qPrintable(fetch.result.error().message));
}

void httpclient_test::sendsNothingThatBreaksARequest_data()
{
    QTest::addColumn<HttpRequest>("request");
    const QByteArray url = m_server.url("/a");
    QTest::newRow("a field in a value") << HttpRequest{"GET", url, {{"If-Match", "x\r\nEvil: 1"}}};
    QTest::newRow("a field in a name") << HttpRequest{"GET", url, {{"A\nB", "x"}}};
    QTest::newRow("a line in the URL") << HttpRequest{"GET", url + "\r\nEvil: 1", {}};
    QTest::newRow("a password in the URL") << HttpRequest{"GET", "http://me:pw@" + url.sliced(7), {}};
    QTest::newRow("another scheme") << HttpRequest{"GET", "file:///etc/passwd", {}};
    QTest::newRow("another method") << HttpRequest{"DELETE", url, {}};
}

void httpclient_test::sendsNothingThatBreaksARequest()
{
    QFETCH(const HttpRequest, request);
    Fetch fetch(request.url, request.method);
    fetch.plain = request;
    const auto http = client();
    VERIFY_VALUE(drive(*http, {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Invalid);
    QVERIFY(!fetch.result.error().subject.contains(u"pw"_s));
    QCOMPARE(http->requests(), 0);
    QCOMPARE(m_server.requests(), 0);
}

void httpclient_test::stopsEverythingSoon()
{
    m_server.put(u"a"_s, content(2'000'000));
    m_server.setRules({rule({{u"slow"_s, 10'000}})});
    HttpOptions options = impatient();
    options.maxParallel = 4;
    const auto http = client(options);
    std::stop_source stop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 100; ++i) {
        Fetch &fetch = *fetches.emplace_back(std::make_unique<Fetch>(m_server.url("/a")));
        fetch.whenBody = [&] {
            stop.request_stop();
            return Result<void>();
        };
        http->start(fetch);
    }
    VERIFY_ERROR(http->drive(stop.get_token()), ErrorKind::Cancelled);
    for (const auto &fetch : fetches) {
        VERIFY_ERROR(fetch->result, ErrorKind::Cancelled);
        QCOMPARE(fetch->timesFinished, 1);
    }
    Fetch next(m_server.url("/none")); // the client can be used again
    VERIFY_VALUE(drive(*http, {&next}));
    VERIFY_ERROR(next.result, ErrorKind::NotFound);
}

void httpclient_test::stopsWhileWaitingForARetry()
{
    m_server.setRules({rule({{u"status"_s, 503}, {u"retry_after"_s, 30}})});
    std::stop_source stop;
    const std::jthread stopper([&](const std::stop_token &over) {
        while (m_server.requests() == 0 && !over.stop_requested())
            std::this_thread::yield();
        stop.request_stop();
    });
    Fetch fetch(m_server.url("/a"));
    QElapsedTimer timer;
    timer.start();
    VERIFY_ERROR(drive(*client(), {&fetch}, stop.get_token()), ErrorKind::Cancelled);
    VERIFY_ERROR(fetch.result, ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < 10'000); // far from 30 s, whatever else this machine does
}

void httpclient_test::stopsWhileTheServerIsSilent()
{
    m_server.put(u"a"_s, content(1000));
    m_server.setRules({rule({{u"stall"_s, 500}})});
    HttpOptions options = impatient();
    options.stallTimeout = 60s;
    std::stop_source stop;
    Fetch fetch(m_server.url("/a"));
    std::jthread stopper;
    fetch.whenBody = [&] { // from another thread, while the client sleeps
        stopper = std::jthread([&] { stop.request_stop(); });
        return Result<void>();
    };
    QElapsedTimer timer;
    timer.start();
    VERIFY_ERROR(drive(*client(options), {&fetch}, stop.get_token()), ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < 10'000);
}

void httpclient_test::keepsToTheBandwidthLimit()
{
    m_server.put(u"a"_s, content(100'000));
    m_limiter.setLimit(500'000);
    std::vector<std::unique_ptr<Fetch>> fetches;
    const auto http = client();
    for (int i = 0; i < 5; ++i)
        http->start(*fetches.emplace_back(std::make_unique<Fetch>(m_server.url("/a"))));
    QElapsedTimer timer;
    timer.start();
    VERIFY_VALUE(http->drive({}));
    QVERIFY2(timer.elapsed() >= 700,
             qPrintable(QString::number(timer.elapsed()))); // 1 s, but for what was read first
    for (const auto &fetch : fetches) {
        VERIFY_VALUE(fetch->result);
        QCOMPARE(fetch->body, content(100'000));
        QCOMPARE(fetch->attempts, 1); // a pause of ours is no silence of the server
    }
}

void httpclient_test::sharesTheBandwidthLimitBetweenClients()
{
    m_server.put(u"a"_s, content(250'000));
    m_limiter.setLimit(500'000);
    QElapsedTimer timer;
    timer.start();
    {
        const auto run = [this] {
            Fetch fetch(m_server.url("/a"));
            return drive(*client(), {&fetch}).has_value() && fetch.body.size() == 250'000;
        };
        bool isGood = false;
        std::jthread other([&] { isGood = run(); });
        QVERIFY(run());
        other.join();
        QVERIFY(isGood);
    }
    QVERIFY2(timer.elapsed() >= 500, qPrintable(QString::number(timer.elapsed())));
}

void httpclient_test::goesThroughTheProxyOfTheEnvironment()
{
    qputenv("http_proxy", m_server.url("/"));
    m_server.setRules({rule({{u"path"_s, u"http://data.example/*"_s}, {u"body"_s, u"by proxy"_s}})});
    Fetch fetch("http://data.example/a");
    Fetch direct(m_server.url("/none"));
    qputenv("no_proxy", "127.0.0.1");
    VERIFY_VALUE(drive(*client(), {&fetch, &direct}));
    qunsetenv("http_proxy");
    qunsetenv("no_proxy");
    VERIFY_VALUE(fetch.result);
    QCOMPARE(fetch.body, "by proxy"_ba);
    VERIFY_ERROR(direct.result, ErrorKind::NotFound);
    QStringList paths;
    for (const LoggedRequest &request : m_server.log())
        paths.append(QString::fromLatin1(request.path));
    paths.sort();
    QCOMPARE(paths, (QStringList{u"/none"_s, u"http://data.example/a"_s}));
}

QTEST_GUILESS_MAIN(httpclient_test)
#include "httpclient_test.moc"
