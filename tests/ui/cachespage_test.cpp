#include "core/base/atomicfile.h"
#include "core/base/instant.h"
#include "tests/support/expect.h"
#include "tests/support/pageworld.h"
#include "tests/support/widgets.h"
#include "ui/pages/cachesmodel.h"
#include "ui/pages/cachespage.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QTreeView>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

namespace {

const QString acme = u"0123456789abcdef0123456789abcdef"_s;
const QString globex = u"2b97be8de101d8c0a86a8e70816c73c0"_s;

} // namespace

class cachespage_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theModelIsSoundAndReadsAsText();
    void saysThatThereIsNoCache();
    void showsWhatTheNextCallWouldGet();
    void findsByWordsAndSorts();
    void evictsWhatIsSelectedAndBringsItBack();
    void evictsAFunctionWithAllThatIsShownOfIt();
    void removesForGoodOnceItIsAsked();
    void tiesWhatIsSelectedToADatasetAndLeavesItAgain();
    void saysWhyACacheCouldNotFollowItsDataset();
    void showsACacheThatIsTiedAndGone();
    void tellsOfResultsThatLarderKeeps();
    void keepsWhatIsOpenWhenItLooksAgain();
    void remembersTheFoldersThatAPersonAdded();
    void saysWhyAFolderCannotBeRead();
    void tabGoesAsTheEyeDoes();
    void everyControlHasAName();

private:
    void open();
    void put(const QString &name, const QByteArray &content) const;
    void putResult(const QString &hash, const QString &customer, qint64 bytes, Instant made) const;
    void putStore() const;
    [[nodiscard]] QString path(const QString &name) const { return m_person->path() + u'/' + name; }
    [[nodiscard]] bool isThere(const QString &name) const { return QFileInfo::exists(path(name)); }
    void select(const QString &words);

    QTemporaryDir m_elsewhere; ///< without any
    std::unique_ptr<QTemporaryDir> m_person; ///< whose home has the caches
    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<CachesPage> m_page;
    QTreeView *m_view = nullptr;
};

void cachespage_test::init()
{
    m_person = std::make_unique<QTemporaryDir>();
    for (const char *name : {"HOME", "XDG_CACHE_HOME", "TMPDIR"})
        qputenv(name, m_person->path().toUtf8());
    QDir::setCurrent(m_person->path());
    m_world = std::make_unique<PageWorld>(morning + 4h);
}

void cachespage_test::cleanup()
{
    m_page.reset();
    m_world.reset();
    QDir::setCurrent(m_elsewhere.path());
    m_person.reset();
}

