// AWS credentials come from where the provider's own tools keep them, and no text holds a secret.
#include "core/credentials/awsdocument.h"
#include "core/credentials/awsmetadata.h"
#include "core/credentials/awssignin.h"
#include "tests/support/expect.h"
#include "tests/support/person.h"

#include <QHttpServer>
#include <QTcpServer>
#include <QTest>

#include <future>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

/// With the files of the aws command.
struct AwsPerson : Person {
    void config(const QByteArray &text) const { write(u".aws/config"_s, text); }
    void credentials(const QByteArray &text) const { write(u".aws/credentials"_s, text); }
};

QByteArray printed(const QByteArray &expiration)
{
    return R"(echo '{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"process-secret",)"
           R"("SessionToken":"process-token","Expiration":")"
        + expiration + R"("}')";
}

QByteArray inTime(std::chrono::minutes from)
{
    return toIso(SystemClock().now() + from).toLatin1();
}

} // namespace

class awssignin_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFilesAsTheProvidersToolsDo();
    void splitsCommandLinesLikeAShell();
    void takesTheEnvironmentFirstUnlessAProfileIsNamed();
    void readsStaticKeysAnewEachTime();
    void saysWhichProfilesThereAre();
    void keepsWhatACommandGaveUntilItExpires();
    void makesOneAttemptForManyDatasets();
    void aCommandThatHangsHoldsUpNobodyElse();
    void namesTheProfileAndTheCommandThatSignsInAgain();
    void takesRolesThroughTheAwsCommand();
    void saysThatTheAwsCommandIsMissingOrOld();
    void asksTheMachineForItsRole();
    void tellsThePlaceOfAProfile();
    void showsNoSecretInAnyError();
};

void awssignin_test::readsFilesAsTheProvidersToolsDo()
{
    const AwsFiles files = parseAwsFiles(
        u"# a comment\n[default]\nregion = eu-west-1\n\n[profile \"with space\"]\n credential_process = "
        u"\"/opt/a b\" "
        "--x 'y'\n[profile sso]\nsso_session = corp\nregion=us-east-2\n[sso-session corp]\nsso_region = x\n"
        "[profile minio]\nservices = local\n[services local]\ns3 =\n  endpoint_url = http://127.0.0.1:9000\n"
        "  addressing_style = path\nsts =\n  endpoint_url = http://127.0.0.1:1\n[broken\nx"_s,
        u"[default]\naws_access_key_id=AKID\naws_secret_access_key = "
        u"a/b+c%d;e,f\\g=\n[only]\nAWS_ACCESS_KEY_ID = "
        "ID\naws_secret_access_key = S\naws_session_token = T==\n"_s);
    QCOMPARE(files.profiles.keys(),
             QStringList({u"default"_s, u"minio"_s, u"only"_s, u"sso"_s, u"with space"_s}));
    QCOMPARE(files.profiles[u"default"_s].secret, u"a/b+c%d;e,f\\g="_s);
    QCOMPARE(files.profiles[u"default"_s].region, u"eu-west-1"_s);
    QCOMPARE(files.profiles[u"only"_s].sessionToken, u"T=="_s);
    QCOMPARE(files.profiles[u"minio"_s].endpoint, u"http://127.0.0.1:9000"_s);
    QCOMPARE(files.profiles[u"with space"_s].credentialProcess, u"\"/opt/a b\" --x 'y'"_s);
    QVERIFY(files.profiles[u"sso"_s].isSingleSignOn && files.profiles[u"sso"_s].needsAwsCommand);
    QVERIFY(!files.profiles[u"default"_s].needsAwsCommand);
}

void awssignin_test::splitsCommandLinesLikeAShell()
{
    QCOMPARE(splitCommandLine(u" \"/opt/my tool\" --a 'b \"c' d\\ e  \"\" f\"g\"h "_s),
             QStringList({u"/opt/my tool"_s, u"--a"_s, u"b \"c"_s, u"d e"_s, u""_s, u"fgh"_s}));
    QCOMPARE(splitCommandLine(u"  "_s), QStringList());
}

