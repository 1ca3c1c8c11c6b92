#include "core/sync/index.h"

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/store/home.h"

#include <QFile>
#include <QHash>
#include <QLoggingCategory>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "larder.index")

// File times advance with the kernel's tick, 10 ms at most. A file younger than this may change again without
// its stamp telling, should the inode be reused; so its stamp is not believed later.
constexpr auto youngestBelieved = std::chrono::milliseconds(50);
constexpr qint64 notBelieved = -1; // no file was modified a nanosecond before 1970

FileStamp stampOf(const QString &path)
{
    struct stat file{};
    if (::stat(QFile::encodeName(path).constData(), &file) != 0)
        return {};
    return {qint64(file.st_mtim.tv_sec) * 1'000'000'000 + file.st_mtim.tv_nsec, qint64(file.st_size),
            file.st_ino};
}

FileStamp believable(FileStamp stamp, Instant seenAt)
{
    const std::chrono::nanoseconds latest = (seenAt - youngestBelieved).time_since_epoch();
    if (stamp.size >= 0 && stamp.modifiedNs > latest.count())
        stamp.modifiedNs = notBelieved;
    return stamp;
}

/// One pass over a home; remembers what several datasets share.
class RowReader
{
public:
    RowReader(const Home &home, Instant now) : m_home(home), m_now(now) { }

    DatasetStamp stamp(const DatasetName &name)
    {
        const auto shared = m_customerStamps.constFind(name.customer);
        const FileStamp customer = shared != m_customerStamps.cend()
            ? *shared
            : *m_customerStamps.insert(name.customer, stampOf(m_home.data().customer(name.customer)));
        const DatasetLayout layout = m_home.data().dataset(name);
        return {customer, stampOf(layout.binding()), stampOf(layout.record())};
    }

    /// `stamp` was taken before, so that a change in between is seen the next time. nullopt: it is gone
    /// meanwhile.
    std::optional<DatasetRow> read(const DatasetName &name, const DatasetStamp &stamp) const
    {
        const DatasetFolder folder = m_home.dataset(name);
        auto binding = folder.binding();
        if (!binding && binding.error().kind == ErrorKind::NotFound)
            return std::nullopt;
        DatasetRow row{.name = name,
                       .stamp = {believable(stamp.customer, m_now), believable(stamp.binding, m_now),
                                 believable(stamp.record, m_now)}};
        row.customer = customerOf(row);
        take(row, std::move(binding), row.binding);
        take(row, folder.record(), row.record);
        row.newest = header(row, folder, row.record.newest);
        row.current = row.record.current() == row.record.newest ? row.newest
                                                                : header(row, folder, row.record.current());
        return row;
    }

private:
    template <typename Value>
    static void take(DatasetRow &row, Result<Value> read, Value &into)
    {
        if (read)
            into = std::move(*read);
        else if (!row.fault)
            row.fault = std::move(read.error());
    }

    Customer customerOf(DatasetRow &row) const
    {
        std::optional<Customer> customer;
        take(row, m_home.customer(row.name.customer), customer);
        // A lost customer's file costs the display name; bindings hold their zone themselves.
        return customer.value_or(Customer{row.name.customer, row.name.customer, {}});
    }

    static std::optional<ManifestHeader> header(DatasetRow &row, const DatasetFolder &folder,
                                                const SnapshotId &id)
    {
        if (id.isEmpty())
            return std::nullopt;
        std::optional<ManifestHeader> header;
        Result<ManifestHeader> read = folder.manifestHeader(id);
        if (read)
            header = std::move(*read);
        else if (!row.fault)
            row.fault = std::move(read.error());
        return header;
    }

    const Home &m_home;
    Instant m_now;
    QHash<QString, FileStamp> m_customerStamps;
};

std::vector<DatasetRow> remembered(Catalog &catalog)
{
    auto rows = catalog.rows();
    if (rows)
        return std::move(*rows);
    qCWarning(log, "the catalog cannot be read: %ls", qUtf16Printable(rows.error().message));
    return {};
}

struct Update {
    std::vector<DatasetRow> rows;
    std::vector<DatasetRow> changed;
    std::vector<DatasetName> gone;
};

/// Both `names` and `known` are in order; a merge finds what is new, the same, or gone.
Update follow(RowReader &reader, const std::vector<DatasetName> &names, std::vector<DatasetRow> known)
{
    Update update;
    update.rows.reserve(names.size());
    auto old = known.begin();
    const auto dropOldBefore = [&](const DatasetName *name) {
        for (; old != known.end() && (!name || old->name < *name); ++old)
            update.gone.push_back(old->name);
    };
    for (const DatasetName &name : names) {
        dropOldBefore(&name);
        const DatasetStamp stamp = reader.stamp(name);
        const bool isKnown = old != known.end() && old->name == name;
        if (isKnown && old->stamp == stamp) {
            update.rows.push_back(std::move(*old++));
            continue;
        }
        auto row = reader.read(name, stamp);
        if (!row)
            continue; // what was known of it is dropped by the next name
        if (isKnown)
            ++old;
        update.rows.push_back(std::move(*row));
        update.changed.push_back(update.rows.back());
    }
    dropOldBefore(nullptr);
    return update;
}

Result<Update> look(const Home &home, std::vector<DatasetRow> known)
{
    auto names = home.datasets();
    if (!names)
        return failure(names);
    std::ranges::sort(*names);
    std::ranges::sort(known, {}, &DatasetRow::name);
    RowReader reader(home, SystemClock().now());
    return follow(reader, *names, std::move(known));
}

} // namespace

Result<std::vector<DatasetRow>> currentRows(const Home &home, Catalog &catalog, std::vector<DatasetRow> known)
{
    auto update = look(home, known.empty() ? remembered(catalog) : std::move(known));
    if (!update)
        return failure(update);
    if (auto kept = catalog.update(update->changed, update->gone); !kept)
        qCWarning(log, "the catalog cannot be updated: %ls", qUtf16Printable(kept.error().message));
    return std::move(update->rows);
}

std::vector<DatasetRow> rowsOf(const Home &home, std::span<const DatasetName> names)
{
    RowReader reader(home, SystemClock().now());
    std::vector<DatasetRow> rows;
    rows.reserve(names.size());
    for (const DatasetName &name : names) {
        if (auto row = reader.read(name, reader.stamp(name)))
            rows.push_back(std::move(*row));
    }
    return rows;
}

Result<std::vector<DatasetRow>> rowsFromFiles(const Home &home)
{
    auto update = look(home, {});
    if (!update)
        return failure(update);
    return std::move(update->rows);
}

Result<std::vector<DatasetRow>> rebuildIndex(const Home &home, Catalog &catalog)
{
    auto rows = rowsFromFiles(home);
    if (!rows)
        return rows;
    if (auto replaced = catalog.replaceRows(*rows); !replaced)
        return failure(replaced);
    return rows;
}

} // namespace larder