void cachespage_test::open()
{
    m_page = std::make_unique<CachesPage>(m_world->services());
    m_page->resize(1100, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_view = m_page->findChild<QTreeView *>();
}

void cachespage_test::put(const QString &name, const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// As joblib keeps what load(customer=…) returned; `bytes` more than the least.
void cachespage_test::putResult(const QString &hash, const QString &customer, qint64 bytes,
                                Instant made) const
{
    const QString folder = u"work/joblib/etl/load/"_s + hash;
    put(folder + u"/output.pkl"_s, "\x80\x03X" + QByteArray(bytes, 'x') + '.');
    const QJsonObject metadata{{u"duration"_s, 0.1},
                               {u"input_args"_s, QJsonObject{{u"customer"_s, u"'%1'"_s.arg(customer)}}},
                               {u"time"_s, double(toMilliseconds(made)) / 1000}};
    put(folder + u"/metadata.json"_s, QJsonDocument(metadata).toJson());
}

void cachespage_test::putStore() const
{
    put(u"work/joblib/etl/load/func_code.py"_s, "# first line: 1\ndef load(customer):\n    return 1\n");
    putResult(acme, u"acme"_s, 3'000, morning);
    putResult(globex, u"globex"_s, 500, morning - 24h);
}

void cachespage_test::select(const QString &words)
{
    QModelIndexList found;
    QTRY_VERIFY2(!(found = m_view->model()->match(m_view->model()->index(0, 0), Qt::DisplayRole, words, 1,
                                                  Qt::MatchExactly | Qt::MatchRecursive))
                      .isEmpty(),
                 qPrintable(rowsOf(*m_view->model()).join(u'\n')));
    for (QModelIndex above = found.first().parent(); above.isValid(); above = above.parent())
        m_view->expand(above);
    m_view->setCurrentIndex(found.first());
    m_view->setFocus();
}

void cachespage_test::theModelIsSoundAndReadsAsText()
{
    CachesReading reading{
        .caches = {{.place = {CacheKind::Fsspec, u"/data/files"_s},
                    .items = {{.path = "a1", .name = u"https://acme.example/a.csv"_s, .bytes = 10},
                              {.path = "a2", .name = u"https://acme.example/b.csv"_s, .bytes = 30}}},
                   {.place = {CacheKind::Joblib, u"/data/joblib"_s},
                    .functions = {{.name = u"etl.load"_s, .path = "etl/load"}},
                    .items = {{.function = 0, .path = "etl/load/1", .name = u"1"_s, .bytes = 5}}}},
        .troubles = {},
        .at = morning};
    CachesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.take(std::make_shared<const CachesReading>(reading), treeOf(reading, {}));
    const QStringList rows = rowsOf(model);
    QCOMPARE(rows.size(), 6);
    QVERIFY2(rows[0].startsWith(u"/data/files"_s) && rows[0].endsWith(u"40 bytes"_s), qPrintable(rows[0]));
    QVERIFY2(rows[1].startsWith(u"https://acme.example/b.csv"_s), qPrintable(rows[1])); // the largest first
    QVERIFY2(rows[3].startsWith(u"/data/joblib"_s), qPrintable(rows[3]));
    QVERIFY2(rows[4].startsWith(u"etl.load"_s), qPrintable(rows[4]));
    const QModelIndex item = model.index(0, 0, model.index(0, 0));
    QCOMPARE(model.indexOf(model.keyOf(item)), item);
    model.take(std::make_shared<const CachesReading>(reading), treeOf(reading, {.text = u"LOAD"_s}));
    QCOMPARE(model.tree().items, 1);
}

void cachespage_test::saysThatThereIsNoCache()
{
    open();
    QTRY_VERIFY2(shows(*m_page, u"No cache of joblib or fsspec was found in the common places"_s),
                 wordsOn(*m_page));
    QVERIFY(!button(*m_page, u"Evict"_s)->isEnabled());
    QVERIFY(!button(*m_page, u"Undo"_s)->isEnabled());
}

void cachespage_test::showsWhatTheNextCallWouldGet()
{
    putStore();
    open();
    QTRY_VERIFY2(shows(*m_page, u"1 cache · 2 items"_s), wordsOn(*m_page));
    const QStringList rows = rowsOf(*m_view->model());
    QVERIFY2(rows[0].startsWith(u"~/work/joblib"_s), qPrintable(rows[0]));
    QVERIFY2(rows[1].startsWith(u"etl.load"_s) && rows[1].contains(u"2 items"_s), qPrintable(rows[1]));
    QVERIFY2(rows[2].startsWith(u"(customer='acme') · Hit · "_s), qPrintable(rows[2]));
    QVERIFY2(rows[3].startsWith(u"(customer='globex') · Old hit · "_s), qPrintable(rows[3]));
    QVERIFY(m_view->isExpanded(m_view->model()->index(0, 0)));
}

void cachespage_test::findsByWordsAndSorts()
{
    putStore();
    open();
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 4);
    QTest::mouseClick(m_view->header()->viewport(), Qt::LeftButton, {},
                      QPoint(m_view->header()->sectionViewportPosition(CachesModel::SizeColumn) + 5, 5));
    QTRY_VERIFY(rowsOf(*m_view->model())[2].contains(u"globex"_s)); // the smallest first
    QTest::keyClicks(named<QLineEdit>(*m_page, u"Search the caches"_s), u"ACME"_s);
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 3);
    QVERIFY(rowsOf(*m_view->model())[2].contains(u"'acme'"_s));
    QTRY_VERIFY2(shows(*m_page, u"1 cache · 1 item"_s), wordsOn(*m_page));
    QTest::keyClicks(named<QLineEdit>(*m_page, u"Search the caches"_s), u" nothing like that"_s);
    QTRY_VERIFY2(shows(*m_page, u"Nothing is found for these words."_s), wordsOn(*m_page));
}

void cachespage_test::evictsWhatIsSelectedAndBringsItBack()
{
    putStore();
    open();
    select(u"(customer='acme')"_s);
    QTest::keyClick(m_view, Qt::Key_Delete);
    QTRY_VERIFY2(shows(*m_page, u"Evicted 1 item"_s), wordsOn(*m_page));
    QVERIFY(!isThere(u"work/joblib/etl/load/"_s + acme));
    QVERIFY(isThere(u"work/joblib/etl/load/"_s + globex));
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 3);
    QTRY_VERIFY(button(*m_page, u"Undo"_s)->isEnabled());
    click(*button(*m_page, u"Undo"_s));
    QTRY_VERIFY2(shows(*m_page, u"Brought back 1 item"_s), wordsOn(*m_page));
    QVERIFY(isThere(u"work/joblib/etl/load/"_s + acme + u"/output.pkl"_s));
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 4);
    QTRY_VERIFY(!button(*m_page, u"Undo"_s)->isEnabled());
}

