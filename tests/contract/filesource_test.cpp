// The directory source passes the suite, and what is its own: links, special files, times too young to prove
// anything.
#include "core/sources/fileidentity.h"
#include "tests/contract/localtree.h"
#include "tests/contract/sourcesuite.h"
#include "tests/support/expect.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t nobody = 65534;

class FilePlace : public SourcePlace
{
public:
    FilePlace() : m_tree(m_top.path().toUtf8())
    {
        ::chmod(m_top.path().toUtf8().constData(), 0755);
        m_changed.start();
    }
    ~FilePlace() override { ::setfsuid(::geteuid()); }

    const LocalTree &tree() const { return m_tree; }

    /// Waits until the file system's clock has ticked on, so that all is old enough.
    QString url() const override
    {
        while (m_changed.elapsed() < 2 * localGranularity.count())
            QTest::qWait(10);
        return m_top.path() + u'/';
    }
    QString urlAtOnce() const { return m_top.path() + u'/'; }
    void put(const QByteArray &path, const QByteArray &content) override
    {
        m_tree.put(path, content);
        m_changed.start();
    }
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) override
    {
        m_tree.putUnderTheSameTime(path, content);
    }
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) override
    {
        m_tree.overwriteInPlace(path, content);
    }
    void remove(const QByteArray &path) override { m_tree.remove(path); }
    /// Nobody may read it; and if that is root, who may read all, nobody is who we are from now on.
    void deny(const QByteArray &path) override
    {
        ::chmod(m_tree.pathOf(path).constData(), 0);
        if (::geteuid() == 0)
            ::setfsuid(nobody);
    }

private:
    QTemporaryDir m_top;
    LocalTree m_tree;
    QElapsedTimer m_changed;
};

void makeLink(const QByteArray &target, const QByteArray &path)
{
    if (::symlink(target.constData(), path.constData()) != 0)
        qFatal("symlink: %s", strerror(errno));
}

QByteArray pathsOf(const Listing &listing)
{
    QByteArrayList paths;
    for (const Entry &entry : listing.entries)
        paths << entry.path;
    return paths.join(' ');
}

} // namespace

class filesource_test : public SourceSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<FilePlace>(); }

private Q_SLOTS:
    void takesAFolderWithoutItsFinalSlash();
    void takesFileUrls();
    void followsLinksToFilesInsideOnly();
    void followsTheBoundPathItselfWhereverItLeads();
    void ignoresSpecialFilesAndSaysSo();
    void doesNotTrustTimesThatAreYoungerThanTheClocksTick();
    void provesAYoungFileByTheTimeItIsFetched();
    void neverStoresAFileThatIsWrittenAllTheTime();
    void doesNotOpenAPipeThatTookAFilesPlace();
    void saysWhenAFolderCannotBeRead();
    void tellsAMissingDayFromAMissingDisk();
    void saysThatAFileIsNoFolder();
};

void filesource_test::takesAFolderWithoutItsFinalSlash()
{
    FilePlace place;
    place.put("x/a.csv", "1");
    CollectingSink sink;
    const Run all = run(place.url().chopped(1), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["x/a.csv"].content, "1");
}

void filesource_test::takesFileUrls()
{
    FilePlace place;
    place.put("100% ü.csv", "1");
    CollectingSink sink;
    const Run all = run(u"file://"_s + place.url() + u"100%25%20%C3%BC.csv", sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["100% ü.csv"].content, "1");
}

