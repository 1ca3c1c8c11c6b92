#include "core/store/hashlane.h"

#include "core/base/handover.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace larder {

namespace {

constexpr size_t maxQueuedTasks = 2048; // bounds what tiny files cost beside their bytes

struct Task {
    qint64 bytes = 0;
    std::move_only_function<void()> work;
};

} // namespace

struct HashLane::Queue {
    std::mutex mutex;
    std::condition_variable progressed;
    std::deque<Task> tasks;
    qint64 queuedBytes = 0; ///< of tasks that are not done
    bool isRunning = false; ///< a thread is inside work()
    bool isScheduled = false; ///< the pool was asked for a thread

    /// Does what is queued, unless another thread does already.
    void work(std::unique_lock<std::mutex> &lock)
    {
        if (isRunning)
            return;
        isRunning = true;
        while (!tasks.empty()) {
            Task task = std::move(tasks.front());
            tasks.pop_front();
            lock.unlock();
            task.work();
            task.work = nullptr; // its memory goes before it is counted as gone
            lock.lock();
            queuedBytes -= task.bytes;
            progressed.notify_all();
        }
        isRunning = false;
        progressed.notify_all();
    }
};

HashLane::HashLane(QThreadPool &pool, qint64 maxQueuedBytes)
    : m_queue(std::make_shared<Queue>()),
      m_pool(pool),
      m_maxQueuedBytes(maxQueuedBytes)
{ }

HashLane::~HashLane()
{
    drain();
}

void HashLane::post(qint64 bytes, std::move_only_function<void()> task)
{
    std::unique_lock lock(m_queue->mutex);
    const auto isFull = [&] {
        return !m_queue->tasks.empty()
            && (m_queue->queuedBytes + bytes > m_maxQueuedBytes || m_queue->tasks.size() >= maxQueuedTasks);
    };
    while (isFull()) {
        if (m_queue->isRunning)
            m_queue->progressed.wait(lock);
        else
            m_queue->work(lock);
    }
    m_queue->tasks.push_back({bytes, std::move(task)});
    m_queue->queuedBytes += bytes;
    if (m_queue->isRunning || m_queue->isScheduled)
        return;
    m_queue->isScheduled = true;
    lock.unlock();
    startOn(m_pool, [queue = m_queue] {
        std::unique_lock inner(queue->mutex);
        queue->isScheduled = false;
        queue->work(inner);
    });
}

void HashLane::drain()
{
    std::unique_lock lock(m_queue->mutex);
    while (m_queue->isRunning || !m_queue->tasks.empty()) {
        if (m_queue->isRunning)
            m_queue->progressed.wait(lock);
        else
            m_queue->work(lock);
    }
}

} // namespace larder
