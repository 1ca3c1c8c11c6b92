/// The pure rules of core/http as tables: what a status or a broken connection means, when to try again, how
/// redirects are followed, what of a URL may be shown, and what a date, a range or a validator says.
#include "core/http/httpdate.h"
#include "core/http/httperror.h"
#include "core/http/httpoptions.h"
#include "core/http/httpurl.h"
#include "core/http/httpvalidator.h"
#include "core/http/range.h"
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

HttpHead headOf(const QByteArray &fields, std::optional<Instant> date = {})
{
    HttpHead head;
    head.status = 200;
    head.fields = fields;
    head.date = date;
    return head;
}

} // namespace

class httptables_test : public QObject
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
    void resolvesReferences_data();
    void resolvesReferences();
    void tellsOriginsApart();
    void refusesUrlsThatItCannotAsk_data();
    void refusesUrlsThatItCannotAsk();
    void showsUrlsWithoutSecrets_data();
    void showsUrlsWithoutSecrets();
    void readsContentRangeStrictly_data();
    void readsContentRangeStrictly();
    void writesRanges();
    void readsTheTotalOfAnUnsatisfiedRange();
    void readsHttpDates_data();
    void readsHttpDates();
    void writesHttpDates();
    void findsFieldsInAnyCase();
    void weighsValidators_data();
    void weighsValidators();
    void offersOnlyStrongETagsForRanges();
    void readsOptionsFromTheEnvironment();
    void refusesOptionsThatAreNoNumbers_data();
    void refusesOptionsThatAreNoNumbers();
    void limitsBandwidthOverAllTakers();
    void letsEverythingThroughWithoutALimit();
};

void httptables_test::knowsWhatAStatusMeans_data()
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

void httptables_test::knowsWhatAStatusMeans()
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

void httptables_test::saysWhichStatusAndWhereWithoutSecrets()
{
    const HttpFailure failure = statusFailure(404, "https://h/x.csv?X-Amz-Signature=5ecret",
                                              Credentials::NotSent, RetryAfter::NotGiven);
    QCOMPARE(failure.error.message, u"the server answered 404 (Not Found)"_s);
    QCOMPARE(failure.error.subject, u"https://h/x.csv?X-Amz-Signature=..."_s);
    QVERIFY(!failure.error.hint.isEmpty());
}

void httptables_test::knowsWhatABrokenConnectionMeans_data()
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

void httptables_test::knowsWhatABrokenConnectionMeans()
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

void httptables_test::decidesWhenToTryAgain_data()
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
    row("Retry-After is obeyed", {Passing, 1, 1, 7s}, 7000ms);
    row("up to its longest", {Passing, 1, 1, 60s}, 60000ms);
    row("longer is not waited for", {Passing, 1, 1, 60001ms}, giveUp);
    row("Retry-After 0 still backs off", {Passing, 2, 2, 0s}, 200ms);
    row("Retry-After does not add attempts", {Passing, 5, 5, 1s}, giveUp);
}

void httptables_test::decidesWhenToTryAgain()
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

void httptables_test::spreadsRetriesBetweenHalfAndAllOfTheBackoff()
{
    RetryPolicy policy;
    policy.firstWait = 100ms;
    const FailedAttempt attempt{Persistence::Passing, 1, 1, {}};
    QCOMPARE(waitBeforeRetry(policy, attempt, 0.0), std::optional(50ms));
    QCOMPARE(waitBeforeRetry(policy, attempt, 0.5), std::optional(75ms));
}

void httptables_test::readsRetryAfter_data()
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

void httptables_test::readsRetryAfter()
{
    QFETCH(const QByteArray, value);
    QFETCH(const std::optional<milliseconds>, wait);
    QCOMPARE(parseRetryAfter(value, november2026), wait);
}

void httptables_test::followsRedirectsWithinBounds_data()
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

void httptables_test::followsRedirectsWithinBounds()
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

void httptables_test::refusesTheEleventhRedirect()
{
    QList<QByteArray> visited;
    for (int i = 0; i < maxRedirects - 1; ++i)
        visited.append("http://h/" + QByteArray::number(i));
    const HttpRequest request{"GET", "http://h/here", {}};
    VERIFY_VALUE(followRedirect(request, "/next", visited));
    visited.append("http://h/tenth");
    VERIFY_ERROR(followRedirect(request, "/next", visited), ErrorKind::Unsupported);
}

