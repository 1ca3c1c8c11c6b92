#include "core/sources/entrypath.h"
#include "core/sources/selection.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class sourceselection_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatTheBindingAsksFor_data();
    void takesWhatTheBindingAsksFor();
    void saysWhenTheSourceDatesNothing();
    void namesTheBadGlob();
    void keepsNamesThatCanBeKept_data();
    void keepsNamesThatCanBeKept();
    void refusesNamesThatCannotBeKept_data();
    void refusesNamesThatCannotBeKept();
    void ordersAListingAndTakesEachPathOnce();
    void refusesAPathThatIsFileAndFolderAtOnce();
};

namespace {

const Instant now = *fromIso(u"2024-08-27T12:00:00.000Z"_s);

Entry entry(const QByteArray &path, std::optional<std::chrono::hours> age = std::nullopt)
{
    return {path, 1, age ? std::optional<Instant>(now - *age) : std::nullopt, {}};
}

QByteArray pathsOf(const Listing &listing)
{
    QByteArrayList paths;
    for (const Entry &each : listing.entries)
        paths << each.path;
    return paths.join(' ');
}

} // namespace

void sourceselection_test::takesWhatTheBindingAsksFor_data()
{
    QTest::addColumn<Binding>("binding");
    QTest::addColumn<QByteArray>("taken");
    QTest::newRow("everything by default") << Binding{} << QByteArray("a.csv a.json old/b.csv old/c.txt");
    QTest::newRow("what is included") << Binding{.include = {u"*.csv"_s}} << QByteArray("a.csv old/b.csv");
    QTest::newRow("what one of several includes")
        << Binding{.include = {u"*.json"_s, u"*.txt"_s}} << QByteArray("a.json old/c.txt");
    QTest::newRow("not what is excluded") << Binding{.exclude = {u"old/"_s}} << QByteArray("a.csv a.json");
    QTest::newRow("excluding wins") << Binding{.include = {u"*.csv"_s}, .exclude = {u"old/**"_s}}
                                    << QByteArray("a.csv");
    QTest::newRow("the newest, in order of their path")
        << Binding{.newest = 2} << QByteArray("a.json old/b.csv");
    QTest::newRow("the newest of what is included")
        << Binding{.include = {u"*.csv"_s}, .newest = 1} << QByteArray("old/b.csv");
    QTest::newRow("more than there are")
        << Binding{.newest = 9} << QByteArray("a.csv a.json old/b.csv old/c.txt");
    QTest::newRow("what is younger") << Binding{.since = 72h} << QByteArray("a.json old/b.csv old/c.txt");
    QTest::newRow("exactly that old is not younger")
        << Binding{.since = 48h} << QByteArray("old/b.csv old/c.txt");
    QTest::newRow("the newest of what is younger")
        << Binding{.newest = 1, .since = 72h} << QByteArray("old/b.csv");
}

void sourceselection_test::takesWhatTheBindingAsksFor()
{
    QFETCH(Binding, binding);
    const auto selection = selectionOf(binding);
    VERIFY_VALUE(selection);
    Listing listing;
    listing.entries = {entry("a.csv", 100h), entry("a.json", 48h), entry("old/b.csv", 1h),
                       entry("old/c.txt")};
    QTEST(pathsOf(applySelection(listing, *selection, now)), "taken");
}

void sourceselection_test::saysWhenTheSourceDatesNothing()
{
    const auto selection = selectionOf({.newest = 2});
    VERIFY_VALUE(selection);
    Listing listing;
    listing.entries = {entry("a"), entry("b"), entry("c")};
    const Listing taken = applySelection(listing, *selection, now);
    QCOMPARE(pathsOf(taken), "b c");
    QCOMPARE(taken.notices.size(), 1);
    QVERIFY(applySelection(listing, {}, now).notices.isEmpty());
}

