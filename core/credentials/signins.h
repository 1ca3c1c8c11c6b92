/// Who we are to each provider, by credentials with a name or the tools that the provider's own users have.
/// One per process, shared by threads.
#pragma once

#include "core/credentials/awssignin.h"
#include "core/credentials/azuresignin.h"
#include "core/credentials/googlesignin.h"
#include "core/credentials/rclone.h"
#include "core/credentials/sshsignin.h"
#include "core/credentials/websignin.h"

namespace larder {

struct SignIns {
    /// `http` and `kept` outlive it. `kept`: nullptr where no credentials have a name.
    SignIns(const QProcessEnvironment &environment, const HttpClientFactory &http,
            NamedCredentials *kept = nullptr)
        : named(kept),
          aws(environment, http, kept),
          google(environment, http, kept),
          azure(environment, http, kept),
          web(kept),
          rclone(environment, http),
          ssh(environment)
    { }

    NamedCredentials *const named;
    AwsSignIn aws;
    GoogleSignIn google;
    AzureSignIn azure;
    WebSignIn web;
    Rclone rclone;
    SshSignIn ssh;
};

} // namespace larder
