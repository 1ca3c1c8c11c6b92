/// Work that one thread makes and another does. Qt's pools and event queues bring it across in order; what is
/// here says so once more where a thread sanitizer sees it, because the Qt of distributions is not built for
/// one. Everything that changes threads in Larder goes through these.
#pragma once

#include <QThreadPool>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace larder {

/// QThreadPool::start. Any thread.
void startOn(QThreadPool &pool, std::function<void()> work);

/// QThreadPool::waitForDone; what the work wrote may be read afterwards. False: some of it still goes on.
bool waitForAll(QThreadPool &pool, std::chrono::milliseconds atMost = std::chrono::milliseconds(-1));

/// `work(i)` for each i below `count`: in the calling thread, and in those that the pool can spare. Returns
/// when all of it is done; a pool that is full only makes it slower.
void forEachIndex(QThreadPool &pool, std::size_t count, const std::function<void(std::size_t)> &work);

/// Brings work from any thread into the thread that made the inbox, in the order in which it was posted, when
/// that thread's event loop runs. What comes after `close`, or is not done by then, is dropped.
class Inbox
{
    struct State;
    class Receiver;

public:
    Inbox();
    ~Inbox();
    Inbox(const Inbox &) = delete;
    Inbox &operator=(const Inbox &) = delete;

    /// Where to post to. A value; it may outlive the inbox. Any thread.
    class Address
    {
    public:
        void post(std::function<void()> work) const;

    private:
        friend class Inbox;
        explicit Address(std::shared_ptr<State> state) : m_state(std::move(state)) { }
        std::shared_ptr<State> m_state;
    };
    [[nodiscard]] Address address() const { return Address(m_state); }

    void close();

private:
    std::shared_ptr<State> m_state;
    std::unique_ptr<Receiver> m_receiver;
};

} // namespace larder
