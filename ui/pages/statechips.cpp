#include "ui/pages/statechips.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyle>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int chipPadding = 10;
constexpr int chipGap = 8;

} // namespace

StateChips::StateChips(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void StateChips::show(const QMap<Face, int> &faces)
{
    m_chips.clear();
    QStringList words;
    for (const auto &[face, count] : faces.asKeyValueRange()) {
        m_chips.append({stateFace(face).tone, countedFaces(face, count)});
        words << m_chips.last().words;
    }
    setAccessibleName(words.join(u", "_s));
    setToolTip(words.join(u", "_s));
    updateGeometry();
    update();
}

QSize StateChips::sizeHint() const
{
    const QFontMetrics metrics(chipFont());
    int width = 0;
    for (const Chip &chip : m_chips)
        width += metrics.horizontalAdvance(chip.words) + 2 * chipPadding + chipGap;
    return {width, metrics.height() + 8};
}

QSize StateChips::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void StateChips::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(chipFont());
    const QFontMetrics metrics(chipFont());
    const int height = metrics.height() + 6;
    int x = 0;
    for (const Chip &chip : std::as_const(m_chips)) {
        const QRect place(x, (rect().height() - height) / 2,
                          metrics.horizontalAdvance(chip.words) + 2 * chipPadding, height);
        x += place.width() + chipGap;
        if (x > width() + chipGap)
            return; // what does not fit whole is left to the tooltip
        const QRect shown = QStyle::visualRect(layoutDirection(), rect(), place);
        const ToneColors &tone = colorsFor(palette()).tone(chip.tone);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tone.ground);
        painter.drawRoundedRect(shown, height / 2.0, height / 2.0);
        painter.setPen(tone.ink);
        painter.drawText(shown, Qt::AlignCenter, chip.words);
    }
}

QFont StateChips::chipFont() const
{
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * 12 / 13);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace larder
