/// Larder's own plug-ins: modules with what drags many libraries into a program and is not needed by each of
/// its starts. Each implements an interface that core or ui declares, and is opened when it is first needed.
/// It stays for good. GUI thread.
#pragma once

#include "core/base/result.h"

#include <QObject>

namespace larder {

/// The path of a file that comes with the programs and is for no person: beside the program while it is
/// built, in libexec where it is installed.
[[nodiscard]] QString companionFile(const QString &name);

/// The plug-in's root object. Errors: Unsupported (it is not there, or not of this Larder).
[[nodiscard]] Result<QObject *> openPlugin(const QString &name, const char *interface);

template <typename Interface>
[[nodiscard]] Result<Interface *> openPlugin(const QString &name)
{
    const Result<QObject *> root = openPlugin(name, qobject_interface_iid<Interface *>());
    return root.transform([](QObject *object) { return qobject_cast<Interface *>(object); });
}

} // namespace larder
