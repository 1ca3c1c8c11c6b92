#include "core/engine/doors.h"
#include "tests/support/datasets.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant noon = at("2026-08-01 12:00");

DatasetName numbered(int number)
{
    return {u"acme"_s, u"d%1"_s.arg(number)};
}

Binding behind(const QString &url, const QString &credentials = u"acme-ro"_s)
{
    Binding binding = parisBinding();
    binding.url = url;
    binding.credentials = credentials;
    return binding;
}

const Binding bucket = behind(u"https://data.example.com/acme/"_s);
const Error signIn{ErrorKind::SignInNeeded, u"expired"_s, {}, {}};
const Error denied{ErrorKind::Denied, u"forbidden"_s, {}, {}};
const Error unreachable{ErrorKind::Network, u"down"_s, {}, {}};
const Error missing{ErrorKind::NotFound, u"gone"_s, {}, {}};

/// Forty datasets behind one door.
Doors fortyDoors()
{
    Doors doors;
    for (int i = 0; i < 40; ++i)
        doors.take(numbered(i), bucket, std::nullopt);
    return doors;
}

int freeToGo(const Doors &doors, Instant now, int first = 0)
{
    int count = 0;
    for (int i = first; i < 40; ++i)
        count += doors.waitsFor(numbered(i), now) ? 0 : 1;
    return count;
}

} // namespace

class doors_test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isOneForAHostAndACredentialsName_data();
    void isOneForAHostAndACredentialsName();
    void oneKnocksAndTheOthersFollowOnceItIsLetIn();
    void oneThatIsTurnedAwayKeepsTheOthersWaiting();
    void aSuccessByAnybodyOpensTheDoor();
    void aFaultOfOnesOwnKeepsTheOthersOutOnlyOnce();
    void whatIsNoQuestionOfTheSignInOpensTheDoor();
    void aSourceThatDoesNotAnswerOpensNoDoor_data();
    void aSourceThatDoesNotAnswerOpensNoDoor();
    void aStoppedRunSaysNothing();
    void aLongKnockKeepsNobodyForLong();
    void whoIsRemovedKeepsNobodyWaiting();
    void rowsOfAnEarlierLookSayNothingNew();
    void aBucketThatIsDeniedKeepsNoOtherOut();
};

void doors_test::aBucketThatIsDeniedKeepsNoOtherOut()
{
    Doors doors;
    for (int i = 0; i < 40; ++i)
        doors.take(numbered(i), behind(u"s3://exports-%1/"_s.arg(i), {}), std::nullopt);
    doors.noteStarted(numbered(0), noon);
    QCOMPARE(freeToGo(doors, noon, 1), 0);
    doors.noteEnded(numbered(0), denied, noon + 1s);
    QCOMPARE(freeToGo(doors, noon + 1s), 40); // the store has known who asks
    doors.noteEnded(numbered(1), signIn, noon + 2s);
    QCOMPARE(freeToGo(doors, noon + 2s), 1);
}

void doors_test::isOneForAHostAndACredentialsName_data()
{
    QTest::addColumn<Binding>("one");
    QTest::addColumn<Binding>("other");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("another path") << bucket << behind(u"https://data.example.com/b/{yyyy-MM-dd}/*.csv"_s)
                                  << true;
    QTest::newRow("another host") << bucket << behind(u"https://data.example.org/acme/"_s) << false;
    QTest::newRow("another port") << bucket << behind(u"https://data.example.com:8443/acme/"_s) << false;
    QTest::newRow("other credentials") << bucket << behind(bucket.url, u"acme-admin"_s) << false;
    Binding store = behind(u"s3://acme-exports/daily/"_s, {});
    store.bucket.profile = u"acme"_s;
    Binding otherBucket = store;
    otherBucket.url = u"s3://beta_exports/"_s;
    QTest::newRow("another bucket") << store << otherBucket << true;
    otherBucket.bucket.profile = u"beta"_s;
    QTest::newRow("another profile") << store << otherBucket << false;
    otherBucket = store;
    otherBucket.bucket.endpoint = u"minio.local:9000"_s;
    QTest::newRow("another store") << store << otherBucket << false;
    Binding google = behind(u"gs://acme-exports/daily/"_s, {});
    Binding otherOfGoogle = google;
    otherOfGoogle.url = u"gs://beta/"_s;
    QTest::newRow("another bucket of Google") << google << otherOfGoogle << true;
    otherOfGoogle.url = u"s3://acme-exports/daily/"_s;
    QTest::newRow("another provider") << google << otherOfGoogle << false;
    otherOfGoogle = google;
    otherOfGoogle.bucket.profile = u"acme"_s;
    QTest::newRow("another configuration of gcloud") << google << otherOfGoogle << false;
    QTest::newRow("another scheme") << bucket << behind(u"http://data.example.com/acme/"_s) << false;
}

void doors_test::isOneForAHostAndACredentialsName()
{
    QFETCH(const Binding, one);
    QFETCH(const Binding, other);
    QFETCH(const bool, isSame);
    QCOMPARE(doorOf(one) == doorOf(other), isSame);
    QVERIFY(!doorOf(one).isEmpty());
    QCOMPARE(doorOf(behind(u"/mnt/acme/"_s)), QString());
}

void doors_test::oneKnocksAndTheOthersFollowOnceItIsLetIn()
{
    Doors doors = fortyDoors();
    QCOMPARE(freeToGo(doors, noon), 40);
    doors.noteStarted(numbered(0), noon);
    QCOMPARE(freeToGo(doors, noon, 1), 0);
    QCOMPARE(doors.waitsFor(numbered(1), noon), numbered(0));
    QVERIFY(!doors.turnedAway(numbered(1)));
    doors.noteLetIn(numbered(0), noon + 1s);
    QCOMPARE(freeToGo(doors, noon + 1s), 40);
    doors.noteStarted(numbered(1), noon + 1s); // it is open: nobody need wait for this one
    QCOMPARE(freeToGo(doors, noon + 1s), 40);
}

