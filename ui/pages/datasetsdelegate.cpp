#include "ui/pages/datasetsdelegate.h"

#include "ui/models/datasetsmodel.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QFont pillFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(base.pointSizeF() * 12 / 13);
    font.setWeight(QFont::DemiBold);
    return font;
}

QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const int before = index.column() == 0 ? pageMargin : cellPadding;
    const QMargins margins = option.direction == Qt::RightToLeft ? QMargins(cellPadding, 0, before, 0)
                                                                 : QMargins(before, 0, cellPadding, 0);
    return option.rect.marginsRemoved(margins);
}

void paintPill(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto face = static_cast<Face>(index.data(DatasetsModel::FaceRole).toInt());
    const ToneColors &tone = colorsFor(option.palette).tone(stateFace(face).tone);
    const QFont font = pillFont(option.font);
    const QFontMetrics metrics(font);
    const QString word = index.data().toString();
    const int icon = metrics.ascent();
    const int height = metrics.height() + 4;
    const QSize size(7 + icon + 5 + metrics.horizontalAdvance(word) + 9, height);
    const QRect pill = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size,
                                           contentRect(option, index));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.ground);
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    const QRect inner = pill.adjusted(7, 0, -9, 0);
    const QRect iconRect =
        QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {icon, icon}, inner);
    painter.drawPixmap(
        iconRect,
        tintedPixmap(faceIcon(face), tone.ink, iconRect.size(), painter.device()->devicePixelRatio()));
    painter.setFont(font);
    painter.setPen(tone.ink);
    painter.drawText(inner, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignRight),
                     word);
}

void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const Colors &colors = colorsFor(option.palette);
    const bool isQuiet = index.column() == DatasetsModel::BecauseColumn;
    const Qt::Alignment side = index.column() == DatasetsModel::SizeColumn ? Qt::AlignRight : Qt::AlignLeft;
    const QRect rect = contentRect(option, index);
    const QString text =
        option.fontMetrics.elidedText(index.data().toString().simplified(), Qt::ElideRight, rect.width());
    painter.setFont(option.font);
    painter.setPen(isQuiet ? colors.mute : colors.ink);
    painter.drawText(rect, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, side), text);
}

} // namespace

void DatasetsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == DatasetsModel::StateColumn)
        paintPill(*painter, option, index);
    else
        paintText(*painter, option, index);
    painter->restore();
}

QSize DatasetsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + 15};
}

bool DatasetsDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                 const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QString full = index.data(Qt::DisplayRole).toString();
    const QString detail = index.data(Qt::ToolTipRole).toString();
    const bool isCut =
        option.fontMetrics.horizontalAdvance(full.simplified()) > contentRect(option, index).width();
    const QString shown = detail.isEmpty() ? full : detail;
    if (event->type() != QEvent::ToolTip || shown.isEmpty() || (shown == full && !isCut))
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines;
    if (isCut && !detail.startsWith(full))
        lines << full.toHtmlEscaped();
    for (const QString &line : shown.split(u'\n'))
        lines << line.toHtmlEscaped();
    // Rich text wraps long lines; plain text does not.
    QToolTip::showText(event->globalPos(), u"<qt>"_s + lines.join(u"<br>"_s) + u"</qt>"_s, view);
    return true;
}

} // namespace larder