void cachespage_test::evictsAFunctionWithAllThatIsShownOfIt()
{
    putStore();
    open();
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 4);
    QTest::keyClicks(named<QLineEdit>(*m_page, u"Search the caches"_s), u"globex"_s);
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 3);
    select(u"etl.load"_s);
    click(*button(*m_page, u"Evict"_s));
    QTRY_VERIFY2(shows(*m_page, u"Evicted 1 item"_s), wordsOn(*m_page));
    QVERIFY(isThere(u"work/joblib/etl/load/"_s + acme)); // it was not shown
    QVERIFY(!isThere(u"work/joblib/etl/load/"_s + globex));
}

void cachespage_test::removesForGoodOnceItIsAsked()
{
    putStore();
    open();
    select(u"(customer='acme')"_s);
    click(*button(*m_page, u"Evict"_s));
    QAbstractButton *free = nullptr;
    QTRY_VERIFY((free = button(*m_page, u"Free 3.1 kB…"_s)) && free->isVisible());
    click(*free);
    QVERIFY2(shows(*m_page, u"nothing brings them back"_s), wordsOn(*m_page));
    click(*button(*m_page, u"Remove for good"_s));
    QTRY_VERIFY2(shows(*m_page, u"are free again"_s), wordsOn(*m_page));
    QTRY_VERIFY(!free->isVisible());
    QVERIFY(!button(*m_page, u"Undo"_s)->isEnabled());
}

void cachespage_test::tiesWhatIsSelectedToADatasetAndLeavesItAgain()
{
    putStore();
    (void)m_world->store.add(u"acme/orders"_s);
    (void)m_world->store.add(u"acme/shipments"_s);
    open();
    select(u"(customer='acme')"_s);
    click(*button(*m_page, u"Keep fresh…"_s));
    auto *dataset = named<QComboBox>(*m_page, u"Dataset"_s);
    QTRY_COMPARE(dataset->currentText(), u"acme/orders"_s);
    dataset->setFocus();
    dataset->lineEdit()->selectAll();
    QTest::keyClicks(dataset, u"nosuch"_s);
    QVERIFY(!button(*m_page, u"Keep fresh"_s)->isEnabled());
    dataset->lineEdit()->selectAll();
    QTest::keyClicks(dataset, u"acme/shipments"_s);
    click(*button(*m_page, u"Keep fresh"_s));
    QTRY_VERIFY2(shows(*m_page, u"Kept as fresh as acme/shipments from now on."_s), wordsOn(*m_page));
    QTRY_VERIFY2(rowsOf(*m_view->model())[2].contains(u"As fresh as acme/shipments · "_s),
                 qPrintable(rowsOf(*m_view->model())[2]));
    QVERIFY(!rowsOf(*m_view->model())[3].contains(u"As fresh as"_s));
    click(*button(*m_page, u"Close"_s));
    select(u"(customer='acme')"_s);
    click(*button(*m_page, u"Keep fresh…"_s));
    QTRY_COMPARE(dataset->currentText(), u"acme/shipments"_s);
    click(*button(*m_page, u"Leave to itself"_s));
    QTRY_VERIFY2(shows(*m_page, u"Left to itself from now on."_s), wordsOn(*m_page));
    QTRY_VERIFY(!rowsOf(*m_view->model())[2].contains(u"As fresh as"_s));
    select(u"~/work/joblib"_s);
    QVERIFY(!button(*m_page, u"Keep fresh…"_s)->isEnabled()); // which of its functions?
}

