/// How the window was left, in a file beside the settings. What cannot be read or written costs nobody
/// anything: the window then opens as it does at first. Any thread; blocks.
#pragma once

#include <QByteArray>

namespace larder {

[[nodiscard]] QByteArray readWindowFile();
void writeWindowFile(const QByteArray &state);

} // namespace larder
