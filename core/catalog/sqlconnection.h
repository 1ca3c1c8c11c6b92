/// One SQLite connection with our rules: waits for others instead of failing, writes in BEGIN IMMEDIATE,
/// errors as values. One thread. Errors: Busy (another process wrote for too long), NoSpace, Corrupt (the
/// file is damaged), Storage.
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace larder {

enum class JournalMode {
    WriteAhead,
    Rollback, ///< for file systems without shared memory
};

/// By the magic number of statfs(2).
[[nodiscard]] JournalMode journalModeOn(quint64 fileSystem);
/// For a file at `path`, which need not exist.
[[nodiscard]] JournalMode journalModeBeside(const QString &path);

class SqlConnection
{
public:
    /// Opens or creates the file; its content may still be anything.
    [[nodiscard]] static Result<SqlConnection> open(const QString &path);
    SqlConnection(SqlConnection &&other) noexcept;
    SqlConnection &operator=(SqlConnection &&other) noexcept;
    ~SqlConnection();

    [[nodiscard]] Result<void> execute(const QString &statement);
    /// A query that ran, with its values bound in order. Destroy it before the connection.
    [[nodiscard]] Result<QSqlQuery> query(const QString &statement, const QVariantList &values = {});
    [[nodiscard]] Result<QSqlQuery> prepare(const QString &statement);
    [[nodiscard]] Result<void> run(QSqlQuery &query);
    /// After next() said false: was that the end, or damage?
    [[nodiscard]] Result<void> atEnd(const QSqlQuery &query) const;
    /// The first column of the first row as a number, for pragmas and counts.
    [[nodiscard]] Result<qint64> number(const QString &statement);

    /// Runs `work` in one transaction that holds the write lock from its start; a failure takes all of it
    /// back.
    template <typename Work>
    [[nodiscard]] Result<void> write(Work work)
    {
        if (auto begun = execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return begun;
        Result<void> done = work();
        if (done)
            done = execute(QStringLiteral("COMMIT"));
        if (!done)
            (void)execute(
                QStringLiteral("ROLLBACK")); // fails when SQLite rolled back by itself, as on a full disk
        return done;
    }

private:
    SqlConnection(QString path, QSqlDatabase database);
    void close();
    [[nodiscard]] Error error(const QSqlError &error) const;

    QString m_path;
    QSqlDatabase m_database;
};

} // namespace larder
