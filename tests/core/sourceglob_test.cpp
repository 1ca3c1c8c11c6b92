#include "core/sources/glob.h"
#include "tests/support/expect.h"

#include <QElapsedTimer>

using namespace larder;
using namespace Qt::StringLiterals;

class sourceglob_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesWhatItsSignsSay_data();
    void matchesWhatItsSignsSay();
    void refusesWhatMeansNothing_data();
    void refusesWhatMeansNothing();
    void knowsWhichFoldersNeedNotBeListed_data();
    void knowsWhichFoldersNeedNotBeListed();
    void staysQuickOnPatternsMadeToBacktrack();
};

void sourceglob_test::matchesWhatItsSignsSay_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("isWhole");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const QString &pattern, const QByteArray &path, bool matches) {
        QTest::newRow(name) << pattern << false << path << matches;
    };
    row("a star stands for any run", u"*.csv"_s, "a.csv", true);
    row("a star stands for nothing too", u"a*.csv"_s, "a.csv", true);
    row("several stars go back as needed", u"*a*b*"_s, "xxaxxaxxb", true);
    row("a pattern must match to the end", u"*.csv"_s, "a.csv.gz", false);
    row("a pattern must match from the start", u"b.csv"_s, "ab.csv", false);
    row("without a slash the last segment decides, at any depth", u"*.csv"_s, "x/y/a.csv", true);
    row("without a slash a folder's name does not match", u"x"_s, "x/a.csv", false);
    row("a star does not cross a slash", u"x/*.csv"_s, "x/y/a.csv", false);
    row("a pattern with a slash is for the whole path", u"x/*.csv"_s, "w/x/a.csv", false);
    row("a leading slash ties it to the top", u"/*.csv"_s, "a.csv", true);
    row("a leading slash matches nothing deeper", u"/*.csv"_s, "x/a.csv", false);
    row("two stars cross slashes", u"x/**/a.csv"_s, "x/y/z/a.csv", true);
    row("two stars stand for no segment too", u"x/**/a.csv"_s, "x/a.csv", true);
    row("two stars at the end mean everything below", u"x/**"_s, "x/y/a.csv", true);
    row("two stars at the end do not mean the folder's own name", u"x/**"_s, "x", false);
    row("two stars alone mean everything", u"**"_s, "x/y/a.csv", true);
    row("two stars go back as needed", u"**/a/**/b"_s, "a/x/a/b/c/b", true);
    row("two stars inside a segment are one", u"x**y"_s, "xaay", true);
    row("two stars inside a segment stay in it", u"/x**y"_s, "xa/ay", false);
    row("a final slash means everything below, at any depth", u"old/"_s, "x/old/y/a.csv", true);
    row("a final slash is not for a file of that name", u"old/"_s, "x/old", false);
    row("a final slash after a leading one ties it to the top", u"/old/"_s, "x/old/a.csv", false);
    row("a question mark is one character", u"a?c"_s, "abc", true);
    row("a question mark is not none", u"a?c"_s, "ac", false);
    row("a question mark is one character of several bytes", u"a?c"_s, "aüc", true);
    row("a question mark is one byte that is no UTF-8", u"a?c"_s,
        "a\xff"
        "c",
        true);
    row("a question mark is no slash", u"/a?c"_s, "a/c", false);
    row("a set holds its members", u"[abc].csv"_s, "b.csv", true);
    row("a set holds no others", u"[abc].csv"_s, "d.csv", false);
    row("a set holds ranges", u"part-[0-9][0-9]"_s, "part-07", true);
    row("a range ends where it says", u"[a-c]"_s, "d", false);
    row("a range of characters of several bytes", u"[α-ω]"_s, "λ", true);
    row("a set can be turned round by !", u"[!a-z]"_s, "5", true);
    row("a set can be turned round by ^", u"[^a-z]"_s, "m", false);
    row("a bracket first in a set is a member", u"[]x]"_s, "]", true);
    row("a minus last in a set is a member", u"[a-]"_s, "-", true);
    row("a star in a set is itself", u"[*]"_s, "a", false);
    row("a backslash is a character", u"a\\*"_s, "a\\b", true);
    row("case matters", u"*.CSV"_s, "a.csv", false);
    row("normal form matters", u"\u00fc"_s, "u\xcc\x88", false);
    row("a percent sign is itself", u"100%.csv"_s, "100%.csv", true);
    QTest::newRow("as an address's globs it is for the whole path, without a slash too")
        << u"*.csv"_s << true << QByteArray("x/a.csv") << false;
    QTest::newRow("as an address's globs two stars cross slashes")
        << u"**/*.csv"_s << true << QByteArray("x/y/a.csv") << true;
}

