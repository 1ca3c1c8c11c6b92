#include "core/sync/refreshrun.h"

#include "core/base/clock.h"
#include "core/base/crashpoint.h"
#include "core/changes/changes.h"
#include "core/freshness/judge.h"
#include "core/freshness/nextlook.h"
#include "core/sources/sourcetable.h"
#include "core/store/home.h"
#include "core/store/runlog.h"
#include "core/store/staging.h"
#include "core/store/sweep.h"
#include "core/store/verify.h"
#include "core/sync/fetcher.h"
#include "core/sync/findings.h"
#include "core/sync/unpacking.h"
#include "core/wording/runwords.h"
#include "core/wording/wordedforfiles.h"

#include <algorithm>
#include <set>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxRounds = 4; // a source that still moves after so many probes is being written to right now

/// What one run knows and gathers on its way.
struct Run {
    const SyncServices &services;
    const RefreshRequest &request;
    const ProgressCallback &progress;
    std::stop_token stop;

    DatasetFolder folder;
    Binding binding;
    Record before; ///< the record when the run began
    std::optional<Manifest> basis; ///< what a fetch may build on
    RunReport report;

    ProbeFinding finding;
    FetchPlan plan;
    std::unique_ptr<Source> source;
    std::optional<Staging> staging;
    Instant openedAt{}; ///< decides which day the address means
    std::vector<ManifestFile> received; ///< by all rounds so far, in byte order of the path
    std::vector<Entry> opened; ///< archives among them, once they are unpacked
};

bool isForced(const Run &run)
{
    return run.request.fetch == Fetch::All;
}

const Manifest *basisOf(const Run &run)
{
    return run.basis ? &*run.basis : nullptr;
}

void tell(const Run &run, Phase phase)
{
    if (run.progress)
        run.progress({.dataset = run.request.dataset, .runId = run.report.runId, .phase = phase});
}

/// Whether entries that are equal but weak are downloaded and compared by hash: not by a look between two
/// boundaries.
bool downloadsUnproven(const Run &run)
{
    return run.request.trigger != Trigger::Background || isForced(run) || run.before.hasOpenReport()
        || run.plan.hasChange() || !isHit(run.binding, run.before, run.finding.startedAt);
}

const QByteArray &pathOf(const ManifestFile &file)
{
    return file.entry.path;
}

std::vector<Entry> merged(const std::vector<Entry> &first, const std::vector<Entry> &second)
{
    std::vector<Entry> all;
    all.reserve(first.size() + second.size());
    std::ranges::merge(first, second, std::back_inserter(all), {}, &Entry::path, &Entry::path);
    return all;
}

std::vector<ManifestFile> merged(const std::vector<ManifestFile> &first,
                                 const std::vector<ManifestFile> &second)
{
    std::vector<ManifestFile> all;
    all.reserve(first.size() + second.size());
    std::ranges::merge(first, second, std::back_inserter(all), {}, pathOf, pathOf);
    return all;
}

/// What stays of the newest snapshot.
std::vector<ManifestFile> keptFiles(const Run &run)
{
    return keptFiles(run.plan, run.finding.listing, basisOf(run));
}

/// All of the new snapshot.
std::vector<ManifestFile> snapshotFiles(const Run &run)
{
    return merged(keptFiles(run), run.received);
}

/// Writes the record and lets the report end with `outcome`; a record that cannot be written is the failure.
RunReport finish(Run &run, Outcome outcome, const std::function<void(Record &)> &change)
{
    run.report.outcome = outcome;
    run.report.finishedAt = run.services.clock.now();
    run.report.finishedTick = Tick::now();
    run.report.requests = run.source ? run.source->requests() : 0;
    run.report.hasLog = run.source && keepRunLog(run.folder.layout(), run.report.runId, run.source->said());
    const auto written = run.folder.changeRecord(
        [&](Record &record) {
            change(record);
            run.report.snapshot = record.newest;
            record.lastRun = run.report;
        },
        run.report.finishedAt);
    if (!written) {
        run.report.outcome = Outcome::Failed;
        run.report.error = written.error();
    }
    crashPoint("run-recorded");
    return run.report;
}

RunReport failed(Run &run, const Error &error)
{
    run.report.error = error;
    if (error.kind == ErrorKind::Cancelled)
        return finish(run, Outcome::Stopped, [](Record &) { });
    return finish(run, Outcome::Failed,
                  [&](Record &record) { noteFailedLook(record, run.finding, run.report.finishedAt, error); });
}

