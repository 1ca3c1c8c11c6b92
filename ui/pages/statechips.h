/// How many datasets are in which state, as a row of pills that choose: pressed ones show only those, none
/// shows all. Those that need someone come first; a second row is made where one is too narrow. GUI thread.
#pragma once

#include "ui/stateface.h"

#include <QMap>
#include <QSet>
#include <QWidget>

namespace larder {

class StateChip;

class StateChips : public QWidget
{
    Q_OBJECT
public:
    explicit StateChips(QWidget *parent = nullptr);

    void show(const QMap<Face, int> &faces);
    [[nodiscard]] QSet<Face> chosen() const;
    void chooseAll();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void chosenChanged(const QSet<larder::Face> &faces);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Puts the chips in rows; returns the height that they need.
    int arrange(int width, bool isReal) const;
    void tellChosen();

    QMap<Face, StateChip *> m_chips;
};

} // namespace larder
