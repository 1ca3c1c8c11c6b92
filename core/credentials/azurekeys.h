/// What opens an Azure storage account: its shared key, a shared access signature, or a token of Entra ID;
/// and where it came from. Never logged, never shown, never written: only `origin` and `renewal` are for
/// people.
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace larder {

struct AzureKeys {
    QByteArray sharedKey; ///< the bytes, not their base64
    QByteArray signature; ///< "sv=…&sig=…", without '?'
    QByteArray token;
    std::optional<Instant> expiresAt;
    QString origin; ///< completes "the credentials of …"
    QString renewal; ///< what a person does when they have expired

    /// False: it costs nothing to read them anew.
    [[nodiscard]] bool mayBeKept() const { return !token.isEmpty(); }

    bool operator==(const AzureKeys &) const = default;
};

} // namespace larder
