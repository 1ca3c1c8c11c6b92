/// The keys of the machine itself, on EC2: the instance metadata service, version 2
/// (docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html). Asked only where the
/// machine has one, or where AWS_EC2_METADATA_SERVICE_ENDPOINT names one: nobody else's link-local network is
/// disturbed. Blocks, three seconds at most.
#pragma once

#include "core/base/result.h"
#include "core/credentials/awskeys.h"

#include <QProcessEnvironment>

#include <stop_token>

namespace larder {

class HttpClientFactory;

/// The service's address without a final '/'; nullopt: this machine has none, or
/// AWS_EC2_METADATA_DISABLED is set.
[[nodiscard]] std::optional<QByteArray> metadataService(const QProcessEnvironment &environment);

/// Errors: NotFound (no role is attached to the machine), the HTTP table's, Timeout, Cancelled.
[[nodiscard]] Result<AwsKeys> keysOfMachine(const HttpClientFactory &http, const QByteArray &service,
                                            std::stop_token stop);

} // namespace larder
