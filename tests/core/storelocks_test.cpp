#include "core/store/locks.h"
#include "tests/support/expect.h"
#include "tests/support/otherprocess.h"
#include "tests/support/storehome.h"

#include <thread>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StoreLocksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsOneRunAtATime();
    void saysWhoHoldsARun();
    void waitsForTheHolderToEnd();
    void stopsWaitingWhenAsked();
    void takesOverFromAKilledProcess();
    void saysBusyWhileTheHolderIsStopped();
    void refusesALockOfAForgottenDataset();
    void sharesTheStoreAmongRunsButNotWithASweep();
};

void StoreLocksTest::letsOneRunAtATime()
{
    StoreHome test;
    const auto shipments = test.add(u"acme/shipments"_s).name();
    const auto orders = test.add(u"acme/orders"_s).name();
    auto first = RunLock::tryAcquire(test.home(), shipments, u"one"_s);
    VERIFY_VALUE(first);
    QVERIFY(first->has_value());
    QVERIFY(!RunLock::tryAcquire(test.home(), shipments, u"two"_s)->has_value());
    QVERIFY(RunLock::tryAcquire(test.home(), orders, u"three"_s)->has_value());
    first->reset();
    QVERIFY(RunLock::tryAcquire(test.home(), shipments, u"two"_s)->has_value());
}

void StoreLocksTest::saysWhoHoldsARun()
{
    StoreHome test;
    const auto name = test.add(u"acme/shipments"_s).name();
    QVERIFY(!RunLock::holder(test.home(), name));
    auto held = RunLock::tryAcquire(test.home(), name, u"run-7"_s);
    const auto holder = RunLock::holder(test.home(), name);
    QVERIFY(holder.has_value());
    QCOMPARE(holder->processId, qint64(::getpid()));
    QCOMPARE(holder->runId, u"run-7"_s);
    const auto refused = RunLock::acquire(test.home(), name, u"run-8"_s, 5ms, {});
    VERIFY_ERROR(refused, ErrorKind::Busy);
    QVERIFY(refused.error().message.contains(QString::number(::getpid())));
    held->reset();
    QVERIFY(!RunLock::holder(test.home(), name));
}

void StoreLocksTest::waitsForTheHolderToEnd()
{
    StoreHome test;
    const auto name = test.add(u"acme/shipments"_s).name();
    auto held = RunLock::tryAcquire(test.home(), name, u"one"_s);
    std::atomic<bool> isTaken = false;
    std::jthread waiter(
        [&] { isTaken = RunLock::acquire(test.home(), name, u"two"_s, 60s, {}).has_value(); });
    QVERIFY(!isTaken);
    held->reset();
    waiter.join();
    QVERIFY(isTaken);
}

void StoreLocksTest::stopsWaitingWhenAsked()
{
    StoreHome test;
    const auto name = test.add(u"acme/shipments"_s).name();
    const auto held = RunLock::tryAcquire(test.home(), name, u"one"_s);
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(RunLock::acquire(test.home(), name, u"two"_s, 60s, stop.get_token()), ErrorKind::Cancelled);
}

void StoreLocksTest::takesOverFromAKilledProcess()
{
    StoreHome test;
    const auto name = test.add(u"acme/shipments"_s).name();
    OtherProcess other([&] {
        auto run = RunLock::tryAcquire(test.home(), name, u"doomed"_s);
        OtherProcess::sayReady(run && *run);
        ::pause();
    });
    QVERIFY(other.waitUntilReady());
    QVERIFY(!RunLock::tryAcquire(test.home(), name, u"mine"_s)->has_value());
    QCOMPARE(RunLock::holder(test.home(), name)->processId, qint64(other.processId()));
    other.kill();
    const auto taken = RunLock::acquire(test.home(), name, u"mine"_s, 10s, {});
    VERIFY_VALUE(taken);
}

void StoreLocksTest::saysBusyWhileTheHolderIsStopped()
{
    StoreHome test;
    const auto name = test.add(u"acme/shipments"_s).name();
    OtherProcess other([&] {
        auto run = RunLock::tryAcquire(test.home(), name, u"stopped"_s);
        OtherProcess::sayReady(run && *run);
        ::pause();
    });
    QVERIFY(other.waitUntilReady());
    ::kill(other.processId(), SIGSTOP);
    VERIFY_ERROR(RunLock::acquire(test.home(), name, u"mine"_s, 30ms, {}), ErrorKind::Busy);
}

void StoreLocksTest::refusesALockOfAForgottenDataset()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    QVERIFY(QDir(folder.layout().folder()).removeRecursively());
    VERIFY_ERROR(RunLock::tryAcquire(test.home(), folder.name(), u"one"_s), ErrorKind::NotFound);
    VERIFY_ERROR(RecordLock::acquire(test.home(), folder.name()), ErrorKind::NotFound);
}

void StoreLocksTest::sharesTheStoreAmongRunsButNotWithASweep()
{
    const StoreHome test;
    auto one = StoreLock::tryAcquire(test.home(), LockMode::Shared);
    auto two = StoreLock::tryAcquire(test.home(), LockMode::Shared);
    QVERIFY(*one && *two);
    QVERIFY(!*StoreLock::tryAcquire(test.home(), LockMode::Exclusive));
    one->reset();
    two->reset();
    const auto exclusive = StoreLock::tryAcquire(test.home(), LockMode::Exclusive);
    QVERIFY(exclusive->has_value());
    VERIFY_ERROR(StoreLock::acquire(test.home(), LockMode::Shared, 5ms, {}), ErrorKind::Busy);
}

QTEST_GUILESS_MAIN(StoreLocksTest)
#include "storelocks_test.moc"
