/// The keyring of this desktop through QtKeychain: Secret Service (GNOME Keyring, KeePassXC) or KWallet. Its
/// jobs live in one thread of our own, which begins with the first question. Where the keyring is locked and
/// a desktop could show its prompt, a question waits half a minute for the password; without a desktop
/// nobody could answer, and it is refused at once. What is answered is asked anew each time, so an unlocked
/// keyring counts without a restart.
#pragma once

#include "core/credentials/keyring.h"

#include <QProcessEnvironment>

#include <memory>

namespace larder {

class DesktopKeyring : public Keyring
{
public:
    /// `environment` tells whether a prompt could be seen.
    explicit DesktopKeyring(const QProcessEnvironment &environment);
    ~DesktopKeyring() override;
    Q_DISABLE_COPY_MOVE(DesktopKeyring)

    Result<std::optional<QByteArray>> read(const QString &item, const std::stop_token &stop) override;
    Result<void> write(const QString &item, const QByteArray &secret, const std::stop_token &stop) override;
    Result<void> remove(const QString &item, const std::stop_token &stop) override;

private:
    struct Answer;
    struct Question;
    class Lane;
    template <typename Job, typename Prepare>
    [[nodiscard]] Result<Answer> ask(const QString &item, const Prepare &prepare,
                                     const std::stop_token &stop);

    const bool m_hasDesktop;
    const std::unique_ptr<Lane> m_lane;
};

} // namespace larder
