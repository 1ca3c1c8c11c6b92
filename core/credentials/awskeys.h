/// What signs requests to S3: a key pair, perhaps of a session, and where it came from. Never logged, never
/// shown, never written: only `origin` and `renewal` are for people.
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace larder {

struct AwsKeys {
    QByteArray keyId;
    QByteArray secret;
    QByteArray sessionToken; ///< empty: long-term keys
    std::optional<Instant> expiresAt;
    QString origin; ///< completes "the credentials of …": `the AWS profile "acme"`
    QString renewal; ///< what a person does when they have expired: "run `aws sso login --profile acme`"

    /// False: it costs nothing to read them anew, and they may be replaced at any time.
    [[nodiscard]] bool mayBeKept() const { return expiresAt || !sessionToken.isEmpty(); }

    bool operator==(const AwsKeys &) const = default;
};

} // namespace larder
