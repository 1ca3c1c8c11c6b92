#include "core/store/newdatasets.h"
#include "core/store/storeplace.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>

#include <algorithm>
#include <mutex>
#include <thread>

using namespace larder;
using namespace larder::test;

class StoreHomeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsBothPlacesForTheirOwnerOnly();
    void opensAgainWithTheSameStore();
    void refusesAStoreThatIsMissingAndNeverRefillsIt();
    void refusesAnotherHomesStore();
    void refusesAStoreWhoseDataFolderIsGone();
    void refusesANewerStoreAndNewerData();
    void finishesACreationThatWasCutShort();
    void replacesALostStoreOnlyWhenAsked();
    void keepsCustomersAndDatasets();
    void refusesADuplicateDataset();
    void makesManyDatasetsAsItMakesOne();
    void makesNoneOfManyThatIsThereAlready();
    void countsTheSpaceBeforeAFetch();
    void showsTheStoreOnlyWhatAReaderMaySee();
    void startsOnceWhenManyOpenAtOnce();
};

static int modeOf(const QString &path)
{
    struct stat status{};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
}

void StoreHomeTest::createsBothPlacesForTheirOwnerOnly()
{
    const StoreHome test;
    QCOMPARE(modeOf(test.roots().data), 0700);
    QCOMPARE(modeOf(test.roots().store), 0700);
    QVERIFY(contentOf(test.roots().store + u"/CACHEDIR.TAG"_s)
                .startsWith("Signature: 8a477f597d28d172789f06886806bc55"));
    QCOMPARE(*readStoreId(test.home().store()), std::optional(test.home().storeId()));
    QVERIFY(test.home().isChosen());
}

void StoreHomeTest::opensAgainWithTheSameStore()
{
    const StoreHome test;
    const auto again = Home::open(test.roots());
    VERIFY_VALUE(again);
    QCOMPARE(again->storeId(), test.home().storeId());
    QCOMPARE(again->storeRoot(), test.roots().store);
}

void StoreHomeTest::refusesAStoreThatIsMissingAndNeverRefillsIt()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "1"}}, morning));
    const QString away = test.path() + u"/away"_s;
    QVERIFY(QDir().rename(test.roots().store, away));

    auto opened = Home::open(test.roots());
    VERIFY_ERROR(opened, ErrorKind::Storage);
    QVERIFY(opened.error().message.contains(u"missing"_s));
    QVERIFY(!opened.error().hint.isEmpty());
    QVERIFY(!QFileInfo::exists(test.roots().store));

    QVERIFY(QDir().mkdir(test.roots().store)); // an empty mount point looks like this
    VERIFY_ERROR(Home::open(test.roots()), ErrorKind::Storage);
    QVERIFY(QDir(test.roots().store).isEmpty());

    QVERIFY(QDir().rmdir(test.roots().store) && QDir().rename(away, test.roots().store));
    opened = Home::open(test.roots());
    VERIFY_VALUE(opened);
    VERIFY_VALUE(opened->recover(morning));
    const auto current = opened->dataset(folder.name()).current();
    VERIFY_VALUE(current);
    QCOMPARE(filesBelow((*current)->path), (Files{{"a.csv", "1"}}));
}

void StoreHomeTest::refusesAnotherHomesStore()
{
    const StoreHome one;
    const StoreHome other;
    QVERIFY(QDir().rename(one.roots().store, one.path() + u"/away"_s));
    QVERIFY(QDir().rename(other.roots().store, one.roots().store));
    const auto opened = Home::open(one.roots());
    VERIFY_ERROR(opened, ErrorKind::Storage);
    QVERIFY(opened.error().message.contains(u"another home"_s));
}

void StoreHomeTest::refusesAStoreWhoseDataFolderIsGone()
{
    const StoreHome test;
    QVERIFY(QDir(test.roots().data).removeRecursively());
    const auto opened = Home::open(test.roots());
    VERIFY_ERROR(opened, ErrorKind::Storage);
    QVERIFY(opened.error().message.contains(u"another home"_s));
}

void StoreHomeTest::refusesANewerStoreAndNewerData()
{
    for (const QString &file : {u"/data/store.json"_s, u"/store/version"_s}) {
        const StoreHome test;
        QFile::remove(test.path() + file);
        QFile newer(test.path() + file);
        QVERIFY(newer.open(QIODevice::WriteOnly));
        newer.write(QJsonDocument(QJsonObject{{u"schema"_s, 2}, {u"id"_s, test.home().storeId()}}).toJson());
        newer.close();
        const auto opened = Home::open(test.roots());
        VERIFY_ERROR(opened, ErrorKind::Storage);
        QVERIFY(opened.error().message.contains(u"newer"_s));
    }
}

void StoreHomeTest::finishesACreationThatWasCutShort()
{
    const QTemporaryDir directory;
    const HomeRoots roots = HomeRoots::below(directory.path());
    QVERIFY(QDir().mkpath(roots.data));
    VERIFY_VALUE(writeStorePlace(DataLayout(roots.data), {.id = u"the-id"_s, .isBeingMade = true}));
    const auto opened = Home::open(roots);
    VERIFY_VALUE(opened);
    QCOMPARE(opened->storeId(), u"the-id"_s);
    VERIFY_VALUE(Home::open(roots));
}

void StoreHomeTest::replacesALostStoreOnlyWhenAsked()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "1"}}, morning));
    VERIFY_ERROR(Home::openWithNewStore(test.roots()), ErrorKind::Invalid);

    QVERIFY(QDir().rename(test.roots().store, test.path() + u"/away"_s));
    const auto opened = Home::openWithNewStore(test.roots());
    VERIFY_VALUE(opened);
    QVERIFY(opened->storeId() != test.home().storeId());
    VERIFY_VALUE(opened->recover(morning));
    const auto record = opened->dataset(folder.name()).record();
    VERIFY_VALUE(record);
    QCOMPARE(record->newest, SnapshotId());
    QVERIFY(!record->confirmedAt);
    VERIFY_VALUE(opened->dataset(folder.name()).binding());
}

