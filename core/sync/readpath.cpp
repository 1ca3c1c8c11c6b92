#include "core/sync/readpath.h"

#include "core/base/clock.h"
#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"
#include "core/store/home.h"
#include "core/store/schedulerlock.h"
#include "core/sync/refresh.h"
#include "core/wording/runwords.h"

#include <condition_variable>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxQuestions = 3; // a run that was shared may have asked before we did, over a boundary

struct Reading {
    const SyncServices *services;
    DatasetFolder folder;
    Binding binding;
    Record record;
};

Result<Reading> read(const SyncServices &services, const DatasetFolder &folder)
{
    auto binding = folder.binding();
    if (!binding)
        return failure(binding);
    auto record = folder.record();
    if (!record)
        return failure(record);
    return Reading{&services, folder, std::move(*binding), std::move(*record)};
}

/// Never a path that leads nowhere: a cache cleaner took the snapshot that a person chose to hold.
Error heldIsGone(const Reading &reading)
{
    const QString name = reading.folder.name().text();
    return {ErrorKind::NotFound,
            u"the snapshot %1 of %2, which is held, is gone from the store"_s.arg(reading.record.hold, name),
            name, u"`larder use %1 latest` gives the newest"_s.arg(name)};
}

/// The current snapshot with what a reader must hear beside it.
Result<PathAnswer> currentAnswer(const Reading &reading)
{
    const Instant now = reading.services->clock.now();
    const auto view = reading.folder.publish(now);
    if (!view)
        return failure(view);
    if (!view->path.isEmpty() && !reading.folder.hasSnapshot(view->snapshot))
        return std::unexpected(heldIsGone(reading));
    PathAnswer answer{.path = view->path,
                      .snapshot = view->snapshot,
                      .verdict = judge(reading.binding, reading.record, now)};
    if (!view->warning.isEmpty())
        answer.warnings << view->warning;
    return answer;
}

Result<PathAnswer> hitAnswer(const Reading &reading)
{
    auto answer = currentAnswer(reading);
    if (!answer)
        return answer;
    answer->isFresh = true;
    const auto view = reading.folder.current();
    if (SchedulerLock::isHeld(reading.services->home.data().schedulerLock()))
        noteWatched(answer->verdict);
    const bool isUnwatched = answer->verdict.flags.testFlag(Flag::Unwatched);
    if (isUnwatched && view && *view && !(*view)->unwatched.isEmpty())
        answer->warnings << (*view)->unwatched;
    return answer;
}

Result<PathAnswer> olderAnswer(const Reading &reading, const SnapshotId &snapshot)
{
    const Instant now = reading.services->clock.now();
    bool isThere = false;
    const auto noted = reading.folder.changeRecord(
        [&](Record &record) {
            isThere = reading.folder.hasSnapshot(snapshot); // here, where no prune can come between
            if (isThere)
                record.handedOutAt.insert(snapshot, now);
        },
        now);
    if (!noted)
        return failure(noted);
    if (!isThere) {
        return failure(ErrorKind::NotFound,
                       u"%1 has no snapshot %2"_s.arg(reading.folder.name().text(), snapshot),
                       reading.folder.name().text(),
                       u"`larder history %1` lists them"_s.arg(reading.folder.name().text()));
    }
    return PathAnswer{.path = reading.folder.snapshotPath(snapshot),
                      .snapshot = snapshot,
                      .verdict = judge(reading.binding, reading.record, now),
                      .isFresh = true};
}

/// What is there, for a reader who takes it although it is not fresh.
Result<PathAnswer> staleAnswer(const Reading &reading, const QString &warning)
{
    auto answer = currentAnswer(reading);
    if (answer)
        answer->warnings.prepend(warning);
    return answer;
}

Error refusal(const Error &error, const Record &record)
{
    Error refused = error;
    if (refused.hint.isEmpty() && !record.current().isEmpty())
        refused.hint = u"--stale-ok gives the older copy"_s;
    return refused;
}

/// A listing that still changed is asked about once more after it had the time to settle.
/// False: stopped, or nothing may wait on this clock.
bool waitToSettle(const Reading &reading, std::stop_token stop)
{
    if (reading.services->clock.isFrozen())
        return false;
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock guard(mutex);
    stopped.wait_for(guard, stop, settleTime(reading.binding, reading.record), [] { return false; });
    return !stop.stop_requested();
}

