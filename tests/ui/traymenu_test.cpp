#include "ui/tray/traymenu.h"

#include <QSignalSpy>
#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

TrayRows rows(std::initializer_list<std::pair<const char *, const char *>> namesAndCustomers)
{
    TrayRows rows;
    for (const auto &[name, customer] : namesAndCustomers)
        rows.insert(
            {*DatasetName::parse(QString::fromLatin1(name)), {QString::fromLatin1(customer), State::Fresh}});
    return rows;
}

QAction *entry(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

QStringList customersIn(const TrayMenu &menu)
{
    QStringList texts;
    for (const QAction *action : menu.actions()) {
        if (action->menu() && entry(*action->menu(), u"Refresh"_s))
            texts << action->text();
    }
    return texts;
}

} // namespace

class traymenu_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachCustomerHasItsOwnEntryByName();
    void twoCustomersOfOneDisplayNameStayTwo();
};

void traymenu_test::eachCustomerHasItsOwnEntryByName()
{
    const TrayRows shown = rows({{"a/1", "Zeta"}, {"a/2", "Zeta"}, {"b/1", "Acme & Sons"}});
    TrayMenu menu;
    menu.show(shown, {});
    QCOMPARE(customersIn(menu), (QStringList{u"Acme && Sons"_s, u"Zeta"_s}));
}

void traymenu_test::twoCustomersOfOneDisplayNameStayTwo()
{
    const TrayRows shown =
        rows({{"acme-de/orders", "Acme"}, {"acme-fr/orders", "Acme"}, {"acme-fr/stock", "Acme"}});
    TrayMenu menu;
    menu.show(shown, {});
    QCOMPARE(customersIn(menu), (QStringList{u"Acme (acme-de)"_s, u"Acme (acme-fr)"_s}));
    QSignalSpy refresh(&menu, &TrayMenu::refreshRequested);
    QSignalSpy force(&menu, &TrayMenu::forceRequested);
    const QMenu *german = entry(menu, u"Acme (acme-de)"_s)->menu();
    entry(*german, u"Refresh"_s)->trigger();
    const QMenu *french = entry(menu, u"Acme (acme-fr)"_s)->menu();
    entry(*french, u"Fetch everything again…"_s)->trigger();
    QCOMPARE(refresh.at(0).at(0).value<QList<DatasetName>>(),
             QList<DatasetName>{*DatasetName::parse(u"acme-de/orders"_s)});
    QCOMPARE(force.at(0).at(0).value<QList<DatasetName>>(),
             (QList{*DatasetName::parse(u"acme-fr/orders"_s), *DatasetName::parse(u"acme-fr/stock"_s)}));
}

QTEST_MAIN(traymenu_test)
#include "traymenu_test.moc"
