#include "core/caches/fsspecnames.h"
#include "core/caches/fsspectext.h"
#include "core/caches/keeping.h"
#include "core/caches/prospect.h"
#include "core/caches/ties.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class KeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesFilesAsFsspecDoes_data();
    void namesFilesAsFsspecDoes();
    void hasNoNameForWhatFsspecCannotOpen_data();
    void hasNoNameForWhatFsspecCannotOpen();
    void anAddressWithoutSlashIsAnObjectOrAFolder();
    void aNewDayWithTheSameContentIsNamedByIt();
    void knowsTheNamesThatFsspecGives();
    void judgesWhatLarderKeepsByItsTerms_data();
    void judgesWhatLarderKeepsByItsTerms();
    void tiesSayWhatTheyMean();
    void ofJoblibNoManifestIsNeeded();
    void whatWasStoppedIsTendedTheNextTime();
    void aCacheThatIsGoneIsToldOnceAndTendedWhenItIsBack();
    void tiesThatCannotBeReadAreTold();
};

namespace {

const QDate day(2026, 8, 2);
const Instant now = *fromIso(u"2026-08-02T10:00:00.000Z"_s);

Binding boundTo(const QString &url)
{
    Binding binding;
    binding.url = url;
    return binding;
}

std::vector<ManifestFile> filesOf(const QByteArrayList &paths)
{
    std::vector<ManifestFile> files;
    for (const QByteArray &path : paths)
        files.push_back({.entry = {.path = path}});
    return files;
}

/// acme/orders, which changed on this morning, and a store of joblib below it with a result of the day before
/// that is tied to it.
class TiedStore
{
public:
    TiedStore()
        : m_folder(m_store.add(u"acme/orders"_s)),
          m_id(m_store.fetch(m_folder, {{"a", "1"}}, now).value())
    {
        for (const auto &[name, content] : filesOfStore) {
            QDir().mkpath(QFileInfo(place() + name).path());
            QFile file(place() + name);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
                qFatal("%s", qPrintable(file.errorString()));
        }
        if (!addTies(home(), m_folder, {{.place = {CacheKind::Joblib, place()}, .function = u"load"_s}}))
            qFatal("it cannot be tied");
    }

    [[nodiscard]] QString place() const { return m_store.path() + u"/joblib"_s; }
    [[nodiscard]] const Home &home() const { return m_store.home(); }
    [[nodiscard]] const DatasetFolder &folder() const { return m_folder; }
    [[nodiscard]] QString manifest() const { return m_folder.layout().manifest(m_id); }
    [[nodiscard]] bool hasResult() const { return QFile::exists(place() + result); }
    Tended tend(Instant at, const std::stop_token &stop = {})
    {
        return tendTies(home(), m_folder, m_store.pool(), at, stop);
    }

private:
    static inline const QString result = u"/etl/load/0123456789abcdef0123456789abcdef"_s;
    static inline const std::map<QString, QByteArray> filesOfStore{
        {u"/etl/load/func_code.py"_s, "# first line: 1\ndef load():\n    return 1\n"},
        {result + u"/output.pkl"_s, "\x80\x03X."},
        {result + u"/metadata.json"_s,
         QJsonDocument(QJsonObject{{u"duration"_s, 0.1},
                                   {u"input_args"_s, QJsonObject()},
                                   {u"time"_s, double(toMilliseconds(now - 24h)) / 1000}})
             .toJson()}};
    StoreHome m_store;
    const DatasetFolder m_folder;
    const SnapshotId m_id;
};

} // namespace

void KeepingTest::namesFilesAsFsspecDoes_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("opened");
    const auto row = [](const char *name, const QString &url, const char *path, const char *key,
                        const char *opened) {
        QTest::newRow(name) << url << QByteArray(path) << QByteArray(key) << QString::fromUtf8(opened);
    };
    row("s3", u"s3://exports/daily/"_s, "a b.csv", "exports/daily/a b.csv", "s3://exports/daily/a b.csv");
    row("s3, the whole bucket", u"s3://exports/"_s, "a.csv", "exports/a.csv", "s3://exports/a.csv");
    row("s3, encoded", u"s3://exports/d%C3%A4ly/"_s, "a.csv", "exports/däly/a.csv",
        "s3://exports/däly/a.csv");
    row("s3, globs", u"s3://exports/daily/**/*.csv"_s, "x/a.csv", "exports/daily/x/a.csv",
        "s3://exports/daily/x/a.csv");
    row("gs", u"gs://exports/daily/"_s, "a.csv", "exports/daily/a.csv", "gs://exports/daily/a.csv");
    row("az", u"az://acme/exports/daily/"_s, "a.csv", "exports/daily/a.csv", "abfs://exports/daily/a.csv");
    row("sftp", u"sftp://me@host/exports/"_s, "a.csv", "/exports/a.csv", "sftp:///exports/a.csv");
    row("web", u"https://acme.example/exports/"_s, "a b.csv", "https://acme.example/exports/a%20b.csv",
        "https://acme.example/exports/a%20b.csv");
    row("file", u"/data/ex ports/"_s, "x/a.csv", "/data/ex ports/x/a.csv", "/data/ex ports/x/a.csv");
    row("dated", u"s3://exports/{yyyy-MM-dd}/"_s, "a.csv", "exports/2026-08-02/a.csv",
        "s3://exports/2026-08-02/a.csv");
}

