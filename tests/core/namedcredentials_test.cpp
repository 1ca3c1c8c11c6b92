// Credentials with a name: kept in the keyring alone, found before the provider's own, told without a secret.
#include "core/credentials/namedcredentials.h"
#include "core/credentials/signins.h"
#include "core/sources/sourcetable.h"
#include "tests/support/expect.h"
#include "tests/support/fakekeyring.h"
#include "tests/support/person.h"

#include <QDirIterator>
#include <QTest>

#include <future>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

const auto secretText = "wJalrXUtnFEMI/K7MDENG+bPxRfiCY"_ba;

/// Whose credentials lie in a home of their own.
struct World : Person {
    FakeKeyring keyring;
    NamedCredentials named{home.filePath(u"data/credentials"_s), keyring};
    SignIns signIns{environment, http, &named};

    Result<void> keep(const QString &name, const QString &kind, const CredentialValues &values)
    {
        return named.keep(name, *findCredentialForm(kind), values, {});
    }
    Result<void> keepS3(const QString &name, const QByteArray &keyId = "AKID")
    {
        return keep(name, u"s3"_s, {{u"access-key-id"_s, keyId}, {u"secret-access-key"_s, secretText}});
    }
    [[nodiscard]] QByteArray everythingWritten() const
    {
        QByteArray bytes;
        QDirIterator files(home.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                bytes += file.fileName().toUtf8() + file.readAll();
        }
        return bytes;
    }
};

SignInName by(const QString &credentials)
{
    return {{}, credentials};
}

} // namespace

class namedcredentials_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheSecretInTheKeyringAlone();
    void refusesWhatCannotBeUsed_data();
    void refusesWhatCannotBeUsed();
    void replacesOnlyOfTheSameKind();
    void removesBoth();
    void signsInToS3ByItsNameFirst();
    void opensAzureByEachKind();
    void makesTheFieldThatAWebServerWants();
    void refusesAnotherKindOfPlace();
    void explainsALockedKeyringAndGoesOnOnceItIsOpen();
    void asksALockedKeyringOnceForManyDatasets();
    void saysThatTheKeyringHasItNoMore();
    void saysThatNobodyKnowsTheName();
    void takesCredentialsWhereSomebodySignsIn_data();
    void takesCredentialsWhereSomebodySignsIn();
};

void namedcredentials_test::keepsTheSecretInTheKeyringAlone()
{
    World world;
    QCOMPARE(world.named.list(), QList<NamedCredential>());
    VERIFY_VALUE(world.keepS3(u"beta"_s));
    VERIFY_VALUE(world.keep(u"acme"_s, u"bearer"_s, {{u"token"_s, " tok-3fa2c1 \n"}}));
    const QList<NamedCredential> known = world.named.list();
    QCOMPARE(known.size(), 2);
    QCOMPARE(known[0].name, u"acme"_s);
    QCOMPARE(known[1].kind, CredentialKind::S3Keys);
    const auto values = world.named.read(known[0], {});
    VERIFY_VALUE(values);
    QCOMPARE(*values, (CredentialValues{{u"token"_s, "tok-3fa2c1"}})); // without what came with a paste
    QCOMPARE(world.keyring.items().size(), 2);
    const QByteArray written = world.everythingWritten();
    QVERIFY(written.contains("acme"));
    for (const QByteArray &secret : {secretText, "tok-3fa2c1"_ba, "AKID"_ba})
        QVERIFY(!written.contains(secret));
}

void namedcredentials_test::refusesWhatCannotBeUsed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<CredentialValues>("values");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *says, const QString &kind, const CredentialValues &values,
                        const QString &message, const QString &name = u"acme"_s) {
        QTest::newRow(says) << name << kind << values << message;
    };
    row("a field is missing", u"s3"_s, {{u"access-key-id"_s, "A"}}, u"the secret-access-key is missing"_s);
    row("two lines", u"bearer"_s, {{u"token"_s, "no-secret\r\nX: y"}}, u"the token cannot be used"_s);
    row("no key file", u"gs"_s, {{u"key-file"_s, R"({"type":"no-secret"})"}},
        u"the key-file cannot be used"_s);
    row("what only gcloud can exchange", u"gs"_s, {{u"key-file"_s, R"({"type":"external_account"})"}},
        u"the key-file cannot be used"_s);
    row("no base64", u"az-key"_s, {{u"account-key"_s, "no-secret!"}}, u"the account-key cannot be used"_s);
    row("no signature", u"az-sas"_s, {{u"signature"_s, "sv=no-secret"}}, u"the signature cannot be used"_s);
    row("a user with a colon", u"basic"_s, {{u"user"_s, "no-secret:b"}, {u"password"_s, "p"}},
        u"the user cannot be used"_s);
    row("a name that is a path", u"bearer"_s, {{u"token"_s, "no-secret"}},
        u"\"../acme\" is no name for credentials"_s, u"../acme"_s);
}

