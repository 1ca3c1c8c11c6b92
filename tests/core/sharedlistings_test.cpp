#include "core/base/clock.h"
#include "core/sources/sharedlistings.h"

#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

const QString place = u"s3://exports/daily/"_s;

DatasetName named(const QString &text)
{
    return DatasetName::parse(text).value();
}

EntryFilter only(const QString &pattern)
{
    EntryFilter filter;
    filter.include.push_back(Glob::parse(pattern).value());
    return filter;
}

class SettableClock : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] bool isFrozen() const override { return false; }
    void advance(std::chrono::seconds by) { m_now += by; }

private:
    Instant m_now{};
};

/// A bucket of a.csv and b.csv, and what became of asking it.
class Bucket
{
public:
    std::atomic<int> listed = 0;
    std::optional<Error> failsWith;
    bool hasNameThatCannotBeKept = false;

    Result<Listing> list(const EntryFilter &filter)
    {
        ++listed;
        if (failsWith)
            return std::unexpected(*failsWith);
        if (hasNameThatCannotBeKept && filter.accepts("a//b"))
            return failure(ErrorKind::Unsupported, u"a name that cannot be kept"_s);
        Listing listing{.requests = 1};
        for (const QByteArray path : {"a.csv", "b.csv"}) {
            if (filter.accepts(path))
                listing.entries.push_back({.path = path, .size = 1});
        }
        return listing;
    }
};

QByteArray pathsOf(const Result<Listing> &listing)
{
    QByteArrayList paths;
    if (listing) {
        for (const Entry &entry : listing->entries)
            paths << entry.path;
    }
    return paths.join(' ');
}

} // namespace

class SharedListingsTest : public QObject
{
    Q_OBJECT

    struct World {
        SettableClock clock;
        QSet<DatasetName> gone;
        SharedListings listings{
            clock, [this](const QString &, const DatasetName &dataset) { return !gone.contains(dataset); }};
        Bucket bucket;

        Result<Listing> ask(const QString &dataset, const QString &pattern, Tick askedAt,
                            const std::stop_token &stop = {})
        {
            const EntryFilter filter = only(pattern);
            return listings.read(
                {place, named(dataset), askedAt, filter},
                [this](const EntryFilter &accepted) { return bucket.list(accepted); }, stop);
        }
        void expectBoth()
        {
            listings.expect(place, named(u"acme/a"_s));
            listings.expect(place, named(u"acme/b"_s));
        }
    };

    /// acme/a's, under way when it is made, until its end.
    class OthersListing
    {
    public:
        OthersListing(World &world, Tick askedAt, const Result<Listing> &outcome)
            : m_thread([this, &world, askedAt, outcome] {
                  const EntryFilter filter = only(u"a*"_s);
                  const auto list = [&](const EntryFilter &) {
                      m_isListing.release();
                      m_mayEnd.acquire();
                      return outcome;
                  };
                  (void)world.listings.read({place, named(u"acme/a"_s), askedAt, filter}, list, {});
              })
        {
            m_isListing.acquire();
        }
        ~OthersListing() { end(); }
        void end() { m_mayEnd.release(); }

