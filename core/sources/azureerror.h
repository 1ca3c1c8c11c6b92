/// What an answer of Azure Blob Storage that is no success means: its code, from the field x-ms-error-code or
/// the XML error document (learn.microsoft.com/rest/api/storageservices/blob-service-error-codes). Pure.
#pragma once

#include "core/http/httpclient.h"

namespace larder {

/// Empty: none is told.
[[nodiscard]] QByteArray azureErrorCode(const HttpHead &head, const QByteArray &body);

/// By code; without a known one by status. The texts say nothing of who asks.
[[nodiscard]] HttpFailure azureFailure(int status, const QByteArray &code, const QString &subject);

} // namespace larder