void httptables_test::dropsCredentialsForAnotherOrigin_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("keeps");
    QTest::newRow("same origin") << "https://H:443/b"_ba << true;
    QTest::newRow("other host") << "https://other/b"_ba << false;
    QTest::newRow("subdomain") << "https://x.h/b"_ba << false;
    QTest::newRow("other port") << "https://h:444/b"_ba << false;
}

void httptables_test::dropsCredentialsForAnotherOrigin()
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

void httptables_test::resolvesReferences_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("reference");
    QTest::addColumn<QByteArray>("resolved");
    QTest::newRow("name") << "http://h/d/"_ba << "a.csv"_ba << "http://h/d/a.csv"_ba;
    QTest::newRow("parent") << "http://h/d/e/"_ba << "../a"_ba << "http://h/d/a"_ba;
    QTest::newRow("above the root") << "http://h/d/"_ba << "../../../a"_ba << "http://h/a"_ba;
    QTest::newRow("encoded stays as it is")
        << "http://h/d/"_ba << "a%20%2F%C3%BC"_ba << "http://h/d/a%20%2F%C3%BC"_ba;
    QTest::newRow("utf-8 is encoded") << "http://h/d/"_ba << "\xC3\xBC"_ba << "http://h/d/%c3%bc"_ba;
    QTest::newRow("query") << "http://h/d/x"_ba << "?C=N"_ba << "http://h/d/x?C=N"_ba;
    QTest::newRow("empty is the page") << "http://h/d/x"_ba << ""_ba << "http://h/d/x"_ba;
    QTest::newRow("base keeps its dots") << "http://h/a/./b/"_ba << ""_ba << "http://h/a/./b/"_ba;
}

void httptables_test::resolvesReferences()
{
    QFETCH(const QByteArray, base);
    QFETCH(const QByteArray, reference);
    QFETCH(const QByteArray, resolved);
    const Result<QByteArray> url = resolveUrl(base, reference);
    VERIFY_VALUE(url);
    QCOMPARE(*url, resolved);
}

void httptables_test::tellsOriginsApart()
{
    const auto plain = originOf("http://Example.COM/a");
    VERIFY_VALUE(plain);
    QCOMPARE(*plain, (Origin{"http", "example.com", 80}));
    QCOMPARE(originOf("http://example.com:80/b?x").value(), *plain);
    QVERIFY(originOf("https://example.com/a").value() != *plain);
    QVERIFY(originOf("http://example.com:8080/a").value() != *plain);
    QCOMPARE(originOf("https://[::1]:5000/").value(), (Origin{"https", "[::1]", 5000}));
}

void httptables_test::refusesUrlsThatItCannotAsk_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("a path") << "/a/b"_ba;
    QTest::newRow("another scheme") << "gopher://h/"_ba;
    QTest::newRow("no host") << "http:///a"_ba;
    QTest::newRow("a user") << "http://me@h/"_ba;
    QTest::newRow("a password") << "http://me:pw@h/"_ba;
    QTest::newRow("a password alone") << "http://:pw@h/"_ba;
    QTest::newRow("a bad port") << "http://h:99999/"_ba;
}

void httptables_test::refusesUrlsThatItCannotAsk()
{
    QFETCH(const QByteArray, url);
    const Result<Origin> origin = originOf(url);
    VERIFY_ERROR(origin, ErrorKind::Invalid);
    QVERIFY(!origin.error().subject.contains(u"pw"_s));
}

void httptables_test::showsUrlsWithoutSecrets_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << "http://h/a?b=c&d"_ba << u"http://h/a?b=c&d"_s;
    QTest::newRow("user and password") << "https://me:pw@h:8/a"_ba << u"https://h:8/a"_s;
    QTest::newRow("a password with an at sign") << "https://me:p@w@h/a"_ba << u"https://h/a"_s;
    QTest::newRow("a password with a slash") << "https://me:p/w@h/a"_ba << u"https://..."_s;
    QTest::newRow("without a scheme") << "//me:pw@h/a"_ba << u"//h/a"_s;
    QTest::newRow("fragment") << "http://h/a#token=1"_ba << u"http://h/a"_s;
    QTest::newRow("S3")
        << "https://b/k?X-Amz-Date=1&X-Amz-Credential=AK%2F&X-Amz-Signature=f0&X-Amz-Security-Token=t"_ba
        << u"https://b/k?X-Amz-Date=1&X-Amz-Credential=...&X-Amz-Signature=...&X-Amz-Security-Token=..."_s;
    QTest::newRow("Azure") << "https://a/c?sv=2024&sig=abc%3D&se=x"_ba
                           << u"https://a/c?sv=2024&sig=...&se=x"_s;
    QTest::newRow("names in any case")
        << "https://a/c?ACCESS_TOKEN=x&apiKey=y"_ba << u"https://a/c?ACCESS_TOKEN=...&apiKey=..."_s;
    QTest::newRow("encoded name") << "https://a/c?%73ig=x"_ba << u"https://a/c?%73ig=..."_s;
    QTest::newRow("no path") << "http://h?token=1"_ba << u"http://h?token=..."_s;
    QTest::newRow("IPv6") << "http://[::1]:80/a"_ba << u"http://[::1]:80/a"_s;
    QTest::newRow("nothing") << ""_ba << QString();
}