void KeepingTest::namesFilesAsFsspecDoes()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, key);
    QFETCH(QString, opened);
    const auto names = fsspecNames(boundTo(url), day, filesOf({path, "other.csv"}));
    QVERIFY(names);
    QCOMPARE(names->keyOf(path), key);
    QCOMPARE(names->urlOf(path), opened);
    QCOMPARE(names->pathOf(key), path);
    QCOMPARE(names->pathOf("elsewhere/a.csv"), std::nullopt);
}

void KeepingTest::hasNoNameForWhatFsspecCannotOpen_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("a command") << u"command:export.sh"_s;
    QTest::newRow("a remote of rclone") << u"rclone:drive:exports"_s;
    QTest::newRow("a query") << u"https://acme.example/a.csv?version=3"_s;
    QTest::newRow("somebody's home") << u"sftp://me@host/~/exports/"_s;
    QTest::newRow("no address") << u"s3://exports/{nonsense}/"_s;
}

void KeepingTest::hasNoNameForWhatFsspecCannotOpen()
{
    QFETCH(QString, url);
    QVERIFY(!fsspecNames(boundTo(url), day, {}));
}

void KeepingTest::anAddressWithoutSlashIsAnObjectOrAFolder()
{
    const Binding binding = boundTo(u"s3://exports/daily"_s);
    QCOMPARE(fsspecNames(binding, day, filesOf({"daily"}))->keyOf("daily"), "exports/daily");
    QCOMPARE(fsspecNames(binding, day, filesOf({"a.csv"}))->keyOf("a.csv"), "exports/daily/a.csv");
    const std::vector<ManifestFile> unpacked{{.entry = {.path = "a.csv"}, .archive = "daily"},
                                             {.entry = {.path = "b.csv"}, .archive = "daily"}};
    QCOMPARE(fsspecNames(binding, day, unpacked)->pathOf("exports/daily"), "daily");
}

void KeepingTest::aNewDayWithTheSameContentIsNamedByIt()
{
    Binding binding = boundTo(u"s3://exports/{yyyy-MM-dd}/"_s);
    binding.zone = "UTC";
    Manifest manifest{.header = {.id = u"one"_s, .probedAt = now - 24h}, .files = filesOf({"a.csv"})};
    Record record{.confirmedAt = now, .newest = u"one"_s};
    const auto prefix = [&] { return fsspecNamesNow(binding, record, &manifest, now).value()->prefix; };
    QCOMPARE(prefix(), "exports/2026-08-02/");
    record.lastRun = RunReport{.outcome = Outcome::NothingYet};
    QCOMPARE(prefix(), "exports/2026-08-01/");
    record.lastRun.reset();
    record.newest = u"two"_s; // an older one is held
    QCOMPARE(prefix(), "exports/2026-08-01/");
}

void KeepingTest::knowsTheNamesThatFsspecGives()
{
    const QByteArray key = "bucket/daily/a.csv";
    QVERIFY(isFsspecNameOf(fsspecDataName(key), key));
    QVERIFY(isFsspecNameOf("a.csv", key));
    QVERIFY(isFsspecNameOf("daily_@_a.csv", key));
    QVERIFY(isFsspecNameOf("bucket_@_daily_@_a.csv", key));
    QVERIFY(!isFsspecNameOf("ily_@_a.csv", key));
    QVERIFY(!isFsspecNameOf("cache", key));
    QVERIFY(!isFsspecNameOf("precious.txt", key));
    QCOMPARE(fsspecDataName("/data/acme/export.csv"),
             "68c5bbb9c5259413395ecf48044e299f3eaffcecd3bbc909c87dd95dae2223b2");
}

