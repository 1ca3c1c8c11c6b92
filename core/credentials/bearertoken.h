/// What is sent as `Authorization: Bearer`: a token of some minutes, and where it came from. Never logged,
/// never shown, never written: only `origin` and `renewal` are for people.
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace larder {

struct BearerToken {
    QByteArray token;
    std::optional<Instant> expiresAt;
    QString origin; ///< completes "the credentials of …"
    QString renewal; ///< what a person does when they have expired
    QByteArray project; ///< of Google Cloud: who is charged where the asker pays; may be empty

    [[nodiscard]] bool mayBeKept() const { return true; }

    bool operator==(const BearerToken &) const = default;
};

} // namespace larder
