#include "ui/pages/statechips.h"

#include "ui/theme.h"

#include <QEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int chipPadding = 10;
constexpr int chipGap = 8;
constexpr int rowGap = 4;

} // namespace

/// One state with its count. A button for keys and screen readers, a pill for the eye.
class StateChip : public QPushButton
{
    Q_OBJECT
public:
    StateChip(Face face, QWidget *parent) : QPushButton(parent), m_tone(stateFace(face).tone)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        QFont smaller = font();
        smaller.setPointSizeF(font().pointSizeF() * 12 / 13);
        smaller.setWeight(QFont::DemiBold);
        setFont(smaller);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(font());
        return {metrics.horizontalAdvance(text()) + 2 * chipPadding, metrics.height() + 8};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Colors &colors = colorsFor(palette());
        const ToneColors &tone = colors.tone(m_tone);
        const QRectF pill = QRectF(rect()).adjusted(1, 1, -1, -1);
        const qreal radius = pill.height() / 2;
        const bool isFilled = isChecked();
        painter.setPen(Qt::NoPen);
        painter.setBrush(isFilled           ? tone.ink
                             : underMouse() ? mixed(tone.ink, tone.ground, 0.12)
                                            : tone.ground);
        painter.drawRoundedRect(pill, radius, radius);
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(isFilled ? colors.ink : tone.ink, 1.5));
            painter.drawRoundedRect(pill.adjusted(0.25, 0.25, -0.25, -0.25), radius, radius);
        }
        painter.setPen(isFilled ? colors.panel : tone.ink);
        painter.setFont(font());
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    Tone m_tone;
};

StateChips::StateChips(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StateChips::show(const QMap<Face, int> &faces)
{
    bool isOtherSet = false;
    QSet<Face> all(faces.keyBegin(), faces.keyEnd());
    all.unite(chosen()); // one that is pressed stays, so that it can be let go
    for (const Face face : m_chips.keys()) {
        if (all.contains(face))
            continue;
        StateChip *gone = m_chips.take(face);
        gone->hide();
        gone->deleteLater(); // it may be the one that was just let go
        isOtherSet = true;
    }
    for (const Face face : std::as_const(all)) {
        StateChip *&chip = m_chips[face];
        if (!chip) {
            chip = new StateChip(face, this);
            connect(chip, &StateChip::toggled, this, &StateChips::tellChosen);
            chip->setVisible(true);
            isOtherSet = true;
        }
        const QString words = countedFaces(face, faces.value(face));
        if (chip->text() == words)
            continue;
        chip->setText(words);
        chip->setAccessibleName(words);
        chip->setToolTip(tr("Show only these: %1").arg(words));
        isOtherSet = true;
    }
    if (!isOtherSet)
        return;
    QWidget *before = nullptr;
    for (StateChip *chip : std::as_const(m_chips)) { // by Tab as for the eye
        if (before)
            setTabOrder(before, chip);
        before = chip;
    }
    updateGeometry();
    arrange(width(), true);
}

QSet<Face> StateChips::chosen() const
{
    QSet<Face> faces;
    for (const auto &[face, chip] : m_chips.asKeyValueRange()) {
        if (chip->isChecked())
            faces.insert(face);
    }
    return faces;
}

void StateChips::chooseAll()
{
    for (StateChip *chip : std::as_const(m_chips)) {
        const QSignalBlocker quietly(chip);
        chip->setChecked(false);
        chip->update();
    }
    tellChosen();
}

void StateChips::tellChosen()
{
    Q_EMIT chosenChanged(chosen());
}

QSize StateChips::sizeHint() const
{
    int width = 0;
    int height = fontMetrics().height() + 8;
    for (const StateChip *chip : m_chips) {
        width += chip->sizeHint().width() + chipGap;
        height = chip->sizeHint().height();
    }
    return {width, height};
}

QSize StateChips::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

int StateChips::heightForWidth(int width) const
{
    return arrange(width, false);
}

int StateChips::arrange(int width, bool isReal) const
{
    int x = 0;
    int y = 0;
    const int height = sizeHint().height();
    for (StateChip *chip : m_chips) {
        const QSize size = chip->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += height + rowGap;
        }
        if (isReal)
            chip->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(QPoint(x, y), size)));
        x += size.width() + chipGap;
    }
    return y + height;
}

void StateChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width(), true);
}

} // namespace larder

#include "statechips.moc"
