// The command source passes the suite over a script that copies a tree, and what is its own: the environment
// that a script gets, its end by exit, time and stop, what it leaves behind, and what is kept of what it
// said.
#include "core/base/processrunner.h"
#include "core/sources/commandline.h"
#include "tests/contract/treeplace.h"
#include "tests/support/expect.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>

#include <csignal>
#include <thread>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class CopiedPlace : public TreePlace
{
public:
    CopiedPlace() : m_tree(m_top.path().toUtf8()) { }
    [[nodiscard]] QString url() const override
    {
        return u"command:cp -a %1/. \"$LARDER_OUT\""_s.arg(m_top.path());
    }

private:
    const LocalTree &files() const override { return m_tree; }

    QTemporaryDir m_top;
    LocalTree m_tree;
};

QStringList pathsOf(const Listing &listing)
{
    QStringList paths;
    for (const Entry &entry : listing.entries)
        paths << QString::fromUtf8(entry.path);
    return paths;
}

bool isAlive(pid_t process)
{
    return ::kill(process, 0) == 0 && contentOf(u"/proc/%1/stat"_s.arg(process)).split(' ').value(2) != "Z";
}

} // namespace

class commandsource_test : public SourceSuite
{
    Q_OBJECT

    QTemporaryDir m_beside; ///< where scripts tell of themselves

