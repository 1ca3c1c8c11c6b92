// What index pages say: the parser on real and hostile pages, and the meaning of links.
#include "core/sources/indexlinks.h"
#include "core/sources/indexpage.h"
#include "tests/support/expect.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace larder;
using namespace Qt::StringLiterals;

class sourceindex_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheLinksOfEveryStyle_data();
    void readsTheLinksOfEveryStyle();
    void refusesPagesThatAreNoIndex_data();
    void refusesPagesThatAreNoIndex();
    void readsTheSameWhereverThePiecesAreCut();
    void keepsBytesThatAreNoUtf8();
    void noticesAPageWithoutItsEnd();
    void endsSoonOnGarbage_data();
    void endsSoonOnGarbage();
    void refusesALinkBeyondAllNames();
    void readsAHundredThousandNames();
    void understandsLinks_data();
    void understandsLinks();
    void saysWhatItLeftOut();
    void encodesWhatItDecoded();
};

namespace {

Result<IndexPage::Links> read(const QByteArray &page, qsizetype pieceSize)
{
    IndexPage parser;
    for (qsizetype at = 0; at < page.size(); at += pieceSize) {
        const QByteArray piece = page.sliced(at, std::min(pieceSize, page.size() - at));
        if (const Result<void> taken =
                parser.read({piece.constData(), static_cast<std::size_t>(piece.size())});
            !taken)
            return failure(taken);
    }
    return parser.finish();
}

Result<IndexPage::Links> read(const QByteArray &page)
{
    return read(page, 16 * 1024);
}

constexpr auto nginx =
    "<html>\r\n<head><title>Index of /d/</title></head>\r\n<body>\r\n<h1>Index of /d/</h1><hr><pre>"
    "<a href=\"../\">../</a>\r\n<a href=\"sub/\">sub/</a>   27-Aug-2024 09:00       -\r\n"
    "<a href=\"a%20b%26c.csv\">a b&amp;c.csv</a>   27-Aug-2024 09:00   3\r\n"
    "<a href=\"very-long-name.csv\">very-long-na..&gt;</a>\r\n</pre><hr></body>\r\n</html>\r\n";
constexpr auto apache =
    "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>Index of "
    "/d</title>\n </head>\n"
    " <body>\n<h1>Index of /d</h1>\n  <table>\n   <tr><th valign=\"top\"><img src=\"/icons/blank.gif\" "
    "alt=\"[ICO]\"></th>"
    "<th><a href=\"?C=N;O=D\">Name</a></th><th><a href=\"?C=M;O=A\">Last modified</a></th></tr>\n"
    "<tr><td><img src=\"/icons/back.gif\"></td><td><a href=\"/\">Parent Directory</a></td></tr>\n"
    "<tr><td><a href=\"a.csv\"><img src=\"/icons/unknown.gif\"></a></td><td><a "
    "href=\"a.csv\">a.csv</a></td></tr>\n"
    "<tr><td><a href=\"x&amp;y.csv\">x&amp;y.csv</a></td></tr>\n"
    "</table>\n<address>Apache/2.4.62 (Debian) Server at host Port 80</address>\n</body></html>\n";
constexpr auto python =
    "<!DOCTYPE HTML>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Directory listing for /d/"
    "</title>\n</head>\n<body>\n<h1>Directory listing for /d/</h1>\n<hr>\n<ul>\n"
    "<li><a href=\"%C3%BC.csv\">\xc3\xbc.csv</a></li>\n</ul>\n<hr>\n</body>\n</html>\n";

QByteArray index(const QByteArray &links)
{
    return "<html><head><title>Index of /</title></head><body><h1>Index of /</h1><pre>" + links
        + "</pre></body></html>";
}

QByteArray pathsOf(const std::vector<IndexLink> &links)
{
    QByteArrayList paths;
    for (const IndexLink &link : links)
        paths << (link.isFolder ? link.path + '/' : link.path);
    return paths.join(' ');
}

} // namespace

void sourceindex_test::readsTheLinksOfEveryStyle_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArrayList>("references");
    QTest::newRow("nginx") << QByteArray(nginx)
                           << QByteArrayList{"../", "sub/", "a%20b%26c.csv", "very-long-name.csv"};
    QTest::newRow("Apache with icons")
        << QByteArray(apache) << QByteArrayList{"?C=N;O=D", "?C=M;O=A", "/", "a.csv", "a.csv", "x&y.csv"};
    QTest::newRow("Python") << QByteArray(python) << QByteArrayList{"%C3%BC.csv"};
    QTest::newRow("an empty Python folder")
        << QByteArray("<html><title>Directory listing for /d/</title><ul></ul></html>") << QByteArrayList{};
    QTest::newRow("capital letters, no quotes, no ends")
        << QByteArray("<HTML><TITLE>Index of /</TITLE><UL><LI><A HREF=a.csv>a<LI><A HREF='b.csv'>b")
        << QByteArrayList{"a.csv", "b.csv"};
    QTest::newRow("known by its way up only")
        << QByteArray("<a href=\"../\">up</a><a href=\"a.csv\">a</a>") << QByteArrayList{"../", "a.csv"};
    QTest::newRow("in a comment there is no link")
        << index("<!-- <a href=\"x.csv\"> --><a href=\"a.csv\">a</a>") << QByteArrayList{"a.csv"};
}

