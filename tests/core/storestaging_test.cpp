#include "core/base/handover.h"
#include "core/store/blobs.h"
#include "core/store/blobscan.h"
#include "core/store/bootid.h"
#include "core/store/filetree.h"
#include "core/store/partial.h"
#include "core/store/sha256.h"
#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/otherprocess.h"
#include "tests/support/storehome.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <sys/stat.h>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StoreStagingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commitsWhatWasReceived_data();
    void commitsWhatWasReceived();
    void hashesAsOthersDo();
    void keepsWhatDidNotChange();
    void storesEqualBytesOnce();
    void storesEqualBytesOnceWhenTwoRunsKeepThemAtOnce();
    void vanishesUnlessCommitted();
    void leavesTheOldSnapshotWhenItIsStopped();
    void refusesOtherBytesThanAnnounced();
    void refusesHostileNames();
    void refusesAFileThatIsADirectory();
    void takesAFileASecondTime();
    void dropsWhatTheSnapshotDoesNotWant();
    void worksWhenThePoolHasNoThreadToSpare();
    void goesOnWhereADownloadBroke();
    void keepsWhatABrokenDownloadBroughtWhenItIsStoppedAgain();
    void doesNotGoOnWithAnotherVersion();
    void doesNotKeepABrokenDownloadOfAWeakValidator();
    void believesOnlyWhatWasFlushedInAnotherBoot();
    void believesAWholePartialButForItsLastByte();
    void startsAgainWhenTheSourceDoes();
    void goesOnAfterAKilledProcess();
    void makesALostBlobAnewFromASnapshot();
    void refusesAKeptFileThatIsGone();
    void doesNotBelieveATornBlobOfAnotherBoot();
    void numbersSnapshotsAfterAllThatEverWere();
};

static QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(42);
    for (char &byte : bytes)
        byte = char(generator.bounded(256));
    return bytes;
}

static std::span<const char> span(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

static ino_t inodeOf(const QString &path)
{
    struct stat status{};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

void StoreStagingTest::commitsWhatWasReceived_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 10'240, 262'143, 262'144, 262'145, 524'288, 3'000'001})
        QTest::addRow("%lld bytes", qlonglong(size)) << size;
}

void StoreStagingTest::commitsWhatWasReceived()
{
    QFETCH(const qsizetype, size);
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const Files files{{"a.csv", "small"}, {"in/a folder/b.bin", randomBytes(size)}};
    const auto id = test.fetch(folder, files, morning);
    VERIFY_VALUE(id);
    QCOMPARE(filesBelow(folder.snapshotPath(*id)), files);
    const auto manifest = folder.manifest(*id);
    VERIFY_VALUE(manifest);
    QCOMPARE(manifest->header.files, 2);
    QCOMPARE(manifest->header.bytes, 5 + size);
    for (const ManifestFile &file : manifest->files)
        QCOMPARE(inodeOf(test.home().store().blob(file.hash)),
                 inodeOf(folder.snapshotPath(*id) + u'/' + QString::fromUtf8(file.entry.path)));
    QVERIFY(QDir(test.home().store().staging()).isEmpty());
    QVERIFY(QDir(test.home().store().partials()).isEmpty());
}

void StoreStagingTest::hashesAsOthersDo()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray small = randomBytes(1000);
    const QByteArray large = randomBytes(1'000'000);
    const auto id = test.fetch(folder, {{"large", large}, {"small", small}}, morning);
    const auto manifest = folder.manifest(*id);
    const auto hex = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    };
    QCOMPARE(hexText(manifest->files[0].hash), hex(large));
    QCOMPARE(hexText(manifest->files[1].hash), hex(small));
    QCOMPARE(hexText(sha256({})), hex({}));
}

void StoreStagingTest::keepsWhatDidNotChange()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}, {"d/b", "2"}}, morning);
    const auto before = folder.manifest(*first);
    const auto second = test.fetch(folder, {{"a", "new"}}, morning + 1h, {before->files[1]});
    VERIFY_VALUE(second);
    QCOMPARE(filesBelow(folder.snapshotPath(*second)), (Files{{"a", "new"}, {"d/b", "2"}}));
    QCOMPARE(filesBelow(folder.snapshotPath(*first)), (Files{{"a", "1"}, {"d/b", "2"}}));
    QCOMPARE(inodeOf(folder.snapshotPath(*first) + u"/d/b"_s),
             inodeOf(folder.snapshotPath(*second) + u"/d/b"_s));
    const auto headers = folder.snapshots();
    QCOMPARE(headers->front().id, *second);
    QCOMPARE(headers->front().parent, *first);
    QCOMPARE(headers->front().sequence, 2);
}

