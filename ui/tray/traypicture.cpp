#include "ui/tray/traypicture.h"

#include "ui/theme.h"

#include <QPainter>
#include <QSvgRenderer>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelSizes[] = {16, 22, 24, 32, 48, 64};

QPixmap jarWithBadge(int size, std::optional<State> badge)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(u":/icons/tray-jar.svg"_s).render(&painter);
    if (!badge)
        return pixmap;
    const Face face = faceOf(*badge);
    const QColor ground = colorsFor(Qt::ColorScheme::Light).tone(stateFace(face).tone).ink;
    const qreal side = size * 0.62;
    const QRectF disc(size - side, size - side, side, side);
    painter.setCompositionMode(
        QPainter::CompositionMode_Clear); // a gap, so that the badge stands free of the jar
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::black);
    painter.drawEllipse(disc.adjusted(-size / 16.0, -size / 16.0, size / 16.0, size / 16.0));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setBrush(ground);
    painter.drawEllipse(disc);
    const qreal inset = side * 0.16;
    const QRectF glyph = disc.adjusted(inset, inset, -inset, -inset);
    const QPixmap white = tintedPixmap(faceIcon(face), Qt::white, QSize(64, 64), 1);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(glyph, white, QRectF(white.rect()));
    return pixmap;
}

} // namespace

QIcon trayPicture(std::optional<State> worst)
{
    const std::optional<State> badge = worst == State::Fresh ? std::nullopt : worst;
    QIcon icon;
    for (const int size : panelSizes)
        icon.addPixmap(jarWithBadge(size, badge));
    return icon;
}

} // namespace larder
