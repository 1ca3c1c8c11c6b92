/// What the codes of a store's error documents mean, as a table; and what a status means to every store where
/// no code is known. Pure; any thread. The texts say nothing of who asks (bucketplace.h adds that).
#pragma once

#include "core/http/httperror.h"

#include <QLatin1StringView>

#include <optional>
#include <span>

namespace larder {

/// What a row says of keys that were good once; bucketplace.h words it for who asked.
inline constexpr QLatin1StringView expiredCredentials("the credentials have expired");

struct CodeRow {
    QLatin1StringView code;
    ErrorKind kind;
    Persistence persistence;
    QLatin1StringView message;
    QLatin1StringView hint;
};

/// nullopt: the table does not know the code.
[[nodiscard]] std::optional<HttpFailure> failureByCode(std::span<const CodeRow> table, QByteArrayView code,
                                                       const QString &subject);

/// An answer to HEAD has no document.
[[nodiscard]] HttpFailure failureByStatus(int status, const QString &subject);

} // namespace larder