/// The source could not be asked, or what it has cannot be taken yet.
Result<PathAnswer> answerWithout(const Reading &reading, const Error &error, Asking asking)
{
    const bool mayBeStale = asking == Asking::OrStale || reading.binding.staleIfError;
    if (!mayBeStale || error.kind == ErrorKind::Cancelled || reading.record.current().isEmpty())
        return std::unexpected(refusal(error, reading.record));
    auto answer = staleAnswer(reading, errorSentence(error));
    if (answer)
        answer->isFresh = true;
    return answer;
}

/// What the customer uploads is not whole yet: the old copy, if there is one, is not what was asked for.
PathAnswer settlingAnswer(const Reading &reading, const Error &error)
{
    return {.verdict = judge(reading.binding, reading.record, reading.services->clock.now()),
            .warnings = {errorSentence(error)}};
}

Result<PathAnswer> answerAfter(const Reading &reading, const RunReport &run, Asking asking)
{
    if (isConfirming(run.outcome)) {
        auto answer = currentAnswer(reading);
        if (!answer)
            return answer;
        answer->isFresh = run.confirmed && !answer->path.isEmpty();
        if (answer->isFresh)
            return answer;
        answer->warnings << u"%1: %2"_s.arg(run.dataset.text(), runSentence(run));
        if (asking != Asking::OrStale) {
            answer->path.clear(); // what nothing confirms is not handed out as the answer
            answer->snapshot.clear();
        }
        return answer;
    }
    const Error error = run.error.value_or(Error{ErrorKind::Cancelled, u"stopped"_s, {}, {}});
    auto answer = answerWithout(reading, error, asking);
    if (!answer && run.outcome == Outcome::Settling)
        return settlingAnswer(reading, error);
    return answer;
}

} // namespace

Result<PathAnswer> readPath(const SyncServices &services, const SnapshotName &name, Asking asking,
                            const ProgressCallback &progress, std::stop_token stop)
{
    const Tick askedAt = Tick::now();
    const auto folder = services.home.existing(name.dataset);
    if (!folder)
        return failure(folder);
    if (const auto recovered = folder->recover(services.clock.now()); !recovered)
        return failure(recovered);
    auto reading = read(services, *folder);
    if (!reading)
        return failure(reading);
    if (!name.snapshot.isEmpty())
        return olderAnswer(*reading, name.snapshot);
    if (isHit(reading->binding, reading->record, services.clock.now()))
        return hitAnswer(*reading);
    if (asking == Asking::Never) {
        const bool isThere = !reading->record.current().isEmpty();
        const bool wasFetched =
            isThere || (reading->record.lastRun && !reading->record.lastRun->snapshot.isEmpty());
        const QString what = isThere ? u"is not fresh"_s
            : wasFetched             ? u"has lost its copy"_s
                                     : u"was never fetched"_s;
        return staleAnswer(*reading, u"%1 %2, and --offline asks nobody"_s.arg(name.dataset.text(), what));
    }

    for (int question = 1;; ++question) {
        const auto run = refresh(services,
                                 {.dataset = name.dataset,
                                  .trigger = Trigger::Reader,
                                  .askedAt = question == 1 ? askedAt : Tick::now()},
                                 progress, stop);
        reading = read(services, *folder);
        if (!reading)
            return failure(reading);
        if (!run) // whoever fetches it does not move: as good as a source that does not answer
            return run.error().kind == ErrorKind::Busy ? answerWithout(*reading, run.error(), asking)
                                                       : failure(run);
        const bool isLast = question == maxQuestions;
        if (run->outcome == Outcome::Settling && question == 1 && waitToSettle(*reading, stop))
            continue;
        const bool wasAskedBefore = isConfirming(run->outcome) && run->probedTick < askedAt
            && !isHit(reading->binding, reading->record, services.clock.now());
        const bool isUnproven = isConfirming(run->outcome) && !run->confirmed;
        if ((wasAskedBefore || isUnproven) && !isLast)
            continue;
        auto answer = answerAfter(*reading, *run, asking);
        if (answer && run->afterError)
            answer->warnings << u"after it, %1"_s.arg(errorSentence(*run->afterError));
        if (answer)
            answer->run = *run;
        return answer;
    }
}

} // namespace larder
