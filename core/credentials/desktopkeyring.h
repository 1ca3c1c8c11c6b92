/// The keyring of this desktop: KWallet or the Secret Service (GNOME Keyring, KeePassXC). Which one is asked
/// anew each time, as is what it answers: one that was started or unlocked counts without a restart. Where it
/// is locked and a desktop could show its prompt, a question waits half a minute for the password.
#pragma once

#include "core/credentials/secretservice.h"

#include <QProcessEnvironment>

namespace larder {

class KeyringBus;
class KWallet;

class DesktopKeyring : public Keyring
{
public:
    /// `session` tells which desktop this is, and whether a prompt could be seen.
    explicit DesktopKeyring(const QProcessEnvironment &session);

    Result<std::optional<QByteArray>> read(const QString &item, const std::stop_token &stop) override;
    Result<void> write(const QString &item, const QByteArray &secret, const std::stop_token &stop) override;
    Result<void> remove(const QString &item, const std::stop_token &stop) override;

private:
    [[nodiscard]] std::optional<KWallet> wallet(const KeyringBus &bus, const std::stop_token &stop) const;

    const QProcessEnvironment m_session;
    const Prompts m_prompts;
    SecretService m_secretService;
};

} // namespace larder