/// REQUIRES: within changeRecord. `newest`: the files of the snapshot that is the newest after the run.
void confirmed(Run &run, Record &record, std::span<const ManifestFile> newest)
{
    const auto bindingNow = run.folder.binding();
    const Meaning meaning = bindingNow ? compareMeaning(run.binding, *bindingNow) : Meaning::OtherPlace;
    if (meaning != Meaning::Same) // `set` came meanwhile: what was asked here answers another question
        return takeBackConfirmation(record, meaning, newest);
    confirm(record, run.finding);
    noteLook(record, run.finding, run.report.finishedAt);
    run.report.confirmed = true;
}

std::span<const ManifestFile> basisFiles(const Run &run)
{
    return run.basis ? std::span<const ManifestFile>(run.basis->files) : std::span<const ManifestFile>();
}

/// That nothing is there yet confirms what came from the same address, and nothing else.
RunReport nothingYet(Run &run)
{
    return finish(run, Outcome::NothingYet, [&](Record &record) {
        if (isFrom(run.binding, run.basis ? &run.basis->header : nullptr))
            confirmed(run, record, basisFiles(run));
        else
            noteLook(record, run.finding, run.report.finishedAt);
    });
}

RunReport unchanged(Run &run)
{
    const qsizetype unproven = qsizetype(run.plan.unproven.size());
    if (unproven == 0)
        return finish(run, Outcome::Unchanged,
                      [&](Record &record) { confirmed(run, record, basisFiles(run)); });
    run.report.notices
        << u"%1 of %2 files have weak validators: nothing differs, and nothing is proven"_s.arg(
               QString::number(unproven), QString::number(run.finding.listing.entries.size()));
    return finish(run, Outcome::Unchanged,
                  [&](Record &record) { noteLook(record, run.finding, run.report.finishedAt); });
}

RunReport settling(Run &run)
{
    const auto wait = settleTime(run.binding, run.before);
    run.report.error =
        Error{ErrorKind::Busy,
              u"the upload is not complete yet: it is taken when it has not changed for %1 seconds"_s.arg(
                  wait.count()),
              redactedAddress(run.binding),
              {}};
    return finish(run, Outcome::Settling, [&](Record &record) {
        noteSettling(record, run.finding);
        noteChange(record, run.finding, run.plan);
        noteLook(record, run.finding, run.report.finishedAt);
    });
}

/// Bytes equal to what the newest snapshot holds: only the identities are new.
RunReport identical(Run &run)
{
    if (auto mended =
            mendSnapshot(run.services.home, run.request.dataset, run.basis->header.id, run.received);
        !mended)
        return failed(run, mended.error());
    const bool wasExpected = !run.plan.hasChange() && !isForced(run); // only unproven ones were compared
    return finish(run, wasExpected ? Outcome::Unchanged : Outcome::Identical, [&](Record &record) {
        const auto noteValidator = [&](const Entry &entry) {
            if (run.basis->findEntry(entry.path)->validator == entry.validator)
                record.laterValidators.remove(entry.path);
            else
                record.laterValidators.insert(entry.path, entry.validator);
        };
        std::ranges::for_each(run.opened, noteValidator);
        for (const ManifestFile &file : run.received) {
            if (file.archive.isEmpty())
                noteValidator(file.entry);
        }
        if (run.plan.hasChange() && !run.before.isRebound())
            noteIdenticalUpload(record, run.finding);
        confirmed(run, record, basisFiles(run));
    });
}

bool hasArchives(const Run &run)
{
    return !run.opened.empty() || !run.plan.keptArchives.empty()
        || (run.basis && !run.basis->archives.empty());
}

/// What changes for readers, who see the files of an archive and not the archive.
ChangeCounts countsForReaders(const Run &run, const std::vector<ManifestFile> &files)
{
    if (!hasArchives(run))
        return run.plan.counts();
    const Changes changes = changesBetween(run.basis.value_or(Manifest{}), Manifest{{}, files, {}});
    return {int(changes.added.size()), int(changes.changed.size()), int(changes.removed.size())};
}

