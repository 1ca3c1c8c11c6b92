#include "core/caches/cachefilter.h"
#include "core/caches/caches.h"
#include "core/caches/cachesearch.h"
#include "core/caches/cachetrash.h"
#include "core/caches/eviction.h"
#include "core/caches/fsspectext.h"
#include "core/caches/joblibtext.h"
#include "core/caches/prospect.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class CachesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void literalsAreEqualHoweverTheyAreWritten_data();
    void literalsAreEqualHoweverTheyAreWritten();
    void callsAreUnderstood();
    void whatIsNoCallIsRefused_data();
    void whatIsNoCallIsRefused();
    void parametersAreReadFromCode_data();
    void parametersAreReadFromCode();
    void knowsWhoWritesAHalfWrittenFile_data();
    void knowsWhoWritesAHalfWrittenFile();

    void readsAJoblibStore();
    void tellsWhatIsOddInAJoblibStore_data();
    void tellsWhatIsOddInAJoblibStore();
    void leavesAHugeMetadataUnread();
    void aPipeDoesNotStopTheReading();
    void followsNoLinkOutOfAStore();

    void readsAnFsspecFolder();
    void anEntryThatLeadsOutIsNeverLookedAt_data();
    void anEntryThatLeadsOutIsNeverLookedAt();
    void anOldPickleIsToldAndNotLoaded();
    void abrokenListIsTold();
    void judgesAnFsspecFile_data();
    void judgesAnFsspecFile();
    void judgesAJoblibItemByItsDay();

    void choosesByCall();
    void wantsNamesWhereTheCodeDoesNotSayThem();
    void choosesByAgeSizeAndState();

    void evictionAndUndoAreExact();
    void undoKeepsWhatWasMadeAnew();
    void aTrashThatIsALinkIsNotFollowed();
    void aListThatLeadsOutRestoresNothing();
    void whatIsBeingWrittenStays();
    void pruneLeavesOthersFilesInTheTrash();

    void findsByMarks();
    void findsWhatIsNamedWithoutMarks();
    void stops();
};

namespace {

const Instant now = *fromIso(u"2026-08-02T10:00:00.000Z"_s);
const QByteArray hashA = "2b97be8de101d8c0a86a8e70816c73c0";
const QByteArray hashB = "0123456789abcdef0123456789abcdef";
const QByteArray dataName = "68c5bbb9c5259413395ecf48044e299f3eaffcecd3bbc909c87dd95dae2223b2";

double seconds(Instant instant)
{
    return double(toMilliseconds(instant)) / 1000;
}

/// A directory with files, and the pool to read them.
struct Place {
    QTemporaryDir directory;
    QThreadPool pool;

