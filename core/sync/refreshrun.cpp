#include "core/sync/refreshrun.h"

#include "core/base/clock.h"
#include "core/base/crashpoint.h"
#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"
#include "core/store/home.h"
#include "core/store/sweep.h"
#include "core/sync/findings.h"
#include "core/sync/runendings.h"
#include "core/sync/runfetch.h"

#include <algorithm>
#include <set>

namespace larder {

namespace {

constexpr int maxRounds = 4; // a source that still moves after so many probes is being written to right now

/// Whether entries that are equal but weak are downloaded and compared by hash: not by a look between two
/// boundaries.
bool downloadsUnproven(const Run &run)
{
    return run.request.trigger != Trigger::Background || isForced(run) || run.before.hasOpenReport()
        || run.plan.hasChange() || !isHit(run.binding, run.before, run.finding.startedAt);
}

/// "Nothing is there" is an answer that only a binding with `allow-empty` may believe.
std::optional<Error> refusedAsEmpty(const Run &run)
{
    if (!run.finding.listing.entries.empty() || run.binding.allowEmpty)
        return std::nullopt;
    return emptiedSource(run.binding, basisOf(run), run.request.dataset);
}

/// As little as a source that lists nothing may archives that hold nothing empty the snapshot.
std::optional<Error> refusedAsEmptyArchives(const Run &run)
{
    if (run.binding.allowEmpty || !snapshotFiles(run).empty())
        return std::nullopt;
    return emptyArchives(run.binding, basisOf(run), run.request.dataset);
}

/// Readers must know of the difference before the first body is asked for.
Result<void> publishChange(Run &run)
{
    const Instant endedAt = run.services.clock.now();
    const auto written = run.folder.changeRecord(
        [&](Record &record) {
            noteChange(record, run.finding, run.plan);
            noteLook(record, run.finding, endedAt);
        },
        endedAt);
    if (!written)
        return failure(written);
    crashPoint("change-published");
    return {};
}

/// Archives of which a file is another, new, or gone.
std::set<QByteArray> archivesWithOtherMembers(const Run &run)
{
    std::set<QByteArray> differing;
    for (const ManifestFile &file : run.received) {
        const ManifestFile *stored = run.basis->find(file.entry.path);
        if (!stored || stored->hash != file.hash || stored->archive != file.archive)
            differing.insert(file.archive);
    }
    for (const ManifestFile &stored : run.basis->files) {
        if (!std::ranges::binary_search(run.received, stored.entry.path, {}, pathOf))
            differing.insert(stored.archive);
    }
    return differing;
}

/// A difference that no validator told, but the bytes: it is known from here on, like any other.
Result<void> publishWhatBytesTold(Run &run)
{
    if (run.plan.hasChange())
        return {};
    for (const ManifestFile &file : run.received) {
        if (file.archive.isEmpty() && hasOtherBytes(run, file))
            run.plan.changed.push_back(file.entry);
    }
    const auto differing =
        run.basis && !run.opened.empty() ? archivesWithOtherMembers(run) : std::set<QByteArray>();
    for (const Entry &archive : run.opened) {
        // What was packed until now is another form, and no difference at the source.
        const bool wasOpened =
            run.basis && std::ranges::binary_search(run.basis->archives, archive.path, {}, &Entry::path);
        if (wasOpened && differing.contains(archive.path))
            run.plan.changed.push_back(archive);
    }
    run.report.changes = run.plan.counts();
    return run.plan.hasChange() ? publishChange(run) : Result<void>{};
}

Result<void> probeOnce(Run &run)
{
    tell(run, Phase::Probing);
    const bool isFirst = run.source == nullptr;
    if (isFirst) {
        run.openedAt = run.services.clock.now();
        auto source = openSource(run.services, run.request.dataset, run.binding, run.openedAt);
        if (!source)
            return failure(source);
        run.source = std::move(*source);
    }
    // The first round only has to find what differs; a later one must tell whether what was received still
    // holds, and whether an upload settles is seen by all of it.
    static const Manifest nothing;
    const Manifest *basis = basisOf(run);
    const bool needsAll = !isFirst || settleTime(run.binding, run.before).count() > 0;
    const Manifest *comparedWith = needsAll ? nullptr : basis ? basis : &nothing;
    const auto askedAt = isFirst ? std::optional(run.request.askedAt) : std::nullopt;
    auto probed =
        probe(run.services, *run.source, run.binding, {comparedWith, basis, askedAt}, run.stop, &run.finding);
    if (isFirst) {
        run.report.startedAt = run.finding.startedAt;
        run.report.probedTick = run.finding.startedTick;
    }
    if (basis)
        refuseNothingYetAfterUpload(run.finding, run.binding, &basis->header);
    run.report.notices = run.finding.listing.notices;
    crashPoint("probed");
    return probed;
}

RunReport runRounds(Run &run)
{
    for (int round = 1; round <= maxRounds; ++round) {
        if (const auto probed = probeOnce(run); !probed)
            return failed(run, probed.error());
        run.report.error.reset(); // of the round before
        if (run.finding.isNothingYet)
            return nothingYet(run);
        if (const auto refused = refusedAsEmpty(run))
            return failed(run, *refused);

        run.plan =
            planFetch(run.finding.listing, basisOf(run), run.before.laterValidators, run.binding.unpack);
        run.report.changes = run.plan.counts();
        const bool isNeeded = run.plan.hasChange() || run.plan.hasOtherForm() || isForced(run) || !run.basis
            || run.basis->header.id != run.before.newest
            || (!run.plan.unproven.empty() && downloadsUnproven(run));
        if (!isNeeded)
            return unchanged(run);
        if (run.plan.hasChange()) {
            if (!isSettled(run.before, run.finding, settleTime(run.binding, run.before)))
                return settling(run);
            if (const auto published = publishChange(run); !published)
                return failed(run, published.error());
        }
        const auto got = fetchOnce(run);
        if (!got)
            return failed(run, got.error());
        if (*got == Fetched::SourceMoved)
            continue;
        if (isForced(run)) {
            run.plan.kept.clear();
            run.plan.keptArchives.clear();
        }
        if (const auto opened = openArchives(run); !opened)
            return failed(run, opened.error());
        if (const auto refused = refusedAsEmptyArchives(run))
            return failed(run, *refused);
        if (isIdentical(run))
            return identical(run);
        if (const auto published = publishWhatBytesTold(run); !published)
            return failed(run, published.error());
        return fetched(run);
    }
    return failed(run, *run.report.error);
}

} // namespace

RunReport refreshRun(const SyncServices &services, const RefreshRequest &request, const QString &runId,
                     const RunLock &lock, const ProgressCallback &progress, std::stop_token stop)
{
    Run run{.services = services,
            .request = request,
            .progress = progress,
            .stop = stop,
            .folder = services.home.dataset(request.dataset)};
    run.report = {.runId = runId,
                  .dataset = request.dataset,
                  .trigger = request.trigger,
                  .forced = isForced(run),
                  .startedAt = services.clock.now()};
    run.finding.startedAt = run.report.startedAt;
    run.finding.startedTick = Tick::now();
    if (const auto recovered = run.folder.recover(run.report.startedAt, &lock); !recovered)
        return failed(run, recovered.error());
    if (const auto swept = sweepDataset(services.home, request.dataset, lock); !swept)
        return failed(run, swept.error());
    auto binding = run.folder.binding();
    auto record = run.folder.record();
    auto basis = run.folder.fetchBasis();
    if (!binding)
        return failed(run, binding.error());
    if (!record)
        return failed(run, record.error());
    if (!basis)
        return failed(run, basis.error());
    run.binding = std::move(*binding);
    run.before = std::move(*record);
    run.basis = std::move(*basis);
    return runRounds(run);
}

} // namespace larder
