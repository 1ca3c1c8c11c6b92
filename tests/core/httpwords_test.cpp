/// What HTTP says, as tables: URLs and their origins, ranges, dates, heads and validators; and what of a URL
/// may be shown.
#include "core/http/headreader.h"
#include "core/http/httpdate.h"
#include "core/http/httpurl.h"
#include "core/http/httpvalidator.h"
#include "core/http/range.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

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

class httpwords_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
    void readsHeads_data();
    void readsHeads();
    void joinsFoldedLinesAndPassesOverTrailers();
};

void httpwords_test::resolvesReferences_data()
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

void httpwords_test::resolvesReferences()
{
    QFETCH(const QByteArray, base);
    QFETCH(const QByteArray, reference);
    QFETCH(const QByteArray, resolved);
    const Result<QByteArray> url = resolveUrl(base, reference);
    VERIFY_VALUE(url);
    QCOMPARE(*url, resolved);
}

void httpwords_test::tellsOriginsApart()
{
    const auto plain = originOf("http://Example.COM/a");
    VERIFY_VALUE(plain);
    QCOMPARE(*plain, (Origin{"http", "example.com", 80}));
    QCOMPARE(originOf("http://example.com:80/b?x").value(), *plain);
    QVERIFY(originOf("https://example.com/a").value() != *plain);
    QVERIFY(originOf("http://example.com:8080/a").value() != *plain);
    QCOMPARE(originOf("https://[::1]:5000/").value(), (Origin{"https", "[::1]", 5000}));
}

void httpwords_test::refusesUrlsThatItCannotAsk_data()
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

void httpwords_test::refusesUrlsThatItCannotAsk()
{
    QFETCH(const QByteArray, url);
    const Result<Origin> origin = originOf(url);
    VERIFY_ERROR(origin, ErrorKind::Invalid);
    QVERIFY(!origin.error().subject.contains(u"pw"_s));
}

void httpwords_test::showsUrlsWithoutSecrets_data()
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

void httpwords_test::showsUrlsWithoutSecrets()
{
    QFETCH(const QByteArray, url);
    QFETCH(const QString, shown);
    QCOMPARE(redactedUrl(url), shown);
}

void httpwords_test::readsContentRangeStrictly_data()
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

void httpwords_test::readsContentRangeStrictly()
{
    QFETCH(const QByteArray, value);
    QFETCH(const std::optional<ContentRange>, range);
    QCOMPARE(parseContentRange(value), range);
}

void httpwords_test::writesRanges()
{
    QCOMPARE(rangeFrom(0), "bytes=0-"_ba);
    QCOMPARE(rangeFrom(5000000000), "bytes=5000000000-"_ba);
    QCOMPARE(rangeOf(5, 9), "bytes=5-9"_ba);
}

void httpwords_test::readsTheTotalOfAnUnsatisfiedRange()
{
    QCOMPARE(parseUnsatisfiedRange("bytes */1234"), std::optional<qint64>(1234));
    QCOMPARE(parseUnsatisfiedRange("bytes 0-1/1234"), std::nullopt);
    QCOMPARE(parseUnsatisfiedRange("bytes */*"), std::nullopt);
}

void httpwords_test::readsHttpDates_data()
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
    QTest::newRow("a year that no calendar writes") << "Sat, 01 Jan 0000 00:00:00 GMT"_ba << QString();
}

void httpwords_test::readsHttpDates()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, iso);
    const std::optional<Instant> instant = parseHttpDate(text, november2026);
    QCOMPARE(instant ? toIso(*instant) : QString(), iso);
}

void httpwords_test::writesHttpDates()
{
    QCOMPARE(httpDate(*fromIso(u"1994-11-06T08:49:37.999Z"_s)), "Sun, 06 Nov 1994 08:49:37 GMT"_ba);
    QCOMPARE(httpDate(*fromIso(u"2024-02-29T23:59:59.000Z"_s)), "Thu, 29 Feb 2024 23:59:59 GMT"_ba);
}

void httpwords_test::findsFieldsInAnyCase()
{
    const HttpHead head = headOf("ETag: \"a\"\r\nX-ETag: \"b\"\r\nEmpty:\r\netag: \"second\"\r\nLast:x");
    QCOMPARE(head.field("etag"), std::optional("\"a\""_ba));
    QCOMPARE(head.field("x-ETAG"), std::optional("\"b\""_ba));
    QCOMPARE(head.field("empty"), std::optional(""_ba));
    QCOMPARE(head.field("last"), std::optional("x"_ba));
    QCOMPARE(head.field("tag"), std::nullopt);
}

void httpwords_test::weighsValidators_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("ageInSeconds"); // of Last-Modified by the server's clock; -1: no Date
    QTest::addColumn<ValidatorStrength>("strength");
    QTest::addColumn<QByteArray>("token");
    using enum ValidatorStrength;
    const QByteArray modified = "Last-Modified: Mon, 23 Nov 2026 00:00:00 GMT\r\n"; // 1795392000 = 0x6b038200
    QTest::newRow("strong ETag") << modified + "ETag: \"abc\"\r\n" << 1000 << Strong << "etag:\"abc\""_ba;
    QTest::newRow("strong ETag, written just now") << modified + "ETag: \"abc\"\r\n"
                                                   << 1 << Weak << "etag:\"abc\""_ba;
    QTest::newRow("strong ETag without Date") << modified + "ETag: \"abc\"\r\n"
                                              << -1 << Strong << "etag:\"abc\""_ba;
    QTest::newRow("strong ETag, from the future") << modified + "ETag: \"abc\"\r\n"
                                                  << -3600 << Strong << "etag:\"abc\""_ba;
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
                                              << 2 << Strong << "etag:\"6b038201-64\""_ba;
    QTest::newRow("Last-Modified") << modified << 1000 << Weak << "modified:2026-11-23T00:00:00.000Z"_ba;
    QTest::newRow("Last-Modified that is no date")
        << "Last-Modified: yesterday\r\n"_ba << 0 << Weak << "modified:yesterday"_ba;
    QTest::newRow("empty ETag") << modified + "ETag: \r\n"
                                << 1000 << Weak << "modified:2026-11-23T00:00:00.000Z"_ba;
    QTest::newRow("nothing") << "Server: x\r\n"_ba << 0 << None << ""_ba;
}

