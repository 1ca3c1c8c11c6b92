/// Shared Key authorization of Azure Storage
/// (learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key). Pure.
#pragma once

#include "core/http/httpclient.h"

namespace larder {

/// Adds the field Authorization. REQUIRES: `request` has its x-ms-date and all else that is sent; its URL is
/// encoded as it goes out.
[[nodiscard]] HttpRequest signedForAzure(HttpRequest request, const QByteArray &account,
                                         const QByteArray &sharedKey);

/// What is signed, for tests.
[[nodiscard]] QByteArray azureStringToSign(const HttpRequest &request, const QByteArray &account);

} // namespace larder
