/// Who we are to Azure Blob Storage: by credentials with a name, else from the places where the provider's
/// own tools keep it; nothing is written. A profile is a subscription of the az command. Without one, in this
/// order:
/// what the environment has for this account (AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY,
/// AZURE_STORAGE_SAS_TOKEN), an application of Entra ID (AZURE_TENANT_ID, AZURE_CLIENT_ID,
/// AZURE_CLIENT_SECRET), and who is signed in to the az command.
/// Shared by threads. Blocks. Errors: SignInNeeded, with a sentence that names who and the command that signs
/// in again; Network and its like where the place to sign in cannot be reached; Cancelled. No text holds a
/// secret.
#pragma once

#include "core/credentials/azurekeys.h"
#include "core/credentials/namedcredentials.h"
#include "core/credentials/signinmemory.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace larder {

class HttpClientFactory;

class AzureSignIn
{
public:
    /// `http` and `named` outlive it. `named`: nullptr where none are kept.
    AzureSignIn(QProcessEnvironment environment, const HttpClientFactory &http,
                const NamedCredentials *named = nullptr);

    /// To open `account`. An empty name means the environment, then what the az command says.
    [[nodiscard]] Result<AzureKeys> keys(const SignInName &who, const QString &account,
                                         const std::stop_token &stop);
    /// As SignInMemory::refuse.
    void refuse(const SignInName &who, const QString &account, const AzureKeys &keys, const Error &error);

    /// The subscriptions that the az command knows, for a person to choose from.
    [[nodiscard]] QStringList profiles() const;
    /// What a connection string says of where the account is; empty: nothing.
    [[nodiscard]] QString endpoint(const QString &account) const;

private:
    /// An application of Entra ID.
    struct Application {
        QByteArray tenant;
        QByteArray clientId;
        QByteArray clientSecret;
    };
    [[nodiscard]] Result<FoundName> found(const SignInName &who) const;
    [[nodiscard]] Result<AzureKeys> ofKeyring(const NamedCredential &kept, const std::stop_token &stop) const;
    [[nodiscard]] std::optional<AzureKeys> ofEnvironment(const QString &account) const;
    [[nodiscard]] Result<AzureKeys> resolve(const QString &profile, const std::stop_token &stop) const;
    [[nodiscard]] Result<AzureKeys> ofApplication(const Application &application, AzureKeys who,
                                                  const std::stop_token &stop) const;
    [[nodiscard]] Result<AzureKeys> byAzCommand(const QString &profile, const std::stop_token &stop) const;

    const QProcessEnvironment m_environment;
    const HttpClientFactory &m_http;
    const NamedCredentials *const m_named;
    SignInMemory<AzureKeys> m_memory; ///< by name: a token is good for every account
};

} // namespace larder
