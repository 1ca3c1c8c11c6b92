#include "core/catalog/catalog.h"
#include "core/catalog/migrations.h"
#include "core/catalog/sqlconnection.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <memory>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

const Instant noon = fromMilliseconds(1'785'585'600'000);

Instant after(int minutes)
{
    return noon + std::chrono::minutes(minutes);
}

DatasetRow rowOf(const QString &customer, const QString &dataset)
{
    DatasetRow row{.name = {customer, dataset}};
    row.customer = {customer, u"Société "_s + customer, "Europe/Paris"};
    row.binding.url = u"https://exports.example/%20/"_s + dataset;
    row.binding.zone = "Europe/Paris";
    row.binding.createdAt = noon;
    row.record.confirmedAt = after(1);
    row.record.newest = u"20260801T120000Z-aaaaaa"_s;
    row.record.pins = {u"20260801T120000Z-aaaaaa"_s};
    row.record.lastRun = RunReport{.runId = u"r1"_s,
                                   .dataset = row.name,
                                   .startedAt = noon,
                                   .finishedAt = after(1),
                                   .outcome = Outcome::Fetched};
    row.newest = ManifestHeader{.id = row.record.newest,
                                .sequence = 7,
                                .createdAt = after(1),
                                .probedAt = noon,
                                .source = row.binding.url,
                                .files = 3,
                                .bytes = 1LL << 40};
    row.current = row.newest;
    row.stamp = {{1'785'585'600'000'000'123, 80, 1}, {2, 300, quint64(-5)}, {3, 900, 77}};
    return row;
}

DatasetRow heldRow(const QString &customer, const QString &dataset)
{
    DatasetRow row = rowOf(customer, dataset);
    row.record.hold = u"20260731T120000Z-bbbbbb"_s;
    row.current->id = row.record.hold;
    row.current->sequence = 6;
    return row;
}

DatasetRow neverFetched(const QString &customer, const QString &dataset)
{
    DatasetRow row{.name = {customer, dataset}};
    row.customer = {customer, customer, "UTC"};
    row.stamp.binding = {1, 2, 3};
    row.fault = Error{ErrorKind::Corrupt, u"the record is not readable"_s, u"/x"_s, u"hint"_s};
    return row;
}

RunReport runOf(const QString &dataset, Outcome outcome, int minute)
{
    return {.runId = u"run-%1"_s.arg(minute),
            .dataset = {u"acme"_s, dataset},
            .startedAt = after(minute),
            .finishedAt = after(minute + 1),
            .outcome = outcome};
}

/// A database that no Catalog made or that one is hidden from: what other programs do to the file.
void inSqlite(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(u"raw"_s);
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QStringList setAside(const QString &path)
{
    const QFileInfo file(path);
    QStringList names = file.dir().entryList({file.fileName() + u".damaged-*"_s});
    names.removeIf([](const QString &name) { return name.endsWith(u"-wal") || name.endsWith(u"-shm"); });
    return names;
}

constexpr auto childVariable = "LARDER_TEST_CATALOG_CHILD";
constexpr int childProcesses = 20;
constexpr int linesPerChild = 20;

/// What each of many processes at once does to one catalog.
int beOneOfMany(const QString &path)
{
    const QString mine = u"d%1"_s.arg(QCoreApplication::applicationPid());
    auto catalog = Catalog::open(path);
    if (!catalog)
        return 1;
    for (int line = 0; line < linesPerChild; ++line) {
        const DatasetRow row = rowOf(u"acme"_s, mine);
        if (!catalog->rows() || !catalog->update({&row, 1}, {})
            || !catalog->addActivity(runActivity(runOf(mine, Outcome::Fetched, line))))
            return 2;
    }
    return 0;
}

} // namespace

