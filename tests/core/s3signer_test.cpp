// Requests are signed as AWS publishes it: the aws-sig-v4-test-suite, and the examples of S3's own reference.
#include "core/sources/s3signer.h"

#include <QTest>

using namespace larder;

namespace {

struct Vector {
    const char *name;
    QByteArray url;
    HttpHeaders headers;
    QByteArray token;
    QByteArray signature;
};

// aws-sig-v4-test-suite, without what S3 does not do (normalising paths)
const std::vector<Vector> suite{
    {"get-vanilla",
     "https://example.amazonaws.com/",
     {},
     {},
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-vanilla-query-order-key-case",
     "https://example.amazonaws.com/?Param2=value2&Param1=value1",
     {},
     {},
     "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get-unreserved",
     "https://example.amazonaws.com/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
     {},
     {},
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get-utf8",
     "https://example.amazonaws.com/" + awsEncoded("\u1234", Slashes::Keep),
     {},
     {},
     "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get-space",
     "https://example.amazonaws.com" + awsEncoded("/example space/", Slashes::Keep),
     {},
     {},
     "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
    {"get-vanilla-utf8-query",
     "https://example.amazonaws.com/?" + awsEncoded("\u1234", Slashes::Encode) + "=bar",
     {},
     {},
     "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
    {"a session token",
     "https://example.amazonaws.com/",
     {},
     "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
     "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"},
};

// S3's API reference, "Examples: Signature Calculations"
const std::vector<Vector> s3{
    {"GET object",
     "https://examplebucket.s3.amazonaws.com/test.txt",
     {{"Range", "bytes=0-9"}},
     {},
     "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
    {"GET bucket lifecycle",
     "https://examplebucket.s3.amazonaws.com/?lifecycle",
     {},
     {},
     "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
    {"GET bucket (list objects)",
     "https://examplebucket.s3.amazonaws.com/?prefix=J&max-keys=2",
     {},
     {},
     "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
};

Instant at(int year, int month, int day, int hour, int minute)
{
    return toInstant(QDateTime(QDate(year, month, day), QTime(hour, minute), QTimeZone::UTC));
}

QByteArray signatureOf(const HttpRequest &request)
{
    for (const auto &[name, value] : request.headers) {
        if (name == "Authorization")
            return value.sliced(value.indexOf("Signature=") + 10);
    }
    return {};
}

} // namespace

class s3signer_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsAsThePublishedVectors_data();
    void signsAsThePublishedVectors();
    void sendsTheSessionTokenSigned();
    void signsEveryFieldThatIsSent();
    void encodesEachByteOnce();
};

void s3signer_test::signsAsThePublishedVectors_data()
{
    QTest::addColumn<QByteArray>("made");
    QTest::addColumn<QByteArray>("published");
    for (const Vector &vector : suite) {
        const AwsKeys keys{.keyId = "AKIDEXAMPLE",
                           .secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                           .sessionToken = vector.token};
        const SigningScope scope{"us-east-1", at(2015, 8, 30, 12, 36), "service"};
        QTest::newRow(vector.name) << signatureOf(
            signedRequest({"GET", vector.url, vector.headers}, keys, scope))
                                   << vector.signature;
    }
    for (const Vector &vector : s3) {
        const AwsKeys keys{.keyId = "AKIAIOSFODNN7EXAMPLE",
                           .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
        const SigningScope scope{"us-east-1", at(2013, 5, 24, 0, 0)};
        QTest::newRow(vector.name) << signatureOf(
            signedRequest({"GET", vector.url, vector.headers}, keys, scope))
                                   << vector.signature;
    }
}

void s3signer_test::signsAsThePublishedVectors()
{
    QFETCH(QByteArray, made);
    QFETCH(QByteArray, published);
    QCOMPARE(made, published);
}

void s3signer_test::sendsTheSessionTokenSigned()
{
    const HttpRequest request = signedRequest({"GET", "https://b.example/k", {}},
                                              {.keyId = "id", .secret = "s", .sessionToken = "tok+en/="},
                                              {"eu-west-3", at(2024, 1, 2, 3, 4)});
    QVERIFY(request.headers.contains({"X-Amz-Security-Token", "tok+en/="}));
    const QByteArray authorization = request.headers.constLast().second;
    QVERIFY(authorization.startsWith("AWS4-HMAC-SHA256 Credential=id/20240102/eu-west-3/s3/aws4_request, "));
    QVERIFY(
        authorization.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, "));
    QVERIFY(!authorization.contains("tok+en"));
}

void s3signer_test::signsEveryFieldThatIsSent()
{
    const HttpRequest request =
        signedRequest({"GET", "http://127.0.0.1:9000/b/k", {{"If-Match", "\"x\""}, {"Range", "bytes=5-"}}},
                      {.keyId = "id", .secret = "s"}, {"us-east-1", at(2024, 1, 2, 3, 4)});
    QVERIFY(request.headers.constLast().second.contains(
        "SignedHeaders=host;if-match;range;x-amz-content-sha256;x-amz-date, "));
}

void s3signer_test::encodesEachByteOnce()
{
    QCOMPARE(awsEncoded("a b+c%d#e?f/\xc3\xbc~*'(", Slashes::Keep), "a%20b%2Bc%25d%23e%3Ff/%C3%BC~%2A%27%28");
    QCOMPARE(awsEncoded("1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=", Slashes::Encode),
             "1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J%2Fwm36Hy4vbOwM%3D");
}

QTEST_GUILESS_MAIN(s3signer_test)
#include "s3signer_test.moc"
