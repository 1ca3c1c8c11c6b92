#include "app/cli/rows.h"

#include "core/freshness/judge.h"
#include "core/store/locks.h"

#include <QHash>

namespace larder {

namespace {

Result<std::vector<DatasetRow>> allRows(Composition &composition)
{
    std::vector<DatasetRow> rows;
    const Home &home = composition.home();
    const auto names = home.datasets();
    if (!names)
        return failure(names);
    for (const DatasetName &name : *names) {
        const DatasetFolder folder = home.dataset(name);
        DatasetRow row{.name = name};
        row.binding = folder.binding().value_or(Binding{});
        row.record = folder.record().value_or(Record{});
        row.customer = home.customer(name.customer).value_or(std::nullopt).value_or(Customer{});
        for (const ManifestHeader &header : folder.snapshots().value_or(std::vector<ManifestHeader>())) {
            if (header.id == row.record.newest)
                row.newest = header;
            if (header.id == row.record.current())
                row.current = header;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

Result<std::vector<JudgedRow>> judgedRows(Composition &composition, const std::vector<DatasetName> &names)
{
    auto rows = allRows(composition);
    if (!rows)
        return failure(rows);
    QHash<DatasetName, DatasetRow *> byName;
    for (DatasetRow &row : *rows)
        byName.insert(row.name, &row);
    std::vector<JudgedRow> judged;
    for (const DatasetName &name : names) {
        DatasetRow *row = byName.value(name);
        if (!row)
            continue; // forgotten meanwhile
        Verdict verdict = judge(row->binding, row->record, composition.clock().now());
        verdict.flags.setFlag(Flag::Fetching, RunLock::holder(composition.home(), name).has_value());
        judged.push_back({std::move(*row), std::move(verdict)});
    }
    return judged;
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
