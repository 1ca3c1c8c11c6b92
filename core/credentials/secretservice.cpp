#include "core/credentials/secretservice.h"

#include "core/base/handover.h"
#include "core/credentials/keyringbus.h"

#include <QDBusVariant>
#include <QThread>
#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ourService = "larder"_L1; // beside which the keyring's own program shows our items

enum class State {
    Missing, ///< no session bus, or nobody keeps secrets on it
    Locked,
    Open,
};

/// Asks without unlocking.
State stateOfKeyring()
{
    const KeyringBus bus;
    if (!bus.start(secretService))
        return State::Missing;
    QDBusMessage question =
        QDBusMessage::createMethodCall(secretService, u"/org/freedesktop/secrets/aliases/default"_s,
                                       u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    const auto isLocked = bus.ask(question);
    const bool isOpen = isLocked && !isLocked->value<QDBusVariant>().variant().toBool();
    return isOpen ? State::Open : State::Locked; // before it has a password it is not there yet
}

std::unexpected<Error> isLocked()
{
    return keyringIsLocked(
        u"unlock it by signing in to the desktop or in its own program; without a desktop: "
        "`gnome-keyring-daemon --replace --unlock`"_s);
}

} // namespace

struct SecretService::Answer {
    QKeychain::Error error = QKeychain::NoError;
    QByteArray secret;
};

struct SecretService::Question {
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
class SecretService::Lane : public QThread
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

SecretService::SecretService(Prompts prompts) : m_prompts(prompts), m_lane(std::make_unique<Lane>()) { }

SecretService::~SecretService() = default;

/// EntryNotFound is an answer; it is also what a prompt that was dismissed looks like.
template <typename Job, typename Prepare>
Result<SecretService::Answer> SecretService::ask(const QString &item, const Prepare &prepare,
                                                 const std::stop_token &stop)
{
    const State before = stateOfKeyring();
    if (before == State::Missing)
        return noKeyring();
    if (before == State::Locked && m_prompts == Prompts::Unseen)
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
    question->answered.wait_for(lock, stop, keyringPatience(m_prompts),
                                [&question] { return question->answer.has_value(); });
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (question->answer && question->answer->error == QKeychain::NoError)
        return *question->answer;
    switch (stateOfKeyring()) {
    case State::Missing:
        return noKeyring();
    case State::Locked:
        return isLocked();
    case State::Open:
        break;
    }
    if (question->answer && question->answer->error == QKeychain::EntryNotFound)
        return *question->answer;
    return keyringRefuses();
}

Result<std::optional<QByteArray>> SecretService::read(const QString &item, const std::stop_token &stop)
{
    Result<Answer> answer = ask<QKeychain::ReadPasswordJob>(item, [](QKeychain::ReadPasswordJob &) { }, stop);
    if (!answer)
        return failure(answer);
    if (answer->error == QKeychain::EntryNotFound)
        return std::nullopt;
    return std::move(answer->secret);
}

Result<void> SecretService::write(const QString &item, const QByteArray &secret, const std::stop_token &stop)
{
    const auto withSecret = [secret](QKeychain::WritePasswordJob &job) {
        job.setTextData(QString::fromUtf8(secret));
    };
    const Result<Answer> answer = ask<QKeychain::WritePasswordJob>(item, withSecret, stop);
    if (!answer)
        return failure(answer);
    return answer->error == QKeychain::NoError ? Result<void>() : keyringRefuses();
}

Result<void> SecretService::remove(const QString &item, const std::stop_token &stop)
{
    const Result<Answer> answer =
        ask<QKeychain::DeletePasswordJob>(item, [](QKeychain::DeletePasswordJob &) { }, stop);
    return answer ? Result<void>() : failure(answer);
}

} // namespace larder
