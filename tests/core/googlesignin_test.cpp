// Google's credentials come from where the provider's own tools keep them, and no text holds a secret.
#include "core/credentials/googledocument.h"
#include "core/credentials/googlesignin.h"
#include "core/credentials/oauth.h"
#include "tests/contract/gcsstore.h"
#include "tests/support/expect.h"
#include "tests/support/person.h"

#include <QHttpServer>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTest>

#include <future>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class googlesignin_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFilesAsTheProvidersToolsDo();
    void readsTokens();
    void refusesAKeyThatIsNone();
    void findsTheSignInInGooglesOrder();
    void takesANewSignInAtOnce();
    void asksGcloudForAConfiguration();
    void asksGcloudForOtherKindsOfCredentials();
    void saysThatGcloudIsMissing();
    void asksTheMachineForItsAccount();
    void tellsANetworkFailureAsOne();
    void makesOneAttemptForManyDatasets();
    void sendsNoSecretToAPlaceThatIsNotSafe();
    void findsWhoIsCharged();
    void showsNoSecretInAnyError();

private:
    GcsStore m_store;
};

void googlesignin_test::readsFilesAsTheProvidersToolsDo()
{
    const auto user = googleDocument(
        R"({"type":"authorized_user","client_id":"i","client_secret":"s","refresh_token":"r","quota_project_id":"q"})");
    VERIFY_VALUE(user);
    QCOMPARE(user->kind, GoogleDocument::Kind::User);
    QCOMPARE(user->tokenEndpoint, "https://oauth2.googleapis.com/token");
    QCOMPARE(user->project, "q");
    const auto account = googleDocument(
        R"({"type":"service_account","client_email":"a@b","private_key":"k","private_key_id":"1","project_id":"p"})");
    VERIFY_VALUE(account);
    QCOMPARE(account->kind, GoogleDocument::Kind::ServiceAccount);
    QCOMPARE(account->project, "p");
    QCOMPARE(googleDocument(R"({"type":"external_account"})")->kind, GoogleDocument::Kind::ByGcloud);
    for (const QByteArray &broken :
         {QByteArray(), QByteArray("{}"), QByteArray("[]"), QByteArray(R"({"type":"authorized_user"})"),
          QByteArray(R"({"type":"service_account","client_email":"a@b"})")})
        VERIFY_ERROR(googleDocument(broken), ErrorKind::Corrupt);
}

void googlesignin_test::readsTokens()
{
    const Instant now = SystemClock().now();
    const auto token = tokenFromJson(R"({"access_token":"ya29.x","expires_in":3599})", now);
    VERIFY_VALUE(token);
    QCOMPARE(token->token, "ya29.x");
    QCOMPARE(token->expiresAt, now + std::chrono::seconds(3599));
    QCOMPARE(tokenFromJson(R"({"access_token":"a","expires_in":"60"})", now)->expiresAt,
             now + std::chrono::seconds(60));
    QVERIFY(!tokenFromJson(R"({"access_token":"a"})", now)->expiresAt);
    const auto forEver = tokenFromJson(R"({"access_token":"a","expires_in":"9223372036854775807"})", now);
    QCOMPARE(forEver->expiresAt, now + std::chrono::days(365)); // and is then asked for anew
    for (const QByteArray &broken : {QByteArray("{}"), QByteArray(R"({"access_token":""})"),
                                     QByteArray(R"({"access_token":"a\r\nX: y"})"), QByteArray("x")})
        VERIFY_ERROR(tokenFromJson(broken, now), ErrorKind::Corrupt);
}

