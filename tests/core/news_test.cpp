#include "core/engine/news.h"
#include "tests/support/judgedrows.h"

#include <QTest>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

namespace {

const QString first = u"20260801T090000Z-000001"_s;
const QString second = u"20260801T110000Z-000002"_s;
const Error expired{ErrorKind::SignInNeeded, u"signed out"_s, u"files.example.com"_s, {}};
const Error refused{ErrorKind::Network, u"refused"_s, u"files.example.com"_s, {}};

JudgedRow fetched(const QString &name, const SnapshotId &newest, Instant at, Trigger trigger)
{
    JudgedRow judged = judgedRow({.name = name});
    Record &record = judged.row.record;
    record.newest = newest;
    record.fetchedAt = at;
    record.lastRun = RunReport{.dataset = judged.row.name,
                               .trigger = trigger,
                               .outcome = Outcome::Fetched,
                               .snapshot = newest,
                               .changes = {.changed = 1}};
    return judged;
}

JudgedRow failing(const QString &name, const Error &error, int failures, State state)
{
    JudgedRow judged = judgedRow({.name = name, .state = state});
    judged.row.record.lastLook = Look{noon, noon, error, failures};
    return judged;
}

/// What one desk told, as the next one reads it.
ToldOfDatasets remembered(NewsDesk &desk)
{
    ToldOfDatasets read;
    for (const auto &[name, told] : desk.takeChanges().asKeyValueRange())
        read.insert(name, toldFromText(toText(told)));
    return read;
}

RowChanges told(const QList<JudgedRow> &rows)
{
    return {.changed = rows, .judgedAt = noon};
}

QString rendered(const QList<News> &news)
{
    QStringList lines;
    for (const News &one : news) {
        QStringList names;
        for (const DatasetName &dataset : one.datasets)
            names << dataset.text();
        static constexpr std::array kinds{"re-upload", "identical", "sign-in",
                                          "failing",   "late",      "failed command"};
        lines << u"%1 of %2"_s.arg(QLatin1StringView(kinds.at(size_t(one.kind))), names.join(u'+'))
                + (one.report.isEmpty() ? QString() : u" ("_s + one.report + u')');
    }
    return lines.join(u", "_s);
}

} // namespace

class news_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstTellingIsNoNews();
    void aSecondUploadOfTheDayIsToldOnce();
    void whoAskedForItIsNotTold();
    void theUploadOfANewDayIsNoReupload();
    void theAnswerToAReportIsToldWhoeverFetchedIt();
    void anIdenticalUploadAfterAReportIsToldOnceEach();
    void oneExpiredSignInIsOneNews();
    void failuresAreToldAtTheThird();
    void aTroubleThatEndedAndCameBackIsToldAgain();
    void aSignInIsToldAtOnceThoughTheCopyIsFresh();
    void aSignInThatTheNetworkInterruptsIsToldOnce();
    void aNewSignInThatADenialFollowsIsOverForAll();
    void aRecordThatCannotBeReadForAMomentChangesNothing();
    void oneMissingFileDoesNotMuteTheOthersOfItsHost();
    void aRowThatIsToldTwiceInOneBatchIsOneNews();
    void oneUploadThatAnswersTwoReportsIsOneNews();
    void lateIsToldOncePerDeadline();
    void laterThanUsualIsToldOnceADay();
    void aCommandThatFailedIsToldOnceUntilItSucceeds();
    void whatCameWhileNobodyToldIsToldOnce_data();
    void whatCameWhileNobodyToldIsToldOnce();
    void aDeskThatNeverToldAnythingCatchesUpWithNothing();
    void afterCatchingUpANewDatasetIsNoNews();
    void remembersAllOfIt();
};

void news_test::theFirstTellingIsNoNews()
{
    NewsDesk desk(QTimeZone::utc());
    QCOMPARE(desk.takeRows(told({failing(u"a/1"_s, expired, 9, State::SignIn),
                                 judgedRow({.name = u"a/2"_s, .state = State::Late})})),
             QList<News>());
}

