#include "core/store/bootid.h"
#include "core/store/partial.h"
#include "core/store/sha256.h"
#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>

#include <ctime>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StoreSweepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInAStoreThatIsInOrder();
    void neverTouchesALiveRun();
    void removesPartialsAfterAWeek();
    void removesSnapshotsThatNoManifestKnows();
    void removesBlobsOfAnEarlierBootThatNobodyNames();
    void removesHalfCopiedBlobs();
    void keepsTheNewestManifestOfASnapshotThatIsGone();
};

static void writeTo(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

static void makeOld(const QString &path, std::chrono::seconds age)
{
    const timespec then{::time(nullptr) - age.count(), 0};
    const timespec times[]{then, then};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, 0), 0);
}

void StoreSweepTest::findsNothingInAStoreThatIsInOrder()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "1"}, {"b", QByteArray(500'000, 'x')}}, morning);
    QCOMPARE(*sweep(test.home(), SweepDepth::Quick, morning, {}), SweepReport{});
    QCOMPARE(*sweep(test.home(), SweepDepth::Full, morning, {}), SweepReport{});
    QCOMPARE(filesBelow(folder.snapshotPath(*id)).size(), 2u);
}

void StoreSweepTest::neverTouchesALiveRun()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), folder.name(), u"alive"_s, test.pool(), {});
    auto file = staging->receive(StoreHome::entry("a", "1"));
    VERIFY_VALUE((*file)->write({"1", 1}));
    VERIFY_VALUE((*file)->finish(StoreHome::entry("a", "1")));
    const auto all = staging->finishReceiving();
    const auto swept = sweep(test.home(), SweepDepth::Full, morning, {});
    VERIFY_VALUE(swept);
    QVERIFY(swept->wasPostponed);
    QCOMPARE(swept->stagings + swept->blobs + swept->snapshots, 0);
    VERIFY_VALUE(staging->commit({}, *all, morning));
}

void StoreSweepTest::removesPartialsAfterAWeek()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes(1'000'000, 'x');
    const Entry entry = StoreHome::entry("large", bytes);
    {
        auto staging = Staging::begin(test.home(), folder.name(), u"broken"_s, test.pool(), {});
        auto file = staging->receive(entry);
        VERIFY_VALUE((*file)->write({bytes.constData(), 600'000}));
    }
    const auto place = partialPlace(test.home().store(), folder.name(), entry);
    makeOld(place.file, 6 * 24h);
    makeOld(place.note, 6 * 24h);
    QCOMPARE(sweep(test.home(), SweepDepth::Quick, morning, {})->partials, 0);
    makeOld(place.file, 8 * 24h);
    makeOld(place.note, 8 * 24h);
    const auto swept = sweep(test.home(), SweepDepth::Quick, morning, {});
    QCOMPARE(swept->partials, 1);
    QVERIFY(swept->bytes >= 600'000);
    QVERIFY(QDir(test.home().store().partials()).isEmpty());
}

void StoreSweepTest::removesSnapshotsThatNoManifestKnows()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "1"}}, morning);
    const auto orphan = test.commit(folder, {{"a", "orphan"}}, morning + 1h);
    QVERIFY(QFile::remove(folder.layout().manifest(orphan->header.id)));
    writeTo(test.home().store().snapshot({u"gone"_s, u"dataset"_s}, u"x"_s) + u"/file"_s, "y");
    const auto swept = sweep(test.home(), SweepDepth::Full, morning, {});
    VERIFY_VALUE(swept);
    QCOMPARE(swept->snapshots, 2);
    QCOMPARE(swept->blobs, 1);
    QVERIFY(!QFile::exists(folder.snapshotPath(orphan->header.id)));
    QVERIFY(!QFile::exists(test.home().store().snapshots() + u"/gone"_s));
    QCOMPARE(filesBelow(folder.snapshotPath(*id)), (Files{{"a", "1"}}));
}

void StoreSweepTest::removesBlobsOfAnEarlierBootThatNobodyNames()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const QString torn = test.home().store().blob(sha256({"torn", 4}));
    writeTo(torn, QByteArray(4, '\0'));
    QCOMPARE(sweep(test.home(), SweepDepth::Quick, morning, {})->blobs,
             0); // of this boot: maybe of a run just now
    writeTo(test.home().store().bootMark(), "an earlier boot");
    QCOMPARE(sweep(test.home(), SweepDepth::Quick, morning, {})->blobs, 1);
    QVERIFY(!QFile::exists(torn));
    QCOMPARE(contentOf(test.home().store().bootMark()), currentBootId().toLatin1());
}

void StoreSweepTest::removesHalfCopiedBlobs()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const QString half = test.home().store().blob(sha256({"1", 1})) + u".0123"_s;
    writeTo(half, "x");
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Full, morning, {}));
    QVERIFY(!QFile::exists(half));
}

void StoreSweepTest::keepsTheNewestManifestOfASnapshotThatIsGone()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    const auto second = test.fetch(folder, {{"a", "2"}}, morning + 1h);
    QVERIFY(QDir(test.home().store().snapshotsOf(folder.name())).removeRecursively());
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Full, morning, {}));
    QVERIFY(!QFile::exists(folder.layout().manifest(*first)));
    QVERIFY(QFile::exists(folder.layout().manifest(*second)));
    QCOMPARE((*folder.fetchBasis())->files.size(), 1u); // its blob is still there
}

QTEST_GUILESS_MAIN(StoreSweepTest)
#include "storesweep_test.moc"
