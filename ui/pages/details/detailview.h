/// How the tables of the details look: quiet, flat, one line a row, each cell as loud as its model says.
/// GUI thread.
#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace larder {

class DetailDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// A tooltip is plain text: names come from elsewhere.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

enum class Header { Shown, Hidden };

/// REQUIRES: the view has its model.
void setUpDetailView(QTreeView &view, const QString &accessibleName, Header header);
/// So wide that this text fits.
[[nodiscard]] int widthOf(const QWidget &widget, const QString &usual);

} // namespace larder