    [[nodiscard]] QString beside(const QString &name) const { return m_beside.path() + u'/' + name; }
    /// The process id that a script wrote, once it has; 0: it never does.
    [[nodiscard]] pid_t pidIn(const QString &name) const
    {
        const QDeadlineTimer patience(60s);
        while (!contentOf(beside(name)).endsWith('\n') && !patience.hasExpired())
            std::this_thread::sleep_for(5ms);
        return contentOf(beside(name)).trimmed().toInt();
    }
    [[nodiscard]] Result<Listing> timed(const QString &line, std::chrono::seconds limit)
    {
        Binding binding;
        binding.url = u"command:"_s + line;
        binding.timeLimit = limit;
        auto made =
            makeSource(binding, {http, signIns, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
        return made ? (*made)->probe({}, {}) : failure(made);
    }
    [[nodiscard]] QStringList workplaces() const
    {
        return QDir(store.home().store().staging()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<CopiedPlace>(); }
    Deviations deviations() const override { return {.joinsAddresses = false, .movesUnderTheRun = false}; }

private Q_SLOTS:
    void tellsTheScriptWhoseDayItExports()
    {
        CollectingSink sink;
        const Run all = run(u"command:echo \"$LARDER_CUSTOMER $LARDER_DATASET $LARDER_DAY\" >$LARDER_OUT/a; "
                            "ls -A >$LARDER_OUT/b; cat >$LARDER_OUT/c"_s,
                            sink);
        VERIFY_VALUE(all.fetched);
        QCOMPARE(sink.files["a"].content, "acme acme/daily 2024-08-27\n");
        QCOMPARE(sink.files["b"].content, "out\n"); // it runs in a directory of its own,
        QCOMPARE(sink.files["c"].content, ""); // and nobody types
    }

    void keepsNothingOfItsDirectoryBehind()
    {
        {
            const auto from =
                source(u"command:mkdir -p $LARDER_OUT/x; echo 1 >$LARDER_OUT/x/a; chmod 0 $LARDER_OUT/x"_s);
            (void)from->probe({}, {});
            QCOMPARE(workplaces().size(), 1);
        }
        QCOMPARE(workplaces(), QStringList());
    }

    void takesTheTimesOfFilesOnlyWhereTheScriptKeptThem()
    {
        const auto listing =
            probe(u"command:cd $LARDER_OUT; echo 1 >new; touch -d 2024-08-01T10:00:00Z old"_s);
        VERIFY_VALUE(listing);
        QCOMPARE(pathsOf(*listing), QStringList({u"new"_s, u"old"_s}));
        QVERIFY(!listing->entries[0].modified);
        QCOMPARE(listing->entries[1].modified, fromIso(u"2024-08-01T10:00:00Z"_s));
    }

    void failsWithTheExitAndTheLastWords()
    {
        const auto listing =
            probe(u"command:echo 1 >$LARDER_OUT/a; echo working; echo 'no such table' >&2; exit 3"_s);
        VERIFY_ERROR(listing, ErrorKind::CommandFailed);
        QCOMPARE(listing.error().message, u"the command ended with exit 3: no such table"_s);
        const auto killed = probe(u"command:kill -9 $$"_s);
        VERIFY_ERROR(killed, ErrorKind::CommandFailed);
        QCOMPARE(killed.error().message, u"the command ended with exit 137"_s);
        VERIFY_ERROR(probe(u"command:/no/such/script"_s), ErrorKind::CommandFailed);
    }

    void wantsADirectoryWhereItGaveOne()
    {
        for (const QString &line : {u"rmdir $LARDER_OUT"_s, u"rmdir $LARDER_OUT; echo 1 >$LARDER_OUT"_s,
                                    u"rmdir $LARDER_OUT; ln -s /etc $LARDER_OUT"_s}) {
            const auto listing = probe(u"command:"_s + line);
            VERIFY_ERROR(listing, ErrorKind::CommandFailed);
            QVERIFY2(listing.error().message.contains("$LARDER_OUT"_L1), qPrintable(listing.error().message));
        }
    }

    void carriesNothingInByALink()
    {
        const auto listing =
            probe(u"command:cd $LARDER_OUT; echo 1 >a; ln -s a inside; ln -s /etc/passwd out; "
                  "ln -s /etc folder; ln -s /no/where dead; mkfifo pipe"_s);
        VERIFY_VALUE(listing);
        QCOMPARE(pathsOf(*listing), QStringList({u"a"_s, u"inside"_s}));
        QCOMPARE(listing->entries[0].validator, listing->entries[1].validator);
        QCOMPARE(listing->notices.size(), 4);
    }

    void endsEverythingThatIsLeftRunning()
    {
        const auto listing =
            probe(u"command:echo 1 >$LARDER_OUT/a; sleep 1000 & echo $! >%1"_s.arg(beside(u"left"_s)));
        VERIFY_VALUE(listing);
        QTRY_VERIFY(!isAlive(pidIn(u"left"_s)));
    }

    void endsWithItsTimeAndAllItsChildren()
    {
        const auto begun = std::chrono::steady_clock::now();
        const auto listing = timed(u"sh -c 'trap \"\" TERM; echo $$ >%1; while :; do sleep 1; done' & "
                                   "echo $! >%2; wait"_s.arg(beside(u"deaf"_s), beside(u"child"_s)),
                                   1s);
        VERIFY_ERROR(listing, ErrorKind::Timeout);
        QVERIFY(listing.error().message.contains("1s"_L1));
        QTRY_VERIFY(!isAlive(pidIn(u"deaf"_s)) && !isAlive(pidIn(u"child"_s)));
        QVERIFY(std::chrono::steady_clock::now() - begun < 30s);
    }

    void stopsWithAllItsChildren()
    {
        std::stop_source stop;
        std::jthread impatient([&] {
            (void)pidIn(u"child"_s);
            stop.request_stop();
        });
        const auto listing =
            probe(u"command:sh -c 'sleep 1000 & echo $! >%1; wait'"_s.arg(beside(u"child"_s)), {},
                  stop.get_token());
        VERIFY_ERROR(listing, ErrorKind::Cancelled);
        QTRY_VERIFY(!isAlive(pidIn(u"child"_s)));
    }

    void keepsTheBeginningAndTheEndOfMegabytes()
    {
        const auto from =
            source(u"command:echo first; yes 0123456789abcdef | head -c 50000000; echo; echo last; echo 1 "
                   ">$LARDER_OUT/a"_s);
        VERIFY_VALUE(from->probe({}, {}));
        const QByteArray said = from->said();
        QVERIFY(said.startsWith("first\n0123456789abcdef\n"));
        QVERIFY(said.endsWith("last\n"));
        QVERIFY(said.contains("bytes left out"));
        QVERIFY2(said.size() < 300'000, QByteArray::number(said.size()));
    }

    void hidesWhatIsCalledASecret()
    {
        qputenv("SOMEBODYS_API_TOKEN", "hush-hush-0815");
        const auto from =
            source(u"command:echo \"using $SOMEBODYS_API_TOKEN\"; echo https://me:'pw42'@host/x?sig=abcdef; "
                   "printf '%s=%s\\n' PGPASSWORD tralala; exit 1"_s);
        const auto listing = from->probe({}, {});
        qunsetenv("SOMEBODYS_API_TOKEN");
        VERIFY_ERROR(listing, ErrorKind::CommandFailed);
        const QByteArray all = from->said() + listing.error().message.toUtf8();
        for (const char *secret : {"hush-hush", "pw42", "abcdef", "tralala"})
            QVERIFY2(!all.contains(secret), all);
        QVERIFY(from->said().contains("using …"));
    }

    void refusesACommandLineThatHoldsASecret_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("a script") << u"~/bin/export.sh --full"_s << true;
        QTest::newRow("an address") << u"curl -O https://exports.example/a?day=1"_s << true;
        QTest::newRow("a variable") << u"PGPASSWORD=$(cat ~/.pw) pg_dump acme >$LARDER_OUT/a.sql"_s << true;
        QTest::newRow("a braced variable") << u"cp ${HOME}/x ${LARDER_OUT}/"_s << true;
        QTest::newRow("a file of tokens") << u"export --token-file=/run/token"_s << true;
        QTest::newRow("a password in an address") << u"psql postgresql://me:pw@host/db"_s << false;
        QTest::newRow("a password for the environment") << u"PGPASSWORD=pw pg_dump"_s << false;
        QTest::newRow("a password as an option") << u"export --password=pw"_s << false;
        QTest::newRow("a key") << u"AWS_SECRET_ACCESS_KEY=abc aws s3 cp x y"_s << false;
        QTest::newRow("nothing") << u"  "_s << false;
        QTest::newRow("two lines") << u"a\nb"_s << false;
    }
    void refusesACommandLineThatHoldsASecret()
    {
        QFETCH(QString, line);
        QFETCH(bool, isGood);
        Binding binding;
        binding.url = u"command:"_s + line;
        const auto checked = checkBinding(binding);
        QCOMPARE(checked.has_value(), isGood);
        if (!isGood)
            QVERIFY(!checked.error().subject.contains("pw"_L1) || line.trimmed().isEmpty());
    }

    void isFastOnALongLineOfWords()
    {
        CommandLog log({});
        log.add(QByteArray(64 * 1024, 'x'));
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(!log.text().isEmpty());
        QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
    }
};

QTEST_GUILESS_MAIN(commandsource_test)
#include "commandsource_test.moc"