void sourceindex_test::readsTheLinksOfEveryStyle()
{
    QFETCH(QByteArray, page);
    const auto links = read(page);
    VERIFY_VALUE(links);
    QTEST(links->references, "references");
}

void sourceindex_test::refusesPagesThatAreNoIndex_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a login form") << QByteArray(
        "<html><title>Sign in</title><form><a href=\"forgot.csv\">Forgot?</a></form></html>");
    QTest::newRow("a page of the customer's")
        << QByteArray("<html><h1>Our exports</h1><a href=\"a.csv\">a</a></html>");
    QTest::newRow("a page that mentions an index")
        << QByteArray("<title>Hi</title><p>Index of /</p><a href=\"a.csv\">a</a>");
    QTest::newRow("plain text") << QByteArray("a,b,c\n1,2,3\n");
    QTest::newRow("JSON") << QByteArray("{\"files\": [\"a.csv\"]}");
}

void sourceindex_test::refusesPagesThatAreNoIndex()
{
    QFETCH(QByteArray, page);
    const auto links = read(page);
    VERIFY_ERROR(links, ErrorKind::Unsupported);
    QVERIFY2(links.error().message.contains("not an index"_L1), qPrintable(links.error().message));
}

void sourceindex_test::readsTheSameWhereverThePiecesAreCut()
{
    const QByteArray page = index("<a href=\"\xe6\x97\xa5.csv\">x</a><a href=\"\xff.csv\">y</a><a "
                                  "href=\"a&amp;b\xf0\x9f\x93\xa6\">z</a>");
    const QByteArrayList expected{"\xe6\x97\xa5.csv", "%ff.csv", "a&b\xf0\x9f\x93\xa6"};
    for (qsizetype size = 1; size <= page.size(); ++size) {
        const auto links = read(page, size);
        VERIFY_VALUE(links);
        QCOMPARE(links->references, expected);
    }
}

void sourceindex_test::keepsBytesThatAreNoUtf8()
{
    const auto links =
        read("<meta charset=\"iso-8859-1\">" + index("<a href=\"\xfc.csv\">x</a><a href=\"ok.csv\">y</a>"));
    VERIFY_VALUE(links);
    QCOMPARE(links->references, QByteArrayList({"%fc.csv", "ok.csv"}));
}

void sourceindex_test::noticesAPageWithoutItsEnd()
{
    const QByteArray page = nginx;
    QVERIFY(read(page)->hasEnd);
    QVERIFY(!read(page.first(page.size() / 2))->hasEnd);
}

void sourceindex_test::endsSoonOnGarbage_data()
{
    static constexpr qsizetype size = 5 * 1024 * 1024;
    QByteArray random(size, Qt::Uninitialized);
    QRandomGenerator generator(1);
    generator.generate(reinterpret_cast<quint32 *>(random.begin()),
                       reinterpret_cast<quint32 *>(random.end()));
    QTest::addColumn<QByteArray>("garbage");
    QTest::newRow("random bytes") << random;
    QTest::newRow("zeros") << QByteArray(size, '\0');
    QTest::newRow("open tags") << QByteArray("<").repeated(size);
    QTest::newRow("nested tags") << QByteArray("<div>").repeated(size / 5);
    QTest::newRow("nested lists") << QByteArray("<ul><li>").repeated(size / 8);
    QTest::newRow("a comment without an end") << "<!--" + QByteArray(size, 'x');
    QTest::newRow("comments that seem to end") << "<!--" + QByteArray("--").repeated(size / 2);
    QTest::newRow("a link without an end") << "<a href=\"" + QByteArray(size, 'x');
    QTest::newRow("a tag without an end") << "<a " + QByteArray("b=c ").repeated(size / 4);
    QTest::newRow("a script without an end") << "<script>" + QByteArray("</").repeated(size / 2);
    QTest::newRow("entities") << QByteArray("&amp").repeated(size / 4);
    QTest::newRow("an endless title") << "<title>" + QByteArray("x").repeated(size);
    QTest::newRow("a document type") << "<!DOCTYPE " + QByteArray("[<!ENTITY a 'b'>").repeated(size / 16);
}

