/// How many datasets are in which state, as a row of pills; those that need someone come first. GUI thread.
#pragma once

#include "ui/stateface.h"

#include <QMap>
#include <QWidget>

namespace larder {

class StateChips : public QWidget
{
    Q_OBJECT
public:
    explicit StateChips(QWidget *parent = nullptr);

    void show(const QMap<Face, int> &faces);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Chip {
        Tone tone;
        QString words;
    };
    [[nodiscard]] QFont chipFont() const;
    QList<Chip> m_chips;
};

} // namespace larder