void httptables_test::showsUrlsWithoutSecrets()
{
    QFETCH(const QByteArray, url);
    QFETCH(const QString, shown);
    QCOMPARE(redactedUrl(url), shown);
}

void httptables_test::readsContentRangeStrictly_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<std::optional<ContentRange>>("range");
    const std::optional<ContentRange> none;
    QTest::newRow("with total") << "bytes 500-999/1234"_ba << std::optional(ContentRange{500, 999, 1234});
    QTest::newRow("without total") << "bytes 0-0/*"_ba << std::optional(ContentRange{0, 0, {}});
    QTest::newRow("unit in any case") << "Bytes 0-9/10"_ba << std::optional(ContentRange{0, 9, 10});
    QTest::newRow("the whole") << "bytes 0-9/10"_ba << std::optional(ContentRange{0, 9, 10});
    QTest::newRow("over 4 GiB") << "bytes 5000000000-5000000001/6000000000"_ba
                                << std::optional(ContentRange{5000000000, 5000000001, 6000000000});
    QTest::newRow("backwards") << "bytes 9-0/10"_ba << none;
    QTest::newRow("beyond the total") << "bytes 0-10/10"_ba << none;
    QTest::newRow("no total") << "bytes 0-9"_ba << none;
    QTest::newRow("unsatisfied") << "bytes */10"_ba << none;
    QTest::newRow("other unit") << "lines 0-9/10"_ba << none;
    QTest::newRow("no unit") << "0-9/10"_ba << none;
    QTest::newRow("with equals") << "bytes=0-9/10"_ba << none;
    QTest::newRow("signs") << "bytes +0-9/10"_ba << none;
    QTest::newRow("negative") << "bytes -5-9/10"_ba << none;
    QTest::newRow("inner blanks") << "bytes 0 - 9/10"_ba << none;
    QTest::newRow("too large") << "bytes 0-99999999999999999999/*"_ba << none;
    QTest::newRow("more behind") << "bytes 0-9/10, 11-12/13"_ba << none;
    QTest::newRow("empty") << ""_ba << none;
}

void httptables_test::readsContentRangeStrictly()
{
    QFETCH(const QByteArray, value);
    QFETCH(const std::optional<ContentRange>, range);
    QCOMPARE(parseContentRange(value), range);
}

void httptables_test::writesRanges()
{
    QCOMPARE(rangeFrom(0), "bytes=0-"_ba);
    QCOMPARE(rangeFrom(5000000000), "bytes=5000000000-"_ba);
    QCOMPARE(rangeOf(5, 9), "bytes=5-9"_ba);
}

void httptables_test::readsTheTotalOfAnUnsatisfiedRange()
{
    QCOMPARE(parseUnsatisfiedRange("bytes */1234"), std::optional<qint64>(1234));
    QCOMPARE(parseUnsatisfiedRange("bytes 0-1/1234"), std::nullopt);
    QCOMPARE(parseUnsatisfiedRange("bytes */*"), std::nullopt);
}