void KeepingTest::judgesWhatLarderKeepsByItsTerms_data()
{
    QTest::addColumn<LarderTerms>("terms");
    QTest::addColumn<Outlook>("outlook");
    const auto from = [](const QString &dataset, const QString &snapshot) {
        return LarderTerms{.snapshots = {{dataset, snapshot}}};
    };
    QTest::newRow("the current snapshot") << from(u"acme/fresh"_s, u"one"_s) << Outlook::Hit;
    QTest::newRow("another snapshot") << from(u"acme/fresh"_s, u"older"_s) << Outlook::Miss;
    QTest::newRow("not fresh") << from(u"acme/stale"_s, u"one"_s) << Outlook::Unsure;
    QTest::newRow("not here") << from(u"acme/none"_s, u"one"_s) << Outlook::Unsure;
    QTest::newRow("named with its snapshot") << from(u"acme/none@one"_s, u"one"_s) << Outlook::Hit;
    const auto of = [](QDate day, const QByteArray &zone, QTime begins) {
        return LarderTerms{.day = day, .zone = zone, .dayBegins = begins};
    };
    QTest::newRow("today") << of(day, "UTC", QTime(0, 0)) << Outlook::Hit;
    QTest::newRow("yesterday") << of(day.addDays(-1), "UTC", QTime(0, 0)) << Outlook::Miss;
    QTest::newRow("a day that begins later") << of(day.addDays(-1), "UTC", QTime(10, 30)) << Outlook::Hit;
    QTest::newRow("on other clocks") << of(day.addDays(1), "Pacific/Kiritimati", QTime(0, 0)) << Outlook::Hit;
    QTest::newRow("on this machine's") << of(day, {}, QTime(0, 0)) << Outlook::Hit;
}

void KeepingTest::judgesWhatLarderKeepsByItsTerms()
{
    QFETCH(LarderTerms, terms);
    QFETCH(Outlook, outlook);
    const CacheContents contents{.place = {CacheKind::Joblib, u"/cache"_s},
                                 .functions = {{.name = u"etl.load"_s, .path = "etl/load", .hasCode = true}},
                                 .items = {}};
    CacheItem item{.function = 0, .made = now - 48h, .isThere = true, .hasMetadata = true};
    item.terms = terms;
    ReaderHabits habits{.zone = QTimeZone(QTimeZone::UTC)};
    CurrentView view{.snapshot = u"one"_s, .confirmedAt = now - 1h, .freshUntil = now + 1h};
    habits.current.insert(u"acme/fresh"_s, view);
    view.freshUntil = now;
    habits.current.insert(u"acme/stale"_s, view);
    QCOMPARE(prospectOf(contents, item, habits, now).outlook, outlook);
    item.isThere = false;
    QCOMPARE(prospectOf(contents, item, habits, now).outlook, Outlook::Miss);
}

void KeepingTest::tiesSayWhatTheyMean()
{
    const CachePlace place{CacheKind::Joblib, u"/cache"_s};
    QCOMPARE((CacheTie{.place = place, .call = u"load(\"acme\")"_s}.text()), u"load(\"acme\")"_s);
    QVERIFY(!(CacheTie{.place = place, .call = u"load("_s}.filter()));
    CacheTie one{.place = place, .function = u"load"_s};
    CacheTie tended = one;
    tended.tendedFor = now;
    QVERIFY(one.isSameAs(tended));
    tended.item = u"x"_s;
    QVERIFY(!one.isSameAs(tended));
}

void KeepingTest::ofJoblibNoManifestIsNeeded()
{
    TiedStore store;
    QVERIFY(QFile::remove(store.manifest()));
    const Tended tended = store.tend(now);
    QCOMPARE(tended.troubles, QStringList());
    QCOMPARE(tended.removed, QStringList{u"etl.load()"_s});
    QVERIFY(!store.hasResult());
}

void KeepingTest::whatWasStoppedIsTendedTheNextTime()
{
    TiedStore store;
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(store.tend(now, stop.get_token()).sentences(), QStringList());
    QVERIFY(store.hasResult());
    QVERIFY(keepingTroubles(store.folder()).isEmpty());
    (void)store.tend(now);
    QVERIFY(!store.hasResult());
}

void KeepingTest::aCacheThatIsGoneIsToldOnceAndTendedWhenItIsBack()
{
    TiedStore store;
    const QString aside = store.place() + u"-aside"_s;
    QVERIFY(QDir().rename(store.place(), aside));
    const QStringList told{u"a cache was not brought in step: it is not there (%1)"_s.arg(store.place())};
    QCOMPARE(store.tend(now).troubles, told);
    QCOMPARE(store.tend(now + 1h).troubles, QStringList());
    QCOMPARE(keepingTroubles(store.folder()), told);
    QVERIFY(QDir().rename(aside, store.place()));
    (void)store.tend(now + 72h);
    QVERIFY(!store.hasResult());
    QCOMPARE(keepingTroubles(store.folder()), QStringList());
}

void KeepingTest::tiesThatCannotBeReadAreTold()
{
    const TiedStore store;
    QFile ties(store.folder().layout().ties());
    QVERIFY(ties.open(QIODevice::WriteOnly | QIODevice::Truncate));
    ties.close();
    const QStringList told = keepingTroubles(store.folder());
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.front().contains(u"what is tied to the dataset is not readable"_s),
             qPrintable(told.front()));
}

QTEST_GUILESS_MAIN(KeepingTest)
#include "keeping_test.moc"