    private:
        std::binary_semaphore m_isListing{0};
        std::counting_semaphore<2> m_mayEnd{0};
        std::jthread m_thread; ///< joined first
    };

private Q_SLOTS:
    void askedTogetherListedOnceEachWithItsOwn()
    {
        World world;
        world.expectBoth();
        const Tick asked = Tick::now();
        const auto first = world.ask(u"acme/a"_s, u"a*"_s, asked);
        world.clock.advance(std::chrono::seconds(5));
        const auto second = world.ask(u"acme/b"_s, u"b*"_s, asked);
        QCOMPARE(pathsOf(first), "a.csv");
        QCOMPARE(pathsOf(second), "b.csv");
        QCOMPARE(world.bucket.listed, 1);
        QCOMPARE(first->requests, 1);
        QCOMPARE(second->requests, 0);
        QCOMPARE(first->began->at, Instant{});
        QCOMPARE(second->began->at, Instant{}); // not when it was asked: five seconds later
        QVERIFY(first->began->tick == second->began->tick);
    }
    void whoAsksLaterIsNotAnsweredByWhatBeganBefore()
    {
        World world;
        world.expectBoth();
        (void)world.ask(u"acme/a"_s, u"a*"_s, Tick::now());
        const Tick asked = Tick::now();
        const auto later = world.ask(u"acme/b"_s, u"b*"_s, asked);
        QCOMPARE(pathsOf(later), "b.csv");
        QCOMPARE(world.bucket.listed, 2);
        QVERIFY(later->began->tick >= asked);
    }
    void theSameAnswerIsGivenOnce()
    {
        World world;
        world.expectBoth();
        const Tick asked = Tick::now();
        for (int i = 0; i < 2; ++i) {
            (void)world.ask(u"acme/a"_s, u"a*"_s, asked);
            (void)world.ask(u"acme/b"_s, u"b*"_s, asked);
        }
        QCOMPARE(world.bucket.listed, 2); // all had seen the first one, so it was let go
    }
    void whoIsAloneListsByItsFilter()
    {
        World world;
        world.bucket.hasNameThatCannotBeKept = true;
        QCOMPARE(pathsOf(world.ask(u"acme/a"_s, u"a.*"_s, Tick::now())), "a.csv");
        QCOMPARE(world.bucket.listed, 1);
    }
    void whoIsLeftAloneListsByItsFilterAgain()
    {
        World world;
        world.expectBoth();
        world.bucket.hasNameThatCannotBeKept = true; // it is refused where all is listed
        (void)world.ask(u"acme/a"_s, u"a.*"_s, Tick::now());
        QCOMPARE(world.bucket.listed, 2); // all, and then what it wants
        world.gone.insert(named(u"acme/b"_s));
        QCOMPARE(pathsOf(world.ask(u"acme/a"_s, u"a.*"_s, Tick::now())), "a.csv");
        QCOMPARE(world.bucket.listed, 3);
        world.gone.clear();
        const Tick asked = Tick::now();
        (void)world.ask(u"acme/b"_s, u"b.*"_s, asked); // it is bound there again
        QCOMPARE(pathsOf(world.ask(u"acme/a"_s, u"a.*"_s, asked)), "a.csv");
        QCOMPARE(world.bucket.listed, 6);
    }
    void whatOnlyOthersWantStandsInNobodysWay()
    {
        World world;
        world.expectBoth();
        world.bucket.hasNameThatCannotBeKept = true;
        const Tick asked = Tick::now();
        QCOMPARE(pathsOf(world.ask(u"acme/a"_s, u"a.*"_s, asked)), "a.csv");
        QCOMPARE(pathsOf(world.ask(u"acme/b"_s, u"b.*"_s, asked)), "b.csv");
    }
    void aRefusalIsEverybodys()
    {
        World world;
        world.expectBoth();
        world.bucket.failsWith = Error{ErrorKind::Denied, u"no"_s, {}, {}};
        const Tick asked = Tick::now();
        QCOMPARE(world.ask(u"acme/a"_s, u"a*"_s, asked).error().kind, ErrorKind::Denied);
        QCOMPARE(world.ask(u"acme/b"_s, u"b*"_s, asked).error().kind, ErrorKind::Denied);
        QCOMPARE(world.bucket.listed, 1);
    }
    void whoWaitsGoesOnByItselfWhenTheOthersRunIsStopped()
    {
        World world;
        world.expectBoth();
        const Tick asked = Tick::now();
        OthersListing others(world, asked, failure(ErrorKind::Cancelled, u"stopped"_s));
        const std::jthread ends([&] { others.end(); });
        QCOMPARE(pathsOf(world.ask(u"acme/b"_s, u"b*"_s, asked)), "b.csv");
        QCOMPARE(world.bucket.listed, 1);
    }
    void whoWaitsCanBeStopped()
    {
        World world;
        world.expectBoth();
        const Tick asked = Tick::now();
        const OthersListing others(world, asked, Listing{});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(world.ask(u"acme/b"_s, u"b*"_s, asked, stop.get_token()).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(SharedListingsTest)
#include "sharedlistings_test.moc"
