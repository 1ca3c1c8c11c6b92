#include "tests/support/judgedrows.h"
#include "ui/models/datasetsfilter.h"
#include "ui/models/datasetsmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace larder;
using namespace larder::test;

class datasetsfilter_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsEverythingAtFirst();
    void searchesCustomersDatasetsAndSources_data();
    void searchesCustomersDatasetsAndSources();
    void choosesByState();
    void findsWhatWaitsUnderEveryTroubleThatItHas();
    void keepsARunningDatasetInTheStateThatItWasChosenFor();
    void takesChangesWhileFiltering();
    void sortsWithinCustomersOnly();
    void sortsWhatIsUnknownLast();
    void filtersTenThousandRowsBetweenTwoFrames();

private:
    [[nodiscard]] QString rendered() const;
    void fill();

    std::unique_ptr<DatasetsModel> m_model;
    std::unique_ptr<DatasetsFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void datasetsfilter_test::init()
{
    m_model = std::make_unique<DatasetsModel>(QTimeZone("Europe/Paris"));
    m_filter = std::make_unique<DatasetsFilter>(*m_model);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_filter.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void datasetsfilter_test::cleanup()
{
    m_tester.reset();
    m_filter.reset();
    m_model.reset();
}

/// "Acme: invoices shipments | Bolt: orders"
QString datasetsfilter_test::rendered() const
{
    QStringList groups;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex customer = m_filter->index(row, 0);
        QStringList names;
        for (int i = 0; i < m_filter->rowCount(customer); ++i)
            names << m_filter->index(i, DatasetsModel::DatasetColumn, customer).data().toString();
        groups << customer.data().toString() + u": "_s + names.join(u' ');
    }
    return groups.join(u" | "_s);
}

void datasetsfilter_test::fill()
{
    m_model->takeRows(rowsTold(
        {{.name = u"acme/shipments"_s, .displayName = u"Acme Textiles"_s, .bytes = 30},
         {.name = u"acme/invoices"_s, .state = State::Stale, .displayName = u"Acme Textiles"_s, .bytes = 20},
         {.name = u"lumiere/formulas"_s, .state = State::Missing, .displayName = u"Lumière"_s},
         {.name = u"lumiere/packaging"_s, .displayName = u"Lumière"_s, .bytes = 10}}));
}

void datasetsfilter_test::showsEverythingAtFirst()
{
    fill();
    QCOMPARE(rendered(), u"Acme Textiles: invoices shipments | Lumière: formulas packaging"_s);
    QVERIFY(!m_filter->isFiltering());
}

void datasetsfilter_test::searchesCustomersDatasetsAndSources_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("found");
    QTest::newRow("a dataset, in any case") << u"SHIP"_s << u"Acme Textiles: shipments"_s;
    QTest::newRow("a display name, all its datasets") << u"lumière"_s << u"Lumière: formulas packaging"_s;
    QTest::newRow("a slug") << u"lumiere"_s << u"Lumière: formulas packaging"_s;
    QTest::newRow("the source") << u"files.example.com"_s
                                << u"Acme Textiles: invoices shipments | Lumière: formulas packaging"_s;
    QTest::newRow("each word somewhere") << u" pack  LUM "_s << u"Lumière: packaging"_s;
    QTest::newRow("nothing") << u"zebra"_s << QString();
    QTest::newRow("no pattern") << u".*"_s << QString();
}

void datasetsfilter_test::searchesCustomersDatasetsAndSources()
{
    QFETCH(QString, words);
    fill();
    m_filter->choose(words, {});
    QTEST(rendered(), "found");
    m_filter->choose({}, {});
    QCOMPARE(rendered(), u"Acme Textiles: invoices shipments | Lumière: formulas packaging"_s);
}

void datasetsfilter_test::choosesByState()
{
    fill();
    m_filter->choose({}, {Face::Stale, Face::Missing});
    QCOMPARE(rendered(), u"Acme Textiles: invoices | Lumière: formulas"_s);
    m_filter->choose(u"form"_s, {Face::Stale, Face::Missing});
    QCOMPARE(rendered(), u"Lumière: formulas"_s);
    m_filter->choose({}, {Face::Fetching});
    QCOMPARE(rendered(), QString());
}

