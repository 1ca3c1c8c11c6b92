/// Work beside the run's thread, in order: hashing, and the writing of small files. Tasks of one lane run one
/// after the other on the pool, which is only occupied while there is work. The queue is bounded in bytes, so
/// memory stays flat however fast the network is. A poster that must wait works itself when the pool has no
/// thread for it. post() and drain(): one thread. Tasks must not throw.
#pragma once

#include <QtGlobal>

#include <functional>
#include <memory>

class QThreadPool;

namespace larder {

class HashLane
{
public:
    HashLane(QThreadPool &pool, qint64 maxQueuedBytes);
    /// Waits for the queue to be done.
    ~HashLane();
    HashLane(const HashLane &) = delete;
    HashLane &operator=(const HashLane &) = delete;

    /// `bytes`: what the task keeps in memory until it is done.
    void post(qint64 bytes, std::move_only_function<void()> task);
    void drain();

private:
    struct Queue;
    std::shared_ptr<Queue> m_queue;
    QThreadPool &m_pool;
    qint64 m_maxQueuedBytes;
};

} // namespace larder