    [[nodiscard]] QString path(const QString &name = {}) const
    {
        const QString root = QFileInfo(directory.path()).canonicalFilePath();
        return name.isEmpty() ? root : root + u'/' + name;
    }
    void put(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    void putItem(const QByteArray &hash, const QJsonObject &arguments, Instant made = now,
                 const QString &function = u"etl/load"_s) const
    {
        const QString folder = function + u'/' + QString::fromLatin1(hash);
        put(folder + "/output.pkl"_L1, "\x80\x03X\x01.");
        put(folder + "/metadata.json"_L1,
            QJsonDocument(
                QJsonObject{{u"duration"_s, 0.1}, {u"input_args"_s, arguments}, {u"time"_s, seconds(made)}})
                .toJson());
    }
    void
    putCode(const QByteArray &code = "# first line: 4\n@memory.cache\ndef load(customer, n=3):\n    pass\n",
            const QString &function = u"etl/load"_s) const
    {
        put(function + "/func_code.py"_L1, code);
    }
    [[nodiscard]] Result<CacheContents> joblib()
    {
        return readCache({CacheKind::Joblib, path()}, pool, now, {}, {});
    }
    [[nodiscard]] Result<CacheContents> fsspec()
    {
        return readCache({CacheKind::Fsspec, path()}, pool, now, {}, {});
    }
    [[nodiscard]] bool has(const QString &name) const { return QFileInfo::exists(path(name)); }
};

QJsonObject entry(const QString &key, const QString &file, Instant made, const QJsonValue &blocks = true)
{
    return {{u"original"_s, key},
            {u"fn"_s, file},
            {u"blocks"_s, blocks},
            {u"time"_s, seconds(made)},
            {u"uid"_s, u"9993"_s}};
}

QByteArray listOf(const QJsonObject &entries)
{
    return QJsonDocument(entries).toJson();
}

std::vector<std::size_t> all(const CacheContents &contents)
{
    return chosenItems(contents, {}, now).value();
}

ReaderHabits habits()
{
    ReaderHabits made;
    made.zone = QTimeZone(QTimeZone::UTC);
    return made;
}

} // namespace

void CachesTest::literalsAreEqualHoweverTheyAreWritten_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("quotes") << u"\"acme\""_s << u"'acme'"_s;
    QTest::newRow("a quote within") << u"\"it's\""_s << u"'it\\'s'"_s;
    QTest::newRow("blanks between") << u"[1,2]"_s << u"[1, 2]"_s;
    QTest::newRow("a dict") << u"{\"a\":1}"_s << u"{'a': 1}"_s;
    QTest::newRow("an escape") << u"'a\\x41'"_s << u"'aA'"_s;
    QTest::newRow("a line break") << u"'a\\nb'"_s << u"'a\nb'"_s;
    QTest::newRow("triple quotes") << u"\"\"\"a\"\"\""_s << u"'a'"_s;
    QTest::newRow("strings side by side") << u"'' \"a\""_s << u"'a'"_s;
    QTest::newRow("another plane") << u"'\\U0001f600'"_s << u"'😀'"_s;
}

void CachesTest::literalsAreEqualHoweverTheyAreWritten()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QCOMPARE(normalLiteral(one), normalLiteral(other));
    QCOMPARE(normalLiteral(normalLiteral(one)), normalLiteral(one));
    QVERIFY(normalLiteral(u"'a b'"_s) != normalLiteral(u"'ab'"_s));
}

void CachesTest::callsAreUnderstood()
{
    const auto call = PythonCall::parse(u" etl.load(\"a,(c\", n = [1, 2], when=f(1),) "_s);
    VERIFY_VALUE(call);
    QCOMPARE(call->function, u"etl.load"_s);
    QCOMPARE(
        call->arguments,
        (std::vector<PythonCall::Argument>{{{}, u"'a,(c'"_s}, {u"n"_s, u"[1,2]"_s}, {u"when"_s, u"f(1)"_s}}));
    QVERIFY(PythonCall::parse(u"load()"_s)->arguments.empty());
}

void CachesTest::whatIsNoCallIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"load", "load(", "(1)", "load(1))", "load(1) + 2", "load(,)", "load(1,,2)",
                             "lo ad(1)", "load(n=)", "load('a)", ".load(1)", "load(1=2)", ""})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void CachesTest::whatIsNoCallIsRefused()
{
    QFETCH(QString, text);
    VERIFY_ERROR(PythonCall::parse(text), ErrorKind::Invalid);
}

void CachesTest::parametersAreReadFromCode_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<qsizetype>("byPlace");
    QTest::newRow("plain") << u"def load(a, b):\n"_s << QStringList{u"a"_s, u"b"_s} << qsizetype(2);
    QTest::newRow("annotated") << u"async def load(a: dict[str, int] = {'x,': 1}, b=(1, 2)) -> None:\n"_s
                               << QStringList{u"a"_s, u"b"_s} << qsizetype(2);
    QTest::newRow("by name alone") << u"@cache(n=1)\n  def load(a, /, b, *, c=1, **rest):\n"_s
                                   << QStringList{u"a"_s, u"b"_s, u"c"_s} << qsizetype(2);
    QTest::newRow("over lines") << u"def load(\n    a,  # the (first\n    b,\n):\n"_s
                                << QStringList{u"a"_s, u"b"_s} << qsizetype(2);
    QTest::newRow("another function") << u"def load_all(a):\n"_s << QStringList() << qsizetype(0);
    QTest::newRow("a lambda") << u"load = lambda a: a\n"_s << QStringList() << qsizetype(0);
    QTest::newRow("cut short") << u"def load(a, b"_s << QStringList() << qsizetype(0);
}

