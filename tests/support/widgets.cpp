#include "tests/support/widgets.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace larder::test {

QString plain(QString words)
{
    return words.remove(u'&');
}

QAbstractButton *button(const QWidget &root, const QString &words)
{
    for (auto *found : root.findChildren<QAbstractButton *>()) {
        if (found->isVisible() && (plain(found->text()) == words || found->accessibleName() == words))
            return found;
    }
    return nullptr;
}

bool shows(const QWidget &root, const QString &words)
{
    const auto labels = root.findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&](const QLabel *label) {
        return label->isVisible()
            && (label->text().contains(words) || label->accessibleName().contains(words));
    });
}

QByteArray wordsOn(const QWidget &root)
{
    QStringList words;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty())
            words << label->text();
    }
    return words.join(u" | ").toUtf8();
}

void write(QLineEdit &field, const QString &text)
{
    field.setFocus();
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClicks(&field, text);
}

void click(QAbstractButton &button)
{
    QTest::mouseClick(&button, Qt::LeftButton);
}

QStringList rowsOf(const QAbstractItemModel &model, const QModelIndex &parent)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << model.index(row, column, parent).data().toString();
        rows << cells.join(u" · ");
        rows << rowsOf(model, model.index(row, 0, parent));
    }
    return rows;
}

QByteArray tabAgainstTheEye(const QWidget &root)
{
    const QWidget *before = nullptr;
    for (auto *widget = root.nextInFocusChain(); widget && widget != &root;
         widget = widget->nextInFocusChain()) {
        const bool isPart = widget->focusProxy() || widget->objectName().startsWith(u"qt_");
        if (isPart || !widget->isVisible() || !widget->isEnabled() || widget->isWindow()
            || (widget->focusPolicy() & Qt::TabFocus) == 0 || qobject_cast<QLabel *>(widget))
            continue;
        if (before && !before->isAncestorOf(widget)) {
            const QRect first(before->mapTo(&root, QPoint()), before->size());
            const QRect second(widget->mapTo(&root, QPoint()), widget->size());
            const bool isInLine = second.top() < first.bottom() && first.top() < second.bottom();
            if (second.bottom() <= first.top() || (isInLine && second.right() <= first.left()))
                return (before->accessibleName() + before->property("text").toString() + u" → "
                        + widget->accessibleName() + widget->property("text").toString())
                    .toUtf8();
        }
        before = widget;
    }
    return {};
}

QByteArray namelessControl(const QWidget &root)
{
    for (auto *widget : root.findChildren<QWidget *>()) {
        const bool isPart = qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
            || qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QLineEdit *>(widget->parentWidget());
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
            || qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
            || qobject_cast<QAbstractItemView *>(widget);
        const bool isHeader = qobject_cast<QHeaderView *>(widget); // its cells are told with the list
        if (!isControl || isPart || isHeader || !widget->isVisible()
            || widget->objectName().startsWith(u"qt_"))
            continue;
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).isEmpty())
            return QByteArray(widget->metaObject()->className()) + ' ' + widget->objectName().toUtf8();
    }
    return {};
}

} // namespace larder::test
