#include "core/catalog/catalog.h"

#include "core/catalog/catalogfile.h"
#include "core/catalog/rowform.h"

#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

// The log's bound, and how often it is looked at. A line is about half a kilobyte.
constexpr qint64 mostActivities = 200'000;
constexpr qint64 activitiesAfterTrim = 180'000;
constexpr qint64 trimEvery = 1024;

constexpr auto stampColumns =
    "customer_ns, customer_size, customer_inode, binding_ns, binding_size, binding_inode, "
    "record_ns, record_size, record_inode"_L1;

void bind(QSqlQuery &query, const FileStamp &stamp)
{
    query.addBindValue(stamp.modifiedNs);
    query.addBindValue(stamp.size);
    query.addBindValue(qint64(stamp.inode)); // SQLite's integers are signed; the bits come back as they were
}

FileStamp stampAt(const QSqlQuery &query, int column)
{
    return {query.value(column).toLongLong(), query.value(column + 1).toLongLong(),
            quint64(query.value(column + 2).toLongLong())};
}

/// What a search looks in: what a person would remember of it, never the names of JSON's fields.
QString wordsOf(const Activity &activity)
{
    QStringList words{activity.customer, activity.dataset, activityKindName(activity.kind), activity.text};
    if (activity.run) {
        words << outcomeName(activity.run->outcome) << activity.run->snapshot << activity.run->notices;
        if (activity.run->error)
            words << activity.run->error->message << activity.run->error->subject
                  << activity.run->error->hint;
    }
    return words.join(u'\n').toCaseFolded();
}

/// A null QString would be SQL's NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QVariant orNull(const std::optional<RunReport> &run, const auto &take)
{
    return run ? QVariant(take(*run)) : QVariant();
}

/// WHERE … with its values, from what the filter sets.
struct Condition {
    QStringList clauses;
    QVariantList values;

    void add(const QString &clause, const QVariant &value)
    {
        clauses << clause;
        values << value;
    }
    void addAnyOf(QLatin1StringView column, const QStringList &names)
    {
        if (names.isEmpty())
            return;
        clauses << column + u" IN (" + QStringList(names.size(), u"?"_s).join(u',') + u')';
        for (const QString &name : names)
            values << name;
    }
};

Condition conditionOf(const ActivityFilter &filter)
{
    Condition condition;
    if (!filter.customer.isEmpty())
        condition.add(u"customer = ?"_s, filter.customer);
    if (!filter.dataset.isEmpty())
        condition.add(u"dataset = ?"_s, filter.dataset);
    QStringList kinds;
    for (const ActivityKind kind : filter.kinds)
        kinds << activityKindName(kind);
    condition.addAnyOf("kind"_L1, kinds);
    QStringList outcomes;
    for (const Outcome outcome : filter.outcomes)
        outcomes << outcomeName(outcome);
    condition.addAnyOf("outcome"_L1, outcomes);
    if (filter.from)
        condition.add(u"at_ms >= ?"_s, toMilliseconds(*filter.from));
    if (filter.before)
        condition.add(u"at_ms < ?"_s, toMilliseconds(*filter.before));
    if (filter.olderThan > 0)
        condition.add(u"id < ?"_s, filter.olderThan);
    const QStringList words = filter.words.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        condition.add(u"instr(words, ?) > 0"_s, word);
    return condition;
}

/// nullopt: a line of a newer program's kind, or with a report that we cannot read.
std::optional<Activity> activityAt(const QSqlQuery &query)
{
    const auto kind = activityKindFromName(query.value(1).toString());
    if (!kind)
        return std::nullopt;
    Activity activity{.id = query.value(0).toLongLong(),
                      .kind = *kind,
                      .at = fromMilliseconds(query.value(2).toLongLong()),
                      .customer = query.value(3).toString(),
                      .dataset = query.value(4).toString(),
                      .text = query.value(5).toString(),
                      .run = std::nullopt};
    if (query.isNull(6))
        return activity;
    auto run = runReportFromJson(QJsonDocument::fromJson(query.value(6).toByteArray()).object());
    if (!run)
        return std::nullopt;
    activity.run = *run;
    return activity;
}

void countInto(DayTally &tally, const QString &outcome, int runs)
{
    if (outcome == outcomeName(Outcome::Fetched))
        tally.uploads += runs;
    else if (outcome == outcomeName(Outcome::Identical))
        tally.identical += runs;
    else
        tally.failures += runs;
}

} // namespace