void CachesTest::parametersAreReadFromCode()
{
    QFETCH(QString, code);
    QFETCH(QStringList, names);
    QFETCH(qsizetype, byPlace);
    const PythonParameters parameters = parametersOf(code, u"load"_s);
    QCOMPARE(parameters.names, names);
    QCOMPARE(parameters.byPlace, byPlace);
}

void CachesTest::knowsWhoWritesAHalfWrittenFile_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<qint64>("process"); // -1: none of these files
    QTest::newRow("up to joblib 1.5.1") << QByteArray("output.pkl.thread-139-pid-4711") << qint64(4711);
    QTest::newRow("since joblib 1.5.2") << QByteArray("metadata.json." + hashA + "-4711-139") << qint64(4711);
    QTest::newRow("our own client") << QByteArray("output.pkl." + hashA + "-4711") << qint64(0);
    QTest::newRow("no number") << QByteArray("output.pkl.thread-x-pid-y") << qint64(0);
    QTest::newRow("the file itself") << QByteArray("output.pkl") << qint64(-1);
    QTest::newRow("another") << QByteArray("output.pkl.bak") << qint64(-1);
}

void CachesTest::knowsWhoWritesAHalfWrittenFile()
{
    QFETCH(QByteArray, name);
    QFETCH(qint64, process);
    QCOMPARE(writerOf(name).value_or(-1), process);
}

void CachesTest::readsAJoblibStore()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {{u"n"_s, u"3"_s}, {u"customer"_s, u"'acme'"_s}}, now - 24h);
    place.putItem(hashB, {{u"n"_s, u"3"_s}, {u"customer"_s, u"'globex'"_s}});
    place.putItem(hashA, {}, now, u"__main__--home-me-etl-main/report"_s);
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->functions.size(), 2);
    QCOMPARE(contents->functions[1].name, u"etl.load"_s);
    QVERIFY(contents->functions[1].hasCode && !contents->functions[0].hasCode);
    QCOMPARE(contents->items.size(), 3);
    QStringList titles;
    for (const CacheItem &item : contents->items) {
        QCOMPARE(item.state, ItemState::Whole);
        QVERIFY(item.isThere && item.isMadeRecorded && item.bytes > 5);
        titles << itemTitle(*contents, item);
    }
    titles.sort();
    QCOMPARE(titles,
             (QStringList{u"__main__--home-me-etl-main.report()"_s, u"etl.load(customer='acme', n=3)"_s,
                          u"etl.load(customer='globex', n=3)"_s}));
    QVERIFY(contents->otherBytes > 0 && contents->troubles.empty());
}

void CachesTest::tellsWhatIsOddInAJoblibStore_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content"); // null: removed
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("oddity");
    QTest::addColumn<bool>("isThere");
    const auto row = [](const char *name, const char *file, const QByteArray &content, const char *state,
                        const char *oddity, bool isThere) {
        QTest::newRow(name) << QByteArray(file) << content << QString::fromLatin1(state)
                            << QString::fromLatin1(oddity) << isThere;
    };
    row("no output", "output.pkl", {}, "partial", "its output is missing", false);
    row("no metadata", "metadata.json", {}, "partial", "its metadata is missing", true);
    row("an empty output", "output.pkl", "", "partial", "its output is cut short", false);
    row("half an output", "output.pkl", "\x80\x03X\x01", "partial", "its output is cut short", false);
    row("a compressed output", "output.pkl", "x\x9c\x01\x02", "whole", "", true);
    row("half metadata", "metadata.json", "{\"duration\": 1, \"input_ar", "partial",
        "its metadata is not readable", true);
    row("metadata of another shape", "metadata.json", "{\"input_args\": 3}", "partial",
        "its metadata is not readable", true);
    row("odd arguments", "metadata.json", "{\"input_args\": {\"a\": 3, \"b\": null}, \"time\": 1e300}",
        "whole", "", true);
}

