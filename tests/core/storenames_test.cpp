#include "core/store/safename.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

class StoreNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatCanBeKeptExactly_data();
    void keepsWhatCanBeKeptExactly();
    void refusesByName_data();
    void refusesByName();
    void refusesNamesThatDoNotGoTogether_data();
    void refusesNamesThatDoNotGoTogether();
    void makesControlCharactersVisible();
};

void StoreNamesTest::keepsWhatCanBeKeptExactly_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("plain") << QByteArray("a.csv");
    QTest::newRow("in folders") << QByteArray("2026/08/a.csv");
    QTest::newRow("space, percent, plus, hash, question mark, quotes") << QByteArray("a b%20+#?'\"\\.csv");
    QTest::newRow("composed") << QByteArray("\xc3\xa9.csv");
    QTest::newRow("decomposed") << QByteArray("e\xcc\x81.csv");
    QTest::newRow("255 bytes") << QByteArray(255, 'x');
    QTest::newRow("dots that are no way up") << QByteArray("..a/.b/...");
    QTest::newRow("leading space and dash") << QByteArray(" -rf");
    QTest::newRow("beyond the basic plane") << QByteArray("\xf0\x9f\x93\xa6");
}

void StoreNamesTest::keepsWhatCanBeKeptExactly()
{
    QFETCH(const QByteArray, name);
    VERIFY_VALUE(checkName(name));
}

void StoreNamesTest::refusesByName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("absolute") << QByteArray("/etc/passwd");
    QTest::newRow("way up") << QByteArray("../x");
    QTest::newRow("way up inside") << QByteArray("a/../x");
    QTest::newRow("way up at the end") << QByteArray("a/..");
    QTest::newRow("dot") << QByteArray("./x");
    QTest::newRow("doubled slash") << QByteArray("a//b");
    QTest::newRow("final slash") << QByteArray("a/");
    QTest::newRow("not UTF-8") << QByteArray("a\xff");
    QTest::newRow("half a character") << QByteArray("a\xc3");
    QTest::newRow("overlong slash") << QByteArray("a\xc0\xaf");
    QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("newline") << QByteArray("a\nb");
    QTest::newRow("zero byte") << QByteArray("a\0b", 3);
    QTest::newRow("escape") << QByteArray("a\x1b[0m");
    QTest::newRow("delete") << QByteArray("a\x7f");
    QTest::newRow("C1 control") << QByteArray("a\xc2\x85");
    QTest::newRow("256 bytes") << QByteArray(256, 'x');
    QTest::newRow("too long in all") << QByteArray("abcdefg/").repeated(400) + "x";
}

void StoreNamesTest::refusesByName()
{
    QFETCH(const QByteArray, name);
    const auto refused = checkName(name);
    VERIFY_ERROR(refused, ErrorKind::Unsupported);
    QVERIFY(refused.error().message.contains(shownName(name)));
    QVERIFY(!refused.error().message.contains(u'\n'));
}

void StoreNamesTest::refusesNamesThatDoNotGoTogether_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<bool>("isFineWhereCaseIsKept");
    QTest::addColumn<bool>("isFineWhereCaseIsFolded");
    QTest::newRow("different") << QByteArrayList{"a", "b", "c/d"} << true << true;
    QTest::newRow("twice") << QByteArrayList{"a", "a"} << false << false;
    QTest::newRow("file and directory") << QByteArrayList{"a", "a/b"} << false << false;
    QTest::newRow("file and directory, with a name between")
        << QByteArrayList{"a", "a!", "a/b"} << false << false;
    QTest::newRow("file and directory, deep") << QByteArrayList{"x/a", "x/a/b/c/d"} << false << false;
    QTest::newRow("case") << QByteArrayList{"A.csv", "a.csv"} << true << false;
    QTest::newRow("case of a directory") << QByteArrayList{"Dir/a", "dir/b"} << true << false;
    QTest::newRow("normal form") << QByteArrayList{"e\xcc\x81", "\xc3\xa9"} << true << false;
    QTest::newRow("a file and a directory but for case") << QByteArrayList{"A", "a/b"} << true << false;
}

void StoreNamesTest::refusesNamesThatDoNotGoTogether()
{
    QFETCH(const QByteArrayList, names);
    QFETCH(const bool, isFineWhereCaseIsKept);
    QFETCH(const bool, isFineWhereCaseIsFolded);
    std::vector<Entry> entries;
    for (const QByteArray &name : names)
        entries.push_back({.path = name});
    QCOMPARE(checkNames(entries, NameCase::Kept).has_value(), isFineWhereCaseIsKept);
    QCOMPARE(checkNames(entries, NameCase::Folded).has_value(), isFineWhereCaseIsFolded);
}

void StoreNamesTest::makesControlCharactersVisible()
{
    QCOMPARE(shownName("a\nb\x1b"), u"a\\x0ab\\x1b"_s);
}

QTEST_GUILESS_MAIN(StoreNamesTest)
#include "storenames_test.moc"