void httptables_test::readsHttpDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("iso"); // empty: not a date
    const QString example = u"1994-11-06T08:49:37.000Z"_s;
    QTest::newRow("IMF-fixdate") << "Sun, 06 Nov 1994 08:49:37 GMT"_ba << example;
    QTest::newRow("RFC 850") << "Sunday, 06-Nov-94 08:49:37 GMT"_ba << example;
    QTest::newRow("asctime") << "Sun Nov  6 08:49:37 1994"_ba << example;
    QTest::newRow("asctime with two digits")
        << "Wed Nov 16 08:49:37 1994"_ba << u"1994-11-16T08:49:37.000Z"_s;
    QTest::newRow("RFC 850 in this century")
        << "Tuesday, 27-Aug-24 09:00:00 GMT"_ba << u"2024-08-27T09:00:00.000Z"_s;
    QTest::newRow("RFC 850 within 50 years ahead")
        << "Friday, 01-Jan-76 00:00:00 GMT"_ba << u"2076-01-01T00:00:00.000Z"_s;
    QTest::newRow("RFC 850 beyond them")
        << "Saturday, 01-Jan-77 00:00:00 GMT"_ba << u"1977-01-01T00:00:00.000Z"_s;
    QTest::newRow("leap day") << "Thu, 29 Feb 2024 23:59:59 GMT"_ba << u"2024-02-29T23:59:59.000Z"_s;
    QTest::newRow("leap second") << "Sat, 31 Dec 2016 23:59:60 GMT"_ba << u"2017-01-01T00:00:00.000Z"_s;
    QTest::newRow("epoch") << "Thu, 01 Jan 1970 00:00:00 GMT"_ba << u"1970-01-01T00:00:00.000Z"_s;
    QTest::newRow("wrong day's name") << "Mon, 06 Nov 1994 08:49:37 GMT"_ba << example;
    QTest::newRow("blanks around") << " Sun, 06 Nov 1994 08:49:37 GMT "_ba << example;
    QTest::newRow("no such day") << "Fri, 31 Feb 2024 00:00:00 GMT"_ba << QString();
    QTest::newRow("no such hour") << "Sun, 06 Nov 1994 24:49:37 GMT"_ba << QString();
    QTest::newRow("another zone") << "Sun, 06 Nov 1994 08:49:37 +0100"_ba << QString();
    QTest::newRow("cut") << "Sun, 06 Nov 1994 08:49"_ba << QString();
    QTest::newRow("more behind") << "Sun, 06 Nov 1994 08:49:37 GMT+1"_ba << QString();
    QTest::newRow("ISO") << "1994-11-06T08:49:37Z"_ba << QString();
    QTest::newRow("a number") << "0"_ba << QString();
    QTest::newRow("a name alone") << "Sun"_ba << QString();
    QTest::newRow("nothing") << ""_ba << QString();
}

void httptables_test::readsHttpDates()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, iso);
    const std::optional<Instant> instant = parseHttpDate(text, november2026);
    QCOMPARE(instant ? toIso(*instant) : QString(), iso);
}

void httptables_test::writesHttpDates()
{
    QCOMPARE(httpDate(*fromIso(u"1994-11-06T08:49:37.999Z"_s)), "Sun, 06 Nov 1994 08:49:37 GMT"_ba);
    QCOMPARE(httpDate(*fromIso(u"2024-02-29T23:59:59.000Z"_s)), "Thu, 29 Feb 2024 23:59:59 GMT"_ba);
}

void httptables_test::findsFieldsInAnyCase()
{
    const HttpHead head = headOf("ETag: \"a\"\r\nX-ETag: \"b\"\r\nEmpty:\r\netag: \"second\"\r\nLast:x");
    QCOMPARE(head.field("etag"), std::optional("\"a\""_ba));
    QCOMPARE(head.field("x-ETAG"), std::optional("\"b\""_ba));
    QCOMPARE(head.field("empty"), std::optional(""_ba));
    QCOMPARE(head.field("last"), std::optional("x"_ba));
    QCOMPARE(head.field("tag"), std::nullopt);
}