void news_test::aSecondUploadOfTheDayIsToldOnce()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({fetched(u"a/1"_s, first, noon - 3h, Trigger::Background)}));
    const auto again = told({fetched(u"a/1"_s, second, noon - 1h, Trigger::Background)});
    const QList<News> news = desk.takeRows(again);
    QCOMPARE(rendered(news), u"re-upload of a/1"_s);
    QCOMPARE(news[0].snapshot, second);
    QCOMPARE(news[0].changes.changed, 1);
    QCOMPARE(rendered(desk.takeRows(again)), QString());
}

void news_test::whoAskedForItIsNotTold()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({fetched(u"a/1"_s, first, noon - 3h, Trigger::Background)}));
    QCOMPARE(rendered(desk.takeRows(told({fetched(u"a/1"_s, second, noon, Trigger::Person)}))), QString());
}

void news_test::theUploadOfANewDayIsNoReupload()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({fetched(u"a/1"_s, first, noon - 24h, Trigger::Background)}));
    QCOMPARE(rendered(desk.takeRows(told({fetched(u"a/1"_s, second, noon, Trigger::Background)}))),
             QString());
}

void news_test::theAnswerToAReportIsToldWhoeverFetchedIt()
{
    NewsDesk desk(QTimeZone::utc());
    JudgedRow row = fetched(u"a/1"_s, first, noon - 3h, Trigger::Background);
    row.row.record.reports = {{.text = u"ids are empty"_s, .openedAt = noon - 2h}};
    (void)desk.takeRows(told({row}));
    row = fetched(u"a/1"_s, second, noon, Trigger::Person);
    row.row.record.reports = {
        {.text = u"ids are empty"_s, .openedAt = noon - 2h, .closedAt = noon, .answer = second}};
    QCOMPARE(rendered(desk.takeRows(told({row}))), u"re-upload of a/1 (ids are empty)"_s);
    QCOMPARE(rendered(desk.takeRows(told({row}))), QString());
}

void news_test::anIdenticalUploadAfterAReportIsToldOnceEach()
{
    NewsDesk desk(QTimeZone::utc());
    JudgedRow row = fetched(u"a/1"_s, first, noon - 3h, Trigger::Background);
    row.row.record.reports = {{.text = u"ids are empty"_s, .openedAt = noon - 2h}};
    (void)desk.takeRows(told({row}));
    row.row.record.reports[0].identicalAt = noon - 1h;
    QCOMPARE(rendered(desk.takeRows(told({row}))), u"identical of a/1 (ids are empty)"_s);
    QCOMPARE(rendered(desk.takeRows(told({row}))), QString());
    row.row.record.reports[0].identicalAt = noon;
    QCOMPARE(rendered(desk.takeRows(told({row}))), u"identical of a/1 (ids are empty)"_s);
}

void news_test::oneExpiredSignInIsOneNews()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(
        told({judgedRow({.name = u"b/2"_s}), judgedRow({.name = u"a/1"_s}), judgedRow({.name = u"c/3"_s})}));
    QCOMPARE(rendered(desk.takeRows(told({failing(u"b/2"_s, expired, 1, State::SignIn),
                                          failing(u"a/1"_s, expired, 1, State::SignIn)}))),
             u"sign-in of a/1+b/2"_s);
    QCOMPARE(rendered(desk.takeRows(told({failing(u"c/3"_s, expired, 1, State::SignIn)}))), QString());
}

void news_test::failuresAreToldAtTheThird()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s})}));
    QStringList said;
    for (int failures = 1; failures <= 5; ++failures)
        said << rendered(desk.takeRows(told({failing(u"a/1"_s, refused, failures, State::Failed)})));
    QCOMPARE(said, (QStringList{{}, {}, u"failing of a/1"_s, {}, {}}));
}

void news_test::aTroubleThatEndedAndCameBackIsToldAgain()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s})}));
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, expired, 1, State::SignIn)}))),
             u"sign-in of a/1"_s);
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s})}));
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, expired, 1, State::SignIn)}))),
             u"sign-in of a/1"_s);
}

void news_test::aSignInIsToldAtOnceThoughTheCopyIsFresh()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s})}));
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, expired, 1, State::Fresh)}))),
             u"sign-in of a/1"_s);
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, expired, 3, State::SignIn)}))), QString());
}

