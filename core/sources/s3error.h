/// What an answer of S3 that is no success means: its XML error document, and the table from code to Error.
/// Pure; any thread.
#pragma once

#include "core/http/httperror.h"

#include <QByteArray>

namespace larder {

struct S3ErrorDocument {
    QByteArray code; ///< "NoSuchKey"; empty: there is none, as for HEAD
    QByteArray region; ///< the right one, where another was asked

    bool operator==(const S3ErrorDocument &) const = default;
};

[[nodiscard]] S3ErrorDocument readS3Error(const QByteArray &body);

/// By code; without a known one by status. The texts say nothing of who asks.
[[nodiscard]] HttpFailure s3Failure(int status, const QByteArray &code, const QString &subject);

} // namespace larder
