#include "core/credentials/keyringbus.h"

#include <QDBusConnectionInterface>
#include <QDBusPendingCall>
#include <QUuid>

#include <condition_variable>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds startTimeout = 5s;
constexpr auto lookInterval = 10ms;

} // namespace

KeyringBus::KeyringBus()
    : m_name(u"larder-keyring-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_name))
{
    if (m_bus.isConnected())
        m_bus.interface()->setTimeout(int(startTimeout.count()));
}

KeyringBus::~KeyringBus()
{
    QDBusConnection::disconnectFromBus(m_name);
}

bool KeyringBus::has(const QString &service) const
{
    return m_bus.isConnected() && m_bus.interface()->isServiceRegistered(service);
}

bool KeyringBus::start(const QString &service) const
{
    return has(service) || (m_bus.isConnected() && m_bus.interface()->startService(service).isValid());
}

QString KeyringBus::ownerOf(const QString &service) const
{
    return m_bus.isConnected() ? m_bus.interface()->serviceOwner(service).value() : QString();
}

std::optional<QVariant> KeyringBus::ask(const QDBusMessage &question, std::chrono::milliseconds patience,
                                        const std::stop_token &stop) const
{
    const QDBusPendingCall call = m_bus.asyncCall(question, int(patience.count()));
    std::mutex guard;
    std::condition_variable_any stopped; // the call itself wakes nobody who could be stopped as well
    std::unique_lock lock(guard);
    while (!call.isFinished() && !stop.stop_requested())
        stopped.wait_for(lock, stop, lookInterval, [] { return false; });
    if (!call.isFinished() || call.isError())
        return std::nullopt;
    return call.reply().arguments().value(0);
}

void KeyringBus::tell(const QDBusMessage &message) const
{
    m_bus.send(message);
}

} // namespace larder
