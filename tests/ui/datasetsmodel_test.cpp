#include "core/wording/verdictwords.h"
#include "tests/support/judgedrows.h"
#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace larder;
using namespace larder::test;

namespace {

const QTimeZone viewerZone("Europe/Paris");

/// "Acme Textiles [Europe/Paris]" and below it "Fresh | shipments | today 11:00 | yesterday 08:00 | 436 MB".
QString rendered(const DatasetsModel &model)
{
    QStringList lines;
    for (int group = 0; group < model.rowCount(); ++group) {
        const QModelIndex customer = model.index(group, 0);
        lines << customer.data().toString() + u" ["_s + customer.data(DatasetsModel::ZoneRole).toString()
                + u']';
        for (int row = 0; row < model.rowCount(customer); ++row) {
            QStringList cells;
            for (const int column :
                 {DatasetsModel::StateColumn, DatasetsModel::DatasetColumn, DatasetsModel::FetchedColumn,
                  DatasetsModel::UploadedColumn, DatasetsModel::SizeColumn})
                cells << model.index(row, column, customer).data().toString();
            lines << u"  "_s + cells.join(u" | "_s);
        }
    }
    return lines.join(u'\n');
}

QString becauseOf(const DatasetsModel &model, const QString &name)
{
    return model.indexOf(*DatasetName::parse(name), DatasetsModel::BecauseColumn).data().toString();
}

} // namespace

class datasetsmodel_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void groupsByCustomerAndSortsAsPeopleDo();
    void saysADashWhereNothingIsKnown();
    void takesOverTheSentenceOfTheVerdict();
    void showsTroubleThatLeavesTheDataFresh();
    void changesOnlyTheRowThatChanged();
    void insertsAndRemovesByName();
    void keepsPersistentIndexesWhenACustomerIsRenamed();
    void showsARunOverTheRowUntilItEnds();
    void showsTheRunOfAnotherProcess();
    void showsAReportBeforeTheState();
    void showsWhatIsWrongWithATruthFile();
    void countsStatesForTheTray();
    void offersOnlyWhatARefreshMayHelp();
    void showsTheLastDays();
    void tellsAStretchOfRowsOnce();
    void insertsAStretchOfRowsOnce();
    void countsFacesAsRowsAndRunsChange();
    void holdsTenThousandRows();

private:
    std::unique_ptr<DatasetsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void datasetsmodel_test::init()
{
    m_model = std::make_unique<DatasetsModel>(viewerZone);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void datasetsmodel_test::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void datasetsmodel_test::groupsByCustomerAndSortsAsPeopleDo()
{
    m_model->takeRows(
        rowsTold({{.name = u"zeta/b"_s, .displayName = u"änne"_s},
                  {.name = u"zeta/a"_s, .displayName = u"änne"_s},
                  {.name = u"acme/shipments"_s, .state = State::Stale, .displayName = u"Bolt"_s}}));
    QCOMPARE(rendered(*m_model),
             u"änne [Europe/Paris]\n"
             u"  Fresh | a | today 11:00 | yesterday 08:00 | 436 MB\n"
             u"  Fresh | b | today 11:00 | yesterday 08:00 | 436 MB\n"
             u"Bolt [Europe/Paris]\n"
             u"  Stale | shipments | today 11:00 | yesterday 08:00 | 436 MB"_s);
}

void datasetsmodel_test::saysADashWhereNothingIsKnown()
{
    m_model->takeRows(rowsTold({{.state = State::Missing}}));
    QCOMPARE(rendered(*m_model), u"Acme Textiles [Europe/Paris]\n  Missing | shipments | — | — | —"_s);
}

void datasetsmodel_test::takesOverTheSentenceOfTheVerdict()
{
    RowChanges told = rowsTold({{}});
    told.changed.first().verdict.reasons = {{ReasonKind::NeverFetched}};
    m_model->takeRows(told);
    const QString expected = becauseFor(told.changed.first().verdict, {noon, viewerZone, viewerZone});
    QVERIFY(!expected.isEmpty());
    QCOMPARE(becauseOf(*m_model, u"acme/shipments"_s), expected);
}

void datasetsmodel_test::showsTroubleThatLeavesTheDataFresh()
{
    RowChanges told = rowsTold({{}});
    const QModelIndex because = [&] {
        m_model->takeRows(told);
        return m_model->indexOf(told.changed.first().row.name, DatasetsModel::BecauseColumn);
    }();
    QVERIFY(!because.data(DatasetsModel::TroubleRole).toBool());
    for (const ReasonKind trouble : {ReasonKind::LookFailed, ReasonKind::AfterFailed}) {
        told.changed.first().verdict.reasons = {{ReasonKind::FreshUntilBoundary, noon}, {trouble, noon}};
        m_model->takeRows(told);
        QVERIFY(because.data(DatasetsModel::TroubleRole).toBool());
    }
}

void datasetsmodel_test::changesOnlyTheRowThatChanged()
{
    m_model->takeRows(rowsTold({{.name = u"acme/a"_s}, {.name = u"acme/b"_s}}));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->takeRows(rowsTold({{.name = u"acme/b"_s, .state = State::Late}}));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_model->datasetAt(changed.first().at(0).toModelIndex())->text(), u"acme/b"_s);
    QCOMPARE(reset.size(), 0);
    QVERIFY(rendered(*m_model).contains(u"Late | b"_s));
}

