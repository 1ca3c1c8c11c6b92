#include "ui/tray/closing.h"

namespace larder {

Closing closing(const ClosingWorld &world)
{
    if (world.hasTrayHost)
        return Closing::HideInTray;
    if (!world.canBeRaised || !world.isWatching) // a window that cannot come back, or nothing that would end
        return Closing::Quit;
    switch (world.rule) {
    case CloseRule::Ask:
        return Closing::Ask;
    case CloseRule::Sync:
        return Closing::HideAway;
    case CloseRule::Quit:
        return Closing::Quit;
    }
    Q_UNREACHABLE_RETURN(Closing::Ask);
}

} // namespace larder