void StoreStagingTest::storesEqualBytesOnce()
{
    StoreHome test;
    const QByteArray large = randomBytes(400'000);
    const auto one = test.add(u"acme/shipments"_s);
    const auto other = test.add(u"zeta/shipments"_s);
    const auto first = test.fetch(one, {{"a", "same"}, {"b", "same"}, {"l", large}}, morning);
    const auto second = test.fetch(other, {{"c", "same"}, {"m", large}}, morning);
    const auto inode = inodeOf(one.snapshotPath(*first) + u"/a"_s);
    QCOMPARE(inodeOf(one.snapshotPath(*first) + u"/b"_s), inode);
    QCOMPARE(inodeOf(other.snapshotPath(*second) + u"/c"_s), inode);
    QCOMPARE(inodeOf(other.snapshotPath(*second) + u"/m"_s), inodeOf(one.snapshotPath(*first) + u"/l"_s));
}

void StoreStagingTest::storesEqualBytesOnceWhenTwoRunsKeepThemAtOnce()
{
    StoreHome test;
    auto blobs = *Blobs::open(test.home().store());
    const FileDescriptor directory = openDirectory(test.path());
    const Sha256 hash = sha256(span("same"));
    // Both have found that there is no such blob, and have written the bytes.
    for (const char *name : {"one", "other"}) {
        QFile file(test.path() + u'/' + QLatin1StringView(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("same") == 4);
    }
    VERIFY_VALUE(blobs.adopt(hash, 4, {directory.get(), "one"}));
    VERIFY_VALUE(blobs.adopt(hash, 4, {directory.get(), "other"}));
    VERIFY_VALUE(blobs.adopt(hash, 4, {directory.get(), "other"}));
    QCOMPARE(inodeOf(test.path() + u"/other"_s), inodeOf(test.path() + u"/one"_s));
    QCOMPARE(inodeOf(test.home().store().blob(hash)), inodeOf(test.path() + u"/one"_s));
    QVERIFY(listBlobs(test.home().store(), BlobsWanted::All, {})->strays.empty());
}

void StoreStagingTest::vanishesUnlessCommitted()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    {
        auto staging = Staging::begin(test.home(), folder.name(), u"run"_s, test.pool(), {});
        VERIFY_VALUE(staging);
        QVERIFY(!QDir(test.home().store().staging()).isEmpty());
        auto file = staging->receive(StoreHome::entry("a", "1"));
        VERIFY_VALUE((*file)->write(span("1")));
        VERIFY_VALUE((*file)->finish(StoreHome::entry("a", "1")));
        VERIFY_VALUE(staging->finishReceiving());
    }
    QVERIFY(QDir(test.home().store().staging()).isEmpty());
    QVERIFY(folder.snapshots()->empty());
    QVERIFY(StoreLock::tryAcquire(test.home(), LockMode::Exclusive)->has_value());
}

void StoreStagingTest::leavesTheOldSnapshotWhenItIsStopped()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}, {"b", "2"}}, morning);
    const auto before = folder.manifest(*first);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = test.commit(folder, {}, morning + 1h, before->files, stop.get_token());
    VERIFY_ERROR(stopped, ErrorKind::Cancelled);
    QCOMPARE(folder.snapshots()->size(), 1u);
    QCOMPARE(filesBelow(folder.snapshotPath(*first)), (Files{{"a", "1"}, {"b", "2"}}));
}

void StoreStagingTest::refusesOtherBytesThanAnnounced()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), folder.name(), u"run"_s, test.pool(), {});
    for (const qsizetype size : {10, 1'000'000}) {
        Entry entry = StoreHome::entry("f" + QByteArray::number(size), randomBytes(size));
        auto file = staging->receive(entry);
        VERIFY_VALUE((*file)->write(span(randomBytes(size))));
        ++entry.size;
        const auto refused = (*file)->finish(entry);
        VERIFY_ERROR(refused, ErrorKind::Corrupt);
    }
    QVERIFY(QDir(test.home().store().partials()).isEmpty());
    QVERIFY(staging->finishReceiving()->empty());
}