DayTally &DayTally::operator+=(const DayTally &other)
{
    uploads += other.uploads;
    identical += other.identical;
    failures += other.failures;
    return *this;
}

struct Catalog::Connection {
    QString path;
    OpenedCatalog file;
    QString damagedSetAside;
    QString form = rowForm();

    SqlConnection &sql() { return file.connection; }

    /// Runs `work`, and once more on a new catalog when this one turns out to be damaged.
    template <typename Work>
    std::invoke_result_t<Work> healing(Work work)
    {
        auto done = work();
        if (done || done.error().kind != ErrorKind::Corrupt)
            return done;
        auto replaced = replaceDamagedCatalog(path, std::move(file));
        if (!replaced)
            return failure(replaced);
        file = std::move(*replaced);
        if (!file.damagedSetAside.isEmpty())
            damagedSetAside = file.damagedSetAside;
        return work();
    }

    Result<void> insert(std::span<const DatasetRow> rows);
    Result<void> remove(std::span<const DatasetName> names);
    Result<void> insertActivity(const Activity &activity);
    Result<void> trimActivity(qint64 newestId);
};

Result<Catalog> Catalog::open(const QString &path)
{
    auto file = openCatalogFile(path);
    if (!file)
        return failure(file);
    const QString damaged = file->damagedSetAside;
    return Catalog(std::make_unique<Connection>(path, std::move(*file), damaged));
}

Catalog::Catalog(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) { }
Catalog::Catalog(Catalog &&) noexcept = default;
Catalog &Catalog::operator=(Catalog &&) noexcept = default;
Catalog::~Catalog() = default;

QString Catalog::lastSetAside(const QString &path)
{
    return larder::lastSetAside(path);
}

const QString &Catalog::damagedSetAside() const
{
    return m_connection->damagedSetAside;
}

Result<std::vector<DatasetRow>> Catalog::rows()
{
    return m_connection->healing([this]() -> Result<std::vector<DatasetRow>> {
        SqlConnection &sql = m_connection->sql();
        const QString select = u"SELECT customer, dataset, "_s + stampColumns
            + u", content FROM dataset WHERE form = ? ORDER BY customer, dataset"_s;
        auto query = sql.query(select, {m_connection->form});
        if (!query)
            return failure(query);
        std::vector<DatasetRow> rows;
        while (query->next()) {
            DatasetRow row{.name = {query->value(0).toString(), query->value(1).toString()},
                           .stamp = {stampAt(*query, 2), stampAt(*query, 5), stampAt(*query, 8)}};
            if (takeContent(query->value(11).toByteArray(), row))
                rows.push_back(std::move(row));
        }
        if (auto ended = sql.atEnd(*query); !ended)
            return failure(ended);
        return rows;
    });
}

Result<void> Catalog::update(std::span<const DatasetRow> changed, std::span<const DatasetName> gone)
{
    if (changed.empty() && gone.empty())
        return {};
    return m_connection->healing([&] {
        return m_connection->sql().write([&]() -> Result<void> {
            if (auto removed = m_connection->remove(gone); !removed)
                return removed;
            return m_connection->insert(changed);
        });
    });
}

Result<void> Catalog::replaceRows(std::span<const DatasetRow> rows)
{
    return m_connection->healing([&] {
        return m_connection->sql().write([&]() -> Result<void> {
            if (auto emptied = m_connection->sql().execute(u"DELETE FROM dataset"_s); !emptied)
                return emptied;
            return m_connection->insert(rows);
        });
    });
}

Result<void> Catalog::Connection::insert(std::span<const DatasetRow> rows)
{
    auto query = sql().prepare(u"INSERT OR REPLACE INTO dataset (customer, dataset, "_s + stampColumns
                               + u", form, content) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"_s);
    if (!query)
        return failure(query);
    for (const DatasetRow &row : rows) {
        query->addBindValue(row.name.customer);
        query->addBindValue(row.name.dataset);
        bind(*query, row.stamp.customer);
        bind(*query, row.stamp.binding);
        bind(*query, row.stamp.record);
        query->addBindValue(form);
        query->addBindValue(contentOf(row));
        if (auto done = sql().run(*query); !done)
            return done;
    }
    return {};
}

