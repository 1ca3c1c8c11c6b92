#include "core/engine/surroundingswatch.h"

#include "core/base/clockjumps.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QSocketNotifier>
#include <QTimer>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds longestAnswer{2000};
/// "Online" may be told before "and metered": what is half told must start no download.
constexpr std::chrono::milliseconds networkSettleTime{500};

const QString networkManager = u"org.freedesktop.NetworkManager"_s;
const QString networkManagerPath = u"/org/freedesktop/NetworkManager"_s;
const QString upower = u"org.freedesktop.UPower"_s;
const QString upowerPath = u"/org/freedesktop/UPower"_s;
const QString logind = u"org.freedesktop.login1"_s;
const QString logindPath = u"/org/freedesktop/login1"_s;
const QString logindManager = u"org.freedesktop.login1.Manager"_s;
const QString properties = u"org.freedesktop.DBus.Properties"_s;

/// NMState (networkmanager.dev, D-Bus API): what QNetworkInformation calls unknown after a wake.
bool isOnItsWay(uint state)
{
    constexpr uint asleep = 10;
    constexpr uint disconnecting = 30;
    constexpr uint connecting = 40;
    return state == asleep || state == disconnecting || state == connecting;
}

} // namespace

SurroundingsWatch::SurroundingsWatch(OpenNetworkView openNetwork, QObject *parent)
    : QObject(parent),
      m_openNetwork(std::move(openNetwork))
{
    m_networkSettles.setSingleShot(true);
    m_networkSettles.setInterval(networkSettleTime);
    connect(&m_networkSettles, &QTimer::timeout, this, &SurroundingsWatch::takeNetwork);
}

SurroundingsWatch::~SurroundingsWatch() = default;

void SurroundingsWatch::start()
{
    watchClock();
    QTimer::singleShot(0, this, [this] {
        watchServices();
        tellWhenKnown();
    });
}

void SurroundingsWatch::watchServices()
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    auto *services = new QDBusServiceWatcher(this);
    services->setConnection(bus);
    services->setWatchMode(QDBusServiceWatcher::WatchForRegistration
                           | QDBusServiceWatcher::WatchForUnregistration);
    connect(services, &QDBusServiceWatcher::serviceRegistered, this, &SurroundingsWatch::takeService);
    connect(services, &QDBusServiceWatcher::serviceUnregistered, this, &SurroundingsWatch::forgetService);
    for (const QString &service : {networkManager, upower, logind})
        services->addWatchedService(service);
    bus.connect(upower, upowerPath, properties, u"PropertiesChanged"_s, this,
                SLOT(takePowerChange(QString, QVariantMap, QStringList)));
    bus.connect(logind, logindPath, logindManager, u"PrepareForSleep"_s, this, SLOT(takeSleep(bool)));
    bus.connect(networkManager, networkManagerPath, properties, u"PropertiesChanged"_s, this,
                SLOT(takeNetworkChange(QString, QVariantMap)));
    askAbout(networkManager);
    askAbout(upower);
    askAbout(logind);
}

void SurroundingsWatch::openNetwork()
{
    if (m_network || m_hasNetworkFailed)
        return;
    Result<std::unique_ptr<NetworkView>> network = m_openNetwork([this] {
        if (m_hasNetworkManager)
            noteNetwork();
    });
    m_hasNetworkFailed = !network;
    if (network)
        m_network = std::move(*network);
    else
        Q_EMIT networkFailed(network.error());
}

void SurroundingsWatch::watchClock()
{
    m_clockJumps = openClockJumps();
    if (!m_clockJumps.isOpen())
        return;
    m_jumpNotifier = std::make_unique<QSocketNotifier>(m_clockJumps.get(), QSocketNotifier::Read);
    connect(m_jumpNotifier.get(), &QSocketNotifier::activated, this, [this] {
        takeClockJump(m_clockJumps);
        Q_EMIT timeJumped();
    });
}

