#include "core/credentials/desktopkeyring.h"

#include "core/credentials/kwallet.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Prompts promptsOf(const QProcessEnvironment &session)
{
    const bool hasDesktop =
        !session.value(u"DISPLAY"_s).isEmpty() || !session.value(u"WAYLAND_DISPLAY"_s).isEmpty();
    return hasDesktop ? Prompts::Seen : Prompts::Unseen;
}

} // namespace

DesktopKeyring::DesktopKeyring(const QProcessEnvironment &session)
    : m_session(session),
      m_prompts(promptsOf(session)),
      m_secretService(m_prompts)
{ }

std::optional<KWallet> DesktopKeyring::wallet(const KeyringBus &bus, const std::stop_token &stop) const
{
    const WalletDaemon *daemon = findWalletDaemon(bus, m_session);
    return daemon ? std::optional(KWallet(bus, *daemon, keyringPatience(m_prompts), stop)) : std::nullopt;
}

Result<std::optional<QByteArray>> DesktopKeyring::read(const QString &item, const std::stop_token &stop)
{
    const KeyringBus bus;
    const auto plasmas = wallet(bus, stop);
    return plasmas ? plasmas->read(item) : m_secretService.read(item, stop);
}

Result<void> DesktopKeyring::write(const QString &item, const QByteArray &secret, const std::stop_token &stop)
{
    const KeyringBus bus;
    const auto plasmas = wallet(bus, stop);
    return plasmas ? plasmas->write(item, secret) : m_secretService.write(item, secret, stop);
}

Result<void> DesktopKeyring::remove(const QString &item, const std::stop_token &stop)
{
    const KeyringBus bus;
    const auto plasmas = wallet(bus, stop);
    return plasmas ? plasmas->remove(item) : m_secretService.remove(item, stop);
}

} // namespace larder
