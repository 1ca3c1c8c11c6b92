#include "ui/pages/listdelegate.h"

#include "ui/pages/datasetsdelegate.h"
#include "ui/pill.h"
#include "ui/plaintip.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <QTreeView>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const int before = index.column() == 0 ? pageMargin : cellPadding;
    const bool isLast = index.column() == index.model()->columnCount(index.parent()) - 1;
    const int after = isLast ? pageMargin : cellPadding;
    const QMargins margins =
        option.direction == Qt::RightToLeft ? QMargins(after, 0, before, 0) : QMargins(before, 0, after, 0);
    return option.rect.marginsRemoved(margins);
}

bool isCurrentRow(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view && view->hasFocus() && index.column() == 0
        && view->currentIndex().siblingAtColumn(0) == index;
}

QFont fontOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    return index.data(StrongRole).toBool() ? sectionFont(option.font) : option.font;
}

Qt::Alignment alignmentOf(const QModelIndex &index)
{
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    return alignment.isValid() ? Qt::Alignment(alignment.toInt()) : Qt::AlignLeft;
}

} // namespace

void ListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Colors &colors = colorsFor(option.palette);
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a size stays "26 kB" between right-to-left words
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.selection);
    else if (index.data(StrongRole).toBool())
        painter->fillRect(option.rect, colors.ground);
    const QRect content = contentRect(option, index);
    if (const QVariant pill = index.data(PillRole); pill.isValid()) {
        larder::paintPill(*painter, option, content, pill.value<Pill>());
    } else {
        painter->setFont(fontOf(option, index));
        painter->setPen(index.data(QuietRole).toBool() ? colors.mute : colors.ink);
        const QString text = painter->fontMetrics().elidedText(index.data().toString().simplified(),
                                                               Qt::ElideRight, content.width());
        painter->drawText(
            content, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, alignmentOf(index)), text);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (isCurrentRow(option, index)) {
        QRect edge(option.rect.left(), option.rect.top(), 3, option.rect.height());
        if (option.direction == Qt::RightToLeft)
            edge.moveRight(option.rect.right());
        painter->fillRect(edge, colors.accent);
    }
    painter->restore();
}

QSize ListDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + 15};
}

bool ListDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const QString text = index.data().toString();
    const QString detail = index.data(Qt::ToolTipRole).toString();
    const bool isCut = QFontMetrics(fontOf(option, index)).horizontalAdvance(text.simplified())
        > contentRect(option, index).width();
    const QString shown = detail.isEmpty() && isCut ? text : detail;
    if (event->type() != QEvent::ToolTip || shown.isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(shown), view);
    return true;
}

void setUpList(QTreeView &view)
{
    view.setItemDelegate(new ListDelegate(&view));
    view.setFrameShape(QFrame::NoFrame);
    view.setIndentation(0);
    view.setRootIsDecorated(false);
    view.setItemsExpandable(false);
    view.setExpandsOnDoubleClick(false);
    view.setUniformRowHeights(true);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setTabKeyNavigation(false);
    view.header()->setSectionsMovable(false);
    view.header()->setHighlightSections(false);
    view.header()->setStretchLastSection(false);
}

void selectWithCursor(QTreeView &view)
{
    QItemSelectionModel *selection = view.selectionModel();
    QObject::connect(
        selection, &QItemSelectionModel::currentRowChanged, &view, [selection](const QModelIndex &current) {
            selection->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        });
}

int columnWidthFor(const QTreeView &view, const QString &text)
{
    return view.fontMetrics().horizontalAdvance(text) + 2 * cellPadding;
}

} // namespace larder
