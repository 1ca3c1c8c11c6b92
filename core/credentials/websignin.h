/// Who we are to a web server: by credentials with a name alone, because nothing else on a machine says which
/// user of a server a person is. Shared by threads. Errors: SignInNeeded, Cancelled. No text holds a secret.
#pragma once

#include "core/credentials/namedcredentials.h"
#include "core/credentials/signinmemory.h"

namespace larder {

/// Never logged, never shown, never written: only `origin` and `renewal` are for people.
struct WebKeys {
    QByteArray authorization; ///< the field of that name
    std::optional<Instant> expiresAt;
    QString origin; ///< completes "the credentials of …"
    QString renewal; ///< what a person does when they are refused

    [[nodiscard]] bool mayBeKept() const { return false; }

    bool operator==(const WebKeys &) const = default;
};

class WebSignIn
{
public:
    /// `named` outlives it; nullptr: none are kept.
    explicit WebSignIn(const NamedCredentials *named) : m_named(named) { }

    /// REQUIRES: credentials are named. `server` as the `store` of SignInMemory::keys.
    [[nodiscard]] Result<WebKeys> keys(const SignInName &who, const QString &server,
                                       const std::stop_token &stop);
    /// As SignInMemory::refuse.
    void refuse(const SignInName &who, const QString &server, const WebKeys &keys, const Error &error);

private:
    const NamedCredentials *const m_named;
    SignInMemory<WebKeys> m_memory;
};

} // namespace larder
