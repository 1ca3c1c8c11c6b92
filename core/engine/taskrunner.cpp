#include "core/engine/taskrunner.h"

namespace larder {

namespace {

constexpr int atOnce = 4; // a slow probe must not keep a quick list waiting

} // namespace

TaskRunner::TaskRunner(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(atOnce);
}

TaskRunner::~TaskRunner()
{
    m_inbox.close();
    m_stopAll.request_stop();
    waitForAll(m_pool);
}

void TaskRunner::start(Begin begin, std::stop_source stop,
                       std::function<std::function<void()>(std::stop_token)> work)
{
    startOn(m_pool,
            [begin, stop = std::move(stop), all = m_stopAll.get_token(), inbox = m_inbox.address(),
             work = std::move(work)]() mutable {
                const std::stop_callback stopsWithAll(all, [&stop] { stop.request_stop(); });
                if (begin == Begin::InAnyCase || !stop.stop_requested())
                    inbox.post(work(stop.get_token()));
            });
}

} // namespace larder