void cachespage_test::saysWhyACacheCouldNotFollowItsDataset()
{
    putStore();
    const DatasetFolder folder = m_world->store.add(u"acme/orders"_s);
    VERIFY_VALUE(addTies(m_world->store.home(), folder,
                         {{.place = {CacheKind::Joblib, path(u"work/joblib"_s)},
                           .function = u"load"_s,
                           .trouble = u"a cache was not brought in step: out of memory (work)"_s}}));
    open();
    const QStringList rows = [&] {
        QStringList shown;
        return QTest::qWaitFor([&] { return (shown = rowsOf(*m_view->model())).size() == 4; })
            ? shown
            : QStringList();
    }();
    QCOMPARE(rows.size(), 4);
    QVERIFY2(rows[0].contains(u"acme/orders: a cache was not brought in step: out of memory (work)"_s),
             qPrintable(rows[0]));
    QVERIFY2(rows[2].contains(u"Not as fresh as acme/orders · "_s), qPrintable(rows[2]));
}

void cachespage_test::showsACacheThatIsTiedAndGone()
{
    const DatasetFolder folder = m_world->store.add(u"acme/orders"_s);
    VERIFY_VALUE(addTies(m_world->store.home(), folder,
                         {{.place = {CacheKind::Joblib, path(u"gone"_s)}, .function = u"load"_s}}));
    open();
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 1);
    const QString row = rowsOf(*m_view->model()).front();
    QVERIFY2(row.startsWith(u"~/gone"_s) && row.contains(u"No such file or directory"_s), qPrintable(row));
}

void cachespage_test::tellsOfResultsThatLarderKeeps()
{
    putStore();
    const QString file = path(u"work/joblib/etl/load/"_s + globex + u"/metadata.json"_s);
    QJsonObject metadata = QJsonDocument::fromJson(*readWhole(file).value()).object();
    metadata.insert(u"larder"_s, QJsonObject{{u"snapshots"_s, QJsonObject{{u"acme/nosuch"_s, u"1"_s}}}});
    put(u"work/joblib/etl/load/"_s + globex + u"/metadata.json"_s, QJsonDocument(metadata).toJson());
    open();
    QTRY_VERIFY2(shows(*m_page, u"1 cache · 2 items"_s), wordsOn(*m_page));
    QVERIFY2(rowsOf(*m_view->model())[3].contains(u"Unsure · there is no dataset acme/nosuch here"_s),
             qPrintable(rowsOf(*m_view->model())[3]));
}

void cachespage_test::keepsWhatIsOpenWhenItLooksAgain()
{
    putStore();
    open();
    select(u"(customer='globex')"_s);
    putResult(u"fedcba9876543210fedcba9876543210"_s, u"new"_s, 9'000, morning + 1h);
    m_page->look();
    QTRY_COMPARE(rowsOf(*m_view->model()).size(), 5);
    QCOMPARE(m_view->currentIndex().data().toString(), u"(customer='globex')"_s);
    QVERIFY(m_view->isExpanded(m_view->currentIndex().parent()));
}

void cachespage_test::remembersTheFoldersThatAPersonAdded()
{
    putStore();
    QDir::setCurrent(m_elsewhere.path());
    for (const char *name : {"HOME", "XDG_CACHE_HOME", "TMPDIR"})
        qputenv(name, m_elsewhere.path().toUtf8());
    m_page = std::make_unique<CachesPage>(m_world->services());
    m_page->recall(m_person->path().toUtf8());
    m_page->show();
    QTRY_VERIFY2(shows(*m_page, u"1 cache · 2 items"_s), wordsOn(*m_page));
    QCOMPARE(m_page->remembered(), m_person->path().toUtf8());
}

void cachespage_test::saysWhyAFolderCannotBeRead()
{
    m_page = std::make_unique<CachesPage>(m_world->services());
    m_page->recall("/nonexistent/folder");
    m_page->show();
    QTRY_VERIFY2(shows(*m_page, u"/nonexistent/folder"_s), wordsOn(*m_page));
}

void cachespage_test::tabGoesAsTheEyeDoes()
{
    putStore();
    open();
    select(u"(customer='acme')"_s);
    QVERIFY2(tabAgainstTheEye(*m_page).isEmpty(), tabAgainstTheEye(*m_page));
}

void cachespage_test::everyControlHasAName()
{
    putStore();
    open();
    QVERIFY2(namelessControl(*m_page).isEmpty(), namelessControl(*m_page));
}

QTEST_MAIN(cachespage_test)
#include "cachespage_test.moc"
