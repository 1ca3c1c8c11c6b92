#include "core/sources/address.h"
#include "core/sources/sourcetable.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

class sourceaddress_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAddressesApart_data();
    void takesAddressesApart();
    void tellsWhichPathsAnAddressMeans_data();
    void tellsWhichPathsAnAddressMeans();
    void fillsInTheDay_data();
    void fillsInTheDay();
    void knowsThePartThatNoDateReaches_data();
    void knowsThePartThatNoDateReaches();
    void makesWrittenPathsAbsolute_data();
    void makesWrittenPathsAbsolute();
    void refusesWhatCannotBeBound_data();
    void refusesWhatCannotBeBound();
    void neverRepeatsAPassword_data();
    void neverRepeatsAPassword();
    void showsAddressesWithoutTheirSecrets_data();
    void showsAddressesWithoutTheirSecrets();
    void namesTheKnownSchemesWhenItRefusesOne();
};

namespace {

const QDate day(2024, 3, 1);

Binding bindingOf(const QString &url)
{
    Binding binding;
    binding.url = url;
    return binding;
}

} // namespace

void sourceaddress_test::takesAddressesApart_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("location");
    QTest::addColumn<bool>("isFolder");
    QTest::addColumn<bool>("hasGlobs");
    const auto row = [](const char *name, const QString &url, const QString &scheme, const QString &location,
                        bool isFolder, bool hasGlobs) {
        QTest::newRow(name) << url << scheme << location << isFolder << hasGlobs;
    };
    row("a path to a file", u"/data/a.csv"_s, u"file"_s, u"/data/a.csv"_s, false, false);
    row("a path to a folder", u"/data/"_s, u"file"_s, u"/data/"_s, true, false);
    row("a path is taken as written", u"/data/100%25 #1/ü"_s, u"file"_s, u"/data/100%25 #1/ü"_s, false,
        false);
    row("a file URL is decoded", u"file:///data/100%25%20%C3%BC"_s, u"file"_s, u"/data/100% ü"_s, false,
        false);
    row("a file URL with one slash", u"file:/data/"_s, u"file"_s, u"/data/"_s, true, false);
    row("a file URL on this machine", u"FILE://localhost/data/"_s, u"file"_s, u"/data/"_s, true, false);
    row("a path with a glob", u"/data/*.csv"_s, u"file"_s, u"/data/"_s, true, true);
    row("a path with globs in two segments", u"/data/20?[0-9]/x*/a.csv"_s, u"file"_s, u"/data/"_s, true,
        true);
    row("an encoded star is no glob", u"file:///data/a%2Ab"_s, u"file"_s, u"/data/a*b"_s, false, false);
    row("a web file", u"https://host/a/b.csv"_s, u"https"_s, u"https://host/a/b.csv"_s, false, false);
    row("a web file with a port and a query", u"http://h:8080/a?x=1&y=*"_s, u"http"_s,
        u"http://h:8080/a?x=1&y=*"_s, false, false);
    row("a web folder", u"HTTPS://host/a/"_s, u"https"_s, u"https://host/a/"_s, true, false);
    row("a web host alone is its top folder", u"https://host"_s, u"https"_s, u"https://host/"_s, true, false);
    row("a web folder with a glob", u"https://host/a/**/*.csv"_s, u"https"_s, u"https://host/a/"_s, true,
        true);
    row("an IPv6 host is no glob", u"http://[::1]:80/a/"_s, u"http"_s, u"http://[::1]:80/a/"_s, true, false);
    row("what a URL must encode is encoded", u"https://host/ü b|c.csv"_s, u"https"_s,
        u"https://host/%C3%BC%20b%7Cc.csv"_s, false, false);
    row("what is encoded stays", u"https://host/a%2Bb%20c+d"_s, u"https"_s, u"https://host/a%2Bb%20c+d"_s,
        false, false);
    row("a lone percent sign is encoded", u"https://host/100%.csv"_s, u"https"_s,
        u"https://host/100%25.csv"_s, false, false);
    row("other schemes keep their form", u"s3://bucket/prefix/*.csv"_s, u"s3"_s, u"s3://bucket/prefix/"_s,
        true, true);
}

void sourceaddress_test::takesAddressesApart()
{
    QFETCH(QString, url);
    const auto address = parseAddress(url, day);
    VERIFY_VALUE(address);
    QTEST(address->scheme, "scheme");
    QTEST(address->location, "location");
    QTEST(address->isFolder(), "isFolder");
    QTEST(address->globs.has_value(), "hasGlobs");
}

