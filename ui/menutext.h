/// A name as a menu may show it. Any thread.
#pragma once

#include <QString>

namespace larder {

/// A single "&" would become an access key, and a very long name make the menu as wide as the screen.
[[nodiscard]] inline QString menuText(const QString &name)
{
    constexpr qsizetype longest = 60;
    const QString shown = name.simplified();
    const QString fitting = shown.size() > longest ? QString(shown.first(longest - 1) + u'…') : shown;
    return QString(fitting).replace(u'&', QStringLiteral("&&"));
}

} // namespace larder
