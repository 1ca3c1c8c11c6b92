// The rules of the Azure Blob Storage source that need no server: addresses, pages, errors, what is signed.
#include "core/http/httpvalidator.h"
#include "core/sources/azureerror.h"
#include "core/sources/azurepage.h"
#include "core/sources/azureplace.h"
#include "core/sources/azuresigner.h"
#include "core/sources/sourcetable.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

Result<AzureAddress> addressOf(const QString &url)
{
    const auto address = parseAddress(url, QDate(2024, 8, 27));
    if (!address)
        return failure(address);
    return AzureAddress::from(*address, {});
}

} // namespace

class azurerules_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAddressesApart();
    void refusesWhatIsNoContainer_data();
    void refusesWhatIsNoContainer();
    void signsAsTheProviderDescribesIt();
    void readsAPage();
    void readsNamesThatXmlCannotCarry();
    void refusesWhatIsNoPage();
    void tellsErrorsByTheirCode_data();
    void tellsErrorsByTheirCode();
    void isOneDoorForAnAccount();
};

void azurerules_test::takesAddressesApart()
{
    const auto place = addressOf(u"az://acmedata/exports-2/daily/{yyyy-MM-dd}/a%20b+c%23/"_s);
    VERIFY_VALUE(place);
    QCOMPARE(place->account, "acmedata");
    QCOMPARE(place->container, "exports-2");
    QCOMPARE(place->prefix, "daily/2024-08-27/a b+c#/");
    QCOMPARE(addressOf(u"az://acmedata/exports"_s)->prefix, "");
    QCOMPARE(addressOf(u"az://acmedata/exports/a.csv"_s)->prefix, "a.csv");
    QCOMPARE(addressOf(u"az://acmedata/$web/"_s)->container, "$web");
}

void azurerules_test::refusesWhatIsNoContainer_data()
{
    QTest::addColumn<QString>("url");
    for (const QString &url :
         {u"az:acmedata/x"_s, u"az://acmedata"_s, u"az://acmedata/"_s, u"az://Acme-Data/exports/"_s,
          u"az://acmedata/Exports/"_s, u"az://acmedata/ex--ports/"_s, u"az://acmedata/e/"_s,
          u"az://acmedata/exports/?sv=1&sig=x"_s, u"az://me@acmedata/exports/"_s})
        QTest::newRow(qPrintable(url)) << url;
}

void azurerules_test::refusesWhatIsNoContainer()
{
    QFETCH(QString, url);
    const auto address = addressOf(url);
    VERIFY_ERROR(address, ErrorKind::Invalid);
    QVERIFY(!QString(address.error().message + address.error().subject).contains("sig=x"_L1));
}

/// The examples of learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
void azurerules_test::signsAsTheProviderDescribesIt()
{
    const HttpRequest listing{
        "GET",
        "https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=metadata",
        {{"x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT"}, {"x-ms-version", "2015-02-21"}}};
    QCOMPARE(azureStringToSign(listing, "myaccount"),
             "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n"
             "/myaccount/mycontainer\ncomp:metadata\nrestype:container");
    const HttpRequest part{"GET",
                           "https://a.blob.core.windows.net/c/a%20b%25.csv?snapshot=x%2By",
                           {{"If-Match", "\"1\""}, {"Range", "bytes=0-1"}, {"X-Ms-Version", "v"}}};
    QCOMPARE(azureStringToSign(part, "a"),
             "GET\n\n\n\n\n\n\n\n\"1\"\n\n\nbytes=0-1\nx-ms-version:v\n/a/c/a%20b%25.csv\nsnapshot:x+y");
    const HttpRequest sent = signedForAzure(part, "a", "key");
    QCOMPARE(sent.headers.constLast().first, "Authorization");
    QVERIFY(sent.headers.constLast().second.startsWith("SharedKey a:"));
}

void azurerules_test::readsAPage()
{
    QByteArray body = R"(<?xml version="1.0" encoding="utf-8"?>
<EnumerationResults ServiceEndpoint="https://a.blob.core.windows.net/" ContainerName="c"><Blobs>
<Blob><Name> a+b%20&amp;日</Name><Properties><Last-Modified>Tue, 27 Aug 2024 09:08:07 GMT</Last-Modified><Etag>0x8DC</Etag>
<Content-Length>5368709121</Content-Length></Properties></Blob>
<Blob><Name>dir</Name><Properties><ResourceType>directory</ResourceType><Content-Length>0</Content-Length></Properties></Blob>
<BlobPrefix><Name>x/</Name></BlobPrefix></Blobs><NextMarker>2!92!MDAw</NextMarker></EnumerationResults>)";
    body.prepend("\xef\xbb\xbf"); // the real one writes this mark
    const auto page = readAzurePage(body);
    VERIFY_VALUE(page);
    QCOMPARE(page->nextToken, "2!92!MDAw");
    QCOMPARE(page->folders, std::vector<QByteArray>{"x/"});
    QCOMPARE(page->objects.size(), 2U);
    QCOMPARE(page->objects[0].key, " a+b%20&\xe6\x97\xa5");
    QCOMPARE(page->objects[0].size, 5368709121);
    QCOMPARE(page->objects[0].modified, fromIso(u"2024-08-27T09:08:07Z"_s));
    QCOMPARE(page->objects[0].validator, azureValidator("\"0x8DC\"")); // a blob's own answer has quotes
    QCOMPARE(strongETag(page->objects[0].validator), std::optional(QByteArray("\"0x8DC\"")));
    QCOMPARE(page->objects[1].key, "dir/"); // of an account that has folders: no file
}

