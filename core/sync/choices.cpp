#include "core/sync/choices.h"

#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/sync/activitylog.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Changes the record and tells of it. `needed`: a snapshot that must still be there under the record's lock.
Result<Record> choose(const SyncServices &services, const DatasetName &dataset, ActivityKind kind,
                      const QString &told, const SnapshotId &needed,
                      const std::function<void(Record &, Instant now)> &change)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    const Instant now = services.clock.now();
    bool isGone = false;
    auto record = folder->changeRecord(
        [&](Record &current) {
            isGone = !needed.isEmpty() && !folder->hasSnapshot(needed);
            if (!isGone)
                change(current, now);
        },
        now);
    if (!record)
        return record;
    if (isGone) {
        return failure(ErrorKind::NotFound,
                       u"%1 has no snapshot \"%2\" any more"_s.arg(dataset.text(), needed), needed,
                       u"`larder history %1` lists what is there"_s.arg(dataset.text()));
    }
    logActivity(
        services.home,
        {.kind = kind, .at = now, .customer = dataset.customer, .dataset = dataset.dataset, .text = told});
    return record;
}

} // namespace

Result<Record> holdSnapshot(const SyncServices &services, const DatasetName &dataset,
                            const SnapshotId &snapshot)
{
    return choose(services, dataset, ActivityKind::Held, u"held at %1"_s.arg(snapshot), snapshot,
                  [&](Record &record, Instant) { record.hold = snapshot; });
}

Result<Record> releaseHold(const SyncServices &services, const DatasetName &dataset)
{
    return choose(services, dataset, ActivityKind::Released, u"released the hold"_s, {},
                  [](Record &record, Instant) { record.hold.clear(); });
}

Result<Record> pinSnapshot(const SyncServices &services, const DatasetName &dataset,
                           const SnapshotId &snapshot)
{
    return choose(services, dataset, ActivityKind::Pinned, u"pinned %1"_s.arg(snapshot), snapshot,
                  [&](Record &record, Instant) {
                      record.pins.removeAll(snapshot);
                      record.pins.append(snapshot);
                  });
}

Result<Record> unpinSnapshot(const SyncServices &services, const DatasetName &dataset,
                             const SnapshotId &snapshot)
{
    return choose(services, dataset, ActivityKind::Unpinned, u"unpinned %1"_s.arg(snapshot), {},
                  [&](Record &record, Instant) { record.pins.removeAll(snapshot); });
}

Result<Record> openReport(const SyncServices &services, const DatasetName &dataset, const QString &text)
{
    const QString told = text.simplified();
    if (told.isEmpty() || told.size() > longestReport) {
        return failure(ErrorKind::Invalid,
                       told.isEmpty() ? u"a report needs words: what is wrong with the upload"_s
                                      : u"a report has at most %1 characters"_s.arg(longestReport),
                       dataset.text());
    }
    return choose(services, dataset, ActivityKind::Reported, told, {}, [&](Record &record, Instant now) {
        record.reports.append({.text = told, .openedAt = now});
    });
}

Result<Record> closeReports(const SyncServices &services, const DatasetName &dataset)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    const auto before = folder->record();
    if (!before)
        return before;
    if (!before->hasOpenReport()) {
        return failure(ErrorKind::NotFound, u"no report is open for %1"_s.arg(dataset.text()), dataset.text(),
                       u"`larder report %1 \"what is wrong\"` opens one"_s.arg(dataset.text()));
    }
    return choose(services, dataset, ActivityKind::Closed, u"closed by hand"_s, {},
                  [](Record &record, Instant now) {
                      for (Report &report : record.reports) {
                          if (!report.closedAt)
                              report.closedAt = now;
                      }
                  });
}

} // namespace larder
