/// Failed system calls of the store as errors. A file that the store expects and does not find is Storage,
/// not NotFound: NotFound is for datasets, snapshots and objects.
#pragma once

#include "core/base/result.h"

namespace larder {

/// `doing` completes "cannot …".
[[nodiscard]] inline std::unexpected<Error> diskFailure(int errorNumber, const QString &doing,
                                                        const QString &path)
{
    Error error = systemError(errorNumber, doing, path);
    if (error.kind == ErrorKind::NotFound)
        error.kind = ErrorKind::Storage;
    return std::unexpected(std::move(error));
}

} // namespace larder
