#include "core/base/handover.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace larder {

namespace {

// One for all: what a thread wrote before it gives, another may read after it takes.
std::atomic<unsigned> handovers = 0;

void give()
{
    handovers.fetch_add(1, std::memory_order_release);
}

void take()
{
    (void)handovers.load(std::memory_order_acquire);
}

const int workEvent = QEvent::registerEventType();

struct WorkEvent : QEvent {
    explicit WorkEvent(std::function<void()> posted)
        : QEvent(QEvent::Type(workEvent)),
          work(std::move(posted))
    { }
    std::function<void()> work;
};

} // namespace

void startOn(QThreadPool &pool, std::function<void()> work)
{
    std::function<void()> taken = [work = std::move(work)]() mutable {
        take();
        work();
        work = nullptr; // what it holds ends before anybody is told that it is done
        give();
    };
    give();
    pool.start(std::move(taken));
}

bool waitForAll(QThreadPool &pool, std::chrono::milliseconds atMost)
{
    const bool isDone = pool.waitForDone(static_cast<int>(atMost.count()));
    take();
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
    void customEvent(QEvent *event) override
    {
        take();
        if (event->type() == workEvent)
            static_cast<WorkEvent *>(event)->work();
    }
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
    give();
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
