#include "ui/pages/datasetsdelegate.h"

#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPixmapCache>
#include <QToolTip>
#include <QtMath>

#include <algorithm>
#include <functional>

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

/// What is the same for many rows is painted once.
QPixmap cachedPixmap(const QString &key, qreal devicePixelRatio, const std::function<QSize()> &size,
                     const std::function<void(QPainter &, const QRect &)> &paint)
{
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const QRect place({}, size());
    pixmap = QPixmap(place.size() * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, place);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
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
    QString key =
        u"strip|%1|%2x%3|%4|"_s.arg(colors.panel.name()).arg(cell.width()).arg(cell.height()).arg(ratio);
    for (qsizetype day = first; day < days.size(); ++day)
        key += markOf(days[day]);
    const auto paint = [&](QPainter &onto, const QRect &place) {
        for (qsizetype day = first; day < days.size(); ++day)
            paintDay(onto, colors, measure.day(static_cast<int>(day - first), place), days[day],
                     measure.unit);
    };
    painter.drawPixmap(cell.topLeft(), cachedPixmap(key, ratio, [&] { return cell.size(); }, paint));
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
    const qreal ratio = painter.device()->devicePixelRatio();
    const QString key = u"pill|%1|%2|%3|%4|%5|%6"_s
                            .arg(faceIcon(face), word, font.key(), tone.ink.name(), QString::number(ratio))
                            .arg(option.direction);
    const auto size = [&] {
        return QSize(7 + icon + 5 + metrics.horizontalAdvance(word) + 9, metrics.height() + 4);
    };
    const auto paint = [&](QPainter &onto, const QRect &pill) {
        onto.setPen(Qt::NoPen);
        onto.setBrush(tone.ground);
        onto.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
        const QRect inner = pill.adjusted(7, 0, -9, 0);
        const QRect iconRect =
            QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {icon, icon}, inner);
        onto.drawPixmap(iconRect, tintedPixmap(faceIcon(face), tone.ink, iconRect.size(), ratio));
        onto.setFont(font);
        onto.setPen(tone.ink);
        onto.drawText(inner, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignRight),
                      word);
    };
    const QPixmap pill = cachedPixmap(key, ratio, size, paint);
    const QSize shown = pill.deviceIndependentSize().toSize();
    const QRect place = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, shown, rect);
    painter.drawPixmap(place.topLeft(), pill);
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
    painter.setPen(isQuiet ? colors.mute : colors.ink);
    painter.drawStaticText(place.topLeft(), text);
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