void StoreHomeTest::keepsCustomersAndDatasets()
{
    StoreHome test;
    const Customer acme{u"acme"_s, u"Acme & Söhne"_s, "Europe/Paris"};
    VERIFY_VALUE(test.home().saveCustomer(acme));
    VERIFY_VALUE(test.home().saveCustomer({u"zeta"_s, u"Zeta"_s, "UTC"}));
    (void)test.add(u"acme/shipments"_s);
    (void)test.add(u"acme/orders"_s);

    const auto customers = test.home().customers();
    VERIFY_VALUE(customers);
    QCOMPARE(customers->size(), 2u);
    QCOMPARE(customers->front(), acme);
    const auto datasets = test.home().datasets();
    VERIFY_VALUE(datasets);
    QCOMPARE(datasets->size(), 2u);
    QCOMPARE(datasets->front().text(), u"acme/orders"_s);
    VERIFY_ERROR(test.home().removeCustomer(u"acme"_s), ErrorKind::Invalid);
    VERIFY_VALUE(test.home().removeCustomer(u"zeta"_s));
    QCOMPARE(*test.home().customer(u"zeta"_s), std::nullopt);
    VERIFY_ERROR(test.home().existing({u"acme"_s, u"nothing"_s}), ErrorKind::NotFound);
}

void StoreHomeTest::refusesADuplicateDataset()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    Binding other = StoreHome::someBinding();
    other.url = u"https://example.org/other/"_s;
    VERIFY_ERROR(folder.create(other, morning), ErrorKind::Invalid);
    QCOMPARE(folder.binding()->url, StoreHome::someBinding().url);
}

static NewDataset newDataset(const QString &name)
{
    return {*DatasetName::parse(name), StoreHome::someBinding()};
}

void StoreHomeTest::makesManyDatasetsAsItMakesOne()
{
    StoreHome test;
    const DatasetFolder one = test.add(u"acme/one"_s);
    std::vector<NewDataset> many;
    for (int i = 0; i < 300; ++i)
        many.push_back(newDataset(u"acme/d%1"_s.arg(i)));
    QList<qsizetype> told;
    VERIFY_VALUE(createDatasets(test.home(), many, morning, [&](qsizetype made) { told << made; }, {}));
    QCOMPARE(told.last(), 300);
    QVERIFY(std::ranges::is_sorted(told));
    QCOMPARE(test.home().datasetsOf(u"acme"_s)->size(), 301U);
    const DatasetFolder last = test.home().dataset(many.back().name);
    QCOMPARE(contentOf(last.layout().binding()), contentOf(one.layout().binding()));
    QCOMPARE(contentOf(last.layout().record()), contentOf(one.layout().record()));
    QCOMPARE(contentOf(last.layout().current()).replace("acme/d299", "acme/one"),
             contentOf(one.layout().current()));
    QCOMPARE(QDir(last.layout().folder()).entryList({u".*.??????"_s}, QDir::Files | QDir::Hidden),
             QStringList());
}

void StoreHomeTest::makesNoneOfManyThatIsThereAlready()
{
    StoreHome test;
    const DatasetFolder present = test.add(u"acme/present"_s);
    VERIFY_VALUE(present.changeRecord([](Record &record) { record.pins << u"mine"_s; }, morning));
    const QByteArray before = contentOf(present.layout().record());
    const std::vector<NewDataset> many{newDataset(u"acme/a"_s), newDataset(u"acme/present"_s)};
    const auto made = createDatasets(test.home(), many, morning, {}, {});
    QCOMPARE(made.error().kind, ErrorKind::Invalid);
    QCOMPARE(made.error().message, u"acme/present exists already"_s);
    QCOMPARE(contentOf(present.layout().record()), before);
    QVERIFY(!test.home().contains(many.front().name));
    VERIFY_VALUE(createDatasets(test.home(), std::span(many).first(1), morning, {}, {}));
    QVERIFY(test.home().contains(many.front().name));
}

void StoreHomeTest::countsTheSpaceBeforeAFetch()
{
    const StoreHome test;
    VERIFY_VALUE(ensureSpace(test.home(), 1024));
    const auto refused = ensureSpace(test.home(), qint64(1) << 60);
    VERIFY_ERROR(refused, ErrorKind::NoSpace);
    QVERIFY(!refused.error().hint.isEmpty());
}

void StoreHomeTest::showsTheStoreOnlyWhatAReaderMaySee()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"deep/er/a.csv", "1"}}, morning);
    VERIFY_VALUE(id);
    const QString snapshot = folder.snapshotPath(*id);
    QCOMPARE(modeOf(snapshot), 0500);
    QCOMPARE(modeOf(snapshot + u"/deep/er"_s), 0500);
    QCOMPARE(modeOf(snapshot + u"/deep/er/a.csv"_s), 0444);
}

void StoreHomeTest::startsOnceWhenManyOpenAtOnce()
{
    const QTemporaryDir directory;
    const HomeRoots roots = HomeRoots::below(directory.path());
    std::vector<std::jthread> threads;
    std::mutex mutex;
    QSet<QString> ids;
    int failures = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const auto opened = Home::open(roots);
            const std::lock_guard guard(mutex);
            if (opened)
                ids.insert(opened->storeId());
            failures += opened ? 0 : 1;
        });
    }
    threads.clear();
    QCOMPARE(failures, 0);
    QCOMPARE(ids.size(), 1);
}

QTEST_GUILESS_MAIN(StoreHomeTest)
#include "storehome_test.moc"
