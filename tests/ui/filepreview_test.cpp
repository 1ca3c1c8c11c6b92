#include "tests/support/expect.h"
#include "ui/models/filepreview.h"
#include "ui/models/previewmodel.h"

#include <QAbstractItemModelTester>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

FilePreview wholeFile(const QByteArray &bytes, const QString &name)
{
    return previewOf(bytes, bytes.size(), name);
}

/// "text: …", "table ,: a b / 1 2", "binary", "empty".
QString rendered(const FilePreview &preview)
{
    if (std::holds_alternative<EmptyPreview>(preview.content))
        return u"empty"_s;
    if (std::holds_alternative<BinaryPreview>(preview.content))
        return u"binary"_s;
    if (const auto *text = std::get_if<TextPreview>(&preview.content))
        return u"text: "_s + text->text;
    const auto &table = std::get<TablePreview>(preview.content);
    QStringList lines{table.header.join(u'·')};
    for (const QStringList &row : table.rows)
        lines << row.join(u'·');
    return u"table "_s + (table.delimiter == u'\t' ? u"tab"_s : QString(table.delimiter)) + u": "_s
        + lines.join(u" / "_s);
}

} // namespace

class filepreview_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatAFileIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("encoding");
        const auto row = [](const char *sentence, const QByteArray &bytes, const QString &name,
                            const QString &shown, const QString &encoding) {
            QTest::newRow(sentence) << bytes << name << shown << encoding;
        };
        row("nothing", "", u"a.csv"_s, u"empty"_s, {});
        row("commas", "id,name\n1,ab\n2,cd\n", u"a.csv"_s, u"table ,: id·name / 1·ab / 2·cd"_s, u"UTF-8"_s);
        row("semicolons beside decimal commas", "id;price\n1;2,50\n2;3,50\n", u"a.csv"_s,
            u"table ;: id·price / 1·2,50 / 2·3,50"_s, u"UTF-8"_s);
        row("tabs", "id\tname\n1\tab\n", u"a.tsv"_s, u"table tab: id·name / 1·ab"_s, u"UTF-8"_s);
        row("bars, whatever the name", "id|name\n1|ab\n2|cd\n", u"export"_s,
            u"table |: id·name / 1·ab / 2·cd"_s, u"UTF-8"_s);
        row("quoted delimiters, quotes and line ends", "id,note\n1,\"a, \"\"b\"\"\nc\"\n", u"a.csv"_s,
            u"table ,: id·note / 1·a, \"b\"\nc"_s, u"UTF-8"_s);
        row("carriage returns", "id,name\r\n1,ab\r\n", u"a.csv"_s, u"table ,: id·name / 1·ab"_s, u"UTF-8"_s);
        row("a row that is short", "id,name\n1\n", u"a.csv"_s, u"table ,: id·name / 1"_s, u"UTF-8"_s);
        row("one column only", "id\n1\n2\n", u"a.csv"_s, u"text: id\n1\n2\n"_s, u"UTF-8"_s);
        row("prose with commas", "Dear all,\nhere, as told, it is.\n", u"readme"_s,
            u"text: Dear all,\nhere, as told, it is.\n"_s, u"UTF-8"_s);
        row("UTF-8 with its mark", "\xef\xbb\xbfid,n\n1,\xc3\xa9\n", u"a.csv"_s, u"table ,: id·n / 1·é"_s,
            u"UTF-8"_s);
        row("Latin-1", "id,n\n1,\xe9t\xe9\n", u"a.csv"_s, u"table ,: id·n / 1·été"_s, u"Latin-1"_s);
        row("a picture", QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), u"a.csv"_s, u"binary"_s, {});
    }

    void tellsWhatAFileIs()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const FilePreview preview = wholeFile(bytes, name);
        QTEST(rendered(preview), "shown");
        QTEST(preview.encoding, "encoding");
    }

    void leavesOutTheRowThatWasCut()
    {
        const FilePreview preview = previewOf("id,n\n1,a\n2,\xc3", 100, u"a.csv"_s); // amid an é
        QCOMPARE(rendered(preview), u"table ,: id·n / 1·a"_s);
        QCOMPARE(preview.encoding, u"UTF-8"_s);
        QVERIFY(!preview.isWhole);
    }

    void showsAFewRowsAndColumnsOfManyOnly()
    {
        QByteArray many;
        for (int i = 0; i < 5 * previewRows; ++i)
            many += QByteArray("1,").repeated(2 * previewColumns) + "2\n";
        const FilePreview preview = wholeFile(many, u"a.csv"_s);
        const auto &table = std::get<TablePreview>(preview.content);
        QCOMPARE(table.rows.size(), previewRows);
        QCOMPARE(table.header.size(), previewColumns);
        QVERIFY(!preview.isWhole);
    }

    void isATableForTheView()
    {
        PreviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(std::get<TablePreview>(wholeFile("id,name\n1\n2,b,c\n", u"a.csv"_s).content));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"name"_s);
        QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toInt(), 2); // the header is line 1
        QCOMPARE(model.index(0, 1).data().toString(), QString());
        QCOMPARE(model.index(1, 1).data().toString(), u"b"_s);
    }
};

QTEST_GUILESS_MAIN(filepreview_test)
#include "filepreview_test.moc"