/// As the whole of a page, and behind the beginning of a real one.
void sourceindex_test::endsSoonOnGarbage()
{
    QFETCH(QByteArray, garbage);
    QElapsedTimer timer;
    timer.start();
    VERIFY_ERROR(read(garbage), ErrorKind::Unsupported);
    VERIFY_ERROR(read(QByteArray(nginx).replace("</html>", garbage)), ErrorKind::Unsupported);
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

void sourceindex_test::refusesALinkBeyondAllNames()
{
    const auto links = read(index("<a href=\"" + QByteArray(maxLinkBytes + 1, 'x') + "\">x</a>"));
    VERIFY_ERROR(links, ErrorKind::Unsupported);
}

void sourceindex_test::readsAHundredThousandNames()
{
    QByteArray rows;
    for (int i = 0; i < 100'000; ++i)
        rows += "<a href=\"file-" + QByteArray::number(i) + ".csv\">file</a>  27-Aug-2024 09:00   3\r\n";
    const auto links = read(index(rows));
    VERIFY_VALUE(links);
    QCOMPARE(links->references.size(), 100'000);
    IgnoredCounter ignored;
    QCOMPARE(linksBelow("http://h/", links->references, ignored).size(), 100'000U);
    QVERIFY(ignored.notices().isEmpty());
}

void sourceindex_test::understandsLinks_data()
{
    QTest::addColumn<QByteArray>("reference");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isSaid");
    const auto row = [](const char *name, const QByteArray &reference, const QByteArray &path, bool isSaid) {
        QTest::newRow(name) << reference << path << isSaid;
    };
    row("a name", "a.csv", "a.csv", false);
    row("a folder", "sub/", "sub/", false);
    row("an encoded name", "a%20%2B%23%3F%25b.csv", "a +#?%b.csv", false);
    row("a plus is a plus", "a+b.csv", "a+b.csv", false);
    row("a percent sign alone is one", "100%.csv", "100%.csv", false);
    row("with a dot before it", "./a:b.csv", "a:b.csv", false);
    row("as an absolute path", "/d%20d/e/a.csv", "a.csv", false);
    row("as an absolute path, encoded otherwise", "/%64%20d/e/a.csv", "a.csv", false);
    row("as a whole URL", "http://host:80/d%20d/e/a.csv", "a.csv", false);
    row("as a URL without a scheme", "//host/d%20d/e/a.csv", "a.csv", false);
    row("deeper down", "x/y.csv", "x/y.csv", false);
    row("in a way round", "x/../a.csv", "a.csv", false);
    row("not UTF-8", "%ff.csv", "\xff.csv", false);
    row("dots in a name", "..a", "..a", false);
    row("the folder above", "../", "", false);
    row("the folder above, absolute", "/d%20d/", "", false);
    row("the top", "/", "", false);
    row("this page", "./", "", false);
    row("a place in this page", "#top", "", false);
    row("this page sorted", "?C=M;O=A", "", false);
    row("nothing", "", "", false);
    row("a file above", "../a.csv", "", true);
    row("a file far above", "../../../../etc/passwd", "", true);
    row("a folder beside", "../f/", "", true);
    row("a file from the top", "/etc/passwd", "", true);
    row("a folder whose name begins alike", "/d%20d/ef/a.csv", "", true);
    row("an encoded way up", "%2e%2e/a.csv", "", true);
    row("an encoded way up alone", "%2e%2e", "", false);
    row("an encoded slash", "..%2f..%2fetc%2fpasswd", "", true);
    row("another host", "http://other/d%20d/e/a.csv", "", true);
    row("another port", "http://host:81/d%20d/e/a.csv", "", true);
    row("another scheme", "https://host/d%20d/e/a.csv", "", true);
    row("another host without a scheme", "//other/a.csv", "", true);
    row("a script", "javascript:alert(1)", "", true);
    row("a mail", "mailto:ann@host", "", true);
    row("a local file", "file:///etc/passwd", "", true);
    row("a query", "a.csv?download=1", "", true);
    row("the top with a query", "/?x=1", "", true);
    row("backslashes", "..\\..\\a.csv", "..\\..\\a.csv", false);
}

void sourceindex_test::understandsLinks()
{
    QFETCH(QByteArray, reference);
    QFETCH(bool, isSaid);
    IgnoredCounter ignored;
    QTEST(pathsOf(linksBelow("http://host/d%20d/e/", {reference, reference}, ignored)), "path");
    QCOMPARE(ignored.notices().size(), isSaid ? 1 : 0);
}

void sourceindex_test::saysWhatItLeftOut()
{
    IgnoredCounter ignored;
    (void)linksBelow("http://host/", {"../a", "http://x/1", "http://x/2", "a.csv"}, ignored);
    QCOMPARE(ignored.notices(), QStringList({u"ignored 2 links to other hosts, such as http://x/1"_s}));
}

void sourceindex_test::encodesWhatItDecoded()
{
    QByteArray all;
    for (int byte = 1; byte < 256; ++byte)
        all += static_cast<char>(byte);
    QCOMPARE(QByteArray::fromPercentEncoding(encodedForRequest(all)), all);
    QCOMPARE(encodedForRequest("a b/c+%#?.csv~"), "a%20b/c%2B%25%23%3F.csv~");
}

QTEST_APPLESS_MAIN(sourceindex_test)
#include "sourceindex_test.moc"
