#include "core/sync/choices.h"

#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/sync/activitylog.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Says whether it may be chosen, and if so changes the record. Called under the record's lock.
using Choice = std::function<Result<void>(Record &, const DatasetFolder &, Instant now)>;

/// Changes the record and tells of it.
Result<Record> choose(const SyncServices &services, const DatasetName &dataset, ActivityKind kind,
                      const QString &told, const Choice &change)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    const Instant now = services.clock.now();
    Result<void> chosen;
    auto record = folder->changeRecord([&](Record &current) { chosen = change(current, *folder, now); }, now);
    if (!record)
        return record;
    if (!chosen)
        return failure(chosen);
    logActivity(
        services.home,
        {.kind = kind, .at = now, .customer = dataset.customer, .dataset = dataset.dataset, .text = told});
    return record;
}

/// Only a snapshot that is there, where no prune can come between.
Choice ofSnapshot(const SnapshotId &snapshot, const std::function<void(Record &)> &change)
{
    return [snapshot, change](Record &record, const DatasetFolder &folder, Instant) -> Result<void> {
        if (!folder.hasSnapshot(snapshot)) {
            const QString name = folder.name().text();
            return failure(ErrorKind::NotFound, u"%1 has no snapshot \"%2\" any more"_s.arg(name, snapshot),
                           snapshot, u"`larder history %1` lists what is there"_s.arg(name));
        }
        change(record);
        return {};
    };
}

Choice always(const std::function<void(Record &, Instant now)> &change)
{
    return [change](Record &record, const DatasetFolder &, Instant now) -> Result<void> {
        change(record, now);
        return {};
    };
}

Result<void> closeOpenReports(Record &record, const DatasetFolder &folder, Instant now)
{
    if (!record.hasOpenReport()) {
        const QString name = folder.name().text();
        return failure(ErrorKind::NotFound, u"no report is open for %1"_s.arg(name), name,
                       u"`larder report %1 \"what is wrong\"` opens one"_s.arg(name));
    }
    for (Report &report : record.reports) {
        if (!report.closedAt)
            report.closedAt = now;
    }
    return {};
}

} // namespace

Result<Record> holdSnapshot(const SyncServices &services, const DatasetName &dataset,
                            const SnapshotId &snapshot)
{
    return choose(services, dataset, ActivityKind::Held, u"held at %1"_s.arg(snapshot),
                  ofSnapshot(snapshot, [&](Record &record) { record.hold = snapshot; }));
}

Result<Record> releaseHold(const SyncServices &services, const DatasetName &dataset)
{
    return choose(services, dataset, ActivityKind::Released, u"released the hold"_s,
                  always([](Record &record, Instant) { record.hold.clear(); }));
}

Result<Record> pinSnapshot(const SyncServices &services, const DatasetName &dataset,
                           const SnapshotId &snapshot)
{
    return choose(services, dataset, ActivityKind::Pinned, u"pinned %1"_s.arg(snapshot),
                  ofSnapshot(snapshot, [&](Record &record) {
                      record.pins.removeAll(snapshot);
                      record.pins.append(snapshot);
                  }));
}

Result<Record> unpinSnapshot(const SyncServices &services, const DatasetName &dataset,
                             const SnapshotId &snapshot)
{
    return choose(services, dataset, ActivityKind::Unpinned, u"unpinned %1"_s.arg(snapshot),
                  always([&](Record &record, Instant) { record.pins.removeAll(snapshot); }));
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
    return choose(services, dataset, ActivityKind::Reported, told, always([&](Record &record, Instant now) {
                      record.reports.append({.text = told, .openedAt = now});
                  }));
}

Result<Record> closeReports(const SyncServices &services, const DatasetName &dataset)
{
    return choose(services, dataset, ActivityKind::Closed, u"closed by hand"_s, closeOpenReports);
}

} // namespace larder
