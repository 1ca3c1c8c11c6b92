#include "core/sync/runendings.h"

#include "core/base/clock.h"
#include "core/base/crashpoint.h"
#include "core/changes/changes.h"
#include "core/freshness/nextlook.h"
#include "core/sources/sourcetable.h"
#include "core/store/home.h"
#include "core/store/runlog.h"
#include "core/store/verify.h"
#include "core/sync/findings.h"
#include "core/wording/runwords.h"
#include "core/wording/wordedforfiles.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

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

/// REQUIRES: within changeRecord. `newest`: the snapshot that is the newest after the run; nullptr: none.
void confirmed(Run &run, Record &record, const Manifest *newest)
{
    const auto bindingNow = run.folder.binding();
    const Meaning meaning = bindingNow ? compareMeaning(run.binding, *bindingNow) : Meaning::OtherPlace;
    if (meaning != Meaning::Same) // `set` came meanwhile: what was asked here answers another question
        return takeBackConfirmation(record, meaning, newest);
    confirm(record, run.finding);
    noteLook(record, run.finding, run.report.finishedAt);
    run.report.confirmed = true;
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

/// An upload that gives readers the files that they had: other archives around them.
bool isIdenticalUpload(const Run &run)
{
    return run.basis && isUpload(run.plan) && run.report.changes.isEmpty() && !run.before.isRebound();
}

/// The customer uploaded something else. When the binding means another place or other files than before,
/// only a file that was there and has other bytes now tells that.
bool isAnotherUpload(const Run &run)
{
    if (!run.basis || !isUpload(run.plan) || isIdenticalUpload(run))
        return false;
    return !run.before.isRebound() || std::ranges::any_of(run.received, [&](const ManifestFile &file) {
        return hasOtherBytes(run, file);
    });
}

/// An archive that holds nothing comes or goes, or one has another name, without any file that tells.
bool hasSameArchives(const Run &run)
{
    return std::ranges::equal(merged(run.plan.keptArchives, run.opened), run.basis->archives, {},
                              &Entry::path, &Entry::path);
}

QString becauseOf(const Run &run)
{
    const WordedForFiles english;
    if (!run.basis)
        return u"first fetch"_s;
    if (run.report.changes.isEmpty() && hasArchives(run))
        return u"the same files out of other archives"_s;
    return changeCountsText(run.report.changes);
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

} // namespace

RunReport failed(Run &run, const Error &error)
{
    run.report.error = error;
    if (error.kind == ErrorKind::Cancelled)
        return finish(run, Outcome::Stopped, [](Record &) { });
    return finish(run, Outcome::Failed,
                  [&](Record &record) { noteFailedLook(record, run.finding, run.report.finishedAt, error); });
}

RunReport nothingYet(Run &run)
{
    return finish(run, Outcome::NothingYet, [&](Record &record) {
        if (isFrom(run.binding, run.basis ? &run.basis->header : nullptr))
            confirmed(run, record, basisOf(run));
        else
            noteLook(record, run.finding, run.report.finishedAt);
    });
}

RunReport unchanged(Run &run)
{
    const qsizetype unproven = qsizetype(run.plan.unproven.size());
    if (unproven == 0)
        return finish(run, Outcome::Unchanged, [&](Record &record) { confirmed(run, record, basisOf(run)); });
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

bool isIdentical(const Run &run)
{
    if (!run.basis || run.basis->header.id != run.before.newest)
        return false;
    if (hasArchives(run))
        return hasSameFiles(run) && hasSameArchives(run);
    return run.plan.added.empty() && run.plan.removed.empty()
        && std::ranges::all_of(run.received, [&](const ManifestFile &file) {
               const ManifestFile *stored = run.basis->find(file.entry.path);
               return stored && stored->hash == file.hash;
           });
}

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
        confirmed(run, record, basisOf(run));
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
    draft.because = becauseOf(run);
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
        if (isIdenticalUpload(run))
            noteIdenticalUpload(record, run.finding);
        if (isAnotherUpload(run))
            run.report.answeredReports =
                record.answerReports(manifest->header.id, run.finding.startedAt, record.fetchedAt.value());
        confirmed(run, record, &*manifest);
    });
}

} // namespace larder