void sourceselection_test::namesTheBadGlob()
{
    const auto selection = selectionOf({.include = {u"*.csv"_s}, .exclude = {u"[x"_s}});
    VERIFY_ERROR(selection, ErrorKind::Invalid);
    QVERIFY(selection.error().message.contains("[x"_L1));
}

void sourceselection_test::keepsNamesThatCanBeKept_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("spaces") << QByteArray(" a  b ");
    QTest::newRow("signs of URLs and shells") << QByteArray("a+b%20#?&'\"\\*[x]{y}|<z>.csv");
    QTest::newRow("one normal form") << QByteArray("\xc3\xbc");
    QTest::newRow("the other") << QByteArray("u\xcc\x88");
    QTest::newRow("beyond the basic plane") << QByteArray("\xf0\x9f\x93\xa6.csv");
    QTest::newRow("255 bytes") << QByteArray(255, 'x');
    QTest::newRow("dots in names") << QByteArray("..a/...b/c..");
    QTest::newRow("a leading dash and tilde") << QByteArray("-rf/~");
}

void sourceselection_test::keepsNamesThatCanBeKept()
{
    QFETCH(QByteArray, path);
    VERIFY_VALUE(checkEntryPath(path));
}

void sourceselection_test::refusesNamesThatCannotBeKept_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("shown");
    QTest::newRow("not UTF-8") << QByteArray("a/\xff.csv") << u"a/\\xff.csv"_s;
    QTest::newRow("a cut character") << QByteArray("a\xc3") << u"a\\xc3"_s;
    QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << u"\\xed\\xa0\\x80"_s;
    QTest::newRow("a line feed") << QByteArray("a\nb") << u"a\\x0ab"_s;
    QTest::newRow("a NUL") << QByteArray("a\0b", 3) << u"a\\x00b"_s;
    QTest::newRow("DEL") << QByteArray("a\x7f") << u"a\\x7f"_s;
    QTest::newRow("a C1 control") << QByteArray("a\xc2\x85") << u"a\\xc2\\x85"_s;
    QTest::newRow("a way up") << QByteArray("a/../b") << u"a/../b"_s;
    QTest::newRow("a dot") << QByteArray("./b") << u"./b"_s;
    QTest::newRow("an empty segment") << QByteArray("a//b") << u"a//b"_s;
    QTest::newRow("from the root") << QByteArray("/etc") << u"/etc"_s;
    QTest::newRow("nothing") << QByteArray("") << u""_s;
    QTest::newRow("256 bytes") << QByteArray(256, 'x') << QString(256, u'x');
    QTest::newRow("too long a path") << QByteArray("abcdefg/").repeated(400) + 'x'
                                     << u"abcdefg/"_s.repeated(400) + u'x';
}

void sourceselection_test::refusesNamesThatCannotBeKept()
{
    QFETCH(QByteArray, path);
    const auto checked = checkEntryPath(path);
    VERIFY_ERROR(checked, ErrorKind::Unsupported);
    QTEST(checked.error().subject, "shown");
}

void sourceselection_test::ordersAListingAndTakesEachPathOnce()
{
    Listing listing;
    listing.entries = {entry("b"), entry("a/x", 1h), entry("a-"), entry("a/x", 2h), entry("A")};
    VERIFY_VALUE(finishListing(listing));
    QCOMPARE(pathsOf(listing), "A a- a/x b");
    QCOMPARE(listing.entries[2].modified, now - 1h);
}

void sourceselection_test::refusesAPathThatIsFileAndFolderAtOnce()
{
    Listing listing;
    listing.entries = {entry("x/a"), entry("x/a-b"), entry("x/a/b/c"), entry("x/b")};
    const auto finished = finishListing(listing);
    VERIFY_ERROR(finished, ErrorKind::Unsupported);
    QVERIFY2(finished.error().message.contains("\"x/a\""_L1), qPrintable(finished.error().message));
}

QTEST_APPLESS_MAIN(sourceselection_test)
#include "sourceselection_test.moc"