void namedcredentials_test::refusesWhatCannotBeUsed()
{
    QFETCH(QString, name);
    QFETCH(QString, kind);
    QFETCH(CredentialValues, values);
    QFETCH(QString, message);
    World world;
    const auto kept = world.keep(name, kind, values);
    VERIFY_ERROR(kept, ErrorKind::Invalid);
    QCOMPARE(kept.error().message, message);
    QVERIFY(!QString(kept.error().hint + kept.error().subject).contains(u"no-secret"_s));
    QCOMPARE(world.keyring.items(), QStringList());
    QCOMPARE(world.named.list(), QList<NamedCredential>());
}

void namedcredentials_test::replacesOnlyOfTheSameKind()
{
    World world;
    VERIFY_VALUE(world.keepS3(u"acme"_s, "OLD"));
    VERIFY_VALUE(world.keepS3(u"acme"_s, "NEW"));
    QCOMPARE(world.signIns.aws.keys(by(u"acme"_s), {}, {})->keyId, "NEW");
    VERIFY_ERROR(world.keep(u"acme"_s, u"bearer"_s, {{u"token"_s, "t"}}), ErrorKind::Invalid);
    QCOMPARE(world.signIns.aws.keys(by(u"acme"_s), {}, {})->keyId, "NEW");
    QCOMPARE(world.keyring.items().size(), 1);
}

void namedcredentials_test::removesBoth()
{
    World world;
    VERIFY_VALUE(world.keepS3(u"acme"_s));
    VERIFY_VALUE(world.named.remove(u"acme"_s, {}));
    QCOMPARE(world.keyring.items(), QStringList());
    QCOMPARE(world.named.list(), QList<NamedCredential>());
    VERIFY_ERROR(world.named.remove(u"acme"_s, {}), ErrorKind::NotFound);
}

void namedcredentials_test::signsInToS3ByItsNameFirst()
{
    World world;
    world.write(u".aws/credentials"_s,
                "[acme]\naws_access_key_id = PROFILE\naws_secret_access_key = s\n"
                "[corp]\naws_access_key_id = CORP\naws_secret_access_key = s\n");
    AwsSignIn &aws = world.signIns.aws;
    QCOMPARE(aws.keys(by(u"acme"_s), {}, {})->keyId, "PROFILE");
    VERIFY_VALUE(world.keep(u"acme"_s, u"s3"_s,
                            {{u"access-key-id"_s, "KEPT"},
                             {u"secret-access-key"_s, secretText},
                             {u"session-token"_s, "of a session"}}));
    const auto keys = aws.keys(by(u"acme"_s), {}, {});
    VERIFY_VALUE(keys);
    QCOMPARE(keys->keyId, "KEPT");
    QCOMPARE(keys->secret, secretText);
    QCOMPARE(keys->sessionToken, "of a session");
    QCOMPARE(keys->origin, u"\"acme\" in the desktop keyring"_s);
    QCOMPARE(aws.keys(u"acme"_s, {}, {})->keyId, "PROFILE"); // who says profile means the provider's
    const int before = world.keyring.reads();
    QCOMPARE(aws.keys(by(u"corp"_s), {}, {})->keyId, "CORP");
    QCOMPARE(world.keyring.reads(), before); // a name of the provider's asks no keyring
}

void namedcredentials_test::opensAzureByEachKind()
{
    World world;
    VERIFY_VALUE(world.keep(u"key"_s, u"az-key"_s, {{u"account-key"_s, QByteArray("raw key").toBase64()}}));
    VERIFY_VALUE(world.keep(u"sas"_s, u"az-sas"_s, {{u"signature"_s, "?sv=1&sig=abc"}}));
    AzureSignIn &azure = world.signIns.azure;
    QCOMPARE(azure.keys(by(u"key"_s), u"acmedata"_s, {})->sharedKey, "raw key");
    QCOMPARE(azure.keys(by(u"sas"_s), u"acmedata"_s, {})->signature, "sv=1&sig=abc");
    QVERIFY(azure.keys(by(u"sas"_s), u"acmedata"_s, {})->sharedKey.isEmpty());
}

void namedcredentials_test::makesTheFieldThatAWebServerWants()
{
    World world;
    VERIFY_VALUE(world.keep(u"user"_s, u"basic"_s, {{u"user"_s, "Aladdin"}, {u"password"_s, "open sesame"}}));
    VERIFY_VALUE(world.keep(u"token"_s, u"bearer"_s, {{u"token"_s, "abc"}}));
    QCOMPARE(world.signIns.web.keys(by(u"user"_s), {}, {})->authorization,
             "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="); // RFC 7617 §2
    QCOMPARE(world.signIns.web.keys(by(u"token"_s), {}, {})->authorization, "Bearer abc");
}

