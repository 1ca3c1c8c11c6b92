/// AWS Signature Version 4 in the fields of a request, as S3 reads it: the path is signed as it is sent,
/// neither normalised nor encoded twice
/// (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Own code, because libcurl before
/// 8.19 signs `%2B` in a query wrongly and refuses `./` in a path. Pure; any thread.
#pragma once

#include "core/base/instant.h"
#include "core/credentials/awskeys.h"
#include "core/http/httpclient.h"

namespace larder {

struct SigningScope {
    QByteArray region;
    Instant at{}; ///< real time: servers refuse what is more than 15 minutes off
    QByteArray service = "s3";
};

/// The request with what signs it: Authorization, X-Amz-Date, X-Amz-Content-Sha256 (S3 only) and
/// X-Amz-Security-Token. All fields that it has already are signed, too; nothing may be added to it
/// afterwards. REQUIRES: no body; path and query percent-encoded by awsEncoded.
[[nodiscard]] HttpRequest signedRequest(HttpRequest request, const AwsKeys &keys, const SigningScope &scope);

enum class Slashes { Keep, Encode };
/// Everything but unreserved characters percent-encoded, in upper case.
[[nodiscard]] QByteArray awsEncoded(QByteArrayView bytes, Slashes slashes);

} // namespace larder