void datasetsmodel_test::insertsAndRemovesByName()
{
    m_model->takeRows(rowsTold({{.name = u"acme/b"_s}}));
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->takeRows(rowsTold({{.name = u"acme/a"_s}, {.name = u"acme/c"_s}}));
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(m_model->all().size(), 3);

    m_model->takeRows(rowsTold({}, {u"acme/b"_s, u"acme/unknown"_s}));
    QCOMPARE(m_model->all().size(), 2);
    m_model->takeRows(rowsTold({}, {u"acme/a"_s, u"acme/c"_s}));
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->counts(), StateCounts());
}

void datasetsmodel_test::keepsPersistentIndexesWhenACustomerIsRenamed()
{
    m_model->takeRows(rowsTold({{.name = u"acme/a"_s, .displayName = u"Acme"_s},
                                {.name = u"bolt/b"_s, .displayName = u"Bolt"_s},
                                {.name = u"corn/c"_s, .displayName = u"Corn"_s}}));
    const QPersistentModelIndex kept = m_model->indexOf(*DatasetName::parse(u"acme/a"));
    m_model->takeRows(rowsTold({{.name = u"acme/a"_s, .displayName = u"Zacme"_s}}));
    QCOMPARE(m_model->datasetAt(kept)->text(), u"acme/a"_s);
    QCOMPARE(kept.parent().row(), 2);
    m_model->takeRows(rowsTold({{.name = u"acme/a"_s, .displayName = u"Bread"_s}}));
    QCOMPARE(kept.parent().row(), 1);
    QCOMPARE(kept.parent().data().toString(), u"Bread"_s);
    m_model->takeRows(rowsTold({{.name = u"corn/c"_s, .displayName = u"Aardvark"_s}}));
    QCOMPARE(kept.parent().row(), 2);
    QCOMPARE(m_model->all().size(), 3);
}

