/// The measured half of tests/bench/run: one piece of work per call, the seconds it took on stdout.
///   larder-bench scan DIR · heads INDEX URLS · download INDEX URLS DIR · get URLS DIR · drain URLS ·
///   drain-ranges URL · links FROM TO     the floors (floors.h)
///   larder-bench caches DIR              Larder reads a joblib store
///   larder-bench check|refresh NAME      Larder, in process, in $LARDER_HOME
/// URLS is a file with one address per line.
#include "core/base/clock.h"
#include "core/caches/caches.h"
#include "core/caches/prospect.h"
#include "core/credentials/signins.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/store/home.h"
#include "core/sync/check.h"
#include "core/sync/refresh.h"
#include "tests/bench/floors.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QTextStream>
#include <QThreadPool>

#include <chrono>
#include <fstream>

namespace {

using namespace larder;
using namespace Qt::StringLiterals;

std::vector<std::string> linesOf(const QString &path)
{
    std::vector<std::string> lines;
    std::ifstream file(path.toStdString());
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

int complain(const Error &error)
{
    QTextStream(stderr) << error.message << ' ' << error.subject << '\n';
    return 1;
}

/// What the program itself does between "the home is open" and "it is done".
int measureLarder(const QString &what, const DatasetName &dataset)
{
    const auto roots = HomeRoots::fromEnvironment();
    if (!roots)
        return complain(roots.error());
    const auto home = Home::open(*roots);
    if (!home)
        return complain(home.error());
    const SystemClock clock;
    RateLimiter limiter;
    CurlClientFactory http({}, limiter);
    QThreadPool pool;
    SignIns signIns(QProcessEnvironment::systemEnvironment(), http);
    const SyncServices services{*home, clock, http, signIns, pool};

    const auto start = std::chrono::steady_clock::now();
    QString outcome;
    if (what == u"check") {
        const auto report = check(services, dataset, {});
        if (!report)
            return complain(report.error());
        if (report->error)
            return complain(*report->error);
        outcome = report->remote == Remote::Same ? u"same"_s : u"not-the-same"_s;
    } else {
        const auto report = refresh(services, {.dataset = dataset}, {}, {});
        if (!report)
            return complain(report.error());
        if (report->error)
            return complain(*report->error);
        outcome = outcomeName(report->outcome);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    QTextStream(stdout) << took.count() << ' ' << outcome << '\n';
    return 0;
}

/// Reads and judges, as `larder caches` does.
int measureCaches(const QString &directory)
{
    QThreadPool pool;
    const Instant now = SystemClock().now();
    const auto start = std::chrono::steady_clock::now();
    const auto contents = readCache({CacheKind::Joblib, directory}, pool, now, {}, {});
    if (!contents)
        return complain(contents.error());
    ReaderHabits habits;
    habits.zone = QTimeZone::systemTimeZone();
    qint64 hits = 0;
    for (const CacheItem &item : contents->items)
        hits += prospectOf(*contents, item, habits, now).outlook == Outlook::Hit ? 1 : 0;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    QTextStream(stdout) << took.count() << ' ' << hits << "-hits\n";
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    const auto is = [&](const char *name, qsizetype count) {
        return words.size() == count && words[0] == QLatin1StringView(name);
    };
    const auto path = [&](qsizetype i) { return std::filesystem::path(words[i].toStdString()); };
    double seconds = 0;
    if (is("scan", 2)) {
        seconds = bench::scanAndStat(path(1));
    } else if (is("heads", 3)) {
        seconds = bench::indexAndHeads(words[1].toStdString(), linesOf(words[2]));
    } else if (is("download", 4)) {
        seconds = bench::listAndDownload(words[1].toStdString(), linesOf(words[2]), path(3));
    } else if (is("get", 3)) {
        seconds = bench::download(linesOf(words[1]), path(2));
    } else if (is("drain", 2)) {
        seconds = bench::drain(linesOf(words[1]));
    } else if (is("drain-ranges", 2)) {
        seconds = bench::drainRanges(words[1].toStdString());
    } else if (is("links", 3)) {
        seconds = bench::hardLinks(path(1), path(2));
    } else if (is("caches", 2)) {
        return measureCaches(words[1]);
    } else if (is("check", 2) || is("refresh", 2)) {
        const auto dataset = DatasetName::parse(words[1]);
        return dataset ? measureLarder(words[0], *dataset) : complain(dataset.error());
    } else {
        QTextStream(stderr) << "larder-bench: see the head of tests/bench/bench.cpp\n";
        return 2;
    }
    QTextStream(stdout) << seconds << " floor\n";
    return 0;
}
