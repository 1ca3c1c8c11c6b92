/// Who we are to Google Cloud Storage: by credentials with a name, else from the places where the provider's
/// own tools keep it; nothing is written. A profile is a configuration of gcloud, or the path of a
/// credentials file. Without one, application-default credentials in Google's own order:
/// GOOGLE_APPLICATION_CREDENTIALS, what `gcloud auth application-default login` wrote, on a machine of
/// Google's its own account; and last who is signed in to gcloud. Users and service accounts are exchanged
/// for a token here, all other kinds through the gcloud command. Files are read anew each time, so a new
/// sign-in counts at once. Shared by threads. Blocks. Errors: SignInNeeded, with a sentence that names who
/// and the command that signs in again; Network and its like where the place to sign in cannot be reached;
/// Cancelled. No text holds a secret.
#pragma once

#include "core/credentials/bearertoken.h"
#include "core/credentials/namedcredentials.h"
#include "core/credentials/signinmemory.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace larder {

class HttpClientFactory;
struct GoogleDocument;

class GoogleSignIn
{
public:
    /// `http` and `named` outlive it. `named`: nullptr where none are kept.
    GoogleSignIn(QProcessEnvironment environment, const HttpClientFactory &http,
                 const NamedCredentials *named = nullptr);

    [[nodiscard]] Result<BearerToken> keys(const SignInName &who, const QString &store,
                                           const std::stop_token &stop);
    /// As SignInMemory::refuse.
    void refuse(const SignInName &who, const QString &store, const BearerToken &token, const Error &error);

    /// gcloud's configurations, for a person to choose from.
    [[nodiscard]] QStringList profiles() const;
    /// STORAGE_EMULATOR_HOST: a store of this machine, for trying things out, that knows no sign-in.
    [[nodiscard]] QString emulator() const;

private:
    /// A file of credentials, and what tells it from another one.
    struct File {
        QString path;
        QByteArray content;
        bool isThere = false;
    };
    [[nodiscard]] Result<FoundName> found(const SignInName &who) const;
    [[nodiscard]] Result<BearerToken> ofKeyring(const NamedCredential &kept,
                                                const std::stop_token &stop) const;
    /// nullopt: gcloud alone knows how such a document becomes a token.
    [[nodiscard]] std::optional<Result<BearerToken>>
    exchanged(const GoogleDocument &document, const BearerToken &who, const std::stop_token &stop) const;
    [[nodiscard]] std::optional<File> fileOf(const QString &profile) const;
    [[nodiscard]] QString memoryOf(const QString &profile) const;
    [[nodiscard]] Result<BearerToken> resolve(const QString &profile, const std::stop_token &stop) const;
    [[nodiscard]] Result<BearerToken> ofFile(const File &file, const std::stop_token &stop) const;
    [[nodiscard]] Result<BearerToken> byGcloud(const QStringList &arguments, BearerToken who,
                                               const QProcessEnvironment &environment,
                                               const std::stop_token &stop) const;
    [[nodiscard]] Result<BearerToken> ofMachine(const QByteArray &service, const std::stop_token &stop) const;
    [[nodiscard]] Result<BearerToken> withoutFile(const std::stop_token &stop) const;
    [[nodiscard]] QString gcloudFolder() const;
    [[nodiscard]] QByteArray project(const QByteArray &ofFile) const;

    const QProcessEnvironment m_environment;
    const HttpClientFactory &m_http;
    const NamedCredentials *const m_named;
    SignInMemory<BearerToken> m_memory; ///< by name, a profile's file by its content too
};

} // namespace larder
