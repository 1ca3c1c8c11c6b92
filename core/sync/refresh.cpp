#include "core/sync/refresh.h"

#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/store/prune.h"
#include "core/store/sweep.h"
#include "core/sync/activitylog.h"
#include "core/sync/aftercommand.h"
#include "core/sync/check.h"
#include "core/sync/probing.h"
#include "core/sync/refreshrun.h"
#include "core/sync/singleflight.h"
#include "core/wording/heldbackwords.h"

#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>
#include <atomic>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logRefresh, "larder.refresh", QtWarningMsg)

QString newRunId()
{
    return QUuid::createUuid().toString(QUuid::Id128).first(12);
}

/// What a new snapshot pushed out by `keep` or by the budget. Failing to prune never spoils the run.
void pruneAfter(const SyncServices &services, const DatasetName &dataset, std::stop_token stop)
{
    const Instant now = services.clock.now();
    const auto plan = gatherPrunePlan(services.home, std::span(&dataset, 1), services.budgetBytes, now);
    if (!plan) {
        qCWarning(logRefresh) << "nothing was pruned:" << plan.error().message;
        return;
    }
    if (plan->removals.empty())
        return;
    const auto pruned = prune(services.home, *plan, now, stop);
    if (!pruned) {
        qCWarning(logRefresh) << "pruning stopped:" << pruned.error().message;
        return;
    }
    for (const Removal &removal : pruned->removals) {
        logActivity(services.home,
                    {.kind = ActivityKind::Pruned,
                     .at = now,
                     .customer = removal.dataset.customer,
                     .dataset = removal.dataset.dataset,
                     .text = removal.snapshot + u": " + removal.because});
    }
}

void logAnsweredReports(const Home &home, const RunReport &report)
{
    for (const QString &text : report.answeredReports) {
        logActivity(home,
                    {.kind = ActivityKind::Closed,
                     .at = report.finishedAt,
                     .customer = report.dataset.customer,
                     .dataset = report.dataset.dataset,
                     .text = u"answered by %1: %2"_s.arg(report.snapshot, text)});
    }
}

/// What killed processes left, if anything. Failing to sweep never spoils the run.
void sweepAfter(const SyncServices &services, std::stop_token stop)
{
    const auto swept = sweep(services.home, SweepDepth::Quick, services.clock.now(), stop);
    if (!swept && swept.error().kind != ErrorKind::Cancelled)
        qCWarning(logRefresh) << "sweeping stopped:" << swept.error().message;
}

Outcome outcomeOf(const CheckReport &report)
{
    if (report.error)
        return Outcome::Failed;
    switch (report.remote) {
    case Remote::Same:
    case Remote::Unproven:
        return Outcome::Unchanged;
    case Remote::Changed:
        return Outcome::Deferred;
    case Remote::NothingYet:
        return Outcome::NothingYet;
    case Remote::Unreachable:
        return Outcome::Failed;
    }
    Q_UNREACHABLE_RETURN(Outcome::Failed);
}

} // namespace

Result<RunReport> refresh(const SyncServices &services, const RefreshRequest &request,
                          const ProgressCallback &progress, std::stop_token stop)
{
    const auto folder = services.home.existing(request.dataset);
    if (!folder)
        return failure(folder);
    const QString runId = newRunId();
    auto turn = awaitTurn(services, *folder, request, runId, progress, stop);
    if (!turn)
        return failure(turn);
    if (auto *shared = std::get_if<RunReport>(&*turn))
        return *shared;
    RunReport report;
    {
        const RunLock lock = std::get<RunLock>(std::move(*turn));
        const SignOfLife signOfLife(folder->layout());
        report = refreshRun(services, request, runId, lock, progress, stop);
    }
    // From here on nobody waits for us.
    logActivity(services.home, runActivity(report));
    logAnsweredReports(services.home, report);
    if (report.outcome == Outcome::Fetched)
        pruneAfter(services, request.dataset, stop);
    sweepAfter(services, stop);
    runAfter(services, report, progress, stop);
    return report;
}

Result<RunReport> look(const SyncServices &services, const RefreshRequest &request,
                       const ProgressCallback &progress, std::stop_token stop)
{
    RunReport report{.runId = newRunId(),
                     .dataset = request.dataset,
                     .trigger = request.trigger,
                     .startedAt = services.clock.now(),
                     .probedTick = Tick::now()};
    if (progress)
        progress({.dataset = request.dataset, .runId = report.runId, .phase = Phase::Probing});
    const auto checked = check(services, request.dataset, stop, request.askedAt);
    if (!checked)
        return failure(checked);
    report.finishedAt = services.clock.now();
    report.finishedTick = Tick::now();
    report.outcome = outcomeOf(*checked);
    report.confirmed = checked->remote == Remote::Same || checked->remote == Remote::NothingYet;
    report.changes = {int(checked->added.size()), int(checked->changed.size()), int(checked->removed.size())};
    report.requests = checked->requests;
    report.notices = checked->notices;
    report.error = checked->error;
    const QString why = heldBackText(*request.heldBack, QTimeZone::systemTimeZone());
    if (report.outcome == Outcome::Deferred)
        report.error = Error{ErrorKind::Busy, why, {}, {}};
    if (checked->remote == Remote::Unproven)
        report.notices << why; // only bytes would tell
    if (const auto record = services.home.dataset(request.dataset).record())
        report.snapshot = record->newest;
    logActivity(services.home, runActivity(report));
    return report;
}

std::vector<Result<RunReport>> refreshMany(const SyncServices &services,
                                           const std::vector<RefreshRequest> &requests, int atOnce,
                                           const ProgressCallback &progress, std::stop_token stop)
{
    if (requests.size() > 1) {
        std::vector<DatasetName> datasets;
        for (const RefreshRequest &request : requests)
            datasets.push_back(request.dataset);
        expectProbes(services, datasets);
    }
    std::vector<Result<RunReport>> outcomes(requests.size());
    std::atomic<size_t> next = 0;
    const auto work = [&] {
        for (size_t i = next++; i < requests.size(); i = next++) {
            outcomes[i] = stop.stop_requested() ? failure(ErrorKind::Cancelled, u"stopped before it began"_s)
                                                : refresh(services, requests[i], progress, stop);
        }
    };
    const size_t beside = std::min(requests.size(), size_t(std::max(atOnce, 1)));
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < beside; ++i)
        threads.emplace_back(work);
    work();
    threads.clear(); // joins
    return outcomes;
}

} // namespace larder
