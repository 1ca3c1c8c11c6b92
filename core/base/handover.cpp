#include "core/base/handover.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>
#include <QRunnable>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace larder {

namespace {

/// Work on its way. The flag lies in the work itself, so that it orders this hand-over and no other.
class Parcel
{
public:
    explicit Parcel(std::function<void()> work) : m_work(std::move(work)) { }
    Q_DISABLE_COPY_MOVE(Parcel)
    ~Parcel() = default;

    void seal() { m_isSealed.store(true, std::memory_order_release); }
    void operator()()
    {
        (void)m_isSealed.load(std::memory_order_acquire);
        m_work();
        m_work = nullptr; // what it holds ends before anybody is told that it is done
        finished.fetch_add(1, std::memory_order_release);
    }

    /// What finished work wrote may be read.
    static void takeResults() { (void)finished.load(std::memory_order_acquire); }

private:
    inline static std::atomic<unsigned> finished = 0; // whoever waits for a pool waits for all of it

    std::atomic<bool> m_isSealed = false;
    std::function<void()> m_work;
};

/// Not the std::function that QThreadPool also takes: Qt's template would read it before the seal is looked
/// at.
struct WorkRunnable : QRunnable {
    explicit WorkRunnable(std::function<void()> work) : parcel(std::move(work)) { parcel.seal(); }
    void run() override { parcel(); }
    Parcel parcel;
};

struct WorkEvent : QEvent {
    explicit WorkEvent(std::function<void()> work) : QEvent(QEvent::User), parcel(std::move(work))
    {
        parcel.seal();
    }
    Parcel parcel;
};

} // namespace

void startOn(QThreadPool &pool, std::function<void()> work)
{
    pool.start(new WorkRunnable(std::move(work))); // the pool deletes it
}

bool waitForAll(QThreadPool &pool, std::chrono::milliseconds atMost)
{
    const bool isDone = pool.waitForDone(static_cast<int>(atMost.count()));
    Parcel::takeResults();
    return isDone;
}

void forEachIndex(QThreadPool &pool, std::size_t count, const std::function<void(std::size_t)> &work)
{
    struct Round {
        std::size_t count;
        const std::function<void(std::size_t)> &work; ///< not to be touched once all is done
        std::atomic<std::size_t> next = 0;
        std::mutex mutex;
        std::condition_variable progressed;
        std::size_t done = 0;

        void join()
        {
            for (std::size_t i = next++; i < count; i = next++) {
                work(i);
                const std::scoped_lock lock(mutex);
                if (++done == count)
                    progressed.notify_all();
            }
        }
    };
    const auto round = std::make_shared<Round>(count, work);
    const auto helpers = std::min(count, std::size_t(std::max(pool.maxThreadCount(), 1)));
    for (std::size_t i = 1; i < helpers; ++i)
        startOn(pool, [round] { round->join(); });
    round->join();
    std::unique_lock lock(round->mutex);
    round->progressed.wait(lock, [&] { return round->done == count; });
}

class Inbox::Receiver : public QObject
{
protected:
    /// REQUIRES: nothing but Address::post sends it events. (Asking for the type would read before the seal.)
    void customEvent(QEvent *event) override { static_cast<WorkEvent *>(event)->parcel(); }
};

struct Inbox::State {
    std::mutex mutex;
    Receiver *receiver = nullptr; ///< null: closed
};

Inbox::Inbox() : m_state(std::make_shared<State>()), m_receiver(std::make_unique<Receiver>())
{
    m_state->receiver = m_receiver.get();
}

Inbox::~Inbox()
{
    close();
}

void Inbox::Address::post(std::function<void()> work) const
{
    auto event = std::make_unique<WorkEvent>(std::move(work));
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->receiver)
        QCoreApplication::postEvent(m_state->receiver, event.release());
}

void Inbox::close()
{
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->receiver = nullptr;
    }
    QCoreApplication::removePostedEvents(m_receiver.get());
}

} // namespace larder