void sourceaddress_test::tellsWhichPathsAnAddressMeans_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isMeant");
    QTest::newRow("a star means the folder's own files") << u"/d/*.csv"_s << QByteArray("a.csv") << true;
    QTest::newRow("and none deeper down") << u"/d/*.csv"_s << QByteArray("x/a.csv") << false;
    QTest::newRow("two stars mean all depths") << u"/d/**/*.csv"_s << QByteArray("x/y/a.csv") << true;
    QTest::newRow("a question mark in a path is a glob") << u"/d/a?.csv"_s << QByteArray("ab.csv") << true;
    QTest::newRow("globs of a URL are decoded")
        << u"https://h/d/%C3%BC *.csv"_s << QByteArray("ü 1.csv") << true;
    QTest::newRow("an encoded star among globs is itself")
        << u"https://h/d/%2A-*.csv"_s << QByteArray("x-1.csv") << false;
    QTest::newRow("an encoded star among globs matches itself")
        << u"https://h/d/%2A-*.csv"_s << QByteArray("*-1.csv") << true;
    QTest::newRow("a date among globs is the day's")
        << u"/d/{yyyyMMdd}-*.csv"_s << QByteArray("20240301-1.csv") << true;
}

void sourceaddress_test::tellsWhichPathsAnAddressMeans()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, path);
    const auto address = parseAddress(url, day);
    VERIFY_VALUE(address);
    QVERIFY(address->globs);
    QTEST(address->globs->matches(path), "isMeant");
}

void sourceaddress_test::fillsInTheDay_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("filled");
    QTest::newRow("with dashes") << u"/d/{yyyy-MM-dd}.csv"_s << u"/d/2024-03-01.csv"_s;
    QTest::newRow("without") << u"/d/{yyyyMMdd}/"_s << u"/d/20240301/"_s;
    QTest::newRow("in parts") << u"/d/{yyyy}/{MM}/{dd}/"_s << u"/d/2024/03/01/"_s;
    QTest::newRow("in one part with slashes") << u"/d/{yyyy/MM/dd}/"_s << u"/d/2024/03/01/"_s;
    QTest::newRow("a short year") << u"/d/{yyMMdd}"_s << u"/d/240301"_s;
    QTest::newRow("the day before, over a leap day") << u"/d/{yyyy-MM-dd:-1d}"_s << u"/d/2024-02-29"_s;
    QTest::newRow("the month before") << u"/d/{yyyy-MM:-1d}"_s << u"/d/2024-02"_s;
    QTest::newRow("a day ahead") << u"/d/{yyyyMMdd:+1d}"_s << u"/d/20240302"_s;
    QTest::newRow("twice, in the middle of names") << u"/d/x{MM}y/z{dd}.csv"_s << u"/d/x03y/z01.csv"_s;
}

void sourceaddress_test::fillsInTheDay()
{
    QFETCH(QString, path);
    QFETCH(QString, filled);
    QVERIFY(hasPlaceholders(path));
    const auto local = parseAddress(path, day);
    VERIFY_VALUE(local);
    QCOMPARE(local->location, filled);
    const auto remote = parseAddress(u"https://host"_s + path, day);
    VERIFY_VALUE(remote);
    QCOMPARE(remote->location, u"https://host"_s + filled);
    QVERIFY(!hasPlaceholders(filled));
}

void sourceaddress_test::knowsThePartThatNoDateReaches_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("fixedPart");
    QTest::newRow("a dated folder") << u"/d/x/{yyyy}/{MM}/"_s << u"/d/x/"_s;
    QTest::newRow("a dated name") << u"/d/x/a-{yyyy}.csv"_s << u"/d/x/"_s;
    QTest::newRow("a dated glob") << u"/d/x/{yyyy}*.csv"_s << u"/d/x/"_s;
    QTest::newRow("no date") << u"/d/x/a.csv"_s << u"/d/x/a.csv"_s;
    QTest::newRow("a URL") << u"https://h/d/{yyyy}/a.csv"_s << u"https://h/d/"_s;
    QTest::newRow("a decoded URL") << u"file:///d%20d/{yyyy}/a.csv"_s << u"/d d/"_s;
}

void sourceaddress_test::knowsThePartThatNoDateReaches()
{
    QFETCH(QString, url);
    const auto address = parseAddress(url, day);
    VERIFY_VALUE(address);
    QTEST(address->fixedPart, "fixedPart");
}

void sourceaddress_test::makesWrittenPathsAbsolute_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("kept");
    QTest::newRow("a relative path") << u"data/*.csv"_s << u"/srv/place/data/*.csv"_s;
    QTest::newRow("a relative path with a dot") << u"./data/"_s << u"/srv/place/data/"_s;
    QTest::newRow("this folder") << u"."_s << u"/srv/place/"_s;
    QTest::newRow("a name with a colon behind a dot") << u"./a:b.csv"_s << u"/srv/place/a:b.csv"_s;
    QTest::newRow("a folder above") << u"../x"_s << u"/srv/place/../x"_s;
    QTest::newRow("the home") << u"~"_s << u"/home/ann"_s;
    QTest::newRow("a path in the home") << u"~/exports/"_s << u"/home/ann/exports/"_s;
    QTest::newRow("an absolute path stays") << u"/d/~/x"_s << u"/d/~/x"_s;
    QTest::newRow("a URL stays") << u"https://host/~ann/"_s << u"https://host/~ann/"_s;
}

void sourceaddress_test::makesWrittenPathsAbsolute()
{
    QFETCH(QString, written);
    const auto kept = absoluteUrl(written, u"/srv/place"_s, u"/home/ann"_s);
    VERIFY_VALUE(kept);
    QTEST(*kept, "kept");
}