void CachesTest::tellsWhatIsOddInAJoblibStore()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, state);
    QFETCH(QString, oddity);
    QFETCH(bool, isThere);
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    const QString name = u"etl/load/"_s + QString::fromLatin1(hashA + '/' + file);
    QVERIFY(QFile::remove(place.path(name)));
    if (!content.isNull())
        place.put(name, content);
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->items.size(), 1);
    const CacheItem &item = contents->items.front();
    QCOMPARE(itemStateName(item.state), state);
    QCOMPARE(item.oddity, oddity);
    QCOMPARE(item.isThere, isThere);
    const Outlook outlook = prospectOf(*contents, item, habits(), now).outlook;
    QCOMPARE(outlook == Outlook::Miss, !isThere);
}

void CachesTest::leavesAHugeMetadataUnread()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    const QString metadata = place.path(u"etl/load/"_s + QString::fromLatin1(hashA) + "/metadata.json"_L1);
    QCOMPARE(::truncate(QFile::encodeName(metadata).constData(), 200'000'000), 0); // a hole, read as zeros
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->items.front().oddity, u"its metadata is too large to be read"_s);
}

void CachesTest::aPipeDoesNotStopTheReading()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    const QString metadata = place.path(u"etl/load/"_s + QString::fromLatin1(hashA) + "/metadata.json"_L1);
    QVERIFY(QFile::remove(metadata));
    QCOMPARE(::mkfifo(QFile::encodeName(metadata).constData(), 0600), 0);
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->items.front().oddity, u"its metadata is not readable"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(place.path(u"cache"_s)).constData(), 0600), 0);
    VERIFY_VALUE(place.fsspec());
}

void CachesTest::followsNoLinkOutOfAStore()
{
    Place outside;
    outside.putCode();
    outside.putItem(hashA, {});
    Place place;
    place.putCode();
    place.putItem(hashB, {});
    QVERIFY(QFile::link(outside.path(), place.path(u"etl/elsewhere"_s)));
    QVERIFY(QFile::link(place.path(), place.path(u"etl/loop"_s)));
    QVERIFY(QFile::link(outside.path(u"etl/load/"_s + QString::fromLatin1(hashA)),
                        place.path(u"etl/load/"_s + QString::fromLatin1(hashA))));
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->functions.size(), 1);
    QCOMPARE(contents->items.size(), 2);
    const auto chosen = chosenItems(*contents, {.states = {ItemState::Outside}}, now);
    QCOMPARE(chosen->size(), 1);
    VERIFY_VALUE(evict(*contents, planEviction(*contents, all(*contents)), now, {}));
    QVERIFY(outside.has(u"etl/load/"_s + QString::fromLatin1(hashA) + "/output.pkl"_L1));
    VERIFY_VALUE(pruneTrash(place.path()));
    QVERIFY(outside.has(u"etl/load/"_s + QString::fromLatin1(hashA) + "/output.pkl"_L1));
}

void CachesTest::readsAnFsspecFolder()
{
    Place place;
    const QString data = QString::fromLatin1(dataName);
    const QString other(64, u'a');
    place.put(data, "0123456789");
    place.put(u"blocks"_s, "01234567");
    place.put(other, "orphan");
    place.put(u"cache-x7h2k1qq"_s, "half");
    place.put(u"notes.txt"_s, "a person's own");
    QJsonObject blocks = entry(u"s3/big"_s, u"blocks"_s, now, QJsonArray{0, 3});
    blocks.insert(u"size"_s, 40000);
    blocks.insert(u"blocksize"_s, 8192);
    place.put(u"cache"_s,
              listOf({{u"/data/export.csv"_s, entry(u"/data/export.csv"_s, data, now - 1h)},
                      {u"s3/big"_s, blocks},
                      {u"s3/gone"_s, entry(u"s3/gone"_s, u"gone"_s, now)},
                      {u"s3/odd"_s, 3}}));
    const auto contents = place.fsspec();
    VERIFY_VALUE(contents);
    QStringList told;
    for (const CacheItem &item : contents->items)
        told << item.name.left(16) + u' ' + itemStateName(item.state) + u' ' + QString::number(item.bytes)
                + u' ' + item.oddity;
    told.sort();
    QCOMPARE(told,
             (QStringList{u"/data/export.csv whole 10 "_s, u"aaaaaaaaaaaaaaaa orphan 6 no entry names it"_s,
                          u"cache-x7h2k1qq writing 4 "_s, u"s3/big partial 8 2 of its 5 blocks are there"_s,
                          u"s3/gone ghost 0 its file is gone"_s}));
    QCOMPARE(contents->troubles.size(), 1);
    QCOMPARE(contents->troubles.front().message, u"entries of this list that name no file: 1"_s);
}

