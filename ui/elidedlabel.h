/// A line of text that gives way: elided at its end where there is no room, then whole in its tooltip. GUI
/// thread.
#pragma once

#include <QLabel>

namespace larder {

class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setFullText(const QString &text);
    /// What else the tooltip says.
    void setDetail(const QString &detail);
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();
    QString m_text;
    QString m_detail;
};

} // namespace larder