Result<void> Catalog::Connection::remove(std::span<const DatasetName> names)
{
    for (const DatasetName &name : names) {
        for (const QString &table : {u"dataset"_s, u"told"_s}) {
            auto done = sql().query(u"DELETE FROM %1 WHERE customer = ? AND dataset = ?"_s.arg(table),
                                    {name.customer, name.dataset});
            if (!done)
                return failure(done);
        }
    }
    return {};
}

Result<void> Catalog::addActivity(const Activity &activity)
{
    return addActivities(std::span(&activity, 1));
}

Result<void> Catalog::addActivities(std::span<const Activity> activities)
{
    return m_connection->healing([&] {
        return m_connection->sql().write([&]() -> Result<void> {
            for (const Activity &activity : activities) {
                if (const auto added = m_connection->insertActivity(activity); !added)
                    return added;
            }
            return {};
        });
    });
}

/// REQUIRES: within a write.
Result<void> Catalog::Connection::insertActivity(const Activity &activity)
{
    const QVariantList values{
        activityKindName(activity.kind),
        toMilliseconds(activity.at),
        notNull(activity.customer),
        notNull(activity.dataset),
        notNull(activity.text),
        orNull(activity.run, [](const RunReport &run) { return toMilliseconds(run.startedAt); }),
        // of looks and fetches alone: days are tallied by it
        activity.kind == ActivityKind::Run
            ? orNull(activity.run, [](const RunReport &run) { return outcomeName(run.outcome); })
            : QVariant(),
        orNull(
            activity.run,
            [](const RunReport &run) { return QJsonDocument(toJson(run)).toJson(QJsonDocument::Compact); }),
        wordsOf(activity),
    };
    const auto inserted = sql().query(u"INSERT INTO activity (kind, at_ms, customer, dataset, text, "
                                      "started_ms, outcome, report, words) VALUES (?,?,?,?,?,?,?,?,?)"_s,
                                      values);
    if (!inserted)
        return failure(inserted);
    return trimActivity(inserted->lastInsertId().toLongLong());
}

/// Looks that found nothing, or did not happen, go first, then the oldest of all.
Result<void> Catalog::Connection::trimActivity(qint64 newestId)
{
    if (newestId % trimEvery != 0)
        return {};
    for (const QString &expendable : {u"(outcome = 'unchanged' OR kind = 'skipped')"_s, u"1"_s}) {
        const auto count = sql().number(u"SELECT count(*) FROM activity"_s);
        if (!count)
            return failure(count);
        if (*count <= mostActivities)
            return {};
        auto trimmed = sql().query(
            u"DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE %1 ORDER BY id LIMIT ?)"_s.arg(
                expendable),
            {*count - activitiesAfterTrim});
        if (!trimmed)
            return failure(trimmed);
    }
    return {};
}

Result<std::vector<Activity>> Catalog::activity(const ActivityFilter &filter)
{
    Condition condition = conditionOf(filter);
    QString select = u"SELECT id, kind, at_ms, customer, dataset, text, report FROM activity"_s;
    if (!condition.clauses.isEmpty())
        select += u" WHERE "_s + condition.clauses.join(u" AND "_s);
    select += u" ORDER BY id DESC LIMIT ?"_s;
    condition.values << filter.limit;
    return m_connection->healing([&]() -> Result<std::vector<Activity>> {
        SqlConnection &sql = m_connection->sql();
        auto query = sql.query(select, condition.values);
        if (!query)
            return failure(query);
        std::vector<Activity> activities;
        while (query->next()) {
            if (auto activity = activityAt(*query))
                activities.push_back(std::move(*activity));
        }
        if (auto ended = sql.atEnd(*query); !ended)
            return failure(ended);
        return activities;
    });
}