void CachesTest::anEntryThatLeadsOutIsNeverLookedAt_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("up") << u"../../etc/passwd"_s;
    QTest::newRow("absolute") << u"/etc/passwd"_s;
    QTest::newRow("up within") << u"a/../../b"_s;
    QTest::newRow("itself") << u"."_s;
    QTest::newRow("with a NUL") << u"a\0b"_s;
    QTest::newRow("through a link") << u"link/secret"_s;
}

void CachesTest::anEntryThatLeadsOutIsNeverLookedAt()
{
    QFETCH(QString, file);
    Place outside;
    outside.put(u"secret"_s, "keep me");
    Place place;
    QVERIFY(QFile::link(outside.path(), place.path(u"link"_s)));
    place.put(u"cache"_s, listOf({{u"x"_s, entry(u"x"_s, file, now)}}));
    const auto contents = place.fsspec();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->items.size(), 1);
    QVERIFY(!contents->items.front().isThere && contents->items.front().path.isEmpty());
    QVERIFY(prospectOf(*contents, contents->items.front(), habits(), now).outlook != Outlook::Hit);
    const EvictionPlan plan = planEviction(*contents, all(*contents));
    QVERIFY(plan.items.empty());
    QVERIFY(outside.has(u"secret"_s));
}

void CachesTest::anOldPickleIsToldAndNotLoaded()
{
    Place place;
    place.put(u"cache"_s, QByteArray("\x80\x04\x95..fn..blocks..", 18));
    place.put(QString::fromLatin1(dataName), "x");
    const auto contents = place.fsspec();
    VERIFY_VALUE(contents);
    QVERIFY(contents->isOldPickle);
    QCOMPARE(contents->items.size(), 1);
    const Prospect prospect = prospectOf(*contents, contents->items.front(), habits(), now);
    QCOMPARE(prospect.outlook, Outlook::Unsure);
    QVERIFY(prospect.because.contains(u"pickle"));
}

void CachesTest::abrokenListIsTold()
{
    Place place;
    place.put(u"cache"_s, "{\"x\": {\"fn\": \"abc");
    place.put(QString::fromLatin1(dataName), "x");
    const auto contents = place.fsspec();
    VERIFY_VALUE(contents);
    QCOMPARE(contents->troubles.size(), 1);
    QCOMPARE(contents->troubles.front().message, u"this list of files is not readable"_s);
    QCOMPARE(contents->items.size(), 1);
}

void CachesTest::judgesAnFsspecFile_data()
{
    QTest::addColumn<qint64>("ageHours");
    QTest::addColumn<qint64>("expiryHours"); // 0: never
    QTest::addColumn<bool>("checksFiles");
    QTest::addColumn<QString>("outlook");
    QTest::addColumn<QString>("because");
    QTest::newRow("of today") << qint64(1) << qint64(168) << false << u"hit"_s
                              << u"the source is not asked until 2026-08-09 09:00"_s;
    QTest::newRow("of yesterday") << qint64(11) << qint64(168) << false << u"old-hit"_s
                                  << u"the source is not asked, although it is of an earlier day"_s;
    QTest::newRow("expired") << qint64(169) << qint64(168) << false << u"miss"_s
                             << u"it expired on 2026-08-02 09:00"_s;
    QTest::newRow("never expires") << qint64(1) << qint64(0) << false << u"hit"_s
                                   << u"the source is not asked while the file is there"_s;
    QTest::newRow("asked each time") << qint64(1) << qint64(168) << true << u"unsure"_s
                                     << u"the source is asked whether it is still the same"_s;
}