void httpwords_test::weighsValidators()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const int, ageInSeconds);
    QFETCH(const ValidatorStrength, strength);
    QFETCH(const QByteArray, token);
    std::optional<Instant> date;
    if (ageInSeconds != -1)
        date = november2026 + std::chrono::seconds(ageInSeconds);
    const HttpHead head = headOf(fields, date);
    const Validator validator = httpValidator(head, lastModified(head));
    QCOMPARE(validator.strength, strength);
    QCOMPARE(validator.token, token);
}

void httpwords_test::offersOnlyStrongETagsForRanges()
{
    const Validator strong{ValidatorStrength::Strong, "etag:\"a\""};
    const Validator weak{ValidatorStrength::Weak, "etag:W/\"a\""};
    const Validator recent{ValidatorStrength::Weak, "etag:\"6b038200-64\""};
    const Validator unquoted{ValidatorStrength::Weak, "etag:a"};
    const Validator time{ValidatorStrength::Weak, "modified:2026-11-23T00:00:00.000Z"};
    QCOMPARE(strongETag(strong), std::optional("\"a\""_ba));
    QCOMPARE(anyETag(strong), std::optional("\"a\""_ba));
    QCOMPARE(strongETag(weak), std::nullopt);
    QCOMPARE(anyETag(weak), std::optional("W/\"a\""_ba));
    QCOMPARE(strongETag(recent), std::nullopt);
    QCOMPARE(anyETag(unquoted), std::nullopt);
    QCOMPARE(anyETag(time), std::nullopt);
}

void httpwords_test::readsHeads_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<HeadReader::State>("state");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::optional<qint64>>("length");
    QTest::addColumn<bool>("isFramed");
    using enum HeadReader::State;
    const auto row = [](const char *name, const QByteArray &lines, HeadReader::State state, int status = 0,
                        std::optional<qint64> length = {}, bool isFramed = true) {
        QTest::newRow(name) << lines << state << status << length << isFramed;
    };
    row("HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", Whole, 200, 5);
    row("HTTP/2", "HTTP/2 200\r\ncontent-length: 5\r\n\r\n", Whole, 200, 5);
    row("HTTP/2 without a length", "HTTP/2 200 \r\n\r\n", Whole, 200);
    row("without a reason", "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", Whole, 404, 0);
    row("lines that end with LF", "HTTP/1.1 200 OK\nContent-Length: 5\n\n", Whole, 200, 5);
    row("interim answers",
        "HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        Whole, 200, 5);
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Whole, 200);
    row("chunks decide over a length",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", Whole, 200);
    row("until the connection ends", "HTTP/1.0 200 OK\r\n\r\n", Whole, 200, {}, false);
    row("no body, no length", "HTTP/1.1 304 Not Modified\r\n\r\n", Whole, 304);
    row("a length twice", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", Whole, 200, 5);
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\ncontent-length: 6\r\n\r\n", Invalid);
    row("a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", Invalid);
    row("a list of lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n", Invalid);
    row("a length that is too large", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        Invalid);
    row("no status", "HTTP/1.1 OK\r\n\r\n", Invalid);
    row("four digits", "HTTP/1.1 2000 OK\r\n\r\n", Invalid);
    row("no status line", "Content-Length: 5\r\n\r\n", Invalid);
    row("not over yet", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", Reading, 200, 5);
    row("without an end", "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(100'000), Invalid);
}

void httpwords_test::readsHeads()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const HeadReader::State, state);
    QFETCH(const int, status);
    QFETCH(const std::optional<qint64>, length);
    QFETCH(const bool, isFramed);
    HeadReader reader("http://h/a", HeadReader::Body::Asked);
    for (QByteArrayView rest = lines; !rest.isEmpty();) {
        const qsizetype end = rest.indexOf('\n') + 1;
        reader.take(rest.first(end));
        rest = rest.sliced(end);
    }
    QCOMPARE(reader.state(), state);
    if (state == HeadReader::State::Invalid)
        return;
    QCOMPARE(reader.head().status, status);
    QCOMPARE(reader.head().contentLength, length);
    QCOMPARE(reader.head().url, "http://h/a"_ba);
    QCOMPARE(reader.head().isFramed, isFramed);
}

void httpwords_test::joinsFoldedLinesAndPassesOverTrailers()
{
    HeadReader reader("http://h/a", HeadReader::Body::NotAsked);
    for (const QByteArrayView line :
         {"HTTP/1.1 200 OK\r\n", "X-A: one\r\n", "  two\r\n", "Date: Mon, 23 Nov 2026 00:00:00 GMT\r\n",
          "\r\n", "X-A: trailer\r\n", "\r\n"})
        reader.take(line);
    QCOMPARE(reader.head().field("x-a"), std::optional("one  two"_ba));
    QCOMPARE(reader.head().date, std::optional(november2026));
    QVERIFY(!reader.hasBody());
    QVERIFY(reader.head().isFramed);
}

QTEST_GUILESS_MAIN(httpwords_test)
#include "httpwords_test.moc"
