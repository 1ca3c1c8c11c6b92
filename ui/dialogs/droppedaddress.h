/// What was dropped onto a window, or lies on the clipboard, as an address that may be bound. Pure.
#pragma once

#include <QString>

class QMimeData;

namespace larder {

/// A path for a local file or folder, else the URL; the first one of several. Empty: nothing that is an
/// address.
[[nodiscard]] QString droppedAddress(const QMimeData &data);

} // namespace larder