void CachesTest::judgesAnFsspecFile()
{
    QFETCH(qint64, ageHours);
    QFETCH(qint64, expiryHours);
    QFETCH(bool, checksFiles);
    QFETCH(QString, outlook);
    QFETCH(QString, because);
    Place place;
    place.put(u"data"_s, "x");
    place.put(u"cache"_s, listOf({{u"x"_s, entry(u"x"_s, u"data"_s, now - std::chrono::hours(ageHours))}}));
    const auto contents = place.fsspec();
    VERIFY_VALUE(contents);
    ReaderHabits asked = habits();
    asked.checksFiles = checksFiles;
    asked.expiry =
        expiryHours ? std::optional<std::chrono::seconds>(std::chrono::hours(expiryHours)) : std::nullopt;
    const Prospect prospect = prospectOf(*contents, contents->items.front(), asked, now);
    QCOMPARE(outlookName(prospect.outlook), outlook);
    QCOMPARE(prospect.because, because);
}

void CachesTest::judgesAJoblibItemByItsDay()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {}, now - 11h);
    place.putItem(hashB, {}, now - 1h);
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    const auto outlook = [&](const QByteArray &hash) {
        const auto item = std::ranges::find(contents->items, QString::fromLatin1(hash), &CacheItem::name);
        return prospectOf(*contents, *item, habits(), now).outlook;
    };
    QCOMPARE(outlook(hashA), Outlook::OldHit);
    QCOMPARE(outlook(hashB), Outlook::Hit);
    QVERIFY(QFile::remove(place.path(u"etl/load/func_code.py"_s)));
    const auto without = place.joblib();
    VERIFY_VALUE(without);
    QCOMPARE(prospectOf(*without, without->items.front(), habits(), now).outlook, Outlook::Miss);
}

void CachesTest::choosesByCall()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {{u"customer"_s, u"'acme'"_s}, {u"n"_s, u"3"_s}});
    place.putItem(hashB, {{u"customer"_s, u"'globex'"_s}, {u"n"_s, u"3"_s}});
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    const auto chosen = [&](const QString &call) {
        QStringList names;
        const auto found = chosenItems(*contents, {.call = PythonCall::parse(call).value()}, now);
        const auto indexes = found.value_or(std::vector<std::size_t>());
        for (const std::size_t index : indexes)
            names << contents->items[index].name.left(4);
        return names.join(u',');
    };
    QCOMPARE(chosen(u"load(\"acme\")"_s), u"2b97"_s);
    QCOMPARE(chosen(u"etl.load('acme', 3)"_s), u"2b97"_s);
    QCOMPARE(chosen(u"load(n=3, customer='globex')"_s), u"0123"_s);
    QCOMPARE(chosen(u"load(acme)"_s), u"2b97"_s);
    QCOMPARE(chosen(u"load(n=3)"_s), u"0123,2b97"_s);
    QCOMPARE(chosen(u"load('acm')"_s), QString());
    QCOMPARE(chosen(u"load('acme', '3')"_s), QString());
    QCOMPARE(chosen(u"load('acme', 3, 4)"_s), QString());
    QCOMPARE(chosen(u"oad('acme')"_s), QString());
    QCOMPARE(chosen(u"other.load('acme')"_s), QString());
}

void CachesTest::wantsNamesWhereTheCodeDoesNotSayThem()
{
    Place place;
    place.putCode("# first line: 1\nload = lambda customer: customer\n");
    place.putItem(hashA, {{u"customer"_s, u"'acme'"_s}});
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    VERIFY_ERROR(chosenItems(*contents, {.call = PythonCall::parse(u"load('acme')"_s).value()}, now),
                 ErrorKind::Invalid);
    QCOMPARE(
        chosenItems(*contents, {.call = PythonCall::parse(u"load(customer='acme')"_s).value()}, now)->size(),
        1);
}

void CachesTest::choosesByAgeSizeAndState()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {{u"customer"_s, u"'acme'"_s}}, now - 48h);
    place.putItem(hashB, {{u"customer"_s, u"'globex'"_s}}, now - 1h);
    place.put(u"etl/load/"_s + QString::fromLatin1(hashB) + "/output.pkl"_L1,
              "\x80" + QByteArray(5000, 'x') + '.');
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    const auto names = [&](const CacheFilter &filter) {
        QString found;
        const auto chosen = chosenItems(*contents, filter, now);
        for (const std::size_t index : chosen.value())
            found += contents->items[index].name.left(4);
        return found;
    };
    QCOMPARE(names({.olderThan = 24h}), u"2b97"_s);
    QCOMPARE(names({.atLeastBytes = 4000}), u"0123"_s);
    QCOMPARE(names({.text = u"ACME"_s}), u"2b97"_s);
    QCOMPARE(names({.item = u"2b97be"_s}), u"2b97"_s);
    QCOMPARE(names({.item = u"etl/load/0123"_s}), u"0123"_s);
    QCOMPARE(names({.states = {ItemState::Partial}}), QString());
    QCOMPARE(names({.function = u"load"_s, .olderThan = 24h, .atLeastBytes = 4000}), QString());
}

