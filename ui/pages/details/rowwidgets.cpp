#include "ui/pages/details/rowwidgets.h"

#include <QEvent>
#include <QScrollBar>
#include <QTreeView>

#include <utility>

namespace larder {

RowWidgets::RowWidgets(QTreeView &view, int column, Make make, Update update)
    : QObject(&view),
      m_view(view),
      m_column(column),
      m_make(std::move(make)),
      m_update(std::move(update))
{
    m_placeSoon.setSingleShot(true);
    m_placeSoon.setInterval(0);
    connect(&m_placeSoon, &QTimer::timeout, this, &RowWidgets::place);
    const auto placeSoon = [this] { m_placeSoon.start(); };
    const QAbstractItemModel *model = view.model();
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, placeSoon);
    connect(model, &QAbstractItemModel::modelReset, this, placeSoon);
    connect(model, &QAbstractItemModel::rowsInserted, this, placeSoon);
    connect(model, &QAbstractItemModel::rowsRemoved, this, placeSoon);
    connect(model, &QAbstractItemModel::rowsMoved, this, placeSoon);
    connect(model, &QAbstractItemModel::layoutChanged, this, placeSoon);
    connect(model, &QAbstractItemModel::dataChanged, this, &RowWidgets::update);
    view.viewport()->installEventFilter(this);
    placeSoon();
}

void RowWidgets::updateAll()
{
    for (const QPersistentModelIndex &row : std::as_const(m_rows)) {
        if (QWidget *widget = row.isValid() ? m_view.indexWidget(row) : nullptr)
            m_update(*widget, row);
    }
}

bool RowWidgets::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        m_placeSoon.start();
    return QObject::eventFilter(watched, event);
}

QList<QPersistentModelIndex> RowWidgets::visibleRows() const
{
    QList<QPersistentModelIndex> rows;
    const QModelIndex top = m_view.indexAt({1, 0});
    for (QModelIndex index = top; index.isValid(); index = m_view.indexBelow(index)) {
        if (m_view.visualRect(index).top() > m_view.viewport()->height())
            break;
        rows << index.siblingAtColumn(m_column);
    }
    return rows;
}

void RowWidgets::place()
{
    const QList<QPersistentModelIndex> visible = visibleRows();
    for (const QPersistentModelIndex &row : std::as_const(m_rows)) {
        if (row.isValid() && !visible.contains(row))
            m_view.setIndexWidget(row, nullptr);
    }
    m_rows.clear();
    for (const QPersistentModelIndex &row : visible) {
        if (!m_view.indexWidget(row)) {
            QWidget *made = m_make(row);
            if (!made)
                continue;
            m_view.setIndexWidget(row, made);
            m_update(*made, row);
        }
        m_rows << row;
    }
}

void RowWidgets::update(const QModelIndex &first, const QModelIndex &last)
{
    for (const QPersistentModelIndex &row : std::as_const(m_rows)) {
        const bool isMeant =
            row.parent() == first.parent() && row.row() >= first.row() && row.row() <= last.row();
        if (QWidget *widget = isMeant ? m_view.indexWidget(row) : nullptr)
            m_update(*widget, row);
    }
}

} // namespace larder
