#include "core/store/verify.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QFileInfo>

#include <sys/stat.h>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StoreVerifyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingWrongAndReadsSharedBytesOnce();
    void namesEachDamage_data();
    void namesEachDamage();
    void keepsADamagedNewestSnapshotAndHasItsBytesReceivedAgain();
    void mendsFromAnotherCopyInTheStore();
    void tellsWhatIsLostInAnOlderSnapshot();
    void removesWhatDoesNotBelongThere();
    void namesADamagedManifest();
    void stopsWhenAsked();
};

static void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

static Result<VerifyReport> verifyAll(StoreHome &test)
{
    return verify(test.home(), *test.home().datasets(), test.pool(), {}, {});
}

void StoreVerifyTest::findsNothingWrongAndReadsSharedBytesOnce()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first =
        test.fetch(folder, {{"a", "same"}, {"b", "same"}, {"c", QByteArray(300'000, 'x')}}, morning);
    VERIFY_VALUE(test.fetch(folder, {{"d", "4"}}, morning + 1h, folder.manifest(*first)->files));
    VerifyProgress last;
    const auto report = verify(test.home(), *test.home().datasets(), test.pool(),
                               [&](const VerifyProgress &progress) { last = progress; }, {});
    VERIFY_VALUE(report);
    QVERIFY(report->damaged.empty());
    QCOMPARE(report->files, 7);
    QCOMPARE(report->bytes, 300'005);
    QCOMPARE(last.bytesDone, 300'005);
    QVERIFY(last.bytesTotal >= last.bytesDone);
}

void StoreVerifyTest::namesEachDamage_data()
{
    QTest::addColumn<QByteArray>("bytes"); // null: the file is removed
    QTest::addColumn<int>("kind");
    QTest::newRow("other bytes") << QByteArray("54321") << int(DamageKind::WrongContent);
    QTest::newRow("another size") << QByteArray("1234") << int(DamageKind::WrongSize);
    QTest::newRow("emptied") << QByteArray("") << int(DamageKind::WrongSize);
    QTest::newRow("removed") << QByteArray() << int(DamageKind::Missing);
}

void StoreVerifyTest::namesEachDamage()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, kind);
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "12345"}, {"b", "fine"}}, morning);
    const QString path = folder.snapshotPath(*id) + u"/a"_s;
    if (bytes.isNull())
        QVERIFY(QFile::remove(path));
    else
        overwrite(path, bytes);
    const auto report = verifyAll(test);
    VERIFY_VALUE(report);
    QCOMPARE(report->damaged.size(), 1u);
    const Damage &damage = report->damaged.front();
    QCOMPARE(damage.path, "a"_ba);
    QCOMPARE(int(damage.kind), kind);
    QCOMPARE(damage.snapshot, *id);
    QVERIFY(damage.isNewest);
    QVERIFY(!damageText(damage.kind).isEmpty());
}

void StoreVerifyTest::keepsADamagedNewestSnapshotAndHasItsBytesReceivedAgain()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}, {"b", "old"}}, morning);
    const auto second = test.fetch(folder, {{"b", "12345"}, {"c", "67890"}}, morning + 1h,
                                   {folder.manifest(*first)->files[0]});
    overwrite(folder.snapshotPath(*second) + u"/b"_s, "54321");
    overwrite(folder.snapshotPath(*second) + u"/c"_s, "09876");
    const auto repaired = repair(test.home(), *verifyAll(test), morning + 2h, {});
    VERIFY_VALUE(repaired);
    QCOMPARE(repaired->toFetch, std::vector{folder.name()});
    QVERIFY(repaired->lost.empty());
    QVERIFY(folder.hasSnapshot(*second));
    const auto record = folder.record();
    QCOMPARE(record->newest, *second);
    QVERIFY2(!record->confirmedAt, "readers ask before they get it");
    QCOMPARE(record->laterValidators.keys(), (QList<QByteArray>{"b", "c"}));

    // As the run does that receives them again.
    VERIFY_VALUE(test.commit(folder, {{"b", "12345"}, {"c", "67890"}}, morning + 3h));
    VERIFY_VALUE(mendSnapshot(test.home(), folder.name(), *second, folder.manifest(*second)->files));
    QCOMPARE(filesBelow(folder.snapshotPath(*second)), (Files{{"a", "1"}, {"b", "12345"}, {"c", "67890"}}));
    QVERIFY(verifyAll(test)->damaged.empty());
}