void sourceaddress_test::refusesWhatCannotBeBound_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("a relative path") << u"data/a.csv"_s;
    QTest::newRow("an unknown scheme") << u"gopher://host/a"_s;
    QTest::newRow("a file URL on another machine") << u"file://server/share/"_s;
    QTest::newRow("a relative file URL") << u"file:data/"_s;
    QTest::newRow("a file URL that is no UTF-8") << u"file:///d/%ff"_s;
    QTest::newRow("a web address without a host") << u"https:///a"_s;
    QTest::newRow("a web address without slashes") << u"https:host/a"_s;
    QTest::newRow("an impossible port") << u"https://host:99999999/a"_s;
    QTest::newRow("a user") << u"https://ann@host/a"_s;
    QTest::newRow("a fragment") << u"https://host/a#1.csv"_s;
    QTest::newRow("a way up") << u"https://host/a/../b"_s;
    QTest::newRow("a folder with a query") << u"https://host/a/?x=1"_s;
    QTest::newRow("a placeholder that is no date") << u"/d/{name}.csv"_s;
    QTest::newRow("a placeholder of separators") << u"/d/{-}.csv"_s;
    QTest::newRow("an offset without a unit") << u"/d/{yyyy:-1}"_s;
    QTest::newRow("a brace without its end") << u"/d/{yyyy.csv"_s;
    QTest::newRow("a brace without its start") << u"/d/yyyy}.csv"_s;
    QTest::newRow("a placeholder in the host") << u"https://h{yyyy}/a"_s;
    QTest::newRow("a placeholder in the query") << u"https://h/a?d={yyyy}"_s;
    QTest::newRow("a glob without its end") << u"/d/[ab.csv"_s;
}

void sourceaddress_test::refusesWhatCannotBeBound()
{
    QFETCH(QString, url);
    const auto checked = checkBinding(bindingOf(url));
    VERIFY_ERROR(checked, ErrorKind::Invalid);
    QVERIFY(!checked.error().message.isEmpty());
}

void sourceaddress_test::neverRepeatsAPassword_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << u"https://ann:geheim@host/a"_s;
    QTest::newRow("without a user") << u"https://:geheim@host/a"_s;
    QTest::newRow("with a slash in it") << u"https://ann:geheim/x@host/a"_s;
    QTest::newRow("with a hash in it") << u"https://ann:x#geheim@host/a"_s;
    QTest::newRow("with a question mark in it") << u"https://ann:x?geheim@host/a"_s;
    QTest::newRow("with an at sign in it") << u"https://ann:geheim@x@host/a"_s;
    QTest::newRow("with a bad placeholder besides") << u"https://ann:geheim@host/{x}"_s;
    QTest::newRow("with an unknown scheme besides") << u"ftp://ann:geheim@host/a"_s;
    QTest::newRow("as a copy program's target") << u"ann:geheim@host:/a"_s;
    QTest::newRow("as a user alone") << u"https://geheim@host/a"_s;
}

void sourceaddress_test::neverRepeatsAPassword()
{
    QFETCH(QString, url);
    const auto checked = checkBinding(bindingOf(url));
    VERIFY_ERROR(checked, ErrorKind::Invalid);
    const QString all = checked.error().message + checked.error().subject + checked.error().hint;
    QVERIFY2(!all.contains("geheim"_L1), qPrintable(all));
    const QString shown = redactedAddress(bindingOf(url));
    QVERIFY2(!shown.contains("geheim"_L1), qPrintable(shown));
}

void sourceaddress_test::showsAddressesWithoutTheirSecrets_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing to hide") << u"https://host:80/{yyyy}/*.csv"_s
                                     << u"https://host:80/{yyyy}/*.csv"_s;
    QTest::newRow("a password") << u"https://ann:x@host/a"_s << u"https://host/a"_s;
    QTest::newRow("a signature") << u"https://host/a?sig=abc&se=1"_s << u"https://host/a?sig=…&se=…"_s;
    QTest::newRow("a bare query") << u"https://host/a?abc"_s << u"https://host/a?…"_s;
    QTest::newRow("an at sign in a path") << u"https://host/a@b.csv"_s << u"https://host/a@b.csv"_s;
    QTest::newRow("a path like a query") << u"/d/a?b=c@d"_s << u"/d/a?b=c@d"_s;
}

void sourceaddress_test::showsAddressesWithoutTheirSecrets()
{
    QFETCH(QString, url);
    QTEST(redactedAddress(bindingOf(url)), "shown");
}

void sourceaddress_test::namesTheKnownSchemesWhenItRefusesOne()
{
    const auto checked = checkBinding(bindingOf(u"gopher://host/a"_s));
    VERIFY_ERROR(checked, ErrorKind::Invalid);
    QVERIFY(checked.error().message.contains("gopher"_L1));
    for (const QString &scheme : knownSchemes())
        QVERIFY2(checked.error().hint.contains(scheme), qPrintable(checked.error().hint));
}

QTEST_APPLESS_MAIN(sourceaddress_test)
#include "sourceaddress_test.moc"
