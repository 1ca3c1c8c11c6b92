/// What closing the window means: a pure rule, tested as a table.
#pragma once

#include "core/engine/settings.h"

namespace larder {

enum class Closing {
    HideInTray, ///< its icon brings it back
    HideAway, ///< syncing goes on; a second start brings it back
    Ask,
    Quit,
};

struct ClosingWorld {
    bool hasTrayHost = false; ///< a panel shows the icon
    bool canBeRaised = false; ///< a second start reaches this process
    bool isWatching = false; ///< this process looks in the background: without it nobody would
    CloseRule rule = CloseRule::Ask;
};

[[nodiscard]] Closing closing(const ClosingWorld &world);

} // namespace larder
