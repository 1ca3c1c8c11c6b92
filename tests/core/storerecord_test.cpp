#include "core/store/recovery.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <thread>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

/// The dataset's folder: record, current.json, and what recover() puts right.
class StoreRecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsReadersTheCurrentSnapshot();
    void notesWhatStoppedBeingCurrent();
    void saysSinceWhenReadersGetASnapshot();
    void saysItAnewOfARecordThatDoesNot();
    void writesNothingWhenNothingChanged();
    void survivesWritersInManyThreads();
    void finishesASwitchThatACrashCutShort();
    void leavesARunThatIsGoingToItself();
    void doesNotSwitchAHeldDatasetButKnowsTheNewerOne();
    void writesCurrentAgainWhenItIsDeletedOrDifferent_data();
    void writesCurrentAgainWhenItIsDeletedOrDifferent();
    void bringsBackHoldAndPinsWhenTheRecordIsLost();
    void forgetsASnapshotThatACacheCleanerRemoved();
    void buildsOnTheBlobsOfASnapshotThatIsGone();
    void warnsWhenTheHeldSnapshotIsGone();
    void believesSnapshotsAgainThatComeBack();
    void knowsWhenReadersHaveLessThanBefore_data();
    void knowsWhenReadersHaveLessThanBefore();
};

void StoreRecordTest::tellsReadersTheCurrentSnapshot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    auto view = folder.current();
    VERIFY_VALUE(view);
    QCOMPARE((*view)->snapshot, SnapshotId());
    QCOMPARE((*view)->freshUntil, std::optional(Instant{}));

    const auto id = test.fetch(folder, {{"a.csv", "1"}}, morning);
    VERIFY_VALUE(id);
    view = folder.current();
    VERIFY_VALUE(view);
    QCOMPARE((*view)->snapshot, *id);
    QCOMPARE((*view)->path, folder.snapshotPath(*id));
    QCOMPARE((*view)->confirmedAt, std::optional(morning));
    QCOMPARE((*view)->freshUntil, std::optional(utc("2026-08-01T22:00:00Z"))); // midnight in Paris
    QVERIFY(!(*view)->because.isEmpty());
    QCOMPARE(filesBelow((*view)->path), (Files{{"a.csv", "1"}}));
}

void StoreRecordTest::notesWhatStoppedBeingCurrent()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    const auto second = test.fetch(folder, {{"a.csv", "2"}}, morning + 1h);
    VERIFY_VALUE(second);
    auto record = folder.record();
    QCOMPARE(record->supersededAt, (QMap<SnapshotId, Instant>{{*first, morning + 1h}}));
    VERIFY_VALUE(folder.changeRecord([&](Record &changed) { changed.hold = *first; }, morning + 2h));
    record = folder.record();
    QCOMPARE(record->supersededAt, (QMap<SnapshotId, Instant>{{*second, morning + 2h}}));
    QCOMPARE((*folder.current())->snapshot, *first);
}

void StoreRecordTest::saysSinceWhenReadersGetASnapshot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto told = [&] {
        const auto view = folder.current();
        return std::pair((*view)->currentSince, (*view)->replaced);
    };
    using Told = decltype(told());
    QCOMPARE(told(), Told(std::nullopt, {}));
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    QCOMPARE(told(), Told(morning, {}));
    VERIFY_VALUE(
        folder.changeRecord([](Record &record) { record.confirmedAt = morning + 1h; }, morning + 1h));
    QCOMPARE(told(), Told(morning, {})); // the same bytes
    const auto second = test.fetch(folder, {{"a.csv", "2"}}, morning + 2h);
    VERIFY_VALUE(second);
    QCOMPARE(told(), Told(morning + 2h, *first));
    VERIFY_VALUE(folder.changeRecord([&](Record &record) { record.hold = *first; }, morning + 3h));
    QCOMPARE(told(), Told(morning + 3h, *second)); // what comes back begins anew
    VERIFY_VALUE(folder.changeRecord([](Record &record) { record.hold.clear(); }, morning + 4h));
    QCOMPARE(told(), Told(morning + 4h, *first));
    VERIFY_VALUE(folder.publish(morning + 5h));
    VERIFY_VALUE(folder.recover(morning + 5h));
    QCOMPARE(told(), Told(morning + 4h, *first));
}

void StoreRecordTest::saysItAnewOfARecordThatDoesNot()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "1"}}, morning));
    Record older = *folder.record();
    older.currentSince.reset();
    QFile file(folder.layout().record());
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(QJsonDocument(toJson(older)).toJson());
    file.close();
    VERIFY_VALUE(folder.changeRecord([](Record &) { }, morning + 1h));
    QCOMPARE((*folder.current())->currentSince, std::optional(morning + 1h));
}

