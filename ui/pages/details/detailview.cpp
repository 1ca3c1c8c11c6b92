#include "ui/pages/details/detailview.h"

#include "ui/models/cellink.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/plaintip.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <QTreeView>

namespace larder {

namespace {

QColor colorOf(CellInk ink, const Colors &colors)
{
    switch (ink) {
    case CellInk::Plain:
        return colors.ink;
    case CellInk::Quiet:
        return colors.mute;
    case CellInk::Good:
        return colors.tone(Tone::Ok).ink;
    case CellInk::Bad:
        return colors.tone(Tone::Error).ink;
    }
    Q_UNREACHABLE_RETURN(colors.ink);
}

} // namespace

void DetailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Colors &colors = colorsFor(option.palette);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.selection);
    const bool isFirst = index.column() == 0;
    const QRect rect = option.rect.adjusted(isFirst ? 2 : cellPadding, 0, -cellPadding, 0);
    const QVariant aligned = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment side = aligned.isValid() ? aligned.value<Qt::Alignment>() : Qt::AlignLeft;
    const QString text =
        option.fontMetrics.elidedText(index.data().toString().simplified(), Qt::ElideRight, rect.width());
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a size stays "26 kB" between right-to-left words
    painter->setFont(option.font);
    painter->setPen(colorOf(static_cast<CellInk>(index.data(InkRole).toInt()), colors));
    painter->drawText(
        rect, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, side & Qt::AlignHorizontal_Mask),
        text);
    painter->restore();
}

QSize DetailDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width() + 2 * cellPadding,
            option.fontMetrics.height() + 9};
}

bool DetailDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                               const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(index.data(Qt::ToolTipRole).toString()), view);
    return true;
}

void setUpDetailView(QTreeView &view, const QString &accessibleName, Header header)
{
    view.setItemDelegate(new DetailDelegate(&view));
    view.setAccessibleName(accessibleName);
    view.setProperty("isDetail", true); // its header stands over the words of its rows
    view.setFrameShape(QFrame::NoFrame);
    view.setUniformRowHeights(true);
    view.setRootIsDecorated(false);
    view.setTabKeyNavigation(false);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.header()->setVisible(header == Header::Shown);
    view.header()->setHighlightSections(false);
    view.header()->setSectionsMovable(false);
    view.header()->setStretchLastSection(false);
}

int widthOf(const QWidget &widget, const QString &usual)
{
    return widget.fontMetrics().horizontalAdvance(usual) + 2 * cellPadding;
}

} // namespace larder
