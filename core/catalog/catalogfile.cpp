#include "core/catalog/catalogfile.h"

#include "core/base/clock.h"
#include "core/base/filedescriptor.h"
#include "core/catalog/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <thread>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto longestLockWait = std::chrono::seconds(10);
constexpr auto lockPause = std::chrono::milliseconds(10);
// Each is a whole log; a disk that keeps damaging files must not be filled with them.
constexpr qsizetype mostSetAside = 3;

enum class LockKind { Shared = LOCK_SH, Alone = LOCK_EX };

Result<FileDescriptor> lockFile(const QString &path, LockKind kind)
{
    const QString lockPath = path + u".lock"_s;
    FileDescriptor lock(::open(QFile::encodeName(lockPath).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.isOpen())
        return std::unexpected(systemError(errno, u"open the catalog's lock"_s, lockPath));
    const auto giveUp = std::chrono::steady_clock::now() + longestLockWait;
    while (::flock(lock.get(), static_cast<int>(kind) | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return std::unexpected(systemError(errno, u"lock the catalog"_s, lockPath));
        if (std::chrono::steady_clock::now() > giveUp) {
            return failure(ErrorKind::Busy, u"another process keeps the catalog locked"_s, path,
                           u"try again; if it stays so, end the other larder processes"_s);
        }
        std::this_thread::sleep_for(lockPause);
    }
    return lock;
}

quint64 inodeOf(const QString &path)
{
    struct stat file{};
    return ::stat(QFile::encodeName(path).constData(), &file) == 0 ? file.st_ino : 0;
}

QString wantedJournal(const QString &path)
{
    return journalModeBeside(path) == JournalMode::WriteAhead ? u"wal"_s : u"delete"_s;
}

enum class Readiness { Ready, NeedsWork };

Result<Readiness> inspect(SqlConnection &connection, const QString &path)
{
    const auto version = connection.number(u"PRAGMA user_version"_s);
    const auto mark = version ? connection.number(u"PRAGMA application_id"_s) : version;
    if (!mark)
        return failure(mark);
    const qint64 known = qint64(catalogMigrations().size());
    if (*version == 0 && *mark == 0)
        return Readiness::NeedsWork;
    if (*mark != catalogMark || *version < 0)
        return failure(ErrorKind::Corrupt, u"the catalog is another program's database"_s, path);
    if (*version > known) {
        return failure(
            ErrorKind::Unsupported,
            u"the catalog was made by a newer Larder (its version is %1, this one knows %2)"_s.arg(*version)
                .arg(known),
            path,
            u"update Larder, or move this file away: it is made again, only the activity log is lost"_s);
    }
    auto journal = connection.query(u"PRAGMA journal_mode"_s);
    if (!journal)
        return failure(journal);
    const bool isWanted = journal->next() && journal->value(0).toString() == wantedJournal(path);
    return *version == known && isWanted ? Readiness::Ready : Readiness::NeedsWork;
}

/// REQUIRES: the lock is held alone.
Result<void> bringUpToDate(SqlConnection &connection, const QString &path)
{
    if (auto done = connection.execute(u"PRAGMA journal_mode=%1"_s.arg(wantedJournal(path))); !done)
        return done;
    const auto version = connection.number(u"PRAGMA user_version"_s);
    if (!version)
        return failure(version);
    const auto migrations = catalogMigrations();
    for (qsizetype next = qsizetype(*version); next < qsizetype(migrations.size()); ++next) {
        auto migrated = connection.write([&]() -> Result<void> {
            for (const QLatin1StringView statement : migrations[size_t(next)]) {
                if (auto done = connection.execute(statement); !done)
                    return done;
            }
            if (auto done = connection.execute(u"PRAGMA application_id=%1"_s.arg(catalogMark)); !done)
                return done;
            return connection.execute(u"PRAGMA user_version=%1"_s.arg(next + 1));
        });
        if (!migrated)
            return migrated;
    }
    return {};
}

Result<OpenedCatalog> opened(SqlConnection connection, const QString &path)
{
    return OpenedCatalog{std::move(connection), inodeOf(path), {}};
}

/// REQUIRES: the lock is held alone.
Result<OpenedCatalog> openAlone(const QString &path)
{
    auto connection = SqlConnection::open(path);
    if (!connection)
        return failure(connection);
    const auto readiness = inspect(*connection, path);
    if (!readiness)
        return failure(readiness);
    if (*readiness == Readiness::NeedsWork) {
        if (auto done = bringUpToDate(*connection, path); !done)
            return failure(done);
    }
    return opened(std::move(*connection), path);
}

Result<OpenedCatalog> openShared(const QString &path)
{
    const auto lock = lockFile(path, LockKind::Shared);
    if (!lock)
        return failure(lock);
    if (!QFileInfo::exists(path))
        return failure(ErrorKind::NotFound, u"there is no catalog yet"_s, path);
    auto connection = SqlConnection::open(path);
    if (!connection)
        return failure(connection);
    const auto readiness = inspect(*connection, path);
    if (!readiness)
        return failure(readiness);
    if (*readiness == Readiness::NeedsWork)
        return failure(ErrorKind::NotFound, u"the catalog is not up to date yet"_s, path);
    return opened(std::move(*connection), path);
}

QFileInfoList filesSetAside(const QString &path)
{
    const QFileInfo catalog(path);
    return catalog.dir().entryInfoList({catalog.fileName() + u".damaged-*"_s}, QDir::Files,
                                       QDir::Name | QDir::Reversed);
}

/// REQUIRES: the lock is held alone, and no connection of ours is open. The logs go first: a new database
/// that finds an old write-ahead log would take it for its own.
Result<QString> setAside(const QString &path)
{
    const QString stamp = toDateTime(SystemClock().now()).toString(u"yyyyMMdd'T'HHmmsszzz'Z'");
    const QString target = path + u".damaged-"_s + stamp;
    for (const QString &end : {u"-wal"_s, u"-shm"_s, u"-journal"_s, QString()}) {
        const QString from = path + end;
        if (::rename(QFile::encodeName(from).constData(),
                     QFile::encodeName(QString(target + end)).constData())
                != 0
            && errno != ENOENT)
            return std::unexpected(systemError(errno, u"set the damaged catalog aside"_s, from));
    }
    QStringList kept;
    for (const QFileInfo &file : filesSetAside(path)) {
        const QString one = file.filePath().first(target.size());
        if (!kept.contains(one))
            kept << one;
        if (kept.indexOf(one) >= mostSetAside)
            QFile::remove(file.filePath());
    }
    return target;
}

Result<OpenedCatalog> startAnew(const QString &path)
{
    const auto aside = setAside(path);
    if (!aside)
        return failure(aside);
    auto fresh = openAlone(path);
    if (fresh)
        fresh->damagedSetAside = *aside;
    return fresh;
}

} // namespace

Result<OpenedCatalog> openCatalogFile(const QString &path)
{
    auto shared = openShared(path);
    if (shared || (shared.error().kind != ErrorKind::NotFound && shared.error().kind != ErrorKind::Corrupt))
        return shared;
    const auto lock = lockFile(path, LockKind::Alone);
    if (!lock)
        return failure(lock);
    auto alone = openAlone(path);
    if (alone || alone.error().kind != ErrorKind::Corrupt)
        return alone;
    return startAnew(path);
}

Result<OpenedCatalog> replaceDamagedCatalog(const QString &path, OpenedCatalog damaged)
{
    const quint64 damagedInode = damaged.inode;
    {
        const SqlConnection closing = std::move(damaged.connection);
    }
    const auto lock = lockFile(path, LockKind::Alone);
    if (!lock)
        return failure(lock);
    if (inodeOf(path) == damagedInode)
        return startAnew(path);
    auto replaced = openAlone(path);
    if (replaced || replaced.error().kind != ErrorKind::Corrupt)
        return replaced;
    return startAnew(path);
}

QString lastSetAside(const QString &path)
{
    for (const QFileInfo &file : filesSetAside(path)) {
        if (!file.fileName().endsWith("-wal"_L1) && !file.fileName().endsWith("-shm"_L1)
            && !file.fileName().endsWith("-journal"_L1))
            return file.filePath();
    }
    return {};
}

Result<void> removeSetAside(const QString &path)
{
    const auto lock = lockFile(path, LockKind::Alone);
    if (!lock)
        return failure(lock);
    for (const QFileInfo &file : filesSetAside(path)) {
        if (::unlink(QFile::encodeName(file.filePath()).constData()) != 0 && errno != ENOENT)
            return std::unexpected(systemError(errno, u"remove a damaged catalog"_s, file.filePath()));
    }
    return {};
}

} // namespace larder