bool hasOtherBytes(const Run &run, const ManifestFile &received)
{
    const ManifestFile *stored = run.basis ? run.basis->find(received.entry.path) : nullptr;
    return stored && stored->hash != received.hash;
}

/// The customer uploaded something else. When the binding means another place or other files than before,
/// only a file that was there and has other bytes now tells that.
bool isAnotherUpload(const Run &run)
{
    if (!run.basis || !isUpload(run.plan))
        return false;
    return !run.before.isRebound() || std::ranges::any_of(run.received, [&](const ManifestFile &file) {
        return hasOtherBytes(run, file);
    });
}

RunReport fetched(Run &run)
{
    ManifestHeader draft;
    draft.parent = run.before.newest;
    draft.probedAt = run.finding.startedAt;
    draft.uploadedAt = run.finding.listing.newestModified();
    draft.source = redactedAddress(run.binding);
    std::vector<ManifestFile> files = snapshotFiles(run);
    run.report.changes = countsForReaders(run, files);
    const WordedForFiles english;
    draft.because = run.basis ? changeCountsText(run.report.changes) : u"first fetch"_s;
    tell(run, Phase::Committing);
    crashPoint("fetched");
    auto manifest = run.staging->commit(draft, std::move(files), run.services.clock.now(),
                                        merged(run.plan.keptArchives, run.opened));
    if (!manifest)
        return failed(run, manifest.error());
    crashPoint("committed");
    return finish(run, Outcome::Fetched, [&](Record &record) {
        record.newest = manifest->header.id;
        record.fetchedAt = manifest->header.createdAt;
        record.laterValidators.clear();
        run.report.switched = record.hold.isEmpty();
        if (run.report.switched)
            record.afterDue = run.binding.after.isEmpty() ? SnapshotId() : manifest->header.id;
        if (isAnotherUpload(run))
            run.report.answeredReports =
                record.answerReports(manifest->header.id, run.finding.startedAt, record.fetchedAt.value());
        confirmed(run, record, manifest->files);
    });
}

/// The snapshot would have the very files of the newest one.
bool hasSameFiles(const Run &run)
{
    return std::ranges::equal(snapshotFiles(run), run.basis->files,
                              [](const ManifestFile &one, const ManifestFile &other) {
                                  return one.hash == other.hash && one.entry.path == other.entry.path
                                      && one.archive == other.archive;
                              });
}

bool isIdentical(const Run &run)
{
    if (!run.basis || run.basis->header.id != run.before.newest)
        return false;
    if (hasArchives(run))
        return hasSameFiles(run);
    return run.plan.added.empty() && run.plan.removed.empty()
        && std::ranges::all_of(run.received, [&](const ManifestFile &file) {
               const ManifestFile *stored = run.basis->find(file.entry.path);
               return stored && stored->hash == file.hash;
           });
}

