#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/smalldisk.h"
#include "tests/support/storehome.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <sys/stat.h>

#include <set>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

/// What real disks refuse: no space, no writing, too many links, odd names.
class StoreLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatTheDiskIsFullAndLeavesNothing_data();
    void saysThatTheDiskIsFullAndLeavesNothing();
    void notesAChangeWithNotAByteLeft();
    void readsFromAReadOnlyStoreAndRefusesToFetch();
    void keepsSeventyThousandEqualFiles();
    void keepsEveryNameExactly_data();
    void keepsEveryNameExactly();
    void keepsAStoreInMemory();
};

void StoreLimitsTest::saysThatTheDiskIsFullAndLeavesNothing_data()
{
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("bytes");
    QTest::newRow("one large file") << 1 << 6'000'000;
    QTest::newRow("many small files") << 600 << 10'000;
}

void StoreLimitsTest::saysThatTheDiskIsFullAndLeavesNothing()
{
    QFETCH(const int, files);
    QFETCH(const int, bytes);
    const SmallDisk disk("4m");
    QVERIFY(disk.isMounted());
    StoreHome test(disk.directory());
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    VERIFY_VALUE(first);
    VERIFY_ERROR(ensureSpace(test.home(), qint64(files) * bytes), ErrorKind::NoSpace);
    Files wanted;
    for (int i = 0; i < files; ++i)
        wanted["f" + QByteArray::number(i)] = QByteArray::number(i) + QByteArray(bytes, 'x');
    const auto full = test.commit(folder, wanted, morning + 1h);
    VERIFY_ERROR(full, ErrorKind::NoSpace);
    QVERIFY(!full.error().hint.isEmpty());
    QVERIFY(QDir(test.home().store().staging()).isEmpty());
    QCOMPARE(folder.snapshots()->size(), 1u);
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
    // Room is there again after a sweep.
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Full, morning + 1h, {}));
    VERIFY_VALUE(test.fetch(folder, {{"a", "2"}}, morning + 2h));
}

