#include "ui/pages/datasetsdelegate.h"

#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <QtMath>

#include <algorithm>

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

/// The measures of a strip, in parts of the font's height: at 13 px of Inter a day is 9 wide and 12 high.
struct StripMeasure {
    qreal unit;
    [[nodiscard]] explicit StripMeasure(const QFontMetrics &metrics) : unit(metrics.height() / 16.0) { }
    [[nodiscard]] qreal pitch() const { return 11.4 * unit; }
    [[nodiscard]] QRectF day(int number, const QRect &cell) const
    {
        return {cell.left() + number * pitch(), cell.top() + (cell.height() - 12 * unit) / 2, 9 * unit,
                12 * unit};
    }
    /// As many days as there is room for, the newest ones.
    [[nodiscard]] qsizetype firstShown(qsizetype days, const QRect &cell) const
    {
        return std::max<qsizetype>(0, days - static_cast<qsizetype>((cell.width() + 2) / pitch()));
    }
    [[nodiscard]] qsizetype dayAt(int x, qsizetype days, const QRect &cell) const
    {
        return firstShown(days, cell) + static_cast<qsizetype>(std::max(0, x - cell.left()) / pitch());
    }
};

void paintDay(QPainter &painter, const Colors &colors, const QRectF &day, const DayTally &tally, qreal unit)
{
    const bool isFailure = tally.uploads == 0 && tally.failures > 0;
    const ToneColors &tone = colors.tone(isFailure ? Tone::Error : Tone::Ok);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tally.uploads == 0 && !isFailure ? colors.line : tone.ground);
    painter.drawRoundedRect(day, 2 * unit, 2 * unit);
    const QPointF middle = day.center();
    if (isFailure) {
        const qreal arm = 2.6 * unit;
        painter.setPen(QPen(tone.ink, 1.6 * unit, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm));
        painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm));
        return;
    }
    const qreal radius = 2.3 * unit;
    painter.setBrush(tone.ink);
    if (tally.uploads > 0)
        painter.drawEllipse(middle, radius, radius);
    painter.setBrush(colors.tone(Tone::Waiting).ink);
    if (tally.uploads > 1)
        painter.drawEllipse(middle - QPointF(0, 5 * unit), radius, radius);
}

/// The newest day is at the right in every language: time runs as in the tooltips' dates.
void paintStrip(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto days = index.data(DatasetsModel::DaysRole).value<QList<DayTally>>();
    const StripMeasure measure(option.fontMetrics);
    const QRect cell = contentRect(option, index);
    const Colors &colors = colorsFor(option.palette);
    const qsizetype first = measure.firstShown(days.size(), cell);
    for (qsizetype day = first; day < days.size(); ++day)
        paintDay(painter, colors, measure.day(static_cast<int>(day - first), cell), days[day], measure.unit);
}

QString stripToolTip(const QPoint &position, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto days = index.data(DatasetsModel::DaysRole).value<QList<DayTally>>();
    const qsizetype number =
        StripMeasure(option.fontMetrics).dayAt(position.x(), days.size(), contentRect(option, index));
    if (number >= days.size())
        return index.data(Qt::AccessibleTextRole).toString();
    const QDate today = index.data(DatasetsModel::TodayRole).toDate();
    const QDate date = today.addDays(number + 1 - days.size());
    const QString name = date == today ? DatasetsDelegate::tr("today")
        : date == today.addDays(-1)    ? DatasetsDelegate::tr("yesterday")
                                       : QLocale().toString(date, u"ddd d MMM"_s);
    return DatasetsDelegate::tr("%1: %2").arg(name, dayTallyWords(days[number]));
}

void paintPill(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    paintStatePill(painter, option, contentRect(option, index),
                   static_cast<Face>(index.data(DatasetsModel::FaceRole).toInt()), index.data().toString());
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

int stripWidth(const QFontMetrics &metrics, int days)
{
    return qCeil(days * StripMeasure(metrics).pitch());
}

void paintStatePill(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect, Face face,
                    const QString &word)
{
    const ToneColors &tone = colorsFor(option.palette).tone(stateFace(face).tone);
    const QFont font = pillFont(option.font);
    const QFontMetrics metrics(font);
    const int icon = metrics.ascent();
    const int height = metrics.height() + 4;
    const QSize size(7 + icon + 5 + metrics.horizontalAdvance(word) + 9, height);
    const QRect pill = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, rect);
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

void DatasetsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a size stays "26 kB" between right-to-left words
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == DatasetsModel::StateColumn)
        paintPill(*painter, option, index);
    else if (index.column() == DatasetsModel::DaysColumn)
        paintStrip(*painter, option, index);
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
    if (event->type() == QEvent::ToolTip && index.column() == DatasetsModel::DaysColumn
        && index.parent().isValid()) {
        QToolTip::showText(event->globalPos(), stripToolTip(event->pos(), option, index), view);
        return true;
    }
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
