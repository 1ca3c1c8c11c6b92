// What S3 answers beside objects: throttling, expiry, other regions and clocks, damaged bytes; played by the
// faulty server, since no real store does it on demand.
#include "core/sources/checksum.h"
#include "core/sources/piecewisebody.h"
#include "tests/contract/localtree.h"
#include "tests/contract/s3store.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"
#include "tests/support/testserver.h"

#include <QTemporaryDir>

#include <functional>
#include <numeric>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

QString errorDocument(const QString &code)
{
    return u"<Error><Code>%1</Code><Message>m</Message></Error>"_s.arg(code);
}

QString page(const QStringList &keys, const QString &next = {})
{
    QString contents;
    for (const QString &key : keys)
        contents += u"<Contents><Key>%1</Key><ETag>\"e\"</ETag><Size>7</Size></Contents>"_s.arg(key);
    return u"<ListBucketResult><IsTruncated>%1</IsTruncated><NextContinuationToken>%2</"
           u"NextContinuationToken>%3"
           "</ListBucketResult>"_s.arg(next.isEmpty() ? u"false"_s : u"true"_s, next, contents);
}

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

/// Of the requests that brought a part.
std::vector<ByteRange> askedRanges(const QList<LoggedRequest> &log)
{
    std::vector<ByteRange> ranges;
    for (const LoggedRequest &request : log) {
        const QStringList ends = request.headers["range"_L1].toString().section(u'=', 1).split(u'-');
        if (request.status == 206)
            ranges.push_back({ends[0].toLongLong(), ends[1].toLongLong() + 1});
    }
    return ranges;
}

qint64 bytesOf(const std::vector<ByteRange> &ranges)
{
    return std::transform_reduce(ranges.begin(), ranges.end(), qint64{0}, std::plus(),
                                 std::mem_fn(&ByteRange::size));
}

QByteArray regionOf(const LoggedRequest &request)
{
    return request.headers["authorization"_L1].toString().section(u'/', 2, 2).toLatin1();
}

} // namespace

class s3faults_test : public QObject
{
    Q_OBJECT

    struct World {
        FaultyServer server;
        QTemporaryDir home;
        QProcessEnvironment environment;
        RateLimiter limiter;
        CurlClientFactory http;
        BucketOptions options;
        std::unique_ptr<SignIns> signIns;
        StoreHome store;

