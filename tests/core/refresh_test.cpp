#include "core/base/clock.h"
#include "core/credentials/signins.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/store/home.h"
#include "core/sync/aftercommand.h"
#include "core/sync/bindings.h"
#include "core/sync/check.h"
#include "core/sync/readpath.h"
#include "core/sync/refresh.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

#include <memory>
#include <thread>

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};

Instant noonOf(int day)
{
    return *fromIso(u"2026-08-%1T12:00:00Z"_s.arg(day, 2, 10, QChar(u'0')));
}

} // namespace

/// A home with one dataset that lies in a directory, and whose days the test decides.
class refresh_test : public QObject
{
    Q_OBJECT

    struct World {
        QTemporaryDir directory;
        std::optional<Home> home;
        std::unique_ptr<FrozenClock> clock = std::make_unique<FrozenClock>(noonOf(1));
        RateLimiter limiter;
        CurlClientFactory http{{}, limiter};
        SignIns signIns{{}, http};
        QThreadPool pool;

        [[nodiscard]] QString source() const { return directory.path() + u"/export"_s; }
        [[nodiscard]] SyncServices services() { return {*home, *clock, http, signIns, pool}; }
        [[nodiscard]] Result<RunReport> refresh(Fetch fetch = Fetch::Differing, std::stop_token stop = {})
        {
            return larder::refresh(services(), {.dataset = shipments, .fetch = fetch}, {}, stop);
        }
        [[nodiscard]] Record record() { return home->dataset(shipments).record().value(); }
        void passTo(int day) { clock = std::make_unique<FrozenClock>(noonOf(day)); }
        void upload(const QString &name, const QByteArray &content) const
        {
            QFile file(source() + u'/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            QCOMPARE(file.write(content), content.size());
        }
        [[nodiscard]] QByteArray read(const QString &name)
        {
            const auto folder = home->dataset(shipments);
            QFile file(folder.snapshotPath(record().current()) + u'/' + name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
        }
    };

    std::unique_ptr<World> m_world;

    void changeRecord(const std::function<void(Record &)> &change)
    {
        VERIFY_VALUE(m_world->home->dataset(shipments).changeRecord(change, m_world->clock->now()));
    }

    /// As if the source had given weak validators only.
    void doubtEverything()
    {
        changeRecord([&](Record &record) {
            const auto manifest = m_world->home->dataset(shipments).manifest(record.newest);
            VERIFY_VALUE(manifest);
            for (const ManifestFile &file : manifest->files) {
                Validator weak = file.entry.validator;
                weak.strength = ValidatorStrength::Weak;
                record.laterValidators.insert(file.entry.path, weak);
            }
        });
    }

    /// As if the source now gave weak validators that equal those of the newest snapshot, whatever its bytes
    /// are.
    void believeTheListing()
    {
        std::vector<Entry> entries;
        const auto preview = previewBinding(m_world->services(), shipments,
                                            m_world->home->dataset(shipments).binding().value(), {});
        VERIFY_VALUE(preview);
        changeRecord([&](Record &record) {
            for (const Entry &entry : preview->listing.entries)
                record.laterValidators.insert(entry.path, {ValidatorStrength::Weak, entry.validator.token});
        });
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        QVERIFY(QDir().mkpath(m_world->source()));
        auto home = Home::open(HomeRoots::below(m_world->directory.path() + u"/home"_s));
        VERIFY_VALUE(home);
        m_world->home = std::move(*home);
        VERIFY_VALUE(m_world->home->saveCustomer({u"acme"_s, u"Acme"_s, "UTC"}));
        Binding binding;
        binding.url = m_world->source() + u'/';
        binding.zone = "UTC";
        binding.createdAt = noonOf(1);
        VERIFY_VALUE(m_world->home->dataset(shipments).create(binding, noonOf(1)));
    }

    void cleanup() { m_world.reset(); }

    void fetchesEverythingTheFirstTime()
    {
        m_world->upload(u"a.csv"_s, "one");
        m_world->upload(u"b.csv"_s, "");
        const auto report = m_world->refresh();
        VERIFY_VALUE(report);
        QCOMPARE(report->error.value_or(Error{}).message, QString());
        QCOMPARE(report->outcome, Outcome::Fetched);
        QVERIFY(report->switched);
        QCOMPARE(report->fetchedFiles, 2);
        QCOMPARE(m_world->read(u"a.csv"_s), "one");
        QCOMPARE(m_world->read(u"b.csv"_s), "");
        QCOMPARE(m_world->record().confirmedAt, noonOf(1));
    }

    void refusesNamesThatTheStoresDiskTakesForOne()
    {
        m_world->upload(u"a.csv"_s, "one");
        m_world->upload(u"A.csv"_s, "other");
        // As a disk looks that folds case: the tag's name in small letters is there too.
        const QString tag = m_world->home->store().cacheTag();
        QVERIFY(QFile::copy(tag, QFileInfo(tag).path() + u'/' + QFileInfo(tag).fileName().toLower()));
        const auto report = m_world->refresh();
        VERIFY_VALUE(report);
        QCOMPARE(report->outcome, Outcome::Failed);
        QCOMPARE(report->error->kind, ErrorKind::Unsupported);
        QCOMPARE(report->fetchedFiles, 0);
        const auto checked = check(m_world->services(), shipments, {});
        VERIFY_VALUE(checked);
        QCOMPARE(checked->remote, Remote::Unreachable);
    }

    void fetchesOnlyWhatDiffersAndKeepsTheOlderSnapshot()
    {
        m_world->upload(u"a.csv"_s, "one");
        m_world->upload(u"b.csv"_s, "same");
        const auto first = m_world->refresh();
        VERIFY_VALUE(first);
        m_world->upload(u"a.csv"_s, "three");
        m_world->upload(u"c.csv"_s, "new");
        const auto second = m_world->refresh();
        VERIFY_VALUE(second);
        QCOMPARE(second->outcome, Outcome::Fetched);
        QCOMPARE(second->changes, (ChangeCounts{.added = 1, .changed = 1}));
        QCOMPARE(m_world->read(u"a.csv"_s), "three");
        QCOMPARE(m_world->read(u"b.csv"_s), "same");
        const auto folder = m_world->home->dataset(shipments);
        QVERIFY(folder.hasSnapshot(first->snapshot));
        QVERIFY(QFile::exists(folder.snapshotPath(first->snapshot) + u"/a.csv"_s));
    }

    void aHeldBackLookAsksAndFetchesNothing()
    {
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        const RefreshRequest request{.dataset = shipments,
                                     .trigger = Trigger::Background,
                                     .heldBack = HeldBack{HeldBackBy::Metered, Withheld::Fetch, {}, {}}};
        const auto same = look(m_world->services(), request, {}, {});
        VERIFY_VALUE(same);
        QCOMPARE(same->outcome, Outcome::Unchanged);
        QVERIFY(same->confirmed);

        m_world->upload(u"a.csv"_s, "three");
        const auto changed = look(m_world->services(), request, {}, {});
        VERIFY_VALUE(changed);
        QCOMPARE(changed->outcome, Outcome::Deferred);
        QCOMPARE(changed->changes, (ChangeCounts{.changed = 1}));
        QCOMPARE(changed->error->message, u"not fetched: the network is metered"_s);
        QCOMPARE(m_world->read(u"a.csv"_s), "one");
        QVERIFY(m_world->record().knownChange);

        // Not fetched because there is nothing to fetch, on whichever network.
        QVERIFY(QFile::remove(m_world->source() + u"/a.csv"_s));
        const auto emptied = look(m_world->services(), request, {}, {});
        VERIFY_VALUE(emptied);
        QCOMPARE(emptied->outcome, Outcome::Failed);
        QVERIFY2(emptied->error->message.contains(u"lists nothing"_s), qPrintable(emptied->error->message));
        QCOMPARE(m_world->record().lastLook->error, emptied->error);

        QVERIFY(QDir(m_world->source()).removeRecursively());
        const auto gone = look(m_world->services(), request, {}, {});
        VERIFY_VALUE(gone);
        QCOMPARE(gone->outcome, Outcome::Failed);
        QCOMPARE(gone->error->kind, ErrorKind::NotFound);
        QCOMPARE(m_world->read(u"a.csv"_s), "one");
    }

    void anIdenticalUploadMakesNoSnapshot()
    {
        m_world->upload(u"a.csv"_s, "one");
        const auto first = m_world->refresh();
        VERIFY_VALUE(first);
        m_world->upload(u"a.csv"_s, "one");
        const auto second = m_world->refresh();
        VERIFY_VALUE(second);
        QVERIFY(second->outcome == Outcome::Identical || second->outcome == Outcome::Unchanged);
        QCOMPARE(second->snapshot, first->snapshot);
        QVERIFY(!second->switched);
    }

    void aForcedRefreshOfTheSameBytesIsIdentical()
    {
        m_world->upload(u"a.csv"_s, "one");
        const auto first = m_world->refresh();
        VERIFY_VALUE(first);
        const auto forced = m_world->refresh(Fetch::All);
        VERIFY_VALUE(forced);
        QCOMPARE(forced->outcome, Outcome::Identical);
        QCOMPARE(forced->fetchedFiles, 1);
        QCOMPARE(forced->snapshot, first->snapshot);
    }

    void anEmptiedSourceIsAFailureThatKeepsTheSnapshot()
    {
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        QVERIFY(QFile::remove(m_world->source() + u"/a.csv"_s));
        m_world->passTo(2);
        const auto report = m_world->refresh();
        VERIFY_VALUE(report);
        QCOMPARE(report->outcome, Outcome::Failed);
        QCOMPARE(report->error->kind, ErrorKind::NotFound);
        QCOMPARE(m_world->read(u"a.csv"_s), "one");
        QCOMPARE(m_world->record().confirmedAt, noonOf(1));
        QCOMPARE(m_world->record().lastLook->failuresInARow, 1);
    }

    void aHoldIsNotSwitchedAway()
    {
        m_world->upload(u"a.csv"_s, "one");
        const auto first = m_world->refresh();
        VERIFY_VALUE(first);
        VERIFY_VALUE(m_world->home->dataset(shipments).changeRecord(
            [&](Record &record) { record.hold = first->snapshot; }, noonOf(1)));
        m_world->upload(u"a.csv"_s, "two!");
        const auto second = m_world->refresh();
        VERIFY_VALUE(second);
        QCOMPARE(second->outcome, Outcome::Fetched);
        QVERIFY(!second->switched);
        QCOMPARE(m_world->read(u"a.csv"_s), "one");
        QCOMPARE(m_world->record().newest, second->snapshot);
    }

    void aStoppedRunChangesNothing()
    {
        m_world->upload(u"a.csv"_s, "one");
        std::stop_source stop;
        stop.request_stop();
        const auto report = m_world->refresh(Fetch::Differing, stop.get_token());
        QVERIFY(!report || report->outcome == Outcome::Stopped);
        QVERIFY(m_world->record().newest.isEmpty());
        QVERIFY(!m_world->record().confirmedAt);
    }

    void aCheckThatFindsAChangeMakesReadersAsk()
    {
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        m_world->upload(u"a.csv"_s, "three");
        const auto checked = check(m_world->services(), shipments, {});
        VERIFY_VALUE(checked);
        QCOMPARE(checked->remote, Remote::Changed);
        QCOMPARE(checked->changed, QList<QByteArray>{"a.csv"});
        const auto answer = readPath(m_world->services(), {shipments, {}}, Asking::UnlessFresh, {}, {});
        VERIFY_VALUE(answer);
        QVERIFY(answer->run);
        QCOMPARE(answer->run->outcome, Outcome::Fetched);
        QCOMPARE(m_world->read(u"a.csv"_s), "three");
    }

    void aReaderIsAnsweredWithoutAskingUntilTheDayEnds()
    {
        m_world->upload(u"a.csv"_s, "one");
        const auto asked = readPath(m_world->services(), {shipments, {}}, Asking::UnlessFresh, {}, {});
        VERIFY_VALUE(asked);
        QVERIFY(asked->run);
        QVERIFY(QDir(m_world->source()).removeRecursively()); // a hit does not notice
        const auto hit = readPath(m_world->services(), {shipments, {}}, Asking::UnlessFresh, {}, {});
        VERIFY_VALUE(hit);
        QVERIFY(!hit->run);
        QCOMPARE(hit->path, asked->path);
        m_world->passTo(2);
        VERIFY_ERROR(readPath(m_world->services(), {shipments, {}}, Asking::UnlessFresh, {}, {}),
                     ErrorKind::NotFound);
        const auto stale = readPath(m_world->services(), {shipments, {}}, Asking::OrStale, {}, {});
        VERIFY_VALUE(stale);
        QCOMPARE(stale->path, asked->path);
        QVERIFY(!stale->warnings.isEmpty());
    }

    /// A file that is younger than the clock's granularity is weak: equal, and not proven so.
    void whatIsWeakIsDownloadedByPeopleAndNotByTheBackground()
    {
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        doubtEverything();
        const auto look = larder::refresh(m_world->services(),
                                          {.dataset = shipments, .trigger = Trigger::Background}, {}, {});
        VERIFY_VALUE(look);
        QCOMPARE(look->outcome, Outcome::Unchanged);
        QCOMPARE(look->fetchedFiles, 0);
        QVERIFY(!look->confirmed);

        const auto asked = m_world->refresh();
        VERIFY_VALUE(asked);
        QCOMPARE(asked->outcome, Outcome::Unchanged);
        QCOMPARE(asked->fetchedFiles, 1);
        QVERIFY(asked->confirmed);
    }

    void whatOnlyTheBytesTellIsAChangeLikeAnyOther()
    {
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        m_world->passTo(2);
        m_world->upload(u"a.csv"_s, "two");
        believeTheListing();
        const auto report = m_world->refresh();
        VERIFY_VALUE(report);
        QCOMPARE(report->outcome, Outcome::Fetched);
        QCOMPARE(report->changes, (ChangeCounts{.changed = 1}));
        QCOMPARE(m_world->record().differenceSeenAt, noonOf(2));
        QCOMPARE(m_world->read(u"a.csv"_s), "two");
    }

    /// They waited for a run that began after they asked; since its probe a check has seen yet another
    /// upload.
    void peopleDoNotShareARunThatACheckHasOutrun()
    {
        m_world->upload(u"a.csv"_s, "one");
        const Tick asked = Tick::now();
        VERIFY_VALUE(m_world->refresh());
        m_world->upload(u"a.csv"_s, "three");
        const auto checked = check(m_world->services(), shipments, {});
        VERIFY_VALUE(checked);
        QVERIFY(m_world->record().knownChange);
        const auto shared =
            larder::refresh(m_world->services(),
                            {.dataset = shipments, .trigger = Trigger::Reader, .askedAt = asked}, {}, {});
        VERIFY_VALUE(shared);
        QCOMPARE(m_world->read(u"a.csv"_s), "one");
        const auto report =
            larder::refresh(m_world->services(), {.dataset = shipments, .askedAt = asked}, {}, {});
        VERIFY_VALUE(report);
        QCOMPARE(report->outcome, Outcome::Fetched);
        QCOMPARE(m_world->read(u"a.csv"_s), "three");
    }

    void aBindingThatIsChangedDuringARunIsNotConfirmedByIt()
    {
        m_world->upload(u"a.csv"_s, "of the old place");
        const QString elsewhere = m_world->directory.path() + u"/elsewhere"_s;
        QVERIFY(QDir().mkpath(elsewhere));
        QVERIFY(QFile::copy(m_world->source() + u"/a.csv"_s, elsewhere + u"/a.csv"_s));
        {
            QFile other(elsewhere + u"/a.csv"_s);
            QVERIFY(other.open(QIODevice::WriteOnly | QIODevice::Truncate));
            other.write("of the new place");
        }
        bool isSet = false;
        const auto rebind = [&](const Progress &progress) {
            if (progress.phase != Phase::Committing || std::exchange(isSet, true))
                return;
            VERIFY_VALUE(setKeys(m_world->services(), shipments, {{u"url"_s, elsewhere}}));
        };
        const auto report = larder::refresh(m_world->services(), {.dataset = shipments}, rebind, {});
        VERIFY_VALUE(report);
        QVERIFY(isSet);
        QVERIFY(!report->confirmed);
        QVERIFY(!m_world->record().confirmedAt);
        const auto answer = readPath(m_world->services(), {shipments, {}}, Asking::UnlessFresh, {}, {});
        VERIFY_VALUE(answer);
        QVERIFY(answer->isFresh);
        QCOMPARE(m_world->read(u"a.csv"_s), "of the new place");
    }

    void theSameBytesAtAnotherPlaceAnswerNoReport()
    {
        int day = 1;
        // What changed is taken once it has held still: a report is open.
        const auto refreshSettled = [&] {
            (void)m_world->refresh();
            m_world->passTo(++day);
            return m_world->refresh();
        };
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        changeRecord(
            [](Record &record) { record.reports << Report{.text = u"wrong"_s, .openedAt = noonOf(1)}; });
        const QString elsewhere = m_world->directory.path() + u"/elsewhere"_s;
        QVERIFY(QDir().mkpath(elsewhere));
        QVERIFY(QFile::copy(m_world->source() + u"/a.csv"_s, elsewhere + u"/a.csv"_s));
        VERIFY_VALUE(setKeys(m_world->services(), shipments, {{u"url"_s, elsewhere + u'/'}}));
        const auto moved = refreshSettled();
        VERIFY_VALUE(moved);
        QCOMPARE(moved->outcome, Outcome::Identical);
        QVERIFY(m_world->record().hasOpenReport());
        QVERIFY2(!m_world->record().reports.first().identicalAt, "nobody uploaded anything");
        // A file more, because more is selected: no upload either.
        VERIFY_VALUE(setKeys(m_world->services(), shipments, {{u"exclude"_s, u"b.csv"_s}}));
        QVERIFY(QFile::copy(m_world->source() + u"/a.csv"_s, elsewhere + u"/b.csv"_s));
        VERIFY_VALUE(refreshSettled());
        VERIFY_VALUE(setKeys(m_world->services(), shipments, {{u"exclude"_s, QString()}}));
        const auto wider = refreshSettled();
        VERIFY_VALUE(wider);
        QCOMPARE(wider->outcome, Outcome::Fetched);
        QVERIFY(m_world->record().hasOpenReport());
        // What is uploaded there answers it.
        QFile other(elsewhere + u"/a.csv"_s);
        QVERIFY(other.open(QIODevice::WriteOnly | QIODevice::Truncate));
        other.write("mended");
        other.close();
        const auto mended = refreshSettled();
        VERIFY_VALUE(mended);
        QCOMPARE(mended->answeredReports, QStringList{u"wrong"_s});
    }

    void aCommandAfterNewDataThatFailedIsRememberedUntilItSucceeds()
    {
        const auto upload = [&](const QByteArray &content) {
            m_world->upload(u"a.csv"_s, content);
            const auto report = m_world->refresh();
            VERIFY_VALUE(report);
            QCOMPARE(report->outcome, Outcome::Fetched);
        };
        const QString mark = m_world->directory.path() + u"/mark"_s;
        VERIFY_VALUE(
            setKeys(m_world->services(), shipments, {{u"after"_s, u"test -e %1 || exit 5"_s.arg(mark)}}));
        upload("one");
        const auto failed = m_world->record().afterFailure;
        QVERIFY(failed);
        QCOMPARE(failed->error.message, u"the command ended with exit 5"_s);
        QCOMPARE(failed->snapshot, m_world->record().newest);
        const auto view = m_world->home->dataset(shipments).current();
        VERIFY_VALUE(view);
        QVERIFY((*view)->because.startsWith(u"the command after the fetch failed: "_s));
        QVERIFY((*view)->freshUntil > m_world->clock->now());
        QFile file(mark);
        QVERIFY(file.open(QIODevice::WriteOnly));
        upload("three");
        QVERIFY(!m_world->record().afterFailure);
        QVERIFY(file.remove());
        upload("fourth");
        QVERIFY(m_world->record().afterFailure);
        VERIFY_VALUE(setKeys(m_world->services(), shipments, {{u"after"_s, QString()}}));
        VERIFY_VALUE(setKeys(m_world->services(), shipments, {{u"after"_s, u"true"_s}}));
        QVERIFY(!m_world->record().afterFailure);
    }

    void aCommandThatFailedIsRunAgainWhenAPersonAsks()
    {
        const QString ran = m_world->directory.path() + u"/ran"_s;
        const auto said = [&] {
            QFile file(ran);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto runs = [&] { return said().count('\n'); };
        const auto bind = [&](const QString &end) {
            VERIFY_VALUE(setKeys(m_world->services(), shipments,
                                 {{u"after"_s, u"echo $LARDER_SNAPSHOT >>%1; %2"_s.arg(ran, end)}}));
        };
        const auto unchangedFor = [&](Trigger trigger) {
            auto report = refresh(m_world->services(), {.dataset = shipments, .trigger = trigger}, {}, {});
            return report && report->outcome != Outcome::Unchanged
                ? failure(ErrorKind::Conflict, outcomeName(report->outcome))
                : report;
        };
        bind(u"exit 5"_s);
        m_world->upload(u"a.csv"_s, "one");
        VERIFY_VALUE(m_world->refresh());
        QCOMPARE(runs(), 1);
        for (const Trigger trigger : {Trigger::Reader, Trigger::Background})
            VERIFY_VALUE(unchangedFor(trigger));
        QCOMPARE(runs(), 1);
        const auto again = unchangedFor(Trigger::Person);
        VERIFY_VALUE(again);
        QVERIFY(again->afterError && again->notices.isEmpty());
        QCOMPARE(runs(), 2);
        bind(u"true"_s); // the person put it right
        const auto mended = unchangedFor(Trigger::Person);
        VERIFY_VALUE(mended);
        QVERIFY(!mended->afterError);
        QCOMPARE(mended->notices, QStringList{afterMendedNotice()});
        QCOMPARE(said(), QString(m_world->record().newest + u'\n').repeated(3).toLatin1());
        QVERIFY(!m_world->record().afterFailure && m_world->record().afterDue.isEmpty());
        VERIFY_VALUE(unchangedFor(Trigger::Person));
        QCOMPARE(runs(), 3);
    }

    void twoWhoChangeABindingAtOnceBothSucceed()
    {
        const auto change = [&](const QString &key, const QString &prefix) {
            for (int i = 1; i <= 20; ++i)
                VERIFY_VALUE(setKeys(m_world->services(), shipments, {{key, prefix + QString::number(i)}}));
        };
        std::jthread one([&] { change(u"keep"_s, {}); });
        std::jthread other([&] { change(u"newest"_s, {}); });
        one.join();
        other.join();
        const auto binding = m_world->home->dataset(shipments).binding();
        VERIFY_VALUE(binding);
        QCOMPARE(binding->keep, 20);
        QCOMPARE(binding->newest, 20);
    }

    void anUploadOfTodayThatIsGoneIsNotNothingYet()
    {
        const QString today = m_world->source() + u"/2026-08-01"_s;
        QVERIFY(QDir().mkpath(today));
        m_world->upload(u"2026-08-01/a.csv"_s, "one");
        VERIFY_VALUE(
            setKeys(m_world->services(), shipments, {{u"url"_s, m_world->source() + u"/{yyyy-MM-dd}/"_s}}));
        VERIFY_VALUE(m_world->refresh());
        QVERIFY(QDir(today).removeRecursively());
        const auto gone = m_world->refresh();
        VERIFY_VALUE(gone);
        QCOMPARE(gone->outcome, Outcome::Failed);
        QCOMPARE(gone->error->kind, ErrorKind::NotFound);
        m_world->passTo(2);
        const auto nextDay = m_world->refresh();
        VERIFY_VALUE(nextDay);
        QCOMPARE(nextDay->outcome, Outcome::NothingYet);
    }

    void aHeldSnapshotThatIsGoneIsNoPath()
    {
        m_world->upload(u"a.csv"_s, "one");
        const auto first = m_world->refresh();
        VERIFY_VALUE(first);
        m_world->upload(u"a.csv"_s, "three");
        VERIFY_VALUE(m_world->refresh());
        const DatasetFolder folder = m_world->home->dataset(shipments);
        VERIFY_VALUE(folder.changeRecord([&](Record &record) { record.hold = first->snapshot; }, noonOf(1)));
        QVERIFY(QFile(folder.snapshotPath(first->snapshot))
                    .setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(QDir(folder.snapshotPath(first->snapshot)).removeRecursively());
        for (const Asking asking : {Asking::UnlessFresh, Asking::OrStale, Asking::Never}) {
            const auto answer = readPath(m_world->services(), {shipments, {}}, asking, {}, {});
            VERIFY_ERROR(answer, ErrorKind::NotFound);
            QVERIFY(answer.error().hint.contains(u"use acme/shipments latest"_s));
        }
    }

    void severalDatasetsAreAnsweredInTheOrderOfTheQuestions()
    {
        m_world->upload(u"a.csv"_s, "one");
        const DatasetName unknown{u"acme"_s, u"nothing"_s};
        const auto reports =
            refreshMany(m_world->services(), {{.dataset = unknown}, {.dataset = shipments}}, 2, {}, {});
        QCOMPARE(reports.size(), 2U);
        VERIFY_ERROR(reports[0], ErrorKind::NotFound);
        VERIFY_VALUE(reports[1]);
        QCOMPARE(reports[1]->outcome, Outcome::Fetched);
    }
};

QTEST_GUILESS_MAIN(refresh_test)
#include "refresh_test.moc"
