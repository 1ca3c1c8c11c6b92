#include "tests/support/expect.h"
#include "tests/support/pageworld.h"
#include "tests/support/widgets.h"
#include "ui/pages/storagemodel.h"
#include "ui/pages/storagepage.h"
#include "ui/sizespinbox.h"

#include <QAbstractItemModelTester>
#include <QTreeView>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

namespace {

QByteArray bytes(int count, char letter)
{
    return QByteArray(count, letter);
}

StorageReading reading()
{
    StorageReading reading;
    reading.customers = {{u"acme"_s, u"Zacme Textiles"_s, "UTC"}, {u"globex"_s, u"Globex"_s, "UTC"}};
    reading.usage.customers = {
        {u"acme"_s,
         {{{u"acme"_s, u"orders"_s}, 2, 1'000, {3'000, 500}}, {{u"acme"_s, u"shipments"_s}, 1, 10, {10, 0}}},
         {3'510, 0}},
        {u"globex"_s, {{{u"globex"_s, u"orders"_s}, 1, 7, {0, 7}}}, {0, 7}}};
    return reading;
}

} // namespace

class storagepage_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theModelIsSoundAndReadsAsText();
    void keepsTheSelectionWhenItMeasuresAgain();
    void saysThatNothingIsStored();
    void showsWhatTakesRoom();
    void keepsABudget();
    void asksBeforeASmallerBudgetRemovesAnything();
    void aBudgetThatIsTakenBackRemovesNothing();
    void keepsWhatIsBeingWrittenWhenAMeasurementLands();
    void tellsTheLastStateHoweverOftenItIsAsked();
    void saysWhyAWishHasToWait();
    void givesWayWhereTheWindowIsNarrow();
    void showsWhatWouldGoBeforeItGoes();
    void saysThatNothingNeedsToGo();
    void checksTheStoreAndMendsIt();
    void forgetsADatasetOnceItsNameIsTyped();
    void forgetsACustomer();
    void saysWhyTheStoreCannotBeRead();
    void tabGoesAsTheEyeDoes();
    void everyControlHasAName();

private:
    SizeSpinBox *writeBudget(const QString &text);
    void open();
    void select(const QString &words);
    void fetchThree();

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<StoragePage> m_page;
    QTreeView *m_view = nullptr;
};

void storagepage_test::init()
{
    m_world = std::make_unique<PageWorld>(morning + 100h);
}

void storagepage_test::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void storagepage_test::open()
{
    m_page = std::make_unique<StoragePage>(m_world->services());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_view = m_page->findChild<QTreeView *>();
}

void storagepage_test::select(const QString &words)
{
    QModelIndexList found;
    QTRY_VERIFY(!(found = m_view->model()->match(m_view->model()->index(0, 0), Qt::DisplayRole, words, 1,
                                                 Qt::MatchExactly | Qt::MatchRecursive))
                     .isEmpty());
    m_view->setCurrentIndex(found.first());
}

/// Three snapshots of one dataset that keeps one, and one of another.
void storagepage_test::fetchThree()
{
    Binding binding = StoreHome::someBinding();
    binding.keep = 1;
    const DatasetFolder folder = m_world->store.add(u"acme/shipments"_s, binding);
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"acme"_s, u"Acme Textiles"_s, "Europe/Paris"}));
    for (int i = 0; i < 3; ++i)
        VERIFY_VALUE(m_world->store.fetch(folder, {{"a", bytes(1000, char('a' + i))}}, morning + i * 1h));
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"globex"_s, u"Globex"_s, "Europe/Paris"}));
    VERIFY_VALUE(
        m_world->store.fetch(m_world->store.add(u"globex/orders"_s), {{"b", bytes(1000, 'c')}}, morning));
}

