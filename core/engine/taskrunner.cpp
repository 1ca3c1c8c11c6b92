#include "core/engine/taskrunner.h"

#include <QMetaObject>

#include <mutex>

namespace larder {

namespace {

constexpr int atOnce = 4; // a slow probe must not keep a quick list waiting

} // namespace

/// The only way back: closed, it drops what comes.
struct TaskRunner::Mailbox {
    std::mutex guard;
    TaskRunner *runner = nullptr;

    void deliver(std::function<void()> answer)
    {
        const std::scoped_lock lock(guard);
        if (runner)
            QMetaObject::invokeMethod(runner, std::move(answer), Qt::QueuedConnection);
    }
    void close()
    {
        const std::scoped_lock lock(guard);
        runner = nullptr;
    }
};

TaskRunner::TaskRunner(QObject *parent) : QObject(parent), m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->runner = this;
    m_pool.setMaxThreadCount(atOnce);
}

TaskRunner::~TaskRunner()
{
    m_mailbox->close();
    m_stopAll.request_stop();
    m_pool.waitForDone();
}

void TaskRunner::start(Begin begin, std::stop_source stop,
                       std::function<std::function<void()>(std::stop_token)> work)
{
    m_pool.start([begin, stop = std::move(stop), all = m_stopAll.get_token(), mailbox = m_mailbox,
                  work = std::move(work)]() mutable {
        const std::stop_callback stopsWithAll(all, [&stop] { stop.request_stop(); });
        if (begin == Begin::InAnyCase || !stop.stop_requested())
            mailbox->deliver(work(stop.get_token()));
    });
}

} // namespace larder