void StoreRecordTest::writesNothingWhenNothingChanged()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "1"}}, morning));
    const auto changedAt = [&](const QString &path) { return QFileInfo(path).lastModified(); };
    const auto record = changedAt(folder.layout().record());
    const auto current = changedAt(folder.layout().current());
    VERIFY_VALUE(folder.changeRecord([](Record &) { }, morning));
    VERIFY_VALUE(folder.publish(morning));
    VERIFY_VALUE(folder.recover(morning));
    QCOMPARE(changedAt(folder.layout().record()), record);
    QCOMPARE(changedAt(folder.layout().current()), current);
}

void StoreRecordTest::survivesWritersInManyThreads()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 5; ++round) {
                const auto id = u"%1-%2"_s.arg(i).arg(round);
                (void)folder.changeRecord([&](Record &record) { record.pins << id; }, morning);
            }
        });
    }
    threads.clear();
    QCOMPARE(folder.record()->pins.size(), 40);
}

void StoreRecordTest::finishesASwitchThatACrashCutShort()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    VERIFY_VALUE(folder.changeRecord(
        [](Record &record) {
            record.knownChange = KnownChange{.seenAt = morning + 1h, .counts = {}, .example = {}};
        },
        morning + 1h));
    const auto committed = test.commit(folder, {{"a.csv", "2"}}, morning + 1h);
    VERIFY_VALUE(committed);
    QCOMPARE((*folder.current())->snapshot, *first);

    VERIFY_VALUE(test.home().recover(morning + 2h));
    const auto record = folder.record();
    QCOMPARE(record->newest, committed->header.id);
    QCOMPARE(record->confirmedAt, std::optional(morning + 1h));
    QVERIFY(!record->knownChange);
    QVERIFY(record->lastRun && record->lastRun->outcome == Outcome::Fetched);
    QVERIFY(record->supersededAt.contains(*first));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a.csv", "2"}}));
}

void StoreRecordTest::leavesARunThatIsGoingToItself()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    VERIFY_VALUE(test.commit(folder, {{"a.csv", "2"}}, morning + 1h));
    const auto run = RunLock::tryAcquire(test.home(), folder.name(), u"other"_s);
    VERIFY_VALUE(run);
    VERIFY_VALUE(folder.recover(morning + 2h));
    QCOMPARE(folder.record()->newest, *first);
    VERIFY_VALUE(folder.recover(morning + 2h, &**run)); // the run itself
    QVERIFY(folder.record()->newest != *first);
}

void StoreRecordTest::doesNotSwitchAHeldDatasetButKnowsTheNewerOne()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    VERIFY_VALUE(folder.changeRecord([&](Record &record) { record.hold = *first; }, morning));
    const auto committed = test.commit(folder, {{"a.csv", "2"}}, morning + 1h);
    VERIFY_VALUE(folder.recover(morning + 2h));
    QCOMPARE(folder.record()->newest, committed->header.id);
    QCOMPARE((*folder.current())->snapshot, *first);
    QVERIFY(!(*folder.current())->warning.isEmpty());
    QVERIFY(!folder.record()->lastRun->switched);
}

void StoreRecordTest::writesCurrentAgainWhenItIsDeletedOrDifferent_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("deleted") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"schema\":1,");
    QTest::newRow("of another snapshot")
        << QByteArray("{\"schema\":1,\"dataset\":\"acme/shipments\",\"snapshot\":\"x\",\"path\":\"/x\"}");
}

void StoreRecordTest::writesCurrentAgainWhenItIsDeletedOrDifferent()
{
    QFETCH(const QByteArray, content);
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "1"}}, morning));
    const QByteArray right = contentOf(folder.layout().current());
    QVERIFY(QFile::remove(folder.layout().current()));
    if (!content.isEmpty()) {
        QFile wrong(folder.layout().current());
        QVERIFY(wrong.open(QIODevice::WriteOnly));
        wrong.write(content);
    }
    VERIFY_VALUE(test.home().recover(morning));
    QCOMPARE(contentOf(folder.layout().current()), right);
}

void StoreRecordTest::bringsBackHoldAndPinsWhenTheRecordIsLost()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    VERIFY_VALUE(folder.changeRecord(
        [&](Record &record) {
            record.hold = *first;
            record.pins << *first;
        },
        morning));
    const auto second = test.fetch(folder, {{"a.csv", "2"}}, morning + 1h);
    QVERIFY(QFile::remove(folder.layout().record()));
    VERIFY_VALUE(folder.recover(morning + 2h));
    const auto record = folder.record();
    VERIFY_VALUE(record);
    QCOMPARE(record->hold, *first);
    QCOMPARE(record->pins, QList{*first});
    QCOMPARE(record->newest, *second);
    QVERIFY(!record->confirmedAt); // nobody knows: readers ask
    QCOMPARE((*folder.current())->freshUntil, std::optional(Instant{}));
}

