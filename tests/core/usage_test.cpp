#include "core/store/prune.h"
#include "core/store/usage.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

using namespace larder;
using namespace larder::test;

class UsageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyHomeHoldsNothing();
    void countsEachContentOfADatasetOnce();
    void tellsTheCurrentSnapshotFromAllOfThem();
    void countsWhatDatasetsShareOnce();
    void aCustomersOwnDatasetsShareNothingWithOthers();
    void tellsWhatForgettingWouldFree();
    void countsWhatNoSnapshotNeeds();
    void leavesOutADamagedManifest();
    void knowsTheDisk();
    void stops();
};

namespace {

DatasetUsage usageOf(const StoreUsage &usage, const QString &text)
{
    for (const CustomerUsage &customer : usage.customers) {
        for (const DatasetUsage &dataset : customer.datasets) {
            if (dataset.name.text() == text)
                return dataset;
        }
    }
    qFatal("no such dataset");
}

QByteArray bytes(int count, char letter)
{
    return QByteArray(count, letter);
}

} // namespace

void UsageTest::anEmptyHomeHoldsNothing()
{
    StoreHome store;
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QVERIFY(usage->customers.empty());
    QCOMPARE(usage->snapshotBytes, 0);
    QCOMPARE(usage->otherBytes, 0);
}

void UsageTest::countsEachContentOfADatasetOnce()
{
    StoreHome store;
    const DatasetFolder folder = store.add(u"acme/shipments"_s);
    VERIFY_VALUE(store.fetch(folder, {{"a", bytes(100, 'a')}, {"copy of a", bytes(100, 'a')}}, morning));
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QCOMPARE(usage->snapshotBytes, 100);
    QCOMPARE(usageOf(*usage, u"acme/shipments"_s).holding, (Holding{100, 0}));
}

void UsageTest::tellsTheCurrentSnapshotFromAllOfThem()
{
    StoreHome store;
    const DatasetFolder folder = store.add(u"acme/shipments"_s);
    const auto first = store.fetch(folder, {{"a", bytes(100, 'a')}, {"b", bytes(10, 'b')}}, morning);
    VERIFY_VALUE(first);
    const auto kept = folder.manifest(*first)->files.back();
    VERIFY_VALUE(store.fetch(folder, {{"a", bytes(200, 'c')}}, morning, {kept}));
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    const DatasetUsage dataset = usageOf(*usage, u"acme/shipments"_s);
    QCOMPARE(dataset.snapshots, 2);
    QCOMPARE(dataset.currentBytes, 210);
    QCOMPARE(dataset.holding, (Holding{310, 0}));
    QCOMPARE(usage->snapshotBytes, *storedBytes(store.home(), {}));
}

void UsageTest::countsWhatDatasetsShareOnce()
{
    StoreHome store;
    VERIFY_VALUE(store.fetch(store.add(u"acme/shipments"_s),
                             {{"codes", bytes(50, 's')}, {"a", bytes(100, 'a')}}, morning));
    VERIFY_VALUE(store.fetch(store.add(u"globex/orders"_s), {{"codes", bytes(50, 's')}, {"b", bytes(7, 'b')}},
                             morning));
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QCOMPARE(usage->snapshotBytes, 157);
    QCOMPARE(usage->sharedBytes, 50);
    QCOMPARE(usageOf(*usage, u"acme/shipments"_s).holding, (Holding{100, 50}));
    QCOMPARE(usageOf(*usage, u"globex/orders"_s).holding, (Holding{7, 50}));
    QCOMPARE(usage->customers.size(), size_t(2));
    QCOMPARE(usage->customers[0].holding, (Holding{100, 50}));
    QCOMPARE(usage->customers[1].holding, (Holding{7, 50}));
}

void UsageTest::aCustomersOwnDatasetsShareNothingWithOthers()
{
    StoreHome store;
    VERIFY_VALUE(store.fetch(store.add(u"acme/orders"_s), {{"codes", bytes(50, 's')}}, morning));
    VERIFY_VALUE(store.fetch(store.add(u"acme/shipments"_s), {{"codes", bytes(50, 's')}}, morning));
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QCOMPARE(usageOf(*usage, u"acme/orders"_s).holding, (Holding{0, 50}));
    QCOMPARE(usage->customers.front().holding, (Holding{50, 0}));
}

void UsageTest::tellsWhatForgettingWouldFree()
{
    StoreHome store;
    VERIFY_VALUE(store.fetch(store.add(u"acme/a"_s), {{"1", bytes(50, 's')}, {"2", bytes(5, 'x')}}, morning));
    VERIFY_VALUE(store.fetch(store.add(u"acme/b"_s), {{"1", bytes(50, 's')}}, morning));
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QCOMPARE(usageOf(*usage, u"acme/a"_s).holding.ownBytes, 5);
    QCOMPARE(usage->customers.front().holding.ownBytes, 55);
}

void UsageTest::countsWhatNoSnapshotNeeds()
{
    StoreHome store;
    const DatasetFolder folder = store.add(u"acme/shipments"_s);
    const auto id = store.fetch(folder, {{"a", bytes(100, 'a')}}, morning);
    VERIFY_VALUE(id);
    VERIFY_VALUE(store.fetch(folder, {{"b", bytes(9, 'b')}}, morning));
    QProcess::execute(u"chmod"_s, {u"-R"_s, u"u+w"_s, folder.snapshotPath(*id)});
    QVERIFY(QDir(folder.snapshotPath(*id)).removeRecursively());
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QCOMPARE(usage->snapshotBytes, 9);
    QCOMPARE(usage->otherBytes, 100);
}

void UsageTest::leavesOutADamagedManifest()
{
    StoreHome store;
    const DatasetFolder folder = store.add(u"acme/shipments"_s);
    const auto id = store.fetch(folder, {{"a", bytes(100, 'a')}}, morning);
    VERIFY_VALUE(id);
    VERIFY_VALUE(store.fetch(folder, {{"b", bytes(9, 'b')}}, morning));
    QFile manifest(folder.layout().manifest(*id));
    QVERIFY(manifest.open(QIODevice::ReadWrite));
    QVERIFY(manifest.resize(manifest.size() - 3));
    manifest.close();
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QCOMPARE(usageOf(*usage, u"acme/shipments"_s).snapshots, 1);
    QCOMPARE(usage->snapshotBytes, 9);
}

void UsageTest::knowsTheDisk()
{
    StoreHome store;
    const auto usage = measureUsage(store.home(), {});
    VERIFY_VALUE(usage);
    QVERIFY(usage->diskBytes > 0);
    QVERIFY(usage->freeBytes <= usage->diskBytes);
}

void UsageTest::stops()
{
    StoreHome store;
    VERIFY_VALUE(store.fetch(store.add(u"acme/shipments"_s), {{"a", bytes(100, 'a')}}, morning));
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(measureUsage(store.home(), stop.get_token()), ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(UsageTest)
#include "usage_test.moc"
