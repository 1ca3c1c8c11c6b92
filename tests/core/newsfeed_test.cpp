#include "core/catalog/catalog.h"
#include "core/engine/newsfeed.h"
#include "core/sync/index.h"
#include "tests/support/expect.h"
#include "tests/support/judgedrows.h"
#include "tests/support/storehome.h"

#include <QSemaphore>
#include <QSignalSpy>

#include <mutex>

using namespace larder;
using namespace larder::test;

namespace {

const Error expired{ErrorKind::SignInNeeded, u"signed out"_s, u"files.example.com"_s, {}};

/// Stands in for the catalog.
class Notebook
{
public:
    ToldMemory memory()
    {
        return {[this] {
                    mayRead.acquire();
                    const std::scoped_lock lock(m_guard);
                    return m_told;
                },
                [this](const ToldOfDatasets &changed) {
                    const std::scoped_lock lock(m_guard);
                    QSet<DatasetName> known;
                    for (const auto &[name, told] : changed.asKeyValueRange()) {
                        if (m_told.contains(name) && m_told.value(name) == told)
                            known.insert(name);
                    }
                    m_told.insert(changed);
                    return known;
                }};
    }
    bool knowsTrouble()
    {
        const std::scoped_lock lock(m_guard);
        return std::ranges::any_of(m_told, [](const Told &told) { return !told.causes.isEmpty(); });
    }
    qsizetype size()
    {
        const std::scoped_lock lock(m_guard);
        return m_told.size();
    }
    QSemaphore mayRead{1000};

private:
    std::mutex m_guard;
    ToldOfDatasets m_told;
};

RowChanges fresh()
{
    return rowsTold({{.name = u"acme/shipments"_s}});
}

RowChanges signedOut()
{
    RowChanges changes = rowsTold({{.name = u"acme/shipments"_s, .state = State::SignIn}});
    changes.changed[0].row.record.lastLook = Look{noon, noon, expired, 1};
    return changes;
}

QList<NewsKind> kinds(const QList<News> &news)
{
    QList<NewsKind> kinds;
    for (const News &one : news)
        kinds << one.kind;
    return kinds;
}

} // namespace

class newsfeed_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void notesBeforeItTells();
    void tellsAtTheNextStartWhatCameMeanwhileAndOnce();
    void ofTwoWindowsOneTells();
    void waitsForItsMemory();
    void notesAtItsEndWhatIsNoNews();
};

void newsfeed_test::notesBeforeItTells()
{
    Notebook notebook;
    NewsFeed feed(notebook.memory(), QTimeZone::utc());
    bool wasNoted = false;
    connect(&feed, &NewsFeed::newsFound, &feed, [&] { wasNoted = notebook.knowsTrouble(); });
    feed.takeRows(fresh());
    feed.noteFirstReading();
    feed.takeRows(signedOut());
    QTRY_VERIFY(wasNoted);
}

void newsfeed_test::tellsAtTheNextStartWhatCameMeanwhileAndOnce()
{
    Notebook notebook;
    {
        NewsFeed feed(notebook.memory(), QTimeZone::utc());
        feed.takeRows(fresh());
        feed.noteFirstReading();
        QTRY_COMPARE(notebook.size(), 1);
    }
    for (const int expected : {1, 0}) {
        NewsFeed feed(notebook.memory(), QTimeZone::utc());
        QSignalSpy caughtUp(&feed, &NewsFeed::newsCaughtUp);
        QSignalSpy found(&feed, &NewsFeed::newsFound);
        feed.takeRows(signedOut());
        feed.noteFirstReading();
        QTRY_COMPARE(caughtUp.size(), expected);
        if (expected > 0)
            QCOMPARE(kinds(caughtUp.at(0).at(0).value<QList<News>>()), QList{NewsKind::SignInNeeded});
        feed.takeRows(fresh());
        feed.takeRows(signedOut()); // it came back: that is news of its own
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(caughtUp.size(), expected);
    }
}

/// In the real catalog, as two sessions of one person do. What one says while the other is away is not said
/// again by it, either.
void newsfeed_test::ofTwoWindowsOneTells()
{
    StoreHome store;
    (void)store.add(u"acme/shipments"_s);
    const QString path = store.home().data().catalog();
    auto catalog = Catalog::open(path);
    VERIFY_VALUE(catalog);
    VERIFY_VALUE(currentRows(store.home(), *catalog)); // the index knows the dataset
    const auto noted = [&] { return catalog->told().value_or(QHash<DatasetName, QByteArray>()).values(); };
    NewsFeed here(toldInCatalog(path), QTimeZone::utc());
    NewsFeed there(toldInCatalog(path), QTimeZone::utc());
    QSignalSpy toldHere(&here, &NewsFeed::newsFound);
    QSignalSpy toldThere(&there, &NewsFeed::newsFound);
    const auto told = [&] { return toldHere.size() + toldThere.size(); };
    for (NewsFeed *feed : {&here, &there}) {
        feed->takeRows(fresh());
        feed->noteFirstReading();
    }
    QTRY_COMPARE(noted().size(), 1);
    for (const int times : {1, 2}) {
        here.takeRows(signedOut());
        there.takeRows(signedOut());
        QTRY_COMPARE(told(), times);
        here.takeRows(fresh()); // signed in again: the next time is news of its own
        there.takeRows(fresh());
        QTRY_VERIFY(noted().constFirst().contains(R"("causes":[])"));
    }
    QVERIFY(here.shutDown(std::chrono::seconds(10)));
    QVERIFY(there.shutDown(std::chrono::seconds(10)));
    QCOMPARE(told(), 2);
}

void newsfeed_test::waitsForItsMemory()
{
    Notebook notebook;
    notebook.memory().note({{*DatasetName::parse(u"acme/shipments"_s), Told{}}});
    notebook.mayRead.acquire(1000);
    NewsFeed feed(notebook.memory(), QTimeZone::utc());
    QSignalSpy caughtUp(&feed, &NewsFeed::newsCaughtUp);
    feed.takeRows(signedOut());
    feed.noteFirstReading();
    QCoreApplication::processEvents();
    QCOMPARE(caughtUp.size(), 0);
    notebook.mayRead.release(1000);
    QTRY_COMPARE(caughtUp.size(), 1);
}

void newsfeed_test::notesAtItsEndWhatIsNoNews()
{
    Notebook notebook;
    notebook.memory().note({{*DatasetName::parse(u"acme/other"_s), Told{}}});
    {
        NewsFeed feed(notebook.memory(), QTimeZone::utc());
        QSignalSpy caughtUp(&feed, &NewsFeed::newsCaughtUp);
        feed.takeRows(signedOut());
        feed.noteFirstReading();
        QTRY_COMPARE(caughtUp.size(), 1);
        feed.takeRows(rowsTold({{.name = u"acme/later"_s}}));
    }
    QCOMPARE(notebook.size(), 3);
}

QTEST_GUILESS_MAIN(newsfeed_test)
#include "newsfeed_test.moc"
