#include "core/store/move.h"
#include "core/store/storeplace.h"
#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/otherprocess.h"
#include "tests/support/storehome.h"

#include <QFileInfo>

#include <sys/stat.h>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class StoreMoveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesEverythingAndReadersReadOn();
    void takesAsMuchRoomAsBefore();
    void deletesTheOldPlaceAfterADay();
    void leavesWhatElseLiesInTheOldPlace();
    void isFollowedByAProcessThatWasOpenBefore();
    void keepsWhatAProcessThatWasOpenBeforeDoesNotSee();
    void movesBackAgain();
    void movesEmptySnapshotsAndWhatCanBeGoneOnWith();
    void leavesNothingWhereItCouldNotGo();
    void movesToWhereItIsByDoingNothing();
    void refusesABadTarget_data();
    void refusesABadTarget();
    void refusesDamagedBytes();
    void canBeTriedAgainAfterAKill_data();
    void canBeTriedAgainAfterAKill();
    void refusesWhenTheNewDiskIsMissing();
};

void StoreMoveTest::movesEverythingAndReadersReadOn()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const Files files{{"a", "1"}, {"d/b", QByteArray(400'000, 'x')}};
    VERIFY_VALUE(test.fetch(folder, files, morning));
    const QString oldPath = (*folder.current())->path;
    const QString target = test.path() + u"/elsewhere"_s;
    qint64 told = 0;
    const auto moved = moveStore(test.home(), target, 5s, morning,
                                 [&](const MoveProgress &progress) { told = progress.bytesDone; }, {});
    VERIFY_VALUE(moved);
    QCOMPARE(moved->from, test.roots().store);
    QCOMPARE(moved->oldPlaceGoesAt, morning + 24h);
    QVERIFY(told >= 400'001);
    const QString newPath = (*folder.current())->path;
    QVERIFY(newPath.startsWith(target));
    QCOMPARE(filesBelow(newPath), files);
    QCOMPARE(filesBelow(oldPath), files);
    struct stat status{};
    QCOMPARE(::stat(QFile::encodeName(newPath + u"/d"_s).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777, 0500u);

    const auto opened = Home::open(test.roots());
    VERIFY_VALUE(opened);
    QCOMPARE(opened->storeRoot(), target);
    VERIFY_VALUE(test.fetch(folder, {{"a", "2"}}, morning + 1h));
    QVERIFY((*folder.current())->path.startsWith(target));
}

void StoreMoveTest::takesAsMuchRoomAsBefore()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "same"}, {"b", "same"}}, morning);
    VERIFY_VALUE(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}));
    struct stat status{};
    QCOMPARE(::stat(QFile::encodeName(folder.snapshotPath(*first) + u"/a"_s).constData(), &status), 0);
    QCOMPARE(status.st_nlink, nlink_t(3)); // blob, a, b
    QCOMPARE(*sweep(test.home(), SweepDepth::Full, morning, {}), SweepReport{});
}

void StoreMoveTest::deletesTheOldPlaceAfterADay()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    VERIFY_VALUE(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}));
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Quick, morning + 23h, {}));
    QVERIFY(QFileInfo::exists(test.roots().store));
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Quick, morning + 24h, {}));
    QVERIFY(!QFileInfo::exists(test.roots().store));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
    VERIFY_VALUE(Home::open(test.roots()));
}

void StoreMoveTest::leavesWhatElseLiesInTheOldPlace()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    VERIFY_VALUE(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}));
    // The store lay at the root of a disk, and the disk is used for other things by now.
    QFile letter(test.roots().store + u"/letter.txt"_s);
    QVERIFY(letter.open(QIODevice::WriteOnly) && letter.write("mine") == 4);
    letter.close();
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Quick, morning + 24h, {}));
    QCOMPARE(filesBelow(test.roots().store), (Files{{"letter.txt", "mine"}}));
    QVERIFY(readStorePlace(test.home().data())->value().retired.empty());
}

void StoreMoveTest::isFollowedByAProcessThatWasOpenBefore()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const auto other = Home::open(test.roots());
    const QString target = test.path() + u"/elsewhere"_s;
    VERIFY_VALUE(moveStore(*other, target, 5s, morning, {}, {}));
    QCOMPARE(test.home().storeRoot(), test.roots().store); // has not looked yet
    VERIFY_VALUE(folder.changeRecord([](Record &record) { record.pins << u"x"_s; }, morning));
    QVERIFY((*folder.current())->path.startsWith(target));
    VERIFY_VALUE(test.fetch(folder, {{"a", "2"}}, morning + 1h));
    QVERIFY((*folder.current())->path.startsWith(target));
}

/// It sweeps at the new place, not by what the old one lacks.
void StoreMoveTest::keepsWhatAProcessThatWasOpenBeforeDoesNotSee()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const auto other = Home::open(test.roots());
    VERIFY_VALUE(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}));
    for (const auto later : {1h, 2h})
        VERIFY_VALUE(test.fetch(folder, {{"a", QByteArray::number(later.count())}}, morning + later));
    VERIFY_VALUE(sweep(*other, SweepDepth::Full, morning + 3h, {}));
    QCOMPARE(folder.snapshots()->size(), 3u);
    QCOMPARE(other->storeRoot(), test.home().storeRoot());
}

