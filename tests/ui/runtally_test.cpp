#include "core/wording/quantities.h"
#include "ui/models/runtally.h"

#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};
const DatasetName invoices{u"northwind"_s, u"invoices"_s};

Progress fetching(const DatasetName &dataset, qint64 done, qint64 total, qint64 perSecond)
{
    return {.dataset = dataset,
            .phase = Phase::Fetching,
            .bytesDone = done,
            .bytesTotal = total,
            .bytesPerSecond = perSecond};
}

} // namespace

class runtally_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isIdleWithoutRuns();
    void saysWhatOneRunDoes();
    void tellsAmountSpeedAndTimeLeft();
    void sumsSeveralRuns();
    void neverPromisesMoreThanThereIs();
};

void runtally_test::isIdleWithoutRuns()
{
    RunTally tally;
    QVERIFY(tally.isIdle());
    tally.start(shipments);
    QVERIFY(!tally.isIdle());
    tally.finish(shipments);
    QVERIFY(tally.isIdle());
    QCOMPARE(tally.line(), RunLine());
}

void runtally_test::saysWhatOneRunDoes()
{
    RunTally tally;
    tally.start(shipments);
    QCOMPARE(tally.line().what, u"acme/shipments waits for its turn"_s);
    tally.progress({.dataset = shipments, .phase = Phase::Probing});
    QCOMPARE(tally.line().what, u"Checking acme/shipments"_s);
    QVERIFY(!tally.line().permille);
}

void runtally_test::tellsAmountSpeedAndTimeLeft()
{
    RunTally tally;
    tally.progress(fetching(shipments, 400'000'000, 1'200'000'000, 100'000'000));
    const RunLine line = tally.line();
    QCOMPARE(line.what, u"Fetching acme/shipments"_s);
    QCOMPARE(line.permille, 333);
    QCOMPARE(line.amount,
             u"%1 of %2 · %3/s · %4 left"_s.arg(byteSizeText(400'000'000), byteSizeText(1'200'000'000),
                                                byteSizeText(100'000'000),
                                                durationInWords(std::chrono::seconds(8))));
}

void runtally_test::sumsSeveralRuns()
{
    RunTally tally;
    tally.progress(fetching(shipments, 100, 1000, 10));
    tally.progress(fetching(invoices, 400, 1000, 10));
    QCOMPARE(tally.line().what, u"Refreshing 2 datasets"_s);
    QCOMPARE(tally.line().permille, 250);
    tally.progress(fetching(shipments, 600, 1000, 10)); // instead of what it said before
    QCOMPARE(tally.line().permille, 500);
    tally.finish(invoices);
    tally.finish(invoices);
    QCOMPARE(tally.line().permille, 600);
}

void runtally_test::neverPromisesMoreThanThereIs()
{
    RunTally tally;
    tally.progress(fetching(shipments, 1500, 1000, 10)); // the source moved under the fetch
    QCOMPARE(tally.line().permille, 1000);
    QVERIFY(!tally.line().amount.contains(u"left"_s));
}

QTEST_GUILESS_MAIN(runtally_test)
#include "runtally_test.moc"
