/// Who we are to each provider, by the tools that the provider's own users have. One per process, shared by
/// threads.
#pragma once

#include "core/credentials/awssignin.h"
#include "core/credentials/azuresignin.h"
#include "core/credentials/googlesignin.h"

namespace larder {

struct SignIns {
    /// `http` outlives it.
    SignIns(const QProcessEnvironment &environment, const HttpClientFactory &http)
        : aws(environment, http),
          google(environment, http),
          azure(environment, http)
    { }

    AwsSignIn aws;
    GoogleSignIn google;
    AzureSignIn azure;
};

} // namespace larder
