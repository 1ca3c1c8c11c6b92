#include "ui/pages/storagebar.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace larder {

namespace {

constexpr int thickness = 10;

} // namespace

StorageBar::StorageBar(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(thickness);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StorageBar::show(const StorageShares &shares)
{
    m_shares = shares;
    update();
}

QSize StorageBar::sizeHint() const
{
    return {thickness * 20, thickness};
}

void StorageBar::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect(), thickness / 2.0, thickness / 2.0);
    painter.setClipPath(outline);
    painter.fillRect(rect(), colors.line);
    const qint64 used = m_shares.snapshotBytes + m_shares.otherBytes;
    const qint64 whole =
        std::max({m_shares.budgetBytes.value_or(used + m_shares.freeBytes), used, qint64(1)});
    const auto lengthOf = [&](qint64 bytes) { return double(bytes) / double(whole) * width(); };
    const bool isOver = m_shares.budgetBytes && used > *m_shares.budgetBytes;
    const auto paint = [&](double from, double length, const QColor &color) {
        QRectF part(from, 0, length, thickness);
        if (layoutDirection() == Qt::RightToLeft)
            part.moveRight(width() - from);
        painter.fillRect(part, color);
    };
    const double snapshots = lengthOf(m_shares.snapshotBytes);
    paint(0, snapshots, isOver ? colors.tone(Tone::Error).ink : colors.accent);
    paint(snapshots, lengthOf(m_shares.otherBytes), colors.mute);
}

} // namespace larder