void CachesTest::evictionAndUndoAreExact()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    place.putItem(hashB, {});
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    const auto chosen = chosenItems(*contents, {.item = QString::fromLatin1(hashA)}, now);
    const auto evicted = evict(*contents, planEviction(*contents, *chosen), now, {});
    VERIFY_VALUE(evicted);
    QCOMPARE(evicted->items, 1);
    QVERIFY(!place.has(u"etl/load/"_s + QString::fromLatin1(hashA)));
    QVERIFY(place.has(u"etl/load/"_s + QString::fromLatin1(hashB) + "/output.pkl"_L1));
    QVERIFY(place.has(u"etl/load/func_code.py"_s));
    const auto after = place.joblib();
    QCOMPARE(after->items.size(), 1);
    QCOMPARE(after->functions.size(), 1); // the trash is no module
    QCOMPARE(after->trashBytes, evicted->bytes);
    const auto undone = undoEviction(place.path(), {});
    VERIFY_VALUE(undone);
    QCOMPARE(undone->restored, 1);
    QVERIFY(!place.has(QString::fromLatin1(trashName)));
    auto restored = place.joblib().value();
    for (std::size_t i = 0; i < restored.items.size(); ++i)
        restored.items[i].used = contents->items[i].used; // it was read meanwhile
    QCOMPARE(restored.items, contents->items);
    VERIFY_ERROR(undoEviction(place.path(), {}), ErrorKind::Invalid);
}

void CachesTest::undoKeepsWhatWasMadeAnew()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {{u"customer"_s, u"'old'"_s}});
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    VERIFY_VALUE(evict(*contents, planEviction(*contents, all(*contents)), now, {}));
    place.putItem(hashA, {{u"customer"_s, u"'new'"_s}});
    const auto undone = undoEviction(place.path(), {});
    VERIFY_VALUE(undone);
    QCOMPARE(undone->restored, 0);
    QCOMPARE(undone->left.size(), 1);
    QCOMPARE(place.joblib()->items.front().arguments.front().value, u"'new'"_s);
    VERIFY_ERROR(undoEviction(place.path(), {}), ErrorKind::Invalid);
    const auto freed = pruneTrash(place.path());
    VERIFY_VALUE(freed);
    QVERIFY(*freed > 0 && !place.has(QString::fromLatin1(trashName)));
}

void CachesTest::aTrashThatIsALinkIsNotFollowed()
{
    Place outside;
    outside.put(u"20260802T100000000Z-abcdef/keep"_s, "me");
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    QVERIFY(QFile::link(outside.path(), place.path(QString::fromLatin1(trashName))));
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    QVERIFY(!evict(*contents, planEviction(*contents, all(*contents)), now, {}).has_value());
    QVERIFY(!pruneTrash(place.path()).has_value());
    QVERIFY(!undoEviction(place.path(), {}).has_value());
    QVERIFY(outside.has(u"20260802T100000000Z-abcdef/keep"_s));
    QVERIFY(place.has(u"etl/load/"_s + QString::fromLatin1(hashA)));
}

void CachesTest::aListThatLeadsOutRestoresNothing()
{
    Place place;
    const QString eviction = QString::fromLatin1(trashName) + "/20260802T100000000Z-abcdef/"_L1;
    place.put(u"inner/x"_s, "x");
    place.put(u"inner/"_s + eviction + "0"_L1, "evil");
    place.put(u"inner/"_s + eviction + "evicted.json"_L1,
              R"({"schema":1,"at":"2026-08-02T10:00:00.000Z","items":["../planted"]})");
    VERIFY_ERROR(undoEviction(place.path(u"inner"_s), {}), ErrorKind::Corrupt);
    QVERIFY(!place.has(u"planted"_s));
}