void SurroundingsWatch::ask(const QString &service, const QString &path, const QString &interface,
                            const QString &property, void (SurroundingsWatch::*take)(const QVariant &))
{
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, properties, u"Get"_s);
    question << interface << property;
    const QDBusPendingCall call =
        QDBusConnection::systemBus().asyncCall(question, static_cast<int>(longestAnswer.count()));
    ++m_awaited;
    auto *answer = new QDBusPendingCallWatcher(call, this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, take](QDBusPendingCallWatcher *ended) {
        ended->deleteLater();
        --m_awaited;
        const QDBusPendingReply<QVariant> reply = *ended;
        if (!reply.isError())
            (this->*take)(reply.value());
        tellWhenKnown();
    });
}

void SurroundingsWatch::askAbout(const QString &service)
{
    if (service == networkManager)
        ask(networkManager, networkManagerPath, networkManager, u"State"_s,
            &SurroundingsWatch::takeNetworkState);
    if (service == upower)
        ask(upower, upowerPath, upower, u"OnBattery"_s, &SurroundingsWatch::takeOnBattery);
    if (service == logind)
        ask(logind, logindPath, logindManager, u"PreparingForSleep"_s,
            &SurroundingsWatch::takePreparingForSleep);
}

void SurroundingsWatch::takePowerChange(const QString &interface, const QVariantMap &changed,
                                        const QStringList &invalidated)
{
    if (interface != upower)
        return;
    if (const auto value = changed.constFind(u"OnBattery"_s); value != changed.constEnd())
        takeOnBattery(*value);
    else if (invalidated.contains(u"OnBattery"_s))
        askAbout(upower);
    tellWhenKnown();
}

void SurroundingsWatch::takeNetworkChange(const QString &interface, const QVariantMap &changed)
{
    const auto state = changed.constFind(u"State"_s);
    if (interface == networkManager && state != changed.constEnd())
        takeNetworkState(*state);
}

void SurroundingsWatch::takeSleep(bool isAboutToSleep)
{
    m_surroundings.isAsleep = isAboutToSleep;
    tellWhenKnown();
    if (!isAboutToSleep)
        Q_EMIT timeJumped();
}

void SurroundingsWatch::takeService(const QString &service)
{
    askAbout(service);
    tellWhenKnown();
}

void SurroundingsWatch::forgetService(const QString &service)
{
    if (service == upower)
        m_surroundings.isOnBattery.reset();
    if (service == logind)
        m_surroundings.isAsleep = false; // else nobody would ever wake us
    if (service == networkManager) {
        m_hasNetworkManager = false;
        m_isOnItsWay = false;
        takeNetwork();
    }
    tellWhenKnown();
}

void SurroundingsWatch::takeOnBattery(const QVariant &isOnBattery)
{
    m_surroundings.isOnBattery = isOnBattery.toBool();
}

void SurroundingsWatch::takePreparingForSleep(const QVariant &isAsleep)
{
    m_surroundings.isAsleep = isAsleep.toBool();
}

void SurroundingsWatch::takeNetworkState(const QVariant &state)
{
    m_isOnItsWay = isOnItsWay(state.toUInt());
    openNetwork();
    if (!m_network)
        return;
    if (std::exchange(m_hasNetworkManager, true))
        noteNetwork();
    else
        takeNetwork();
}

/// Right after a wake everything due would fail at once, and wait for its backoff: on its way is not there.
Reachability SurroundingsWatch::reachability() const
{
    const Reachability told = m_network->reachability();
    return m_isOnItsWay && told == Reachability::Unknown ? Reachability::Offline : told;
}

/// What holds back counts at once, what lets go when it has held still.
void SurroundingsWatch::noteNetwork()
{
    const bool holdsBack = reachability() == Reachability::Offline
        || reachability() == Reachability::CaptivePortal || m_network->isMetered() == true;
    if (holdsBack)
        takeNetwork();
    else
        m_networkSettles.start();
}

void SurroundingsWatch::takeNetwork()
{
    m_networkSettles.stop();
    m_surroundings.network = m_hasNetworkManager ? reachability() : Reachability::Unknown;
    m_surroundings.isMetered = m_hasNetworkManager ? m_network->isMetered() : std::nullopt;
    tellWhenKnown();
}

void SurroundingsWatch::tellWhenKnown()
{
    if (m_told == m_surroundings || (!m_told && m_awaited > 0))
        return;
    m_told = m_surroundings;
    Q_EMIT changed(m_surroundings);
}

} // namespace larder
