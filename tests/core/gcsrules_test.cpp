// The rules of the Google Cloud Storage source that need no server: pages of a listing, errors, validators.
#include "core/sources/gcserror.h"
#include "core/sources/gcspage.h"
#include "core/sources/sourcetable.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

class gcsrules_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAPage();
    void readsAnEmptyPage();
    void refusesWhatIsNoPage_data();
    void refusesWhatIsNoPage();
    void readsOneObject();
    void takesAGenerationForAVersion();
    void tellsErrorsByTheirReason_data();
    void tellsErrorsByTheirReason();
    void showsNothingOfWhatTheProviderSays();
    void takesOnlyTheOptionsThatSuchABucketHas();
};

void gcsrules_test::readsAPage()
{
    const auto page =
        readGcsPage(R"({"kind":"storage#objects","nextPageToken":"CgVhLmNzdg==","prefixes":["x/"],"items":[
{"name":"a b+c%25/\u65e5","size":"5368709121","generation":"1724749687250123","timeCreated":"2024-08-27T09:08:07.250Z"},
{"name":"empty","size":"0","generation":"1"}]})");
    VERIFY_VALUE(page);
    QCOMPARE(page->nextToken, "CgVhLmNzdg==");
    QCOMPARE(page->folders, std::vector<QByteArray>{"x/"});
    QCOMPARE(page->objects.size(), 2U);
    QCOMPARE(page->objects[0].key, "a b+c%25/\xe6\x97\xa5");
    QCOMPARE(page->objects[0].size, 5368709121);
    QCOMPARE(page->objects[0].modified, fromIso(u"2024-08-27T09:08:07.250Z"_s));
    QCOMPARE(page->objects[0].validator, gcsValidator("1724749687250123"));
    QCOMPARE(page->objects[1].size, 0);
    QVERIFY(!page->objects[1].modified);
}

void gcsrules_test::readsAnEmptyPage()
{
    const auto page = readGcsPage(R"({"kind":"storage#objects"})");
    VERIFY_VALUE(page);
    QVERIFY(page->objects.empty() && page->nextToken.isEmpty());
}

void gcsrules_test::refusesWhatIsNoPage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("nothing") << QByteArray() << ErrorKind::Unsupported;
    QTest::newRow("a web page") << QByteArray("<html>") << ErrorKind::Unsupported;
    QTest::newRow("other JSON") << QByteArray("{\"items\":[]}") << ErrorKind::Unsupported;
    QTest::newRow("cut") << QByteArray(R"({"kind":"storage#objects","items":[{"name":"a)")
                         << ErrorKind::Unsupported;
    QTest::newRow("no name") << QByteArray(
        R"({"kind":"storage#objects","items":[{"size":"1","generation":"1"}]})")
                             << ErrorKind::Corrupt;
    QTest::newRow("no generation") << QByteArray(
        R"({"kind":"storage#objects","items":[{"name":"a","size":"1"}]})")
                                   << ErrorKind::Corrupt;
    QTest::newRow("a generation that is none")
        << QByteArray(R"({"kind":"storage#objects","items":[{"name":"a","size":"1","generation":"1&x=2"}]})")
        << ErrorKind::Corrupt;
}

void gcsrules_test::refusesWhatIsNoPage()
{
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    VERIFY_ERROR(readGcsPage(body), kind);
}

void gcsrules_test::readsOneObject()
{
    const auto object = readGcsObject(R"({"name":"a","size":"-7","generation":"12"})");
    VERIFY_VALUE(object);
    QCOMPARE(object->size, -1);
    VERIFY_ERROR(readGcsObject("{}"), ErrorKind::Unsupported);
}

void gcsrules_test::takesAGenerationForAVersion()
{
    QCOMPARE(gcsValidator("12").strength, ValidatorStrength::Strong);
    QCOMPARE(gcsGeneration(gcsValidator("12")), std::optional(QByteArray("12")));
    QCOMPARE(compare(gcsValidator("12"), gcsValidator("13")), Sameness::Different);
    QVERIFY(!gcsGeneration({ValidatorStrength::Strong, "etag:\"12\""}));
}

void gcsrules_test::tellsErrorsByTheirReason_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Persistence>("persistence");
    const auto row = [](int status, const char *reason, const char *message, ErrorKind kind,
                        Persistence persistence) {
        QTest::addRow("%d %s %s", status, reason, message)
            << status << QByteArray(reason) << QByteArray(message) << kind << persistence;
    };
    using enum Persistence;
    row(401, "authError", "Invalid Credentials", ErrorKind::SignInNeeded, Lasting);
    row(401, "required", "Anonymous caller does not have access", ErrorKind::SignInNeeded, Lasting);
    row(403, "forbidden", "x does not have storage.objects.list access", ErrorKind::Denied, Lasting);
    row(403, "", "", ErrorKind::Denied, Lasting);
    row(403, "rateLimitExceeded", "", ErrorKind::Throttled, Passing);
    row(429, "rateLimitExceeded", "", ErrorKind::Throttled, Passing);
    row(429, "", "", ErrorKind::Throttled, Passing);
    row(400, "required", "Bucket is a requester pays bucket but no user project provided.", ErrorKind::Denied,
        Lasting);
    row(400, "invalid", "", ErrorKind::Unsupported, Lasting);
    row(404, "notFound", "No such object: b/k", ErrorKind::NotFound, Lasting);
    row(412, "conditionNotMet", "", ErrorKind::Conflict, Lasting);
    row(500, "internalError", "", ErrorKind::Network, Passing);
    row(503, "backendError", "", ErrorKind::Network, Passing);
    row(503, "", "", ErrorKind::Throttled, Passing);
}

void gcsrules_test::tellsErrorsByTheirReason()
{
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, message);
    QFETCH(ErrorKind, kind);
    QFETCH(Persistence, persistence);
    const GcsErrorDocument document = readGcsError(R"({"error":{"code":1,"message":")" + message
                                                   + R"(","errors":[{"reason":")" + reason + R"("}]}})");
    QCOMPARE(document, (GcsErrorDocument{reason, message}));
    const HttpFailure failure = gcsFailure(status, document, Asked::Object, u"gs://b/k"_s);
    QCOMPARE(failure.error.kind, kind);
    QCOMPARE(failure.persistence, persistence);
    QCOMPARE(failure.error.subject, u"gs://b/k"_s);
    QVERIFY(!failure.error.message.isEmpty());
}