class catalog_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"catalog.sqlite"_s);
    }

    void remembersRowsBetweenProcesses()
    {
        const std::vector rows{heldRow(u"acme"_s, u"invoices"_s), rowOf(u"acme"_s, u"shipments"_s),
                               neverFetched(u"beta"_s, u"a"_s)};
        {
            auto catalog = opened();
            VERIFY_VALUE(catalog->update(rows, {}));
        }
        const auto remembered = opened()->rows();
        VERIFY_VALUE(remembered);
        QCOMPARE(*remembered, rows);
    }

    void replacesAndRemovesRows()
    {
        auto catalog = opened();
        std::vector rows{rowOf(u"acme"_s, u"a"_s), rowOf(u"acme"_s, u"b"_s), rowOf(u"beta"_s, u"a"_s)};
        VERIFY_VALUE(catalog->update(rows, {}));
        rows[1] = heldRow(u"acme"_s, u"b"_s);
        VERIFY_VALUE(
            catalog->update({&rows[1], 1}, std::array{rows[0].name, DatasetName{u"no"_s, u"such"_s}}));
        const auto remembered = catalog->rows();
        VERIFY_VALUE(remembered);
        QCOMPARE(*remembered, (std::vector{rows[1], rows[2]}));
    }

    void leavesOutRowsOfAnotherForm()
    {
        auto catalog = opened();
        const std::vector rows{rowOf(u"acme"_s, u"a"_s), rowOf(u"acme"_s, u"b"_s), rowOf(u"acme"_s, u"c"_s)};
        VERIFY_VALUE(catalog->update(rows, {}));
        inSqlite(m_path,
                 {u"UPDATE dataset SET form = 'newer' WHERE dataset = 'a'"_s,
                  u"UPDATE dataset SET content = x'7b7d' WHERE dataset = 'b'"_s});
        const auto remembered = catalog->rows();
        VERIFY_VALUE(remembered);
        QCOMPARE(*remembered, std::vector{rows[2]});
    }

    void givesBackWhatHappened()
    {
        auto catalog = opened();
        RunReport failed = runOf(u"shipments"_s, Outcome::Failed, 3);
        failed.error = Error{ErrorKind::Network, u"cannot reach exports.example"_s,
                             u"https://exports.example/"_s, u"look at the network"_s};
        failed.notices = {u"one name was left out"_s};
        const Activity run = runActivity(failed);
        const Activity held{.kind = ActivityKind::Held,
                            .at = after(9),
                            .customer = u"acme"_s,
                            .dataset = u"shipments"_s,
                            .text = u"Held 20260801T120000Z-aaaaaa"_s};
        VERIFY_VALUE(catalog->addActivity(run));
        VERIFY_VALUE(catalog->addActivity(held));
        auto log = catalog->activity({});
        VERIFY_VALUE(log);
        QCOMPARE(log->size(), 2u);
        QVERIFY((*log)[0].id > (*log)[1].id);
        for (Activity &activity : *log)
            activity.id = 0;
        QCOMPARE(*log, (std::vector{held, run}));
        QCOMPARE((*log)[1].at, after(4));
    }

    void findsActivities_data()
    {
        QTest::addColumn<ActivityFilter>("filter");
        QTest::addColumn<QList<int>>("minutes");
        QTest::newRow("everything") << ActivityFilter{} << QList{5, 4, 3, 2, 1};
        QTest::newRow("a customer's") << ActivityFilter{.customer = u"acme"_s} << QList{4, 3, 2, 1};
        QTest::newRow("a dataset's") << ActivityFilter{.customer = u"acme"_s, .dataset = u"b"_s} << QList{3};
        QTest::newRow("runs") << ActivityFilter{.kinds = {ActivityKind::Run}} << QList{3, 2, 1};
        QTest::newRow("holds and changes")
            << ActivityFilter{.kinds = {ActivityKind::Held, ActivityKind::Changed}} << QList{5, 4};
        QTest::newRow("failures and stops")
            << ActivityFilter{.outcomes = {Outcome::Failed, Outcome::Stopped}} << QList{2};
        QTest::newRow("from an instant") << ActivityFilter{.from = after(3)} << QList{5, 4, 3};
        QTest::newRow("before an instant") << ActivityFilter{.before = after(3)} << QList{2, 1};
        QTest::newRow("a word of the error, in any case") << ActivityFilter{.words = u"NETZ"_s} << QList{2};
        QTest::newRow("a word beyond ASCII, in any case") << ActivityFilter{.words = u"ÉTÉ"_s} << QList{4};
        QTest::newRow("every word") << ActivityFilter{.words = u"acme été"_s} << QList{4};
        QTest::newRow("no wildcards") << ActivityFilter{.words = u"100%"_s} << QList<int>{};
        QTest::newRow("no names of JSON fields")
            << ActivityFilter{.words = u"fetched_bytes"_s} << QList<int>{};
        QTest::newRow("quotes do no harm")
            << ActivityFilter{.customer = u"' OR 1=1 --"_s, .words = u"'"_s} << QList<int>{};
        QTest::newRow("the newest two") << ActivityFilter{.limit = 2} << QList{5, 4};
        QTest::newRow("the next page") << ActivityFilter{.olderThan = 4, .limit = 2} << QList{3, 2};
    }

    void findsActivities()
    {
        QFETCH(ActivityFilter, filter);
        auto catalog = opened();
        RunReport failed = runOf(u"a"_s, Outcome::Failed, 1);
        failed.error = Error{ErrorKind::Network, u"Kein Netz"_s, {}, {}};
        for (const Activity &activity :
             {runActivity(runOf(u"a"_s, Outcome::Unchanged, 0)), runActivity(failed),
              runActivity(runOf(u"b"_s, Outcome::Fetched, 2)),
              Activity{.kind = ActivityKind::Held,
                       .at = after(4),
                       .customer = u"acme"_s,
                       .dataset = u"a"_s,
                       .text = u"cet été"_s},
              Activity{.kind = ActivityKind::Changed, .at = after(5), .text = u"budget = 50 GB"_s}})
            VERIFY_VALUE(catalog->addActivity(activity));
        const auto found = catalog->activity(filter);
        VERIFY_VALUE(found);
        QList<int> minutes;
        for (const Activity &activity : *found)
            minutes << int(std::chrono::duration_cast<std::chrono::minutes>(activity.at - noon).count());
        QTEST(minutes, "minutes");
    }

    void countsRunsByDay()
    {
        auto catalog = opened();
        const auto day = [](int number) { return noon + std::chrono::days(number); };
        const std::array boundaries{day(0), day(1), day(2), day(3)};
        const auto at = [&](const QString &dataset, Outcome outcome, Instant end) {
            RunReport run = runOf(dataset, outcome, 0);
            run.finishedAt = end;
            return runActivity(run);
        };
        using std::chrono::milliseconds;
        for (const Activity &activity :
             {at(u"a"_s, Outcome::Fetched, day(0) - milliseconds(1)), // before the first day
              at(u"a"_s, Outcome::Fetched, day(0)), at(u"a"_s, Outcome::Failed, day(1) - milliseconds(1)),
              at(u"a"_s, Outcome::Unchanged, day(1)), at(u"a"_s, Outcome::Fetched, day(2)),
              at(u"a"_s, Outcome::Fetched, day(2)), at(u"b"_s, Outcome::Identical, day(2)),
              at(u"b"_s, Outcome::Settling, day(2)), at(u"b"_s, Outcome::Fetched, day(3))})
            VERIFY_VALUE(catalog->addActivity(activity));
        const auto counted = catalog->tallyDays(boundaries);
        VERIFY_VALUE(counted);
        QCOMPARE(counted->newestId, 9);
        QCOMPARE(counted->days.size(), 2);
        QCOMPARE(counted->days.value({u"acme"_s, u"a"_s}),
                 (QList<DayTally>{{.uploads = 1, .failures = 1}, {}, {.uploads = 2}}));
        QCOMPARE(counted->days.value({u"acme"_s, u"b"_s}), (QList<DayTally>{{}, {}, {.identical = 1}}));

        VERIFY_VALUE(catalog->addActivity(at(u"b"_s, Outcome::Failed, day(1))));
        const auto later = catalog->tallyDays(boundaries, counted->newestId);
        VERIFY_VALUE(later);
        QCOMPARE(later->days.size(), 1);
        QCOMPARE(later->days.value({u"acme"_s, u"b"_s}), (QList<DayTally>{{}, {.failures = 1}, {}}));
        const auto nothing = catalog->tallyDays(boundaries, later->newestId);
        VERIFY_VALUE(nothing);
        QVERIFY(nothing->days.isEmpty());
    }

    void boundsTheLogAndDropsEmptyLooksFirst()
    {
        auto catalog = opened();
        const QString many = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                             "INSERT INTO activity (kind, at_ms, customer, dataset, text, outcome, words) "
                             "SELECT 'added', i, 'acme', 'a', '', %2, '' FROM n"_s;
        inSqlite(m_path, {many.arg(1000).arg(u"'fetched'"_s), many.arg(205'823).arg(u"'unchanged'"_s)});
        VERIFY_VALUE(catalog->addActivity({.kind = ActivityKind::Pinned, .at = noon})); // the 206 824th
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM activity"_s, 206'824));
        inSqlite(m_path, {many.arg(23).arg(u"'unchanged'"_s)});
        VERIFY_VALUE(
            catalog->addActivity({.kind = ActivityKind::Pinned, .at = noon})); // 206 848 = 202 × 1024
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM activity"_s, 180'000));
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM activity WHERE outcome = 'fetched'"_s, 1000));
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM activity WHERE kind = 'pinned'"_s, 2));
    }

    void dropsTheOldestWhenEverythingTells()
    {
        auto catalog = opened();
        inSqlite(m_path,
                 {u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200703) "
                  "INSERT INTO activity (kind, at_ms, customer, dataset, text, outcome, words) "
                  "SELECT 'added', i, 'acme', 'a', '', 'fetched', '' FROM n"_s});
        VERIFY_VALUE(
            catalog->addActivity({.kind = ActivityKind::Pinned, .at = noon})); // 200 704 = 196 × 1024
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM activity"_s, 180'000));
        VERIFY_VALUE(countIs(u"SELECT min(id) FROM activity"_s, 20'705));
    }

    void refusesANewerVersion()
    {
        opened();
        inSqlite(m_path, {u"PRAGMA user_version=99"_s});
        const auto catalog = Catalog::open(m_path);
        VERIFY_ERROR(catalog, ErrorKind::Unsupported);
        QVERIFY(catalog.error().message.contains(u"99"));
        QVERIFY(!catalog.error().hint.isEmpty());
        QVERIFY(setAside(m_path).isEmpty());
        VERIFY_VALUE(countIs(u"PRAGMA user_version"_s, 99));
    }

    void beginsWhereNothingIs_data()
    {
        QTest::addColumn<bool>("isEmptyFile");
        QTest::newRow("no file") << false;
        QTest::newRow("an empty file, as a crash leaves") << true;
    }

    void beginsWhereNothingIs()
    {
        QFETCH(bool, isEmptyFile);
        if (isEmptyFile)
            writeFile(m_path, {});
        auto catalog = opened();
        QVERIFY(catalog->damagedSetAside().isEmpty());
        const auto rows = catalog->rows();
        VERIFY_VALUE(rows);
        QVERIFY(rows->empty());
        VERIFY_VALUE(countIs(u"PRAGMA user_version"_s, qint64(catalogMigrations().size())));
    }

    void setsADamagedFileAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("garbage") << QByteArray(5000, 'x') << QStringList{};
        QTest::newRow("a short text") << QByteArray("hello") << QStringList{};
        QTest::newRow("another program's database")
            << QByteArray() << QStringList{u"CREATE TABLE dataset (x)"_s, u"PRAGMA user_version=3"_s};
        QTest::newRow("tables in the way of ours")
            << QByteArray() << QStringList{u"CREATE TABLE activity (x)"_s};
    }

    void setsADamagedFileAside()
    {
        QFETCH(QByteArray, content);
        QFETCH(QStringList, statements);
        writeFile(m_path, content);
        if (!statements.isEmpty())
            inSqlite(m_path, statements);
        auto catalog = opened();
        QCOMPARE(setAside(m_path), QStringList{QFileInfo(catalog->damagedSetAside()).fileName()});
        const DatasetRow row = rowOf(u"acme"_s, u"a"_s);
        VERIFY_VALUE(catalog->update({&row, 1}, {}));
        QVERIFY(opened()->damagedSetAside().isEmpty());
    }

    void healsInTheMiddleOfItsLife_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::newRow("pages overwritten") << u"pages"_s;
        QTest::newRow("a table gone") << u"table"_s;
    }

    void healsInTheMiddleOfItsLife()
    {
        QFETCH(QString, damage);
        auto catalog = opened();
        auto other = opened();
        std::vector<DatasetRow> rows;
        for (int i = 0; i < 50; ++i)
            rows.push_back(rowOf(u"acme"_s, u"d%1"_s.arg(i)));
        VERIFY_VALUE(catalog->update(rows, {}));
        if (damage == u"table") {
            inSqlite(m_path, {u"DROP TABLE dataset"_s});
        } else {
            inSqlite(m_path, {u"PRAGMA wal_checkpoint(TRUNCATE)"_s});
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(4096));
            file.write(QByteArray(int(file.size()) - 4096, '\x7f'));
        }
        VERIFY_VALUE(opened()->rows()); // meets the damage first, and sets it aside
        QCOMPARE(setAside(m_path).size(), 1);
        VERIFY_VALUE(other->update(rows, {})); // finds the new one
        VERIFY_VALUE(catalog->addActivity({.kind = ActivityKind::Held, .at = noon}));
        const auto remembered = catalog->rows();
        VERIFY_VALUE(remembered);
        QCOMPARE(remembered->size(), 50u);
        QCOMPARE(setAside(m_path).size(), 1);
    }

    void keepsThreeDamagedOnesAtMost()
    {
        for (int i = 0; i < 5; ++i) {
            writeFile(m_path, QByteArray(5000, char('a' + i)));
            QVERIFY(!opened()->damagedSetAside().isEmpty());
        }
        QCOMPARE(setAside(m_path).size(), 3);
    }

    void manyProcessesAtOnceLoseNothing_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("none made it yet") << QByteArray();
        QTest::newRow("it is damaged") << QByteArray(5000, 'x');
    }

    void manyProcessesAtOnceLoseNothing()
    {
        QFETCH(QByteArray, before);
        if (!before.isEmpty())
            writeFile(m_path, before);
        std::vector<std::unique_ptr<QProcess>> children;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(childVariable), m_path);
        for (int i = 0; i < childProcesses; ++i) {
            children.push_back(std::make_unique<QProcess>());
            children.back()->setProcessEnvironment(environment);
            children.back()->start(QCoreApplication::applicationFilePath(), QStringList{});
        }
        for (const auto &child : children) {
            QVERIFY(child->waitForFinished(120'000));
            QCOMPARE(child->exitCode(), 0);
        }
        QCOMPARE(setAside(m_path).size(), before.isEmpty() ? 0 : 1);
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM dataset"_s, childProcesses));
        VERIFY_VALUE(countIs(u"SELECT count(*) FROM activity"_s, childProcesses * linesPerChild));
    }

    void forgetsEveryTrace_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::newRow("a dataset") << u"secretdata"_s;
        QTest::newRow("a customer") << QString();
    }

    void forgetsEveryTrace()
    {
        QFETCH(QString, dataset);
        writeFile(m_path, "secretdata of secretcustomer");
        auto catalog = opened(); // sets that aside
        const std::vector rows{rowOf(u"acme"_s, u"kept"_s), rowOf(u"secretcustomer"_s, u"secretdata"_s)};
        VERIFY_VALUE(catalog->update(rows, {}));
        VERIFY_VALUE(catalog->addActivity({.kind = ActivityKind::Held,
                                           .at = noon,
                                           .customer = u"secretcustomer"_s,
                                           .dataset = u"secretdata"_s}));
        VERIFY_VALUE(catalog->addActivity(
            {.kind = ActivityKind::Held, .at = noon, .customer = u"acme"_s, .dataset = u"kept"_s}));
        VERIFY_VALUE(catalog->noteTold({{rows[1].name, "secret report"}, {rows[0].name, "told"}}));
        VERIFY_VALUE(catalog->forget(u"secretcustomer"_s, dataset));
        VERIFY_VALUE(catalog->noteTold({{rows[1].name, "secret report"}})); // by a window that is late
        for (const QFileInfo &file : QDir(m_folder->path()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile content(file.filePath());
            QVERIFY(content.open(QIODevice::ReadOnly));
            QVERIFY2(!content.readAll().contains("secret"), qPrintable(file.fileName()));
        }
        QCOMPARE(catalog->rows().value(), std::vector{rows[0]});
        QCOMPARE(catalog->activity({}).value().size(), 1u);
        QCOMPARE(catalog->told().value(), (QHash<DatasetName, QByteArray>{{rows[0].name, "told"}}));
    }

    void remembersWhatWasToldOfWhatIsThere()
    {
        auto catalog = opened();
        const std::vector rows{rowOf(u"acme"_s, u"kept"_s), rowOf(u"acme"_s, u"gone"_s)};
        VERIFY_VALUE(catalog->update(rows, {}));
        VERIFY_VALUE(catalog->noteTold({{rows[0].name, "old"}, {rows[1].name, "other"}}));
        VERIFY_VALUE(catalog->noteTold({{rows[0].name, "new"}}));
        VERIFY_VALUE(catalog->update(std::span(rows).first(1), std::span(&rows[1].name, 1)));
        VERIFY_VALUE(catalog->replaceRows(rows)); // and it is back, as another one
        QCOMPARE(opened()->told().value(), (QHash<DatasetName, QByteArray>{{rows[0].name, "new"}}));
    }

    void choosesAJournalThatTheDiskCanKeep_data()
    {
        QTest::addColumn<quint64>("fileSystem");
        QTest::addColumn<bool>("isWriteAhead");
        QTest::newRow("ext4") << quint64(0xef53) << true;
        QTest::newRow("btrfs") << quint64(0x9123683e) << true;
        QTest::newRow("tmpfs") << quint64(0x01021994) << true;
        QTest::newRow("NFS") << quint64(0x6969) << false;
        QTest::newRow("CIFS") << quint64(0xff534d42) << false;
        QTest::newRow("sshfs") << quint64(0x65735546) << false;
    }

    void choosesAJournalThatTheDiskCanKeep()
    {
        QFETCH(quint64, fileSystem);
        QTEST(journalModeOn(fileSystem) == JournalMode::WriteAhead, "isWriteAhead");
    }

    void saysSoWhenItsPlaceIsMissing()
    {
        const auto catalog = Catalog::open(m_folder->filePath(u"no/such/catalog.sqlite"_s));
        QVERIFY(!catalog);
        QVERIFY(catalog.error().message.contains(u"No such file"));
    }

private:
    std::unique_ptr<Catalog> opened()
    {
        auto catalog = Catalog::open(m_path);
        if (!catalog)
            qFatal("%s", qPrintable(catalog.error().message));
        return std::make_unique<Catalog>(std::move(*catalog));
    }

    Result<void> countIs(const QString &select, qint64 expected)
    {
        auto connection = SqlConnection::open(m_path);
        if (!connection)
            return failure(connection);
        const auto count = connection->number(select);
        if (!count)
            return failure(count);
        if (*count != expected)
            return failure(ErrorKind::Invalid, u"%1 says %2, not %3"_s.arg(select).arg(*count).arg(expected));
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString childsCatalog = qEnvironmentVariable(childVariable);
    if (!childsCatalog.isEmpty())
        return beOneOfMany(childsCatalog);
    catalog_test test;
    return QTest::qExec(&test, argc, argv);
}

#include "catalog_test.moc"
