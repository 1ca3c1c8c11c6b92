/// Words that may hold foreign names (a file may be called `<b>x</b>.csv`) as a tooltip that shows each
/// character and wraps: a tooltip guesses by itself whether its text is rich. Any thread.
#pragma once

#include <QString>

namespace larder {

[[nodiscard]] QString plainToolTip(const QString &words);

} // namespace larder
