/// Who we are to S3: by credentials with a name, else from the places where the provider's own tools keep it;
/// nothing is written. Those in this order: the environment (unless a profile is named), the profile's role
/// or single sign-on through `aws configure export-credentials`, its static keys, its credential_process, and
/// on a machine of EC2 the machine's own role. Files are read anew each time, so a new sign-in counts at
/// once; what a command gave is kept in memory until it expires. One failure is remembered for some seconds:
/// forty datasets that start together make one attempt. Shared by threads. Blocks (a command may take
/// seconds). Errors: SignInNeeded, with a sentence that names the profile and the command that signs in
/// again; Cancelled. No text holds a secret.
#pragma once

#include "core/base/result.h"
#include "core/credentials/awsfiles.h"
#include "core/credentials/awskeys.h"
#include "core/credentials/namedcredentials.h"
#include "core/credentials/signinmemory.h"

namespace larder {

class HttpClientFactory;

/// What the environment and a profile say about the place; empty where they say nothing.
struct AwsPlace {
    QString endpoint;
    QString region;

    bool operator==(const AwsPlace &) const = default;
};

class AwsSignIn
{
public:
    /// `http` and `named` outlive it. `named`: nullptr where none are kept.
    AwsSignIn(QProcessEnvironment environment, const HttpClientFactory &http,
              const NamedCredentials *named = nullptr);

    /// `store`: as SignInMemory::keys. An empty name means what the environment says, as for the aws command.
    [[nodiscard]] Result<AwsKeys> keys(const SignInName &who, const QString &store,
                                       const std::stop_token &stop);
    /// As SignInMemory::refuse.
    void refuse(const SignInName &who, const QString &store, const AwsKeys &keys, const Error &error);

    [[nodiscard]] AwsPlace place(const SignInName &who) const;
    /// The names in the files, for a person to choose from.
    [[nodiscard]] QStringList profiles() const;

private:
    [[nodiscard]] Result<FoundName> found(const SignInName &who) const;
    [[nodiscard]] QString nameOf(const QString &profile) const;
    [[nodiscard]] Result<AwsKeys> ofKeyring(const NamedCredential &kept, const std::stop_token &stop) const;
    [[nodiscard]] Result<AwsKeys> resolve(const QString &profile, const std::stop_token &stop) const;
    [[nodiscard]] Result<AwsKeys> ofProfile(const AwsProfile &profile, const std::stop_token &stop) const;
    [[nodiscard]] Result<AwsKeys> byAwsCommand(const AwsProfile *profile, const std::stop_token &stop) const;
    [[nodiscard]] Result<AwsKeys> byProcess(const AwsProfile &profile, const std::stop_token &stop) const;
    [[nodiscard]] Result<AwsKeys> withoutProfile(const std::stop_token &stop) const;

    const QProcessEnvironment m_environment;
    const HttpClientFactory &m_http;
    const NamedCredentials *const m_named;
    SignInMemory<AwsKeys> m_memory; ///< by name
};

} // namespace larder
