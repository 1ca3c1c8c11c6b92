#include "core/engine/engine.h"
#include "tests/support/expect.h"

#include <QSignalSpy>

#include <condition_variable>
#include <mutex>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};

DatasetName numbered(int number)
{
    return {u"acme"_s, u"d%1"_s.arg(number)};
}

/// Stands in for `refresh`: each run goes on until it is let go or stopped.
class HeldRuns
{
public:
    RefreshFunction function()
    {
        return [this](const RefreshRequest &request, const ProgressCallback &progress, std::stop_token stop) {
            return run(request, progress, std::move(stop));
        };
    }
    QList<RefreshRequest> begun()
    {
        const std::scoped_lock lock(m_guard);
        return m_begun;
    }
    int mostAtOnce()
    {
        const std::scoped_lock lock(m_guard);
        return m_mostAtOnce;
    }
    void letGo(int runs)
    {
        {
            const std::scoped_lock lock(m_guard);
            m_permits += runs;
        }
        m_wake.notify_all();
    }
    /// Called before each run waits, in its thread.
    std::function<void(const RefreshRequest &, const ProgressCallback &)> during;
    bool isDeaf = false; ///< ignores the stop

private:
    Result<RunReport> run(const RefreshRequest &request, const ProgressCallback &progress,
                          std::stop_token stop)
    {
        std::unique_lock lock(m_guard);
        m_begun.append(request);
        m_mostAtOnce = std::max(m_mostAtOnce, ++m_going);
        if (during) {
            lock.unlock();
            during(request, progress);
            lock.lock();
        }
        const auto isFree = [this] { return m_permits > 0; };
        if (isDeaf)
            m_wake.wait(lock, isFree);
        else
            m_wake.wait(lock, stop, isFree);
        --m_going;
        RunReport report;
        report.dataset = request.dataset;
        report.outcome = stop.stop_requested() ? Outcome::Stopped : Outcome::Fetched;
        if (isFree())
            --m_permits;
        return report;
    }

    std::mutex m_guard;
    std::condition_variable_any m_wake;
    QList<RefreshRequest> m_begun;
    int m_permits = 0;
    int m_going = 0;
    int m_mostAtOnce = 0;
};

FinishedRun finishedAt(const QSignalSpy &spy, int index)
{
    return spy.at(index).at(0).value<FinishedRun>();
}

} // namespace

class engine_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheReportInItsOwnThread();
    void joinsARunThatIsGoing();
    void makesOneFurtherRunWhenTheGoingOneDoesLess_data();
    void makesOneFurtherRunWhenTheGoingOneDoesLess();
    void runsAtMostSoManyAtOnceAndPeopleFirst();
    void aPersonNeverWaitsForTheBackground_data();
    void aPersonNeverWaitsForTheBackground();
    void hasRoomForBackgroundWhileNobodyWaits();
    void runsMoreAtOnceWhenToldTo();
    void stopsAGoingRunAndAWaitingOne();
    void tellsOnlyTheLatestProgressTenTimesASecond();
    void dropsTheResultsOfAClosedEngine();
    void saysWhenARunDoesNotEndInTime();
    void mayBeDestroyedWhileRunsAreGoing();
};

void engine_test::tellsTheReportInItsOwnThread()
{
    HeldRuns runs;
    Engine engine(runs.function(), 4);
    QSignalSpy started(&engine, &Engine::runStarted);
    QSignalSpy finished(&engine, &Engine::runFinished);
    QThread *seen = nullptr;
    connect(&engine, &Engine::runFinished, &engine, [&seen] { seen = QThread::currentThread(); });

    engine.start({.dataset = shipments});
    QCOMPARE(started.size(), 1);
    QVERIFY(engine.isActive(shipments));
    runs.letGo(1);

    QTRY_COMPARE(finished.size(), 1);
    VERIFY_VALUE(finishedAt(finished, 0).result);
    QCOMPARE(finishedAt(finished, 0).result->outcome, Outcome::Fetched);
    QCOMPARE(seen, thread());
    QVERIFY(!engine.isActive(shipments));
}

void engine_test::joinsARunThatIsGoing()
{
    HeldRuns runs;
    Engine engine(runs.function(), 4);
    QSignalSpy started(&engine, &Engine::runStarted);
    QSignalSpy finished(&engine, &Engine::runFinished);
    for (int i = 0; i < 5; ++i)
        engine.start({.dataset = shipments});
    QTRY_COMPARE(runs.begun().size(), 1);
    engine.start({.dataset = shipments, .trigger = Trigger::Background});
    runs.letGo(5);

    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(started.size(), 1);
    QCOMPARE(engine.activeCount(), 0);
    QCOMPARE(runs.begun().size(), 1);
}

