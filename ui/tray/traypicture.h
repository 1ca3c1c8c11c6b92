/// The tray's picture: the jar, and on it the worst state as a badge. Sharp at every size a panel asks for;
/// readable on light and dark panels because both parts bring their own ground. GUI thread.
#pragma once

#include "ui/stateface.h"

#include <QIcon>

#include <optional>

namespace larder {

/// Fresh and nothing at all are the jar alone.
[[nodiscard]] QIcon trayPicture(std::optional<State> worst);

} // namespace larder
