/// Whether Larder starts with the session: a file in the autostart folder of the XDG specification
/// ($XDG_CONFIG_HOME/autostart). A home that was chosen by LARDER_HOME has a file of its own, which names it.
/// Any thread; blocks. Errors: Storage, NoSpace.
#pragma once

#include "core/base/result.h"

namespace larder {

/// A file that a person switched off with the tools of their desktop counts as off.
[[nodiscard]] Result<bool> startsWithSession();
[[nodiscard]] Result<void> setStartsWithSession(bool isOn);

} // namespace larder
