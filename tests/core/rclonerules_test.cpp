// The pure parts of the rclone source: its listings, what its words mean, its addresses, and how ssh is read.
#include "core/sources/rcloneaddress.h"
#include "core/sources/rcloneerror.h"
#include "core/sources/rclonepage.h"
#include "core/sources/sourcetable.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView listing =
    "{\n\t\"list\": [\n\t\t{\"Path\": \"d/a \\\"{[1]}\\\\.csv\", \"Name\": \"x\", \"Size\": 6, \"ModTime\": "
    "\"2024-08-27T11:00:00.123456789+02:00\", \"IsDir\": false},\n\t\t{\"Path\": \"d/sub\", \"Size\": -1, "
    "\"ModTime\": \"2024-08-27T09:00:00Z\", \"IsDir\": true},\n\t\t{\"Path\": \"d/doc\", \"Size\": -1, "
    "\"ModTime\": \"2000-01-01T00:00:00.000000000Z\", \"IsDir\": false, \"ID\": \"17\"},\n\t\t{\"Path\": "
    "\"d/b\", "
    "\"Size\": 3, \"ModTime\": \"2024-08-27T09:00:00Z\", \"IsDir\": false, \"ID\": \"18\",\n\t\t \"Hashes\": "
    "{\"crc32\": \"00\", \"md5\": \"0cc175b9c0f1b6a831c399e269772661\", \"dropbox\": \"x\"}}\n\t]\n}\n";

Result<std::vector<RcloneItem>> read(QByteArrayView text, qsizetype piece)
{
    RcloneListReader reader;
    std::vector<RcloneItem> items;
    for (qsizetype at = 0; at < text.size(); at += piece) {
        const QByteArrayView part = text.sliced(at, std::min(piece, text.size() - at));
        if (const auto added = reader.add({part.data(), std::size_t(part.size())}, items); !added)
            return failure(added);
    }
    const auto finished = reader.finish();
    return finished ? Result<std::vector<RcloneItem>>(std::move(items)) : failure(finished);
}

Result<RcloneAddress> parsed(const QString &url)
{
    const auto address = parseAddress(url, QDate(2024, 8, 27));
    if (!address)
        return failure(address);
    return address->scheme == "sftp"_L1 ? sftpAddress(*address) : rcloneAddress(*address);
}

} // namespace

