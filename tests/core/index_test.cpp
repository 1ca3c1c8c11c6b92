#include "core/catalog/catalog.h"
#include "core/store/home.h"
#include "core/sync/index.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};
const DatasetName invoices{u"acme"_s, u"invoices"_s};
const DatasetName prices{u"northwind"_s, u"prices"_s};

/// As if it had been written an hour ago: old enough for its stamp to be believed.
void age(const QString &path)
{
    const timespec past[] = {{.tv_sec = 1'700'000'000, .tv_nsec = 5},
                             {.tv_sec = 1'700'000'000, .tv_nsec = 5}};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), past, 0), 0);
}

/// Changes a file behind its stamp's back: same size, same inode. What reads it anew betrays itself.
void swapBytes(const QString &path, const QByteArray &from, const QByteArray &to)
{
    QCOMPARE(from.size(), to.size());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 at = file.readAll().indexOf(from);
    QVERIFY(at >= 0);
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(to), to.size());
}

void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QStringList namesOf(const std::vector<DatasetRow> &rows)
{
    QStringList names;
    for (const DatasetRow &row : rows)
        names << row.name.text();
    return names;
}

} // namespace

class index_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto home = Home::open(HomeRoots::below(m_folder->path()));
        VERIFY_VALUE(home);
        m_home = std::make_unique<Home>(*home);
        openCatalog();
        VERIFY_VALUE(m_home->saveCustomer({u"acme"_s, u"Acme Textiles"_s, "Europe/Paris"}));
        VERIFY_VALUE(m_home->saveCustomer({u"northwind"_s, u"Northwind"_s, "America/New_York"}));
        for (const DatasetName &name : {shipments, invoices, prices})
            VERIFY_VALUE(m_home->dataset(name).create(parisBinding(), at("2026-08-01 09:00")));
        commit(shipments, firstSnapshot, 1);
        commit(shipments, secondSnapshot, 2);
        ageAll();
    }

    void tellsWhatTheFilesSay()
    {
        const auto rows = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(rows);
        QCOMPARE(namesOf(*rows),
                 (QStringList{u"acme/invoices"_s, u"acme/shipments"_s, u"northwind/prices"_s}));
        const DatasetRow &row = (*rows)[1];
        QCOMPARE(row.customer.displayName, u"Acme Textiles"_s);
        QCOMPARE(row.binding, m_home->dataset(shipments).binding().value());
        QCOMPARE(row.record, m_home->dataset(shipments).record().value());
        QCOMPARE(row.newest->id, secondSnapshot);
        QCOMPARE(row.newest->sequence, 2);
        QCOMPARE(row.current, row.newest);
        QVERIFY(!row.fault);
        QVERIFY(!(*rows)[0].newest);
        QCOMPARE(rowsFromFiles(*m_home).value(), *rows);
    }

    void tellsTheHeldSnapshotBesideTheNewest()
    {
        VERIFY_VALUE(m_home->dataset(shipments).changeRecord(
            [](Record &record) { record.hold = firstSnapshot; }, at("2026-08-01 10:00")));
        const auto rows = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(rows);
        QCOMPARE((*rows)[1].newest->id, secondSnapshot);
        QCOMPARE((*rows)[1].current->id, firstSnapshot);
        openCatalog();
        QCOMPARE(m_catalog->rows().value(), *rows);
    }

    void readsOnlyWhatChanged_data()
    {
        QTest::addColumn<bool>("isKnownToTheCaller");
        QTest::newRow("since the catalog was updated, by another process") << false;
        QTest::newRow("since the last call") << true;
    }

    void readsOnlyWhatChanged()
    {
        QFETCH(bool, isKnownToTheCaller);
        auto known = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(known);
        openCatalog();
        for (const DatasetName &name : {shipments, invoices}) {
            swapBytes(m_home->data().dataset(name).binding(), "data.example.com", "else.example.com");
            age(m_home->data().dataset(name).binding());
        }
        QFile::resize(m_home->data().dataset(invoices).binding(),
                      QFile(m_home->data().dataset(invoices).binding()).size() - 1);
        const auto rows =
            currentRows(*m_home, *m_catalog, isKnownToTheCaller ? *known : std::vector<DatasetRow>{});
        VERIFY_VALUE(rows);
        QVERIFY((*rows)[0].binding.url.contains(u"else")); // another size: read
        QVERIFY((*rows)[1].binding.url.contains(u"data")); // the same stamp: not read
    }

    void readsAgainWhatIsTooYoungToBelieve()
    {
        const QString path = m_home->data().dataset(shipments).binding();
        const QByteArray content = QFile(path).exists() ? readAll(path) : QByteArray();
        overwrite(path, content); // written now, then seen, then written within the same tick of the clock
        struct stat before{};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &before), 0);
        VERIFY_VALUE(currentRows(*m_home, *m_catalog));
        swapBytes(path, "data.example.com", "else.example.com");
        const timespec same[] = {before.st_mtim, before.st_mtim};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), same, 0), 0);
        const auto rows = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(rows);
        QVERIFY((*rows)[1].binding.url.contains(u"else"));
    }

    void followsWhatAnotherProcessDoes()
    {
        auto known = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(known);
        VERIFY_VALUE(m_home->dataset(shipments).changeRecord(
            [](Record &record) { record.pins = {firstSnapshot}; }, at("2026-08-01 10:00")));
        VERIFY_VALUE(m_home->dataset({u"acme"_s, u"new"_s}).create(parisBinding(), at("2026-08-01 10:00")));
        VERIFY_VALUE(m_home->saveCustomer({u"northwind"_s, u"Northwind Traders"_s, "America/New_York"}));
        QVERIFY(QDir(m_home->data().dataset(invoices).folder()).removeRecursively());
        const auto rows = currentRows(*m_home, *m_catalog, *known);
        VERIFY_VALUE(rows);
        QCOMPARE(namesOf(*rows), (QStringList{u"acme/new"_s, u"acme/shipments"_s, u"northwind/prices"_s}));
        QCOMPARE((*rows)[1].record.pins, QList<SnapshotId>{firstSnapshot});
        QCOMPARE((*rows)[2].customer.displayName, u"Northwind Traders"_s);
        QCOMPARE(m_catalog->rows().value(), *rows);
    }

    void aDatasetThatCannotBeReadHasItsRow_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::newRow("its binding") << u"binding"_s;
        QTest::newRow("its newest manifest") << u"manifest"_s;
        QTest::newRow("its customer") << u"customer"_s;
    }

    void aDatasetThatCannotBeReadHasItsRow()
    {
        QFETCH(QString, damage);
        const DatasetLayout layout = m_home->data().dataset(shipments);
        const QString path = damage == u"binding" ? layout.binding()
            : damage == u"manifest"               ? layout.manifest(secondSnapshot)
                                                  : m_home->data().customer(u"acme"_s);
        const QByteArray whole = readAll(path);
        QFile::remove(path);
        overwrite(path, "{\"schema\":1");
        const auto rows = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(rows);
        QCOMPARE(rows->size(), 3u);
        QVERIFY((*rows)[1].fault);
        QCOMPARE((*rows)[1].fault->kind, ErrorKind::Corrupt);
        QCOMPARE((*rows)[1].binding.url.isEmpty(), damage == u"binding");
        QCOMPARE((*rows)[1].record.newest, secondSnapshot);
        QVERIFY(!(*rows)[2].fault);
        overwrite(path, whole);
        if (damage != u"manifest") // a manifest never changes, so a mended one is seen by a rebuild only
            QVERIFY(!currentRows(*m_home, *m_catalog).value()[1].fault);
        QVERIFY(!rebuildIndex(*m_home, *m_catalog).value()[1].fault);
    }

    void rebuildsTheIndexFromTheFiles()
    {
        const DatasetRow invented{.name = {u"no"_s, u"such"_s}};
        DatasetRow wrong = currentRows(*m_home, *m_catalog).value()[1];
        wrong.binding.url = u"wrong"_s; // with the right stamp: nothing but a rebuild finds out
        VERIFY_VALUE(m_catalog->update(std::array{invented, wrong}, {}));
        const auto rows = rebuildIndex(*m_home, *m_catalog);
        VERIFY_VALUE(rows);
        QCOMPARE(rows->size(), 3u);
        QVERIFY((*rows)[1].binding.url.contains(u"data"));
        QCOMPARE(m_catalog->rows().value(), *rows);
    }

    void fillsACatalogThatWasLost_data()
    {
        QTest::addColumn<bool>("isDamaged");
        QTest::newRow("deleted") << false;
        QTest::newRow("damaged") << true;
    }

    void fillsACatalogThatWasLost()
    {
        QFETCH(bool, isDamaged);
        const auto before = currentRows(*m_home, *m_catalog);
        VERIFY_VALUE(before);
        m_catalog.reset();
        QVERIFY(QFile::remove(m_home->data().catalog()));
        if (isDamaged)
            overwrite(m_home->data().catalog(), QByteArray(9000, 'x'));
        openCatalog();
        QCOMPARE(m_catalog->damagedSetAside().isEmpty(), !isDamaged);
        QCOMPARE(currentRows(*m_home, *m_catalog).value(), *before);
        QCOMPARE(m_catalog->rows().value(), *before);
    }

