#include "core/dataset/datasetname.h"
#include "core/sources/sourcetable.h"
#include "ui/dialogs/droppedaddress.h"
#include "ui/dialogs/naming.h"
#include "ui/dialogs/optionfields.h"
#include "ui/dialogs/schemeform.h"

#include <QMimeData>
#include <QTest>
#include <QUrl>

using namespace larder;
using namespace Qt::StringLiterals;

class naming_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesSlugs_data();
    void makesSlugs();
    void knowsHowLongANameMayBe();
    void suggestsNames_data();
    void suggestsNames();
    void hasAFormForEachScheme();
    void takesWhatIsDropped_data();
    void takesWhatIsDropped();
};

void naming_test::makesSlugs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("slug");
    QTest::newRow("words") << u"Acme Textiles"_s << u"acme-textiles"_s;
    QTest::newRow("accents") << u"Lumière Cosmétiques"_s << u"lumiere-cosmetiques"_s;
    QTest::newRow("letters that are no accented others") << u"Größe & Ørsted"_s << u"grosse-orsted"_s;
    QTest::newRow("punctuation") << u"  Smith & Sons, Ltd."_s << u"smith-sons-ltd"_s;
    QTest::newRow("underscores stay") << u"product_catalog"_s << u"product_catalog"_s;
    QTest::newRow("another script") << u"日本"_s << u""_s;
    QTest::newRow("too long") << QString(200, u'x') << QString(64, u'x');
}

void naming_test::makesSlugs()
{
    QFETCH(const QString, text);
    QFETCH(const QString, slug);
    QCOMPARE(slugFrom(text), slug);
}

void naming_test::knowsHowLongANameMayBe()
{
    QVERIFY(isSlug(QString(longestSlug, u'a')));
    QVERIFY(!isSlug(QString(longestSlug + 1, u'a')));
}

void naming_test::suggestsNames_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("customer");
    QTest::addColumn<QString>("dataset");
    QTest::newRow("web folder") << u"https://exports.acme.example/shipments/"_s << u"Acme"_s
                                << u"shipments"_s;
    QTest::newRow("pattern") << u"https://acme.com/data/orders/*.csv"_s << u"Acme"_s << u"orders"_s;
    QTest::newRow("one file") << u"https://acme.com/prices.csv.gz?sig=1"_s << u"Acme"_s << u"prices"_s;
    QTest::newRow("dated") << u"https://acme.com/shipments/{yyyy-MM-dd}/"_s << u"Acme"_s << u"shipments"_s;
    QTest::newRow("two-part ending") << u"https://files.acme.co.uk/daily/"_s << u"Acme"_s << u"daily"_s;
    QTest::newRow("address by number") << u"http://127.0.0.1:8080/acme/a/"_s << u""_s << u"a"_s;
    QTest::newRow("host alone") << u"http://localhost/"_s << u""_s << u""_s;
    QTest::newRow("script") << u"command:~/bin/export_orders.sh --full"_s << u""_s << u"export_orders"_s;
    QTest::newRow("remote") << u"rclone:acme:exports/daily/"_s << u""_s << u"acme"_s;
    QTest::newRow("path on a remote") << u"rclone:acme:shipments/*.csv"_s << u""_s << u"shipments"_s;
    QTest::newRow("host") << u"sftp://me@files.acme.example/~/orders/"_s << u"Acme"_s << u"orders"_s;
    QTest::newRow("folder") << u"/data/acme/Orders 2026"_s << u""_s << u"orders-2026"_s;
    QTest::newRow("common word") << u"/data/acme/exports"_s << u""_s << u"acme"_s;
}

void naming_test::suggestsNames()
{
    QFETCH(const QString, address);
    QFETCH(const QString, customer);
    QFETCH(const QString, dataset);
    QCOMPARE(suggestedCustomer(address), customer);
    QCOMPARE(suggestedDataset(address), dataset);
}

/// Who adds a source adds its row to ui/dialogs/schemeform.cpp.
void naming_test::hasAFormForEachScheme()
{
    for (const QString &scheme : knownSchemes()) {
        const SchemeForm form = schemeForm(scheme + u"://host/path/"_s);
        QVERIFY2(!form.title.isEmpty() && !form.advice.isEmpty(), qPrintable(scheme));
        for (const QString &key : form.openKeys)
            QVERIFY2(optionKeys().contains(key), qPrintable(key));
    }
    QVERIFY(schemeForm(u"gopher://host/"_s).title.isEmpty());
    QCOMPARE(schemeForm(u"~/exports"_s).title, schemeForm(u"file:///exports"_s).title);
}

void naming_test::takesWhatIsDropped_data()
{
    QTest::addColumn<QList<QUrl>>("urls");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    const QUrl folder = QUrl::fromLocalFile(u"/data/acme 100%"_s);
    QTest::newRow("a folder") << QList<QUrl>{folder} << u""_s << u"/data/acme 100%"_s;
    QTest::newRow("a link") << QList<QUrl>{QUrl(u"https://acme.com/a%20b/"_s)} << u""_s
                            << u"https://acme.com/a%20b/"_s;
    QTest::newRow("text that is an address")
        << QList<QUrl>{} << u" https://acme.com/ \n"_s << u"https://acme.com/"_s;
    QTest::newRow("a path as text") << QList<QUrl>{} << u"/data/acme"_s << u"/data/acme"_s;
    QTest::newRow("any other text") << QList<QUrl>{} << u"hello there"_s << u""_s;
    QTest::newRow("a scheme that nobody knows")
        << QList<QUrl>{QUrl(u"mailto:me@acme.com"_s)} << u""_s << u""_s;
}

void naming_test::takesWhatIsDropped()
{
    QFETCH(const QList<QUrl>, urls);
    QFETCH(const QString, text);
    QFETCH(const QString, address);
    QMimeData data;
    if (!urls.isEmpty())
        data.setUrls(urls);
    if (!text.isEmpty())
        data.setText(text);
    QCOMPARE(droppedAddress(data), address);
}

QTEST_MAIN(naming_test)
#include "naming_test.moc"
