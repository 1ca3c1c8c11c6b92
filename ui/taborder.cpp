#include "ui/taborder.h"

#include <QLayout>
#include <QList>
#include <QScrollArea>
#include <QStackedWidget>

namespace larder {

namespace {

void collect(const QWidget &widget, QList<QWidget *> &controls);

void take(QWidget *widget, QList<QWidget *> &controls)
{
    if ((widget->focusPolicy() & Qt::TabFocus) != 0)
        controls << widget;
    collect(*widget, controls);
}

void collect(const QLayout &layout, QList<QWidget *> &controls)
{
    for (int i = 0; i < layout.count(); ++i) {
        if (QWidget *widget = layout.itemAt(i)->widget())
            take(widget, controls);
        else if (const QLayout *inner = layout.itemAt(i)->layout())
            collect(*inner, controls);
    }
}

void collect(const QWidget &widget, QList<QWidget *> &controls)
{
    if (const auto *area = qobject_cast<const QScrollArea *>(&widget)) {
        take(area->widget(), controls);
    } else if (const auto *stack = qobject_cast<const QStackedWidget *>(&widget)) {
        for (int i = 0; i < stack->count(); ++i)
            take(stack->widget(i), controls);
    } else if (const QLayout *layout = widget.layout()) {
        collect(*layout, controls);
    }
}

} // namespace

void tabAsLaidOut(const QWidget &root)
{
    QList<QWidget *> controls;
    collect(root, controls);
    for (qsizetype i = 1; i < controls.size(); ++i)
        QWidget::setTabOrder(controls[i - 1], controls[i]);
}

} // namespace larder
