#include "core/credentials/websignin.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// No tool of a machine keeps any.
bool isProfile(const QString &)
{
    return false;
}

Result<WebKeys> keysOf(const NamedCredentials &named, const NamedCredential &kept,
                       const std::stop_token &stop)
{
    const bool isPassword = kept.kind == CredentialKind::WebPassword;
    if (!isPassword && kept.kind != CredentialKind::WebToken)
        return isOfAnotherKind(kept);
    const auto values = named.read(kept, stop);
    if (!values)
        return failure(values);
    const auto value = [&values](const QString &name) { return values->value(name); };
    QByteArray authorization = "Bearer " + value(u"token"_s);
    if (isPassword)
        authorization = "Basic " + QByteArray(value(u"user"_s) + ':' + value(u"password"_s)).toBase64();
    return WebKeys{authorization, {}, originOf(kept), renewalOf(kept)};
}

} // namespace

Result<WebKeys> WebSignIn::keys(const SignInName &who, const QString &server, const std::stop_token &stop)
{
    const auto found = findName(m_named, {{}, who.credentials}, isProfile);
    if (!found)
        return failure(found);
    Q_ASSERT(found->kept);
    return m_memory.keys(found->memory, server, stop, [&] { return keysOf(*m_named, *found->kept, stop); });
}

void WebSignIn::refuse(const SignInName &who, const QString &server, const WebKeys &keys, const Error &error)
{
    if (const auto found = findName(m_named, who, isProfile))
        m_memory.refuse(found->memory, server, keys, error);
}

} // namespace larder