void CachesTest::whatIsBeingWrittenStays()
{
    Place place;
    place.putCode();
    const QString item = u"etl/load/"_s + QString::fromLatin1(hashA);
    place.put(item + "/output.pkl.thread-1-pid-"_L1 + QString::number(::getpid()), "half");
    const auto writing = place.joblib();
    VERIFY_VALUE(writing);
    QCOMPARE(writing->items.front().state, ItemState::Writing);
    const EvictionPlan plan = planEviction(*writing, all(*writing));
    QVERIFY(plan.items.empty());
    QCOMPARE(plan.beingWritten, 1);
    QVERIFY(QFile::remove(place.path(item + "/output.pkl.thread-1-pid-"_L1 + QString::number(::getpid()))));
    place.put(item + "/output.pkl.thread-1-pid-999999999"_L1, "half"); // beyond what Linux gives
    QCOMPARE(place.joblib()->items.front().state, ItemState::Leftover);
}

void CachesTest::pruneLeavesOthersFilesInTheTrash()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    const auto contents = place.joblib();
    VERIFY_VALUE(contents);
    VERIFY_VALUE(evict(*contents, planEviction(*contents, all(*contents)), now, {}));
    place.put(QString::fromLatin1(trashName) + "/notes"_L1, "a person's own");
    VERIFY_VALUE(pruneTrash(place.path()));
    QCOMPARE(QDir(place.path(QString::fromLatin1(trashName)))
                 .entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot),
             QStringList{u"notes"_s});
}

void CachesTest::findsByMarks()
{
    Place place;
    place.putCode({}, u"work/cachedir/joblib/etl/load"_s);
    place.putCode({}, u"plain/etl/load"_s);
    place.put(u"plain/.gitignore"_s, "# Created by joblib automatically.\n*\n");
    place.put(u"files/cache"_s, listOf({{u"x"_s, entry(u"x"_s, u"data"_s, now)}}));
    place.put(u"other/cache"_s, "{}");
    place.putCode({}, u"other/joblib/etl/load"_s);
    place.put(u"source/joblib/memory.py"_s, "");
    place.put(u"store/blobs/"_s + QString::fromLatin1(dataName), "x");
    const auto found = cachesBelow(place.path(), {});
    VERIFY_VALUE(found);
    QStringList told;
    for (const CachePlace &each : *found)
        told << cacheKindName(each.kind) + u' ' + each.path.mid(place.path().size() + 1);
    told.sort();
    QCOMPARE(told,
             (QStringList{u"fsspec files"_s, u"joblib other/joblib"_s, u"joblib plain"_s,
                          u"joblib work/cachedir/joblib"_s}));
}

void CachesTest::findsWhatIsNamedWithoutMarks()
{
    Place place;
    place.putCode({}, u"plain/etl/load"_s);
    place.put(u"simple/"_s + QString::fromLatin1(dataName), "x");
    QDir().mkpath(place.path(u"empty"_s));
    QCOMPARE(cachesBelow(place.path(u"plain"_s), {}).value(),
             (std::vector<CachePlace>{{CacheKind::Joblib, place.path(u"plain"_s)}}));
    QCOMPARE(cachesBelow(place.path(u"simple"_s), {}).value(),
             (std::vector<CachePlace>{{CacheKind::Fsspec, place.path(u"simple"_s)}}));
    VERIFY_ERROR(cachesBelow(place.path(u"empty"_s), {}), ErrorKind::NotFound);
    VERIFY_ERROR(cachesBelow(place.path(u"nowhere"_s), {}), ErrorKind::NotFound);
}

void CachesTest::stops()
{
    Place place;
    place.putCode();
    place.putItem(hashA, {});
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(readCache({CacheKind::Joblib, place.path()}, place.pool, now, {}, stop.get_token()),
                 ErrorKind::Cancelled);
    const auto contents = place.joblib();
    VERIFY_ERROR(evict(*contents, planEviction(*contents, all(*contents)), now, stop.get_token()),
                 ErrorKind::Cancelled);
    QVERIFY(place.has(u"etl/load/"_s + QString::fromLatin1(hashA)));
}

QTEST_GUILESS_MAIN(CachesTest)
#include "caches_test.moc"