void doors_test::oneThatIsTurnedAwayKeepsTheOthersWaiting()
{
    for (const Error &refusal : {signIn, denied}) {
        Doors doors = fortyDoors();
        doors.noteStarted(numbered(0), noon);
        doors.noteEnded(numbered(0), refusal, noon + 1s);
        QCOMPARE(freeToGo(doors, noon + 10min), 1);
        QCOMPARE(doors.waitsFor(numbered(7), noon + 10min), numbered(0));
        QCOMPARE(doors.turnedAway(numbered(7)), numbered(0));
        QVERIFY(!doors.turnedAway(numbered(0)));
    }
}

void doors_test::aSuccessByAnybodyOpensTheDoor()
{
    Doors doors = fortyDoors();
    doors.noteStarted(numbered(0), noon);
    doors.noteEnded(numbered(0), signIn, noon + 1s);
    // A person signed in and refreshed another one, in another process.
    doors.take(numbered(5), bucket, Look{.startedAt = noon + 1min, .endedAt = noon + 1min});
    QCOMPARE(freeToGo(doors, noon + 2min), 40);
}

void doors_test::aFaultOfOnesOwnKeepsTheOthersOutOnlyOnce()
{
    Doors doors = fortyDoors();
    doors.noteStarted(numbered(0), noon);
    doors.noteEnded(numbered(0), denied, noon);
    doors.noteEnded(numbered(0), denied, noon + 14min); // tried again: that is no reason to wait longer
    QCOMPARE(freeToGo(doors, noon + 15min), 40);
    doors.noteStarted(numbered(1), noon + 15min);
    QCOMPARE(freeToGo(doors, noon + 15min, 2), 0); // one at a time
    doors.noteEnded(numbered(1), std::nullopt, noon + 15min + 1s);
    doors.noteEnded(numbered(0), denied, noon + 30min);
    QCOMPARE(freeToGo(doors, noon + 30min), 40);
}

void doors_test::whatIsNoQuestionOfTheSignInOpensTheDoor()
{
    for (const Error &trouble : {unreachable, missing}) {
        Doors doors = fortyDoors();
        doors.noteStarted(numbered(0), noon);
        doors.noteEnded(numbered(0), trouble, noon + 1s);
        QCOMPARE(freeToGo(doors, noon + 1s), 40);
    }
}

void doors_test::aSourceThatDoesNotAnswerOpensNoDoor_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no network") << ErrorKind::Network;
    QTest::newRow("no answer in time") << ErrorKind::Timeout;
    QTest::newRow("too busy") << ErrorKind::Throttled;
}

void doors_test::aSourceThatDoesNotAnswerOpensNoDoor()
{
    QFETCH(const ErrorKind, kind);
    const Error noAnswer{kind, u"nobody answers"_s, {}, {}};
    Doors doors = fortyDoors();
    doors.noteStarted(numbered(0), noon);
    doors.noteEnded(numbered(0), signIn, noon);
    doors.noteEnded(numbered(0), noAnswer, noon + 1min); // tried again, in a tunnel
    doors.take(
        numbered(5), bucket,
        Look{.startedAt = noon + 2min, .endedAt = noon + 2min, .error = noAnswer, .failuresInARow = 1});
    QCOMPARE(freeToGo(doors, noon + 2min), 1);
    QCOMPARE(doors.turnedAway(numbered(7)), numbered(0));
    doors.noteEnded(numbered(0), std::nullopt, noon + 3min);
    QCOMPARE(freeToGo(doors, noon + 3min), 40);
}

void doors_test::aStoppedRunSaysNothing()
{
    Doors doors = fortyDoors();
    doors.noteStarted(numbered(0), noon);
    doors.noteEnded(numbered(0), Error{ErrorKind::Cancelled, {}, {}, {}}, noon + 1s);
    doors.noteStarted(numbered(1), noon + 1s);
    QCOMPARE(freeToGo(doors, noon + 1s), 1);
}

void doors_test::aLongKnockKeepsNobodyForLong()
{
    Doors doors = fortyDoors();
    doors.noteStarted(numbered(0), noon);
    QCOMPARE(freeToGo(doors, noon + 59s, 1), 0);
    QCOMPARE(freeToGo(doors, noon + 60s, 1), 39);
    QCOMPARE(freeToGo(doors, noon - 1h, 1), 39); // the clock was set back
}

void doors_test::whoIsRemovedKeepsNobodyWaiting()
{
    Doors doors = fortyDoors();
    doors.noteStarted(numbered(0), noon);
    doors.remove(numbered(0));
    QCOMPARE(freeToGo(doors, noon, 1), 39);
    doors.noteEnded(numbered(1), signIn, noon);
    QCOMPARE(freeToGo(doors, noon, 2), 0);
    doors.take(numbered(1), behind(u"https://elsewhere.example.com/"_s), std::nullopt);
    QCOMPARE(freeToGo(doors, noon, 2), 38);
}

void doors_test::rowsOfAnEarlierLookSayNothingNew()
{
    Doors doors = fortyDoors();
    doors.noteEnded(numbered(0), std::nullopt, noon);
    doors.take(numbered(1), bucket,
               Look{.startedAt = noon - 1h, .endedAt = noon - 1h, .error = signIn, .failuresInARow = 3});
    QCOMPARE(freeToGo(doors, noon), 40);
}

QTEST_GUILESS_MAIN(doors_test)
#include "doors_test.moc"
