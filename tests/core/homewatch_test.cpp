#include "core/base/atomicfile.h"
#include "core/engine/homewatch.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The watch asks for the time once per look.
class CountingClock : public SystemClock
{
public:
    [[nodiscard]] Instant now() const override
    {
        ++looks;
        return SystemClock::now();
    }
    mutable std::atomic<int> looks = 0;
};

/// Reads as rows whatever dataset folders there are; the content of record.json is the snapshot.
class FolderReader
{
public:
    FolderReader(QString root, const CountingClock &clock) : m_root(std::move(root)), m_clock(clock) { }

    HomeReader operator()()
    {
        readerThread = QThread::currentThread();
        return {
            .rows = [this] { return rows(); },
            .isRunning = [](const DatasetName &) { return false; },
            .pause = [this](Instant now) { return isPaused ? std::optional(Pause{now, {}}) : std::nullopt; },
            .storePlace = [this]() -> Result<QString> {
                const auto place = readWhole(m_root + u"/store.json"_s);
                return place && *place ? QString::fromUtf8(**place)
                                       : Result<QString>(failure(ErrorKind::Storage, u"not there"_s));
            }};
    }
    std::atomic<bool> isPaused = false;
    std::atomic<QThread *> readerThread = nullptr;
    std::atomic<int> readings = 0;
    std::atomic<int> looksAtReading = 0;
    std::atomic<bool> isBroken = false;
    std::atomic<int> made = 0; ///< rows without a folder

private:
    Result<std::vector<DatasetRow>> rows()
    {
        ++readings;
        looksAtReading = m_clock.looks.load();
        if (isBroken)
            return failure(ErrorKind::Storage, u"the disk is gone"_s);
        std::vector<DatasetRow> rows;
        for (int number = made; number > 0; --number) {
            DatasetRow row;
            row.name = {u"made"_s, u"%1"_s.arg(number, 6, 10, QChar(u'0'))};
            row.binding.zone = "UTC";
            rows.push_back(row);
        }
        for (const QString &customer :
             QDir(m_root + u"/datasets"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QDir folder(m_root + u"/datasets/"_s + customer);
            for (const QString &dataset : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                DatasetRow row;
                row.name = {customer, dataset};
                row.binding.zone = "UTC";
                const auto record = readWhole(folder.filePath(dataset + u"/record.json"_s));
                row.record.newest = record && *record ? QString::fromUtf8(**record) : QString();
                rows.push_back(row);
            }
        }
        return rows;
    }
    QString m_root;
    const CountingClock &m_clock;
};

} // namespace

class homewatch_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void readsInAThreadOfItsOwnAndTellsInOurs();
    void tellsAnEmptyHome();
    void seesWhatIsWrittenAtAnyMoment();
    void seesNewAndRemovedDatasets();
    void readsOnlyWhenSomethingMoved();
    void saysOnceWhatIsWrongAndThatItIsRightAgain();
    void endsWithoutWaitingForTheInterval();
    void tellsWhatTheBackgroundMayDo();
    void tellsManyRowsInPartsAndByName();
    void tellsWhereTheStoreWasMovedTo();
    void letsOthersHaveTheirTurnBetweenTwoParts();

private:
    void write(const QString &name, const QByteArray &record);
    QString newest(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FolderReader> m_reader;
    std::unique_ptr<HomeWatch> m_watch;
    QMap<QString, QString> m_told;
    CountingClock m_clock;
};

void homewatch_test::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<FolderReader>(m_directory->path(), m_clock);
    m_watch = std::make_unique<HomeWatch>(
        DataLayout(m_directory->path()), [this] { return (*m_reader)(); }, m_clock);
    m_told.clear();
    connect(m_watch.get(), &HomeWatch::rowsChanged, this, [this](const RowChanges &changes) {
        QCOMPARE(QThread::currentThread(), thread());
        for (const JudgedRow &judged : changes.changed)
            m_told[judged.row.name.text()] = judged.row.record.newest;
        for (const DatasetName &name : changes.gone)
            m_told.remove(name.text());
    });
}

void homewatch_test::cleanup()
{
    m_watch.reset();
}

void homewatch_test::write(const QString &name, const QByteArray &record)
{
    const QString folder = m_directory->filePath(u"datasets/"_s + name);
    VERIFY_VALUE(makeDirectory(folder));
    VERIFY_VALUE(writeAtomically(folder + u"/record.json"_s, record));
}

void homewatch_test::readsInAThreadOfItsOwnAndTellsInOurs()
{
    write(u"a/1"_s, "first");
    m_watch->start(20ms);
    QTRY_COMPARE(m_told.value(u"a/1"_s), u"first"_s);
    QVERIFY(m_reader->readerThread != thread());
}

void homewatch_test::tellsAnEmptyHome()
{
    QSignalSpy succeeded(m_watch.get(), &HomeWatch::readSucceeded);
    m_watch->start(20ms);
    QTRY_COMPARE(succeeded.size(), 1);
    QVERIFY(m_told.isEmpty());
}

void homewatch_test::seesWhatIsWrittenAtAnyMoment()
{
    write(u"a/1"_s, "0");
    m_watch->start(5ms);
    for (int i = 1; i <= 50; ++i) { // also within one tick of the file system's clock
        const QByteArray content = QByteArray::number(i);
        write(u"a/1"_s, content);
        QTRY_COMPARE(m_told.value(u"a/1"_s), QString::fromUtf8(content));
    }
}

