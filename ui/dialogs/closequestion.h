/// Asked when the window is closed where no panel shows its icon: go on syncing without it, or quit? Shown
/// with open(), never waited for; it goes when it is answered. GUI thread.
#pragma once

#include "core/engine/settings.h"

#include <QMessageBox>

namespace larder {

class CloseQuestion : public QMessageBox
{
    Q_OBJECT
public:
    /// `running`: runs that quitting would stop.
    CloseQuestion(int running, QWidget *window);

Q_SIGNALS:
    /// Sync or Quit. `isForGood`: not to be asked again.
    void answered(larder::CloseRule rule, bool isForGood);
};

} // namespace larder