void filesource_test::followsLinksToFilesInsideOnly()
{
    FilePlace outside;
    outside.put("secret.csv", "secret");
    FilePlace place;
    place.put("x/a.csv", "1");
    makeLink("x/a.csv", place.tree().pathOf("latest.csv"));
    makeLink(outside.tree().pathOf("secret.csv"), place.tree().pathOf("out.csv"));
    makeLink("../../../../../etc/passwd", place.tree().pathOf("x/up.csv"));
    makeLink("nowhere", place.tree().pathOf("gone.csv"));
    makeLink("x", place.tree().pathOf("folder"));
    makeLink("..", place.tree().pathOf("x/loop"));
    CollectingSink sink;
    const Run all = run(place.url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(pathsOf(*all.listing), "latest.csv x/a.csv");
    QCOMPARE(sink.files["latest.csv"].content, "1");
    const QString notices = all.listing->notices.join(u'\n');
    for (const auto said :
         {"ignored 2 links that lead out"_L1, "ignored a link that leads nowhere: gone.csv"_L1,
          "ignored 2 links to directories"_L1})
        QVERIFY2(notices.contains(said), qPrintable(notices));
}

void filesource_test::followsTheBoundPathItselfWhereverItLeads()
{
    FilePlace elsewhere;
    elsewhere.put("a.csv", "1");
    FilePlace place;
    makeLink(elsewhere.urlAtOnce().chopped(1).toUtf8(), place.tree().pathOf("current"));
    makeLink(elsewhere.tree().pathOf("a.csv"), place.tree().pathOf("one.csv"));
    CollectingSink folder;
    VERIFY_VALUE(run(place.url() + u"current"_s, folder).fetched);
    QCOMPARE(folder.files["a.csv"].content, "1");
    CollectingSink file;
    VERIFY_VALUE(run(place.url() + u"one.csv"_s, file).fetched);
    QCOMPARE(file.files["one.csv"].content, "1");
}

void filesource_test::ignoresSpecialFilesAndSaysSo()
{
    FilePlace place;
    place.put("a.csv", "1");
    QCOMPARE(::mkfifo(place.tree().pathOf("pipe").constData(), 0600), 0);
    const auto listing = probe(place.url());
    VERIFY_VALUE(listing);
    QCOMPARE(pathsOf(*listing), "a.csv");
    QCOMPARE(listing->notices, QStringList{u"ignored a special file: pipe"_s});
    VERIFY_ERROR(probe(place.url() + u"pipe"_s), ErrorKind::Unsupported);
}

void filesource_test::doesNotTrustTimesThatAreYoungerThanTheClocksTick()
{
    FilePlace place;
    place.put("a.csv", "1");
    const auto young = probe(place.urlAtOnce());
    const auto old = probe(place.url());
    VERIFY_VALUE(young);
    VERIFY_VALUE(old);
    QCOMPARE(young->entries[0].validator.strength, ValidatorStrength::Weak);
    QCOMPARE(old->entries[0].validator.strength, ValidatorStrength::Strong);
    QCOMPARE(compare(young->entries[0].validator, old->entries[0].validator), Sameness::Unproven);
}

void filesource_test::provesAYoungFileByTheTimeItIsFetched()
{
    FilePlace place;
    place.put("a.csv", "1");
    CollectingSink sink;
    const Run all = run(place.urlAtOnce(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(all.listing->entries[0].validator.strength, ValidatorStrength::Weak);
    QCOMPARE(sink.files["a.csv"].delivered.validator.strength, ValidatorStrength::Strong);
    const auto later = probe(place.url());
    QCOMPARE(compare(sink.files["a.csv"].delivered.validator, later->entries[0].validator), Sameness::Same);
}

/// A writer that never rests changes the file within one tick of the clock as well: still no mixture is ever
/// finished.
void filesource_test::neverStoresAFileThatIsWrittenAllTheTime()
{
    static constexpr qsizetype size = 256 * 1024;
    FilePlace place;
    place.put("a.bin", QByteArray(size, 'a'));
    const QByteArray path = place.tree().pathOf("a.bin");
    std::jthread writer([path](const std::stop_token &stop) {
        const int file = ::open(path.constData(), O_WRONLY | O_CLOEXEC);
        for (char letter = 'a'; !stop.stop_requested();
             letter = letter == 'z' ? 'a' : static_cast<char>(letter + 1)) {
            const QByteArray content(size, letter);
            if (::pwrite(file, content.constData(), size, 0) != size)
                qFatal("pwrite: %s", strerror(errno));
        }
        ::close(file);
    });
    int conflicts = 0;
    for (int round = 0; round < 20; ++round) {
        CollectingSink sink;
        const Run all = run(place.urlAtOnce(), sink);
        VERIFY_VALUE(all.fetched);
        conflicts += static_cast<int>(sink.failures.size());
        for (const auto &[name, file] : sink.files)
            QCOMPARE(file.content, QByteArray(size, file.content.at(0)));
    }
    QVERIFY(conflicts > 0);
}

void filesource_test::doesNotOpenAPipeThatTookAFilesPlace()
{
    FilePlace place;
    place.put("a.csv", "1");
    CollectingSink sink;
    const Run all = run(place.url(), sink, [&] {
        place.remove("a.csv");
        QCOMPARE(::mkfifo(place.tree().pathOf("a.csv").constData(), 0600), 0);
    });
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.failures["a.csv"].kind, ErrorKind::Conflict);
}

void filesource_test::saysWhenAFolderCannotBeRead()
{
    FilePlace place;
    place.put("open/a.csv", "1");
    place.put("denied/b.csv", "2");
    place.deny("denied");
    const auto listing = probe(place.url());
    VERIFY_ERROR(listing, ErrorKind::Denied);
    QVERIFY2(listing.error().subject.endsWith("/denied"_L1), qPrintable(listing.error().subject));
    const auto without = probe(place.url(), {{}, {}, {*Glob::parse(u"denied/"_s)}});
    VERIFY_VALUE(without);
    QCOMPARE(pathsOf(*without), "open/a.csv");
}

void filesource_test::tellsAMissingDayFromAMissingDisk()
{
    FilePlace place;
    place.put("2024-08-26/a.csv", "1");
    VERIFY_ERROR(probe(place.url() + u"{yyyy-MM-dd}/"_s), ErrorKind::NotFound);
    VERIFY_VALUE(probe(place.url() + u"{yyyy-MM-dd:-1d}/"_s));
    const auto unmounted = probe(place.url() + u"share/{yyyy-MM-dd}/"_s);
    VERIFY_ERROR(unmounted, ErrorKind::Network);
    QVERIFY2(unmounted.error().subject.endsWith("/share/"_L1), qPrintable(unmounted.error().subject));
}

void filesource_test::saysThatAFileIsNoFolder()
{
    FilePlace place;
    place.put("a.csv", "1");
    VERIFY_ERROR(probe(place.url() + u"a.csv/"_s), ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(filesource_test)
#include "filesource_test.moc"