void homewatch_test::seesNewAndRemovedDatasets()
{
    write(u"a/1"_s, "x");
    m_watch->start(20ms);
    QTRY_COMPARE(m_told.size(), 1);
    write(u"b/2"_s, "y");
    QTRY_COMPARE(m_told.value(u"b/2"_s), u"y"_s);
    QVERIFY(QDir(m_directory->filePath(u"datasets/a/1"_s)).removeRecursively());
    QTRY_VERIFY(!m_told.contains(u"a/1"_s));
}

void homewatch_test::readsOnlyWhenSomethingMoved()
{
    write(u"a/1"_s, "x");
    m_watch->start(10ms);
    QTRY_COMPARE(m_told.size(), 1);
    // Young times are not believed, so it reads for a while; then look after look finds nothing to read.
    QTRY_VERIFY(m_clock.looks - m_reader->looksAtReading > 20);
    const int readings = m_reader->readings;
    m_watch->lookNow();
    QTRY_VERIFY(m_reader->readings > readings);
}

void homewatch_test::saysOnceWhatIsWrongAndThatItIsRightAgain()
{
    m_reader->isBroken = true;
    QSignalSpy failed(m_watch.get(), &HomeWatch::readFailed);
    QSignalSpy succeeded(m_watch.get(), &HomeWatch::readSucceeded);
    m_watch->start(5ms);
    QTRY_VERIFY(m_reader->readings > 5);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().message, u"the disk is gone"_s);
    QCOMPARE(succeeded.size(), 0);
    m_reader->isBroken = false;
    QTRY_COMPARE(succeeded.size(), 1);
}

void homewatch_test::endsWithoutWaitingForTheInterval()
{
    m_watch->start(std::chrono::hours(1));
    QTRY_VERIFY(m_reader->readings > 0);
    QElapsedTimer elapsed;
    elapsed.start();
    m_watch.reset();
    QVERIFY(elapsed.elapsed() < 5000);
}

void homewatch_test::tellsWhatTheBackgroundMayDo()
{
    QSignalSpy permitted(m_watch.get(), &HomeWatch::permissionsChanged);
    QSignalSpy succeeded(m_watch.get(), &HomeWatch::readSucceeded);
    const auto latest = [&permitted] { return permitted.last().at(0).value<Permissions>().overNetwork; };
    m_watch->start(10min);
    QTRY_COMPARE(succeeded.size(), 1);
    QCOMPARE(permitted.size(), 0); // nobody told it of any circumstances
    m_watch->setCircumstances({});
    QTRY_COMPARE(permitted.size(), 1);
    QCOMPARE(latest(), std::nullopt);

    Circumstances offline;
    offline.surroundings.network = Reachability::Offline;
    m_watch->setCircumstances(offline);
    QTRY_COMPARE(permitted.size(), 2);
    QCOMPARE(latest()->by, HeldBackBy::Offline);

    m_reader->isPaused = true;
    m_watch->lookNow();
    QTRY_COMPARE(permitted.size(), 3);
    QCOMPARE(latest()->by, HeldBackBy::Pause);
}

void homewatch_test::tellsManyRowsInPartsAndByName()
{
    constexpr int count = 5 * HomeWatch::mostRowsAtOnce / 2;
    m_reader->made = count;
    QStringList order;
    qsizetype largest = 0;
    connect(m_watch.get(), &HomeWatch::rowsChanged, this, [&](const RowChanges &changes) {
        largest = std::max(largest, changes.changed.size());
        for (const JudgedRow &judged : changes.changed)
            order << judged.row.name.text();
    });
    QSignalSpy succeeded(m_watch.get(), &HomeWatch::readSucceeded);
    m_watch->start(10min);
    QTRY_COMPARE(succeeded.size(), 1);
    QCOMPARE(order.size(), count); // all of them were told before
    QVERIFY(std::ranges::is_sorted(order));
    QCOMPARE(largest, HomeWatch::mostRowsAtOnce);
}

void homewatch_test::tellsWhereTheStoreWasMovedTo()
{
    const auto place = [this](const QByteArray &path) {
        VERIFY_VALUE(writeAtomically(m_directory->filePath(u"store.json"_s), path));
    };
    place("/old");
    write(u"a/1"_s, "x");
    QSignalSpy moved(m_watch.get(), &HomeWatch::storeMoved);
    m_watch->start(5ms);
    QTRY_COMPARE(m_told.size(), 1);
    place("/old"); // said again: nothing moved
    place("/new");
    QTRY_COMPARE(moved.size(), 1);
    QCOMPARE(moved.at(0).at(0).toString(), u"/new"_s);
    QVERIFY(QFile::remove(m_directory->filePath(u"store.json"_s))); // its disk is away for a moment
    place("/third");
    QTRY_COMPARE(moved.size(), 2);
}

/// What arrives while rows are told (a key, a timer) does not wait for all of them.
void homewatch_test::letsOthersHaveTheirTurnBetweenTwoParts()
{
    m_reader->made = 4 * HomeWatch::mostRowsAtOnce;
    int parts = 0;
    int answered = 0;
    connect(m_watch.get(), &HomeWatch::rowsChanged, this, [&] {
        QCOMPARE(answered, parts);
        ++parts;
        QMetaObject::invokeMethod(this, [&answered] { ++answered; }, Qt::QueuedConnection);
    });
    m_watch->start(10min);
    QTRY_COMPARE(parts, 4);
}

QTEST_GUILESS_MAIN(homewatch_test)
#include "homewatch_test.moc"
