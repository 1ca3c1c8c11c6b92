#include "ui/pill.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyle>

namespace larder {

namespace {

constexpr int before = 7;
constexpr int between = 5;
constexpr int after = 9;

QFont pillFont(const QFont &plain)
{
    QFont font = smallFont(plain);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QSize pillSize(const QFont &font, const QString &word)
{
    const QFontMetrics metrics(pillFont(font));
    return {before + metrics.ascent() + between + metrics.horizontalAdvance(word) + after,
            metrics.height() + 4};
}

void paintPill(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place, const Pill &pill)
{
    const ToneColors &tone = colorsFor(option.palette).tone(pill.tone);
    const QFont font = pillFont(option.font);
    const int icon = QFontMetrics(font).ascent();
    const QSize size = pillSize(option.font, pill.word).boundedTo(place.size());
    const QRect field = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, place);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.ground);
    painter.drawRoundedRect(field, field.height() / 2.0, field.height() / 2.0);
    const QRect inner = option.direction == Qt::RightToLeft ? field.adjusted(after, 0, -before, 0)
                                                            : field.adjusted(before, 0, -after, 0);
    const QRect iconPlace =
        QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {icon, icon}, inner);
    painter.drawPixmap(
        iconPlace, tintedPixmap(pill.icon, tone.ink, iconPlace.size(), painter.device()->devicePixelRatio()));
    painter.setFont(font);
    painter.setPen(tone.ink);
    painter.drawText(inner, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignRight),
                     pill.word);
}

} // namespace larder
