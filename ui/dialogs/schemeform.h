/// How the add dialog speaks of each scheme that core/sources knows: ONE row per scheme, and a test that says
/// which is missing. A scheme's form is its words and the keys that stand in the open; all others are under
/// "More". GUI thread, because the words are translated.
#pragma once

#include <QStringList>

namespace larder {

struct SchemeForm {
    QString title; ///< "Files on a web server"
    QString advice; ///< what may be written
    QStringList openKeys; ///< of core/sync/bindingkeys.h
};

/// The form of the scheme of this address; that of a path for "/…" and "~/…". Without a row: an empty title.
[[nodiscard]] SchemeForm schemeForm(const QString &address);
/// "https", "file"; empty: what is written has none, and is no path.
[[nodiscard]] QString schemeOf(const QString &address);

} // namespace larder
