#include "core/catalog/sqlconnection.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

// Longer than any transaction of ours on a slow disk, short enough for a person to learn that something
// hangs.
constexpr auto busyTimeout = "QSQLITE_BUSY_TIMEOUT=10000"_L1;

// Primary result codes of https://www.sqlite.org/rescode.html; an extended code has them in its low byte.
enum SqliteCode {
    SqliteError = 1,
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteCorrupt = 11,
    SqliteFull = 13,
    SqliteNotADatabase = 26,
};

} // namespace

JournalMode journalModeOn(quint64 fileSystem)
{
    // Places that other machines may share, or that promise no shared memory; numbers from statfs(2) and
    // linux/magic.h.
    static constexpr std::array remote{
        0x6969ULL, // NFS
        0x517bULL, // SMB
        0xff534d42ULL, // CIFS
        0xfe534d42ULL, // SMB2
        0x65735546ULL, // FUSE: sshfs, cloud drives
        0x01021997ULL, // 9P: virtual machines' shared folders
        0x5346414fULL, // AFS
        0x00c36400ULL, // Ceph
        0x0bd00bd0ULL, // Lustre
        0x47504653ULL, // GPFS
        0x786f4256ULL, // VirtualBox shared folders
        0x73757245ULL, // Coda
        0x564cULL, // NCP
    };
    return std::ranges::contains(remote, fileSystem) ? JournalMode::Rollback : JournalMode::WriteAhead;
}

JournalMode journalModeBeside(const QString &path)
{
    struct statfs place{};
    if (::statfs(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), &place) != 0)
        return JournalMode::Rollback;
    return journalModeOn(static_cast<quint32>(place.f_type));
}

Result<SqlConnection> SqlConnection::open(const QString &path)
{
    const QString name = u"larder-catalog-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    SqlConnection connection(path, QSqlDatabase::addDatabase(u"QSQLITE"_s, name));
    connection.m_database.setDatabaseName(path);
    connection.m_database.setConnectOptions(busyTimeout);
    if (!connection.m_database.open())
        return std::unexpected(connection.error(connection.m_database.lastError()));
    // secure_delete: `forget` must leave nothing in free pages.
    // cache_size: some connections wait for days between two questions; the system keeps the file's pages
    // itself.
    for (const QString &pragma :
         {u"PRAGMA secure_delete=ON"_s, u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cache_size=-512"_s}) {
        if (auto done = connection.execute(pragma); !done)
            return failure(done);
    }
    // A write-ahead log survives a power cut whole without a flush per commit; a rollback journal needs them.
    const bool isRollback = journalModeBeside(path) == JournalMode::Rollback;
    if (auto done =
            connection.execute(isRollback ? u"PRAGMA synchronous=FULL"_s : u"PRAGMA synchronous=NORMAL"_s);
        !done)
        return failure(done);
    return connection;
}

SqlConnection::SqlConnection(QString path, QSqlDatabase database)
    : m_path(std::move(path)),
      m_database(std::move(database))
{ }

SqlConnection::SqlConnection(SqlConnection &&other) noexcept
    : m_path(std::move(other.m_path)),
      m_database(std::exchange(other.m_database, {}))
{ }

SqlConnection &SqlConnection::operator=(SqlConnection &&other) noexcept
{
    if (this != &other) {
        close();
        m_path = std::move(other.m_path);
        m_database = std::exchange(other.m_database, {});
    }
    return *this;
}

SqlConnection::~SqlConnection()
{
    close();
}

void SqlConnection::close()
{
    const QString name = m_database.connectionName();
    if (name.isEmpty())
        return;
    m_database.close();
    m_database = {}; // QSqlDatabase wants no copy left when a connection is removed
    QSqlDatabase::removeDatabase(name);
}

Error SqlConnection::error(const QSqlError &error) const
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString why = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    switch (code) {
    case SqliteBusy:
    case SqliteLocked:
        return {ErrorKind::Busy, u"another process keeps the catalog locked"_s, m_path, u"try again"_s};
    case SqliteFull:
        return {ErrorKind::NoSpace, u"the disk of the catalog is full"_s, m_path,
                u"make room, then try again"_s};
    case SqliteError: // our statements are right: what they do not find was taken away
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return {ErrorKind::Corrupt, u"the catalog is damaged: %1"_s.arg(why), m_path, {}};
    }
    return {ErrorKind::Storage, u"cannot use the catalog: %1"_s.arg(why), m_path, {}};
}

Result<void> SqlConnection::execute(const QString &statement)
{
    const auto ran = query(statement);
    if (!ran)
        return failure(ran);
    return {};
}

Result<QSqlQuery> SqlConnection::query(const QString &statement, const QVariantList &values)
{
    auto query = prepare(statement);
    if (!query)
        return query;
    for (const QVariant &value : values)
        query->addBindValue(value);
    if (auto ran = run(*query); !ran)
        return failure(ran);
    return query;
}

Result<QSqlQuery> SqlConnection::prepare(const QString &statement)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return std::unexpected(error(query.lastError()));
    return query;
}

Result<void> SqlConnection::run(QSqlQuery &query)
{
    if (!query.exec())
        return std::unexpected(error(query.lastError()));
    return {};
}

Result<void> SqlConnection::atEnd(const QSqlQuery &query) const
{
    if (query.lastError().isValid())
        return std::unexpected(error(query.lastError()));
    return {};
}

Result<qint64> SqlConnection::number(const QString &statement)
{
    auto answer = query(statement);
    if (!answer)
        return failure(answer);
    if (answer->next())
        return answer->value(0).toLongLong();
    if (auto ended = atEnd(*answer); !ended)
        return failure(ended);
    return failure(ErrorKind::Corrupt, u"the catalog is damaged"_s, m_path);
}

} // namespace larder