/// "Nothing is there" is an answer that only a binding with `allow-empty` may believe.
std::optional<Error> refusedAsEmpty(const Run &run)
{
    if (!run.finding.listing.entries.empty() || run.binding.allowEmpty)
        return std::nullopt;
    return emptiedSource(run.binding, basisOf(run), run.request.dataset);
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

/// What is to be asked for in this round: not what earlier ones received.
std::vector<Entry> wantedEntries(const Run &run)
{
    std::vector<Entry> wanted = isForced(run)
        ? run.finding.listing.entries
        : merged(merged(merged(run.plan.added, run.plan.changed), run.plan.unproven), run.plan.reshaped);
    std::erase_if(wanted, [&](const Entry &entry) {
        return std::ranges::binary_search(run.received, entry.path, {}, pathOf);
    });
    return wanted;
}

qint64 bytesToFetch(const Run &run, const std::vector<Entry> &wanted)
{
    qint64 bytes = 0;
    for (const Entry &entry : wanted)
        bytes += std::max<qint64>(entry.size, 0);
    if (wanted.size() == 1)
        bytes -= Staging::resumableBytes(run.services.home, run.request.dataset, wanted.front());
    return bytes;
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

const Entry *listedNow(const Run &run, const ManifestFile &file)
{
    const auto &entries = run.finding.listing.entries;
    const auto listed = std::ranges::lower_bound(entries, file.entry.path, {}, &Entry::path);
    return listed == entries.end() || listed->path != file.entry.path ? nullptr : &*listed;
}

/// A new round builds on those files of the earlier ones that are still what the source lists; the others are
/// received again, or left out by the commit.
Result<void> dropOutdated(Run &run)
{
    for (auto file = run.received.begin(); file != run.received.end();) {
        const Entry *listed = listedNow(run, *file);
        if (listed && compare(file->entry.validator, listed->validator) == Sameness::Same) {
            ++file;
            continue;
        }
        if (auto discarded = run.staging->discard(file->entry.path); !discarded)
            return discarded;
        file = run.received.erase(file);
    }
    return {};
}

/// Entries that the probe left unknown, as the answers that brought their bytes told them.
void completeListing(Run &run)
{
    auto received = run.received.begin();
    for (Entry &entry : run.finding.listing.entries) {
        while (received != run.received.end() && received->entry.path < entry.path)
            ++received;
        if (received != run.received.end() && received->entry.path == entry.path)
            entry = received->entry;
    }
}

enum class Fetched { All, SourceMoved };

Result<Fetched> fetchOnce(Run &run)
{
    if (!run.staging) {
        auto staging = Staging::begin(run.services.home, run.request.dataset, run.report.runId,
                                      run.services.pool, run.stop);
        if (!staging)
            return failure(staging);
        run.staging.emplace(std::move(*staging));
    }
    if (auto dropped = dropOutdated(run); !dropped)
        return failure(dropped);
    const std::vector<Entry> wanted = wantedEntries(run);
    const qint64 bytes = bytesToFetch(run, wanted);
    if (const auto space = ensureSpace(run.services.home, bytes); !space)
        return failure(space);
    Fetcher fetcher(run.services.home, *run.staging, wanted, run.binding.unpack,
                    {.dataset = run.request.dataset,
                     .runId = run.report.runId,
                     .filesTotal = int(wanted.size()),
                     .bytesTotal = bytes},
                    run.progress);
    const auto fetching = run.source->fetch(wanted, fetcher, run.stop);
    run.report.fetchedFiles += fetcher.files();
    run.report.fetchedBytes += fetcher.bytes();
    if (!fetching)
        return failure(fetching);
    if (fetcher.firstFailure())
        return std::unexpected(*fetcher.firstFailure());
    auto received = run.staging->finishReceiving();
    if (!received)
        return failure(received);
    run.received = std::move(*received);
    // What an earlier round received and the source does not list any more.
    std::erase_if(run.received, [&](const ManifestFile &file) { return !listedNow(run, file); });
    if (fetcher.conflict()) {
        run.report.error = fetcher.conflict();
        return Fetched::SourceMoved;
    }
    completeListing(run);
    return Fetched::All;
}

/// Members of several archives, and files beside them, must be able to stand in one directory tree.
Result<void> checkSnapshotNames(const Run &run)
{
    std::vector<Entry> entries;
    for (const ManifestFile &file : snapshotFiles(run))
        entries.push_back(file.entry);
    return checkNames(entries, nameCase(run.services.home));
}

/// The archives that came become their members; those that are not wanted themselves go.
Result<void> openArchives(Run &run)
{
    const Unpack unpack = run.binding.unpack;
    UnpackOrder order{.start = {.dataset = run.request.dataset, .runId = run.report.runId}};
    for (const ManifestFile &file : run.received) {
        if (isUnpacked(file.entry.path, unpack))
            order.archives.push_back(file.entry);
    }
    if (order.archives.empty())
        return {};
    run.opened = order.archives;
    order.isAtTop = run.finding.listing.entries.size() == 1
        && namesEntry(run.binding, run.openedAt, order.archives.front().path);
    for (const ManifestFile &file : keptFiles(run))
        order.taken.insert(file.entry.path);
    for (const ManifestFile &file : run.received)
        order.taken.insert(file.entry.path);
    tell(run, Phase::Unpacking);
    auto received = unpackReceived(run.services, *run.staging, std::move(order), run.progress, run.stop);
    if (!received)
        return failure(received);
    run.received = std::move(*received);
    if (unpack == Unpack::Auto) {
        for (const Entry &archive : run.opened) {
            if (auto dropped = run.staging->discard(archive.path); !dropped)
                return dropped;
        }
        std::erase_if(run.received, [&](const ManifestFile &file) {
            return file.archive.isEmpty() && isUnpacked(file.entry.path, unpack);
        });
    }
    return checkSnapshotNames(run);
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
