/// What this machine says of who made it: a cloud's own machines tell it in their firmware. Asked before a
/// link-local address is, so that nobody else's network is disturbed.
#pragma once

#include <QByteArray>
#include <QString>

namespace larder {

/// The beginning of a file of /sys, trimmed and in lower case; empty: there is none.
[[nodiscard]] QByteArray machineFact(const QString &path);

} // namespace larder
