/// What HTTP makes us decide, as tables: what a status or a broken connection means, when to try again, how
/// far redirects are followed, what a person may set, and how a bandwidth limit is shared.
#include "core/http/httperror.h"
#include "core/http/httpoptions.h"
#include "core/http/ratelimiter.h"
#include "core/http/redirect.h"
#include "core/http/retrypolicy.h"
#include "tests/support/expect.h"

#include <QProcessEnvironment>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const Instant november2026 = fromMilliseconds(1795392000000); // 2026-11-23T00:00:00Z

} // namespace

class httprules_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatAStatusMeans_data();
    void knowsWhatAStatusMeans();
    void saysWhichStatusAndWhereWithoutSecrets();
    void knowsWhatABrokenConnectionMeans_data();
    void knowsWhatABrokenConnectionMeans();
    void decidesWhenToTryAgain_data();
    void decidesWhenToTryAgain();
    void spreadsRetriesBetweenHalfAndAllOfTheBackoff();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void followsRedirectsWithinBounds_data();
    void followsRedirectsWithinBounds();
    void refusesTheEleventhRedirect();
    void dropsCredentialsForAnotherOrigin_data();
    void dropsCredentialsForAnotherOrigin();
    void readsOptionsFromTheEnvironment();
    void refusesOptionsThatAreNoNumbers_data();
    void refusesOptionsThatAreNoNumbers();
    void limitsBandwidthOverAllTakers();
    void letsEverythingThroughWithoutALimit();
};

void httprules_test::knowsWhatAStatusMeans_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("credentials");
    QTest::addColumn<bool>("retryAfter");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Persistence>("persistence");
    const auto row = [](const char *name, int status, bool credentials, bool retryAfter, ErrorKind kind,
                        Persistence persistence) {
        QTest::newRow(name) << status << credentials << retryAfter << kind << persistence;
    };
    using enum ErrorKind;
    using enum Persistence;
    row("bad request", 400, false, false, Unsupported, Lasting);
    row("unauthorized without credentials asks to sign in", 401, false, false, SignInNeeded, Lasting);
    row("unauthorized with credentials is a refusal", 401, true, false, Denied, Lasting);
    row("payment required", 402, true, false, Denied, Lasting);
    row("forbidden", 403, false, false, Denied, Lasting);
    row("not found", 404, false, false, NotFound, Lasting);
    row("method not allowed", 405, false, false, Unsupported, Lasting);
    row("not acceptable", 406, false, false, Unsupported, Lasting);
    row("proxy sign-in", 407, false, false, SignInNeeded, Lasting);
    row("request timeout", 408, false, false, Timeout, Passing);
    row("conflict", 409, false, false, Conflict, Lasting);
    row("gone", 410, false, false, NotFound, Lasting);
    row("precondition failed: it moved under us", 412, false, false, Conflict, Lasting);
    row("range not satisfiable: it shrank", 416, false, false, Conflict, Lasting);
    row("misdirected", 421, false, false, Network, Passing);
    row("too early", 425, false, false, Network, Passing);
    row("too many requests", 429, false, false, Throttled, Passing);
    row("too many requests with a pause", 429, false, true, Throttled, Passing);
    row("for legal reasons", 451, false, false, Denied, Lasting);
    row("unknown 4xx", 499, false, false, Unsupported, Lasting);
    row("server error", 500, false, false, Network, Passing);
    row("server error with a pause is still an error", 500, false, true, Network, Passing);
    row("not implemented", 501, false, false, Unsupported, Lasting);
    row("bad gateway", 502, false, false, Network, Passing);
    row("unavailable", 503, false, false, Network, Passing);
    row("unavailable with a pause is throttling", 503, false, true, Throttled, Passing);
    row("gateway timeout", 504, false, false, Network, Passing);
    row("version not supported", 505, false, false, Unsupported, Lasting);
    row("captive portal", 511, false, false, SignInNeeded, Lasting);
    row("unknown 5xx", 599, false, false, Network, Passing);
    row("redirect without a place", 301, false, false, Unsupported, Lasting);
    row("multiple choices", 300, false, false, Unsupported, Lasting);
}

