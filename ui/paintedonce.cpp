#include "ui/paintedonce.h"

#include <QPainter>
#include <QPixmapCache>

namespace larder {

using namespace Qt::StringLiterals;

QPixmap paintedOnce(const QString &key, QSize size, qreal devicePixelRatio,
                    const std::function<void(QPainter &, const QRect &)> &paint)
{
    const QString whole =
        u"%1|%2x%3|%4"_s.arg(key).arg(size.width()).arg(size.height()).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(whole, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, QRect({}, size));
    painter.end();
    QPixmapCache::insert(whole, pixmap);
    return pixmap;
}

} // namespace larder