void gcsrules_test::showsNothingOfWhatTheProviderSays()
{
    const GcsErrorDocument plain = readGcsError("The specified bucket does not exist.");
    QCOMPARE(plain.reason, "");
    QCOMPARE(gcsFailure(404, plain, Asked::Object, {}).error.message, u"there is no such bucket"_s);
    QCOMPARE(gcsFailure(404, {}, Asked::Object, {}).error.message, u"there is no such object"_s);
    for (const int status : {400, 401, 403, 404, 429, 500}) {
        const Error error = gcsFailure(status, {{}, "ya29.secret"}, Asked::Listing, {}).error;
        QVERIFY(!QString(error.message + error.hint).contains("secret"_L1));
    }
}

void gcsrules_test::takesOnlyTheOptionsThatSuchABucketHas()
{
    Binding binding{.url = u"gs://acme-exports/x/"_s};
    binding.bucket = {
        .endpoint = u"localhost:4443"_s, .paysRequests = true, .isAnonymous = true, .profile = u"acme"_s};
    VERIFY_VALUE(checkBinding(binding));
    binding.bucket.region = u"europe-west1"_s;
    binding.bucket.addressing = Addressing::Host;
    const auto checked = checkBinding(binding);
    VERIFY_ERROR(checked, ErrorKind::Invalid);
    QVERIFY2(checked.error().message.contains(u"region, addressing"_s), qPrintable(checked.error().message));
    VERIFY_ERROR(checkBinding({.url = u"gs://b/x?y"_s}), ErrorKind::Invalid);
    const auto none = checkBinding({.url = u"gs:///x"_s});
    VERIFY_ERROR(none, ErrorKind::Invalid);
    QVERIFY(none.error().hint.contains(u"gs://bucket/prefix/"_s));
}

QTEST_GUILESS_MAIN(gcsrules_test)
#include "gcsrules_test.moc"
