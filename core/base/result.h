/// Errors are values: what can fail returns Result<T>; a bug is an assertion; absence is std::optional.
/// An Error is one sentence for a person and a kind for the caller that decides (retry, exit code, icon).
/// `message` and `hint` never hold a secret; `subject` is a path or a redacted URL.
#pragma once

#include <QString>
#include <QtGlobal>

#include <expected>

namespace larder {

enum class ErrorKind {
    NotFound, ///< no such dataset, snapshot or object (404)
    Denied, ///< the source refused these credentials (401, 403)
    SignInNeeded, ///< credentials are missing or have expired
    Network, ///< the source cannot be reached, or answered 5xx
    Timeout, ///< it stopped answering
    Throttled, ///< 429, or 503 with Retry-After
    Conflict, ///< the source moved under the run, or two writers met
    Corrupt, ///< bytes are not what they must be
    NoSpace, ///< a disk or a quota is full
    Storage, ///< this machine's disk refused otherwise: read-only, missing, EIO
    Busy, ///< another process holds what is needed
    Cancelled, ///< stopped by a person; not a failure
    Unsupported, ///< understood, but cannot be done: a name that this disk cannot keep, an https→http
                 ///< redirect
    Invalid, ///< the caller's words are wrong: name, URL, policy, zone, option
    CommandFailed, ///< a person's own command ended with another exit than 0
};

struct Error {
    ErrorKind kind = ErrorKind::Invalid;
    QString message; ///< what failed, as one sentence without a final full stop
    QString subject; ///< which path or URL, redacted; may be empty
    QString hint; ///< what to do; may be empty

    bool operator==(const Error &) const = default;
};

/// A sign-in is missing, has expired, or does not suffice: what a person mends at the provider, for all that
/// use it.
[[nodiscard]] constexpr bool needsSignIn(ErrorKind kind)
{
    return kind == ErrorKind::SignInNeeded || kind == ErrorKind::Denied;
}

template <typename T>
using Result = std::expected<T, Error>;

/// `return failure(ErrorKind::NotFound, …);` from any function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> failure(ErrorKind kind, QString message, QString subject = {},
                                                    QString hint = {})
{
    return std::unexpected(Error{kind, std::move(message), std::move(subject), std::move(hint)});
}

/// `return failure(result);` passes on the error of a failed result of another type.
template <typename T>
[[nodiscard]] std::unexpected<Error> failure(const Result<T> &failed)
{
    Q_ASSERT(!failed);
    return std::unexpected(failed.error());
}

/// The stable name of a kind in JSON and records: "NotFound".
[[nodiscard]] QString errorKindName(ErrorKind kind);
[[nodiscard]] ErrorKind errorKindFromName(QStringView name);

/// A failed system call as an Error: ENOSPC and EDQUOT become NoSpace, ENOENT NotFound, all else Storage.
/// `doing` completes "cannot …": "write the manifest".
[[nodiscard]] Error systemError(int errorNumber, const QString &doing, const QString &path);

} // namespace larder