void news_test::aSignInThatTheNetworkInterruptsIsToldOnce()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s})}));
    (void)desk.takeRows(told({failing(u"a/1"_s, expired, 1, State::SignIn)}));
    (void)desk.takeRows(told({failing(u"a/1"_s, refused, 2, State::Failed)}));
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, expired, 3, State::SignIn)}))), QString());
}

/// Who is refused an object has been let in: the next expiry is news again.
void news_test::aNewSignInThatADenialFollowsIsOverForAll()
{
    NewsDesk desk(QTimeZone::utc());
    const auto all = [](const Error &a, int failures) {
        return told({failing(u"a/1"_s, a, failures, State::Failed)});
    };
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s}), judgedRow({.name = u"a/2"_s})}));
    QCOMPARE(rendered(desk.takeRows(all(expired, 1))), u"sign-in of a/1"_s);
    const Error denied{ErrorKind::Denied, u"denied"_s, u"files.example.com"_s, {}};
    QCOMPARE(rendered(desk.takeRows(all(denied, 2))), u"sign-in of a/1"_s); // of another cause
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/2"_s, expired, 1, State::SignIn)}))),
             u"sign-in of a/2"_s);
}

void news_test::aRecordThatCannotBeReadForAMomentChangesNothing()
{
    NewsDesk desk(QTimeZone::utc());
    const auto readable = told({fetched(u"a/1"_s, first, noon - 3h, Trigger::Background)});
    (void)desk.takeRows(readable);
    (void)desk.takeChanges();
    JudgedRow unreadable = judgedRow({.name = u"a/1"_s, .state = State::Failed});
    unreadable.row.fault = Error{ErrorKind::Storage, u"cannot read the record"_s, {}, {}};
    QCOMPARE(rendered(desk.takeRows(told({unreadable}))), QString());
    QVERIFY(desk.takeChanges().isEmpty());
    QCOMPARE(rendered(desk.takeRows(readable)), QString());
}

void news_test::oneMissingFileDoesNotMuteTheOthersOfItsHost()
{
    const Error gone{ErrorKind::NotFound, u"404"_s, {}, {}};
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s}), judgedRow({.name = u"a/2"_s})}));
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, gone, 3, State::Failed)}))), u"failing of a/1"_s);
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/2"_s, gone, 3, State::Failed)}))), u"failing of a/2"_s);
}

void news_test::aRowThatIsToldTwiceInOneBatchIsOneNews()
{
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(
        told({fetched(u"a/1"_s, first, noon - 3h, Trigger::Background), judgedRow({.name = u"a/2"_s})}));
    const JudgedRow again = fetched(u"a/1"_s, second, noon - 1h, Trigger::Background);
    const JudgedRow signedOut = failing(u"a/2"_s, expired, 1, State::SignIn);
    QCOMPARE(rendered(desk.takeRows(told({again, signedOut, again, signedOut}))),
             u"re-upload of a/1, sign-in of a/2"_s);
}

void news_test::oneUploadThatAnswersTwoReportsIsOneNews()
{
    NewsDesk desk(QTimeZone::utc());
    JudgedRow row = fetched(u"a/1"_s, first, noon - 3h, Trigger::Background);
    row.row.record.reports = {{.text = u"ids are empty"_s, .openedAt = noon - 2h},
                              {.text = u"prices are negative"_s, .openedAt = noon - 1h}};
    (void)desk.takeRows(told({row}));
    row = fetched(u"a/1"_s, second, noon, Trigger::Background);
    row.row.record.reports = {
        {.text = u"ids are empty"_s, .openedAt = noon - 2h, .closedAt = noon, .answer = second},
        {.text = u"prices are negative"_s, .openedAt = noon - 1h, .closedAt = noon, .answer = second}};
    QCOMPARE(rendered(desk.takeRows(told({row}))),
             u"re-upload of a/1 (ids are empty; prices are negative)"_s);
}