void StoreStagingTest::refusesHostileNames()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), folder.name(), u"run"_s, test.pool(), {});
    for (const QByteArray &name : {"../a"_ba, "/a"_ba, "a/../../b"_ba, "a\nb"_ba, "a\xff"_ba, ""_ba, "a/"_ba})
        VERIFY_ERROR(staging->receive({.path = name}), ErrorKind::Unsupported);
    for (const QString &run : {u"../run"_s, u""_s, u".run"_s, u"a/b"_s})
        VERIFY_ERROR(Staging::begin(test.home(), folder.name(), run, test.pool(), {}), ErrorKind::Invalid);
}

void StoreStagingTest::refusesAFileThatIsADirectory()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_ERROR(test.commit(folder, {{"a", "1"}, {"a/b", "2"}}, morning), ErrorKind::Unsupported);
    QVERIFY(folder.snapshots()->empty());
}

void StoreStagingTest::takesAFileASecondTime()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), folder.name(), u"run"_s, test.pool(), {});
    for (const QByteArray &bytes : {"first"_ba, "second"_ba}) {
        auto file = staging->receive(StoreHome::entry("a", bytes));
        VERIFY_VALUE(file);
        VERIFY_VALUE((*file)->write(span(bytes)));
        VERIFY_VALUE((*file)->finish(StoreHome::entry("a", bytes)));
    }
    auto all = staging->finishReceiving();
    VERIFY_VALUE(all);
    QCOMPARE(all->size(), 1u);
    const auto manifest = staging->commit({}, *all, morning);
    VERIFY_VALUE(manifest);
    QCOMPARE(filesBelow(folder.snapshotPath(manifest->header.id)), (Files{{"a", "second"}}));
}

void StoreStagingTest::dropsWhatTheSnapshotDoesNotWant()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), folder.name(), u"run"_s, test.pool(), {});
    for (const QByteArray &name : {"a"_ba, "gone"_ba}) {
        auto file = staging->receive(StoreHome::entry(name, name));
        VERIFY_VALUE((*file)->write(span(name)));
        VERIFY_VALUE((*file)->finish(StoreHome::entry(name, name)));
    }
    auto all = staging->finishReceiving();
    all->pop_back();
    const auto manifest = staging->commit({}, *all, morning);
    VERIFY_VALUE(manifest);
    QCOMPARE(filesBelow(folder.snapshotPath(manifest->header.id)), (Files{{"a", "a"}}));
}

void StoreStagingTest::worksWhenThePoolHasNoThreadToSpare()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    test.pool().setMaxThreadCount(1);
    const Files files{{"a", randomBytes(20'000'000)}, {"b", "2"}};
    Result<SnapshotId> outcome;
    // The run itself has the only thread.
    startOn(test.pool(), [&] { outcome = test.fetch(folder, files, morning); });
    QVERIFY(waitForAll(test.pool(), 60s));
    VERIFY_VALUE(outcome);
    QCOMPARE(filesBelow(folder.snapshotPath(*outcome)), files);
}

/// Receives the first `size` bytes of `bytes` and lets the transfer break.
static qint64 breakAfter(StoreHome &test, const DatasetFolder &folder, const Entry &entry,
                         const QByteArray &bytes, qsizetype size)
{
    auto staging = Staging::begin(test.home(), folder.name(), test.nextRun(), test.pool(), {});
    auto file = staging->receive(entry);
    const qint64 offset = (*file)->offset();
    if (!(*file)->write(span(bytes.sliced(offset, size - offset))))
        return -1;
    return offset;
}

void StoreStagingTest::goesOnWhereADownloadBroke()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(5'000'000);
    const Entry entry = StoreHome::entry("large", bytes);
    QCOMPARE(breakAfter(test, folder, entry, bytes, 2'000'000), 0);
    QCOMPARE(Staging::resumableBytes(test.home(), folder.name(), entry), 2'000'000);
    QCOMPARE(breakAfter(test, folder, entry, bytes, 3'000'000), 2'000'000);

    auto staging = Staging::begin(test.home(), folder.name(), u"last"_s, test.pool(), {});
    auto file = staging->receive(entry);
    VERIFY_VALUE(file);
    QCOMPARE((*file)->offset(), 3'000'000);
    VERIFY_VALUE((*file)->write(span(bytes.sliced(3'000'000))));
    VERIFY_VALUE((*file)->finish(entry));
    const auto all = staging->finishReceiving();
    VERIFY_VALUE(all);
    QCOMPARE(all->front().hash, sha256(span(bytes)));
    const auto manifest = staging->commit({}, *all, morning);
    QCOMPARE(filesBelow(folder.snapshotPath(manifest->header.id)), (Files{{"large", bytes}}));
    QVERIFY(QDir(test.home().store().partials()).isEmpty());
}

