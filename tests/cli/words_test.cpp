#include "app/cli/exitcode.h"
#include "app/cli/progressdisplay.h"
#include "app/cli/suggestion.h"
#include "app/cli/texttable.h"
#include "app/settings.h"
#include "tests/support/expect.h"

#include <clocale>

using namespace larder;
using namespace Qt::StringLiterals;

/// What the command line decides by itself: exits, suggestions, columns, bars, sizes.
class words_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesEveryErrorKindItsExit_data();
    void givesEveryErrorKindItsExit();
    void takesTheFirstExitOfTheDesignsOrder();
    void suggestsTheNearestWordOrNone_data();
    void suggestsTheNearestWordOrNone();
    void countsTerminalCells_data();
    void countsTerminalCells();
    void alignsColumnsByCells();
    void cutsTheFlexibleColumnOnANarrowTerminal();
    void makesControlCharactersVisible();
    void showsBytesSpeedAndTimeLeft();
    void readsByteSizes_data();
    void readsByteSizes();
};

void words_test::initTestCase()
{
    QVERIFY(std::setlocale(LC_ALL, "C.UTF-8"));
}

void words_test::givesEveryErrorKindItsExit_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("exit");
    const auto row = [](ErrorKind kind, int exit) {
        QTest::newRow(qPrintable(errorKindName(kind))) << kind << exit;
    };
    row(ErrorKind::Corrupt, 1);
    row(ErrorKind::Conflict, 1);
    row(ErrorKind::Unsupported, 1);
    row(ErrorKind::Storage, 1);
    row(ErrorKind::Invalid, 2);
    row(ErrorKind::NotFound, 4);
    row(ErrorKind::SignInNeeded, 5);
    row(ErrorKind::Denied, 5);
    row(ErrorKind::Network, 6);
    row(ErrorKind::Timeout, 6);
    row(ErrorKind::Throttled, 6);
    row(ErrorKind::Busy, 7);
    row(ErrorKind::NoSpace, 8);
    row(ErrorKind::Cancelled, 130);
}

void words_test::givesEveryErrorKindItsExit()
{
    QFETCH(const ErrorKind, kind);
    QTEST(int(exitCodeOf(kind)), "exit");
    QTEST(
        int(exitCodeOf(RunReport{.outcome = kind == ErrorKind::Cancelled ? Outcome::Stopped : Outcome::Failed,
                                 .error = Error{kind, {}, {}, {}}})),
        "exit");
}

void words_test::takesTheFirstExitOfTheDesignsOrder()
{
    const std::vector<int> order{130, 8, 1, 5, 6, 7, 4, 3, 0};
    for (size_t i = 0; i < order.size(); ++i) {
        for (size_t j = i; j < order.size(); ++j) {
            QCOMPARE(int(combined(ExitCode(order[i]), ExitCode(order[j]))), order[i]);
            QCOMPARE(int(combined(ExitCode(order[j]), ExitCode(order[i]))), order[i]);
        }
    }
}

void words_test::suggestsTheNearestWordOrNone_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("nearest");
    const auto row = [](const char *word, const char *nearest) {
        QTest::newRow(word) << QString::fromLatin1(word) << QString::fromLatin1(nearest);
    };
    row("stauts", "status");
    row("refrsh", "refresh");
    row("lst", "list");
    row("ls", "ls");
    row("Status", "status");
    row("xyzzy", "");
    row("", "");
}

void words_test::suggestsTheNearestWordOrNone()
{
    QFETCH(const QString, word);
    QTEST(nearestWord(word, {u"status"_s, u"refresh"_s, u"list"_s, u"ls"_s}), "nearest");
}

void words_test::countsTerminalCells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cells");
    QTest::newRow("ASCII") << u"abc"_s << 3;
    QTest::newRow("accents, composed") << u"é"_s << 1;
    QTest::newRow("accents, decomposed") << u"e\u0301"_s << 1;
    QTest::newRow("East Asian") << u"株式"_s << 4;
    QTest::newRow("beyond the BMP") << u"😀"_s << 2;
    QTest::newRow("empty") << u""_s << 0;
}

void words_test::countsTerminalCells()
{
    QFETCH(const QString, text);
    QTEST(displayWidth(text), "cells");
}

void words_test::alignsColumnsByCells()
{
    TextTable table({{u"NAME"_s}, {u"SIZE"_s, Align::Right}, {u"WHY"_s}});
    table.addHeading(u"Acme"_s);
    table.addRow({u"株式"_s, u"9"_s, u"x"_s});
    table.addRow({u"e\u0301"_s, u"1234"_s, u""_s});
    QCOMPARE(table.lines({.isTerminal = false}),
             (QStringList{u"NAME  SIZE  WHY"_s, u"Acme"_s, u"株式     9  x"_s, u"e\u0301     1234"_s}));
}

void words_test::cutsTheFlexibleColumnOnANarrowTerminal()
{
    TextTable table({{u"NAME"_s}, {u"BECAUSE"_s, Align::Left, true}});
    table.addRow({u"acme/x"_s, u"a sentence that is far too long for it"_s});
    const QStringList lines = table.lines({.isTerminal = true, .columns = 30});
    QCOMPARE(displayWidth(lines.last()), 30);
    QVERIFY(lines.last().endsWith(u'…'));
    QVERIFY(table.lines({.isTerminal = false}).last().endsWith(u"for it"_s));
}

void words_test::makesControlCharactersVisible()
{
    QCOMPARE(withoutControls(u"a\x1b[31mb\u009b"_s), u"a\\x1b[31mb\\x9b"_s);
    QCOMPARE(withoutControls(u"two\nlines"_s), u"two\nlines"_s);
}

void words_test::showsBytesSpeedAndTimeLeft()
{
    const Progress progress{.phase = Phase::Fetching,
                            .bytesDone = 12'000'000,
                            .bytesTotal = 24'000'000,
                            .bytesPerSecond = 4'000'000};
    const QString bar = barText(progress, u"acme/x"_s, 200);
    for (const auto &part : {u"50 %"_s, u"12 MB of 24 MB"_s, u"4 MB/s"_s, u"3 seconds left"_s})
        QVERIFY2(bar.contains(part), qPrintable(bar));
    QVERIFY(displayWidth(barText(progress, u"acme/x"_s, 40)) <= 40);
    QVERIFY(barText({.phase = Phase::Probing}, u"acme/x"_s, 80).contains(u"asking"_s));
}

void words_test::readsByteSizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    const auto row = [](const char *text, qint64 bytes) {
        QTest::newRow(text) << QString::fromLatin1(text) << bytes;
    };
    row("1000", 1000);
    row("1k", 1000);
    row("1.5G", 1'500'000'000);
    row("20GB", 20'000'000'000);
    row("2T", 2'000'000'000'000);
    row("", -1);
    row("G", -1);
    row("-1", -1);
    row("1e3", -1);
    row("1.2.3", -1);
    row("9999999T", -1);
    row("inf", -1);
}

void words_test::readsByteSizes()
{
    QFETCH(const QString, text);
    QTEST(parseByteSize(text).value_or(-1), "bytes");
}

QTEST_APPLESS_MAIN(words_test)
#include "words_test.moc"
