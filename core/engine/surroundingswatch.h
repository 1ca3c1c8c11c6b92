/// Sees what surrounds the machine's work: the network (NetworkManager, through Qt), the battery (UPower),
/// sleep and wake (logind), jumps of the clock. Any of these services may be missing, start late or go away:
/// then what it told is unknown again. Nothing is polled. NetworkManager alone speaks of the network: where
/// it is missing, what Qt guesses from routes would keep a machine offline that reaches its sources well.
/// Threads: that of the application object, where the signals arrive. Asking never blocks it but for the
/// opening of the view of the network, once NetworkManager has answered.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/engine/networkview.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QDBusMessage;
class QSocketNotifier;

namespace larder {

class SurroundingsWatch : public QObject
{
    Q_OBJECT
public:
    explicit SurroundingsWatch(OpenNetworkView openNetwork, QObject *parent = nullptr);
    ~SurroundingsWatch() override;

    void start();

    [[nodiscard]] const Surroundings &surroundings() const { return m_surroundings; }

Q_SIGNALS:
    /// The first time within 2 s of `start`, whatever there is.
    void changed(const larder::Surroundings &surroundings);
    /// The clock was set, or the machine woke: what was due meanwhile is due now.
    void timeJumped();
    /// There is a NetworkManager, and it cannot be asked; once.
    void networkFailed(const larder::Error &error);

private Q_SLOTS: // as D-Bus delivers
    void takePowerChange(const QString &interface, const QVariantMap &changed,
                         const QStringList &invalidated);
    void takeNetworkChange(const QString &interface, const QVariantMap &changed);
    void takeSleep(bool isAboutToSleep);
    void takeService(const QString &service);
    void forgetService(const QString &service);

private:
    void watchServices();
    void openNetwork();
    void watchClock();
    void ask(const QString &service, const QString &path, const QString &interface, const QString &property,
             void (SurroundingsWatch::*take)(const QVariant &));
    void askAbout(const QString &service);
    void takeOnBattery(const QVariant &isOnBattery);
    void takePreparingForSleep(const QVariant &isAsleep);
    void takeNetworkState(const QVariant &state);
    [[nodiscard]] Reachability reachability() const; ///< REQUIRES: m_network
    void noteNetwork();
    void takeNetwork();
    void tellWhenKnown();

    const OpenNetworkView m_openNetwork;
    Surroundings m_surroundings;
    std::optional<Surroundings> m_told;
    int m_awaited = 0; ///< answers to come before the first telling
    QTimer m_networkSettles; ///< NetworkManager tells one change in several steps
    std::unique_ptr<NetworkView> m_network; ///< once NetworkManager has answered
    bool m_hasNetworkFailed = false;
    bool m_hasNetworkManager = false;
    bool m_isOnItsWay = false; ///< the network: asleep, going or coming
    FileDescriptor m_clockJumps;
    std::unique_ptr<QSocketNotifier> m_jumpNotifier;
};

} // namespace larder

Q_DECLARE_METATYPE(larder::Surroundings)
