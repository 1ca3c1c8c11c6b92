// What a record says after its process died between a commit and the record.
#include "core/store/recovery.h"

#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};
const Instant noon = *fromIso(u"2026-08-01T12:00:00Z"_s);
const SnapshotId older = u"20260731T090000Z-000001"_s;
const SnapshotId newer = u"20260801T120001Z-000002"_s;

std::vector<ManifestHeader> committed(const SnapshotId &parent)
{
    const ManifestHeader commit{
        .id = newer, .sequence = 2, .parent = parent, .createdAt = noon + 1s, .probedAt = noon};
    if (parent.isEmpty())
        return {commit};
    return {commit, {.id = older, .sequence = 1, .createdAt = noon - 27h, .probedAt = noon - 27h}};
}

Record confirmedYesterday()
{
    return {.confirmedAt = noon - 27h, .newest = older};
}

} // namespace

class recovery_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCommitIsFinished()
    {
        Record record = confirmedYesterday();
        record.knownChange = KnownChange{noon, {.changed = 1}, u"a.csv"_s, {}};
        record.lastLook = Look{noon, noon, std::nullopt, 0, {}};
        catchUp(record, committed(older), shipments);
        QCOMPARE(record.newest, newer);
        QCOMPARE(record.confirmedAt, noon);
        QCOMPARE(record.differenceSeenAt, noon);
        QVERIFY(!record.knownChange);
    }

    void aFirstSnapshotTellsNothingOfWhenItWasUploaded()
    {
        Record record;
        catchUp(record, committed({}), shipments);
        QCOMPARE(record.newest, newer);
        QVERIFY(!record.differenceSeenAt);
    }

    void whatALaterLookSawStillHolds()
    {
        Record record = confirmedYesterday();
        record.knownChange = KnownChange{noon + 1s, {.changed = 1}, u"a.csv"_s, {}};
        record.lastLook = Look{noon + 1s, noon + 1s, std::nullopt, 0, {}};
        catchUp(record, committed(older), shipments);
        QCOMPARE(record.newest, newer);
        QVERIFY(record.knownChange);
        QVERIFY2(!record.confirmedAt, "the source may be at yet another version");
        QCOMPARE(record.lastLook->startedAt, noon + 1s);
    }

    void aCommitOfAnEarlierBindingConfirmsNothing()
    {
        Record record = confirmedYesterday();
        record.confirmedAt.reset();
        record.boundAt = noon + 1s;
        record.laterValidators.insert("a.csv", Validator{});
        catchUp(record, committed(older), shipments);
        QCOMPARE(record.newest, newer);
        QVERIFY2(!record.confirmedAt, "it answers what was bound before");
        QVERIFY2(record.laterValidators.contains("a.csv"), "an equal ETag at the new place proves nothing");
    }

    void aLostNewestFallsBackUnconfirmed()
    {
        Record record{.confirmedAt = noon, .newest = newer};
        catchUp(record, {{.id = older, .sequence = 1, .createdAt = noon - 27h}}, shipments);
        QCOMPARE(record.newest, older);
        QVERIFY(!record.confirmedAt);
    }
};

QTEST_GUILESS_MAIN(recovery_test)
#include "recovery_test.moc"
