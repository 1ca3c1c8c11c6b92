/// Widgets in one column of a tree's rows, made only for those rows that can be seen, so ten thousand rows
/// cost no more than twenty. Made, updated and removed as rows change, scroll and resize. GUI thread; belongs
/// to the view.
#pragma once

#include <QList>
#include <QObject>
#include <QPersistentModelIndex>
#include <QTimer>

#include <functional>

class QTreeView;
class QWidget;

namespace larder {

class RowWidgets : public QObject
{
    Q_OBJECT
public:
    /// A new widget for the row, or nullptr where it has none.
    using Make = std::function<QWidget *(const QPersistentModelIndex &row)>;
    using Update = std::function<void(QWidget &, const QModelIndex &row)>;

    /// REQUIRES: the view has its model.
    RowWidgets(QTreeView &view, int column, Make make, Update update);

    /// After what the model does not tell: other colours, other columns.
    void updateAll();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    [[nodiscard]] QList<QPersistentModelIndex> visibleRows() const;
    void update(const QModelIndex &first, const QModelIndex &last);

    QTreeView &m_view;
    const int m_column;
    Make m_make;
    Update m_update;
    QTimer m_placeSoon; ///< coalesces scrolling, resizing and changes
    QList<QPersistentModelIndex> m_rows;
};

} // namespace larder