Result<DayTallies> Catalog::tallyDays(std::span<const Instant> boundaries, qint64 after)
{
    const qsizetype days = std::ssize(boundaries) - 1;
    if (days < 1)
        return DayTallies{.newestId = after};
    // What came lately is found by id, the rest by the index of that very condition.
    const QString select = u"WITH day(number, begins, ends) AS (VALUES "_s
        + QStringList(days, u"(?,?,?)"_s).join(u',')
        + u") SELECT customer, dataset, day.number, outcome, count(*) "
          "FROM day CROSS JOIN activity "_s
        + (after > 0 ? u"NOT INDEXED "_s : QString())
        + u"WHERE outcome IN ('fetched', 'identical', 'failed') AND at_ms >= day.begins AND at_ms < day.ends "
          "AND id > ? AND id <= ? GROUP BY customer, dataset, day.number, outcome"_s;
    return m_connection->healing([&]() -> Result<DayTallies> {
        SqlConnection &sql = m_connection->sql();
        const auto newest = sql.number(u"SELECT coalesce(max(id), 0) FROM activity"_s);
        if (!newest)
            return failure(newest);
        DayTallies tallies{.newestId = *newest};
        if (*newest <= after)
            return tallies;
        QVariantList values;
        for (qsizetype day = 0; day < days; ++day)
            values << day << toMilliseconds(boundaries[size_t(day)])
                   << toMilliseconds(boundaries[size_t(day) + 1]);
        values << after << *newest;
        auto query = sql.query(select, values);
        if (!query)
            return failure(query);
        while (query->next()) {
            QList<DayTally> &ofDataset =
                tallies.days[{query->value(0).toString(), query->value(1).toString()}];
            ofDataset.resize(days);
            countInto(ofDataset[query->value(2).toInt()], query->value(3).toString(),
                      query->value(4).toInt());
        }
        if (auto ended = sql.atEnd(*query); !ended)
            return failure(ended);
        return tallies;
    });
}

Result<QHash<DatasetName, QByteArray>> Catalog::told()
{
    return m_connection->healing([this]() -> Result<QHash<DatasetName, QByteArray>> {
        SqlConnection &sql = m_connection->sql();
        auto query = sql.query(u"SELECT customer, dataset, told.content FROM told JOIN dataset "
                               "USING (customer, dataset)"_s);
        if (!query)
            return failure(query);
        QHash<DatasetName, QByteArray> told;
        while (query->next())
            told.insert({query->value(0).toString(), query->value(1).toString()},
                        query->value(2).toByteArray());
        if (auto ended = sql.atEnd(*query); !ended)
            return failure(ended);
        return told;
    });
}

Result<QSet<DatasetName>> Catalog::noteTold(const QHash<DatasetName, QByteArray> &told)
{
    QSet<DatasetName> known;
    const auto noted = m_connection->healing([&] {
        known.clear();
        return m_connection->sql().write([&]() -> Result<void> {
            SqlConnection &sql = m_connection->sql();
            for (const auto &[name, content] : told.asKeyValueRange()) {
                auto before =
                    sql.query(u"SELECT 1 FROM told WHERE customer = ? AND dataset = ? AND content = ?"_s,
                              {name.customer, name.dataset, content});
                if (!before)
                    return failure(before);
                if (before->next()) {
                    known.insert(name);
                    continue;
                }
                // Not what was forgotten meanwhile.
                auto done = sql.query(u"INSERT OR REPLACE INTO told SELECT customer, dataset, ? FROM dataset "
                                      "WHERE customer = ? AND dataset = ?"_s,
                                      {content, name.customer, name.dataset});
                if (!done)
                    return failure(done);
            }
            return {};
        });
    });
    if (!noted)
        return failure(noted);
    return known;
}

Result<void> Catalog::forget(const QString &customer, const QString &dataset)
{
    const bool isWhole = dataset.isEmpty();
    const QString where = isWhole ? u"customer = ?"_s : u"customer = ? AND dataset = ?"_s;
    const QVariantList names = isWhole ? QVariantList{customer} : QVariantList{customer, dataset};
    auto removed = m_connection->healing([&] {
        return m_connection->sql().write([&]() -> Result<void> {
            for (const QString &table : {u"dataset"_s, u"activity"_s, u"told"_s}) {
                auto done = m_connection->sql().query(u"DELETE FROM %1 WHERE %2"_s.arg(table, where), names);
                if (!done)
                    return failure(done);
            }
            return {};
        });
    });
    if (!removed)
        return removed;
    // The write-ahead log still holds the old pages; it is emptied once no reader needs it. The answer's
    // first column says whether one was in the way.
    const auto isBusy = m_connection->sql().number(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    if (!isBusy)
        return failure(isBusy);
    if (*isBusy != 0) {
        return failure(ErrorKind::Busy,
                       u"another process reads the catalog, which still holds traces of what was forgotten"_s,
                       m_connection->path, u"run the same command again"_s);
    }
    return removeSetAside(m_connection->path);
}

} // namespace larder