void datasetsfilter_test::findsWhatWaitsUnderEveryTroubleThatItHas()
{
    m_model->takeRows(
        rowsTold({{.name = u"acme/invoices"_s, .state = State::Stale, .flags = Flag::Reported},
                  {.name = u"acme/orders"_s, .state = State::Held, .flags = Flag::Reported | Flag::Failing},
                  {.name = u"acme/shipments"_s}}));
    m_filter->choose({}, {Face::Stale});
    QCOMPARE(rendered(), u"Acme Textiles: invoices"_s);
    for (const Face face : {Face::Held, Face::Failing}) {
        m_filter->choose({}, {face});
        QCOMPARE(rendered(), u"Acme Textiles: orders"_s);
    }
    m_filter->choose({}, {Face::Waiting});
    QCOMPARE(rendered(), u"Acme Textiles: invoices orders"_s);
    QCOMPARE(
        m_model->faces(), // what a chip counts is what it shows
        (QMap<Face, int>{
            {Face::Stale, 1}, {Face::Failing, 1}, {Face::Held, 1}, {Face::Fresh, 1}, {Face::Waiting, 2}}));
}

void datasetsfilter_test::keepsARunningDatasetInTheStateThatItWasChosenFor()
{
    fill();
    const DatasetName invoices = *DatasetName::parse(u"acme/invoices");
    m_filter->choose({}, {Face::Stale});
    m_model->showStarted(invoices);
    QCOMPARE(rendered(), u"Acme Textiles: invoices"_s);
    m_model->showProgress({.dataset = invoices, .phase = Phase::Probing});
    QCOMPARE(rendered(), u"Acme Textiles: invoices"_s);
    m_filter->choose({}, {Face::Checking});
    QCOMPARE(rendered(), u"Acme Textiles: invoices"_s);
    m_filter->choose({}, {Face::Stale});
    m_model->showFinished({invoices, Trigger::Person, RunReport()});
    m_model->takeRows(rowsTold({{.name = u"acme/invoices"_s}})); // fresh now
    QCOMPARE(rendered(), QString());
}

void datasetsfilter_test::takesChangesWhileFiltering()
{
    fill();
    m_filter->choose({}, {Face::Stale});
    m_model->takeRows(
        rowsTold({{.name = u"lumiere/packaging"_s, .state = State::Stale, .displayName = u"Lumière"_s},
                  {.name = u"bolt/orders"_s, .state = State::Stale, .displayName = u"Bolt"_s}}));
    QCOMPARE(rendered(), u"Acme Textiles: invoices | Bolt: orders | Lumière: packaging"_s);
    m_model->takeRows(rowsTold({}, {u"acme/invoices"_s, u"acme/shipments"_s}));
    QCOMPARE(rendered(), u"Bolt: orders | Lumière: packaging"_s);
}

void datasetsfilter_test::sortsWithinCustomersOnly()
{
    fill();
    m_filter->sort(DatasetsModel::SizeColumn, Qt::AscendingOrder);
    QCOMPARE(rendered(), u"Acme Textiles: invoices shipments | Lumière: formulas packaging"_s);
    m_filter->sort(DatasetsModel::SizeColumn, Qt::DescendingOrder);
    QCOMPARE(rendered(), u"Acme Textiles: shipments invoices | Lumière: packaging formulas"_s);
    m_filter->sort(DatasetsModel::StateColumn, Qt::AscendingOrder); // the worst first
    QCOMPARE(rendered(), u"Acme Textiles: invoices shipments | Lumière: formulas packaging"_s);
    m_filter->sort(-1);
    QCOMPARE(rendered(), u"Acme Textiles: invoices shipments | Lumière: formulas packaging"_s);
}

void datasetsfilter_test::sortsWhatIsUnknownLast()
{
    fill();
    m_filter->sort(DatasetsModel::FetchedColumn, Qt::DescendingOrder); // the newest first
    QCOMPARE(rendered(), u"Acme Textiles: invoices shipments | Lumière: packaging formulas"_s);
}

void datasetsfilter_test::filtersTenThousandRowsBetweenTwoFrames()
{
    m_tester.reset(); // it looks at every row after every change
    QList<RowSpec> specs;
    for (int i = 0; i < 10'000; ++i)
        specs << RowSpec{.name = u"c%1/d%2"_s.arg(i % 100).arg(i),
                         .state = i % 10 ? State::Fresh : State::Stale,
                         .displayName = u"Customer %1"_s.arg(i % 100)};
    m_model->takeRows(rowsTold(specs));
    QElapsedTimer timer;
    timer.start();
    m_filter->choose(u"d99"_s, {});
    m_filter->choose(u"d9999"_s, {});
    QCOMPARE(rendered(), u"Customer 99: d9999"_s);
    m_filter->choose({}, {});
    QCOMPARE(m_filter->rowCount(), 100);
    m_model->takeRows(rowsTold(specs)); // as at midnight
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed()))); // 20 times what it takes
}

QTEST_MAIN(datasetsfilter_test)
#include "datasetsfilter_test.moc"
