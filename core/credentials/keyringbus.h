/// The session bus, for who looks for a keyring on it. A connection of its own: one that was made in vain
/// would stay so. Of one thread; blocks.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariant>

#include <chrono>
#include <optional>
#include <stop_token>

namespace larder {

/// A keyring answers within milliseconds, or waits for somebody.
constexpr std::chrono::seconds keyringAnswerTimeout(2);

/// Its name on the bus (Secret Service API): gnome-keyring's, KeePassXC's, KWallet's too.
inline constexpr QLatin1StringView secretService("org.freedesktop.secrets");

class KeyringBus
{
public:
    KeyringBus();
    ~KeyringBus();
    Q_DISABLE_COPY_MOVE(KeyringBus)

    [[nodiscard]] bool has(const QString &service) const;
    /// Whether it is there now.
    [[nodiscard]] bool start(const QString &service) const;
    /// Empty: nobody.
    [[nodiscard]] QString ownerOf(const QString &service) const;
    /// The first value of the answer; nullopt: an error, stopped, or no answer in time.
    [[nodiscard]] std::optional<QVariant> ask(const QDBusMessage &question,
                                              std::chrono::milliseconds patience = keyringAnswerTimeout,
                                              const std::stop_token &stop = {}) const;
    /// Is done before what the same service is asked next.
    void tell(const QDBusMessage &message) const;

private:
    const QString m_name;
    const QDBusConnection m_bus;
};

} // namespace larder