/// Also again and again: what a write frees is taken back at once.
void StoreLimitsTest::notesAChangeWithNotAByteLeft()
{
    const SmallDisk disk("4m");
    QVERIFY(disk.isMounted());
    StoreHome test(disk.directory());
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const auto fill = [&](const QString &name) {
        QFile filler(disk.directory() + name);
        (void)filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        const QByteArray page(4096, 'x');
        while (filler.write(page) == page.size()) { }
        return filler.size();
    };
    QVERIFY(fill(u"/filler"_s) > 1'000'000);
    for (int round = 1; round <= 20; ++round) {
        VERIFY_VALUE(folder.changeRecord(
            [&](Record &record) { record.knownChange = KnownChange{morning, {.changed = round}, {}}; },
            morning));
        QVERIFY((*folder.current())->freshUntil == Instant{});
        (void)fill(u"/filler-%1"_s.arg(round));
    }
    QCOMPARE(folder.record()->knownChange->counts.changed, 20);
    for (const QString &name : QDir(disk.directory()).entryList({u"filler*"_s}, QDir::Files))
        QVERIFY(QFile::remove(disk.directory() + u'/' + name));
    VERIFY_VALUE(Home::open(test.roots()));
    QVERIFY(QFileInfo(test.home().data().reserve()).size() > 100'000);
}

void StoreLimitsTest::readsFromAReadOnlyStoreAndRefusesToFetch()
{
    const SmallDisk disk("8m");
    QVERIFY(disk.isMounted());
    const QTemporaryDir place;
    const HomeRoots roots{place.path() + u"/data"_s, disk.directory() + u"/store"_s, true};
    StoreHome test(roots);
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    QVERIFY(disk.makeReadOnly());
    const auto opened = Home::open(roots);
    VERIFY_VALUE(opened);
    VERIFY_VALUE(opened->recover(morning));
    QCOMPARE(filesBelow((*opened->dataset(folder.name()).current())->path), (Files{{"a", "1"}}));
    const auto refused = test.commit(folder, {{"a", "2"}}, morning + 1h);
    VERIFY_ERROR(refused, ErrorKind::Storage);
    QVERIFY2(refused.error().message.contains(u"Read-only"_s), qPrintable(refused.error().message));
    QVERIFY(!refused.error().hint.isEmpty());
    QVERIFY(disk.makeWritable());
    VERIFY_VALUE(test.fetch(folder, {{"a", "2"}}, morning + 1h));
}

void StoreLimitsTest::keepsSeventyThousandEqualFiles()
{
    constexpr int count = 70'000; // ext4 takes 65 000 links to one file
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    Files files;
    for (int i = 0; i < count; ++i)
        files["d" + QByteArray::number(i % 100) + "/f" + QByteArray::number(i)] = "the same";
    const auto first = test.fetch(folder, files, morning);
    VERIFY_VALUE(first);
    const auto manifest = folder.manifest(*first);
    const auto second = test.fetch(folder, {{"another", "one"}}, morning + 1h, manifest->files);
    VERIFY_VALUE(second);
    for (const SnapshotId &id : {*first, *second}) {
        std::set<ino_t> inodes;
        qint64 found = 0;
        for (const auto &[path, bytes] : files) {
            struct stat status{};
            const QByteArray file = folder.snapshotPath(id).toUtf8() + '/' + path;
            if (::stat(file.constData(), &status) == 0 && status.st_size == bytes.size())
                ++found;
            inodes.insert(status.st_ino);
        }
        QCOMPARE(found, count);
        QVERIFY2(inodes.size() <= 3, "equal files must share their bytes as far as the disk allows");
    }
}

void StoreLimitsTest::keepsEveryNameExactly_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::newRow("signs") << QByteArrayList{"a b",  "100%25", "a+b", "#1",  "what?",
                                             "\"'`", "a\\b",   "*",   "-rf", "~"};
    QTest::newRow("normal forms") << QByteArrayList{"e\xcc\x81.csv", "\xc3\xa9.csv"};
    QTest::newRow("case pairs") << QByteArrayList{"A.csv", "Dir/x", "a.csv", "dir/x"};
    QTest::newRow("255 bytes") << QByteArrayList{QByteArray(255, 'x'), "\xc3\xa9" + QByteArray(253, 'y')};
    QTest::newRow("long path") << QByteArrayList{QByteArray(QByteArray(250, 'd') + '/').repeated(10)
                                                 + "file"};
    QTest::newRow("empty files") << QByteArrayList{"e1", "e2"};
}

void StoreLimitsTest::keepsEveryNameExactly()
{
    QFETCH(const QByteArrayList, names);
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    Files files;
    for (const QByteArray &name : names)
        files[name] = name.startsWith('e') && name.size() == 2 ? QByteArray() : name;
    const auto id = test.fetch(folder, files, morning);
    VERIFY_VALUE(id);
    QCOMPARE(filesBelow(folder.snapshotPath(*id)), files);
    const auto manifest = folder.manifest(*id);
    VERIFY_VALUE(manifest);
    for (const ManifestFile &file : manifest->files)
        QVERIFY(files.contains(file.entry.path));
}

void StoreLimitsTest::keepsAStoreInMemory()
{
    StoreHome test(u"/dev/shm"_s);
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}, {"b", QByteArray(400'000, 'x')}}, morning);
    VERIFY_VALUE(first);
    const auto second = test.fetch(folder, {{"a", "2"}}, morning + 1h, {folder.manifest(*first)->files[1]});
    VERIFY_VALUE(second);
    QCOMPARE(filesBelow(folder.snapshotPath(*second)), (Files{{"a", "2"}, {"b", QByteArray(400'000, 'x')}}));
}

int main(int argc, char **argv)
{
    enterNamespace(argv);
    QCoreApplication application(argc, argv);
    StoreLimitsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "storelimits_test.moc"
