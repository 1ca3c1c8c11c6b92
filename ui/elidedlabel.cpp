#include "ui/elidedlabel.h"

#include "ui/plaintip.h"

namespace larder {

ElidedLabel::ElidedLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ElidedLabel::setFullText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    elide();
}

void ElidedLabel::setDetail(const QString &detail)
{
    m_detail = detail;
    elide();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::sizeHint().height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width());
    setText(shown);
    QStringList lines{shown == m_text ? QString() : m_text, m_detail};
    lines.removeAll(QString());
    setToolTip(plainToolTip(lines.join(u'\n')));
    setAccessibleDescription(m_detail);
}

} // namespace larder