void httprules_test::knowsWhatAStatusMeans()
{
    QFETCH(const int, status);
    QFETCH(const bool, credentials);
    QFETCH(const bool, retryAfter);
    QFETCH(const ErrorKind, kind);
    QFETCH(const Persistence, persistence);
    const HttpFailure failure =
        statusFailure(status, "http://h/x", credentials ? Credentials::Sent : Credentials::NotSent,
                      retryAfter ? RetryAfter::Given : RetryAfter::NotGiven);
    QCOMPARE(errorKindName(failure.error.kind), errorKindName(kind));
    QCOMPARE(failure.persistence, persistence);
    QVERIFY(failure.error.message.contains(QString::number(status)));
    QVERIFY(!failure.error.message.endsWith(u'.'));
}

void httprules_test::saysWhichStatusAndWhereWithoutSecrets()
{
    const HttpFailure failure = statusFailure(404, "https://h/x.csv?X-Amz-Signature=5ecret",
                                              Credentials::NotSent, RetryAfter::NotGiven);
    QCOMPARE(failure.error.message, u"the server answered 404 (Not Found)"_s);
    QCOMPARE(failure.error.subject, u"https://h/x.csv?X-Amz-Signature=..."_s);
    QVERIFY(!failure.error.hint.isEmpty());
}

void httprules_test::knowsWhatABrokenConnectionMeans_data()
{
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Persistence>("persistence");
    using enum TransportFault;
    const auto row = [](const char *name, TransportFault fault, ErrorKind kind, Persistence persistence) {
        QTest::newRow(name) << fault << kind << persistence;
    };
    row("unknown host", UnknownHost, ErrorKind::Network, Persistence::Unreached);
    row("unknown proxy", UnknownProxy, ErrorKind::Network, Persistence::Unreached);
    row("refused", Refused, ErrorKind::Network, Persistence::Unreached);
    row("connect timeout", ConnectTimeout, ErrorKind::Timeout, Persistence::Unreached);
    row("stalled", Stalled, ErrorKind::Timeout, Persistence::Passing);
    row("cut short", CutShort, ErrorKind::Network, Persistence::Passing);
    row("too long", TooLong, ErrorKind::Network, Persistence::Passing);
    row("reset", Reset, ErrorKind::Network, Persistence::Passing);
    row("not HTTP", Protocol, ErrorKind::Network, Persistence::Passing);
    row("untrusted certificate", Untrusted, ErrorKind::Network, Persistence::Lasting);
    row("no TLS", TlsFailed, ErrorKind::Network, Persistence::Unreached);
    row("bad URL", BadUrl, ErrorKind::Invalid, Persistence::Lasting);
    row("local trouble", Local, ErrorKind::Storage, Persistence::Lasting);
}

void httprules_test::knowsWhatABrokenConnectionMeans()
{
    QFETCH(const TransportFault, fault);
    QFETCH(const ErrorKind, kind);
    QFETCH(const Persistence, persistence);
    const HttpFailure failure = transportFailure(fault, "https://u:p@h/x", u"because of it"_s);
    QCOMPARE(errorKindName(failure.error.kind), errorKindName(kind));
    QCOMPARE(failure.persistence, persistence);
    QCOMPARE(failure.error.subject, u"https://h/x"_s);
    QVERIFY(failure.error.message.endsWith(u": because of it"_s));
    QVERIFY(!failure.error.hint.isEmpty());
}

