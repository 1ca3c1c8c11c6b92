#include "core/engine/taskrunner.h"

namespace larder {

namespace {

constexpr int atOnce = 4; // of each kind: a slow probe must not keep a quick list waiting

} // namespace

TaskRunner::TaskRunner(QObject *parent) : QObject(parent)
{
    m_questions.setMaxThreadCount(atOnce);
    m_choices.setMaxThreadCount(atOnce);
}

TaskRunner::~TaskRunner()
{
    m_inbox.close();
    m_stopAll.request_stop();
    waitForAll(m_choices);
    waitForAll(m_questions);
}

bool TaskRunner::shutDown(std::chrono::milliseconds forChoices, std::chrono::milliseconds forQuestions)
{
    m_inbox.close();
    m_stopAll.request_stop();
    const bool areCarriedOut = waitForAll(m_choices, forChoices);
    return waitForAll(m_questions, forQuestions) && areCarriedOut;
}

void TaskRunner::start(Begin begin, std::stop_source stop,
                       std::function<std::function<void()>(std::stop_token)> work)
{
    startOn(begin == Begin::InAnyCase ? m_choices : m_questions,
            [begin, stop = std::move(stop), all = m_stopAll.get_token(), inbox = m_inbox.address(),
             work = std::move(work)]() mutable {
                const std::stop_callback stopsWithAll(all, [&stop] { stop.request_stop(); });
                if (begin == Begin::InAnyCase || !stop.stop_requested())
                    inbox.post(work(stop.get_token()));
            });
}

} // namespace larder
