/// Core's sentences begin small, so that they stand after a name and a colon. Where one stands alone it
/// begins as a sentence does. Pure.
#pragma once

#include <QString>

namespace larder {

/// What begins with a name, a path, a value or a command stays as it is.
[[nodiscard]] QString capitalised(const QString &sentence);

} // namespace larder
