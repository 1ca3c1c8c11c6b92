#include "core/store/forget.h"
#include "core/store/move.h"
#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/otherprocess.h"
#include "tests/support/storehome.h"

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StoreForgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void removesEveryByteOfADataset();
    void leavesBytesThatOthersUse();
    void removesACustomerWithAllItsDatasets();
    void refusesWhatDoesNotExist();
    void waitsForARunAndSaysBusy();
    void removesBytesAtTheStoresOldPlace();
    void isFinishedAfterAKillAtEachStep_data();
    void isFinishedAfterAKillAtEachStep();
};

/// Some file below the home holds these bytes, or has them in its name.
static bool isSomewhere(const StoreHome &test, const QByteArray &bytes)
{
    QDirIterator walk(test.path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        if (QFile::encodeName(path).contains(bytes)
            || (walk.fileInfo().isFile() && contentOf(path).contains(bytes)))
            return true;
    }
    return false;
}

/// A dataset with two snapshots, a broken download, and the rest of a run that failed.
static DatasetFolder addWithTraces(StoreHome &test, const QString &name, const QByteArray &secret)
{
    const auto folder = test.add(name);
    (void)test.fetch(folder, {{secret + ".csv", secret + "-1"}, {"shared", "common"}}, morning);
    (void)test.fetch(folder, {{secret + ".csv", secret + "-2"}, {"shared", "common"}}, morning + 1h);
    auto staging = Staging::begin(test.home(), folder.name(), test.nextRun(), test.pool(), {});
    const QByteArray large = secret + QByteArray(600'000, 'x');
    auto broken = staging->receive(StoreHome::entry(secret + "-large", large));
    (void)(*broken)->write({large.constData(), 500'000});
    const QByteArray uncommitted = secret + "-uncommitted";
    auto small = staging->receive(StoreHome::entry("small", uncommitted));
    (void)(*small)->write({uncommitted.constData(), size_t(uncommitted.size())});
    (void)(*small)->finish(StoreHome::entry("small", uncommitted));
    (void)staging->finishReceiving();
    return folder;
}

void StoreForgetTest::removesEveryByteOfADataset()
{
    StoreHome test;
    const auto folder = addWithTraces(test, u"acme/shipments"_s, "secret");
    const auto other = test.add(u"acme/orders"_s);
    VERIFY_VALUE(test.fetch(other, {{"a", "kept"}}, morning));
    QVERIFY(isSomewhere(test, "secret"));
    const auto report = forgetDataset(test.home(), folder.name(), 5s, {});
    VERIFY_VALUE(report);
    QCOMPARE(report->datasets, std::vector{folder.name()});
    QCOMPARE(report->snapshots, 2);
    QCOMPARE(report->partials, 1);
    QVERIFY(report->blobs >= 3);
    QVERIFY(report->bytes > 500'000);
    QVERIFY(!report->searched.isEmpty());
    QVERIFY(!isSomewhere(test, "secret"));
    QVERIFY(!isSomewhere(test, "shipments"));
    QVERIFY(!test.home().contains(folder.name()));
    QCOMPARE(filesBelow((*other.current())->path), (Files{{"a", "kept"}}));
}

void StoreForgetTest::leavesBytesThatOthersUse()
{
    StoreHome test;
    const auto folder = addWithTraces(test, u"acme/shipments"_s, "secret");
    const auto other = test.add(u"zeta/orders"_s);
    VERIFY_VALUE(test.fetch(other, {{"b", "common"}}, morning));
    const auto report = forgetDataset(test.home(), folder.name(), 5s, {});
    VERIFY_VALUE(report);
    QCOMPARE(report->sharedBlobs, 1);
    QCOMPARE(filesBelow((*other.current())->path), (Files{{"b", "common"}}));
}

void StoreForgetTest::removesACustomerWithAllItsDatasets()
{
    StoreHome test;
    VERIFY_VALUE(test.home().saveCustomer({u"acme"_s, u"secret display name"_s, "Europe/Paris"}));
    (void)addWithTraces(test, u"acme/shipments"_s, "secret-one");
    (void)addWithTraces(test, u"acme/orders"_s, "secret-two");
    const auto report = forgetCustomer(test.home(), u"acme"_s, 5s, {});
    VERIFY_VALUE(report);
    QCOMPARE(report->datasets.size(), 2u);
    QVERIFY(!isSomewhere(test, "secret"));
    QVERIFY(!isSomewhere(test, "acme"));
    QVERIFY(test.home().customers()->empty());
}

void StoreForgetTest::refusesWhatDoesNotExist()
{
    const StoreHome test;
    VERIFY_ERROR(forgetDataset(test.home(), {u"acme"_s, u"nothing"_s}, 1s, {}), ErrorKind::NotFound);
    VERIFY_ERROR(forgetCustomer(test.home(), u"acme"_s, 1s, {}), ErrorKind::NotFound);
    VERIFY_ERROR(forgetCustomer(test.home(), u"../x"_s, 1s, {}), ErrorKind::NotFound);
}

void StoreForgetTest::waitsForARunAndSaysBusy()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto run = RunLock::tryAcquire(test.home(), folder.name(), u"going"_s);
    VERIFY_ERROR(forgetDataset(test.home(), folder.name(), 10ms, {}), ErrorKind::Busy);
    QVERIFY(test.home().contains(folder.name()));
}

void StoreForgetTest::removesBytesAtTheStoresOldPlace()
{
    StoreHome test;
    const auto folder = addWithTraces(test, u"acme/shipments"_s, "secret");
    const auto other = test.add(u"zeta/orders"_s);
    VERIFY_VALUE(test.fetch(other, {{"b", "kept"}}, morning));
    const QString readPath = (*other.current())->path;
    VERIFY_VALUE(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}));
    VERIFY_VALUE(forgetDataset(test.home(), folder.name(), 5s, {}));
    QVERIFY(!isSomewhere(test, "secret"));
    QCOMPARE(filesBelow(readPath), (Files{{"b", "kept"}})); // somebody may still read there
}

void StoreForgetTest::isFinishedAfterAKillAtEachStep_data()
{
    QTest::addColumn<QByteArray>("step");
    for (const char *step : {"forget-set-aside", "forget-snapshots-removed", "forget-blobs-removed"})
        QTest::newRow(step) << QByteArray(step);
}

void StoreForgetTest::isFinishedAfterAKillAtEachStep()
{
    QFETCH(const QByteArray, step);
    StoreHome test;
    const auto folder = addWithTraces(test, u"acme/shipments"_s, "secret");
    OtherProcess other([&] {
        qputenv("LARDER_CRASH_AT", step);
        (void)forgetDataset(test.home(), folder.name(), 5s, {});
    });
    QVERIFY(WIFSIGNALED(other.wait()));
    QVERIFY(!test.home().contains(folder.name()));
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Quick, morning, {}));
    QVERIFY(!isSomewhere(test, "secret"));
    QVERIFY(!isSomewhere(test, "shipments"));
}

QTEST_GUILESS_MAIN(StoreForgetTest)
#include "storeforget_test.moc"
