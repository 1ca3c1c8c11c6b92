/// Exchanges with a server that fails: what is tried again, waited for, resumed, started over and given up;
/// how soon a stop is obeyed; and that a bandwidth limit is kept.
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "tests/support/expect.h"
#include "tests/support/fetch.h"
#include "tests/support/testserver.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <thread>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class httpfaults_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
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
    void stopsEverythingSoon();
    void stopsWhileWaitingForARetry();
    void stopsWhileTheServerIsSilent();
    void keepsToTheBandwidthLimit();
    void sharesTheBandwidthLimitBetweenClients();

private:
    std::unique_ptr<HttpClient> client(const HttpOptions &options = impatient())
    {
        return CurlClientFactory(options, m_limiter).makeClient();
    }

    RateLimiter m_limiter;
    FaultyServer m_server;
};

void httpfaults_test::init()
{
    m_server.setRules({});
    m_server.clearLog();
    m_limiter.setLimit(0);
}

void httpfaults_test::triesAgainAfterTrouble_data()
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

void httpfaults_test::triesAgainAfterTrouble()
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

void httpfaults_test::waitsAsLongAsTheServerAsks_data()
{
    QTest::addColumn<QJsonValue>("retryAfter");
    QTest::newRow("seconds") << QJsonValue(1);
    QTest::newRow("a date") << QJsonValue(u"date:2"_s); // whole seconds: between 1 and 2
}

void httpfaults_test::waitsAsLongAsTheServerAsks()
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

void httpfaults_test::givesUpAtOnceWhenTheServerAsksForTooLongAPause()
{
    m_server.setRules({rule({{u"status"_s, 429}, {u"retry_after"_s, 3600}})});
    Fetch fetch(m_server.url("/a"));
    VERIFY_VALUE(drive(*client(), {&fetch}));
    VERIFY_ERROR(fetch.result, ErrorKind::Throttled);
    QVERIFY(fetch.result.error().hint.contains(u"3600 s"_s));
    QCOMPARE(m_server.requests(), 1);
}

void httpfaults_test::resumesWhatWasCut_data()
{
    QTest::addColumn<QJsonValue>("cut");
    QTest::addColumn<bool>("resumes");
    QTest::newRow("before the first byte") << QJsonValue(0) << false;
    QTest::newRow("in the middle") << QJsonValue(u"50%"_s) << true;
    QTest::newRow("near the end") << QJsonValue(u"99%"_s) << true;
    QTest::newRow("after the first byte") << QJsonValue(1) << true;
}

void httpfaults_test::resumesWhatWasCut()
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

void httpfaults_test::resumesAsLongAsThereIsProgress()
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

void httpfaults_test::startsOverWhenTheObjectChangedMeanwhile()
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

void httpfaults_test::seesThatTheServerLiesAboutTheLength_data()
{
    QTest::addColumn<QString>("lie");
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("says");
    QTest::newRow("more than it sends") << u"+5"_s << 1000 << u"ended before"_s;
    QTest::newRow("less than it sends") << u"-5"_s << 1000 << u"more bytes"_s;
    QTest::newRow("much less of a large body") << u"-300000"_s << 2'000'000 << u"more bytes"_s;
    QTest::newRow("nothing, but it sends") << u"-1000"_s << 1000 << u"more bytes"_s;
}

void httpfaults_test::seesThatTheServerLiesAboutTheLength()
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

void httpfaults_test::saysWhenTheEndOfABodyCannotBeSeen()
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

void httpfaults_test::givesUpOnSilence_data()
{
    QTest::addColumn<QJsonValue>("at");
    QTest::newRow("before the head") << QJsonValue(u"head"_s);
    QTest::newRow("in the body") << QJsonValue(10);
    QTest::newRow("before the last byte") << QJsonValue(999);
}

void httpfaults_test::givesUpOnSilence()
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

void httpfaults_test::isPatientWithASlowServer()
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

void httpfaults_test::stopsEverythingSoon()
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

void httpfaults_test::stopsWhileWaitingForARetry()
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

void httpfaults_test::stopsWhileTheServerIsSilent()
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

void httpfaults_test::keepsToTheBandwidthLimit()
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

void httpfaults_test::sharesTheBandwidthLimitBetweenClients()
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

QTEST_GUILESS_MAIN(httpfaults_test)
#include "httpfaults_test.moc"