void StoreRecordTest::forgetsASnapshotThatACacheCleanerRemoved()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    const auto second = test.fetch(folder, {{"a.csv", "2"}}, morning + 1h);
    QVERIFY(QDir(folder.snapshotPath(*second)).removeRecursively());
    VERIFY_VALUE(folder.recover(morning + 2h));
    auto record = folder.record();
    QCOMPARE(record->newest, *first);
    QVERIFY(!record->confirmedAt);
    QCOMPARE((*folder.current())->path, folder.snapshotPath(*first));
    QCOMPARE((*folder.current())->freshUntil, std::optional(Instant{}));

    QVERIFY(QDir(test.home().store().snapshots()).removeRecursively());
    VERIFY_VALUE(folder.recover(morning + 2h));
    QCOMPARE(folder.record()->newest, SnapshotId());
    QCOMPARE((*folder.current())->path, QString());
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "2"}}, morning + 3h));
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a.csv", "2"}}));
}

void StoreRecordTest::buildsOnTheBlobsOfASnapshotThatIsGone()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a.csv", "1"}, {"b.csv", "2"}}, morning);
    const auto manifest = folder.manifest(*id);
    QCOMPARE((*folder.fetchBasis())->files.size(), 2u);
    QVERIFY(QDir(folder.snapshotPath(*id)).removeRecursively());
    QVERIFY(QFile::remove(test.home().store().blob(manifest->files[1].hash)));
    const auto basis = folder.fetchBasis();
    VERIFY_VALUE(basis);
    QCOMPARE((*basis)->files.size(), 1u);
    QCOMPARE((*basis)->files[0], manifest->files[0]);
    VERIFY_VALUE(folder.recover(morning));
    const auto again = test.fetch(folder, {{"b.csv", "2"}}, morning + 1h, {manifest->files[0]});
    VERIFY_VALUE(again);
    QCOMPARE(filesBelow((*folder.current())->path), (Files{{"a.csv", "1"}, {"b.csv", "2"}}));
    QVERIFY(folder.manifest(*again)->header.sequence > manifest->header.sequence);
}

void StoreRecordTest::warnsWhenTheHeldSnapshotIsGone()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a.csv", "1"}}, morning);
    VERIFY_VALUE(test.fetch(folder, {{"a.csv", "2"}}, morning + 1h));
    VERIFY_VALUE(folder.changeRecord([&](Record &record) { record.hold = *first; }, morning + 1h));
    QVERIFY(QDir(folder.snapshotPath(*first)).removeRecursively());
    VERIFY_VALUE(folder.recover(morning + 2h));
    const auto view = folder.current();
    QCOMPARE(folder.record()->hold, *first); // nobody is switched to other data silently
    QVERIFY2((*view)->warning.contains(u"gone"_s), qPrintable((*view)->warning));
    QCOMPARE((*view)->freshUntil, std::optional(Instant{}));
}

void StoreRecordTest::believesSnapshotsAgainThatComeBack()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto id = test.fetch(folder, {{"a.csv", "1"}}, morning);
    const QString away = test.path() + u"/away"_s;
    QVERIFY(QDir().rename(test.home().store().snapshots(), away));
    VERIFY_VALUE(folder.recover(morning));
    QCOMPARE(folder.record()->newest, SnapshotId());
    QVERIFY(QDir().rename(away, test.home().store().snapshots()));
    VERIFY_VALUE(folder.recover(morning));
    QCOMPARE(folder.record()->newest, *id);
}

void StoreRecordTest::knowsWhenReadersHaveLessThanBefore_data()
{
    QTest::addColumn<CurrentView>("present");
    QTest::addColumn<CurrentView>("next");
    QTest::addColumn<bool>("isLess");
    const CurrentView fresh{.path = u"/s"_s, .confirmedAt = morning, .freshUntil = morning + 1h};
    CurrentView endless = fresh;
    endless.freshUntil.reset();
    CurrentView ask = fresh;
    ask.freshUntil = Instant{};
    CurrentView longer = fresh;
    longer.confirmedAt = morning + 30min;
    longer.freshUntil = morning + 2h;
    const CurrentView nothing;
    QTest::newRow("the same") << fresh << fresh << false;
    QTest::newRow("a change became known") << fresh << ask << true;
    QTest::newRow("confirmed again") << fresh << longer << false;
    QTest::newRow("a shorter policy") << longer << fresh << true;
    QTest::newRow("a policy with an end") << endless << fresh << true;
    QTest::newRow("a policy without end") << fresh << endless << false;
    QTest::newRow("the snapshot is gone") << fresh << nothing << true;
    QTest::newRow("nothing to take back") << ask << nothing << false;
}

void StoreRecordTest::knowsWhenReadersHaveLessThanBefore()
{
    QFETCH(const CurrentView, present);
    QFETCH(const CurrentView, next);
    QFETCH(const bool, isLess);
    QCOMPARE(isLessFresh(next, present), isLess);
}

QTEST_GUILESS_MAIN(StoreRecordTest)
#include "storerecord_test.moc"
