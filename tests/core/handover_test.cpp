#include "core/base/handover.h"

#include <QCoreApplication>
#include <QTest>

#include <latch>
#include <optional>
#include <thread>

using namespace larder;
using namespace std::chrono_literals;

class handover_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesEachIndexOnce();
    void doesAllOfItWhenThePoolIsFull();
    void bringsWorkIntoTheThreadOfTheInboxInOrder();
    void dropsWhatComesAfterTheInboxIsClosed();
    void mayBeClosedByWhatItBrings();
    void tellsWhenWorkStillGoesOn();
};

void handover_test::doesEachIndexOnce()
{
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    std::vector<int> done(1000);
    forEachIndex(pool, done.size(), [&](std::size_t i) { ++done[i]; });
    QCOMPARE(done, std::vector<int>(1000, 1));
    forEachIndex(pool, 0, [](std::size_t) { QFAIL("there is nothing to do"); });
}

void handover_test::doesAllOfItWhenThePoolIsFull()
{
    QThreadPool pool;
    pool.setMaxThreadCount(1);
    std::latch isFreed(1);
    startOn(pool, [&] { isFreed.wait(); });
    int done = 0;
    forEachIndex(pool, 10, [&](std::size_t) { ++done; });
    QCOMPARE(done, 10);
    isFreed.count_down();
    QVERIFY(waitForAll(pool));
}

void handover_test::bringsWorkIntoTheThreadOfTheInboxInOrder()
{
    Inbox inbox;
    std::vector<int> brought;
    const auto here = std::this_thread::get_id();
    std::jthread([&, address = inbox.address()] {
        for (int i = 0; i < 3; ++i)
            address.post(
                [&brought, here, i] { brought.push_back(std::this_thread::get_id() == here ? i : -1); });
    }).join();
    QVERIFY(brought.empty());
    QCoreApplication::processEvents();
    QCOMPARE(brought, (std::vector{0, 1, 2}));
}

void handover_test::dropsWhatComesAfterTheInboxIsClosed()
{
    std::optional<Inbox> inbox(std::in_place);
    const Inbox::Address address = inbox->address();
    bool isBrought = false;
    address.post([&] { isBrought = true; });
    inbox->close();
    address.post([&] { isBrought = true; });
    inbox.reset();
    address.post([&] { isBrought = true; });
    QCoreApplication::processEvents();
    QVERIFY(!isBrought);
}

void handover_test::mayBeClosedByWhatItBrings()
{
    Inbox inbox;
    int brought = 0;
    for (int i = 0; i < 2; ++i) {
        inbox.address().post([&] {
            ++brought;
            inbox.close();
        });
    }
    QCoreApplication::processEvents();
    QCOMPARE(brought, 1);
}

void handover_test::tellsWhenWorkStillGoesOn()
{
    QThreadPool pool;
    std::latch isFreed(1);
    startOn(pool, [&] { isFreed.wait(); });
    QVERIFY(!waitForAll(pool, 1ms));
    isFreed.count_down();
    QVERIFY(waitForAll(pool));
}

QTEST_GUILESS_MAIN(handover_test)
#include "handover_test.moc"
