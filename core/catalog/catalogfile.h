/// The catalog's file on disk: opening it in the right state, and setting it aside when it is damaged.
/// Openers hold a lock file shared, who creates, migrates or sets aside holds it alone: nobody opens a
/// database whose write-ahead log is just being moved away. The lock goes with its process.
#pragma once

#include "core/catalog/sqlconnection.h"

#include <optional>

namespace larder {

struct OpenedCatalog {
    SqlConnection connection;
    quint64 inode = 0; ///< tells whether the path still names the file that was opened
    QString damagedSetAside; ///< empty: it was not damaged
};

/// Creates, migrates or sets aside as needed. Errors: Unsupported (a newer Larder wrote it), Busy, NoSpace,
/// Storage.
[[nodiscard]] Result<OpenedCatalog> openCatalogFile(const QString &path);

/// For a connection that met damage: closes it, and opens what is there now when another process was quicker.
[[nodiscard]] Result<OpenedCatalog> replaceDamagedCatalog(const QString &path, OpenedCatalog damaged);

/// The last catalog that was set aside beside `path`, by whichever process; empty: none was.
[[nodiscard]] QString lastSetAside(const QString &path);

/// Every catalog that was ever set aside beside `path`.
[[nodiscard]] Result<void> removeSetAside(const QString &path);

} // namespace larder
