// Azure's credentials come from where the provider's own tools keep them, and no text holds a secret.
#include "core/credentials/azuresignin.h"
#include "tests/contract/azurestore.h"
#include "tests/support/expect.h"
#include "tests/support/person.h"

#include <QTest>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

const QString acme = u"acmedata"_s;

} // namespace

class azuresignin_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheEnvironmentForItsOwnAccountOnly_data();
    void takesTheEnvironmentForItsOwnAccountOnly();
    void tellsTheEndpointOfAConnectionString_data();
    void tellsTheEndpointOfAConnectionString();
    void asksTheAzCommand();
    void believesNoTimeThatCannotBe();
    void namesTheSubscriptionAndTheCommandThatSignsInAgain();
    void saysThatNothingWasFound();
    void signsInAsAnApplication();
    void saysWhichSubscriptionsThereAre();
    void readsStaticKeysAnewAndRemembersTheirRefusal();
    void showsNoSecretInAnyError();
};

void azuresignin_test::takesTheEnvironmentForItsOwnAccountOnly_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("connection string")
        << u"AZURE_STORAGE_CONNECTION_STRING"_s
        << u"DefaultEndpointsProtocol=https;AccountName=acmedata;AccountKey=a2V5PT0=;EndpointSuffix=core.windows.net"_s
        << QByteArray("key==") << QByteArray();
    QTest::newRow("connection string with a signature")
        << u"AZURE_STORAGE_CONNECTION_STRING"_s
        << u"BlobEndpoint=https://acmedata.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=a%2B="_s
        << QByteArray() << QByteArray("sv=1&sig=a%2B=");
    QTest::newRow("key") << u"AZURE_STORAGE_KEY"_s << u"a2V5PT0="_s << QByteArray("key==") << QByteArray();
    QTest::newRow("signature") << u"AZURE_STORAGE_SAS_TOKEN"_s << u"?sv=1&sig=x"_s << QByteArray()
                               << QByteArray("sv=1&sig=x");
}

void azuresignin_test::takesTheEnvironmentForItsOwnAccountOnly()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, signature);
    Person person;
    person.environment.insert(u"PATH"_s, u"/nowhere"_s);
    person.environment.insert(u"AZURE_STORAGE_ACCOUNT"_s, u"acmedata"_s);
    person.environment.insert(name, value);
    AzureSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys({}, acme, {});
    VERIFY_VALUE(keys);
    QCOMPARE(keys->sharedKey, key);
    QCOMPARE(keys->signature, signature);
    QCOMPARE(keys->origin, u"the environment (%1)"_s.arg(name));
    VERIFY_ERROR(signIn.keys({}, u"betadata"_s, {}), ErrorKind::SignInNeeded);
    // A named subscription is not the environment.
    VERIFY_ERROR(signIn.keys(u"Corp"_s, u"acmedata"_s, {}), ErrorKind::SignInNeeded);
}

void azuresignin_test::tellsTheEndpointOfAConnectionString_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<QString>("endpoint");
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("the usual") << u"AccountName=acmedata;AccountKey=x;EndpointSuffix=core.windows.net"_s
                               << QString();
    QTest::newRow("another cloud")
        << u"AccountName=acmedata;AccountKey=x;EndpointSuffix=core.chinacloudapi.cn"_s
        << u"https://acmedata.blob.core.chinacloudapi.cn"_s;
    QTest::newRow("an emulator") << u"AccountName=acmedata;BlobEndpoint=http://127.0.0.1:10000/acmedata/"_s
                                 << u"http://127.0.0.1:10000"_s;
    QTest::newRow("another account") << u"AccountName=betadata;BlobEndpoint=http://127.0.0.1:10000/betadata"_s
                                     << QString();
}

void azuresignin_test::tellsTheEndpointOfAConnectionString()
{
    QFETCH(QString, connection);
    QFETCH(QString, endpoint);
    Person person;
    person.environment.insert(u"AZURE_STORAGE_CONNECTION_STRING"_s, connection);
    QCOMPARE(AzureSignIn(person.environment, person.http).endpoint(u"acmedata"_s), endpoint);
}

void azuresignin_test::asksTheAzCommand()
{
    Person person;
    const qint64 inAnHour = QDateTime::currentSecsSinceEpoch() + 3600;
    person.program(u"az"_s,
                   R"(echo '{"accessToken":"eyJ.x","expiresOn":"2026-01-01 00:00:00.000000","expires_on":)"
                       + QByteArray::number(inAnHour) + R"(,"tokenType":"Bearer"}')");
    AzureSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys({}, acme, {});
    VERIFY_VALUE(keys);
    QCOMPARE(keys->token, "eyJ.x");
    QCOMPARE(keys->expiresAt, Instant(std::chrono::seconds(inAnHour)));
    VERIFY_VALUE(signIn.keys({}, u"betadata"_s, {})); // a token is good for every account
    VERIFY_VALUE(signIn.keys(u"Corp Data"_s, u"acmedata"_s, {}));
    QCOMPARE(person.calls(),
             QByteArrayList({"account get-access-token --resource https://storage.azure.com/ --output json",
                             "account get-access-token --resource https://storage.azure.com/ --output json "
                             "--subscription Corp Data"}));
}