void googlesignin_test::refusesAKeyThatIsNone()
{
    for (const QByteArray &key :
         {QByteArray(), QByteArray("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
          QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n")})
        VERIFY_ERROR(signedJwt("{}", "1", key), ErrorKind::Corrupt);
}

void googlesignin_test::findsTheSignInInGooglesOrder()
{
    Person person;
    m_store.signIn(person.home.path(), u"user"_s);
    GoogleSignIn signIn(person.environment, person.http);
    const auto user = signIn.keys({}, {}, {});
    VERIFY_VALUE(user);
    QCOMPARE(user->origin, u"gcloud's application-default sign-in"_s);
    QVERIFY(user->expiresAt);
    QCOMPARE(signIn.keys({}, {}, {})->token, user->token); // kept

    const QByteArray account =
        QJsonDocument(m_store.told()["credentials"_L1].toObject()["account"_L1].toObject()).toJson();
    person.write(u"keys/reader.json"_s, account);
    const QString path = person.home.filePath(u"keys/reader.json"_s);
    const auto byPath = signIn.keys(path, {}, {});
    VERIFY_VALUE(byPath);
    QCOMPARE(byPath->origin, u"the service account reader@larder-test.iam.gserviceaccount.com"_s);
    VERIFY_VALUE(signIn.keys(u"~/keys/reader.json"_s, {}, {}));

    person.environment.insert(u"GOOGLE_APPLICATION_CREDENTIALS"_s, path);
    GoogleSignIn chosen(person.environment, person.http);
    QCOMPARE(chosen.keys({}, {}, {})->origin, byPath->origin);

    person.environment.insert(u"GOOGLE_APPLICATION_CREDENTIALS"_s, u"/nowhere/key.json"_s);
    GoogleSignIn missing(person.environment, person.http);
    const auto none = missing.keys({}, {}, {});
    VERIFY_ERROR(none, ErrorKind::SignInNeeded);
    QVERIFY(none.error().message.contains(u"/nowhere/key.json"_s));
}

void googlesignin_test::takesANewSignInAtOnce()
{
    Person person;
    person.write(u".config/gcloud/application_default_credentials.json"_s, "{}");
    GoogleSignIn signIn(person.environment, person.http);
    VERIFY_ERROR(signIn.keys({}, {}, {}), ErrorKind::SignInNeeded);
    m_store.signIn(person.home.path());
    VERIFY_VALUE(signIn.keys({}, {}, {})); // nobody waits until the failure is forgotten
}

void googlesignin_test::asksGcloudForAConfiguration()
{
    Person person;
    person.write(u".config/gcloud/configurations/config_acme"_s, "[core]\naccount = a@b\n");
    person.write(u".config/gcloud/configurations/config_default"_s, "");
    person.program(u"gcloud"_s, "echo ya29.of-gcloud");
    GoogleSignIn signIn(person.environment, person.http);
    QCOMPARE(signIn.profiles(), QStringList({u"acme"_s, u"default"_s}));
    const auto token = signIn.keys(u"acme"_s, {}, {});
    VERIFY_VALUE(token);
    QCOMPARE(token->token, "ya29.of-gcloud");
    QCOMPARE(token->origin, u"the gcloud configuration \"acme\""_s);
    VERIFY_VALUE(signIn.keys({}, {}, {})); // no application-default credentials: who is signed in to gcloud
    QCOMPARE(person.calls(),
             QByteArrayList({"auth print-access-token --configuration acme", "auth print-access-token"}));

    person.program(u"gcloud"_s, "echo very-secret >&2; exit 1");
    GoogleSignIn failing(person.environment, person.http);
    const auto expired = failing.keys(u"acme"_s, {}, {});
    VERIFY_ERROR(expired, ErrorKind::SignInNeeded);
    QCOMPARE(expired.error().message,
             u"the sign-in of the gcloud configuration \"acme\" has expired or is missing"_s);
    QCOMPARE(expired.error().hint, u"run `gcloud auth login --configuration acme`"_s);
}

void googlesignin_test::asksGcloudForOtherKindsOfCredentials()
{
    Person person;
    person.write(u".config/gcloud/application_default_credentials.json"_s, R"({"type":"external_account"})");
    person.program(u"gcloud"_s, "echo \"$GOOGLE_APPLICATION_CREDENTIALS\" >&2; echo ya29.federated");
    GoogleSignIn signIn(person.environment, person.http);
    QCOMPARE(signIn.keys({}, {}, {}).value_or(BearerToken()).token, "ya29.federated");
    QCOMPARE(person.calls(), QByteArrayList{"auth application-default print-access-token"});
}

void googlesignin_test::saysThatGcloudIsMissing()
{
    Person person;
    person.environment.insert(u"PATH"_s, u"/nowhere"_s);
    GoogleSignIn signIn(person.environment, person.http);
    const auto token = signIn.keys(u"acme"_s, {}, {});
    VERIFY_ERROR(token, ErrorKind::SignInNeeded);
    QVERIFY(token.error().message.endsWith(u"not installed"_s));
    const auto nothing = signIn.keys({}, {}, {});
    VERIFY_ERROR(nothing, ErrorKind::SignInNeeded);
    QCOMPARE(nothing.error().message, u"no Google credentials were found"_s);
}

void googlesignin_test::asksTheMachineForItsAccount()
{
    Person person;
    QHttpServer server;
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    const quint16 port = listener.serverPort();
    QVERIFY(server.bind(&listener));
    listener.setParent(nullptr);
    server.route(u"/computeMetadata/v1/instance/service-accounts/default/token"_s,
                 [](const QHttpServerRequest &request) {
                     const bool isAsked = request.value("Metadata-Flavor") == "Google";
                     QHttpServerResponse response(
                         QByteArray(isAsked ? R"({"access_token":"ya29.machine","expires_in":1800})" : "no"));
                     QHttpHeaders headers;
                     headers.append("Metadata-Flavor", "Google");
                     response.setHeaders(headers);
                     return response;
                 });
    person.environment.remove(u"NO_GCE_CHECK"_s);
    person.environment.insert(u"GCE_METADATA_HOST"_s, u"127.0.0.1:%1"_s.arg(port));
    GoogleSignIn signIn(person.environment, person.http);
    auto answer = std::async(std::launch::async, [&] { return signIn.keys({}, {}, {}); });
    QTRY_VERIFY_WITH_TIMEOUT(answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready, 20000);
    const auto token = answer.get();
    VERIFY_VALUE(token);
    QCOMPARE(token->token, "ya29.machine");
    QCOMPARE(token->origin, u"this machine's service account"_s);
}

void googlesignin_test::tellsANetworkFailureAsOne()
{
    HttpOptions impatient;
    impatient.retry.firstWait = std::chrono::milliseconds(1);
    Person person(impatient);
    person.write(u".config/gcloud/application_default_credentials.json"_s,
                 R"({"type":"authorized_user","refresh_token":"r","token_uri":"http://127.0.0.1:1/token"})");
    GoogleSignIn signIn(person.environment, person.http);
    VERIFY_ERROR(signIn.keys({}, {}, {}), ErrorKind::Network); // not a sign-in that has expired
}

void googlesignin_test::makesOneAttemptForManyDatasets()
{
    Person person;
    person.program(u"gcloud"_s, "exit 1");
    GoogleSignIn signIn(person.environment, person.http);
    std::vector<std::future<Result<BearerToken>>> answers;
    for (int i = 0; i < 40; ++i)
        answers.push_back(std::async(std::launch::async, [&] { return signIn.keys(u"acme"_s, {}, {}); }));
    for (auto &answer : answers)
        VERIFY_ERROR(answer.get(), ErrorKind::SignInNeeded);
    QCOMPARE(person.calls().size(), 1);
}

void googlesignin_test::sendsNoSecretToAPlaceThatIsNotSafe()
{
    Person person;
    for (const QByteArray &place : {QByteArray("http://example.com/token"),
                                    QByteArray("http://127.example.com/"), QByteArray("file:///x")}) {
        person.write(u".config/gcloud/application_default_credentials.json"_s,
                     R"({"type":"authorized_user","refresh_token":"r","token_uri":")" + place + R"("})");
        GoogleSignIn signIn(person.environment, person.http);
        VERIFY_ERROR(signIn.keys({}, {}, {}), ErrorKind::SignInNeeded);
        const auto asked = askForToken(person.http, place, {}, {});
        VERIFY_ERROR(asked, ErrorKind::SignInNeeded);
        QVERIFY(asked.error().message.contains(u"not safe"_s));
    }
}

void googlesignin_test::findsWhoIsCharged()
{
    Person person;
    m_store.signIn(person.home.path());
    QCOMPARE(GoogleSignIn(person.environment, person.http).keys({}, {}, {})->project, "paying-project");
    person.environment.insert(u"GOOGLE_CLOUD_QUOTA_PROJECT"_s, u"another"_s);
    QCOMPARE(GoogleSignIn(person.environment, person.http).keys({}, {}, {})->project, "another");
}

void googlesignin_test::showsNoSecretInAnyError()
{
    Person person;
    const QByteArray leaky = "echo very-secret; echo very-secret >&2; exit 3";
    person.program(u"gcloud"_s, leaky);
    QJsonObject user = m_store.told()["credentials"_L1].toObject()["user"_L1].toObject();
    user[u"refresh_token"_s] = u"very-secret"_s;
    person.write(u"user.json"_s, QJsonDocument(user).toJson());
    person.write(u"account.json"_s,
                 R"({"type":"service_account","client_email":"a@b","private_key":"very-secret"})");
    person.write(u"other.json"_s, R"({"type":"external_account","x":"very-secret"})");
    GoogleSignIn signIn(person.environment, person.http);
    for (const QString &profile : {u"~/user.json"_s, u"~/account.json"_s, u"~/other.json"_s, u"acme"_s}) {
        const auto token = signIn.keys(profile, {}, {});
        VERIFY_ERROR(token, ErrorKind::SignInNeeded);
        const Error &error = token.error();
        QVERIFY2(!QString(error.message + error.hint + error.subject).contains("very-secret"_L1),
                 qPrintable(error.message));
        QVERIFY(!error.hint.isEmpty());
    }
}

QTEST_GUILESS_MAIN(googlesignin_test)
#include "googlesignin_test.moc"