void StoreStagingTest::keepsWhatABrokenDownloadBroughtWhenItIsStoppedAgain()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(5'000'000);
    const Entry entry = StoreHome::entry("large", bytes);
    QCOMPARE(breakAfter(test, folder, entry, bytes, 2'000'000), 0);
    {
        std::stop_source stopped; // while what is there already is hashed
        stopped.request_stop();
        auto staging =
            Staging::begin(test.home(), folder.name(), test.nextRun(), test.pool(), stopped.get_token());
        auto file = staging->receive(entry);
        VERIFY_VALUE(file);
        (void)(*file)->write(span(bytes.sliced((*file)->offset(), 300'000)));
        file->reset();
        VERIFY_ERROR(staging->finishReceiving(), ErrorKind::Cancelled);
    }
    QCOMPARE_GE(Staging::resumableBytes(test.home(), folder.name(), entry), 2'000'000);
}

void StoreStagingTest::doesNotGoOnWithAnotherVersion()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(2'000'000);
    QCOMPARE(breakAfter(test, folder, StoreHome::entry("large", bytes, "etag:one"), bytes, 1'000'000), 0);
    QCOMPARE(
        Staging::resumableBytes(test.home(), folder.name(), StoreHome::entry("large", bytes, "etag:two")), 0);
    QCOMPARE(
        Staging::resumableBytes(test.home(), folder.name(), StoreHome::entry("other", bytes, "etag:one")), 0);
    const auto elsewhere = test.add(u"zeta/shipments"_s);
    QCOMPARE(
        Staging::resumableBytes(test.home(), elsewhere.name(), StoreHome::entry("large", bytes, "etag:one")),
        0);
}

void StoreStagingTest::doesNotKeepABrokenDownloadOfAWeakValidator()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(2'000'000);
    Entry entry = StoreHome::entry("large", bytes);
    entry.validator.strength = ValidatorStrength::Weak;
    QCOMPARE(breakAfter(test, folder, entry, bytes, 1'000'000), 0);
    QVERIFY(QDir(test.home().store().partials()).isEmpty());
    QCOMPARE(breakAfter(test, folder, entry, bytes, 1'000'000), 0);
}

