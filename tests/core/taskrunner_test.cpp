#include "core/engine/taskrunner.h"
#include "tests/support/expect.h"

#include <QSemaphore>
#include <QThread>

#include <atomic>

using namespace larder;

namespace {

/// Work that begins, waits until it is let go or stopped, and says which.
struct HeldWork {
    std::shared_ptr<QSemaphore> begun = std::make_shared<QSemaphore>();
    std::shared_ptr<QSemaphore> permit = std::make_shared<QSemaphore>();

    int operator()(const std::stop_token &stop) const
    {
        begun->release();
        while (!permit->tryAcquire(1, 1)) {
            if (stop.stop_requested())
                return -1;
        }
        return 1;
    }
};

} // namespace

class taskrunner_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersInTheThreadThatAsked();
    void aStoppedTaskIsToldAndNeverAnswers();
    void aNewTaskInAnOldOnesPlaceStopsIt();
    void dropsTheAnswerOfAContextThatIsGone();
    void carriesOutWhatNobodyWaitsFor();
    void carriesOutAlsoWhatWaitsAtItsEnd();
    void mayEndWhileTasksAreGoing();
};

void taskrunner_test::answersInTheThreadThatAsked()
{
    TaskRunner runner;
    QThread *worked = nullptr;
    QThread *answered = nullptr;
    int value = 0;
    const Task task = runner.run(
        this,
        [&worked](const std::stop_token &) {
            worked = QThread::currentThread();
            return 7;
        },
        [&](int answer) {
            answered = QThread::currentThread();
            value = answer;
        });
    QTRY_COMPARE(value, 7);
    QCOMPARE(answered, thread());
    QVERIFY(worked != thread());
}

void taskrunner_test::aStoppedTaskIsToldAndNeverAnswers()
{
    const HeldWork work;
    std::atomic<int> ended = 0;
    bool hasAnswered = false;
    TaskRunner runner;
    {
        const Task task = runner.run(
            this, [work, &ended](const std::stop_token &stop) { return ended = work(stop); },
            [&hasAnswered](int) { hasAnswered = true; });
        work.begun->acquire();
    }
    QTRY_COMPARE(ended.load(), -1);
    QCoreApplication::processEvents();
    QVERIFY(!hasAnswered);
}

void taskrunner_test::aNewTaskInAnOldOnesPlaceStopsIt()
{
    const HeldWork first;
    QList<int> answers;
    TaskRunner runner;
    Task task = runner.run(this, first, [&answers](int answer) { answers << answer; });
    first.begun->acquire();
    task = runner.run(
        this, [](const std::stop_token &) { return 2; }, [&answers](int answer) { answers << answer; });
    QTRY_COMPARE(answers, QList<int>{2});
}

void taskrunner_test::dropsTheAnswerOfAContextThatIsGone()
{
    const HeldWork work;
    bool hasAnswered = false;
    bool isAsked = false;
    TaskRunner runner;
    auto context = std::make_unique<QObject>();
    runner.carryOut(context.get(), work, [&hasAnswered](int) { hasAnswered = true; });
    work.begun->acquire();
    context.reset();
    work.permit->release();
    runner.carryOut(this, [](const std::stop_token &) { return 0; }, [&isAsked](int) { isAsked = true; });
    QTRY_VERIFY(isAsked);
    QVERIFY(!hasAnswered);
}

void taskrunner_test::carriesOutWhatNobodyWaitsFor()
{
    const HeldWork work;
    work.permit->release();
    int value = 0;
    TaskRunner runner;
    runner.carryOut(this, work, [&value](int answer) { value = answer; });
    QTRY_COMPARE(value, 1);
}

void taskrunner_test::carriesOutAlsoWhatWaitsAtItsEnd()
{
    std::atomic<int> carriedOut = 0;
    {
        TaskRunner runner;
        for (int i = 0; i < 50; ++i)
            runner.carryOut(
                this, [&carriedOut](const std::stop_token &) { return ++carriedOut; }, [](int) {});
    }
    QCOMPARE(carriedOut.load(), 50);
}

void taskrunner_test::mayEndWhileTasksAreGoing()
{
    bool hasAnswered = false;
    for (int round = 0; round < 100; ++round) {
        Task kept;
        TaskRunner runner;
        kept = runner.run(this, HeldWork(), [&hasAnswered](int) { hasAnswered = true; });
        runner.carryOut(this, HeldWork(), [&hasAnswered](int) { hasAnswered = true; });
        if (round % 2)
            QCoreApplication::processEvents();
    }
    QCoreApplication::processEvents();
    QVERIFY(!hasAnswered);
}

QTEST_GUILESS_MAIN(taskrunner_test)
#include "taskrunner_test.moc"
