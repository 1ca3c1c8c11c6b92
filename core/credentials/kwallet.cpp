#include "core/credentials/kwallet.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto walletsOwnSecretService = "org.kde.secretservicecompat"_L1; // a process of its own since 6.14

constexpr std::array newestFirst = {
    WalletDaemon{"org.kde.kwalletd6"_L1, "/modules/kwalletd6"_L1},
    WalletDaemon{"org.kde.kwalletd5"_L1, "/modules/kwalletd5"_L1},
};

const QString ourFolder = u"larder"_s; // and by this name the daemon asks a person whether we may
constexpr int noSuchEntry = -3;

QDBusMessage callOf(const WalletDaemon &daemon, const QString &method)
{
    return QDBusMessage::createMethodCall(daemon.service, daemon.path, u"org.kde.KWallet"_s, method);
}

bool isPlasma(const QProcessEnvironment &session)
{
    return session.value(u"XDG_CURRENT_DESKTOP"_s).split(u':').contains("KDE"_L1)
        || !session.value(u"KDE_FULL_SESSION"_s).isEmpty();
}

bool isSecretServiceOfWallets(const KeyringBus &bus)
{
    if (!bus.start(secretService))
        return std::ranges::any_of(newestFirst,
                                   [&bus](const auto &daemon) { return bus.has(daemon.service); });
    const QString owner = bus.ownerOf(secretService);
    return owner == bus.ownerOf(walletsOwnSecretService)
        || std::ranges::any_of(newestFirst,
                               [&](const auto &daemon) { return owner == bus.ownerOf(daemon.service); });
}

/// One that is switched off in its settings starts, and is gone at the first question.
bool hears(const KeyringBus &bus, const WalletDaemon &daemon)
{
    return bus.ask(callOf(daemon, u"networkWallet"_s)) || bus.has(daemon.service);
}

} // namespace

const WalletDaemon *findWalletDaemon(const KeyringBus &bus, const QProcessEnvironment &session)
{
    if (!isPlasma(session) && !isSecretServiceOfWallets(bus))
        return nullptr;
    const bool isOlder = session.value(u"KDE_SESSION_VERSION"_s) == "5"_L1;
    const WalletDaemon &own = newestFirst.at(isOlder ? 1 : 0);
    const WalletDaemon &other = newestFirst.at(isOlder ? 0 : 1);
    if (bus.start(own.service) && hears(bus, own))
        return &own;
    return bus.has(other.service) && hears(bus, other) ? &other : nullptr;
}

KWallet::KWallet(const KeyringBus &bus, const WalletDaemon &daemon, std::chrono::milliseconds patience,
                 std::stop_token stop)
    : m_bus(bus),
      m_daemon(daemon),
      m_patience(patience),
      m_stop(std::move(stop))
{ }

QDBusMessage KWallet::call(const QString &method, const QVariantList &arguments) const
{
    QDBusMessage question = callOf(m_daemon, method);
    question.setArguments(arguments);
    return question;
}

/// Asks in any case: a wallet without a password opens by itself, as one does that a newer daemon has
/// unlocked at the sign-in, and neither says so before.
Result<int> KWallet::open() const
{
    const auto wallet = m_bus.ask(call(u"networkWallet"_s));
    if (!wallet)
        return whyNot();
    const auto handle = m_bus.ask(call(u"open"_s, {wallet->toString(), 0LL, ourFolder}), m_patience, m_stop);
    if (!handle || handle->toInt() < 0)
        return whyNot();
    return handle->toInt();
}

bool KWallet::isOpen() const
{
    const auto wallet = m_bus.ask(call(u"networkWallet"_s));
    return wallet && m_bus.ask(call(u"isOpen"_s, {wallet->toString()})).value_or(false).toBool();
}

std::unexpected<Error> KWallet::whyNot() const
{
    if (m_stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (!m_bus.has(m_daemon.service))
        return noKeyring();
    if (isOpen())
        return keyringRefuses();
    return keyringIsLocked(u"open the wallet in KWalletManager, or sign in to the desktop again"_s);
}

/// By itself the daemon writes its file some seconds later, and one that is ended before then forgets.
Result<void> KWallet::save(int handle) const
{
    m_bus.tell(call(u"sync"_s, {handle, ourFolder}));
    if (!isOpen())
        return whyNot();
    return {};
}

Result<std::optional<QByteArray>> KWallet::read(const QString &item) const
{
    const auto handle = open();
    if (!handle)
        return failure(handle);
    const auto secret = m_bus.ask(call(u"readPassword"_s, {*handle, ourFolder, item, ourFolder}));
    if (!secret)
        return whyNot();
    if (!secret->toString().isEmpty())
        return secret->toString().toUtf8();
    if (!isOpen()) // it was closed meanwhile
        return whyNot();
    return std::nullopt;
}

Result<void> KWallet::write(const QString &item, const QByteArray &secret) const
{
    const auto handle = open();
    if (!handle)
        return failure(handle);
    const QVariantList arguments{*handle, ourFolder, item, QString::fromUtf8(secret), ourFolder};
    const auto written = m_bus.ask(call(u"writePassword"_s, arguments));
    if (!written || written->toInt() != 0)
        return whyNot();
    return save(*handle);
}

Result<void> KWallet::remove(const QString &item) const
{
    const auto handle = open();
    if (!handle)
        return failure(handle);
    const auto removed = m_bus.ask(call(u"removeEntry"_s, {*handle, ourFolder, item, ourFolder}));
    if (!removed || (removed->toInt() != 0 && removed->toInt() != noSuchEntry))
        return whyNot();
    return save(*handle);
}

} // namespace larder
