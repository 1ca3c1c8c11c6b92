#include "app/cli/rows.h"

#include "core/engine/pause.h"
#include "core/freshness/judge.h"
#include "core/store/locks.h"
#include "core/store/schedulerlock.h"
#include "core/sync/index.h"

namespace larder {

namespace {

/// The catalog is an index: without it (read-only, in use, of a newer version) the files still tell
/// everything.
Result<std::vector<DatasetRow>> allRows(const Composition &composition)
{
    auto catalog = composition.openCatalog();
    return catalog ? currentRows(composition.home(), *catalog) : rowsFromFiles(composition.home());
}

std::vector<JudgedRow> judged(const Composition &composition, std::vector<DatasetRow> rows)
{
    const Instant now = composition.clock().now();
    const bool isWatched = SchedulerLock::isHeld(composition.home().data().schedulerLock());
    const bool isPaused = pauseAt(now, composition.home().data()).has_value();
    std::vector<JudgedRow> all;
    all.reserve(rows.size());
    for (DatasetRow &row : rows) {
        Verdict verdict = judge(row.binding, row.record, now);
        if (isWatched)
            noteWatched(verdict);
        verdict.flags.setFlag(Flag::Fetching, RunLock::holder(composition.home(), row.name).has_value());
        verdict.flags.setFlag(Flag::Paused, isPaused);
        all.push_back({std::move(row), std::move(verdict), std::nullopt});
    }
    return all;
}

} // namespace

Result<std::vector<JudgedRow>> allJudgedRows(const Composition &composition)
{
    auto rows = allRows(composition);
    if (!rows)
        return failure(rows);
    return judged(composition, std::move(*rows));
}

std::vector<JudgedRow> judgedRows(const Composition &composition, const std::vector<DatasetName> &names)
{
    return judged(composition, rowsOf(composition.home(), names));
}

Reader readerOf(const Composition &composition, const Binding &binding)
{
    return {.now = composition.clock().now(),
            .viewerZone = QTimeZone::systemTimeZone(),
            .customerZone = QTimeZone(binding.zone)};
}

QString currentPath(const Composition &composition, const JudgedRow &judged)
{
    if (!judged.row.current)
        return {};
    return composition.home().dataset(judged.row.name).snapshotPath(judged.row.current->id);
}

} // namespace larder