void storagepage_test::theModelIsSoundAndReadsAsText()
{
    StorageModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.take(reading());
    QCOMPARE(rowsOf(model),
             (QStringList{
                 u"Globex · 1 · 7 bytes · 7 bytes · 7 bytes"_s, u"orders · 1 · 7 bytes · 7 bytes · 7 bytes"_s,
                 u"Zacme Textiles · 3 · 1 kB · 3.5 kB · —"_s, u"orders · 2 · 1 kB · 3.5 kB · 500 bytes"_s,
                 u"shipments · 1 · 10 bytes · 10 bytes · —"_s}));
    StorageReading grown = reading();
    grown.usage.customers[1].datasets[0].holding.ownBytes = 5;
    model.take(grown);
    QCOMPARE(rowsOf(model)[1], u"orders · 1 · 7 bytes · 12 bytes · 7 bytes"_s);
    grown.usage.customers.pop_back();
    model.take(grown);
    QCOMPARE(model.rowCount(), 1);
}

void storagepage_test::keepsTheSelectionWhenItMeasuresAgain()
{
    fetchThree();
    open();
    select(u"shipments"_s);
    VERIFY_VALUE(
        m_world->store.fetch(m_world->store.add(u"another/one"_s), {{"c", bytes(10, 'c')}}, morning));
    m_page->measure();
    QTRY_COMPARE(m_view->model()->rowCount(), 3);
    QCOMPARE(m_view->currentIndex().data().toString(), u"shipments"_s);
}

void storagepage_test::saysThatNothingIsStored()
{
    open();
    QTRY_VERIFY2(shows(*m_page, u"Nothing is stored yet"_s), wordsOn(*m_page));
}

void storagepage_test::showsWhatTakesRoom()
{
    fetchThree();
    open();
    QTRY_COMPARE(
        rowsOf(*m_view->model()),
        (QStringList{u"Acme Textiles · 3 · 1 kB · 3 kB · 1 kB"_s, u"shipments · 3 · 1 kB · 3 kB · 1 kB"_s,
                     u"Globex · 1 · 1 kB · 1 kB · 1 kB"_s, u"orders · 1 · 1 kB · 1 kB · 1 kB"_s}));
    QVERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    QVERIFY2(shows(*m_page, u"1 kB shared between datasets, counted once"_s), wordsOn(*m_page));
    QVERIFY(m_view->isExpanded(m_view->model()->index(0, 0)));
}

SizeSpinBox *storagepage_test::writeBudget(const QString &text)
{
    auto *budget = named<SizeSpinBox>(*m_page, u"Budget for the store"_s);
    budget->setFocus();
    budget->selectAll();
    QTest::keyClicks(budget, text);
    return budget;
}

