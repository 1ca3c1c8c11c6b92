/// Paints the cells of the datasets table: the state as a pill of icon, word and colour; the last days as a
/// strip, in which a day is told by its mark (dot, two dots, cross, nothing) and its tooltip; everything else
/// as text that is elided where it does not fit. Sizes follow the font. What was painted lately is kept, so
/// that scrolling does not lay out the same words again. GUI thread.
#pragma once

#include <QCache>
#include <QStaticText>
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

private:
    [[nodiscard]] const QStaticText &laidOut(const QString &text, const QStyleOptionViewItem &option,
                                             int width) const;
    void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    mutable QCache<QString, QStaticText> m_laidOut{500}; ///< some screens of cells
};

/// Left of the first column, and of what stands above and below the table.
inline constexpr int pageMargin = 16;
inline constexpr int cellPadding = 8;

/// Of so many days, at that font.
[[nodiscard]] int stripWidth(const QFontMetrics &metrics, int days);

} // namespace larder
