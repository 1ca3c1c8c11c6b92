/// Where secrets lie: the keyring of the desktop, as far as we need one. Items are our own, by name; nothing
/// asks which there are. Shared by threads. Blocks, but never for ever: a keyring that waits for its password
/// is given up on. Errors: SignInNeeded where it is locked or missing, with what to do; Cancelled. No text
/// holds a secret.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <stop_token>

namespace larder {

class Keyring
{
public:
    virtual ~Keyring() = default;
    /// nullopt: there is no such item.
    [[nodiscard]] virtual Result<std::optional<QByteArray>> read(const QString &item,
                                                                 const std::stop_token &stop) = 0;
    /// In the place of what is there. `secret` is UTF-8 text.
    [[nodiscard]] virtual Result<void> write(const QString &item, const QByteArray &secret,
                                             const std::stop_token &stop) = 0;
    /// What is not there is removed.
    [[nodiscard]] virtual Result<void> remove(const QString &item, const std::stop_token &stop) = 0;
};

/// Whether somebody could see what a keyring asks for.
enum class Prompts { Seen, Unseen };

/// How long a question waits for a password.
[[nodiscard]] std::chrono::seconds keyringPatience(Prompts prompts);

[[nodiscard]] std::unexpected<Error> noKeyring();
[[nodiscard]] std::unexpected<Error> keyringIsLocked(const QString &hint);
[[nodiscard]] std::unexpected<Error> keyringRefuses();

} // namespace larder
