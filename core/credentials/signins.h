/// Who we are to each provider, by the tools that the provider's own users have. One per process, shared by
/// threads.
#pragma once

#include "core/credentials/awssignin.h"
#include "core/credentials/azuresignin.h"
#include "core/credentials/googlesignin.h"
#include "core/credentials/rclone.h"
#include "core/credentials/sshsignin.h"

namespace larder {

struct SignIns {
    /// `http` outlives it.
    SignIns(const QProcessEnvironment &environment, const HttpClientFactory &http)
        : aws(environment, http),
          google(environment, http),
          azure(environment, http),
          rclone(environment, http),
          ssh(environment)
    { }

    AwsSignIn aws;
    GoogleSignIn google;
    AzureSignIn azure;
    Rclone rclone;
    SshSignIn ssh;
};

} // namespace larder
