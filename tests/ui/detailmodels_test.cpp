// The models behind the details of a dataset, as text.
#include "tests/support/datasets.h"
#include "tests/support/expect.h"
#include "ui/models/cellink.h"
#include "ui/models/changesmodel.h"
#include "ui/models/datasetactivitymodel.h"
#include "ui/models/filesmodel.h"
#include "ui/models/snapshotsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto failing = QAbstractItemModelTester::FailureReportingMode::QtTest;

QString rendered(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QString text = model.index(row, column, parent).data().toString();
            if (!text.isEmpty())
                cells << text;
        }
        lines << QString(2 * depth, u' ') + cells.join(u" | "_s);
        const QString below = rendered(model, model.index(row, 0, parent), depth + 1);
        if (!below.isEmpty())
            lines << below;
    }
    return lines.join(u'\n');
}

ManifestFile file(const QByteArray &path, const QByteArray &content, const QByteArray &etag = "e")
{
    ManifestFile made{{path, content.size(), at("2026-07-31 18:00"), {ValidatorStrength::Strong, etag}}, {}};
    std::ranges::copy(content.first(std::min<qsizetype>(content.size(), 32)), made.hash.begin());
    return made;
}

ManifestHeader header(const SnapshotId &id, const char *wall, qint64 sequence)
{
    return {.id = id,
            .sequence = sequence,
            .createdAt = at(wall),
            .because = u"asked"_s,
            .files = 2,
            .bytes = 409'000'000};
}

const Instant now = at("2026-08-01 12:00");

Activity runAt(qint64 id, const char *wall, Outcome outcome)
{
    const RunReport run{.trigger = Trigger::Background,
                        .startedAt = at(wall) - std::chrono::seconds(5),
                        .finishedAt = at(wall),
                        .outcome = outcome};
    Activity activity = runActivity(run);
    activity.id = id;
    return activity;
}

} // namespace