        World() : http(patient(), limiter)
        {
            environment.insert(u"HOME"_s, home.path());
            environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
            environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
            credentials("KEY1");
            options = {.endpoint = QString::fromLatin1(server.url({})), .profile = u"acme"_s};
            signIns = std::make_unique<SignIns>(environment, http);
        }
        static HttpOptions patient()
        {
            HttpOptions options;
            options.retry.firstWait = std::chrono::milliseconds(1);
            options.retry.longestWait = std::chrono::milliseconds(20);
            return options;
        }
        void credentials(const QByteArray &keyId) const
        {
            write(home.filePath(u".aws/credentials"_s),
                  "[acme]\naws_access_key_id = " + keyId + "\naws_secret_access_key = the-secret\n");
        }
        std::unique_ptr<Source> source(const QString &url)
        {
            Binding binding;
            binding.url = url;
            binding.bucket = options;
            auto made = makeSource(
                binding, {http, *signIns, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
            if (!made)
                qFatal("%s", qPrintable(made.error().message));
            return std::move(*made);
        }
        Result<Listing> probe(const QString &url = u"s3://bucket/"_s) { return source(url)->probe({}, {}); }
        /// The listing, behind other answers.
        void answer(QJsonArray rules)
        {
            rules.prepend(QJsonObject{{u"path"_s, u"/bucket"_s}, {u"body"_s, page({u"a.csv"_s})}});
            server.setRules(rules);
        }
        void refuse(int first, int status, const QString &code, QJsonObject more = {})
        {
            more[u"path"_s] = u"/bucket"_s;
            if (first > 0)
                more[u"first"_s] = first;
            more[u"status"_s] = status;
            more[u"body"_s] = errorDocument(code);
            answer({more});
        }
    };

private Q_SLOTS:
    void backsOffWhenToldToSlowDown();
    void saysWhatStaysThrottled();
    void namesTheProfileWhoseKeysAreRefused_data();
    void namesTheProfileWhoseKeysAreRefused();
    void takesNewKeysWithoutANewStart();
    void renewsKeysThatExpireInTheMiddle();
    void asksTheRegionThatItIsTold_data();
    void asksTheRegionThatItIsTold();
    void asksAgainByTheServersClock();
    void signsNothingForAPublicBucket();
    void followsNoRedirect();
    void saysWhyABucketOrAnObjectIsNotRead();
    void refusesBytesThatDoNotMatchTheirChecksum();
    void refusesAListingInACircle();
    void refusesAKeyThatWasNotAskedFor();
    void fetchesALargeObjectInPieces();
    void keepsPiecesShort();
    void fetchesALargeObjectWholeWhereRangesAreIgnored();
    void refusesALargeObjectThatChangesBetweenPieces();
    void showsNoSecret();

private:
    static QByteArray largeContent(int seed)
    {
        QByteArray content(leastPiecewiseBytes + 4 * 1024 * 1024 + 3, Qt::Uninitialized);
        quint32 state = static_cast<quint32>(seed);
        for (char &byte : content) {
            state = state * 1664525U + 1013904223U;
            byte = static_cast<char>(state >> 24);
        }
        return content;
    }
    /// A listing of one large object, and rules for how it comes.
    static QJsonArray largeObject(const QByteArray &content, const QJsonArray &rules = {})
    {
        QString listing = page({u"big.bin"_s});
        listing.replace(u"<Size>7"_s, u"<Size>%1"_s.arg(content.size()));
        QJsonArray all{QJsonObject{{u"path"_s, u"/bucket"_s}, {u"body"_s, listing}},
                       QJsonObject{{u"path"_s, u"/bucket/big.bin"_s}, {u"etag"_s, u"\"e\""_s}}};
        for (const auto &rule : rules)
            all.append(rule);
        return all;
    }
};

/// What comes ahead of its turn is hashed when that comes: never more than a few pieces are left for the end.
void s3faults_test::keepsPiecesShort()
{
    constexpr qint64 mib = 1024 * 1024;
    QCOMPARE(pieceBytes(leastPiecewiseBytes), leastPiecewiseBytes / 4);
    QCOMPARE(pieceBytes(256 * mib + 1), 64 * mib);
    QCOMPARE(pieceBytes(1024 * 1024 * mib), 64 * mib);
}

void s3faults_test::fetchesALargeObjectInPieces()
{
    World world;
    const QByteArray content = largeContent(1);
    LocalTree tree(world.server.root().path().toUtf8());
    tree.put("bucket/big.bin", content);
    const QByteArray crc =
        QByteArray::fromHex(QByteArray::number(crc32c(0, {content.constData(), size_t(content.size())}), 16)
                                .rightJustified(8, '0'));
    const auto headers = [](const QByteArray &checksum) {
        return QJsonObject{
            {u"path"_s, u"/bucket/big.bin"_s},
            {u"method"_s, u"HEAD"_s},
            {u"headers"_s,
             QJsonObject{{u"x-amz-checksum-crc32c"_s, QString::fromLatin1(checksum.toBase64())}}}};
    };
    // Two pieces are cut once, so that they come out of their order.
    const QJsonObject cut{{u"path"_s, u"/bucket/big.bin"_s},
                          {u"method"_s, u"GET"_s},
                          {u"skip"_s, 1},
                          {u"first"_s, 2},
                          {u"cut"_s, u"60%"_s}};
    world.server.setRules(largeObject(content, {headers(crc), cut}));
    const auto source = world.source(u"s3://bucket/"_s);
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QVERIFY(sink.failures.empty());
    QVERIFY(sink.files["big.bin"].content == content);
    QCOMPARE(sink.files["big.bin"].delivered, listing->entries[0]);
    const auto asked = askedRanges(world.server.log());
    QCOMPARE(asked.size(), piecesOfAnObject + 2U); // and the rest of two that were cut
    QCOMPARE_LT(bytesOf(asked), content.size() * 13 / 10);

    // What an earlier run left is gone on from, in pieces too.
    constexpr qint64 ahead = 30'000'000;
    CollectingSink resumed;
    resumed.partials["big.bin"] = content.first(1000);
    resumed.ahead["big.bin"] = {{ahead, content.sliced(ahead, 5000)}};
    world.server.setRules(largeObject(content, {headers(crc)}));
    world.server.clearLog();
    VERIFY_VALUE(source->fetch(listing->entries, resumed, {}));
    QVERIFY(resumed.files["big.bin"].content == content);
    QCOMPARE(resumed.restarts, 0);
    QCOMPARE(bytesOf(askedRanges(world.server.log())), content.size() - 6000);

    // However little is missing: what is there ahead is not given up.
    CollectingSink nearlyThere;
    nearlyThere.partials["big.bin"] = content.first(1000);
    nearlyThere.ahead["big.bin"] = {{1001, content.sliced(1001)}};
    world.server.clearLog();
    VERIFY_VALUE(source->fetch(listing->entries, nearlyThere, {}));
    QVERIFY(nearlyThere.files["big.bin"].content == content);
    QCOMPARE(bytesOf(askedRanges(world.server.log())), 1);

    // The checksum is of all bytes, also of those that an earlier run left.
    CollectingSink spoilt;
    spoilt.ahead["big.bin"] = {{ahead, QByteArray(5000, '!')}};
    VERIFY_VALUE(source->fetch(listing->entries, spoilt, {}));
    QCOMPARE(spoilt.failures.at("big.bin").kind, ErrorKind::Corrupt);
    QVERIFY2(spoilt.restarts > 0, "what came was not given up");

    world.server.setRules(largeObject(content, {headers("\1\2\3\4")}));
    CollectingSink damaged;
    VERIFY_VALUE(source->fetch(listing->entries, damaged, {}));
    QCOMPARE(damaged.failures.at("big.bin").kind, ErrorKind::Corrupt);
}

void s3faults_test::fetchesALargeObjectWholeWhereRangesAreIgnored()
{
    World world;
    const QByteArray content = largeContent(2);
    LocalTree tree(world.server.root().path().toUtf8());
    tree.put("bucket/big.bin", content);
    world.server.setRules(
        largeObject(content, {QJsonObject{{u"path"_s, u"/bucket/big.bin"_s}, {u"ignore_range"_s, true}}}));
    const auto source = world.source(u"s3://bucket/"_s);
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QVERIFY(sink.failures.empty());
    QVERIFY(sink.files["big.bin"].content == content);
}

void s3faults_test::refusesALargeObjectThatChangesBetweenPieces()
{
    World world;
    const QByteArray content = largeContent(3);
    LocalTree tree(world.server.root().path().toUtf8());
    tree.put("bucket/big.bin", content);
    // From the fourth on another version answers, to a server that does not know If-Match.
    world.server.setRules(largeObject(content,
                                      {QJsonObject{{u"path"_s, u"/bucket/big.bin"_s},
                                                   {u"method"_s, u"GET"_s},
                                                   {u"skip"_s, 3},
                                                   {u"ignore_conditions"_s, true},
                                                   {u"etag"_s, u"\"other\""_s}}}));
    const auto source = world.source(u"s3://bucket/"_s);
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QVERIFY(sink.files.empty());
    QCOMPARE(sink.failures.at("big.bin").kind, ErrorKind::Conflict);
    QVERIFY2(sink.restarts > 0, "what came was not given up");
}

void s3faults_test::backsOffWhenToldToSlowDown()
{
    World world;
    world.refuse(3, 503, u"SlowDown"_s);
    const auto listing = world.probe();
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 1U);
    QCOMPARE(listing->requests, 4);
}

void s3faults_test::saysWhatStaysThrottled()
{
    World world;
    world.refuse(0, 503, u"SlowDown"_s);
    const auto listing = world.probe();
    VERIFY_ERROR(listing, ErrorKind::Throttled);
    QCOMPARE(world.server.requests(), 5);
    QCOMPARE(listing.error().subject, u"s3://bucket/"_s);
}

void s3faults_test::namesTheProfileWhoseKeysAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    for (const QString &url : {u"s3://bucket/x/"_s, u"s3://bucket/x/a.csv"_s}) {
        QTest::addRow("expired %s", qPrintable(url))
            << url << u"ExpiredToken"_s << u"the credentials of the AWS profile \"acme\" have expired"_s;
        QTest::addRow("unknown %s", qPrintable(url))
            << url << u"InvalidAccessKeyId"_s
            << u"the provider does not know the credentials of the AWS profile \"acme\""_s;
    }
}

