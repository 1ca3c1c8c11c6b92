#include "ui/pages/pausebutton.h"

#include <QAction>
#include <QMenu>

namespace larder {

PauseButton::PauseButton(QWidget *parent) : QPushButton(parent)
{
    auto *menu = new QMenu(this);
    const auto add = [this, menu](const QString &text, PauseLength length) {
        menu->addAction(text, this, [this, length] { Q_EMIT pauseRequested(length); });
    };
    add(tr("For 1 hour"), PauseLength::OneHour);
    add(tr("Until tomorrow"), PauseLength::UntilTomorrow);
    add(tr("Until resumed"), PauseLength::UntilResumed);
    menu->addSeparator();
    m_resume = menu->addAction(tr("Resume"), this, &PauseButton::resumeRequested);
    setMenu(menu);
    setToolTip(tr("Let the background rest; refreshing by hand still works"));
    showPaused(false);
}

void PauseButton::showPaused(bool isPaused)
{
    setText(isPaused ? tr("&Paused ▾") : tr("&Pause ▾"));
    setAccessibleName(isPaused ? tr("Background sync is paused") : tr("Pause background sync"));
    m_resume->setVisible(isPaused);
}

} // namespace larder