void awssignin_test::takesTheEnvironmentFirstUnlessAProfileIsNamed()
{
    AwsPerson person;
    person.credentials("[default]\naws_access_key_id = D\naws_secret_access_key = d\n"
                       "[acme]\naws_access_key_id = A\naws_secret_access_key = a\n");
    const auto keyId = [&](const QString &profile) {
        AwsSignIn signIn(person.environment, person.http);
        return signIn.keys(profile, {}, {}).value_or(AwsKeys()).keyId;
    };
    QCOMPARE(keyId({}), "D");
    person.environment.insert(u"AWS_PROFILE"_s, u"acme"_s);
    QCOMPARE(keyId({}), "A");
    person.environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"E"_s);
    person.environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"e"_s);
    person.environment.insert(u"AWS_SESSION_TOKEN"_s, u"t"_s);
    QCOMPARE(keyId({}), "E");
    QCOMPARE(keyId(u"default"_s), "D");
}

void awssignin_test::readsStaticKeysAnewEachTime()
{
    AwsPerson person;
    AwsSignIn signIn(person.environment, person.http);
    person.credentials("[default]\naws_access_key_id = OLD\naws_secret_access_key = s\n");
    QCOMPARE(signIn.keys({}, {}, {}).value_or(AwsKeys()).keyId, "OLD");
    person.credentials("[default]\naws_access_key_id = NEW\naws_secret_access_key = s\n");
    QCOMPARE(signIn.keys({}, {}, {}).value_or(AwsKeys()).keyId, "NEW");
}

void awssignin_test::saysWhichProfilesThereAre()
{
    AwsPerson person;
    person.config("[profile beta]\nregion = x\n[profile alpha]\nregion = x\n");
    AwsSignIn signIn(person.environment, person.http);
    QCOMPARE(signIn.profiles(), QStringList({u"alpha"_s, u"beta"_s}));
    const auto keys = signIn.keys(u"gone"_s, {}, {});
    VERIFY_ERROR(keys, ErrorKind::SignInNeeded);
    QCOMPARE(keys.error().message, u"there is no AWS profile \"gone\""_s);
    QCOMPARE(keys.error().hint, u"the profiles on this machine are alpha, beta"_s);
}

void awssignin_test::keepsWhatACommandGaveUntilItExpires()
{
    AwsPerson person;
    // By its absolute path: the environment's PATH is not ours.
    person.config("[profile p]\ncredential_process = \"" + person.home.filePath(u"bin/give"_s).toUtf8()
                  + "\" --for \"a customer\"\n");
    AwsSignIn signIn(person.environment, person.http);
    person.program(u"give"_s, printed(inTime(std::chrono::hours(1))));
    for (int i = 0; i < 3; ++i) {
        const auto keys = signIn.keys(u"p"_s, {}, {});
        VERIFY_VALUE(keys);
        QCOMPARE(keys->sessionToken, "process-token");
        QVERIFY(keys->expiresAt);
    }
    QCOMPARE(person.calls(), QByteArrayList{"--for a customer"});
    const Error onTheWire{ErrorKind::SignInNeeded, u"refused"_s, {}, {}};
    signIn.refuse(u"p"_s, {}, *signIn.keys(u"p"_s, {}, {}), onTheWire);
    VERIFY_ERROR(signIn.keys(u"p"_s, {}, {}),
                 ErrorKind::SignInNeeded); // the same again: nobody asks the server
    QCOMPARE(signIn.keys(u"p"_s, {}, {}).error(), onTheWire);
    VERIFY_VALUE(signIn.keys(u"p"_s, u"minio.example.com"_s, {})); // another store has not spoken
    VERIFY_ERROR(signIn.keys(u"p"_s, {}, {}), ErrorKind::SignInNeeded);
    QCOMPARE(person.calls().size(), 5);
    person.program(u"give"_s, printed(inTime(std::chrono::minutes(2)))); // used, but not for long
    for (int request = 0; request < 9; ++request)
        VERIFY_VALUE(signIn.keys(u"p"_s, {}, {}));
    QCOMPARE(person.calls().size(), 6); // not for each request
    person.program(u"give"_s, printed(inTime(std::chrono::minutes(-1))));
    const auto expired = AwsSignIn(person.environment, person.http).keys(u"p"_s, {}, {});
    VERIFY_ERROR(expired, ErrorKind::SignInNeeded);
    QVERIFY2(expired.error().message.contains(u"\"p\""_s), qPrintable(expired.error().message));
}

