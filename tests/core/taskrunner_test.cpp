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

/// Whether an answer is still on its way: whoever holds it goes when it has come, or was dropped.
class Held
{
public:
    std::shared_ptr<int> held() { return std::exchange(m_held, nullptr); }
    [[nodiscard]] bool isGone() const { return m_watched.expired(); }

private:
    std::shared_ptr<int> m_held = std::make_shared<int>();
    std::weak_ptr<int> m_watched = m_held;
};

/// A question about a dead mount: hears no stop.
struct DeadMount {
    std::shared_ptr<QSemaphore> isAsked = std::make_shared<QSemaphore>();
    std::shared_ptr<QSemaphore> isBack = std::make_shared<QSemaphore>();

    int operator()(const std::stop_token &) const
    {
        isAsked->release();
        isBack->acquire();
        return 0;
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
    void questionsThatHangKeepNoChoiceWaiting();
    void endsInTimeThoughAQuestionHangs();
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
    Held answer;
    TaskRunner runner;
    {
        const Task task = runner.run(
            this, [work, &ended](const std::stop_token &stop) { return ended = work(stop); },
            [&hasAnswered, held = answer.held()](int) { hasAnswered = true; });
        work.begun->acquire();
    }
    QTRY_VERIFY(answer.isGone());
    QCOMPARE(ended.load(), -1);
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
    std::atomic<int> ended = 0;
    bool hasAnswered = false;
    Held answer;
    TaskRunner runner;
    auto context = std::make_unique<QObject>();
    runner.carryOut(
        context.get(), [work, &ended](const std::stop_token &stop) { return ended = work(stop); },
        [&hasAnswered, held = answer.held()](int) { hasAnswered = true; });
    work.begun->acquire();
    QVERIFY(!answer.isGone());
    context.reset();
    work.permit->release();
    QTRY_VERIFY(answer.isGone());
    QCOMPARE(ended.load(), 1); // carried out, though nobody hears of it
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

void taskrunner_test::questionsThatHangKeepNoChoiceWaiting()
{
    const DeadMount mount;
    bool isCarriedOut = false;
    TaskRunner runner;
    std::vector<Task> tasks;
    for (int i = 0; i < 9; ++i)
        tasks.push_back(runner.run(this, mount, [](int) { }));
    runner.carryOut(
        this, [](const std::stop_token &) { return true; }, [&](bool value) { isCarriedOut = value; });
    QTRY_VERIFY(isCarriedOut);
    mount.isBack->release(9);
}

void taskrunner_test::endsInTimeThoughAQuestionHangs()
{
    const DeadMount mount;
    std::atomic<int> carriedOut = 0;
    TaskRunner runner;
    const Task task = runner.run(this, mount, [](int) { });
    mount.isAsked->acquire();
    for (int i = 0; i < 50; ++i)
        runner.carryOut(this, [&carriedOut](const std::stop_token &) { return ++carriedOut; }, [](int) {});
    QVERIFY(!runner.shutDown(std::chrono::seconds(30), std::chrono::milliseconds(10)));
    QCOMPARE(carriedOut.load(), 50);
    mount.isBack->release();
    QVERIFY(runner.shutDown(std::chrono::seconds(30), std::chrono::seconds(30)));
}

QTEST_GUILESS_MAIN(taskrunner_test)
#include "taskrunner_test.moc"
