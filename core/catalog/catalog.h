/// An index over all datasets, so that lists open quickly, and the activity log. One SQLite file,
/// data/catalog.sqlite. The index is derived: a missing or damaged file is set aside and made anew, and
/// `currentRows` (core/sync/index.h) fills it again; only the activity log is lost, and what was told.
/// Readers on a hit never open it. One object is one connection: it stays in the thread that opened it; other
/// threads and processes open their own. Errors: Unsupported (a newer Larder wrote it), Busy, NoSpace,
/// Storage.
#pragma once

#include "core/base/result.h"
#include "core/catalog/activity.h"
#include "core/catalog/datasetrow.h"
#include "core/catalog/daytally.h"

#include <QHash>

#include <memory>
#include <span>
#include <vector>

namespace larder {

class Catalog
{
public:
    [[nodiscard]] static Result<Catalog> open(const QString &path);
    Catalog(Catalog &&) noexcept;
    Catalog &operator=(Catalog &&) noexcept;
    ~Catalog();

    /// The index as it was last updated, by name. A row of an older form is left out, to be read anew.
    [[nodiscard]] Result<std::vector<DatasetRow>> rows();
    /// Inserts or replaces the rows in `changed` and removes those in `gone`, all or nothing.
    [[nodiscard]] Result<void> update(std::span<const DatasetRow> changed, std::span<const DatasetName> gone);
    /// The index is these rows and no others, all or nothing.
    [[nodiscard]] Result<void> replaceRows(std::span<const DatasetRow> rows);

    [[nodiscard]] Result<void> addActivity(const Activity &activity);
    /// In this order, all or nothing.
    [[nodiscard]] Result<void> addActivities(std::span<const Activity> activities);
    [[nodiscard]] Result<std::vector<Activity>> activity(const ActivityFilter &filter);
    /// Counts the runs of every dataset by day; day i goes from `boundaries[i]` to before `boundaries[i +
    /// 1]`. `after`: only activities that were added later than this one; an answer whose newest is older
    /// tells of a catalog that began anew. REQUIRES: boundaries ascend.
    [[nodiscard]] Result<DayTallies> tallyDays(std::span<const Instant> boundaries, qint64 after = 0);

    /// What a person was told of each dataset in the index, as it was noted.
    [[nodiscard]] Result<QHash<DatasetName, QByteArray>> told();
    /// All or nothing; left out is what the index does not hold (any more). Returns those that another
    /// process noted the same of before.
    [[nodiscard]] Result<QSet<DatasetName>> noteTold(const QHash<DatasetName, QByteArray> &told);

    /// Removes every trace of one dataset, or of a whole customer when `dataset` is empty: rows, activity,
    /// free pages, the write-ahead log and catalogs that were set aside.
    [[nodiscard]] Result<void> forget(const QString &customer, const QString &dataset);

    /// The last catalog of this path that was damaged and set aside, by whichever process; empty: none was.
    [[nodiscard]] static QString lastSetAside(const QString &path);
    /// Where a damaged catalog was set aside by this object; empty: nothing was damaged.
    [[nodiscard]] const QString &damagedSetAside() const;

private:
    struct Connection;
    explicit Catalog(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
};

} // namespace larder