void news_test::lateIsToldOncePerDeadline()
{
    const auto lateSince = [](Instant deadline) {
        JudgedRow row = judgedRow({.name = u"a/1"_s, .state = State::Late});
        row.verdict.reasons = {{ReasonKind::LateSince, deadline}};
        return told({row});
    };
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({judgedRow({.name = u"a/1"_s})}));
    const QList<News> news = desk.takeRows(lateSince(noon - 1h));
    QCOMPARE(rendered(news), u"late of a/1"_s);
    QCOMPARE(news[0].expectedBy, noon - 1h);
    QVERIFY(!news[0].isLearned);
    QCOMPARE(rendered(desk.takeRows(lateSince(noon - 1h))), QString());
    (void)desk.takeRows(told({failing(u"a/1"_s, refused, 1, State::Failed)}));
    QCOMPARE(rendered(desk.takeRows(lateSince(noon - 1h))), QString());
    QCOMPARE(rendered(desk.takeRows(lateSince(noon + 23h))), u"late of a/1"_s);
}

void news_test::laterThanUsualIsToldOnceADay()
{
    JudgedRow row = judgedRow({.name = u"a/1"_s});
    row.row.binding.zone = "Europe/Paris";
    row.row.record.uploadedAt = noon - 29h; // 09:00 in Paris, as on each of the last days
    for (int day = 14; day > 0; --day)
        row.row.record.uploads << noon - 5h - 24h * day;
    const auto lookedAt = [&](Instant at) {
        row.row.record.lastLook = Look{.startedAt = at, .endedAt = at};
        return RowChanges{.changed = {row}, .judgedAt = at};
    };
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(lookedAt(noon - 6h));
    QCOMPARE(rendered(desk.takeRows(lookedAt(noon - 5h + 29min))), QString());
    const QList<News> news = desk.takeRows(lookedAt(noon - 5h + 31min));
    QCOMPARE(rendered(news), u"late of a/1"_s);
    QCOMPARE(news[0].expectedBy, noon - 5h);
    QVERIFY(news[0].isLearned);
    QCOMPARE(rendered(desk.takeRows(lookedAt(noon))), QString());
    QCOMPARE(rendered(desk.takeRows(lookedAt(noon + 24h))), u"late of a/1"_s);
}

void news_test::aCommandThatFailedIsToldOnceUntilItSucceeds()
{
    const auto row = [](bool hasFailed) {
        JudgedRow judged = judgedRow({.name = u"a/1"_s});
        if (!hasFailed)
            return judged;
        judged.verdict.flags.setFlag(Flag::AfterFailed);
        judged.verdict.reasons.push_back({.kind = ReasonKind::AfterFailed,
                                          .at = noon,
                                          .text = second,
                                          .error = Error{ErrorKind::CommandFailed, u"exit 5"_s, {}, {}}});
        return judged;
    };
    NewsDesk desk(QTimeZone::utc());
    (void)desk.takeRows(told({row(false)}));
    const QList<News> news = desk.takeRows(told({row(true)}));
    QCOMPARE(rendered(news), u"failed command of a/1"_s);
    QCOMPARE(news[0].snapshot, second);
    QCOMPARE(news[0].error->message, u"exit 5"_s);
    QCOMPARE(rendered(desk.takeRows(told({row(true)}))), QString());
    QCOMPARE(rendered(desk.takeRows(told({row(false)}))), QString());
    QCOMPARE(rendered(desk.takeRows(told({row(true)}))), u"failed command of a/1"_s);
}