void azuresignin_test::believesNoTimeThatCannotBe()
{
    Person person;
    person.program(u"az"_s, R"(echo '{"accessToken":"eyJ.x","expires_on":9223372036854775807}')");
    AzureSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys({}, acme, {});
    VERIFY_VALUE(keys);
    QCOMPARE(keys->expiresAt, std::nullopt);
}

void azuresignin_test::namesTheSubscriptionAndTheCommandThatSignsInAgain()
{
    Person person;
    person.program(u"az"_s, "echo 'ERROR: AADSTS700082' >&2; exit 1");
    AzureSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys(u"Corp"_s, u"acmedata"_s, {});
    VERIFY_ERROR(keys, ErrorKind::SignInNeeded);
    QCOMPARE(keys.error().message,
             u"the sign-in of the Azure subscription \"Corp\" has expired or is missing"_s);
    QCOMPARE(keys.error().hint, u"run `az login`"_s);
}

void azuresignin_test::saysThatNothingWasFound()
{
    Person person;
    person.environment.insert(u"PATH"_s, u"/nowhere"_s);
    const auto keys = AzureSignIn(person.environment, person.http).keys({}, acme, {});
    VERIFY_ERROR(keys, ErrorKind::SignInNeeded);
    QCOMPARE(keys.error().message, u"no Azure credentials were found"_s);
    QVERIFY(keys.error().hint.contains(u"az login"_s));
}

void azuresignin_test::signsInAsAnApplication()
{
    AzureStore store;
    Person person;
    const QJsonObject application = store.told()["application"_L1].toObject();
    for (const QString &name : application.keys())
        person.environment.insert(name, application[name].toString());
    AzureSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys({}, acme, {});
    VERIFY_VALUE(keys);
    QVERIFY(keys->token.startsWith("eyJ."));
    QVERIFY(keys->expiresAt);
    person.environment.insert(u"AZURE_CLIENT_SECRET"_s, u"very-secret"_s);
    const auto refused = AzureSignIn(person.environment, person.http).keys({}, acme, {});
    VERIFY_ERROR(refused, ErrorKind::SignInNeeded);
    QVERIFY(refused.error().message.contains(u"AZURE_CLIENT_ID"_s));
}

void azuresignin_test::saysWhichSubscriptionsThereAre()
{
    Person person;
    QCOMPARE(AzureSignIn(person.environment, person.http).profiles(), QStringList());
    person.write(
        u".azure/azureProfile.json"_s,
        "\xef\xbb\xbf{\"subscriptions\":[{\"name\":\"Corp Data\",\"id\":\"1\"},{\"name\":\"Lab\"},{}]}");
    QCOMPARE(AzureSignIn(person.environment, person.http).profiles(),
             QStringList({u"Corp Data"_s, u"Lab"_s}));
}

void azuresignin_test::readsStaticKeysAnewAndRemembersTheirRefusal()
{
    Person person;
    person.environment.insert(u"AZURE_STORAGE_ACCOUNT"_s, u"acmedata"_s);
    person.environment.insert(u"AZURE_STORAGE_KEY"_s, u"a2V5"_s);
    AzureSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys({}, acme, {});
    VERIFY_VALUE(keys);
    const Error refusal{ErrorKind::SignInNeeded, u"refused"_s, {}, {}};
    signIn.refuse({}, acme, *keys, refusal);
    const auto again = signIn.keys({}, acme, {});
    VERIFY_ERROR(again, ErrorKind::SignInNeeded);
    QCOMPARE(again.error().message, u"refused"_s);
}

void azuresignin_test::showsNoSecretInAnyError()
{
    Person person;
    person.program(u"az"_s, "echo very-secret; echo very-secret >&2; exit 3");
    AzureSignIn signIn(person.environment, person.http);
    for (const QString &profile : {QString(), u"Corp"_s}) {
        const auto keys = signIn.keys(profile, u"acmedata"_s, {});
        VERIFY_ERROR(keys, ErrorKind::SignInNeeded);
        const Error &error = keys.error();
        QVERIFY(!QString(error.message + error.hint + error.subject).contains("very-secret"_L1));
    }
}

QTEST_GUILESS_MAIN(azuresignin_test)
#include "azuresignin_test.moc"
