#include "core/base/clock.h"
#include "core/changes/changes.h"
#include "core/credentials/signins.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/sync/bindings.h"
#include "core/sync/refresh.h"
#include "core/sync/sample.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

using namespace larder;
using namespace larder::test;

class SampleTest : public QObject
{
    Q_OBJECT

    struct World {
        StoreHome store;
        std::unique_ptr<FrozenClock> clock = std::make_unique<FrozenClock>(morning);
        RateLimiter limiter;
        CurlClientFactory http{{}, limiter};
        SignIns signIns{{}, http};

        SyncServices services() { return {store.home(), *clock, http, signIns, store.pool()}; }
        Result<RunReport> refresh()
        {
            return larder::refresh(services(), {.dataset = sampleDataset()}, {}, {});
        }
        Files current()
        {
            const DatasetFolder folder = store.home().dataset(sampleDataset());
            return filesBelow(folder.snapshotPath(folder.record()->current()));
        }
    };

private Q_SLOTS:
    void uploadsBindsAndFetches();
    void aReuploadPutsTheMistakeRight();
    void furtherUploadsAddLines();
    void anotherDayHasItsOwnExport();
    void leavesAStrangersDatasetAlone();
};

void SampleTest::uploadsBindsAndFetches()
{
    World world;
    QCOMPARE(*playSample(world.services()), SampleStep::Bound);
    const auto run = world.refresh();
    VERIFY_VALUE(run);
    QCOMPARE(run->outcome, Outcome::Fetched);
    QCOMPARE(run->fetchedFiles, 3);
    QCOMPARE((*world.store.home().customer(u"sample"_s))->displayName, u"Sample customer"_s);
    QVERIFY(world.current()["shipments_2026-08-01.csv"].contains(",,"));
    QVERIFY(!world.current()["shipments_2026-07-31.csv"].contains(",,"));
}

void SampleTest::aReuploadPutsTheMistakeRight()
{
    World world;
    VERIFY_VALUE(playSample(world.services()));
    VERIFY_VALUE(world.refresh());
    const Files before = world.current();
    QCOMPARE(*playSample(world.services()), SampleStep::UploadedAgain);
    const auto run = world.refresh();
    VERIFY_VALUE(run);
    QCOMPARE(run->outcome, Outcome::Fetched);
    QCOMPARE(run->changes, (ChangeCounts{.added = 1, .changed = 1}));
    const Files after = world.current();
    QVERIFY(!after.at("shipments_2026-08-01.csv").contains(",,"));
    QCOMPARE(after.at("shipments_2026-08-01.csv").count('\n'),
             before.at("shipments_2026-08-01.csv").count('\n'));
    QVERIFY(after.contains("returns_2026-08-01.csv"));
    QCOMPARE(after.at("depots.csv"), before.at("depots.csv"));
}

void SampleTest::furtherUploadsAddLines()
{
    World world;
    for (int i = 0; i < 2; ++i)
        VERIFY_VALUE(playSample(world.services()));
    VERIFY_VALUE(world.refresh());
    const qsizetype lines = world.current()["shipments_2026-08-01.csv"].count('\n');
    VERIFY_VALUE(playSample(world.services()));
    const auto run = world.refresh();
    VERIFY_VALUE(run);
    QCOMPARE(run->changes, (ChangeCounts{.changed = 1}));
    QVERIFY(world.current()["shipments_2026-08-01.csv"].count('\n') > lines);
}

void SampleTest::anotherDayHasItsOwnExport()
{
    World world;
    VERIFY_VALUE(playSample(world.services()));
    VERIFY_VALUE(world.refresh());
    world.clock = std::make_unique<FrozenClock>(morning + std::chrono::days(1));
    QCOMPARE(*playSample(world.services()), SampleStep::UploadedAgain);
    const auto run = world.refresh();
    VERIFY_VALUE(run);
    QCOMPARE(run->changes, (ChangeCounts{.added = 1}));
    QVERIFY(world.current().contains("shipments_2026-08-02.csv"));
}

void SampleTest::leavesAStrangersDatasetAlone()
{
    World world;
    (void)world.store.add(u"sample/shipments"_s);
    VERIFY_ERROR(playSample(world.services()), ErrorKind::Invalid);
    QVERIFY(!QFile::exists(world.store.home().data().sampleExports()));
}

QTEST_GUILESS_MAIN(SampleTest)
#include "sample_test.moc"
