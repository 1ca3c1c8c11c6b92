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
constexpr int markGap = 3;

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
    const QSize whole = pillSize(option.font, pill.word);
    const QSize size = whole.boundedTo(place.size());
    const bool isCut = size.width() < whole.width();
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
        const QString word = isCut
            ? QFontMetrics(font).elidedText(pill.word, Qt::ElideRight, inner.width() - icon - between)
            : pill.word; // its width is rounded: held against itself it would be cut
        onto.drawText(inner, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignRight),
                      word);
    };
    const QRect field = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, place);
    painter.drawPixmap(field.topLeft(), paintedOnce(key, size, ratio, paint));
}

namespace {

QSize markSize(const QFont &font)
{
    const int height = pillSize(font, {}).height();
    return {height, height};
}

void paintMark(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place, Face face)
{
    const ToneColors &tone = colorsFor(option.palette).tone(stateFace(face).tone);
    const qreal ratio = painter.device()->devicePixelRatio();
    const QSize size = markSize(option.font);
    const int icon = QFontMetrics(pillFont(option.font)).ascent();
    const auto paint = [&](QPainter &onto, const QRect &field) {
        onto.setPen(Qt::NoPen);
        onto.setBrush(tone.ground);
        onto.drawEllipse(field);
        const QRect iconPlace = QStyle::alignedRect(option.direction, Qt::AlignCenter, {icon, icon}, field);
        onto.drawPixmap(iconPlace, tintedPixmap(faceIcon(face), tone.ink, iconPlace.size(), ratio));
    };
    const QRect field = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, place);
    const QString key = u"mark|%1|%2"_s.arg(faceIcon(face), tone.ink.name());
    if (place.width() >= size.width())
        painter.drawPixmap(field.topLeft(), paintedOnce(key, size, ratio, paint));
}

} // namespace

void paintFaces(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place, const Faces &faces)
{
    if (faces.isEmpty())
        return;
    const Pill pill = pillOf(faces.first(), faceWord(faces.first()));
    paintPill(painter, option, place, pill);
    int used = pillSize(option.font, pill.word).width();
    for (const Face face : facesBeside(faces)) {
        used += markGap;
        paintMark(painter, option,
                  option.direction == Qt::RightToLeft ? place.adjusted(0, 0, -used, 0)
                                                      : place.adjusted(used, 0, 0, 0),
                  face);
        used += markSize(option.font).width();
    }
}

int facesWidth(const QFont &font, const Faces &faces)
{
    const auto marks = static_cast<int>(facesBeside(faces).size());
    return pillSize(font, faceWord(faces.first())).width() + marks * (markGap + markSize(font).width());
}

} // namespace larder
