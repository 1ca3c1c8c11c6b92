// What Azure Blob Storage answers beside blobs: throttling, damaged bytes; played by the faulty server, since
// no real store does it on demand.
#include "core/credentials/signins.h"
#include "tests/contract/sourcesuite.h"
#include "tests/support/expect.h"
#include "tests/support/person.h"
#include "tests/support/storehome.h"
#include "tests/support/testserver.h"

#include <QCryptographicHash>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class azurefaults_test : public QObject
{
    Q_OBJECT

    struct World {
        Person person;
        FaultyServer server;
        SignIns signIns{person.environment, person.http};
        StoreHome store;

        std::unique_ptr<Source> source()
        {
            Binding binding{.url = u"az://acmedata/exports/"_s};
            binding.bucket = {.endpoint = QString::fromLatin1(server.url({})), .isAnonymous = true};
            auto made = makeSource(
                binding, {person.http, signIns, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
            if (!made)
                qFatal("%s", qPrintable(made.error().message));
            return std::move(*made);
        }
        /// A container with a.csv, and rules for how it is answered.
        void holds(const QByteArray &content, const QJsonObject &rule)
        {
            server.put(u"acmedata/exports/a.csv"_s, content);
            const QString page =
                u"<EnumerationResults><Blobs><Blob><Name>a.csv</Name><Properties><Etag>0x1</Etag>"
                "<Content-Length>%1</Content-Length></Properties></Blob></Blobs><NextMarker/>"
                "</EnumerationResults>"_s.arg(content.size());
            server.setRules(
                {QJsonObject{{u"path"_s, u"/acmedata/exports"_s}, {u"body"_s, page}},
                 QJsonObject{{u"path"_s, u"/acmedata/exports/a.csv"_s}, {u"etag"_s, u"\"0x1\""_s}}, rule});
        }
    };

private Q_SLOTS:
    void backsOffWhenTheServerIsBusy();
    void refusesBytesThatDoNotMatchTheirChecksum();
};

void azurefaults_test::backsOffWhenTheServerIsBusy()
{
    World world;
    world.holds("1",
                {{u"path"_s, u"/acmedata/exports"_s},
                 {u"first"_s, 2},
                 {u"status"_s, 503},
                 {u"headers"_s, QJsonObject{{u"x-ms-error-code"_s, u"ServerBusy"_s}}}});
    const auto listing = world.source()->probe({}, {});
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 1U);
    QCOMPARE(listing->requests, 3);
}

void azurefaults_test::refusesBytesThatDoNotMatchTheirChecksum()
{
    World world;
    const auto fetched = [&world](const QByteArray &hashed) {
        const QByteArray md5 = QCryptographicHash::hash(hashed, QCryptographicHash::Md5).toBase64();
        world.holds("right",
                    {{u"path"_s, u"/acmedata/exports/a.csv"_s},
                     {u"headers"_s, QJsonObject{{u"Content-MD5"_s, QString::fromLatin1(md5)}}}});
        const auto source = world.source();
        const auto listing = source->probe({}, {});
        CollectingSink sink;
        if (listing)
            (void)source->fetch(listing->entries, sink, {});
        return sink;
    };
    QCOMPARE(fetched("right").files["a.csv"].content, "right");
    const CollectingSink refused = fetched("wrong");
    QVERIFY(refused.files.empty());
    QCOMPARE(refused.failures.at("a.csv").kind, ErrorKind::Corrupt);
    QCOMPARE(refused.failures.at("a.csv").subject, u"az://acmedata/exports/a.csv"_s);
}

QTEST_GUILESS_MAIN(azurefaults_test)
#include "azurefaults_test.moc"