void namedcredentials_test::refusesAnotherKindOfPlace()
{
    World world;
    VERIFY_VALUE(world.keep(u"web"_s, u"bearer"_s, {{u"token"_s, "abc"}}));
    VERIFY_VALUE(world.keepS3(u"aws"_s));
    VERIFY_ERROR(world.signIns.aws.keys(by(u"web"_s), {}, {}), ErrorKind::SignInNeeded);
    VERIFY_ERROR(world.signIns.google.keys(by(u"web"_s), {}, {}), ErrorKind::SignInNeeded);
    VERIFY_ERROR(world.signIns.azure.keys(by(u"web"_s), u"acmedata"_s, {}), ErrorKind::SignInNeeded);
    const auto refused = world.signIns.web.keys(by(u"aws"_s), {}, {});
    VERIFY_ERROR(refused, ErrorKind::SignInNeeded);
    QCOMPARE(refused.error().message, u"the credentials \"aws\" are for another kind of place"_s);
    QCOMPARE(world.keyring.reads(), 0);
}

void namedcredentials_test::explainsALockedKeyringAndGoesOnOnceItIsOpen()
{
    World world;
    VERIFY_VALUE(world.keepS3(u"acme"_s));
    world.keyring.setLocked(true);
    const auto refused = world.signIns.aws.keys(by(u"acme"_s), {}, {});
    VERIFY_ERROR(refused, ErrorKind::SignInNeeded);
    QCOMPARE(refused.error().message,
             u"the credentials \"acme\" cannot be read: the desktop keyring is locked"_s);
    QCOMPARE(refused.error().hint, u"unlock it"_s);
    QCOMPARE(world.named.list().size(), 1); // the names are known all the same
    world.keyring.setLocked(false);
    QTRY_VERIFY_WITH_TIMEOUT(world.signIns.aws.keys(by(u"acme"_s), {}, {}).has_value(), 20000);
}

void namedcredentials_test::asksALockedKeyringOnceForManyDatasets()
{
    World world;
    VERIFY_VALUE(world.keepS3(u"acme"_s));
    world.keyring.setLocked(true);
    std::vector<std::future<Result<AwsKeys>>> datasets;
    for (int i = 0; i < 40; ++i) {
        datasets.push_back(
            std::async(std::launch::async, [&] { return world.signIns.aws.keys(by(u"acme"_s), {}, {}); }));
    }
    for (auto &dataset : datasets)
        VERIFY_ERROR(dataset.get(), ErrorKind::SignInNeeded);
    QCOMPARE(world.keyring.reads(), 1);
}

void namedcredentials_test::saysThatTheKeyringHasItNoMore()
{
    World world;
    VERIFY_VALUE(world.keepS3(u"acme"_s));
    world.keyring.forgetAll();
    const auto refused = world.signIns.aws.keys(by(u"acme"_s), {}, {});
    VERIFY_ERROR(refused, ErrorKind::SignInNeeded);
    QCOMPARE(refused.error().message,
             u"the desktop keyring does not hold the credentials \"acme\" any more"_s);
    QCOMPARE(refused.error().hint, u"keep new ones with `larder credentials add acme`"_s);
}

void namedcredentials_test::saysThatNobodyKnowsTheName()
{
    World world;
    for (const auto &refused : {world.signIns.aws.keys(by(u"who"_s), {}, {}).error(),
                                world.signIns.google.keys(by(u"who"_s), {}, {}).error(),
                                world.signIns.azure.keys(by(u"who"_s), u"acmedata"_s, {}).error(),
                                world.signIns.web.keys(by(u"who"_s), {}, {}).error()}) {
        QCOMPARE(refused.kind, ErrorKind::SignInNeeded);
        QVERIFY2(refused.message.startsWith(u"there are no credentials \"who\""_s),
                 qPrintable(refused.message));
    }
}

void namedcredentials_test::takesCredentialsWhereSomebodySignsIn_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("a bucket") << u"s3://acme-exports/"_s << true;
    QTest::newRow("a server over TLS") << u"https://exports.acme.example/"_s << true;
    QTest::newRow("a server of this machine") << u"http://127.0.0.1:8080/"_s << true;
    QTest::newRow("a server in the open") << u"http://exports.acme.example/"_s << false;
    QTest::newRow("a folder") << u"/mnt/exports"_s << false;
    QTest::newRow("a command") << u"command:true"_s << false;
}

void namedcredentials_test::takesCredentialsWhereSomebodySignsIn()
{
    QFETCH(QString, url);
    QFETCH(bool, isTaken);
    VERIFY_VALUE(checkBinding({.url = url}));
    QCOMPARE(checkBinding({.url = url, .credentials = u"acme"_s}).has_value(), isTaken);
}

QTEST_GUILESS_MAIN(namedcredentials_test)

#include "namedcredentials_test.moc"
