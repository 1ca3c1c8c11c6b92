// What Google Cloud Storage answers beside objects: throttling, damaged bytes, objects that change between
// the pieces of a large one; played by the faulty server, since no real store does it on demand.
#include "core/credentials/signins.h"
#include "core/sources/checksum.h"
#include "core/sources/piecewisebody.h"
#include "tests/contract/sourcesuite.h"
#include "tests/support/expect.h"
#include "tests/support/person.h"
#include "tests/support/storehome.h"
#include "tests/support/testserver.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

HttpOptions patient()
{
    HttpOptions options;
    options.retry.firstWait = std::chrono::milliseconds(1);
    options.retry.longestWait = std::chrono::milliseconds(20);
    return options;
}

QString page(const QString &name, qint64 size)
{
    return uR"({"kind":"storage#objects","items":[{"name":"%1","size":"%2","generation":"7"}]})"_s.arg(name)
        .arg(size);
}

QByteArray crcOf(const QByteArray &content)
{
    const quint32 crc = crc32c(0, {content.constData(), static_cast<std::size_t>(content.size())});
    return QByteArray::fromHex(QByteArray::number(crc, 16).rightJustified(8, '0')).toBase64();
}

QJsonObject told(const QByteArray &generation, const QByteArray &crc)
{
    return {{u"x-goog-generation"_s, QString::fromLatin1(generation)},
            {u"x-goog-hash"_s, QString(u"crc32c="_s + QString::fromLatin1(crc))}};
}

} // namespace

class gcsfaults_test : public QObject
{
    Q_OBJECT

    struct World : Person {
        FaultyServer server;
        SignIns signIns{environment, http};
        StoreHome store;

        World() : Person(patient()) { }
        std::unique_ptr<Source> source(const QString &url = u"gs://bucket/"_s)
        {
            Binding binding{.url = url};
            binding.bucket = {.endpoint = QString::fromLatin1(server.url({})), .isAnonymous = true};
            auto made = makeSource(
                binding, {http, signIns, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
            if (!made)
                qFatal("%s", qPrintable(made.error().message));
            return std::move(*made);
        }
        /// A bucket with one object, and rules for how it comes.
        void holds(const QString &name, const QByteArray &content, const QJsonArray &rules)
        {
            server.put(u"storage/v1/b/bucket/o/"_s + name, content);
            QJsonArray all{QJsonObject{{u"path"_s, u"/storage/v1/b/bucket/o"_s},
                                       {u"body"_s, page(name, content.size())}},
                           QJsonObject{{u"path"_s, u"/storage/v1/b/bucket/o/*"_s},
                                       {u"headers"_s, told("7", crcOf(content))}}};
            for (const auto &rule : rules)
                all.append(rule);
            server.setRules(all);
        }
    };

private Q_SLOTS:
    void backsOffWhenToldToSlowDown();
    void saysWhatStaysThrottled();
    void refusesBytesThatDoNotMatchTheirChecksum();
    void fetchesALargeObjectInPiecesOfOneGeneration();
    void refusesALargeObjectThatChangesBetweenPieces();
    void saysThatTheEndpointIsAnother();

private:
    static QByteArray largeContent()
    {
        QByteArray content(leastPiecewiseBytes + 4 * 1024 * 1024 + 3, Qt::Uninitialized);
        quint32 state = 5;
        for (char &byte : content) {
            state = state * 1664525U + 1013904223U;
            byte = static_cast<char>(state >> 24);
        }
        return content;
    }
};

void gcsfaults_test::backsOffWhenToldToSlowDown()
{
    World world;
    world.holds(u"a.csv"_s, "1",
                {QJsonObject{{u"path"_s, u"/storage/v1/b/bucket/o"_s},
                             {u"first"_s, 3},
                             {u"status"_s, 429},
                             {u"body"_s, uR"({"error":{"errors":[{"reason":"rateLimitExceeded"}]}})"_s}}});
    const auto listing = world.source()->probe({}, {});
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 1U);
    QCOMPARE(listing->requests, 4);
}

void gcsfaults_test::saysWhatStaysThrottled()
{
    World world;
    world.server.setRules({QJsonObject{{u"status"_s, 429}, {u"body"_s, u"{}"_s}}});
    const auto listing = world.source(u"gs://bucket/x/"_s)->probe({}, {});
    VERIFY_ERROR(listing, ErrorKind::Throttled);
    QCOMPARE(world.server.requests(), 5);
    QCOMPARE(listing.error().subject, u"gs://bucket/x/"_s);
}

void gcsfaults_test::refusesBytesThatDoNotMatchTheirChecksum()
{
    World world;
    world.holds(u"a.csv"_s, "right",
                {QJsonObject{{u"path"_s, u"/storage/v1/b/bucket/o/a.csv"_s},
                             {u"headers"_s, told("7", crcOf("wrong"))}}});
    const auto source = world.source();
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QVERIFY(sink.files.empty());
    QCOMPARE(sink.failures.at("a.csv").kind, ErrorKind::Corrupt);
    QCOMPARE(sink.failures.at("a.csv").subject, u"gs://bucket/a.csv"_s);
}

void gcsfaults_test::fetchesALargeObjectInPiecesOfOneGeneration()
{
    World world;
    const QByteArray content = largeContent();
    world.holds(u"big.bin"_s, content, {});
    const auto source = world.source();
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QVERIFY(sink.failures.empty());
    QVERIFY(sink.files["big.bin"].content == content);
    QCOMPARE(sink.files["big.bin"].delivered, listing->entries[0]);
    size_t held = 0;
    for (const LoggedRequest &request : world.server.log())
        held += request.status == 206 && request.path.endsWith("?alt=media&ifGenerationMatch=7") ? 1 : 0;
    QCOMPARE(held, piecesOfAnObject);

    world.holds(u"big.bin"_s, content,
                {QJsonObject{{u"path"_s, u"/storage/v1/b/bucket/o/big.bin"_s},
                             {u"headers"_s, told("7", crcOf("wrong"))}}});
    CollectingSink damaged;
    VERIFY_VALUE(source->fetch(listing->entries, damaged, {}));
    QCOMPARE(damaged.failures.at("big.bin").kind, ErrorKind::Corrupt);
}

void gcsfaults_test::refusesALargeObjectThatChangesBetweenPieces()
{
    World world;
    const QByteArray content = largeContent();
    world.holds(u"big.bin"_s, content,
                {QJsonObject{{u"path"_s, u"/storage/v1/b/bucket/o/big.bin"_s},
                             {u"skip"_s, 3},
                             {u"headers"_s, told("8", crcOf(content))}}});
    const auto source = world.source();
    const auto listing = source->probe({}, {});
    VERIFY_VALUE(listing);
    CollectingSink sink;
    VERIFY_VALUE(source->fetch(listing->entries, sink, {}));
    QVERIFY(sink.files.empty());
    QCOMPARE(sink.failures.at("big.bin").kind, ErrorKind::Conflict);
    QVERIFY2(sink.restarts > 0, "what came was not given up");
}

void gcsfaults_test::saysThatTheEndpointIsAnother()
{
    World world;
    world.server.setRules({QJsonObject{{u"body"_s, u"<html>Welcome</html>"_s}}});
    const auto listing = world.source()->probe({}, {});
    VERIFY_ERROR(listing, ErrorKind::Unsupported);
    QCOMPARE(listing.error().hint, u"check that the endpoint is Google Cloud Storage"_s);
    QCOMPARE(listing.error().subject, u"gs://bucket/"_s);
}

QTEST_GUILESS_MAIN(gcsfaults_test)
#include "gcsfaults_test.moc"
