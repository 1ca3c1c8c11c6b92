/// What the desktop remembers from one start to the next, in a file beside the settings: how the window was
/// left, and what was said once for ever. What cannot be read or written costs nobody anything: all is then
/// as at the first start. Any thread; blocks.
#pragma once

#include <QByteArray>

namespace larder {

struct WindowMemory {
    QByteArray window; ///< MainWindow::remembered
    bool isToldOfTray = false; ///< that closing hides in the tray
};

[[nodiscard]] WindowMemory readWindowFile();
void writeWindowFile(const WindowMemory &memory);

} // namespace larder
