#include "core/sync/aftercommand.h"

#include "core/base/clock.h"
#include "core/base/crashpoint.h"
#include "core/catalog/activity.h"
#include "core/sources/commandrun.h"
#include "core/store/home.h"
#include "core/store/locks.h"
#include "core/store/runlog.h"
#include "core/store/workplace.h"
#include "core/sync/activitylog.h"

#include <QLoggingCategory>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logAfter, "larder.after", QtWarningMsg)

/// In the environment of the command: whose `after` it is. It may refresh the same dataset; the command for
/// what that brings is left to us.
const QString afterOf = u"LARDER_AFTER"_s;

bool isInside(const DatasetName &dataset)
{
    return qEnvironmentVariable("LARDER_AFTER") == dataset.text();
}

/// Nothing new came, and the command failed for what readers get.
bool isAskedAgain(const RunReport &run, const Record &record)
{
    return run.trigger == Trigger::Person && isConfirming(run.outcome) && !run.switched && record.afterFailure
        && record.afterFailure->snapshot == record.current();
}

/// It is due from here on, as after new data. False: it was put right meanwhile, or is due anyway.
Result<bool> makeDueAgain(const SyncServices &services, const DatasetFolder &folder, const RunReport &run)
{
    bool isAgain = false;
    const auto changed = folder.changeRecord(
        [&](Record &record) {
            isAgain = record.afterDue.isEmpty() && isAskedAgain(run, record);
            if (isAgain)
                record.afterDue = record.afterFailure->snapshot;
        },
        services.clock.now());
    return changed ? Result<bool>(isAgain) : failure(changed);
}

/// The lock while the command runs; nullopt: another process runs it. Who brought the data waits for the
/// command of the data before.
Result<std::optional<AfterLock>> takeTurn(const SyncServices &services, const RunReport &run,
                                          std::chrono::seconds timeLimit, const std::stop_token &stop)
{
    if (!run.switched)
        return AfterLock::tryAcquire(services.home, run.dataset);
    auto lock = AfterLock::acquire(services.home, run.dataset, timeLimit, stop);
    if (!lock)
        return failure(lock);
    return std::optional(std::move(*lock));
}

/// As one run of the activity.
RunReport reportOf(const SyncServices &services, const RunReport &run, const SnapshotId &snapshot, int number)
{
    return {.runId = afterRunId(run.runId, number),
            .dataset = run.dataset,
            .trigger = run.trigger,
            .startedAt = services.clock.now(),
            .snapshot = snapshot};
}

Result<void> carryOut(const SyncServices &services, const DatasetFolder &folder, const Binding &binding,
                      RunReport &report, const std::stop_token &stop)
{
    const auto workplace = Workplace::make(services.home, folder.name());
    if (!workplace)
        return failure(workplace);
    QProcessEnvironment environment = commandEnvironment(folder.name());
    environment.insert(u"LARDER_PATH"_s, folder.snapshotPath(report.snapshot));
    environment.insert(u"LARDER_SNAPSHOT"_s, report.snapshot);
    environment.insert(afterOf, folder.name().text());
    CommandLog log(environment);
    const auto ran = runCommand({.line = binding.after,
                                 .folder = workplace->path(),
                                 .environment = environment,
                                 .timeLimit = binding.timeLimit},
                                log, stop);
    report.hasLog = keepRunLog(folder.layout(), report.runId, log.text());
    return ran;
}

std::optional<AfterFailure> failureOf(const RunReport &report)
{
    if (report.outcome != Outcome::Failed || !report.error)
        return std::nullopt;
    return AfterFailure{report.finishedAt, report.snapshot, *report.error};
}

/// Nothing of it is due any more, however it ended; but one that was stopped has not ended. A failure is
/// remembered until it succeeds.
void settle(const SyncServices &services, const DatasetFolder &folder, const RunReport &report)
{
    if (report.outcome == Outcome::Stopped)
        return;
    const auto changed = folder.changeRecord(
        [&](Record &record) {
            if (record.afterDue == report.snapshot)
                record.afterDue.clear();
            record.afterFailure = failureOf(report);
        },
        services.clock.now());
    if (!changed)
        qCWarning(logAfter) << "it will be run again:" << changed.error().message;
}

RunReport runFor(const SyncServices &services, const DatasetFolder &folder, const Binding &binding,
                 RunReport report, const std::stop_token &stop)
{
    const auto ran = carryOut(services, folder, binding, report, stop);
    report.finishedAt = services.clock.now();
    report.outcome = ran                           ? Outcome::Fetched
        : ran.error().kind == ErrorKind::Cancelled ? Outcome::Stopped
                                                   : Outcome::Failed;
    if (!ran)
        report.error = ran.error();
    crashPoint("after-ended");
    settle(services, folder, report);
    logActivity(services.home,
                {.kind = ActivityKind::After,
                 .at = report.finishedAt,
                 .customer = report.dataset.customer,
                 .dataset = report.dataset.dataset,
                 .text = shownCommand(binding.after),
                 .run = report});
    return report;
}

} // namespace

QString afterMendedNotice()
{
    return u"the command that had failed was run again, and succeeded"_s;
}

void runAfter(const SyncServices &services, RunReport &run, const ProgressCallback &progress,
              const std::stop_token &stop)
{
    const DatasetFolder folder = services.home.dataset(run.dataset);
    const auto binding = folder.binding();
    const auto record = folder.record();
    if (!binding || !record || binding->after.isEmpty() || isInside(run.dataset))
        return;
    const bool mayBeAgain = isAskedAgain(run, *record);
    if (record->afterDue.isEmpty() && !mayBeAgain)
        return;
    const auto turn = takeTurn(services, run, binding->timeLimit, stop);
    if (turn && !*turn)
        return;
    const Result<bool> isAgain = !turn ? failure(turn)
        : mayBeAgain                   ? makeDueAgain(services, folder, run)
                                       : Result<bool>(false);
    if (!isAgain) {
        run.afterError = isAgain.error();
        return;
    }
    if (progress)
        progress({.dataset = run.dataset, .runId = run.runId, .phase = Phase::After});
    SnapshotId done;
    for (int number = 1;; ++number) { // the command itself may bring new data
        const auto due = folder.record();
        if (!due || due->afterDue.isEmpty() || due->afterDue == done || !folder.hasSnapshot(due->afterDue))
            break;
        done = due->afterDue;
        run.afterError =
            runFor(services, folder, *binding, reportOf(services, run, done, number), stop).error;
    }
    if (*isAgain && !done.isEmpty() && !run.afterError)
        run.notices << afterMendedNotice();
}

} // namespace larder
