/// Errors, reasons and entries of the log are written in English where they happen, and kept so (see
/// wordedforfiles.h). Who shows them to a person says them through here. Pure; any thread.
#pragma once

#include <QStringList>

namespace larder {

/// `english` in the language of the window, values and parts included; as it is where that speaks English or
/// does not know the sentence (toldtexts.cpp).
[[nodiscard]] QString told(const QString &english);
[[nodiscard]] QStringList toldEach(const QStringList &english);

} // namespace larder