void storagepage_test::keepsABudget()
{
    fetchThree();
    open();
    QTRY_VERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    auto *budget = writeBudget(u"50 GB"_s);
    QTest::keyClick(budget, Qt::Key_Return);
    QTRY_VERIFY2(shows(*m_page, u"3 kB of 50 GB"_s), wordsOn(*m_page));
    QTRY_COMPARE(m_world->kept.kept().budgetBytes, 50'000'000'000);
}

void storagepage_test::asksBeforeASmallerBudgetRemovesAnything()
{
    fetchThree();
    open();
    QTRY_VERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    const DatasetFolder folder = m_world->store.home().dataset({u"acme"_s, u"shipments"_s});
    auto *budget = writeBudget(u"2 kB"_s);
    QTest::keyClick(budget, Qt::Key_Return);
    QTRY_VERIFY2(shows(*m_page, u"2 snapshots would go, which frees 2 kB"_s), wordsOn(*m_page));
    QCOMPARE(budget->text(), u"2 kB"_s); // asked about, not in force
    QVERIFY(!m_world->settings.settings().budgetBytes);
    QVERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    click(*button(*m_page, u"Close"_s));
    QCOMPARE(budget->bytes(), std::nullopt);
    QVERIFY(!m_world->settings.settings().budgetBytes);
    QCOMPARE(folder.snapshots()->size(), size_t(3));

    QTest::keyClick(writeBudget(u"2 kB"_s), Qt::Key_Return);
    QTRY_VERIFY(button(*m_page, u"Set the budget and remove them"_s));
    click(*button(*m_page, u"Set the budget and remove them"_s));
    QTRY_COMPARE(m_world->kept.kept().budgetBytes, 2'000);
    QTRY_VERIFY2(shows(*m_page, u"2 snapshots removed, 2 kB freed"_s), wordsOn(*m_page));
    QCOMPARE(folder.snapshots()->size(), size_t(1));
    QTRY_VERIFY2(shows(*m_page, u"1 kB of 2 kB"_s), wordsOn(*m_page));

    QTest::keyClick(writeBudget(u"0.5 kB"_s), Qt::Key_Return); // nothing is left that may go
    QTRY_VERIFY2(shows(*m_page, u"No snapshot may go now. The store would still be"_s), wordsOn(*m_page));
    click(*button(*m_page, u"Set the budget"_s));
    QTRY_COMPARE(m_world->kept.kept().budgetBytes, 500);
}

/// Whatever takes its place: nothing of the question is left that could be answered.
void storagepage_test::aBudgetThatIsTakenBackRemovesNothing()
{
    fetchThree();
    open();
    const auto ask = [this] {
        QTest::keyClick(writeBudget(u"2 kB"_s), Qt::Key_Return);
        QTRY_VERIFY(button(*m_page, u"Set the budget and remove them"_s));
    };
    ask();
    QTest::keyClick(writeBudget(u"50 GB"_s), Qt::Key_Return);
    QTRY_COMPARE(m_world->kept.kept().budgetBytes, 50'000'000'000);
    QVERIFY(!button(*m_page, u"Set the budget and remove them"_s));

    ask();
    click(*button(*m_page, u"Check the store"_s));
    QVERIFY(!button(*m_page, u"Set the budget and remove them"_s));
    QCOMPARE(named<SizeSpinBox>(*m_page, u"Budget for the store"_s)->bytes(), 50'000'000'000);
    QCOMPARE(m_world->settings.settings().budgetBytes, 50'000'000'000);
}

void storagepage_test::keepsWhatIsBeingWrittenWhenAMeasurementLands()
{
    fetchThree();
    open();
    QTRY_VERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    auto *budget = writeBudget(u"12"_s);
    VERIFY_VALUE(
        m_world->store.fetch(m_world->store.add(u"another/one"_s), {{"c", bytes(2000, 'c')}}, morning));
    m_page->measure();
    QTRY_VERIFY2(shows(*m_page, u"5 kB stored"_s), wordsOn(*m_page));
    QCOMPARE(budget->text(), u"12"_s);
    QTest::keyClicks(budget, u"3 GB"_s);
    QTest::keyClick(budget, Qt::Key_Return);
    QCOMPARE(budget->bytes(), 123'000'000'000);
}

void storagepage_test::tellsTheLastStateHoweverOftenItIsAsked()
{
    fetchThree();
    open();
    for (int i = 0; i < 50; ++i)
        m_page->measure();
    QTRY_VERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    VERIFY_VALUE(
        m_world->store.fetch(m_world->store.add(u"another/one"_s), {{"c", bytes(2000, 'c')}}, morning));
    QTRY_VERIFY2(shows(*m_page, u"5 kB stored"_s), wordsOn(*m_page)); // what was asked meanwhile
}

void storagepage_test::saysWhyAWishHasToWait()
{
    fetchThree();
    open();
    select(u"shipments"_s);
    click(*button(*m_page, u"Check the store"_s));
    auto *prune = button(*m_page, u"Make room…"_s);
    auto *forget = button(*m_page, u"Forget…"_s);
    QVERIFY(!prune->isEnabled());
    QVERIFY(!forget->isEnabled());
    QCOMPARE(prune->toolTip(), u"Waits until this is over: Check the store"_s);
    QTRY_VERIFY2(shows(*m_page, u"all as they should be"_s), wordsOn(*m_page));
    QVERIFY(prune->isEnabled());
    QVERIFY(forget->isEnabled());
    QVERIFY(!prune->toolTip().startsWith(u"Waits"_s));
}

void storagepage_test::givesWayWhereTheWindowIsNarrow()
{
    fetchThree();
    open();
    QTRY_VERIFY2(shows(*m_page, u"3 kB stored"_s), wordsOn(*m_page));
    QVERIFY2(m_page->minimumSizeHint().width() < 640,
             qPrintable(QString::number(m_page->minimumSizeHint().width())));
}

void storagepage_test::showsWhatWouldGoBeforeItGoes()
{
    fetchThree();
    open();
    QTRY_VERIFY(button(*m_page, u"Make room…"_s));
    click(*button(*m_page, u"Make room…"_s));
    QTRY_VERIFY2(shows(*m_page, u"2 snapshots would go, which frees 2 kB"_s), wordsOn(*m_page));
    auto *list = named<QAbstractItemView>(*m_page, u"Snapshots that would go"_s);
    QVERIFY(list);
    QCOMPARE(list->model()->rowCount(), 2);
    const DatasetFolder folder = m_world->store.home().dataset({u"acme"_s, u"shipments"_s});
    QCOMPARE(folder.snapshots()->size(), size_t(3));
    click(*button(*m_page, u"Remove them"_s));
    QTRY_VERIFY2(shows(*m_page, u"2 snapshots removed, 2 kB freed"_s), wordsOn(*m_page));
    QCOMPARE(folder.snapshots()->size(), size_t(1));
    QTRY_VERIFY(rowsOf(*m_view->model())[1].startsWith(u"shipments · 1"_s));
    auto catalog = Catalog::open(m_world->store.home().data().catalog());
    QCOMPARE(catalog->activity({.kinds = {ActivityKind::Pruned}})->size(), size_t(2));
    click(*button(*m_page, u"Close"_s));
    QVERIFY(!shows(*m_page, u"2 snapshots removed"_s));
}

void storagepage_test::saysThatNothingNeedsToGo()
{
    VERIFY_VALUE(
        m_world->store.fetch(m_world->store.add(u"globex/orders"_s), {{"b", bytes(10, 'b')}}, morning));
    open();
    click(*button(*m_page, u"Make room…"_s));
    QTRY_VERIFY2(shows(*m_page, u"No snapshot needs to go"_s), wordsOn(*m_page));
    QVERIFY(!button(*m_page, u"Remove them"_s));
}

void storagepage_test::checksTheStoreAndMendsIt()
{
    fetchThree();
    open();
    click(*button(*m_page, u"Check the store"_s));
    QTRY_VERIFY2(shows(*m_page, u"all as they should be"_s), wordsOn(*m_page));
    QVERIFY(!button(*m_page, u"Mend what can be mended"_s));

    const DatasetFolder folder = m_world->store.home().dataset({u"acme"_s, u"shipments"_s});
    const QString file = folder.snapshotPath(folder.record()->newest) + u"/a"_s;
    QProcess::execute(u"chmod"_s, {u"u+w"_s, file});
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QCOMPARE(damaged.write("X"), 1);
    damaged.close();
    click(*button(*m_page, u"Check the store"_s));
    QTRY_VERIFY2(shows(*m_page, u"damaged."_s), wordsOn(*m_page));
    auto *list = named<QAbstractItemView>(*m_page, u"Damaged files"_s);
    QVERIFY(list && rowsOf(*list->model()).join(u'\n').contains(u"has other bytes"_s));
    click(*button(*m_page, u"Mend what can be mended"_s));
    QTRY_VERIFY2(shows(*m_page, u"only what is gone is fetched"_s), wordsOn(*m_page));
    QVERIFY(m_world->engine.isActive({u"acme"_s, u"shipments"_s}));
}

void storagepage_test::forgetsADatasetOnceItsNameIsTyped()
{
    fetchThree();
    open();
    QTRY_VERIFY(m_view->isVisible());
    QVERIFY(!button(*m_page, u"Forget…"_s)->isEnabled());
    select(u"shipments"_s);
    click(*button(*m_page, u"Forget…"_s));
    QVERIFY2(shows(*m_page, u"every byte of acme/shipments"_s), wordsOn(*m_page));
    QVERIFY2(shows(*m_page, u"2 kB are freed. 1 kB stay"_s), wordsOn(*m_page));
    auto *answer = named<QLineEdit>(*m_page, u"Type acme/shipments to forget it"_s);
    QVERIFY(answer);
    write(*answer, u"acme"_s);
    QVERIFY(!button(*m_page, u"Forget for good"_s)->isEnabled());
    QTest::keyClicks(answer, u"/shipments"_s);
    QVERIFY(button(*m_page, u"Forget for good"_s)->isEnabled());
    QTest::keyClick(answer, Qt::Key_Return);
    QTRY_VERIFY2(shows(*m_page, u"acme/shipments is forgotten: 3 snapshots"_s), wordsOn(*m_page));
    QVERIFY(!m_world->store.home().contains({u"acme"_s, u"shipments"_s}));
    QVERIFY(m_world->store.home().contains({u"globex"_s, u"orders"_s}));
    QTRY_COMPARE(m_view->model()->rowCount(), 1);
}

void storagepage_test::forgetsACustomer()
{
    fetchThree();
    VERIFY_VALUE(
        m_world->store.fetch(m_world->store.add(u"acme/orders"_s), {{"o", bytes(10, 'o')}}, morning));
    open();
    select(u"Acme Textiles"_s);
    click(*button(*m_page, u"Forget…"_s));
    QVERIFY2(shows(*m_page, u"acme with 2 datasets"_s), wordsOn(*m_page));
    write(*named<QLineEdit>(*m_page, u"Type acme to forget it"_s), u"acme"_s);
    click(*button(*m_page, u"Forget for good"_s));
    QTRY_VERIFY2(shows(*m_page, u"acme is forgotten"_s), wordsOn(*m_page));
    QVERIFY(!m_world->store.home().customer(u"acme"_s)->has_value());
}

void storagepage_test::saysWhyTheStoreCannotBeRead()
{
    QProcess::execute(u"mv"_s, {m_world->store.home().storeRoot(), m_world->store.path() + u"/away"_s});
    open();
    QTRY_VERIFY2(shows(*m_page, u"cannot ask for free space"_s), wordsOn(*m_page));
    QProcess::execute(u"mv"_s, {m_world->store.path() + u"/away"_s, m_world->store.home().storeRoot()});
    click(*button(*m_page, u"Try again"_s));
    QTRY_VERIFY2(shows(*m_page, u"Nothing is stored yet"_s), wordsOn(*m_page));
    QVERIFY(!button(*m_page, u"Try again"_s));
}

void storagepage_test::tabGoesAsTheEyeDoes()
{
    fetchThree();
    open();
    select(u"shipments"_s);
    click(*button(*m_page, u"Forget…"_s));
    QCOMPARE(tabAgainstTheEye(*m_page), QByteArray());
}

void storagepage_test::everyControlHasAName()
{
    fetchThree();
    open();
    for (const QString &words : {u"Make room…"_s, u"Check the store"_s}) {
        click(*button(*m_page, words));
        QCOMPARE(namelessControl(*m_page), QByteArray());
    }
    select(u"shipments"_s);
    QTRY_VERIFY2(shows(*m_page, u"all as they should be"_s), wordsOn(*m_page));
    click(*button(*m_page, u"Forget…"_s));
    QCOMPARE(namelessControl(*m_page), QByteArray());
}

QTEST_MAIN(storagepage_test)
#include "storagepage_test.moc"