void awssignin_test::makesOneAttemptForManyDatasets()
{
    AwsPerson person;
    person.config("[profile p]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n");
    person.program(u"aws"_s, "exit 255");
    AwsSignIn signIn(person.environment, person.http);
    std::vector<std::future<Result<AwsKeys>>> datasets;
    for (int i = 0; i < 40; ++i)
        datasets.push_back(std::async(std::launch::async, [&] { return signIn.keys(u"p"_s, {}, {}); }));
    for (auto &dataset : datasets)
        VERIFY_ERROR(dataset.get(), ErrorKind::SignInNeeded);
    QCOMPARE(person.calls().size(), 1);
    // Signed in: nothing is started anew.
    person.program(u"aws"_s, printed(inTime(std::chrono::hours(1))));
    QTRY_VERIFY_WITH_TIMEOUT(signIn.keys(u"p"_s, {}, {}).has_value(), 20000);
}

void awssignin_test::aCommandThatHangsHoldsUpNobodyElse()
{
    AwsPerson person;
    person.config("[profile hanging]\ncredential_process = " + person.home.filePath(u"bin/hang"_s).toUtf8()
                  + "\n[profile fine]\naws_access_key_id = AKIAFINE\naws_secret_access_key = s\n");
    person.program(u"hang"_s, "exec sleep 600");
    AwsSignIn signIn(person.environment, person.http);
    std::stop_source stop;
    auto hanging =
        std::async(std::launch::async, [&] { return signIn.keys(u"hanging"_s, {}, stop.get_token()); });
    QTRY_COMPARE(person.calls().size(), 1);
    const auto fine = signIn.keys(u"fine"_s, {}, {});
    VERIFY_VALUE(fine);
    QCOMPARE(fine->keyId, "AKIAFINE");
    QCOMPARE(hanging.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
    stop.request_stop();
    VERIFY_ERROR(hanging.get(), ErrorKind::Cancelled);
}

void awssignin_test::namesTheProfileAndTheCommandThatSignsInAgain()
{
    AwsPerson person; // with the real aws command, which finds no token
    person.config(
        "[profile acme-prod]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = r\n"
        "region = eu-west-1\n[sso-session corp]\nsso_region = eu-west-1\n"
        "sso_start_url = https://corp.example/start\nsso_registration_scopes = sso:account:access\n");
    AwsSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys(u"acme-prod"_s, {}, {});
    VERIFY_ERROR(keys, ErrorKind::SignInNeeded);
    QCOMPARE(keys.error().message,
             u"the sign-in of the AWS profile \"acme-prod\" has expired or is missing"_s);
    QCOMPARE(keys.error().hint, u"run `aws sso login --profile acme-prod`"_s);
}

void awssignin_test::takesRolesThroughTheAwsCommand()
{
    AwsPerson person;
    person.config("[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n");
    person.program(u"aws"_s, printed(inTime(std::chrono::hours(1))));
    AwsSignIn signIn(person.environment, person.http);
    const auto keys = signIn.keys(u"role"_s, {}, {});
    VERIFY_VALUE(keys);
    QCOMPARE(keys->keyId, "ASIAPROCESS");
    QCOMPARE(keys->origin, u"the AWS profile \"role\""_s);
    QCOMPARE(person.calls(), QByteArrayList{"configure export-credentials --profile role --format process"});
}

void awssignin_test::saysThatTheAwsCommandIsMissingOrOld()
{
    AwsPerson person;
    person.config("[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n");
    person.program(u"aws"_s,
                   "echo \"aws: error: argument operation: Invalid choice, valid choices are:\" >&2; exit 2");
    AwsSignIn old(person.environment, person.http);
    VERIFY_ERROR(old.keys(u"role"_s, {}, {}), ErrorKind::SignInNeeded);
    QVERIFY(old.keys(u"role"_s, {}, {}).error().message.endsWith(u"too old"_s));
    person.environment.insert(u"PATH"_s, u"/nowhere"_s);
    AwsSignIn none(person.environment, person.http);
    QVERIFY(none.keys(u"role"_s, {}, {}).error().message.endsWith(u"not installed"_s));
}

void awssignin_test::asksTheMachineForItsRole()
{
    AwsPerson person;
    QVERIFY(!metadataService(person.environment));
    QHttpServer server;
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    const quint16 port = listener.serverPort();
    QVERIFY(server.bind(&listener));
    listener.setParent(nullptr);
    QByteArrayList asked;
    const auto hasToken = [](const QHttpServerRequest &request) {
        return request.value("X-aws-ec2-metadata-token") == "the-token";
    };
    server.route(u"/latest/api/token"_s, QHttpServerRequest::Method::Put, [&](const QHttpServerRequest &) {
        asked << "token";
        return u"the-token"_s;
    });
    server.route(u"/latest/meta-data/iam/security-credentials/"_s, [&](const QHttpServerRequest &request) {
        asked << (hasToken(request) ? "role" : "role without token");
        return u"the-role\n"_s;
    });
    server.route(u"/latest/meta-data/iam/security-credentials/the-role"_s,
                 [&](const QHttpServerRequest &request) {
                     asked << (hasToken(request) ? "keys" : "keys without token");
                     return QString::fromLatin1(R"({"Code":"Success","AccessKeyId":"ASIAMACHINE",)"
                                                R"("SecretAccessKey":"s","Token":"t","Expiration":"%1"})")
                         .arg(QString::fromLatin1(inTime(std::chrono::hours(6))));
                 });
    person.environment.remove(u"AWS_EC2_METADATA_DISABLED"_s);
    person.environment.insert(u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, u"http://127.0.0.1:%1/"_s.arg(port));
    AwsSignIn signIn(person.environment, person.http);
    auto answer = std::async(std::launch::async, [&] { return signIn.keys({}, {}, {}); });
    QTRY_VERIFY_WITH_TIMEOUT(answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready, 20000);
    const auto keys = answer.get();
    VERIFY_VALUE(keys);
    QCOMPARE(keys->keyId, "ASIAMACHINE");
    QCOMPARE(keys->sessionToken, "t");
    QCOMPARE(asked, QByteArrayList({"token", "role", "keys"}));
    QCOMPARE(signIn.keys({}, {}, {})->keyId, "ASIAMACHINE"); // kept
}

void awssignin_test::tellsThePlaceOfAProfile()
{
    AwsPerson person;
    person.config("[default]\nregion = eu-north-1\n[profile minio]\nregion = here\nendpoint_url = "
                  "http://127.0.0.1:9000\n");
    QCOMPARE(AwsSignIn(person.environment, person.http).place({}), (AwsPlace{{}, u"eu-north-1"_s}));
    QCOMPARE(AwsSignIn(person.environment, person.http).place(u"minio"_s),
             (AwsPlace{u"http://127.0.0.1:9000"_s, u"here"_s}));
    person.environment.insert(u"AWS_ENDPOINT_URL_S3"_s, u"http://127.0.0.1:9001"_s);
    QCOMPARE(AwsSignIn(person.environment, person.http).place(u"minio"_s).endpoint,
             u"http://127.0.0.1:9001"_s);
}

void awssignin_test::showsNoSecretInAnyError()
{
    AwsPerson person;
    person.config("[profile bad]\ncredential_process = " + person.home.filePath(u"bin/give"_s).toUtf8()
                  + "\n[profile sso]\nsso_session = x\n");
    const QByteArray leaky = "echo very-secret; echo very-secret >&2; exit 3";
    person.program(u"give"_s, leaky);
    person.program(u"aws"_s, leaky);
    AwsSignIn signIn(person.environment, person.http);
    for (const QString &profile : {u"bad"_s, u"sso"_s}) {
        const auto keys = signIn.keys(profile, {}, {});
        VERIFY_ERROR(keys, ErrorKind::SignInNeeded);
        const Error &error = keys.error();
        QVERIFY(!QString(error.message + error.hint + error.subject).contains("very-secret"_L1));
        QVERIFY(error.message.contains(profile));
    }
    const auto document =
        awsKeysFromJson(R"({"AccessKeyId":"x","SecretAccessKey":"very-secret","Expiration":"?"})");
    VERIFY_ERROR(document, ErrorKind::Corrupt);
    QVERIFY(!document.error().message.contains("very-secret"_L1));
}

QTEST_GUILESS_MAIN(awssignin_test)
#include "awssignin_test.moc"
