// The rules of the S3 source that need no server: addresses, pages of a listing, errors, checksums.
#include "core/http/httpvalidator.h"
#include "core/sources/bucketaddress.h"
#include "core/sources/checksum.h"
#include "core/sources/s3checksum.h"
#include "core/sources/s3error.h"
#include "core/sources/s3page.h"
#include "core/sources/sourcetable.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

std::span<const char> bytes(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

HttpHead headWith(const QByteArray &fields)
{
    HttpHead head;
    head.status = 200;
    head.fields = fields;
    return head;
}

Result<BucketAddress> addressOf(const QString &url, const QString &endpoint = {})
{
    const auto address = parseAddress(url, QDate(2024, 8, 27));
    if (!address)
        return failure(address);
    return BucketAddress::from(*address, {.endpoint = endpoint});
}

} // namespace

class s3rules_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAddressesApart();
    void refusesWhatIsNoBucket_data();
    void refusesWhatIsNoBucket();
    void takesEndpointsAsPeopleWriteThem();
    void refusesBucketOptionsElsewhere();
    void readsAPage();
    void readsKeysThatXmlCannotCarry();
    void refusesWhatIsNoPage();
    void believesNoOddSizesTimesAndTags();
    void tellsErrorsByTheirCode_data();
    void tellsErrorsByTheirCode();
    void computesThePublishedChecksums();
    void sumsLongBodiesLikeTheirBytes();
    void holdsBytesAgainstTheirChecksum_data();
    void holdsBytesAgainstTheirChecksum();
    void passesOverChecksumsOfChecksums();
    void takesAnETagAsAnOpaqueToken();
};

void s3rules_test::takesAddressesApart()
{
    const auto place = addressOf(u"s3://acme-exports/daily/{yyyy-MM-dd}/a%20b+c%23/"_s);
    VERIFY_VALUE(place);
    QCOMPARE(place->bucket, "acme-exports");
    QCOMPARE(place->prefix, "daily/2024-08-27/a b+c#/");
    QCOMPARE(place->endpoint, "");
    QCOMPARE(addressOf(u"s3://Old_Bucket.2017"_s)->prefix, "");
    QCOMPARE(addressOf(u"S3://b.x-9/k"_s)->prefix, "k");
}

void s3rules_test::refusesWhatIsNoBucket_data()
{
    QTest::addColumn<QString>("url");
    for (const QString &url :
         {u"s3:bucket/x"_s, u"s3:///x"_s, u"s3://me@bucket/x"_s, u"s3://a/x"_s, u"s3://b%2fc/x"_s,
          u"s3://bucket/x?versionId=1"_s, u"s3://bucket:9000/x"_s, u"s3://bucket/%ff"_s})
        QTest::newRow(qPrintable(url)) << url;
}

void s3rules_test::refusesWhatIsNoBucket()
{
    QFETCH(QString, url);
    VERIFY_ERROR(addressOf(url), ErrorKind::Invalid);
}

void s3rules_test::takesEndpointsAsPeopleWriteThem()
{
    const auto endpoint = [](const QString &written) {
        return addressOf(u"s3://bucket/"_s, written).value_or(BucketAddress{{}, {}, {}, "refused"}).endpoint;
    };
    QCOMPARE(endpoint(u"https://s3.example.com/"_s), "https://s3.example.com");
    QCOMPARE(endpoint(u"s3.example.com"_s), "https://s3.example.com");
    QCOMPARE(endpoint(u"minio.local:9000"_s), "https://minio.local:9000");
    QCOMPARE(endpoint(u"127.0.0.1:9000"_s), "http://127.0.0.1:9000");
    QCOMPARE(endpoint(u"localhost"_s), "http://localhost");
    QCOMPARE(endpoint(u"http://minio.local:9000"_s), "http://minio.local:9000");
    QCOMPARE(endpoint(u"https://s3.example.com/bucket"_s), "refused");
    QCOMPARE(endpoint(u"https://me:secret@s3.example.com"_s), "refused");
    QCOMPARE(endpoint(u"ftp://x"_s), "refused");
}

void s3rules_test::refusesBucketOptionsElsewhere()
{
    Binding binding{.url = u"https://host.example/x/"_s};
    VERIFY_VALUE(checkBinding(binding));
    binding.bucket.profile = u"acme"_s;
    VERIFY_ERROR(checkBinding(binding), ErrorKind::Invalid);
    binding.url = u"s3://acme-exports/x/"_s;
    VERIFY_VALUE(checkBinding(binding));
}

