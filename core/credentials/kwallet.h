/// Plasma's keyring, by the interface of its daemons. Not through QtKeychain: that tells a refused write as
/// done, lets one question that waits for a password hold up all later ones, and finds KWallet by the
/// variables of the session, so that a shell from outside, as by ssh, misses what was kept inside. Where it
/// kept items before, they are found.
#pragma once

#include "core/credentials/keyring.h"
#include "core/credentials/keyringbus.h"

#include <QProcessEnvironment>

namespace larder {

struct WalletDaemon {
    QLatin1StringView service;
    QLatin1StringView path;
};

/// The one that has the secrets of this session: of Plasma's, and of any whose Secret Service is KWallet too.
/// Starts it where the bus can. nullptr: another keyring has them, or none.
[[nodiscard]] const WalletDaemon *findWalletDaemon(const KeyringBus &bus, const QProcessEnvironment &session);

/// One question to it, which waits as long as `patience` where the daemon asks a person for the password.
class KWallet
{
public:
    KWallet(const KeyringBus &bus, const WalletDaemon &daemon, std::chrono::milliseconds patience,
            std::stop_token stop);

    [[nodiscard]] Result<std::optional<QByteArray>> read(const QString &item) const;
    [[nodiscard]] Result<void> write(const QString &item, const QByteArray &secret) const;
    [[nodiscard]] Result<void> remove(const QString &item) const;

private:
    [[nodiscard]] QDBusMessage call(const QString &method, const QVariantList &arguments = {}) const;
    [[nodiscard]] Result<int> open() const;
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] Result<void> save(int handle) const;
    [[nodiscard]] std::unexpected<Error> whyNot() const;

    const KeyringBus &m_bus;
    const WalletDaemon &m_daemon;
    const std::chrono::milliseconds m_patience;
    const std::stop_token m_stop;
};

} // namespace larder