void httprules_test::decidesWhenToTryAgain_data()
{
    QTest::addColumn<FailedAttempt>("attempt");
    QTest::addColumn<std::optional<milliseconds>>("wait");
    using enum Persistence;
    const std::optional<milliseconds> giveUp;
    const auto row = [](const char *name, FailedAttempt attempt, std::optional<milliseconds> wait) {
        QTest::newRow(name) << attempt << wait;
    };
    row("what lasts is not tried again", {Lasting, 1, 1, {}}, giveUp);
    row("what lasts is not tried again though asked to", {Lasting, 1, 1, 1s}, giveUp);
    row("the first wait", {Passing, 1, 1, {}}, 100ms);
    row("the wait doubles", {Passing, 2, 2, {}}, 200ms);
    row("and doubles", {Passing, 3, 3, {}}, 400ms);
    row("up to the longest", {Passing, 4, 4, {}}, 500ms);
    row("five attempts are enough", {Passing, 5, 5, {}}, giveUp);
    row("progress renews patience", {Passing, 40, 1, {}}, 100ms);
    row("but not for ever", {Passing, 50, 1, {}}, giveUp);
    row("an unreached server gets fewer", {Unreached, 2, 2, {}}, 200ms);
    row("namely three", {Unreached, 3, 3, {}}, giveUp);
    row("corrected: at once", {Corrected, 1, 1}, 0ms);
    row("corrected again and again", {Corrected, 4, 4}, giveUp);
    row("Retry-After is obeyed", {Passing, 1, 1, 7s}, 7000ms);
    row("up to its longest", {Passing, 1, 1, 60s}, 60000ms);
    row("longer is not waited for", {Passing, 1, 1, 60001ms}, giveUp);
    row("Retry-After 0 still backs off", {Passing, 2, 2, 0s}, 200ms);
    row("Retry-After does not add attempts", {Passing, 5, 5, 1s}, giveUp);
}

void httprules_test::decidesWhenToTryAgain()
{
    QFETCH(const FailedAttempt, attempt);
    QFETCH(const std::optional<milliseconds>, wait);
    RetryPolicy policy;
    policy.attempts = 5;
    policy.attemptsUnreached = 3;
    policy.attemptsInAll = 50;
    policy.firstWait = 100ms;
    policy.longestWait = 500ms;
    policy.longestRetryAfter = 60s;
    QCOMPARE(waitBeforeRetry(policy, attempt, 1.0), wait);
}

void httprules_test::spreadsRetriesBetweenHalfAndAllOfTheBackoff()
{
    RetryPolicy policy;
    policy.firstWait = 100ms;
    const FailedAttempt attempt{Persistence::Passing, 1, 1, {}};
    QCOMPARE(waitBeforeRetry(policy, attempt, 0.0), std::optional(50ms));
    QCOMPARE(waitBeforeRetry(policy, attempt, 0.5), std::optional(75ms));
}

void httprules_test::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<std::optional<milliseconds>>("wait");
    const std::optional<milliseconds> none;
    QTest::newRow("seconds") << "120"_ba << std::optional<milliseconds>(120s);
    QTest::newRow("zero") << "0"_ba << std::optional<milliseconds>(0s);
    QTest::newRow("blanks around") << " 3 "_ba << std::optional<milliseconds>(3s);
    QTest::newRow("a date ahead") << "Mon, 23 Nov 2026 00:00:30 GMT"_ba << std::optional<milliseconds>(30s);
    QTest::newRow("a date behind") << "Sun, 22 Nov 2026 23:00:00 GMT"_ba << std::optional<milliseconds>(0s);
    QTest::newRow("more than any number")
        << "99999999999999999999"_ba << std::optional<milliseconds>(std::chrono::hours(24 * 3650));
    QTest::newRow("negative") << "-5"_ba << none;
    QTest::newRow("a fraction") << "1.5"_ba << none;
    QTest::newRow("words") << "soon"_ba << none;
    QTest::newRow("nothing") << ""_ba << none;
}

