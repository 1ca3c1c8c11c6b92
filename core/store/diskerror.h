/// Failed system calls of the store as errors. A file that the store expects and does not find is Storage,
/// not NotFound: NotFound is for datasets, snapshots and objects.
#pragma once

#include "core/base/result.h"
#include "core/store/safename.h"

#include <cerrno>

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

/// A file of a snapshot could not be made. Where the name is the reason (this disk takes it for another one,
/// or does not take it at all), that is Unsupported, by name.
[[nodiscard]] inline std::unexpected<Error> nameFailure(int errorNumber, QByteArrayView path)
{
    using namespace Qt::StringLiterals;
    const bool isTaken = errorNumber == EEXIST || errorNumber == ENOTDIR || errorNumber == EISDIR;
    const bool isOdd = errorNumber == EINVAL || errorNumber == EILSEQ || errorNumber == ENAMETOOLONG;
    if (!isTaken && !isOdd)
        return diskFailure(errorNumber, u"store"_s, shownName(path));
    return failure(ErrorKind::Unsupported,
                   isTaken ? u"the store's disk cannot tell \"%1\" from another name"_s.arg(shownName(path))
                           : u"the store's disk cannot keep the name \"%1\""_s.arg(shownName(path)),
                   shownName(path), u"leave it out with --exclude, or move the store to another disk"_s);
}

} // namespace larder
