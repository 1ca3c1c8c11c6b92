/// What is the same for many rows is painted once, and kept for a while. GUI thread.
#pragma once

#include <QPixmap>

#include <functional>

class QPainter;

namespace larder {

/// `key` says everything that `paint` depends on. The picture's size is in device-independent pixels.
[[nodiscard]] QPixmap paintedOnce(const QString &key, QSize size, qreal devicePixelRatio,
                                  const std::function<void(QPainter &, const QRect &)> &paint);

} // namespace larder
