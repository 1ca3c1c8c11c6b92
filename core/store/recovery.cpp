#include "core/store/recovery.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

RunReport finishedRun(const ManifestHeader &header, const DatasetName &name, const Record &record)
{
    return {.runId = header.id,
            .dataset = name,
            .startedAt = header.probedAt,
            .finishedAt = header.createdAt,
            .outcome = Outcome::Fetched,
            .switched = record.hold.isEmpty(),
            .snapshot = header.id,
            .notices = {u"the run was interrupted after its commit and finished later"_s}};
}

void switchTo(Record &record, const ManifestHeader &header, const DatasetName &name)
{
    // A later look than the dead run's compared the source with the snapshot before: what it saw still holds,
    // and whether the source is as this snapshot says must be asked.
    const bool wasReboundSince = record.boundAt && *record.boundAt >= header.probedAt;
    const bool isOvertaken =
        wasReboundSince || (record.lastLook && record.lastLook->startedAt > header.probedAt);
    const bool wasRebound = record.isRebound();
    record.newest = header.id;
    record.fetchedAt = header.createdAt;
    record.confirmedAt = isOvertaken ? std::nullopt : std::optional(header.probedAt);
    if (!header.parent.isEmpty()) // a first snapshot differs from nothing: it tells of no upload
        record.differenceSeenAt = std::max(record.differenceSeenAt, std::optional(header.probedAt));
    record.uploadedAt = header.uploadedAt ? header.uploadedAt : record.uploadedAt;
    if (!wasReboundSince) // else they say that no file is proven at the new place
        record.laterValidators.clear();
    if (!isOvertaken) {
        record.knownChange.reset();
        record.settling.reset();
        record.lastLook = Look{header.probedAt, header.createdAt, std::nullopt, 0};
    }
    record.lastRun = finishedRun(header, name, record);
    if (record.lastRun->switched) // whether the binding has a command is seen when it is due
        record.afterDue = header.id;
    if (!header.parent.isEmpty() && !wasRebound)
        record.lastRun->answeredReports = record.answerReports(header.id, header.probedAt, header.createdAt);
}

void fallBackTo(Record &record, const ManifestHeader *header)
{
    record.newest = header ? header->id : SnapshotId{};
    record.fetchedAt = header ? std::optional(header->createdAt) : std::nullopt;
    record.confirmedAt.reset();
    record.laterValidators.clear();
}

} // namespace

bool needsCatchUp(const Record &record, const std::vector<ManifestHeader> &known)
{
    return known.empty() ? !record.newest.isEmpty() : known.front().id != record.newest;
}

void catchUp(Record &record, const std::vector<ManifestHeader> &known, const DatasetName &name)
{
    if (!needsCatchUp(record, known))
        return;
    const bool isNewestThere =
        record.newest.isEmpty() || std::ranges::contains(known, record.newest, &ManifestHeader::id);
    // Only a dead run's commit is newer than a newest that is still there.
    const bool isAdvance = isNewestThere && !known.empty();
    if (isAdvance)
        switchTo(record, known.front(), name);
    else
        fallBackTo(record, known.empty() ? nullptr : &known.front());
}

Record rebuiltRecord(Record backup, const std::vector<ManifestHeader> &known)
{
    Record record{.hold = backup.hold,
                  .pins = std::move(backup.pins),
                  .reports = std::move(backup.reports),
                  .supersededAt = std::move(backup.supersededAt),
                  .handedOutAt = std::move(backup.handedOutAt)};
    fallBackTo(record, known.empty() ? nullptr : &known.front());
    return record;
}

bool saysTheSame(const CurrentView &present, const CurrentView &derived)
{
    return present.dataset == derived.dataset && present.snapshot == derived.snapshot
        && present.path == derived.path && present.confirmedAt == derived.confirmedAt
        && present.fetchedAt == derived.fetchedAt && present.freshUntil == derived.freshUntil
        && present.warning == derived.warning && present.currentSince == derived.currentSince;
}

bool isLessFresh(const CurrentView &next, const CurrentView &present)
{
    const auto answers = [](const CurrentView &view) {
        return !view.path.isEmpty() && view.confirmedAt
            && (!view.freshUntil || *view.freshUntil > *view.confirmedAt);
    };
    if (!answers(present))
        return false;
    if (!answers(next))
        return true;
    return next.freshUntil && (!present.freshUntil || *next.freshUntil < *present.freshUntil);
}

} // namespace larder