void StoreMoveTest::movesBackAgain()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    VERIFY_VALUE(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}));
    VERIFY_ERROR(moveStore(test.home(), test.roots().store, 5s, morning, {}, {}),
                 ErrorKind::Invalid); // still read
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Quick, morning + 25h, {}));
    VERIFY_VALUE(moveStore(test.home(), test.roots().store, 5s, morning + 25h, {}, {}));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Quick, morning + 50h, {}));
    QVERIFY(!QFileInfo::exists(test.path() + u"/elsewhere"_s));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
}

void StoreMoveTest::movesEmptySnapshotsAndWhatCanBeGoneOnWith()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {}, morning));
    const QString partial = test.home().store().partials() + u"/abc"_s;
    QVERIFY(QDir().mkpath(test.home().store().partials()));
    QFile file(partial);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("half of it");
    file.close();
    const QString target = test.path() + u"/elsewhere"_s;
    VERIFY_VALUE(moveStore(test.home(), target, 5s, morning, {}, {}));
    QCOMPARE(folder.snapshots()->size(), 1u);
    QVERIFY(QFileInfo((*folder.current())->path).isDir());
    QVERIFY(QFile::permissions(target + u"/partials/abc"_s).testFlag(QFile::WriteOwner));
    QVERIFY(!QFile::exists(target + u"/.larder-moving"_s));
}

void StoreMoveTest::leavesNothingWhereItCouldNotGo()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const QString target = test.path() + u"/elsewhere"_s;
    std::stop_source stop;
    const auto moved = moveStore(
        test.home(), target, 5s, morning, [&](const MoveProgress &) { stop.request_stop(); },
        stop.get_token());
    VERIFY_ERROR(moved, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(target + u"/blobs"_s) && !QFile::exists(target + u"/.larder-moving"_s));
    QVERIFY(QFileInfo((*folder.current())->path).isDir());
}

void StoreMoveTest::movesToWhereItIsByDoingNothing()
{
    const StoreHome test;
    const auto moved = moveStore(test.home(), test.path() + u"/store"_s, 5s, morning, {}, {});
    VERIFY_VALUE(moved);
    QCOMPARE(moved->from, moved->to);
    QCOMPARE(moved->files, 0);
    VERIFY_VALUE(Home::open(test.roots()));
}

void StoreMoveTest::refusesABadTarget_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("relative") << u"elsewhere"_s;
    QTest::newRow("inside of it") << u"%1/store/inner"_s;
    QTest::newRow("around it") << u"%1"_s;
    QTest::newRow("not empty") << u"%1/data"_s;
    QTest::newRow("not clean") << u"%1/x/../y"_s;
}

void StoreMoveTest::refusesABadTarget()
{
    QFETCH(const QString, target);
    const StoreHome test;
    const QString place = target.contains(u'%') ? target.arg(test.path()) : target;
    VERIFY_ERROR(moveStore(test.home(), place, 5s, morning, {}, {}), ErrorKind::Invalid);
    VERIFY_VALUE(Home::open(test.roots()));
}

void StoreMoveTest::refusesDamagedBytes()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a", "12345"}}, morning);
    const QString blob = test.home().store().blob(folder.manifest(*id)->files[0].hash);
    QFile damaged(blob);
    QVERIFY(damaged.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
            && damaged.open(QIODevice::ReadWrite));
    damaged.write("X");
    damaged.close();
    VERIFY_ERROR(moveStore(test.home(), test.path() + u"/elsewhere"_s, 5s, morning, {}, {}),
                 ErrorKind::Corrupt);
    QCOMPARE(Home::open(test.roots())->storeRoot(), test.roots().store);
}

void StoreMoveTest::canBeTriedAgainAfterAKill_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<bool>("isMoved");
    QTest::newRow("copied") << QByteArray("move-copied") << false;
    QTest::newRow("switched") << QByteArray("move-switched") << true;
}

void StoreMoveTest::canBeTriedAgainAfterAKill()
{
    QFETCH(const QByteArray, step);
    QFETCH(const bool, isMoved);
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const QString target = test.path() + u"/elsewhere"_s;
    OtherProcess other([&] {
        qputenv("LARDER_CRASH_AT", step);
        (void)moveStore(test.home(), target, 5s, morning, {}, {});
    });
    QVERIFY(WIFSIGNALED(other.wait()));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
    const auto opened = Home::open(test.roots());
    VERIFY_VALUE(opened);
    QCOMPARE(opened->storeRoot(), isMoved ? target : test.roots().store);
    VERIFY_VALUE(opened->recover(morning));
    QVERIFY((*folder.current())->path.startsWith(opened->storeRoot()));
    if (!isMoved)
        VERIFY_VALUE(moveStore(*opened, target, 5s, morning, {}, {}));
    QVERIFY((*folder.current())->path.startsWith(target));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
}

void StoreMoveTest::refusesWhenTheNewDiskIsMissing()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a", "1"}}, morning));
    const QString target = test.path() + u"/elsewhere"_s;
    VERIFY_VALUE(moveStore(test.home(), target, 5s, morning, {}, {}));
    QVERIFY(QDir().rename(target, test.path() + u"/away"_s));
    VERIFY_ERROR(Home::open(test.roots()), ErrorKind::Storage);
    VERIFY_ERROR(folder.recover(morning), ErrorKind::Storage);
    QVERIFY(QDir().rename(test.path() + u"/away"_s, target));
    VERIFY_VALUE(folder.recover(morning));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a", "1"}}));
}

QTEST_GUILESS_MAIN(StoreMoveTest)
#include "storemove_test.moc"
