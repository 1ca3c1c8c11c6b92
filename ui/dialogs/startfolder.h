/// Where a person who chooses a file or folder begins: where the last one was, else in their own home. Never
/// where the program happened to be started. Looks at the disk.
#pragma once

#include <QString>

namespace larder {

/// `last`: empty, or a folder that may be gone.
[[nodiscard]] QString startFolder(const QString &last = {});

} // namespace larder