void news_test::whatCameWhileNobodyToldIsToldOnce_data()
{
    QTest::addColumn<JudgedRow>("before");
    QTest::addColumn<JudgedRow>("after");
    QTest::addColumn<QString>("news");
    const auto yesterday = fetched(u"a/1"_s, u"20260731T090000Z-000000"_s, noon - 27h, Trigger::Background);
    const auto thisMorning = fetched(u"a/1"_s, first, noon - 3h, Trigger::Background);
    const auto again = fetched(u"a/1"_s, second, noon - 1h, Trigger::Person);
    const auto fresh = judgedRow({.name = u"a/1"_s});
    QTest::newRow("nothing") << thisMorning << thisMorning << QString();
    QTest::newRow("a re-upload, that somebody fetched in a terminal")
        << thisMorning << again << u"re-upload of a/1"_s;
    QTest::newRow("the upload of a new day") << yesterday << thisMorning << QString();
    JudgedRow bothOfToday = again;
    bothOfToday.row.record.supersededAt = {{yesterday.row.record.newest, noon - 3h}, {first, noon - 1h}};
    QTest::newRow("two uploads of a new day") << yesterday << bothOfToday << u"re-upload of a/1"_s;
    QTest::newRow("an expired sign-in")
        << fresh << failing(u"a/1"_s, expired, 1, State::SignIn) << u"sign-in of a/1"_s;
    QTest::newRow("of a dataset that was added meanwhile, too")
        << judgedRow({.name = u"a/2"_s}) << failing(u"a/1"_s, expired, 1, State::SignIn)
        << u"sign-in of a/1"_s;
    QTest::newRow("a sign-in that had expired before")
        << failing(u"a/1"_s, expired, 1, State::SignIn) << failing(u"a/1"_s, expired, 7, State::SignIn)
        << QString();
    JudgedRow late = judgedRow({.name = u"a/1"_s, .state = State::Late});
    late.verdict.reasons = {{ReasonKind::LateSince, noon - 1h}};
    QTest::newRow("a missed deadline") << fresh << late << u"late of a/1"_s;
    JudgedRow answered = again;
    answered.row.record.reports = {{u"ids are empty"_s, noon - 2h, noon - 1h, second, std::nullopt}};
    QTest::newRow("a report that was made and answered meanwhile")
        << thisMorning << answered << u"re-upload of a/1 (ids are empty)"_s;
    JudgedRow afterwards = fresh;
    afterwards.verdict.flags.setFlag(Flag::AfterFailed);
    QTest::newRow("a command that failed meanwhile") << fresh << afterwards << u"failed command of a/1"_s;
    JudgedRow identical = thisMorning;
    identical.row.record.reports = {{u"ids are empty"_s, noon - 2h, std::nullopt, {}, noon - 1h}};
    QTest::newRow("a fix that did not take")
        << thisMorning << identical << u"identical of a/1 (ids are empty)"_s;
}

void news_test::whatCameWhileNobodyToldIsToldOnce()
{
    QFETCH(const JudgedRow, before);
    QFETCH(const JudgedRow, after);
    QFETCH(const QString, news);
    NewsDesk desk(QTimeZone::utc());
    // As it stood once that was told.
    (void)desk.takeRows(told({judgedRow({.name = before.row.name.text()})}));
    (void)desk.takeRows(told({before}));
    NewsDesk next(QTimeZone::utc());
    next.recall(remembered(desk));
    QCOMPARE(rendered(next.takeRows(told({after}))), news);
    QCOMPARE(rendered(next.takeRows(told({after}))), QString());
    next.endCatchingUp();
    QCOMPARE(rendered(next.takeRows(told({after}))), QString());
    NewsDesk third(QTimeZone::utc());
    third.recall(remembered(next));
    QCOMPARE(rendered(third.takeRows(told({after}))), QString());
}

void news_test::aDeskThatNeverToldAnythingCatchesUpWithNothing()
{
    NewsDesk desk(QTimeZone::utc());
    desk.recall({});
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/1"_s, expired, 9, State::SignIn)}))), QString());
}

void news_test::afterCatchingUpANewDatasetIsNoNews()
{
    NewsDesk desk(QTimeZone::utc());
    desk.recall({{*DatasetName::parse(u"a/1"_s), Told{}}});
    desk.endCatchingUp();
    QCOMPARE(rendered(desk.takeRows(told({failing(u"a/2"_s, expired, 9, State::SignIn)}))), QString());
}

void news_test::remembersAllOfIt()
{
    const Told all{.newest = second,
                   .fetchedAt = noon,
                   .causes = {u"signin:files.example.com/acme"_s, u"a/1"_s},
                   .reports = {{u"ids < 5"_s, noon - 2h, noon - 1h, second, noon}},
                   .lateSince = noon - 1h,
                   .hasFailedAfter = true};
    QVERIFY(toldFromText(toText(all)) == all);
    QVERIFY(toldFromText("no JSON") == Told{});
}

QTEST_GUILESS_MAIN(news_test)
#include "news_test.moc"
