/// Keys as programs and services hand them out: JSON with AccessKeyId, SecretAccessKey, SessionToken (or
/// Token) and Expiration, as `credential_process`, `aws configure export-credentials --format process` and
/// the metadata service print it. Pure. Errors: Corrupt, never with a word of the document in it.
#pragma once

#include "core/base/result.h"
#include "core/credentials/awskeys.h"

namespace larder {

[[nodiscard]] Result<AwsKeys> awsKeysFromJson(const QByteArray &json);

} // namespace larder
