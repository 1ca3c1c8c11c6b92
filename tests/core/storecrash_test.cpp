#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/otherprocess.h"
#include "tests/support/storehome.h"

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

/// A fetch is killed at each of its steps: the next command finds the old or the new snapshot whole.
class StoreCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWholeAfterAKillAtEachStep_data();
    void isWholeAfterAKillAtEachStep();
    void passesEveryStepThatIsNamed();
};

namespace {

const QList<QByteArray> steps{"staging-begun",  "large-file-begun", "chunk-written",    "file-stored",
                              "files-received", "snapshot-linked",  "snapshot-renamed", "contents-flushed",
                              "manifest-aside", "manifest-written", "record-before",    "record-aside",
                              "record-written", "current-aside",    "current-written"};

const Files before{{"a", "1"}, {"b", "2"}};
const Files after{{"a", "1"}, {"b", "new"}, {"large", QByteArray(600'000, 'x')}};

Result<SnapshotId> fetchAfter(StoreHome &test, const DatasetFolder &folder, const Manifest &first)
{
    return test.fetch(folder, {{"b", after.at("b")}, {"large", after.at("large")}}, morning + 1h,
                      {first.files[0]});
}

} // namespace

void StoreCrashTest::isWholeAfterAKillAtEachStep_data()
{
    QTest::addColumn<QByteArray>("step");
    for (const QByteArray &step : steps)
        QTest::newRow(step.constData()) << step;
}

void StoreCrashTest::isWholeAfterAKillAtEachStep()
{
    QFETCH(const QByteArray, step);
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, before, morning);
    const auto first = folder.manifest(*id);
    VERIFY_VALUE(first);
    OtherProcess other([&] {
        qputenv("LARDER_CRASH_AT", step);
        auto run = RunLock::tryAcquire(test.home(), folder.name(), u"doomed"_s);
        (void)fetchAfter(test, folder, *first);
    });
    const int status = other.wait();
    QVERIFY2(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "the step was not passed");

    // Readers that look before anybody puts things right.
    const auto seen = folder.current();
    VERIFY_VALUE(seen);
    const Files read = filesBelow((*seen)->path);
    QVERIFY(read == before || read == after);

    VERIFY_VALUE(sweep(test.home(), SweepDepth::Full, morning + 2h, {}));
    VERIFY_VALUE(test.home().recover(morning + 2h));
    {
        const auto run = RunLock::tryAcquire(test.home(), folder.name(), u"next"_s);
        QVERIFY(run && *run);
        VERIFY_VALUE(sweepDataset(test.home(), folder.name(), **run));
    }
    const auto record = folder.record();
    const auto current = folder.current();
    QCOMPARE((*current)->snapshot, record->newest);
    QCOMPARE(folder.snapshots()->front().id, record->newest);
    const bool isSwitched = record->newest != *id;
    QCOMPARE(filesBelow((*current)->path), isSwitched ? after : before);
    QCOMPARE(filesBelow(folder.snapshotPath(*id)), before);
    QCOMPARE(isSwitched, steps.indexOf(step) >= steps.indexOf("manifest-written"));

    // Nothing half-done is left, and the next fetch works.
    QVERIFY(QDir(test.home().store().staging()).isEmpty());
    QCOMPARE(QDir(test.home().store().snapshotsOf(folder.name()))
                 .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                 .size(),
             isSwitched ? 2 : 1);
    QVERIFY(QDir(folder.layout().folder()).entryList({u".*"_s}, QDir::Files | QDir::Hidden).isEmpty());
    QVERIFY(QDir(folder.layout().manifests()).entryList({u".*"_s}, QDir::Files | QDir::Hidden).isEmpty());
    const auto again = fetchAfter(test, folder, *first);
    VERIFY_VALUE(again);
    QCOMPARE(filesBelow((*folder.current())->path), after);
}

void StoreCrashTest::passesEveryStepThatIsNamed()
{
    StoreHome test;
    const QString list = test.path() + u"/steps"_s;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, before, morning);
    const auto first = folder.manifest(*id);
    OtherProcess other([&] {
        qputenv("LARDER_CRASH_LIST", list.toUtf8());
        (void)fetchAfter(test, folder, *first);
    });
    QCOMPARE(other.wait(), 0);
    const QList<QByteArray> passed = contentOf(list).trimmed().split('\n');
    for (const QByteArray &step : steps)
        QVERIFY2(passed.contains(step), step.constData());
    for (const QByteArray &step : passed)
        QVERIFY2(steps.contains(step), step.constData());
}

QTEST_GUILESS_MAIN(StoreCrashTest)
#include "storecrash_test.moc"