void httprules_test::readsRetryAfter()
{
    QFETCH(const QByteArray, value);
    QFETCH(const std::optional<milliseconds>, wait);
    QCOMPARE(parseRetryAfter(value, november2026), wait);
}

void httprules_test::followsRedirectsWithinBounds_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("to"); // empty: refused
    QTest::newRow("same host") << "http://h/a"_ba << "/b"_ba << "http://h/b"_ba;
    QTest::newRow("relative") << "http://h/d/a?q=1"_ba << "b?x=%2B"_ba << "http://h/d/b?x=%2B"_ba;
    QTest::newRow("other host") << "http://h/a"_ba << "http://other/b"_ba << "http://other/b"_ba;
    QTest::newRow("http to https") << "http://h/a"_ba << "https://h/a"_ba << "https://h/a"_ba;
    QTest::newRow("network path keeps the scheme") << "https://h/a"_ba << "//o/b"_ba << "https://o/b"_ba;
    QTest::newRow("fragment is not sent") << "http://h/a"_ba << "/b#c"_ba << "http://h/b"_ba;
    QTest::newRow("blank is encoded") << "http://h/a"_ba << "/b c"_ba << "http://h/b%20c"_ba;
    QTest::newRow("https to http") << "https://h/a"_ba << "http://h/a"_ba << ""_ba;
    QTest::newRow("to itself") << "http://h/a"_ba << "/a"_ba << ""_ba;
    QTest::newRow("to an earlier one") << "http://h/a"_ba << "http://h/first"_ba << ""_ba;
    QTest::newRow("to a file") << "http://h/a"_ba << "file:///etc/passwd"_ba << ""_ba;
    QTest::newRow("to ftp") << "http://h/a"_ba << "ftp://h/a"_ba << ""_ba;
    QTest::newRow("with a password") << "http://h/a"_ba << "http://u:p@h/b"_ba << ""_ba;
    QTest::newRow("rubbish") << "http://h/a"_ba << "http://[::"_ba << ""_ba;
}

void httprules_test::followsRedirectsWithinBounds()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, location);
    QFETCH(const QByteArray, to);
    const HttpRequest request{"HEAD", from, {{"Range", "bytes=1-"}, {"Authorization", "Bearer t"}}};
    const Result<HttpRequest> next = followRedirect(request, location, {"http://h/first"});
    if (to.isEmpty()) {
        VERIFY_ERROR(next, ErrorKind::Unsupported);
        QVERIFY(!next.error().message.isEmpty());
        return;
    }
    VERIFY_VALUE(next);
    QCOMPARE(next->url, to);
    QCOMPARE(next->method, "HEAD"_ba);
    QCOMPARE(next->headers.first(), request.headers.first());
}

void httprules_test::refusesTheEleventhRedirect()
{
    QList<QByteArray> visited;
    for (int i = 0; i < maxRedirects - 1; ++i)
        visited.append("http://h/" + QByteArray::number(i));
    const HttpRequest request{"GET", "http://h/here", {}};
    VERIFY_VALUE(followRedirect(request, "/next", visited));
    visited.append("http://h/tenth");
    VERIFY_ERROR(followRedirect(request, "/next", visited), ErrorKind::Unsupported);
}

void httprules_test::dropsCredentialsForAnotherOrigin_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("keeps");
    QTest::newRow("same origin") << "https://H:443/b"_ba << true;
    QTest::newRow("other host") << "https://other/b"_ba << false;
    QTest::newRow("subdomain") << "https://x.h/b"_ba << false;
    QTest::newRow("other port") << "https://h:444/b"_ba << false;
}

