/// `s3:` — everything below a prefix of a bucket, or one object, on AWS or any store that speaks S3. A
/// listing tells size, time and ETag of a thousand objects at once, so proving that nothing changed costs one
/// request per thousand.
#pragma once

#include "core/dataset/binding.h"
#include "core/sources/address.h"
#include "core/sources/source.h"

namespace larder {

class AwsSignIn;
class HttpClientFactory;

/// Errors: Invalid, for what is no bucket or no endpoint.
[[nodiscard]] Result<void> checkS3Address(const Address &address, const BucketOptions &options);
/// REQUIRES: checkS3Address. `http` and `signIn` must outlive the source.
[[nodiscard]] std::unique_ptr<Source> makeS3Source(const Address &address, const BucketOptions &options,
                                                   const HttpClientFactory &http, AwsSignIn &signIn);

} // namespace larder
