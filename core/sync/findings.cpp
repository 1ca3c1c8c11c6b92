#include "core/sync/findings.h"

#include "core/freshness/usualupload.h"
#include "core/sources/sourcetable.h"
#include "core/wording/quantities.h"
#include "core/wording/wordedforfiles.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// A look that began after this one has been noted already. (A tick in the future is of an earlier boot.)
bool isOvertaken(const Record &record, const ProbeFinding &finding)
{
    return record.lastLook && record.lastLook->startedTick > finding.startedTick
        && record.lastLook->startedTick <= Tick::now();
}

bool isPicky(const Binding &binding)
{
    return !binding.include.isEmpty() || !binding.exclude.isEmpty() || binding.since.count() > 0;
}

Error nothingToTake(const QString &what, const Binding &binding, const Manifest *newest,
                    const DatasetName &dataset)
{
    const WordedForFiles english;
    const QString before = newest && !newest->files.empty()
        ? u" any more, but had %1"_s.arg(fileCountText(qint64(newest->files.size())))
        : QString();
    const QString hint = isPicky(binding)
        ? u"see its patterns with `larder dump %1`; if nothing is right, `larder set %1 allow-empty=yes`"_s
        : u"if that is right, `larder set %1 allow-empty=yes`"_s;
    return {ErrorKind::NotFound, what + before, redactedAddress(binding), hint.arg(dataset.text())};
}

} // namespace

bool isStillTelling(const Record &record, const ProbeFinding &finding, const SnapshotId &comparedWith)
{
    return record.newest == comparedWith && !isOvertaken(record, finding);
}

void noteLook(Record &record, const ProbeFinding &finding, Instant endedAt)
{
    if (isOvertaken(record, finding))
        return;
    record.lastLook = Look{finding.startedAt, endedAt, std::nullopt, 0, finding.startedTick};
    if (const auto uploaded = finding.listing.newestModified())
        record.uploadedAt = uploaded;
    record.uploads = firstUploads(record.uploads, finding.listing, finding.zone, finding.startedAt);
}

void noteFailedLook(Record &record, const ProbeFinding &finding, Instant endedAt, const Error &error)
{
    if (isOvertaken(record, finding))
        return;
    const int failures = record.lastLook ? record.lastLook->failuresInARow : 0;
    record.lastLook = Look{finding.startedAt, endedAt, error, failures + 1, finding.startedTick};
}

void noteChange(Record &record, const ProbeFinding &finding, const FetchPlan &plan)
{
    const QByteArray digest = listingDigest(finding.listing);
    const bool isNews = !record.knownChange || record.knownChange->digest != digest;
    // What is new because nothing was there before does not tell when it was uploaded.
    if (isNews && isUpload(plan) && !record.newest.isEmpty())
        record.differenceSeenAt = finding.startedAt;
    const Instant seenAt = record.knownChange ? record.knownChange->seenAt : finding.startedAt;
    const Instant latestAt = isNews ? finding.startedAt : record.knownChange->latestAt;
    record.knownChange = KnownChange{seenAt, plan.counts(), plan.example(), digest, latestAt};
}

Error emptiedSource(const Binding &binding, const Manifest *newest, const DatasetName &dataset)
{
    return nothingToTake(isPicky(binding) ? u"the source lists nothing that the binding takes"_s
                                          : u"the source lists nothing"_s,
                         binding, newest, dataset);
}

Error emptyArchives(const Binding &binding, const Manifest *newest, const DatasetName &dataset)
{
    return nothingToTake(u"the source's archives hold nothing"_s, binding, newest, dataset);
}

bool isFrom(const Binding &binding, const ManifestHeader *newest)
{
    return !newest || newest->source == redactedAddress(binding);
}

void noteIdenticalUpload(Record &record, const ProbeFinding &finding)
{
    for (Report &report : record.reports) {
        if (!report.closedAt && report.openedAt <= finding.startedAt)
            report.identicalAt = finding.startedAt;
    }
}

bool isUpload(const FetchPlan &plan)
{
    return !plan.added.empty() || !plan.changed.empty();
}

void confirm(Record &record, const ProbeFinding &finding)
{
    record.confirmedAt = finding.startedAt;
    // What a later look saw may be yet another upload: then readers ask once more.
    if (isOvertaken(record, finding))
        return;
    record.knownChange.reset();
    record.settling.reset();
}

void takeBackConfirmation(Record &record, Meaning meaning, const Manifest *newest)
{
    record.confirmedAt.reset();
    record.knownChange.reset();
    record.settling.reset();
    record.uploadedAt.reset();
    record.uploads.clear();
    if (meaning != Meaning::OtherPlace || !newest)
        return;
    for (const Entry &entry : newest->sourceEntries())
        record.laterValidators.insert(entry.path, Validator{});
}

bool isSettled(const Record &record, const ProbeFinding &finding, std::chrono::seconds settleTime)
{
    if (settleTime.count() == 0)
        return true;
    const auto uploaded = finding.listing.newestModified();
    if (uploaded && finding.listing.serverNow && *finding.listing.serverNow - *uploaded >= settleTime)
        return true;
    return record.settling && record.settling->digest == listingDigest(finding.listing)
        && finding.startedAt - record.settling->firstSeenAt >= settleTime;
}

void noteSettling(Record &record, const ProbeFinding &finding)
{
    const QByteArray digest = listingDigest(finding.listing);
    if (!record.settling || record.settling->digest != digest)
        record.settling = SettlingListing{digest, finding.startedAt};
}

} // namespace larder