void StoreVerifyTest::mendsFromAnotherCopyInTheStore()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "12345"}}, morning);
    const QString path = folder.snapshotPath(*id) + u"/a"_s;
    // A copy instead of a link, as on a disk without links; then one of the two is damaged.
    QVERIFY(QFile::remove(path));
    QFile copy(path);
    QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write("damag") == 5);
    copy.close();
    const auto report = verifyAll(test);
    QCOMPARE(report->damaged.size(), 1u);
    const auto repaired = repair(test.home(), *report, morning, {});
    VERIFY_VALUE(repaired);
    QCOMPARE(repaired->restored.size(), 1u);
    QVERIFY(repaired->toFetch.empty() && repaired->lost.empty());
    QCOMPARE(contentOf(path), "12345");
    QVERIFY(verifyAll(test)->damaged.empty());
    struct stat status{};
    QCOMPARE(::stat(QFile::encodeName(folder.snapshotPath(*id)).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777, 0500u);
}

void StoreVerifyTest::tellsWhatIsLostInAnOlderSnapshot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "12345"}}, morning);
    const auto second = test.fetch(folder, {{"a", "new"}}, morning + 1h);
    overwrite(folder.snapshotPath(*first) + u"/a"_s, "54321");
    const auto repaired = repair(test.home(), *verifyAll(test), morning + 2h, {});
    VERIFY_VALUE(repaired);
    QCOMPARE(repaired->lost.size(), 1u);
    QCOMPARE(repaired->lost[0].snapshot, *first);
    QVERIFY(repaired->toFetch.empty());
    QCOMPARE(folder.record()->newest, *second);
    QVERIFY(folder.record()->confirmedAt.has_value());
    QVERIFY(folder.hasSnapshot(*first));
    // The damaged bytes do not spread: what comes with that hash is stored anew.
    VERIFY_VALUE(test.fetch(folder, {{"a", "12345"}}, morning + 3h));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "12345"}}));
}

void StoreVerifyTest::removesWhatDoesNotBelongThere()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "1"}}, morning);
    const QString directory = folder.snapshotPath(*id);
    QVERIFY(::chmod(QFile::encodeName(directory).constData(), 0700) == 0);
    QFile odd(directory + u"/odd"_s);
    QVERIFY(odd.open(QIODevice::WriteOnly));
    odd.close();
    const auto report = verifyAll(test);
    QCOMPARE(report->damaged.size(), 1u);
    QCOMPARE(report->damaged[0].kind, DamageKind::Unexpected);
    VERIFY_VALUE(repair(test.home(), *report, morning, {}));
    QCOMPARE(filesBelow(directory), (Files{{"a", "1"}}));
}

void StoreVerifyTest::namesADamagedManifest()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "1"}}, morning);
    const QString path = folder.layout().manifest(*id);
    overwrite(path, contentOf(path).chopped(6));
    const auto report = verifyAll(test);
    QCOMPARE(report->damaged.size(), 1u);
    QCOMPARE(report->damaged[0].path, QByteArray());
    const auto repaired = repair(test.home(), *report, morning, {});
    VERIFY_VALUE(repaired);
    QCOMPARE(repaired->toFetch, std::vector{folder.name()});
    QCOMPARE(folder.record()->newest, SnapshotId());
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning + 1h));
}

void StoreVerifyTest::stopsWhenAsked()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(verify(test.home(), *test.home().datasets(), test.pool(), {}, stop.get_token()),
                 ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(StoreVerifyTest)
#include "storeverify_test.moc"