void s3faults_test::namesTheProfileWhoseKeysAreRefused()
{
    QFETCH(QString, url);
    QFETCH(QString, code);
    QFETCH(QString, message);
    World world;
    world.server.setRules({QJsonObject{{u"status"_s, 400}, {u"body"_s, errorDocument(code)}}});
    const auto listing = world.probe(url);
    VERIFY_ERROR(listing, ErrorKind::SignInNeeded);
    QCOMPARE(listing.error().message, message);
    QCOMPARE(listing.error().hint, u"write new keys with `aws configure --profile acme`"_s);
    QCOMPARE(listing.error().subject, url);
}

void s3faults_test::takesNewKeysWithoutANewStart()
{
    World world;
    world.refuse(1, 400, u"ExpiredToken"_s);
    const auto source = world.source(u"s3://bucket/"_s);
    VERIFY_ERROR(source->probe({}, {}), ErrorKind::SignInNeeded);
    world.credentials("KEY2");
    VERIFY_VALUE(source->probe({}, {}));
    QVERIFY(world.server.log().constLast().headers["authorization"_L1].toString().contains("KEY2"_L1));
}

void s3faults_test::renewsKeysThatExpireInTheMiddle()
{
    World world;
    const QString counter = world.home.filePath(u"count"_s);
    write(world.home.filePath(u"give"_s),
          "#!/bin/sh\necho x >>" + counter.toUtf8() + "\nn=$(wc -l <" + counter.toUtf8()
              + ")\necho "
                "'{\"Version\":1,\"AccessKeyId\":\"KEY'$n'\",\"SecretAccessKey\":\"s\",\"SessionToken\":"
                "\"t\"}'\n");
    write(world.home.filePath(u".aws/credentials"_s),
          "[acme]\ncredential_process = " + world.home.filePath(u"give"_s).toUtf8() + "\n");
    world.refuse(1, 400, u"ExpiredToken"_s);
    VERIFY_VALUE(world.probe());
    const auto log = world.server.log();
    QCOMPARE(log.size(), 2);
    QVERIFY(log[0].headers["authorization"_L1].toString().contains("KEY1/"_L1));
    QVERIFY(log[1].headers["authorization"_L1].toString().contains("KEY2/"_L1));
}

void s3faults_test::asksTheRegionThatItIsTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QJsonObject>("headers");
    const QJsonObject told{{u"x-amz-bucket-region"_s, u"eu-west-3"_s}};
    QTest::newRow("redirect") << 301 << errorDocument(u"PermanentRedirect"_s) << told;
    QTest::newRow("redirect with a place")
        << 307 << errorDocument(u"TemporaryRedirect"_s)
        << QJsonObject{{u"x-amz-bucket-region"_s, u"eu-west-3"_s}, {u"Location"_s, u"http://127.0.0.1:1/"_s}};
    QTest::newRow("malformed")
        << 400 << u"<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-3</Region></Error>"_s
        << QJsonObject();
    QTest::newRow("no document") << 400 << QString() << told;
}

void s3faults_test::asksTheRegionThatItIsTold()
{
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(QJsonObject, headers);
    World world;
    world.answer({QJsonObject{{u"path"_s, u"/bucket"_s},
                              {u"first"_s, 1},
                              {u"status"_s, status},
                              {u"body"_s, body},
                              {u"headers"_s, headers}}});
    VERIFY_VALUE(world.probe());
    const auto log = world.server.log();
    QCOMPARE(log.size(), 2);
    QCOMPARE(regionOf(log[0]), "us-east-1");
    QCOMPARE(regionOf(log[1]), "eu-west-3");
}

void s3faults_test::asksAgainByTheServersClock()
{
    World world;
    world.refuse(1, 403, u"RequestTimeTooSkewed"_s, {{u"date"_s, 86400}});
    VERIFY_VALUE(world.probe());
    const auto dayOf = [](const LoggedRequest &request) {
        return QDate::fromString(request.headers["authorization"_L1].toString().section(u'/', 1, 1),
                                 u"yyyyMMdd"_s);
    };
    const auto log = world.server.log();
    QCOMPARE(log.size(), 2);
    QCOMPARE(dayOf(log[0]).daysTo(dayOf(log[1])), 1);
}

void s3faults_test::signsNothingForAPublicBucket()
{
    World world;
    world.options.isAnonymous = true;
    world.options.profile.clear();
    world.answer({});
    VERIFY_VALUE(world.probe());
    QVERIFY(world.server.log()[0].headers["authorization"_L1].toString().isEmpty());
    world.refuse(0, 403, u"AccessDenied"_s);
    const auto denied = world.probe();
    VERIFY_ERROR(denied, ErrorKind::Denied);
    QVERIFY2(denied.error().hint.contains("--anonymous"_L1), qPrintable(denied.error().hint));
}