void httprules_test::dropsCredentialsForAnotherOrigin()
{
    QFETCH(const QByteArray, location);
    QFETCH(const bool, keeps);
    const HttpHeaders secret{{"authorization", "Bearer t"}, {"Cookie", "s=1"},
                             {"X-Amz-Security-Token", "t"}, {"x-amz-date", "d"},
                             {"x-goog-user-project", "p"},  {"x-ms-version", "v"},
                             {"Proxy-Authorization", "x"},  {"X-Api-Key", "k"},
                             {"X-Auth-Token", "t"},         {"Private-Token", "t"}};
    const HttpHeaders plain{{"Range", "bytes=5-"}, {"If-Range", "\"a\""}};
    const auto next = followRedirect({"GET", "https://h/a", secret + plain}, location, {});
    VERIFY_VALUE(next);
    QCOMPARE(next->headers, keeps ? secret + plain : plain);
}

void httprules_test::readsOptionsFromTheEnvironment()
{
    QProcessEnvironment environment;
    QCOMPARE(HttpOptions::fromEnvironment(environment).value(), HttpOptions());
    environment.insert(u"SSL_CERT_FILE"_s, u"/a.pem"_s);
    QCOMPARE(HttpOptions::fromEnvironment(environment)->caFile, "/a.pem"_ba);
    environment.insert(u"CURL_CA_BUNDLE"_s, u"/b.pem"_s);
    environment.insert(u"LARDER_HTTP_STALL_SECONDS"_s, u"3"_s);
    environment.insert(u"LARDER_HTTP_CONNECT_SECONDS"_s, u"4"_s);
    environment.insert(u"LARDER_HTTP_ATTEMPTS"_s, u"2"_s);
    environment.insert(u"LARDER_HTTP_BACKOFF_MS"_s, u"0"_s);
    environment.insert(u"LARDER_HTTP_PARALLEL"_s, u"8"_s);
    const auto options = HttpOptions::fromEnvironment(environment);
    VERIFY_VALUE(options);
    QCOMPARE(options->caFile, "/b.pem"_ba);
    QCOMPARE(options->stallTimeout, milliseconds(3s));
    QCOMPARE(options->connectTimeout, milliseconds(4s));
    QCOMPARE(options->retry.attempts, 2);
    QCOMPARE(options->retry.firstWait, 0ms);
    QCOMPARE(options->maxParallel, 8);
}

void httprules_test::refusesOptionsThatAreNoNumbers_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("words") << u"long"_s;
    QTest::newRow("zero") << u"0"_s;
    QTest::newRow("negative") << u"-1"_s;
    QTest::newRow("with a unit") << u"3s"_s;
}

void httprules_test::refusesOptionsThatAreNoNumbers()
{
    QFETCH(const QString, value);
    QProcessEnvironment environment;
    environment.insert(u"LARDER_HTTP_STALL_SECONDS"_s, value);
    const auto options = HttpOptions::fromEnvironment(environment);
    VERIFY_ERROR(options, ErrorKind::Invalid);
    QVERIFY(options.error().message.contains(u"LARDER_HTTP_STALL_SECONDS"_s));
}

void httprules_test::limitsBandwidthOverAllTakers()
{
    RateLimiter limiter(1000);
    const RateLimiter::TimePoint start{1h};
    QCOMPARE(limiter.take(500, start), start + 500ms);
    QCOMPARE(limiter.take(1000, start + 100ms), start + 1500ms); // another taker adds to the same debt
    QCOMPARE(limiter.take(10, start + 10s), start + 10s); // idle time is no credit, a small debt no pause
    QCOMPARE(limiter.take(990, start + 10s), start + 11s); // but it is not forgotten
    limiter.setLimit(2000);
    QCOMPARE(limiter.take(1000, start + 20s), start + 20s + 500ms);
}

void httprules_test::letsEverythingThroughWithoutALimit()
{
    RateLimiter limiter;
    const RateLimiter::TimePoint start{1h};
    QVERIFY(limiter.isUnlimited());
    QCOMPARE(limiter.take(1LL << 40, start), start);
    limiter.setLimit(1);
    QVERIFY(!limiter.isUnlimited());
}

QTEST_GUILESS_MAIN(httprules_test)
#include "httprules_test.moc"