void datasetsmodel_test::showsARunOverTheRowUntilItEnds()
{
    m_model->takeRows(rowsTold({{.state = State::Stale}}));
    const DatasetName name = *DatasetName::parse(u"acme/shipments");
    const auto word = [&] { return m_model->indexOf(name).data().toString(); };
    m_model->showStarted(name);
    QCOMPARE(word(), u"Stale"_s); // it waits for its turn
    QCOMPARE(becauseOf(*m_model, name.text()), u"waiting for its turn"_s);
    m_model->showProgress({.dataset = name, .phase = Phase::Probing});
    QCOMPARE(word(), u"Checking"_s);
    QVERIFY(m_model->indexOf(name).data(DatasetsModel::RunningRole).toBool());
    m_model->showProgress({.dataset = name, .phase = Phase::Fetching, .filesDone = 3, .filesTotal = 9});
    QCOMPARE(word(), u"Fetching"_s);
    QCOMPARE(becauseOf(*m_model, name.text()), u"fetching 3 of 9 files"_s);
    m_model->takeRows(rowsTold({{.state = State::Fresh}})); // the record changed before the run ended
    QCOMPARE(word(), u"Fetching"_s);
    m_model->showFinished({name, Trigger::Person, RunReport()});
    QCOMPARE(word(), u"Fresh"_s);
    m_model->showProgress({.dataset = name, .phase = Phase::Fetching}); // too late
    QCOMPARE(word(), u"Fresh"_s);
}

void datasetsmodel_test::showsTheRunOfAnotherProcess()
{
    m_model->takeRows(rowsTold({{.flags = Flag::Fetching}}));
    const QModelIndex row = m_model->indexOf(*DatasetName::parse(u"acme/shipments"));
    QCOMPARE(row.data().toString(), u"Fetching"_s);
    QVERIFY(!row.data(DatasetsModel::RunningRole).toBool());
}

void datasetsmodel_test::showsAReportBeforeTheState()
{
    m_model->takeRows(rowsTold({{.state = State::Failed, .flags = Flag::Reported}}));
    QVERIFY(rendered(*m_model).contains(u"Waiting · failed | shipments"_s));
}

void datasetsmodel_test::showsWhatIsWrongWithATruthFile()
{
    RowChanges told = rowsTold({{.state = State::Failed}});
    told.changed.first().row.fault = Error{ErrorKind::Corrupt, u"record.json is not JSON"_s, {}, {}};
    m_model->takeRows(told);
    QVERIFY(becauseOf(*m_model, u"acme/shipments"_s).contains(u"record.json is not JSON"_s));
}

void datasetsmodel_test::countsStatesForTheTray()
{
    QSignalSpy summary(m_model.get(), &DatasetsModel::summaryChanged);
    m_model->takeRows(rowsTold({{.name = u"a/1"_s, .state = State::Stale}, {.name = u"a/2"_s}}));
    for (const QString &started : {u"a/1"_s, u"a/2"_s}) // as "Refresh all" does, with thousands
        m_model->showStarted(*DatasetName::parse(started));
    QVERIFY(summary.wait());
    QCOMPARE(summary.size(), 1);
    QCOMPARE(m_model->counts().worst(), State::Stale);
    for (const QString &ended : {u"a/1"_s, u"a/2"_s})
        m_model->showFinished({*DatasetName::parse(ended), Trigger::Person, RunReport{}});
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}}));
    QCOMPARE(m_model->counts().worst(), State::Fresh);
    QCOMPARE(m_model->counts().of(State::Fresh), 2);
}

void datasetsmodel_test::offersOnlyWhatARefreshMayHelp()
{
    m_model->takeRows(rowsTold({{.name = u"a/fresh"_s},
                                {.name = u"a/held"_s, .state = State::Held},
                                {.name = u"a/stale"_s, .state = State::Stale},
                                {.name = u"b/missing"_s, .state = State::Missing}}));
    const auto names = [this] {
        QStringList texts;
        for (const DatasetName &name : m_model->notFresh())
            texts << name.text();
        return texts;
    };
    QCOMPARE(names(), (QStringList{u"a/stale"_s, u"b/missing"_s}));
    m_model->showStarted(*DatasetName::parse(u"a/stale"));
    QCOMPARE(names(), QStringList{u"b/missing"_s});
}