void engine_test::makesOneFurtherRunWhenTheGoingOneDoesLess_data()
{
    QTest::addColumn<RefreshRequest>("going");
    QTest::addColumn<RefreshRequest>("asked");
    QTest::newRow("a person is not answered by a look")
        << RefreshRequest{.dataset = shipments, .trigger = Trigger::Background}
        << RefreshRequest{.dataset = shipments, .trigger = Trigger::Person};
    QTest::newRow("everything again is not answered by a difference")
        << RefreshRequest{.dataset = shipments} << RefreshRequest{.dataset = shipments, .fetch = Fetch::All};
    QTest::newRow("a fetch is not answered by a look that fetches nothing")
        << RefreshRequest{.dataset = shipments, .trigger = Trigger::Background, .heldBack = HeldBack{}}
        << RefreshRequest{.dataset = shipments, .trigger = Trigger::Background};
    QTest::newRow("everything again begins after the question")
        << RefreshRequest{.dataset = shipments, .fetch = Fetch::All}
        << RefreshRequest{.dataset = shipments, .fetch = Fetch::All};
}

void engine_test::makesOneFurtherRunWhenTheGoingOneDoesLess()
{
    QFETCH(const RefreshRequest, going);
    QFETCH(const RefreshRequest, asked);
    HeldRuns runs;
    Engine engine(runs.function(), 4);
    QSignalSpy finished(&engine, &Engine::runFinished);
    engine.start(going);
    QTRY_COMPARE(runs.begun().size(), 1);
    engine.start(asked);
    engine.start(asked);
    runs.letGo(3);

    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(engine.activeCount(), 0);
    QCOMPARE(runs.begun().size(), 2);
    QCOMPARE(runs.begun().at(1).trigger, asked.trigger);
    QVERIFY(runs.begun().at(1).fetch == asked.fetch);
    QCOMPARE(runs.begun().at(1).heldBack, asked.heldBack);
}

void engine_test::runsAtMostSoManyAtOnceAndPeopleFirst()
{
    HeldRuns runs;
    Engine engine(runs.function(), 2);
    QSignalSpy finished(&engine, &Engine::runFinished);
    for (int i = 0; i < 6; ++i)
        engine.start({.dataset = numbered(i), .trigger = Trigger::Background});
    engine.start({.dataset = shipments, .trigger = Trigger::Person});
    engine.start({.dataset = numbered(5), .trigger = Trigger::Person});
    QTRY_COMPARE(runs.begun().size(), 2);
    QCOMPARE(engine.activeCount(), 7);
    runs.letGo(1);
    QTRY_COMPARE(runs.begun().size(), 3);
    const QSet<DatasetName> before{runs.begun().at(0).dataset, runs.begun().at(1).dataset};
    QCOMPARE(before, (QSet<DatasetName>{shipments, numbered(0)}));
    QCOMPARE(runs.begun().at(2).dataset, numbered(5));
    runs.letGo(6);
    QTRY_COMPARE(finished.size(), 7);
    QCOMPARE(runs.mostAtOnce(), 2);
}

void engine_test::aPersonNeverWaitsForTheBackground_data()
{
    QTest::addColumn<int>("atOnce");
    QTest::addColumn<int>("background");
    QTest::newRow("one slot for both") << 1 << 1;
    QTest::newRow("two") << 2 << 1;
    QTest::newRow("four") << 4 << 3;
}

void engine_test::aPersonNeverWaitsForTheBackground()
{
    QFETCH(const int, atOnce);
    QFETCH(const int, background);
    HeldRuns runs;
    Engine engine(runs.function(), atOnce);
    for (int i = 0; i < 9; ++i)
        engine.start({.dataset = numbered(i), .trigger = Trigger::Background});
    QTRY_COMPARE(runs.begun().size(), background);
    engine.start({.dataset = shipments, .trigger = Trigger::Person});
    QTRY_COMPARE(runs.begun().size(), background + 1);
    QCOMPARE(runs.begun().last().dataset, shipments);
}

