/// Credentials that a person gave a name: the secrets in the desktop keyring, which ones there are in small
/// files of the home, one per name. So the names can be read while the keyring is locked, and who uses none
/// of them never meets it. Shared by threads and processes; what another one kept counts at once.
/// Errors: SignInNeeded (the keyring, or what it held is gone), Invalid, NotFound, Storage, Cancelled. No
/// text holds a secret.
#pragma once

#include "core/credentials/credentialkind.h"
#include "core/credentials/keyring.h"
#include "core/credentials/signinname.h"

#include <functional>

namespace larder {

struct NamedCredential {
    QString name;
    CredentialKind kind = CredentialKind::S3Keys;
    QString item; ///< in the keyring
    QString edition; ///< another one each time it is kept

    bool operator==(const NamedCredential &) const = default;
};

class NamedCredentials
{
public:
    /// `folder` need not be there; `keyring` outlives it.
    NamedCredentials(QString folder, Keyring &keyring);

    /// By name. What cannot be read is left out.
    [[nodiscard]] QList<NamedCredential> list() const;
    /// nullopt: there is none of that name.
    [[nodiscard]] Result<std::optional<NamedCredential>> find(const QString &name) const;

    [[nodiscard]] Result<CredentialValues> read(const NamedCredential &credential,
                                                const std::stop_token &stop) const;
    /// In the place of one of that name. Errors: Invalid also where that is of another kind.
    [[nodiscard]] Result<void> keep(const QString &name, const CredentialForm &form,
                                    const CredentialValues &written, const std::stop_token &stop);
    [[nodiscard]] Result<void> remove(const QString &name, const std::stop_token &stop);

private:
    [[nodiscard]] QString fileOf(const QString &name) const;

    const QString m_folder;
    Keyring &m_keyring;
};

/// Of a field whose form is File. Errors: NotFound, Storage, Invalid (longer than a key file is).
[[nodiscard]] Result<QByteArray> keyFileContent(const QString &path);

/// What a SignInName means: a credential in the keyring, else a profile.
struct FoundName {
    std::optional<NamedCredential> kept;
    QString profile;
    QString memory; ///< the name under which a SignInMemory knows it
};

/// `named`: nullptr where none are kept. `isProfile` tells whether the provider's own tools have one of that
/// name. Errors: SignInNeeded where the credentials' name is neither.
[[nodiscard]] Result<FoundName> findName(const NamedCredentials *named, const SignInName &who,
                                         const std::function<bool(const QString &)> &isProfile);

/// Completes "the credentials of …".
[[nodiscard]] QString originOf(const NamedCredential &credential);
/// What a person does when it is refused.
[[nodiscard]] QString renewalOf(const NamedCredential &credential);
/// For another kind of place.
[[nodiscard]] std::unexpected<Error> isOfAnotherKind(const NamedCredential &credential);

} // namespace larder
