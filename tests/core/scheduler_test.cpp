#include "core/engine/scheduler.h"
#include "tests/support/expect.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};
const DatasetName invoices{u"northwind"_s, u"invoices"_s};

class MovableClock : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] bool isFrozen() const override { return m_isFrozen; }
    void set(Instant instant) { m_now = instant; }
    void freeze() { m_isFrozen = true; }

private:
    Instant m_now = fromIso(u"2026-08-01T10:00:00.000Z"_s).value();
    bool m_isFrozen = false;
};

RowChanges dueAt(const DatasetName &dataset, std::optional<Instant> due)
{
    JudgedRow judged;
    judged.row.name = dataset;
    judged.verdict.lookDue = due;
    return {{judged}, {}, {}};
}

FinishedRun unmade(const DatasetName &dataset)
{
    return {dataset, Trigger::Background, failure(ErrorKind::Busy, u"busy"_s)};
}

} // namespace

class scheduler_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void looksByItselfWhenALookFallsDue();
    void looksOnceForWhateverWasMissed();
    void looksInTheOrderInWhichTheyWereDue();
    void doesNotLookAgainWhileARunIsGoing();
    void pausesAfterARunThatMovedNothing();
    void aClockSetBackDoesNotStretchThePause();
    void forgetsWhatIsGoneOrNeverDue();
    void onlyOneSchedulerLooks();
    void aFrozenClockNeverLooks();
    void tellsTheNextLook();

private:
    QStringList looked() const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<MovableClock> m_clock;
    std::unique_ptr<Scheduler> m_scheduler;
    std::unique_ptr<QSignalSpy> m_lookDue;
};

void scheduler_test::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_clock = std::make_unique<MovableClock>();
    m_scheduler = std::make_unique<Scheduler>(m_directory->filePath(u"scheduler.lock"_s), *m_clock);
    m_lookDue = std::make_unique<QSignalSpy>(m_scheduler.get(), &Scheduler::lookDue);
}

void scheduler_test::cleanup()
{
    m_lookDue.reset();
    m_scheduler.reset();
}

QStringList scheduler_test::looked() const
{
    QStringList names;
    for (const QList<QVariant> &arguments : *m_lookDue) {
        const auto request = arguments.at(0).value<RefreshRequest>();
        names << request.dataset.text()
                + (request.trigger == Trigger::Background ? u""_s : u" (not background)"_s);
    }
    return names;
}

void scheduler_test::looksByItselfWhenALookFallsDue()
{
    m_scheduler->start();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 100ms));
    QCOMPARE(looked(), QStringList());
    m_clock->set(m_clock->now() + 100ms);
    QTRY_COMPARE(looked(), QStringList{u"acme/shipments"_s});
}

void scheduler_test::looksOnceForWhateverWasMissed()
{
    m_scheduler->start();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 15min));
    m_clock->set(m_clock->now() + std::chrono::days(3)); // the lid was closed
    m_scheduler->check();
    m_scheduler->check();
    QCOMPARE(looked(), QStringList{u"acme/shipments"_s});

    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 15min));
    m_scheduler->noteFinished(unmade(shipments));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
}

void scheduler_test::looksInTheOrderInWhichTheyWereDue()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->takeRows(dueAt(invoices, m_clock->now() - 2min));
    m_scheduler->start();
    QCOMPARE(looked(), (QStringList{u"northwind/invoices"_s, u"acme/shipments"_s}));
}

void scheduler_test::doesNotLookAgainWhileARunIsGoing()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->start();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 30s)); // the run wrote its known change
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
}

void scheduler_test::pausesAfterARunThatMovedNothing()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->start();
    m_scheduler->noteFinished(unmade(shipments));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_clock->set(m_clock->now() + 59s);
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_clock->set(m_clock->now() + 1s);
    m_scheduler->check();
    QCOMPARE(looked().size(), 2);
}

void scheduler_test::aClockSetBackDoesNotStretchThePause()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - std::chrono::days(2)));
    m_scheduler->start();
    m_scheduler->noteFinished(unmade(shipments));
    m_clock->set(m_clock->now() - std::chrono::days(1));
    m_scheduler->check();
    QCOMPARE(looked().size(), 1);
    m_clock->set(m_clock->now() + 1min);
    m_scheduler->check();
    QCOMPARE(looked().size(), 2);
}

void scheduler_test::forgetsWhatIsGoneOrNeverDue()
{
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 1min));
    m_scheduler->takeRows(dueAt(invoices, m_clock->now() + 1min));
    m_scheduler->takeRows(dueAt(shipments, std::nullopt));
    m_scheduler->takeRows({{}, {invoices}, {}});
    m_scheduler->start();
    m_clock->set(m_clock->now() + 2min);
    m_scheduler->check();
    QCOMPARE(looked(), QStringList());
    QVERIFY(!m_scheduler->nextLook());
}

void scheduler_test::onlyOneSchedulerLooks()
{
    auto second = std::make_unique<Scheduler>(m_directory->filePath(u"scheduler.lock"_s), *m_clock);
    QSignalSpy secondLooks(second.get(), &Scheduler::lookDue);
    QSignalSpy secondWatches(second.get(), &Scheduler::watchingChanged);
    m_scheduler->start();
    QVERIFY(m_scheduler->isWatching());
    second->takeRows(dueAt(shipments, m_clock->now() - 1min));
    second->start();
    QVERIFY(!second->isWatching());
    QCOMPARE(secondLooks.size(), 0);

    m_lookDue.reset();
    m_scheduler.reset();
    second->check();
    QVERIFY(second->isWatching());
    QCOMPARE(secondWatches.size(), 1);
    QCOMPARE(secondLooks.size(), 1);
}

void scheduler_test::aFrozenClockNeverLooks()
{
    m_clock->freeze();
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() - 1min));
    m_scheduler->start();
    m_scheduler->check();
    QCOMPARE(looked(), QStringList());
    QVERIFY(!m_scheduler->isWatching());
}

void scheduler_test::tellsTheNextLook()
{
    QSignalSpy changed(m_scheduler.get(), &Scheduler::nextLookChanged);
    m_scheduler->takeRows(dueAt(shipments, m_clock->now() + 5min));
    m_scheduler->takeRows(dueAt(invoices, m_clock->now() + 9min));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_scheduler->nextLook(), m_clock->now() + 5min);
}

QTEST_GUILESS_MAIN(scheduler_test)
#include "scheduler_test.moc"
