/// The faces' questions and choices (a manifest, the activity log, a probe, a hold), which block: each runs
/// in another thread, some at once, and its answer comes back as a value in the thread that asked. Choices
/// have threads of theirs: questions that hang on a dead mount keep none of them waiting. Runs of datasets go
/// through Engine instead. Threads: `run` and the answers belong to the thread that made the runner. An
/// answer is dropped when its task was stopped or its `context` is gone; no answer comes after the runner's
/// end.
#pragma once

#include "core/base/handover.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace larder {

/// One question under way. Stops it when it goes, or when another task takes its place: the answer of a
/// question that nobody asks any more is never shown.
class Task
{
public:
    Task() = default;
    Task(Task &&other) noexcept : m_stop(std::exchange(other.m_stop, std::stop_source(std::nostopstate))) { }
    Task &operator=(Task &&other) noexcept
    {
        stop();
        m_stop = std::exchange(other.m_stop, std::stop_source(std::nostopstate));
        return *this;
    }
    ~Task() { stop(); }

    void stop() { m_stop.request_stop(); }

private:
    friend class TaskRunner;
    explicit Task(std::stop_source stop) : m_stop(std::move(stop)) { }
    std::stop_source m_stop{std::nostopstate};
};

class TaskRunner : public QObject
{
    Q_OBJECT
public:
    explicit TaskRunner(QObject *parent = nullptr);
    /// Stops what is going and waits for it.
    ~TaskRunner() override;

    /// `work(std::stop_token)` in a thread of its own, then `then(its value)` here. Keep the Task for as long
    /// as the answer is wanted.
    template <typename Work, typename Then>
    [[nodiscard]] Task run(QObject *context, Work work, Then then);
    /// The same for what is carried out whether or not anybody still looks: a choice, an added dataset. It
    /// begins also when the runner ends before its turn, then with the stop requested; only `then` is dropped
    /// with its context.
    template <typename Work, typename Then>
    void carryOut(QObject *context, Work work, Then then);

    /// No answer comes any more. Stops what is going, and waits for what is to be carried out, then for the
    /// questions. False: something hangs; the process may end without it.
    [[nodiscard]] bool shutDown(std::chrono::milliseconds forChoices, std::chrono::milliseconds forQuestions);

private:
    enum class Begin { UnlessStopped, InAnyCase };
    /// `work` returns what is to be done in this object's thread.
    void start(Begin begin, std::stop_source stop,
               std::function<std::function<void()>(std::stop_token)> work);

    Inbox m_inbox;
    std::stop_source m_stopAll;
    QThreadPool m_questions;
    QThreadPool m_choices;
};

template <typename Work, typename Then>
Task TaskRunner::run(QObject *context, Work work, Then then)
{
    std::stop_source stop;
    start(Begin::UnlessStopped, stop,
          [stop, context = QPointer(context), work = std::move(work), then = std::move(then)](auto token) {
              return [stop, context, then, answer = work(token)]() mutable {
                  if (context && !stop.stop_requested())
                      then(std::move(answer));
              };
          });
    return Task(stop);
}

template <typename Work, typename Then>
void TaskRunner::carryOut(QObject *context, Work work, Then then)
{
    start(Begin::InAnyCase, {},
          [context = QPointer(context), work = std::move(work), then = std::move(then)](auto token) {
              return [context, then, answer = work(token)]() mutable {
                  if (context)
                      then(std::move(answer));
              };
          });
}

} // namespace larder