void StoreStagingTest::believesOnlyWhatWasFlushedInAnotherBoot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(2'000'000);
    const Entry entry = StoreHome::entry("large", bytes);
    QCOMPARE(breakAfter(test, folder, entry, bytes, 1'000'000), 0);
    const auto place = partialPlace(test.home().store(), folder.name(), entry);
    auto note = readPartialNote(place.note);
    QVERIFY(note.has_value());
    QCOMPARE(note->bootId, currentBootId());
    note->bootId = u"an earlier boot"_s;
    VERIFY_VALUE(writePartialNote(place.note, *note));
    QCOMPARE(believableBytes(place, folder.name(), entry), ByteRanges{});
    note->durable = {{0, 600'000}};
    VERIFY_VALUE(writePartialNote(place.note, *note));
    QCOMPARE(believableBytes(place, folder.name(), entry), (ByteRanges{{0, 600'000}}));
    note->durable = {{0, 9'000'000}}; // more than is there: a truncated file
    VERIFY_VALUE(writePartialNote(place.note, *note));
    QCOMPARE(believableBytes(place, folder.name(), entry), (ByteRanges{{0, 1'000'000}}));
}

void StoreStagingTest::believesAWholePartialButForItsLastByte()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(1'000'000);
    const Entry entry = StoreHome::entry("large", bytes);
    QCOMPARE(breakAfter(test, folder, entry, bytes, 1'000'000), 0);
    QCOMPARE(Staging::resumableBytes(test.home(), folder.name(), entry), 999'999);
    Entry shorter = entry;
    shorter.size = 500'000; // the same validator for fewer bytes: the source lies
    QCOMPARE(Staging::resumableBytes(test.home(), folder.name(), shorter), 0);
}

void StoreStagingTest::startsAgainWhenTheSourceDoes()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(2'000'000);
    const Entry entry = StoreHome::entry("large", bytes);
    QCOMPARE(breakAfter(test, folder, entry, bytes, 1'000'000), 0);
    auto staging = Staging::begin(test.home(), folder.name(), u"again"_s, test.pool(), {});
    auto file = staging->receive(entry);
    QCOMPARE((*file)->offset(), 1'000'000);
    VERIFY_VALUE((*file)->restart());
    QCOMPARE((*file)->offset(), 0);
    VERIFY_VALUE((*file)->write(span(bytes)));
    VERIFY_VALUE((*file)->finish(entry));
    QCOMPARE(staging->finishReceiving()->front().hash, sha256(span(bytes)));

    auto small = staging->receive(StoreHome::entry("small", "abc"));
    VERIFY_VALUE((*small)->write(span("xy")));
    VERIFY_VALUE((*small)->restart());
    VERIFY_VALUE((*small)->write(span("abc")));
    VERIFY_VALUE((*small)->finish(StoreHome::entry("small", "abc")));
    QCOMPARE(staging->finishReceiving()->back().hash, sha256(span("abc")));
}

void StoreStagingTest::goesOnAfterAKilledProcess()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const QByteArray bytes = randomBytes(5'000'000);
    const Entry entry = StoreHome::entry("large", bytes);
    OtherProcess other([&] {
        auto staging = Staging::begin(test.home(), folder.name(), u"doomed"_s, test.pool(), {});
        auto file = staging->receive(entry);
        OtherProcess::sayReady((*file)->write(span(bytes.first(3'000'000))).has_value());
        ::pause();
    });
    QVERIFY(other.waitUntilReady());
    other.kill();
    constexpr qint64 chunk = 256 * 1024;
    QCOMPARE(Staging::resumableBytes(test.home(), folder.name(), entry), 3'000'000 / chunk * chunk);
    QVERIFY(!QDir(test.home().store().staging()).isEmpty());
    const auto swept = sweep(test.home(), SweepDepth::Quick, morning, {});
    VERIFY_VALUE(swept);
    QCOMPARE(swept->stagings, 1);
    QVERIFY(QDir(test.home().store().staging()).isEmpty());
    QCOMPARE(Staging::resumableBytes(test.home(), folder.name(), entry), 3'000'000 / chunk * chunk);
}

void StoreStagingTest::makesALostBlobAnewFromASnapshot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    const auto before = folder.manifest(*first);
    const QString blob = test.home().store().blob(before->files[0].hash);
    QVERIFY(QFile::remove(blob));
    const auto second = test.fetch(folder, {{"b", "2"}}, morning + 1h, before->files);
    VERIFY_VALUE(second);
    QCOMPARE(filesBelow(folder.snapshotPath(*second)), (Files{{"a", "1"}, {"b", "2"}}));
    QCOMPARE(contentOf(blob), "1");
}

void StoreStagingTest::refusesAKeptFileThatIsGone()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    const auto before = folder.manifest(*first);
    QVERIFY(QFile::remove(test.home().store().blob(before->files[0].hash)));
    QVERIFY(QDir(folder.snapshotPath(*first)).removeRecursively());
    VERIFY_ERROR(test.commit(folder, {{"b", "2"}}, morning + 1h, before->files), ErrorKind::Corrupt);
}

void StoreStagingTest::doesNotBelieveATornBlobOfAnotherBoot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    // What a power cut leaves of a run that did not commit: the right size, and zeros.
    const QString blob = test.home().store().blob(sha256(span("12345")));
    QVERIFY(QDir().mkpath(QFileInfo(blob).path()));
    QFile torn(blob);
    QVERIFY(torn.open(QIODevice::WriteOnly) && torn.write(QByteArray(5, '\0')) == 5);
    torn.close();
    QFile mark(test.home().store().bootMark());
    QVERIFY(mark.open(QIODevice::WriteOnly) && mark.write("an earlier boot") > 0);
    mark.close();
    const auto id = test.fetch(folder, {{"a", "12345"}}, morning);
    VERIFY_VALUE(id);
    QCOMPARE(filesBelow(folder.snapshotPath(*id)), (Files{{"a", "12345"}}));
    QCOMPARE(contentOf(blob), "12345");
}

void StoreStagingTest::numbersSnapshotsAfterAllThatEverWere()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const auto second = test.fetch(folder, {{"a", "2"}}, morning - 24h); // a clock set back
    QVERIFY(QDir(folder.snapshotPath(*second)).removeRecursively());
    const auto third = test.fetch(folder, {{"a", "3"}}, morning - 48h);
    QCOMPARE(folder.manifest(*third)->header.sequence, 3);
    QCOMPARE(folder.snapshots()->front().id, *third);
}

QTEST_GUILESS_MAIN(StoreStagingTest)
#include "storestaging_test.moc"
