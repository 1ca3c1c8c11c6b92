#include "core/store/prune.h"
#include "core/store/sweep.h"
#include "core/store/usage.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StorePruneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data();
    void decides();
    void countsSharedBytesOnce();
    void goesBelowKeepForTheBudgetOldestFirst();
    void saysWhatItCannotFree();
    void removesOldSnapshotsAndTheirBytes();
    void keepsWhatWasPinnedAfterThePlan();
    void leavesBlobsToASweepWhileRunsAreBusy();
};

/// A small language: snapshots from old to new, one letter each, which says what they are.
/// n newest, c current, p pinned, u used an hour ago, o used two days ago, x nothing special.
static PruneInput inputOf(const QByteArray &letters, int keep)
{
    PruneDataset dataset{{u"acme"_s, u"shipments"_s}, keep, {}, {}, {}};
    for (qsizetype i = 0; i < letters.size(); ++i) {
        PruneSnapshot snapshot{QString::number(i), i + 1, morning - 100h + i * 1h, letters[i] == 'p', {}, {}};
        if (letters[i] == 'u')
            snapshot.lastUsedAt = morning - 1h;
        if (letters[i] == 'o')
            snapshot.lastUsedAt = morning - 48h;
        if (letters[i] == 'n')
            dataset.newest = snapshot.id;
        if (letters[i] == 'c')
            dataset.current = snapshot.id;
        dataset.snapshots.push_back(snapshot);
    }
    if (dataset.current.isEmpty())
        dataset.current = dataset.newest;
    return {{dataset}, {}, std::nullopt};
}

void StorePruneTest::decides_data()
{
    QTest::addColumn<QByteArray>("snapshots");
    QTest::addColumn<int>("keep");
    QTest::addColumn<QStringList>("removed");
    QTest::newRow("fewer than keep") << "xxn"_ba << 7 << QStringList{};
    QTest::newRow("exactly keep") << "xxn"_ba << 3 << QStringList{};
    QTest::newRow("one too many") << "xxxn"_ba << 3 << QStringList{u"0"_s};
    QTest::newRow("keep one") << "xxxn"_ba << 1 << QStringList{u"0"_s, u"1"_s, u"2"_s};
    QTest::newRow("keep nothing still keeps the newest") << "xn"_ba << 0 << QStringList{u"0"_s};
    QTest::newRow("the held one stays") << "cxxn"_ba << 1 << QStringList{u"1"_s, u"2"_s};
    QTest::newRow("pinned ones stay") << "xpxn"_ba << 1 << QStringList{u"0"_s, u"2"_s};
    QTest::newRow("used an hour ago stays") << "xuxn"_ba << 1 << QStringList{u"0"_s, u"2"_s};
    QTest::newRow("used two days ago goes") << "xoxn"_ba << 1 << QStringList{u"0"_s, u"1"_s, u"2"_s};
    QTest::newRow("the newest is not always the last") << "xnx"_ba << 1 << QStringList{u"0"_s};
    QTest::newRow("nothing there") << ""_ba << 1 << QStringList{};
}

void StorePruneTest::decides()
{
    QFETCH(const QByteArray, snapshots);
    QFETCH(const int, keep);
    QFETCH(const QStringList, removed);
    const PrunePlan plan = planPrune(inputOf(snapshots, keep), morning);
    QStringList ids;
    for (const Removal &removal : plan.removals) {
        ids << removal.snapshot;
        QVERIFY(!removal.because.isEmpty());
    }
    QCOMPARE(ids, removed);
}

void StorePruneTest::countsSharedBytesOnce()
{
    PruneInput input = inputOf("xxn", 1);
    input.blobBytes = {10, 200, 3000};
    input.datasets[0].snapshots[0].blobs = {0, 1};
    input.datasets[0].snapshots[1].blobs = {1, 2};
    input.datasets[0].snapshots[2].blobs = {2};
    const PrunePlan plan = planPrune(input, morning);
    QCOMPARE(plan.removals[0].bytes, 10);
    QCOMPARE(plan.removals[1].bytes, 200);
    QCOMPARE(plan.freedBytes, 210);
}

void StorePruneTest::goesBelowKeepForTheBudgetOldestFirst()
{
    PruneInput input = inputOf("xxxn", 7);
    input.blobBytes = {100, 100, 100, 100};
    for (quint32 i = 0; i < 4; ++i)
        input.datasets[0].snapshots[i].blobs = {i};
    input.budgetBytes = 250;
    const PrunePlan plan = planPrune(input, morning);
    QCOMPARE(plan.removals.size(), 2u);
    QCOMPARE(plan.removals[0].snapshot, u"0"_s);
    QCOMPARE(plan.removals[1].snapshot, u"1"_s);
    QCOMPARE(plan.overBudgetBytes, 0);
    input.budgetBytes = 400;
    QVERIFY(planPrune(input, morning).removals.empty());
}