class detailmodels_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatChanged()
    {
        ChangesModel model;
        const QAbstractItemModelTester tester(&model, failing);
        const Manifest before{header(firstSnapshot, "2026-07-31 09:00", 1),
                              {file("a.csv", "one"), file("b.csv", "two"), file("gone.csv", "x"),
                               file("same.csv", "same"), file("touched.csv", "t", "e1")}};
        const Manifest after{header(secondSnapshot, "2026-08-01 09:00", 2),
                             {file("a.csv", "one more"), file("b.csv", "TWO"), file("new.csv", "n"),
                              file("same.csv", "same"), file("touched.csv", "t", "e2")}};
        Comparison comparison{before.header, after.header, changesBetween(before, after), 1};
        std::erase_if(comparison.changes.identical,
                      [](const FileChange &change) { return change.path == "same.csv"; });
        model.show(comparison);
        QCOMPARE(rendered(model),
                 u"a.csv | changed | 3 bytes → 8 bytes\n"
                 u"b.csv | changed | 3 bytes, other content\n"
                 u"new.csv | new | 1 byte\n"
                 u"gone.csv | removed | 1 byte\n"
                 u"touched.csv | identical content, new upload | 1 byte\n"
                 u"1 file unchanged"_s);
        QCOMPARE(model.index(2, ChangesModel::ChangeColumn).data(InkRole).toInt(), int(CellInk::Good));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show(comparison);
        QCOMPARE(reset.size(), 0); // the same again does not flicker
        model.show({before.header, after.header, {}, 3});
        QCOMPARE(rendered(model), u"3 files, none of them changed"_s);
    }

    void marksSnapshots()
    {
        SnapshotsModel model{paris()};
        const QAbstractItemModelTester tester(&model, failing);
        const SnapshotId oldest = u"20260730T070003Z-0c0c0c"_s;
        Record record = confirmedAt("2026-08-01 09:00");
        record.hold = firstSnapshot;
        record.pins = {oldest};
        const QList<ManifestHeader> all{header(secondSnapshot, "2026-08-01 09:00", 3),
                                        header(firstSnapshot, "2026-07-31 09:00", 2),
                                        header(oldest, "2026-07-30 09:00", 1)};
        model.show(all, record, now);
        QCOMPARE(rendered(model),
                 u"newest | today 09:00 · 2 files · 409 MB | — | asked\n"
                 u"current, held | yesterday 09:00 · 2 files · 409 MB | — | asked\n"
                 u"pinned | 30 Jul 09:00 · 2 files · 409 MB | — | asked"_s);
    }

    void changesSnapshotsByTheirIds()
    {
        SnapshotsModel model{paris()};
        const QAbstractItemModelTester tester(&model, failing);
        const Record record = confirmedAt("2026-08-01 09:00");
        model.show({header(firstSnapshot, "2026-07-31 09:00", 1)}, record, now);
        const QPersistentModelIndex kept = model.index(0, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show(
            {header(secondSnapshot, "2026-08-01 09:00", 2), header(firstSnapshot, "2026-07-31 09:00", 1)},
            record, now);
        QCOMPARE(kept.row(), 1);
        QCOMPARE(kept.data(SnapshotsModel::IdRole).toString(), firstSnapshot);
        QCOMPARE(reset.size(), 0);
        model.show({header(secondSnapshot, "2026-08-01 09:00", 2)}, record, now);
        QVERIFY(!kept.isValid());
        QCOMPARE(model.rowCount(), 1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void showsFilesAsATree()
    {
        FilesModel model{paris()};
        const QAbstractItemModelTester tester(&model, failing);
        const Manifest manifest{header(firstSnapshot, "2026-07-31 09:00", 1),
                                {file("a.csv", "12345"), file("day/1.csv", "1"), file("day/2.csv", "22"),
                                 file("day/deep/3.csv", "333"), file("z", "")}};
        model.show(manifest, now);
        QCOMPARE(rendered(model),
                 u"a.csv | 5 bytes | yesterday 18:00\n"
                 u"day | 6 bytes | yesterday 18:00\n"
                 u"  1.csv | 1 byte | yesterday 18:00\n"
                 u"  2.csv | 2 bytes | yesterday 18:00\n"
                 u"  deep | 3 bytes | yesterday 18:00\n"
                 u"    3.csv | 3 bytes | yesterday 18:00\n"
                 u"z | 0 bytes | yesterday 18:00"_s);
        const QModelIndex deep = model.indexOf(u"day/deep/3.csv"_s);
        QCOMPARE(deep.data(FilesModel::PathRole).toString(), u"day/deep/3.csv"_s);
        QVERIFY(deep.data(FilesModel::FileRole).toBool());
        QVERIFY(!deep.parent().data(FilesModel::FileRole).toBool());
        QVERIFY(!model.indexOf(u"day/none"_s).isValid());
    }

    void holdsManyFiles()
    {
        FilesModel model{paris()};
        Manifest manifest{header(firstSnapshot, "2026-07-31 09:00", 1), {}};
        for (int i = 0; i < 20'000; ++i)
            manifest.files.push_back(
                file(u"f%1/x%2"_s.arg(i / 2, 5, 10, QChar(u'0')).arg(i % 2).toUtf8(), "1"));
        model.show(manifest, now);
        QCOMPARE(model.rowCount(), 10'000);
        QCOMPARE(model.rowCount(model.index(9'999, 0)), 2);
    }

    void tellsRunsAndChoices()
    {
        DatasetActivityModel model{paris()};
        const QAbstractItemModelTester tester(&model, failing);
        Activity failed = runAt(3, "2026-08-01 10:00", Outcome::Failed);
        failed.run->error = Error{ErrorKind::Network, u"cannot reach the server"_s, u"https://x.example/"_s,
                                  u"look at the network"_s};
        const Activity pinned{
            .id = 2, .kind = ActivityKind::Pinned, .at = at("2026-07-31 12:00"), .text = u"pinned X"_s};
        model.show({failed, pinned, runAt(1, "2026-07-30 09:00", Outcome::Unchanged)}, now);
        QCOMPARE(rendered(model),
                 u"today 10:00 | failed: cannot reach the server (https://x.example/); look at the network | "
                 u"background | 5 seconds\n"
                 u"  cannot reach the server\n"
                 u"  https://x.example/\n"
                 u"  look at the network\n"
                 u"yesterday 12:00 | pinned: pinned X | a person\n"
                 u"30 Jul 09:00 | nothing changed | background | 5 seconds"_s);
        QCOMPARE(model.index(0, DatasetActivityModel::WhatColumn).data(InkRole).toInt(), int(CellInk::Bad));
    }

    void addsWhatHappenedAtTheTop()
    {
        DatasetActivityModel model{paris()};
        const QAbstractItemModelTester tester(&model, failing);
        Activity failed = runAt(1, "2026-08-01 10:00", Outcome::Failed);
        failed.run->error = Error{ErrorKind::Network, u"cannot reach the server"_s, {}, {}};
        model.show({failed}, now);
        const QPersistentModelIndex detail =
            model.index(0, DatasetActivityModel::WhatColumn, model.index(0, 0));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show({runAt(2, "2026-08-01 11:00", Outcome::Unchanged), failed}, now);
        QCOMPARE(detail.data().toString(), u"cannot reach the server"_s); // what was opened stays open
        QCOMPARE(detail.parent().row(), 1);
        QCOMPARE(reset.size(), 0);
        model.show({runAt(9, "2026-08-01 11:00", Outcome::Unchanged)}, now); // another dataset
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.rowCount(), 1);
    }
};

QTEST_GUILESS_MAIN(detailmodels_test)
#include "detailmodels_test.moc"
