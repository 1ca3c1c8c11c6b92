#include "ui/pill.h"

#include "ui/paintedonce.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyle>

namespace larder {

using namespace Qt::StringLiterals;

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

Pill pillOf(Face face, const QString &word)
{
    return {stateFace(face).tone, faceIcon(face), word};
}

void paintPill(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place, const Pill &pill)
{
    const ToneColors &tone = colorsFor(option.palette).tone(pill.tone);
    const QFont font = pillFont(option.font);
    const qreal ratio = painter.device()->devicePixelRatio();
    const QString key =
        u"pill|%1|%2|%3|%4|%5"_s.arg(pill.icon, pill.word, font.key(), tone.ink.name()).arg(option.direction);
    const auto paint = [&](QPainter &onto, const QRect &field) {
        onto.setPen(Qt::NoPen);
        onto.setBrush(tone.ground);
        onto.drawRoundedRect(field, field.height() / 2.0, field.height() / 2.0);
        const int icon = QFontMetrics(font).ascent();
        const QRect inner = option.direction == Qt::RightToLeft ? field.adjusted(after, 0, -before, 0)
                                                                : field.adjusted(before, 0, -after, 0);
        const QRect iconPlace =
            QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {icon, icon}, inner);
        onto.drawPixmap(iconPlace, tintedPixmap(pill.icon, tone.ink, iconPlace.size(), ratio));
        onto.setFont(font);
        onto.setPen(tone.ink);
        onto.drawText(inner, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignRight),
                      pill.word);
    };
    const QSize size = pillSize(option.font, pill.word).boundedTo(place.size());
    const QRect field = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, place);
    painter.drawPixmap(field.topLeft(), paintedOnce(key, size, ratio, paint));
}

} // namespace larder