void sourceglob_test::matchesWhatItsSignsSay()
{
    QFETCH(QString, pattern);
    QFETCH(bool, isWhole);
    QFETCH(QByteArray, path);
    const auto glob = Glob::parse(pattern, isWhole ? Glob::Anchor::Whole : Glob::Anchor::Free);
    VERIFY_VALUE(glob);
    QTEST(glob->matches(path), "matches");
}

void sourceglob_test::refusesWhatMeansNothing_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("a slash alone") << u"/"_s;
    QTest::newRow("a set without its end") << u"a[bc"_s;
    QTest::newRow("a set without its end, before a slash") << u"a[bc/d]"_s;
    QTest::newRow("an empty set") << u"a[]"_s;
    QTest::newRow("two slashes") << u"a//b"_s;
    QTest::newRow("a way up") << u"../*.csv"_s;
    QTest::newRow("a dot segment") << u"./*.csv"_s;
}

void sourceglob_test::refusesWhatMeansNothing()
{
    QFETCH(QString, pattern);
    const auto glob = Glob::parse(pattern);
    VERIFY_ERROR(glob, ErrorKind::Invalid);
    QVERIFY2(glob.error().message.contains(pattern), qPrintable(glob.error().message));
}

void sourceglob_test::knowsWhichFoldersNeedNotBeListed_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<bool>("canMatchBelow");
    QTest::addColumn<bool>("matchesAllBelow");
    const auto row = [](const char *name, const QString &pattern, const QByteArray &folder, bool can,
                        bool all) { QTest::newRow(name) << pattern << folder << can << all; };
    row("a name may be anywhere", u"*.csv"_s, "x/y", true, false);
    row("one folder leads there", u"x/*.csv"_s, "x", true, false);
    row("another does not", u"x/*.csv"_s, "y", false, false);
    row("below the last segment there is nothing", u"x/*.csv"_s, "x/y", false, false);
    row("all below two stars is meant", u"x/**"_s, "x", true, true);
    row("and deeper down as well", u"x/**"_s, "x/y/z", true, true);
    row("but not beside it", u"x/**"_s, "y", false, false);
    row("a folder's name at any depth", u"old/"_s, "x/old", true, true);
    row("it may still come deeper down", u"old/"_s, "x/new", true, false);
    row("two stars in the middle", u"x/**/y/*.csv"_s, "x/a/b", true, false);
    row("the file's own name is no folder's", u"/top.csv"_s, "x", false, false);
}

void sourceglob_test::knowsWhichFoldersNeedNotBeListed()
{
    QFETCH(QString, pattern);
    QFETCH(QByteArray, folder);
    const auto glob = Glob::parse(pattern);
    VERIFY_VALUE(glob);
    QTEST(glob->canMatchBelow(folder), "canMatchBelow");
    QTEST(glob->matchesAllBelow(folder), "matchesAllBelow");
}

void sourceglob_test::staysQuickOnPatternsMadeToBacktrack()
{
    const auto inSegment = Glob::parse(u"*a"_s.repeated(60) + u"b");
    const auto inPath = Glob::parse(u"**/a/"_s.repeated(60) + u"b");
    VERIFY_VALUE(inSegment);
    VERIFY_VALUE(inPath);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i) {
        QVERIFY(!inSegment->matches(QByteArray(255, 'a')));
        QVERIFY(!inPath->matches(QByteArray("a/").repeated(500).append('c')));
    }
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(sourceglob_test)
#include "sourceglob_test.moc"