void s3rules_test::readsAPage()
{
    QByteArray body = R"(<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix></Prefix><IsTruncated>true</IsTruncated>
<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken><EncodingType>url</EncodingType>
<Contents><Key>a+b%2Bc%25/%E6%97%A5</Key><LastModified>2024-08-27T09:08:07.250Z</LastModified><ETag>&quot;abc-2&quot;</ETag>
<Size>5368709121</Size><StorageClass>STANDARD</StorageClass></Contents>
<Contents><Key>x</Key><LastModified>2024-02-30T09:08:07Z</LastModified><Size>0</Size></Contents></ListBucketResult>)";
    const auto page = readS3Page(body);
    VERIFY_VALUE(page);
    QCOMPARE(page->nextToken, "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=");
    QCOMPARE(page->objects.size(), 2U);
    QCOMPARE(page->objects[0].key, "a b+c%/\xe6\x97\xa5");
    QCOMPARE(page->objects[0].size, 5368709121);
    QCOMPARE(page->objects[0].modified, fromIso(u"2024-08-27T09:08:07.250Z"_s));
    QCOMPARE(page->objects[0].validator, s3Validator("\"abc-2\"", {}));
    QVERIFY(!page->objects[1].modified); // no such day
    QByteArray folders = "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
                         "<CommonPrefixes><Prefix>a+b/</Prefix></CommonPrefixes></ListBucketResult>";
    QCOMPARE(readS3Page(folders)->folders, std::vector<QByteArray>{"a b/"});
}

void s3rules_test::readsKeysThatXmlCannotCarry()
{
    QByteArray encoded = "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
                         "<Contents><Key>a%0Ab%01</Key></Contents></ListBucketResult>";
    QCOMPARE(readS3Page(encoded)->objects[0].key, "a\nb\x01");
    QByteArray plain = "<ListBucketResult><IsTruncated>false</IsTruncated>"
                       "<Contents><Key> a+b%20&amp;&#x26; </Key></Contents>"
                       "<Contents><Key> </Key></Contents></ListBucketResult>";
    const auto page = readS3Page(plain);
    VERIFY_VALUE(page);
    QCOMPARE(page->objects[0].key, " a+b%20&& ");
    QCOMPARE(page->objects[1].key, " ");
}

void s3rules_test::refusesWhatIsNoPage()
{
    for (const QByteArray &written : {QByteArray(), QByteArray("<html><body>Welcome</body></html>"),
                                      QByteArray("<ListBucketResult><Contents>"), QByteArray("{}")}) {
        QByteArray body = written;
        VERIFY_ERROR(readS3Page(body), ErrorKind::Unsupported);
    }
    QByteArray endless = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>";
    VERIFY_ERROR(readS3Page(endless), ErrorKind::Corrupt);
    QByteArray nameless = "<ListBucketResult><Contents><Size>1</Size></Contents></ListBucketResult>";
    VERIFY_ERROR(readS3Page(nameless), ErrorKind::Corrupt);
}

/// XML can carry a line's end where HTTP cannot: in If-Match it would begin another field.
void s3rules_test::believesNoOddSizesTimesAndTags()
{
    QByteArray body = "<ListBucketResult><Contents><Key>a</Key><Size>-5</Size><ETag>1&#13;&#10;X: y</ETag>"
                      "<LastModified>0000-01-01T00:00:00Z</LastModified></Contents></ListBucketResult>";
    const auto page = readS3Page(body);
    VERIFY_VALUE(page);
    QCOMPARE(page->objects[0].size, -1);
    QCOMPARE(page->objects[0].modified, std::nullopt);
    QCOMPARE(strongETag(page->objects[0].validator), std::nullopt);
}

void s3rules_test::tellsErrorsByTheirCode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Persistence>("persistence");
    const auto row = [](int status, const char *code, ErrorKind kind, Persistence persistence) {
        QTest::addRow("%d %s", status, code) << status << QByteArray(code) << kind << persistence;
    };
    using enum Persistence;
    row(403, "AccessDenied", ErrorKind::Denied, Lasting);
    row(403, "", ErrorKind::Denied, Lasting);
    row(400, "ExpiredToken", ErrorKind::SignInNeeded, Lasting);
    row(403, "InvalidAccessKeyId", ErrorKind::SignInNeeded, Lasting);
    row(403, "SignatureDoesNotMatch", ErrorKind::SignInNeeded, Lasting);
    row(401, "", ErrorKind::SignInNeeded, Lasting);
    row(404, "NoSuchBucket", ErrorKind::NotFound, Lasting);
    row(404, "NoSuchKey", ErrorKind::NotFound, Lasting);
    row(404, "", ErrorKind::NotFound, Lasting);
    row(412, "PreconditionFailed", ErrorKind::Conflict, Lasting);
    row(403, "InvalidObjectState", ErrorKind::Unsupported, Lasting);
    row(503, "SlowDown", ErrorKind::Throttled, Passing);
    row(503, "", ErrorKind::Throttled, Passing);
    row(500, "InternalError", ErrorKind::Network, Passing);
    row(400, "RequestTimeout", ErrorKind::Timeout, Passing);
    row(301, "PermanentRedirect", ErrorKind::Unsupported, Lasting);
    row(418, "Teapot", ErrorKind::Unsupported, Lasting);
}

