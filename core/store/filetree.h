/// Directory trees of the store: removed, counted, walked, never followed through links. Any thread.
/// Errors: Storage, Cancelled.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/result.h"

#include <QByteArrayList>

#include <sys/stat.h>

#include <functional>
#include <optional>
#include <stop_token>

namespace larder {

/// Opens a directory without following a link at its end.
[[nodiscard]] FileDescriptor openDirectory(const QString &path);
[[nodiscard]] FileDescriptor openDirectoryAt(int parent, const char *name);

/// The names in a directory, without `.` and `..`, in byte order. A directory that is not there is empty.
[[nodiscard]] Result<QByteArrayList> namesIn(const QString &path);

/// The same of an open directory, which stays usable. nullopt: errno says why.
[[nodiscard]] std::optional<QByteArrayList> namesAt(int directory);

/// Nothing of that name is there. A disk that does not answer (EIO, EACCES) is no proof.
[[nodiscard]] bool isGone(const QString &path);

/// Removes a file or a whole tree, read-only directories too. What is not there is removed already.
/// `removedBytes`: of files that had no other name.
[[nodiscard]] Result<void> removeTree(const QString &path, qint64 *removedBytes = nullptr);
/// A name in an open directory, whatever leads to that one by now.
[[nodiscard]] Result<void> removeTreeAt(int parent, const QByteArray &name, const QString &shownAs,
                                        qint64 *removedBytes = nullptr);

/// Renames `path` into `trash` under a fresh name, which is returned: gone at once, deleted later.
[[nodiscard]] Result<QString> renameIntoTrash(const QString &path, const QString &trash);

struct TreeFile {
    QByteArray path; ///< relative to the root of the walk
    struct stat status;
};

/// Every file that is not a directory, directories in byte order. `visit` may fail, which ends the walk.
[[nodiscard]] Result<void> walkTree(const QString &root,
                                    const std::function<Result<void>(const TreeFile &)> &visit,
                                    std::stop_token stop);

} // namespace larder