void httptables_test::weighsValidators_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("ageInSeconds"); // of Last-Modified by the server's clock; -1: no Date
    QTest::addColumn<ValidatorStrength>("strength");
    QTest::addColumn<QByteArray>("token");
    using enum ValidatorStrength;
    const QByteArray modified = "Last-Modified: Mon, 23 Nov 2026 00:00:00 GMT\r\n"; // 1795392000 = 0x6b038200
    QTest::newRow("strong ETag") << modified + "ETag: \"abc\"\r\n" << 0 << Strong << "etag:\"abc\""_ba;
    QTest::newRow("strong ETag alone") << "ETag: \"abc\"\r\n"_ba << -1 << Strong << "etag:\"abc\""_ba;
    QTest::newRow("weak ETag") << "ETag: W/\"abc\"\r\n"_ba << 1000 << Weak << "etag:W/\"abc\""_ba;
    QTest::newRow("unquoted ETag") << "ETag: abc\r\n"_ba << 1000 << Weak << "etag:abc"_ba;
    QTest::newRow("nginx, settled") << modified + "ETag: \"6b038200-64\"\r\n"
                                    << 2 << Strong << "etag:\"6b038200-64\""_ba;
    QTest::newRow("nginx, written just now") << modified + "ETag: \"6b038200-64\"\r\n"
                                             << 1 << Weak << "etag:\"6b038200-64\""_ba;
    QTest::newRow("nginx, from the future") << modified + "ETag: \"6b038200-64\"\r\n"
                                            << -3600 << Weak << "etag:\"6b038200-64\""_ba;
    QTest::newRow("nginx without Date") << modified + "ETag: \"6b038200-64\"\r\n"
                                        << -1 << Weak << "etag:\"6b038200-64\""_ba;
    QTest::newRow("another time in the ETag") << modified + "ETag: \"6b038201-64\"\r\n"
                                              << 0 << Strong << "etag:\"6b038201-64\""_ba;
    QTest::newRow("Last-Modified") << modified << 1000 << Weak
                                   << "modified:2026-11-23T00:00:00.000Z;size:100"_ba;
    QTest::newRow("Last-Modified that is no date")
        << "Last-Modified: yesterday\r\n"_ba << 0 << Weak << "modified:yesterday;size:100"_ba;
    QTest::newRow("empty ETag") << modified + "ETag: \r\n"
                                << 1000 << Weak << "modified:2026-11-23T00:00:00.000Z;size:100"_ba;
    QTest::newRow("nothing") << "Server: x\r\n"_ba << 0 << None << ""_ba;
}

void httptables_test::weighsValidators()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const int, ageInSeconds);
    QFETCH(const ValidatorStrength, strength);
    QFETCH(const QByteArray, token);
    std::optional<Instant> date;
    if (ageInSeconds != -1)
        date = november2026 + std::chrono::seconds(ageInSeconds);
    const Validator validator = httpValidator(headOf(fields, date), 100);
    QCOMPARE(validator.strength, strength);
    QCOMPARE(validator.token, token);
}

void httptables_test::offersOnlyStrongETagsForRanges()
{
    const Validator strong{ValidatorStrength::Strong, "etag:\"a\""};
    const Validator weak{ValidatorStrength::Weak, "etag:W/\"a\""};
    const Validator recent{ValidatorStrength::Weak, "etag:\"6b038200-64\""};
    const Validator unquoted{ValidatorStrength::Weak, "etag:a"};
    const Validator time{ValidatorStrength::Weak, "modified:2026-11-23T00:00:00.000Z;size:100"};
    QCOMPARE(strongETag(strong), std::optional("\"a\""_ba));
    QCOMPARE(anyETag(strong), std::optional("\"a\""_ba));
    QCOMPARE(strongETag(weak), std::nullopt);
    QCOMPARE(anyETag(weak), std::optional("W/\"a\""_ba));
    QCOMPARE(strongETag(recent), std::nullopt);
    QCOMPARE(anyETag(unquoted), std::nullopt);
    QCOMPARE(anyETag(time), std::nullopt);
}

void httptables_test::readsOptionsFromTheEnvironment()
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

void httptables_test::refusesOptionsThatAreNoNumbers_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("words") << u"long"_s;
    QTest::newRow("zero") << u"0"_s;
    QTest::newRow("negative") << u"-1"_s;
    QTest::newRow("with a unit") << u"3s"_s;
}

void httptables_test::refusesOptionsThatAreNoNumbers()
{
    QFETCH(const QString, value);
    QProcessEnvironment environment;
    environment.insert(u"LARDER_HTTP_STALL_SECONDS"_s, value);
    const auto options = HttpOptions::fromEnvironment(environment);
    VERIFY_ERROR(options, ErrorKind::Invalid);
    QVERIFY(options.error().message.contains(u"LARDER_HTTP_STALL_SECONDS"_s));
}

void httptables_test::limitsBandwidthOverAllTakers()
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

void httptables_test::letsEverythingThroughWithoutALimit()
{
    RateLimiter limiter;
    const RateLimiter::TimePoint start{1h};
    QVERIFY(limiter.isUnlimited());
    QCOMPARE(limiter.take(1LL << 40, start), start);
    limiter.setLimit(1);
    QVERIFY(!limiter.isUnlimited());
}

QTEST_GUILESS_MAIN(httptables_test)
#include "httptables_test.moc"