void s3rules_test::tellsErrorsByTheirCode()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(ErrorKind, kind);
    QFETCH(Persistence, persistence);
    const auto document =
        readS3Error("<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code><Message>m</Message></Error>");
    QCOMPARE(document.code, code);
    const HttpFailure failure = s3Failure(status, document.code, u"s3://b/k"_s);
    QCOMPARE(failure.error.kind, kind);
    QCOMPARE(failure.persistence, persistence);
    QCOMPARE(failure.error.subject, u"s3://b/k"_s);
    QVERIFY(!failure.error.message.isEmpty());
}

/// The check values of the CRC catalogue, for "123456789".
void s3rules_test::computesThePublishedChecksums()
{
    const QByteArray nine = "123456789";
    QCOMPARE(crc32(0, bytes(nine)), 0xCBF43926U);
    QCOMPARE(crc32c(0, bytes(nine)), 0xE3069283U);
    QCOMPARE(crc64nvme(0, bytes(nine)), 0xAE8B14860A799888U);
    const QByteArray longer = nine.repeated(100);
    QCOMPARE(crc64nvme(crc64nvme(0, bytes(longer.first(333))), bytes(longer.sliced(333))),
             crc64nvme(0, bytes(longer)));
}

/// Blocks are summed in another way than single bytes are.
void s3rules_test::sumsLongBodiesLikeTheirBytes()
{
    QByteArray all(600, Qt::Uninitialized);
    for (qsizetype i = 0; i < all.size(); ++i)
        all[i] = static_cast<char>(i * i * 7 + i / 3);
    const auto byByte = [](auto sum, const QByteArray &text) {
        decltype(sum(0, bytes(text))) crc = 0;
        for (qsizetype i = 0; i < text.size(); ++i)
            crc = sum(crc, bytes(text).subspan(size_t(i), 1));
        return crc;
    };
    for (qsizetype size = 0; size < all.size(); ++size) {
        const QByteArray text = all.last(size); // from every place in memory, too
        QCOMPARE(crc32(0, bytes(text)), byByte(crc32, text));
        QCOMPARE(crc32c(0, bytes(text)), byByte(crc32c, text));
        QCOMPARE(crc64nvme(0, bytes(text)), byByte(crc64nvme, text));
    }
}

void s3rules_test::holdsBytesAgainstTheirChecksum_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("CRC-64/NVMe") << QByteArray("x-amz-checksum-crc64nvme: rosUhgp5mIg=\r\n");
    QTest::newRow("CRC-32C") << QByteArray("x-amz-checksum-crc32c: 4waSgw==\r\n");
    QTest::newRow("CRC-32") << QByteArray("x-amz-checksum-crc32: y/Q5Jg==\r\n");
    QTest::newRow("SHA-256") << QByteArray(
        "x-amz-checksum-sha256: FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=\r\n");
    QTest::newRow("SHA-1") << QByteArray("x-amz-checksum-sha1: 98O8HYCOBHMq32eZZczDTKeuNEE=\r\n");
}

void s3rules_test::holdsBytesAgainstTheirChecksum()
{
    QFETCH(QByteArray, field);
    const QByteArray nine = "123456789";
    for (const QByteArray &came : {nine, QByteArray("123456780")}) {
        const auto check = s3BodyCheck(headWith(field));
        QVERIFY(check);
        check->add(bytes(came.first(4)));
        check->add(bytes(came.sliced(4)));
        if (came == nine) {
            VERIFY_VALUE(check->verify());
            continue;
        }
        const auto verified = check->verify();
        VERIFY_ERROR(verified, ErrorKind::Corrupt);
        QVERIFY(verified.error().message.contains(QString::fromLatin1(QTest::currentDataTag())));
    }
}

void s3rules_test::passesOverChecksumsOfChecksums()
{
    QVERIFY(!s3BodyCheck(headWith("x-amz-checksum-crc32c: 4waSgw==-3\r\n")));
    QVERIFY(!s3BodyCheck(headWith("x-amz-checksum-crc32c: 4waSgw==\r\nx-amz-checksum-type: COMPOSITE\r\n")));
    QVERIFY(s3BodyCheck(headWith("x-amz-checksum-crc32c: 4waSgw==\r\nx-amz-checksum-type: FULL_OBJECT\r\n")));
    QVERIFY(!s3BodyCheck(headWith("etag: \"25f9e794323b453885f5181f1b624d0b\"\r\n"))); // never a hash
}

void s3rules_test::takesAnETagAsAnOpaqueToken()
{
    const Validator plain = s3Validator("\"abc-3\"", {});
    QCOMPARE(plain, s3Validator("abc-3", "null"));
    QCOMPARE(plain.strength, ValidatorStrength::Strong);
    QCOMPARE(strongETag(plain), std::optional(QByteArray("\"abc-3\"")));
    const Validator versioned = s3Validator("\"abc-3\"", "v.1_x");
    QVERIFY(versioned.token != plain.token);
    QCOMPARE(strongETag(versioned), std::optional(QByteArray("\"abc-3\"")));
    QCOMPARE(s3Validator({}, {}).strength, ValidatorStrength::None);
}

QTEST_GUILESS_MAIN(s3rules_test)
#include "s3rules_test.moc"
