#include "ui/elidedlabel.h"
#include "ui/pages/details/detailview.h"
#include "ui/plaintip.h"

#include <QHelpEvent>
#include <QStandardItemModel>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>
#include <QTreeView>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

/// What a person reads in it.
QString readIn(const QString &toolTip)
{
    QTextDocument document;
    if (Qt::mightBeRichText(toolTip))
        document.setHtml(toolTip);
    else
        document.setPlainText(toolTip);
    return document.toPlainText();
}

const QString foreign = u"<b>x</b> & y.csv"_s;

} // namespace

class plaintip_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEachCharacter();
    void aCutLabelShowsAForeignNameAsItIs();
    void aListShowsAForeignNameAsItIs();
};

void plaintip_test::showsEachCharacter()
{
    QCOMPARE(readIn(plainToolTip(foreign)), foreign);
    QCOMPARE(readIn(plainToolTip(u"one\ntwo"_s)), u"one\ntwo"_s);
    QCOMPARE(plainToolTip({}), QString());
}

void plaintip_test::aCutLabelShowsAForeignNameAsItIs()
{
    ElidedLabel label;
    label.setFullText(foreign);
    label.resize(20, 20);
    label.show();
    QTRY_COMPARE(readIn(label.toolTip()), foreign);
}

void plaintip_test::aListShowsAForeignNameAsItIs()
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), u"x"_s);
    model.setData(model.index(0, 0), foreign, Qt::ToolTipRole);
    QTreeView view;
    view.setModel(&model);
    setUpDetailView(view, u"Files"_s, Header::Hidden);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QPoint middle = view.visualRect(model.index(0, 0)).center();
    QHelpEvent help(QEvent::ToolTip, middle, view.viewport()->mapToGlobal(middle));
    QCoreApplication::sendEvent(view.viewport(), &help);
    QCOMPARE(readIn(QToolTip::text()), foreign);
}

QTEST_MAIN(plaintip_test)
#include "plaintip_test.moc"