void s3faults_test::followsNoRedirect()
{
    World world;
    world.answer(
        {QJsonObject{{u"path"_s, u"/bucket"_s}, {u"redirect"_s, u"http://127.0.0.1:{port}/elsewhere"_s}}});
    QVERIFY(!world.probe());
    for (const LoggedRequest &request : world.server.log())
        QVERIFY2(request.path.startsWith("/bucket?"), request.path.constData());
}

void s3faults_test::saysWhyABucketOrAnObjectIsNotRead()
{
    World world;
    world.refuse(0, 404, u"NoSuchBucket"_s);
    const auto missing = world.probe();
    VERIFY_ERROR(missing, ErrorKind::NotFound);
    QCOMPARE(missing.error().message, u"there is no such bucket"_s);
    world.refuse(0, 403, u"AccessDenied"_s);
    const auto denied = world.probe();
    VERIFY_ERROR(denied, ErrorKind::Denied);
    QVERIFY2(denied.error().hint.contains("\"acme\""_L1), qPrintable(denied.error().hint));
    world.answer({QJsonObject{{u"path"_s, u"/bucket/a.csv"_s},
                              {u"status"_s, 403},
                              {u"body"_s, errorDocument(u"InvalidObjectState"_s)}}});
    const auto source = world.source(u"s3://bucket/"_s);
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QCOMPARE(sink.failures["a.csv"].kind, ErrorKind::Unsupported);
    QCOMPARE(sink.failures["a.csv"].subject, u"s3://bucket/a.csv"_s);
}

void s3faults_test::refusesBytesThatDoNotMatchTheirChecksum()
{
    World world;
    LocalTree tree(world.server.root().path().toUtf8());
    tree.put("bucket/a.csv", "123456789");
    const auto fetched = [&](const QString &checksum) {
        world.answer({QJsonObject{{u"path"_s, u"/bucket/a.csv"_s},
                                  {u"etag"_s, u"\"e\""_s},
                                  {u"headers"_s, QJsonObject{{u"x-amz-checksum-crc32c"_s, checksum}}}}});
        const auto source = world.source(u"s3://bucket/"_s);
        const auto listing = source->probe({}, {});
        CollectingSink sink;
        if (listing)
            (void)source->fetch(listing->entries, sink, {});
        return sink;
    };
    QCOMPARE(fetched(u"4waSgw=="_s).files["a.csv"].content, "123456789");
    const CollectingSink refused = fetched(u"4waSgg=="_s);
    QVERIFY(refused.files.empty());
    QCOMPARE(refused.failures.at("a.csv").kind, ErrorKind::Corrupt);
    QVERIFY2(refused.restarts > 0, "what came was not given up");
}

void s3faults_test::refusesAListingInACircle()
{
    World world;
    world.server.setRules({QJsonObject{{u"path"_s, u"/bucket"_s}, {u"body"_s, page({u"a"_s}, u"again"_s)}}});
    VERIFY_ERROR(world.probe(), ErrorKind::Corrupt);
    QCOMPARE(world.server.requests(), 2);
}

void s3faults_test::refusesAKeyThatWasNotAskedFor()
{
    World world;
    world.server.setRules({QJsonObject{{u"path"_s, u"/bucket"_s}, {u"body"_s, page({u"other/a"_s})}}});
    VERIFY_ERROR(world.probe(u"s3://bucket/mine/"_s), ErrorKind::Corrupt);
}

void s3faults_test::showsNoSecret()
{
    World world;
    for (const QString &code : {u"SignatureDoesNotMatch"_s, u"AccessDenied"_s, u"the-secret"_s}) {
        world.refuse(0, 403, code == u"the-secret" ? u"Other"_s : code);
        const auto listing = world.probe();
        QVERIFY(!listing);
        const Error &error = listing.error();
        QVERIFY(!QString(error.message + error.hint + error.subject).contains("the-secret"_L1));
        QVERIFY(!QString(error.message + error.hint + error.subject).contains("KEY1"_L1));
    }
}

QTEST_GUILESS_MAIN(s3faults_test)
#include "s3faults_test.moc"
