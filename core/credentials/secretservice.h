/// The Secret Service (GNOME Keyring, KeePassXC) through QtKeychain, whose jobs live in one thread of our
/// own, which begins with the first question. Locked and without a desktop it is refused at once: nobody
/// could answer its prompt.
#pragma once

#include "core/credentials/keyring.h"

#include <memory>

namespace larder {

class SecretService : public Keyring
{
public:
    explicit SecretService(Prompts prompts);
    ~SecretService() override;
    Q_DISABLE_COPY_MOVE(SecretService)

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

    const Prompts m_prompts;
    const std::unique_ptr<Lane> m_lane;
};

} // namespace larder
