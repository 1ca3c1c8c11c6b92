/// Lets the background rest for a while, or wakes it: a button with a menu. GUI thread.
#pragma once

#include "core/engine/pause.h"

#include <QPushButton>

class QAction;

namespace larder {

class PauseButton : public QPushButton
{
    Q_OBJECT
public:
    explicit PauseButton(QWidget *parent);

    void showPaused(bool isPaused);

Q_SIGNALS:
    void pauseRequested(larder::PauseLength length);
    void resumeRequested();

private:
    QAction *m_resume = nullptr;
};

} // namespace larder
