/// What an answer of Google Cloud Storage that is no success means: its JSON error document, or the plain
/// words that come where bytes were asked for (cloud.google.com/storage/docs/json_api/v1/status-codes). Pure.
#pragma once

#include "core/http/httperror.h"

namespace larder {

struct GcsErrorDocument {
    QByteArray reason; ///< "forbidden"; empty: there is none
    QByteArray message; ///< for telling apart what has one reason; shown to nobody

    bool operator==(const GcsErrorDocument &) const = default;
};

[[nodiscard]] GcsErrorDocument readGcsError(const QByteArray &body);

enum class Asked { Listing, Object };

/// The texts say nothing of who asks.
[[nodiscard]] HttpFailure gcsFailure(int status, const GcsErrorDocument &document, Asked asked,
                                     const QString &subject);

} // namespace larder
