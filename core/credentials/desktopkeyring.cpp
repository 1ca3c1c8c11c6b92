#include "core/credentials/desktopkeyring.h"

#include "core/base/handover.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QThread>
#include <QUuid>
#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ourService = "larder"_L1; // beside which the keyring's own program shows our items
constexpr auto personsPatience = 30s; // for somebody who types a password into its prompt
constexpr auto patience = 10s; // it answers within milliseconds, or waits for somebody
constexpr auto stateTimeout = 2s;
constexpr auto secretService = "org.freedesktop.secrets"_L1;

enum class State {
    Missing, ///< no session bus, or nobody keeps secrets on it
    Locked,
    Open,
};

/// Asks without unlocking, over a connection of its own: one that was made in vain would stay so.
State stateOfKeyring()
{
    const QString connection = u"larder-keyring-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    State state = State::Missing;
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, connection);
        if (bus.isConnected() && bus.interface()->isServiceRegistered(secretService)) {
            QDBusMessage question =
                QDBusMessage::createMethodCall(secretService, u"/org/freedesktop/secrets/aliases/default"_s,
                                               u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
            question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
            const QDBusMessage answer =
                bus.call(question, QDBus::Block, std::chrono::milliseconds(stateTimeout).count());
            const bool isOpen = answer.type() == QDBusMessage::ReplyMessage
                && !answer.arguments().value(0).value<QDBusVariant>().variant().toBool();
            state = isOpen ? State::Open : State::Locked; // before it has a password it is not there yet
        }
    }
    QDBusConnection::disconnectFromBus(connection);
    return state;
}

std::unexpected<Error> isLocked()
{
    return failure(ErrorKind::SignInNeeded, u"the desktop keyring is locked"_s, {},
                   u"unlock it by signing in to the desktop or in its own program; without a desktop: "
                   "`gnome-keyring-daemon --replace --unlock`"_s);
}

std::unexpected<Error> isMissing()
{
    return failure(ErrorKind::SignInNeeded, u"no desktop keyring is running"_s, {},
                   u"start one, such as gnome-keyring, KWallet or KeePassXC, or use a profile of the "
                   "provider's own instead"_s);
}

std::unexpected<Error> refused()
{
    return failure(ErrorKind::SignInNeeded, u"the desktop keyring refuses"_s, {},
                   u"look at it in its own program, such as Passwords and Keys or KWalletManager"_s);
}

} // namespace

struct DesktopKeyring::Answer {
    QKeychain::Error error = QKeychain::NoError;
    QByteArray secret;
};

struct DesktopKeyring::Question {
    std::mutex guard;
    std::condition_variable_any answered;
    std::optional<Answer> answer;

    void take(Answer given)
    {
        const std::scoped_lock lock(guard);
        answer = std::move(given);
        answered.notify_all();
    }
};

/// The thread that QtKeychain lives in: it has one queue of jobs per process, and each of them needs an event
/// loop. A job that waits for a password when the process ends is left behind: its library holds on to it.
class DesktopKeyring::Lane : public QThread
{
public:
    ~Lane() override
    {
        quit();
        wait();
    }

    void post(std::function<void()> work)
    {
        std::unique_lock lock(m_guard);
        if (!m_address)
            start();
        m_hasBegun.wait(lock, [this] { return m_address.has_value(); });
        m_address->post(std::move(work));
    }

protected:
    void run() override
    {
        Inbox inbox;
        {
            const std::scoped_lock lock(m_guard);
            m_address = inbox.address();
        }
        m_hasBegun.notify_all();
        exec();
    }

private:
    std::mutex m_guard;
    std::condition_variable m_hasBegun;
    std::optional<Inbox::Address> m_address; ///< once it runs
};

DesktopKeyring::DesktopKeyring(const QProcessEnvironment &environment)
    : m_hasDesktop(!environment.value(u"DISPLAY"_s).isEmpty()
                   || !environment.value(u"WAYLAND_DISPLAY"_s).isEmpty()),
      m_lane(std::make_unique<Lane>())
{ }

DesktopKeyring::~DesktopKeyring() = default;

/// EntryNotFound is an answer; it is also what a prompt that was dismissed looks like.
template <typename Job, typename Prepare>
Result<DesktopKeyring::Answer> DesktopKeyring::ask(const QString &item, const Prepare &prepare,
                                                   const std::stop_token &stop)
{
    if (!m_hasDesktop && stateOfKeyring() == State::Locked)
        return isLocked();
    const auto question = std::make_shared<Question>();
    m_lane->post([question, item, prepare] {
        auto *job = new Job(ourService); // it deletes itself
        job->setKey(item);
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, job, [question, job] {
            Answer answer{.error = job->error(), .secret = {}};
            if constexpr (std::is_same_v<Job, QKeychain::ReadPasswordJob>)
                answer.secret = job->textData().toUtf8();
            question->take(std::move(answer));
        });
        job->start();
    });
    std::unique_lock lock(question->guard);
    question->answered.wait_for(lock, stop, m_hasDesktop ? personsPatience : patience,
                                [&question] { return question->answer.has_value(); });
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (question->answer && question->answer->error == QKeychain::NoError)
        return *question->answer;
    switch (stateOfKeyring()) {
    case State::Missing:
        return isMissing();
    case State::Locked:
        return isLocked();
    case State::Open:
        break;
    }
    if (question->answer && question->answer->error == QKeychain::EntryNotFound)
        return *question->answer;
    return refused();
}

Result<std::optional<QByteArray>> DesktopKeyring::read(const QString &item, const std::stop_token &stop)
{
    Result<Answer> answer = ask<QKeychain::ReadPasswordJob>(item, [](QKeychain::ReadPasswordJob &) { }, stop);
    if (!answer)
        return failure(answer);
    if (answer->error == QKeychain::EntryNotFound)
        return std::nullopt;
    return std::move(answer->secret);
}

Result<void> DesktopKeyring::write(const QString &item, const QByteArray &secret, const std::stop_token &stop)
{
    const auto withSecret = [secret](QKeychain::WritePasswordJob &job) {
        job.setTextData(QString::fromUtf8(secret));
    };
    const Result<Answer> answer = ask<QKeychain::WritePasswordJob>(item, withSecret, stop);
    if (!answer)
        return failure(answer);
    return answer->error == QKeychain::NoError ? Result<void>() : refused();
}

Result<void> DesktopKeyring::remove(const QString &item, const std::stop_token &stop)
{
    const Result<Answer> answer =
        ask<QKeychain::DeletePasswordJob>(item, [](QKeychain::DeletePasswordJob &) { }, stop);
    return answer ? Result<void>() : failure(answer);
}

} // namespace larder
