#include "core/store/prune.h"
#include "core/store/sweep.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

/// A disk without hard links (FAT, some network shares), or with few of them: this program's own linkat says
/// so.
static int linksLeft = 0;
static int refusal = EPERM;

extern "C" int linkat(int fromDirectory, const char *from, int toDirectory, const char *to,
                      int flags) noexcept
{
    if (linksLeft <= 0) {
        struct stat status{};
        if (::fstatat(fromDirectory, from, &status, 0) != 0)
            return -1; // as the kernel: what is not there is told first
        errno = refusal;
        return -1;
    }
    --linksLeft;
    return int(::syscall(SYS_linkat, fromDirectory, from, toDirectory, to, flags));
}

class StoreNoLinksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesWhereLinksAreRefused_data();
    void copiesWhereLinksAreRefused();
    void sharesACopyWhenOneFileHasTooManyLinks();
    void keepsBlobsThatOnlyManifestsUse();
};

static nlink_t linksOf(const QString &path)
{
    struct stat status{};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_nlink : 0;
}

void StoreNoLinksTest::copiesWhereLinksAreRefused_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("no links on this disk") << EPERM;
    QTest::newRow("another disk") << EXDEV;
    QTest::newRow("not supported") << EOPNOTSUPP;
    QTest::newRow("too many") << EMLINK;
}

void StoreNoLinksTest::copiesWhereLinksAreRefused()
{
    QFETCH(const int, error);
    linksLeft = 0;
    refusal = error;
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const Files files{{"a", "1"}, {"d/b", "1"}, {"large", QByteArray(700'000, 'x')}};
    const auto first = test.fetch(folder, files, morning);
    VERIFY_VALUE(first);
    QCOMPARE(filesBelow(folder.snapshotPath(*first)), files);
    QCOMPARE(linksOf(folder.snapshotPath(*first) + u"/a"_s), nlink_t(1));
    const auto kept = folder.manifest(*first);
    const auto second = test.fetch(folder, {{"c", "3"}}, morning + 1h, kept->files);
    VERIFY_VALUE(second);
    Files both = files;
    both["c"] = "3";
    QCOMPARE(filesBelow(folder.snapshotPath(*second)), both);
}

void StoreNoLinksTest::sharesACopyWhenOneFileHasTooManyLinks()
{
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    linksLeft = 3;
    refusal = EMLINK;
    Files files;
    for (int i = 0; i < 10; ++i)
        files["f" + QByteArray::number(i)] = "same";
    const auto id = test.fetch(folder, files, morning);
    VERIFY_VALUE(id);
    QCOMPARE(filesBelow(folder.snapshotPath(*id)), files);
}

void StoreNoLinksTest::keepsBlobsThatOnlyManifestsUse()
{
    linksLeft = 0;
    refusal = EPERM;
    StoreHome test;
    const auto folder = test.add(u"acme/shipments"_s);
    const auto first = test.fetch(folder, {{"a", "1"}}, morning);
    const auto second = test.fetch(folder, {{"b", "2"}}, morning + 1h);
    const auto one = folder.manifest(*first)->files[0].hash;
    const auto two = folder.manifest(*second)->files[0].hash;
    VERIFY_VALUE(sweep(test.home(), SweepDepth::Full, morning, {}));
    QVERIFY(QFile::exists(test.home().store().blob(one)));
    PrunePlan plan;
    plan.removals.push_back({folder.name(), *first, 0, {}});
    const auto pruned = prune(test.home(), plan, morning + 48h, {});
    VERIFY_VALUE(pruned);
    QVERIFY(!QFile::exists(test.home().store().blob(one)));
    QVERIFY(QFile::exists(test.home().store().blob(two)));
}

QTEST_GUILESS_MAIN(StoreNoLinksTest)
#include "storenolinks_test.moc"