private:
    void openCatalog()
    {
        m_catalog.reset();
        auto catalog = Catalog::open(m_home->data().catalog());
        VERIFY_VALUE(catalog);
        m_catalog = std::make_unique<Catalog>(std::move(*catalog));
    }

    void commit(const DatasetName &name, const SnapshotId &id, int sequence)
    {
        const DatasetFolder folder = m_home->dataset(name);
        const Manifest manifest{.header = {.id = id,
                                           .sequence = sequence,
                                           .createdAt = at("2026-08-01 09:00"),
                                           .probedAt = at("2026-08-01 09:00"),
                                           .files = 0,
                                           .bytes = 0},
                                .files = {}};
        overwrite(folder.layout().manifest(id), toText(manifest));
        VERIFY_VALUE(
            folder.changeRecord([&](Record &record) { record.newest = id; }, at("2026-08-01 09:00")));
    }

    void ageAll()
    {
        for (const DatasetName &name : {shipments, invoices, prices}) {
            age(m_home->data().customer(name.customer));
            age(m_home->data().dataset(name).binding());
            age(m_home->data().dataset(name).record());
        }
    }

    static QByteArray readAll(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Home> m_home;
    std::unique_ptr<Catalog> m_catalog;
};

QTEST_GUILESS_MAIN(index_test)

#include "index_test.moc"
