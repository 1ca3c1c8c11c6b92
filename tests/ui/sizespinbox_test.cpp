#include "ui/sizespinbox.h"

#include <QLineEdit>
#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

class sizespinbox_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleWrite_data();
    void readsWhatPeopleWrite();
    void takesABareNumberInTheUsualUnitWhereNothingStood();
    void keepsTheOldSizeForWhatIsNone();
    void keepsExactlyWhatNobodyChanged();
    void stepsByTheUnitThatIsShown();
};

void sizespinbox_test::readsWhatPeopleWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: no limit
    QTest::newRow("with a unit") << u"50 GB"_s << qint64(50e9);
    QTest::newRow("as in a terminal") << u"500M"_s << qint64(500e6);
    QTest::newRow("small letters") << u"20g"_s << qint64(20e9);
    QTest::newRow("a part") << u"1.5 TB"_s << qint64(1.5e12);
    QTest::newRow("a comma") << u"1,5 TB"_s << qint64(1.5e12);
    QTest::newRow("bytes") << u"1000 bytes"_s << qint64(1000);
    QTest::newRow("bytes, short") << u"1000 B"_s << qint64(1000);
    QTest::newRow("a bare number is of the unit that stood there") << u"50"_s << qint64(50e6);
    QTest::newRow("a bare part") << u"1.5"_s << qint64(1.5e6);
    QTest::newRow("a bare number per second") << u"9/s"_s << qint64(9e6);
    QTest::newRow("with what stands there") << u"2 MB/s"_s << qint64(2e6);
    QTest::newRow("nothing") << u""_s << qint64(-1);
    QTest::newRow("the words for none") << u"No limit"_s << qint64(-1);
    QTest::newRow("zero") << u"0"_s << qint64(-1);
}

void sizespinbox_test::readsWhatPeopleWrite()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, bytes);
    SizeSpinBox box(u"/s"_s, u"No limit"_s, SizeSpinBox::megabyte);
    box.setBytes(7'000'000);
    box.selectAll();
    QTest::keyClick(&box, Qt::Key_Delete);
    QTest::keyClicks(&box, text);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.bytes().value_or(-1), bytes);
}

void sizespinbox_test::takesABareNumberInTheUsualUnitWhereNothingStood()
{
    SizeSpinBox box({}, u"No limit"_s, SizeSpinBox::gigabyte);
    box.selectAll();
    QTest::keyClicks(&box, u"50"_s);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.bytes(), 50'000'000'000);
    QCOMPARE(box.text(), u"50 GB"_s);
    box.selectAll();
    QTest::keyClicks(&box, u"60"_s);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.text(), u"60 GB"_s);
}

void sizespinbox_test::keepsTheOldSizeForWhatIsNone()
{
    SizeSpinBox box({}, u"No limit"_s, SizeSpinBox::gigabyte);
    box.setBytes(7'000'000);
    box.selectAll();
    QTest::keyClicks(&box, u"a lot"_s);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.bytes(), 7'000'000);
    QCOMPARE(box.text(), u"7 MB"_s);
}

void sizespinbox_test::keepsExactlyWhatNobodyChanged()
{
    SizeSpinBox box({}, u"No limit"_s, SizeSpinBox::gigabyte);
    box.setBytes(18'412'345'678);
    QCOMPARE(box.text(), u"18 GB"_s);
    box.selectAll();
    QTest::keyClick(&box, Qt::Key_End);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.bytes(), 18'412'345'678);
}

void sizespinbox_test::stepsByTheUnitThatIsShown()
{
    SizeSpinBox box({}, u"No limit"_s, SizeSpinBox::gigabyte);
    box.setBytes(50'000'000'000);
    QTest::keyClick(&box, Qt::Key_Up);
    QCOMPARE(box.text(), u"51 GB"_s);
    QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.text(), u"50 GB"_s);
    box.setBytes(1'000'000'000);
    QTest::keyClick(&box, Qt::Key_Down);
    QVERIFY(box.bytes().value_or(0) < 1'000'000'000);
    box.setBytes({});
    QTest::keyClick(&box, Qt::Key_Up);
    QVERIFY(box.bytes().has_value());
}

QTEST_MAIN(sizespinbox_test)
#include "sizespinbox_test.moc"
