#include "core/base/atomicfile.h"
#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/credentials/signins.h"
#include "core/engine/pause.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

namespace {

/// A home, and a now that the test moves.
struct World {
    StoreHome store;
    FrozenClock clock{at("2026-08-01 12:00")};
    RateLimiter limiter;
    CurlClientFactory http{{}, limiter};
    SignIns signIns{{}, http};

    [[nodiscard]] SyncServices services() { return {store.home(), clock, http, signIns, store.pool()}; }
    void passTo(const char *wall) { clock = FrozenClock(at(wall)); }
    [[nodiscard]] std::optional<Pause> pause() const { return pauseAt(clock.now(), store.home().data()); }
    [[nodiscard]] QStringList log() const
    {
        QStringList lines;
        auto catalog = Catalog::open(store.home().data().catalog());
        const auto activities = catalog->activity({});
        for (const Activity &activity : *activities)
            lines << activityKindName(activity.kind) + u' ' + activity.text;
        return lines;
    }
};

} // namespace

class pause_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }
    void holdsUntilItsEnd();
    void holdsUntilResumed();
    void aLaterPauseTakesTheEarliersPlace();
    void resumingWhatIsNotPausedChangesNothing();
    void isToldInTheActivityLog();
    void refusesAnEndThatHasPassed();
    void whatCannotBeReadHoldsNobodyBack();
    void tomorrowBeginsAtTheNextMidnight();

private:
    std::unique_ptr<World> m_world;
};

void pause_test::holdsUntilItsEnd()
{
    QVERIFY(!m_world->pause());
    VERIFY_VALUE(pauseBackground(m_world->services(), at("2026-08-01 13:00")));
    m_world->passTo("2026-08-01 12:59");
    QCOMPARE(m_world->pause(), (Pause{at("2026-08-01 12:00"), at("2026-08-01 13:00")}));
    m_world->passTo("2026-08-01 13:00");
    QVERIFY(!m_world->pause());
}

void pause_test::holdsUntilResumed()
{
    VERIFY_VALUE(pauseBackground(m_world->services(), std::nullopt));
    m_world->passTo("2027-01-01 00:00");
    QVERIFY(m_world->pause());
    const auto resumed = resumeBackground(m_world->services());
    VERIFY_VALUE(resumed);
    QVERIFY(resumed->has_value());
    QVERIFY(!m_world->pause());
}

void pause_test::aLaterPauseTakesTheEarliersPlace()
{
    VERIFY_VALUE(pauseBackground(m_world->services(), std::nullopt));
    VERIFY_VALUE(pauseBackground(m_world->services(), at("2026-08-01 13:00")));
    m_world->passTo("2026-08-01 13:00");
    QVERIFY(!m_world->pause());
}

void pause_test::resumingWhatIsNotPausedChangesNothing()
{
    const auto resumed = resumeBackground(m_world->services());
    VERIFY_VALUE(resumed);
    QVERIFY(!resumed->has_value());
    QCOMPARE(m_world->log(), QStringList());
}

void pause_test::isToldInTheActivityLog()
{
    VERIFY_VALUE(pauseBackground(m_world->services(), std::nullopt));
    VERIFY_VALUE(resumeBackground(m_world->services()));
    QCOMPARE(m_world->log(), (QStringList{u"resumed "_s, u"paused paused until resumed"_s}));
}

void pause_test::refusesAnEndThatHasPassed()
{
    VERIFY_ERROR(pauseBackground(m_world->services(), m_world->clock.now()), ErrorKind::Invalid);
    QVERIFY(!m_world->pause());
}

void pause_test::whatCannotBeReadHoldsNobodyBack()
{
    for (const QByteArray text :
         {"", "{", "{\"until\":null}", R"({"since":"2026-08-01T09:00:00Z","until":"soon"})"}) {
        VERIFY_VALUE(writeAtomically(m_world->store.home().data().pause(), text));
        QVERIFY2(!m_world->pause(), text.constData());
    }
}

void pause_test::tomorrowBeginsAtTheNextMidnight()
{
    QCOMPARE(tomorrow(at("2026-08-01 12:00"), paris()), at("2026-08-02 00:00"));
    QCOMPARE(tomorrow(at("2026-08-01 00:00"), paris()), at("2026-08-02 00:00"));
    const QTimeZone havana("America/Havana"); // its midnight of 2026-03-08 does not exist
    QCOMPARE(toIso(tomorrow(*fromIso(u"2026-03-07T17:00:00Z"_s), havana)), u"2026-03-08T05:00:00.000Z"_s);
}

QTEST_GUILESS_MAIN(pause_test)
#include "pause_test.moc"