void StorePruneTest::saysWhatItCannotFree()
{
    PruneInput input = inputOf("pun", 7);
    input.blobBytes = {100, 100, 100};
    for (quint32 i = 0; i < 3; ++i)
        input.datasets[0].snapshots[i].blobs = {i};
    input.budgetBytes = 50;
    const PrunePlan plan = planPrune(input, morning);
    QVERIFY(plan.removals.empty());
    QCOMPARE(plan.overBudgetBytes, 250);
}

void StorePruneTest::removesOldSnapshotsAndTheirBytes()
{
    StoreHome test;
    Binding binding = StoreHome::someBinding();
    binding.keep = 2;
    const auto folder = test.add(u"acme/shipments"_s, binding);
    QList<SnapshotId> ids;
    for (int i = 0; i < 4; ++i)
        ids << *test.fetch(folder, {{"a", QByteArray(1000, char('a' + i))}, {"same", "s"}}, morning + i * 1h);
    const std::vector names{folder.name()};
    QVERIFY(gatherPrunePlan(test.home(), names, {}, morning + 4h)->removals.empty()); // superseded today
    const auto plan = gatherPrunePlan(test.home(), names, {}, morning + 48h);
    VERIFY_VALUE(plan);
    QCOMPARE(plan->removals.size(), 2u);
    QCOMPARE(plan->removals[0].snapshot, ids[0]);
    QCOMPARE(plan->freedBytes, 2000);
    QCOMPARE(*storedBytes(test.home(), {}), 4001);
    const auto pruned = prune(test.home(), *plan, morning + 48h, {});
    VERIFY_VALUE(pruned);
    QCOMPARE(pruned->freedBytes, 2000);
    QCOMPARE(*storedBytes(test.home(), {}), 2001);
    QCOMPARE(folder.snapshots()->size(), 2u);
    QVERIFY(!QFile::exists(folder.snapshotPath(ids[0])));
    QVERIFY(!folder.record()->supersededAt.contains(ids[0]));
    QVERIFY(QDir(test.home().store().trash()).isEmpty());
    QCOMPARE(filesBelow((*folder.current())->path).at("same"), "s");
}

void StorePruneTest::keepsWhatWasPinnedAfterThePlan()
{
    StoreHome test;
    Binding binding = StoreHome::someBinding();
    binding.keep = 1;
    const auto folder = test.add(u"acme/shipments"_s, binding);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    VERIFY_VALUE(test.fetch(folder, {{"a", "2"}}, morning + 1h));
    const std::vector names{folder.name()};
    const auto plan = gatherPrunePlan(test.home(), names, {}, morning + 48h);
    QCOMPARE(plan->removals.size(), 1u);
    VERIFY_VALUE(folder.changeRecord([&](Record &record) { record.pins << *first; }, morning + 48h));
    QVERIFY(prune(test.home(), *plan, morning + 48h, {})->removals.empty());
    QVERIFY(folder.hasSnapshot(*first));
}

void StorePruneTest::leavesBlobsToASweepWhileRunsAreBusy()
{
    StoreHome test;
    Binding binding = StoreHome::someBinding();
    binding.keep = 1;
    const auto folder = test.add(u"acme/shipments"_s, binding);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    const auto hash = folder.manifest(*first)->files[0].hash;
    VERIFY_VALUE(test.fetch(folder, {{"a", "2"}}, morning + 1h));
    const std::vector names{folder.name()};
    const auto plan = gatherPrunePlan(test.home(), names, {}, morning + 48h);
    {
        const auto run = StoreLock::tryAcquire(test.home(), LockMode::Shared);
        VERIFY_VALUE(prune(test.home(), *plan, morning + 48h, {}));
        QVERIFY(!folder.hasSnapshot(*first));
        QVERIFY(QFile::exists(test.home().store().blob(hash)));
        QVERIFY(sweep(test.home(), SweepDepth::Quick, morning, {})->wasPostponed);
    }
    const auto swept = sweep(test.home(), SweepDepth::Quick, morning, {});
    VERIFY_VALUE(swept);
    QCOMPARE(swept->blobs, 1);
    QVERIFY(!QFile::exists(test.home().store().blob(hash)));
    QCOMPARE(*sweep(test.home(), SweepDepth::Quick, morning, {}), SweepReport{});
}

QTEST_GUILESS_MAIN(StorePruneTest)
#include "storeprune_test.moc"