void azurerules_test::readsNamesThatXmlCannotCarry()
{
    QByteArray body = "<EnumerationResults><Blobs><Blob><Name Encoded=\"true\">a%01%25</Name><Properties>"
                      "<Etag>1</Etag><Content-Length>-7</Content-Length></Properties></Blob></Blobs>"
                      "<NextMarker/></EnumerationResults>";
    const auto page = readAzurePage(body);
    VERIFY_VALUE(page);
    QCOMPARE(page->objects[0].key, "a\x01%");
    QCOMPARE(page->objects[0].size, -1);
    QVERIFY(page->nextToken.isEmpty());
}

void azurerules_test::refusesWhatIsNoPage()
{
    for (const QByteArray &written :
         {QByteArray(), QByteArray("<html/>"), QByteArray("<EnumerationResults><Blobs>"), QByteArray("{}")}) {
        QByteArray body = written;
        VERIFY_ERROR(readAzurePage(body), ErrorKind::Unsupported);
    }
    QByteArray nameless = "<EnumerationResults><Blobs><Blob/></Blobs></EnumerationResults>";
    VERIFY_ERROR(readAzurePage(nameless), ErrorKind::Corrupt);
}

void azurerules_test::tellsErrorsByTheirCode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Persistence>("persistence");
    const auto row = [](int status, const char *code, ErrorKind kind, Persistence persistence) {
        QTest::addRow("%d %s", status, code) << status << QByteArray(code) << kind << persistence;
    };
    using enum Persistence;
    row(403, "AuthenticationFailed", ErrorKind::SignInNeeded, Lasting);
    row(401, "InvalidAuthenticationInfo", ErrorKind::SignInNeeded, Lasting);
    row(401, "", ErrorKind::SignInNeeded, Lasting);
    row(403, "AuthorizationPermissionMismatch", ErrorKind::Denied, Lasting);
    row(403, "", ErrorKind::Denied, Lasting);
    row(404, "ContainerNotFound", ErrorKind::NotFound, Lasting);
    row(404, "BlobNotFound", ErrorKind::NotFound, Lasting);
    row(404, "", ErrorKind::NotFound, Lasting);
    row(409, "PublicAccessNotPermitted", ErrorKind::SignInNeeded, Lasting);
    row(409, "BlobArchived", ErrorKind::Unsupported, Lasting);
    row(412, "ConditionNotMet", ErrorKind::Conflict, Lasting);
    row(503, "ServerBusy", ErrorKind::Throttled, Passing);
    row(503, "", ErrorKind::Throttled, Passing);
    row(500, "OperationTimedOut", ErrorKind::Timeout, Passing);
    row(500, "InternalError", ErrorKind::Network, Passing);
}

void azurerules_test::tellsErrorsByTheirCode()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(ErrorKind, kind);
    QFETCH(Persistence, persistence);
    HttpHead head;
    head.status = status;
    const QByteArray document = "<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code></Error>";
    QCOMPARE(azureErrorCode(head, document), code);
    head.fields = "x-ms-error-code: " + code + "\r\n"; // of an answer without a body
    QCOMPARE(azureErrorCode(head, {}), code);
    const HttpFailure failure = azureFailure(status, code, u"az://a/c/k"_s);
    QCOMPARE(failure.error.kind, kind);
    QCOMPARE(failure.persistence, persistence);
    QCOMPARE(failure.error.subject, u"az://a/c/k"_s);
}

/// A key opens one account: its troubles are no other's.
void azurerules_test::isOneDoorForAnAccount()
{
    const auto scope = [](const QString &url) { return signInScope({.url = url}); };
    QCOMPARE(scope(u"az://acmedata/exports/"_s), scope(u"az://acmedata/other/"_s));
    QVERIFY(scope(u"az://acmedata/exports/"_s) != scope(u"az://betadata/exports/"_s));
    Binding binding{.url = u"az://acmedata/exports/"_s};
    VERIFY_VALUE(checkBinding(binding));
    binding.bucket.paysRequests = true;
    VERIFY_ERROR(checkBinding(binding), ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(azurerules_test)
#include "azurerules_test.moc"
