#include "core/base/byteranges.h"

#include <QTest>

using namespace larder;

class ByteRangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsWhatTouches_data();
    void joinsWhatTouches();
    void tellsWhatIsMissing();
    void forgetsWhatIsCutOff();
};

using Ranges = std::vector<ByteRange>;

void ByteRangesTest::joinsWhatTouches_data()
{
    QTest::addColumn<ByteRange>("added");
    QTest::addColumn<Ranges>("all");
    QTest::newRow("an empty one is nothing") << ByteRange{15, 15} << Ranges{{10, 20}, {30, 40}};
    QTest::newRow("before all") << ByteRange{0, 5} << Ranges{{0, 5}, {10, 20}, {30, 40}};
    QTest::newRow("between") << ByteRange{22, 28} << Ranges{{10, 20}, {22, 28}, {30, 40}};
    QTest::newRow("behind all") << ByteRange{50, 60} << Ranges{{10, 20}, {30, 40}, {50, 60}};
    QTest::newRow("after one") << ByteRange{20, 25} << Ranges{{10, 25}, {30, 40}};
    QTest::newRow("before one") << ByteRange{25, 30} << Ranges{{10, 20}, {25, 40}};
    QTest::newRow("the gap itself") << ByteRange{20, 30} << Ranges{{10, 40}};
    QTest::newRow("inside one") << ByteRange{12, 18} << Ranges{{10, 20}, {30, 40}};
    QTest::newRow("over one") << ByteRange{5, 25} << Ranges{{5, 25}, {30, 40}};
    QTest::newRow("over all") << ByteRange{0, 50} << Ranges{{0, 50}};
}

void ByteRangesTest::joinsWhatTouches()
{
    QFETCH(const ByteRange, added);
    QFETCH(const Ranges, all);
    ByteRanges ranges{{30, 40}, {10, 20}};
    ranges.add(added);
    QCOMPARE(ranges.list(), all);
}

void ByteRangesTest::tellsWhatIsMissing()
{
    QCOMPARE(ByteRanges{}.missing(10), (Ranges{{0, 10}}));
    QCOMPARE(ByteRanges{}.missing(0), Ranges{});
    const ByteRanges ranges{{0, 5}, {7, 9}};
    QCOMPARE(ranges.missing(20), (Ranges{{5, 7}, {9, 20}}));
    QCOMPARE(ranges.missing(9), (Ranges{{5, 7}}));
    QCOMPARE(ranges.missing(6), (Ranges{{5, 6}}));
    QCOMPARE(ranges.leading(), 5);
    QCOMPARE(ranges.total(), 7);
    QCOMPARE((ByteRanges{{1, 5}}.leading()), 0);
}

void ByteRangesTest::forgetsWhatIsCutOff()
{
    ByteRanges ranges{{0, 5}, {7, 9}, {20, 30}};
    ranges.cutOff(8);
    QCOMPARE(ranges.list(), (Ranges{{0, 5}, {7, 8}}));
    ranges.cutOff(5);
    QCOMPARE(ranges.list(), (Ranges{{0, 5}}));
    ranges.cutOff(0);
    QCOMPARE(ranges.list(), Ranges{});
}

QTEST_APPLESS_MAIN(ByteRangesTest)
#include "byteranges_test.moc"
