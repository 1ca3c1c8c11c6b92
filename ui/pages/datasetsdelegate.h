/// Paints the cells of the datasets table: the state as a pill of icon, word and colour; everything else as
/// text that is elided where it does not fit. Sizes follow the font. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace larder {

class DatasetsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Only what is cut off needs a tooltip of its own; the longer truth behind a cell always has one.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

/// Left of the first column, and of what stands above and below the table.
inline constexpr int pageMargin = 16;
inline constexpr int cellPadding = 8;

} // namespace larder