void datasetsmodel_test::showsTheLastDays()
{
    m_model->takeRows(rowsTold({{.name = u"acme/a"_s}, {.name = u"acme/b"_s}}));
    const QModelIndex strip = m_model->indexOf(*DatasetName::parse(u"acme/a"), DatasetsModel::DaysColumn);
    QVERIFY(strip.data(DatasetsModel::DaysRole).value<QList<DayTally>>().isEmpty());
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->takeDays({{*DatasetName::parse(u"acme/a"), {{.uploads = 2}, {.failures = 1}, {.uploads = 1}}}},
                      3, QDate(2026, 8, 1));
    QCOMPARE(changed.size(), 1); // one stretch of rows
    QCOMPARE(strip.data(Qt::AccessibleTextRole).toString(),
             u"Last 3 days: uploads on 2, re-uploads on 1, failures on 1; today: 1 upload"_s);
    QCOMPARE(dayTallyWords({.uploads = 2, .identical = 1, .failures = 3}),
             u"2 uploads, identical content once, 3 failures"_s);
    QCOMPARE(dayTallyWords({}), u"nothing happened"_s);
}

void datasetsmodel_test::tellsAStretchOfRowsOnce()
{
    QList<RowSpec> specs;
    for (int i = 0; i < 9; ++i)
        specs << RowSpec{.name = u"c/d%1"_s.arg(i)};
    m_model->takeRows(rowsTold(specs));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->takeRows(rowsTold(specs)); // as at midnight
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 8);
    m_model->takeRows(rowsTold({specs[0], specs[1], specs[7]}));
    QCOMPARE(changed.size(), 3);
}

void datasetsmodel_test::insertsAStretchOfRowsOnce()
{
    m_model->takeRows(rowsTold({{.name = u"c/d1"_s}, {.name = u"c/d5"_s}}));
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->takeRows(rowsTold({{.name = u"c/d9"_s},
                                {.name = u"c/d3"_s},
                                {.name = u"c/d2"_s},
                                {.name = u"c/d4"_s},
                                {.name = u"c/d8"_s}}));
    QCOMPARE(inserted.size(), 2);
    QStringList names;
    for (const DatasetName &name : m_model->all())
        names << name.dataset;
    QCOMPARE(names.join(u' '), u"d1 d2 d3 d4 d5 d8 d9"_s);
}

void datasetsmodel_test::countsFacesAsRowsAndRunsChange()
{
    const DatasetName one = *DatasetName::parse(u"a/1");
    m_model->takeRows(rowsTold({{.name = u"a/1"_s, .state = State::Stale}, {.name = u"a/2"_s}}));
    QCOMPARE(m_model->faces(), (QMap<Face, int>{{Face::Stale, 1}, {Face::Fresh, 1}}));
    QCOMPARE(m_model->notFreshCount(), 1);
    m_model->showStarted(one);
    QCOMPARE(m_model->faces(), (QMap<Face, int>{{Face::Stale, 1}, {Face::Fresh, 1}}));
    QCOMPARE(m_model->notFreshCount(), 0);
    m_model->showProgress({.dataset = one, .phase = Phase::Fetching});
    QCOMPARE(m_model->faces(), (QMap<Face, int>{{Face::Stale, 1}, {Face::Fresh, 1}, {Face::Fetching, 1}}));
    m_model->showFinished({one, Trigger::Person, RunReport{}});
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}}));
    QCOMPARE(m_model->faces(), (QMap<Face, int>{{Face::Fresh, 2}}));
    m_model->takeRows(rowsTold({}, {u"a/2"_s}));
    QCOMPARE(m_model->faces(), (QMap<Face, int>{{Face::Fresh, 1}}));
}

void datasetsmodel_test::holdsTenThousandRows()
{
    m_tester.reset(); // it looks at every row after every change
    QList<RowSpec> specs;
    for (int i = 0; i < 10'000; ++i)
        specs << RowSpec{.name = u"c%1/d%2"_s.arg(i % 100).arg(i),
                         .displayName = u"Customer %1"_s.arg(i % 100)};
    m_model->takeRows(rowsTold(specs));
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(m_model->all().size(), 10'000);
    QCOMPARE(m_model->index(2, 0).data().toString(), u"Customer 2"_s); // numbers as people count
}

QTEST_MAIN(datasetsmodel_test)
#include "datasetsmodel_test.moc"