void engine_test::hasRoomForBackgroundWhileNobodyWaits()
{
    HeldRuns runs;
    Engine engine(runs.function(), 3);
    QSignalSpy finished(&engine, &Engine::runFinished);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(engine.hasRoomForBackground());
        engine.start({.dataset = numbered(i), .trigger = Trigger::Background});
    }
    QVERIFY(!engine.hasRoomForBackground());
    engine.stop(numbered(0));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(engine.hasRoomForBackground());
    for (int i = 2; i < 5; ++i)
        engine.start({.dataset = numbered(i), .trigger = Trigger::Person});
    engine.stop(numbered(1));
    QTRY_COMPARE(finished.size(), 2);
    QVERIFY(!engine.hasRoomForBackground()); // people have all the slots
}

void engine_test::runsMoreAtOnceWhenToldTo()
{
    HeldRuns runs;
    Engine engine(runs.function(), 1);
    QSignalSpy finished(&engine, &Engine::runFinished);
    for (int i = 0; i < 4; ++i)
        engine.start({.dataset = numbered(i)});
    QTRY_COMPARE(runs.begun().size(), 1);
    engine.setAtOnce(3);
    QTRY_COMPARE(runs.begun().size(), 3);
    engine.setAtOnce(1); // what is going goes on
    runs.letGo(4);
    QTRY_COMPARE(finished.size(), 4);
    QCOMPARE(runs.mostAtOnce(), 3);
}

void engine_test::stopsAGoingRunAndAWaitingOne()
{
    HeldRuns runs;
    Engine engine(runs.function(), 1);
    QSignalSpy finished(&engine, &Engine::runFinished);
    engine.start({.dataset = shipments});
    engine.start({.dataset = numbered(1)});
    QTRY_COMPARE(runs.begun().size(), 1);

    engine.stop(numbered(1));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finishedAt(finished, 0).dataset, numbered(1));
    VERIFY_ERROR(finishedAt(finished, 0).result, ErrorKind::Cancelled);

    engine.stop(shipments);
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(finishedAt(finished, 1).result->outcome, Outcome::Stopped);
    QCOMPARE(runs.begun().size(), 1);
}

void engine_test::tellsOnlyTheLatestProgressTenTimesASecond()
{
    HeldRuns runs;
    runs.during = [](const RefreshRequest &request, const ProgressCallback &progress) {
        for (int done = 1; done <= 100'000; ++done)
            progress({.dataset = request.dataset, .phase = Phase::Fetching, .filesDone = done});
    };
    Engine engine(runs.function(), 1);
    QSignalSpy progressed(&engine, &Engine::progressed);
    QElapsedTimer elapsed;
    elapsed.start();
    engine.start({.dataset = shipments});
    const auto lastFiles = [&progressed] {
        return progressed.isEmpty() ? 0 : progressed.last().at(0).value<Progress>().filesDone;
    };
    QTRY_COMPARE(lastFiles(), 100'000);
    QVERIFY2(progressed.size() <= 1 + elapsed.elapsed() / 100,
             qPrintable(QString::number(progressed.size())));
    runs.letGo(1);
}

void engine_test::dropsTheResultsOfAClosedEngine()
{
    HeldRuns runs;
    Engine engine(runs.function(), 2);
    QSignalSpy finished(&engine, &Engine::runFinished);
    QSignalSpy progressed(&engine, &Engine::progressed);
    engine.start({.dataset = shipments});
    engine.start({.dataset = numbered(1)});
    QTRY_COMPARE(runs.begun().size(), 2);
    QVERIFY(engine.shutDown(5s));
    engine.start({.dataset = numbered(2)});
    QCoreApplication::processEvents();
    QCOMPARE(finished.size(), 0);
    QCOMPARE(progressed.size(), 0);
    QCOMPARE(runs.begun().size(), 2);
}

void engine_test::saysWhenARunDoesNotEndInTime()
{
    HeldRuns runs;
    runs.isDeaf = true;
    Engine engine(runs.function(), 1);
    engine.start({.dataset = shipments});
    QTRY_COMPARE(runs.begun().size(), 1);
    QVERIFY(!engine.shutDown(20ms));
    runs.letGo(1);
    QVERIFY(engine.shutDown(5s));
}

void engine_test::mayBeDestroyedWhileRunsAreGoing()
{
    for (int round = 0; round < 200; ++round) {
        HeldRuns runs;
        runs.letGo(round % 3);
        Engine engine(runs.function(), 3);
        for (int i = 0; i < 4; ++i)
            engine.start({.dataset = numbered(i)});
        if (round % 2)
            QCoreApplication::processEvents();
    }
}

QTEST_GUILESS_MAIN(engine_test)
#include "engine_test.moc"
