#include "ui/pages/datasetsdelegate.h"

#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"
#include "ui/paintedonce.h"
#include "ui/pill.h"
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

constexpr double emptyDay = 0.09; // a shade of the row that it is on

QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const int before = index.column() == 0 ? pageMargin : cellPadding;
    const QMargins margins = option.direction == Qt::RightToLeft ? QMargins(cellPadding, 0, before, 0)
                                                                 : QMargins(before, 0, cellPadding, 0);
    return option.rect.marginsRemoved(margins);
}

/// The measures of a strip, in parts of the font's height: at 13 px of Inter a day is 7 wide and 12 high.
struct StripMeasure {
    qreal unit;
    [[nodiscard]] explicit StripMeasure(const QFontMetrics &metrics) : unit(metrics.height() / 16.0) { }
    [[nodiscard]] qreal pitch() const { return 9.2 * unit; }
    [[nodiscard]] QRectF day(int number, const QRect &cell) const
    {
        return {cell.left() + number * pitch(), cell.top() + (cell.height() - 12 * unit) / 2, 7 * unit,
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

/// `ground`: of the row.
void paintDay(QPainter &painter, const Colors &colors, const QColor &ground, const QRectF &day,
              const DayTally &tally, qreal unit)
{
    const bool isFailure = tally.uploads == 0 && tally.failures > 0;
    const ToneColors &tone = colors.tone(isFailure ? Tone::Error : Tone::Ok);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tally.uploads == 0 && !isFailure ? mixed(colors.ink, ground, emptyDay) : tone.ground);
    painter.drawRoundedRect(day, 2 * unit, 2 * unit);
    const QPointF middle = day.center();
    if (isFailure) {
        const qreal arm = 2.2 * unit;
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

QChar markOf(const DayTally &day)
{
    return QChar(u'0' + std::min(day.uploads, 2) + (day.failures > 0 ? 3 : 0));
}

/// The newest day is at the right in every language: time runs as in the tooltips' dates.
void paintStrip(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto days = index.data(DatasetsModel::DaysRole).value<QList<DayTally>>();
    const StripMeasure measure(option.fontMetrics);
    const QRect cell = contentRect(option, index);
    const Colors &colors = colorsFor(option.palette);
    const qsizetype first = measure.firstShown(days.size(), cell);
    const qreal ratio = painter.device()->devicePixelRatio();
    const QColor &ground = option.state.testFlag(QStyle::State_Selected) ? colors.selection : colors.panel;
    QString key = u"strip|%1|"_s.arg(ground.name());
    for (qsizetype day = first; day < days.size(); ++day)
        key += markOf(days[day]);
    const auto paint = [&](QPainter &onto, const QRect &place) {
        for (qsizetype day = first; day < days.size(); ++day)
            paintDay(onto, colors, ground, measure.day(static_cast<int>(day - first), place), days[day],
                     measure.unit);
    };
    painter.drawPixmap(cell.topLeft(), paintedOnce(key, cell.size(), ratio, paint));
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

} // namespace

int stripWidth(const QFontMetrics &metrics, int days)
{
    return qCeil(days * StripMeasure(metrics).pitch());
}

/// Cut to fit, and laid out: what scrolls by was shown a frame ago.
const QStaticText &DatasetsDelegate::laidOut(const QString &text, const QStyleOptionViewItem &option,
                                             int width) const
{
    const QString key = u"%1|%2|%3|%4"_s.arg(QString::number(width), QString::number(option.direction),
                                             option.font.key(), text);
    if (const QStaticText *known = m_laidOut.object(key))
        return *known;
    auto *laidOut = new QStaticText(option.fontMetrics.elidedText(text.simplified(), Qt::ElideRight, width));
    QTextOption line;
    line.setTextDirection(option.direction);
    line.setWrapMode(QTextOption::NoWrap);
    laidOut->setTextFormat(Qt::PlainText);
    laidOut->setTextOption(line);
    laidOut->prepare({}, option.font);
    m_laidOut.insert(key, laidOut);
    return *laidOut;
}

void DatasetsDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Colors &colors = colorsFor(option.palette);
    const bool isQuiet = index.column() == DatasetsModel::BecauseColumn;
    const Qt::Alignment side = index.column() == DatasetsModel::SizeColumn ? Qt::AlignRight : Qt::AlignLeft;
    const QRect rect = contentRect(option, index);
    const QString words = index.data().toString();
    if (words.isEmpty() || rect.width() <= 0)
        return;
    const QStaticText &text = laidOut(words, option, rect.width());
    const QRect place =
        QStyle::alignedRect(option.direction, Qt::AlignVCenter | side, QSizeF(text.size()).toSize(), rect);
    painter.setFont(option.font);
    const bool isTrouble = isQuiet && index.data(DatasetsModel::TroubleRole).toBool();
    painter.setPen(isTrouble ? colors.tone(Tone::Error).ink : isQuiet ? colors.mute : colors.ink);
    painter.drawStaticText(place.topLeft(), text);
}

void DatasetsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto); // a size stays "26 kB" between right-to-left words
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == DatasetsModel::StateColumn)
        paintFaces(*painter, option, contentRect(option, index),
                   index.data(DatasetsModel::FacesRole).value<Faces>());
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