class rclonerules_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAListingInPiecesThatEndAnywhere()
    {
        for (const qsizetype piece : {qsizetype{1}, qsizetype{2}, qsizetype{7}, listing.size()}) {
            const auto items = read(listing, piece);
            VERIFY_VALUE(items);
            QCOMPARE(items->size(), 4U);
            const RcloneItem &first = items->front();
            QCOMPARE(first.path, "d/a \"{[1]}\\.csv");
            QCOMPARE(first.size, 6);
            QCOMPARE(first.modified, fromIso(u"2024-08-27T09:00:00.123Z"_s));
            QCOMPARE(first.validator,
                     (Validator{ValidatorStrength::Weak, "size:6 modified:2024-08-27T09:00:00.123Z"}));
            QVERIFY(items->at(1).isFolder);
            // A time that is told of everything is none.
            QVERIFY(!items->at(2).modified);
            QCOMPARE(items->at(2).validator, (Validator{ValidatorStrength::Weak, "size:-1 id:17"}));
            QCOMPARE(items->at(3).validator,
                     (Validator{ValidatorStrength::Strong, "md5:0cc175b9c0f1b6a831c399e269772661"}));
            QCOMPARE(listedHash(items->at(3).validator)->digest.size(), 16);
        }
    }

    void refusesWhatIsNoListing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("words") << QByteArray("Not Found");
        QTest::newRow("cut in an item") << listing.first(100).toByteArray();
        QTest::newRow("cut after an item") << listing.first(listing.size() - 5).toByteArray();
        QTest::newRow("items without a path") << QByteArray(R"({"list": [{"Name": "a"}]})");
        QTest::newRow("closed too often") << QByteArray(R"({"list": []}}})");
        QTest::newRow("an endless item")
            << QByteArray("{\"list\": [{\"Path\": \"" + QByteArray(100'000, 'x'));
    }
    void refusesWhatIsNoListing()
    {
        QFETCH(QByteArray, text);
        VERIFY_ERROR(read(text, 1000), ErrorKind::Corrupt);
    }

    void takesAnEmptyListing()
    {
        for (const char *text : {R"({"list": []})", R"({"list": null})"}) {
            const auto items = read(text, 3);
            VERIFY_VALUE(items);
            QVERIFY(items->empty());
        }
    }

    void asksForAHashOnlyWhereItCostsNothing()
    {
        const auto slow = readRcloneRemote(R"({"Features": {"SlowHash": true}, "Hashes": ["md5"]})");
        VERIFY_VALUE(slow);
        QCOMPARE(*slow, RcloneRemote());
        const auto drive =
            readRcloneRemote(R"({"Features": {"ListR": true}, "Hashes": ["crc32", "md5", "sha1"]})");
        VERIFY_VALUE(drive);
        QCOMPARE(*drive, (RcloneRemote{.hash = "sha1", .listsAtOnce = true}));
        VERIFY_ERROR(readRcloneRemote("no"), ErrorKind::Corrupt);
        const auto none = readRcloneStat(R"({"item": null})");
        VERIFY_VALUE(none);
        QVERIFY(!*none);
        VERIFY_ERROR(readRcloneStat("{}"), ErrorKind::Corrupt);
    }

    void believesNoSizeThatCannotBe()
    {
        const auto item = readRcloneStat(R"({"item": {"Path": "a.csv", "Size": -7}})");
        VERIFY_VALUE(item);
        QCOMPARE((*item)->size, -1);
    }

    void tellsEachTroubleByItsCause_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *words, ErrorKind kind) {
            QTest::newRow(words) << QString::fromUtf8(words) << kind;
        };
        using enum ErrorKind;
        row("didn't find section in config file", SignInNeeded);
        row("NewFs: couldn't connect SSH: ssh: handshake failed: knownhosts: key is unknown", Network);
        row("NewFs: couldn't connect SSH: ssh: handshake failed: ssh: unable to authenticate, attempted "
            "methods "
            "[none publickey], no supported methods remain",
            SignInNeeded);
        row("NewFs: couldn't connect SSH: dial tcp 127.0.0.1:1: connect: connection refused", Network);
        row("Propfind \"http://h/\": dial tcp: lookup h on 10.0.0.1:53: no such host", Network);
        row("dial tcp 10.0.0.1:22: i/o timeout", Timeout);
        row("couldn't list files: Propfind: 401 Unauthorized", SignInNeeded);
        row("couldn't fetch token: invalid_grant: Token has been expired or revoked.", SignInNeeded);
        row("NewFs: ftpConnection Login: 530 Login incorrect", SignInNeeded);
        row("Failed to cat: Open failed: permission denied", Denied);
        row("Forbidden: Forbidden status code: 403, request id: X", Denied);
        row("googleapi: Error 403: Rate Limit Exceeded, rateLimitExceeded", Throttled);
        row("too_many_requests/..", Throttled);
        row("error in ListJSON: directory not found", NotFound);
        row("couldn't find method \"operations/stat\"", Unsupported);
        row("something that nobody has heard of", Network);
    }
    void tellsEachTroubleByItsCause()
    {
        QFETCH(QString, words);
        QFETCH(ErrorKind, kind);
        const HttpFailure failure = rcloneFailure(words, u"rclone:acme:x"_s, u"renew it"_s);
        QCOMPARE(failure.error.kind, kind);
        QCOMPARE(failure.error.subject, u"rclone:acme:x"_s);
        QVERIFY(!failure.error.hint.isEmpty());
    }

    void repeatsNoSecretOfWhatRcloneSays()
    {
        const QString said =
            rcloneFailure(u"odd: https://me:pw42@host/x?sig=abcdef\nmore"_s, {}, {}).error.message;
        QVERIFY2(!said.contains("pw42"_L1) && !said.contains("abcdef"_L1) && !said.contains("more"_L1),
                 qPrintable(said));
    }

    void takesAddressesApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("remote");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("a folder") << u"rclone:acme:exports/daily/"_s << "acme:"_ba << "exports/daily/"_ba;
        QTest::newRow("all of it") << u"rclone:acme:"_s << "acme:"_ba << ""_ba;
        QTest::newRow("from the root") << u"rclone:acme:/srv/out"_s << "acme:/"_ba << "srv/out"_ba;
        QTest::newRow("a name with blanks") << u"rclone:my drive:a b/100%25%3F.csv"_s << "my drive:"_ba
                                            << "a b/100%?.csv"_ba;
        QTest::newRow("a pattern right below") << u"rclone:acme:*.csv"_s << "acme:"_ba << ""_ba;
        QTest::newRow("a pattern further down") << u"rclone:acme:x/{yyyy-MM-dd}/*.csv"_s << "acme:"_ba
                                                << "x/2024-08-27/"_ba;
        QTest::newRow("sftp") << u"sftp://me@host:2222/srv/out/"_s << ":/"_ba << "srv/out/"_ba;
        QTest::newRow("sftp, all") << u"sftp://host"_s << ":/"_ba << ""_ba;
        QTest::newRow("sftp, at home") << u"sftp://host/~/out/*.csv"_s << ":"_ba << "out/"_ba;
        QTest::newRow("sftp, all at home") << u"sftp://host/~"_s << ":"_ba << ""_ba;
    }
    void takesAddressesApart()
    {
        QFETCH(QString, url);
        const auto address = parsed(url);
        VERIFY_VALUE(address);
        QTEST(address->remote, "remote");
        QTEST(address->path, "path");
    }

    void refusesAnAddress_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url :
             {"rclone:", "rclone:acme", "rclone::sftp,host=h,pass=hushhush:x", "rclone:sftp,pass=hushhush:x",
              "rclone:-x:y", "rclone:a/b:c", "rclone:acme://x", "rclone:acme:x//y", "rclone:acme:x?y",
              "sftp:///x", "sftp://-oProxyCommand=x/y", "sftp://me:hushhush@host/x", "sftp://-l@host/x",
              "sftp://host/x/../y", "sftp://host//x"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void refusesAnAddress()
    {
        QFETCH(QString, url);
        const auto address = parsed(url);
        VERIFY_ERROR(address, ErrorKind::Invalid);
        const Error error = address.error();
        QVERIFY(!QString(error.message + error.subject + error.hint).contains("hushhush"_L1));
    }

    void sharesSignInsByRemoteAndByHost()
    {
        const auto scope = [](const QString &url) { return signInScope({.url = url}); };
        QCOMPARE(scope(u"rclone:acme:x/"_s), scope(u"rclone:acme:/y/*.csv"_s));
        QVERIFY(scope(u"rclone:acme:x/"_s) != scope(u"rclone:beta:x/"_s));
        QCOMPARE(scope(u"sftp://me@host/x/"_s), scope(u"sftp://me@host/y/"_s));
        QVERIFY(scope(u"sftp://me@host/x/"_s) != scope(u"sftp://other@host/x/"_s));
    }

    void readsHowSshWouldGoThere()
    {
        const auto told =
            parseSshConfiguration("user me\nhostname files.acme.example\nport 2222\n"
                                  "identityfile ~/.ssh/id_ed25519\nidentityfile /keys/a b\n"
                                  "globalknownhostsfile /etc/ssh/ssh_known_hosts\n"
                                  "userknownhostsfile ~/.ssh/known_hosts /x/known\nproxyjump none\n",
                                  u"/home/me"_s);
        QCOMPARE(told.login.host, u"files.acme.example"_s);
        QCOMPARE(told.login.port, 2222);
        QCOMPARE(told.login.keyFiles, QStringList({u"/home/me/.ssh/id_ed25519"_s, u"/keys/a b"_s}));
        QCOMPARE(told.knownHosts,
                 QStringList({u"/etc/ssh/ssh_known_hosts"_s, u"/home/me/.ssh/known_hosts"_s, u"/x/known"_s}));
        QVERIFY(!told.isByAnotherHost);
        QVERIFY(parseSshConfiguration("proxyjump gate.example\n", {}).isByAnotherHost);
    }

    void triesTheAgentAndThenEachKey()
    {
        const auto remotes = sftpRemotes({.host = u"h"_s,
                                          .port = 2222,
                                          .user = u"me"_s,
                                          .knownHosts = u"/home/me \"x\"/known"_s,
                                          .hostKeyKinds = {u"ssh-rsa"_s},
                                          .hasAgent = true,
                                          .keyFiles = {u"/k,1"_s}},
                                         ":/");
        QCOMPARE(remotes.size(), 2);
        QVERIFY(remotes[0].contains("key_use_agent=\"true\"") && !remotes[0].contains("key_file"));
        QVERIFY(remotes[1].endsWith(",key_file=\"/k,1\":/"));
        for (const QByteArray &remote : remotes) {
            QVERIFY(remote.startsWith(":sftp,host=\"h\",port=\"2222\",user=\"me\","));
            QVERIFY(remote.contains("known_hosts_file=\"/home/me \"\"x\"\"/known\""));
            QVERIFY(remote.contains("host_key_algorithms=\"rsa-sha2-512 rsa-sha2-256 ssh-rsa\""));
        }
    }
};

QTEST_GUILESS_MAIN(rclonerules_test)
#include "rclonerules_test.moc"
