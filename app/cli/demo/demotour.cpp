#include "app/cli/demo/demotour.h"

#include "app/plugin.h"
#include "core/base/processrunner.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestStep = 60s;
constexpr auto web = "acme/shipments"_L1;
constexpr auto folder = "globex/orders"_L1;
// The same number of bytes, so that size and Last-Modified tell nothing.
constexpr QByteArrayView wrongPrices = "item,price\nbolt,1.20\nnut,0.05\nscrew,9.99\n";
constexpr QByteArrayView rightPrices = "item,price\nbolt,1.20\nnut,0.05\nscrew,0.09\n";

/// Snapshot directories are read-only; a temporary home goes all the same.
void makeWritable(const QString &root)
{
    constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    QFile::setPermissions(root, owner);
    QDirIterator directories(root, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                             QDirIterator::Subdirectories);
    while (directories.hasNext())
        QFile::setPermissions(directories.next(), owner);
}

/// The program that people call, beside ours: it is what the tour shows.
QString frontProgram()
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString &place : {u"larder"_s, u"../../bin/larder"_s}) {
        if (QFileInfo(here.filePath(place)).isExecutable())
            return QDir::cleanPath(here.filePath(place));
    }
    return QCoreApplication::applicationFilePath();
}

QString shellQuoted(const QString &word)
{
    static constexpr QStringView plain = u"/:.@=-_+";
    const bool isPlain =
        std::ranges::all_of(word, [](QChar c) { return c.isLetterOrNumber() || plain.contains(c); });
    return isPlain && !word.isEmpty() ? word : u"'%1'"_s.arg(word);
}

Instant at(const char *iso)
{
    return fromIso(QString::fromLatin1(iso)).value();
}

Result<void> writeFile(const QString &path, QByteArrayView content, Instant modified)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), content.size()) != content.size()
        || !file.flush() || !file.setFileTime(toDateTime(modified), QFileDevice::FileModificationTime)) {
        return failure(ErrorKind::Storage,
                       u"cannot write an export of the demo: %1"_s.arg(file.errorString()), path);
    }
    return {};
}

} // namespace

DemoTour::DemoTour(Output &output, std::stop_token stop, std::unique_ptr<DemoServer> server)
    : m_output(output),
      m_stop(std::move(stop)),
      m_server(std::move(server)),
      m_folder(QDir::tempPath() + "/larder-demo-XXXXXX"_L1),
      m_program(frontProgram())
{ }

DemoTour::~DemoTour()
{
    makeWritable(m_folder.path());
}

Result<std::unique_ptr<DemoTour>> DemoTour::prepare(Output &output, std::stop_token stop)
{
    auto server = openPlugin<DemoServerPlugin>(u"larder-demoserver"_s).and_then([](DemoServerPlugin *plugin) {
        return plugin->start();
    });
    if (!server)
        return failure(server);
    std::unique_ptr<DemoTour> tour(new DemoTour(output, std::move(stop), std::move(*server)));
    if (!tour->m_folder.isValid()) {
        return failure(ErrorKind::Storage,
                       u"cannot make a temporary home: %1"_s.arg(tour->m_folder.errorString()),
                       QDir::tempPath());
    }
    if (const auto written = tour->writeExports(); !written)
        return failure(written);
    return tour;
}

Result<void> DemoTour::writeExports()
{
    m_server->put("acme/shipments/prices.csv", wrongPrices.toByteArray(), at("2026-08-02T04:10:00Z"));
    m_server->put("acme/shipments/2026-08/week-31.csv", "id,parcels\n1,12\n2,7\n",
                  at("2026-07-31T04:10:00Z"));
    const QString exports = m_folder.filePath(u"exports"_s);
    if (!QDir().mkpath(exports))
        return failure(ErrorKind::Storage, u"cannot make a folder"_s, exports);
    if (const auto written =
            writeFile(exports + "/orders-east.csv"_L1, "id,total\n1,10\n", at("2026-08-01T03:00:00Z"));
        !written)
        return written;
    return writeFile(exports + "/orders-west.csv"_L1, "id,total\n2,20\n", at("2026-08-01T03:00:00Z"));
}

void DemoTour::chapter(const QString &text)
{
    m_output.told(QString());
    m_output.told(coloured("# "_L1 + text, Colour::Bold, m_output.out()));
}

DemoTour::Said DemoTour::larder(const QString &at, const QStringList &arguments, int expectedExit)
{
    if (m_broken)
        return {expectedExit, {}, {}};
    QStringList words = arguments;
    words << u"--as-of"_s << at;
    QStringList shown;
    for (const QString &word : words)
        shown << shellQuoted(word);
    m_output.told(coloured(u"$ larder %1"_s.arg(shown.join(u' ')), Colour::Blue, m_output.out()));

    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LARDER_HOME"_s, m_folder.filePath(u"home"_s));
    environment.insert(u"TZ"_s, u"Europe/Paris"_s);
    environment.remove(u"LARDER_AS_OF"_s);
    for (const auto &proxy : {"http_proxy"_L1, "HTTP_PROXY"_L1, "ALL_PROXY"_L1, "all_proxy"_L1})
        environment.remove(proxy);
    const auto ended = runProcess({.program = m_program,
                                   .arguments = words,
                                   .environment = environment,
                                   .workingDirectory = m_folder.path(),
                                   .timeout = longestStep},
                                  m_stop);
    if (!ended) {
        m_broken = ended.error();
        return {expectedExit, {}, {}};
    }
    ++m_steps;
    const Said said{ended->exitCode, QString::fromUtf8(ended->out), QString::fromUtf8(ended->err)};
    for (const QString &text : {said.err, said.out}) {
        for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
            m_output.told("  "_L1 + line);
    }
    if (said.exit != 0)
        m_output.told(coloured(u"  (exit %1)"_s.arg(said.exit), Colour::Dim, m_output.out()));
    expect(said.exit == expectedExit,
           u"`larder %1` exits with %2"_s.arg(arguments.join(u' ')).arg(expectedExit));
    return said;
}

void DemoTour::expect(bool isTrue, const QString &what)
{
    if (isTrue || m_broken)
        return;
    m_faults << what;
    m_output.warning(u"not as it must be: %1"_s.arg(what));
}

void DemoTour::bind()
{
    const QString morning = u"2026-08-02T09:00"_s;
    chapter(u"Two customers: acme exports to a web server in Paris, globex to a folder from New York."_s);
    const auto added =
        larder(morning, {u"add"_s, web, m_server->url() + web + u'/', u"--zone"_s, u"Europe/Paris"_s}, 0);
    expect(added.out.contains(u"2 files"_s), u"`add` shows the two files of the web server"_s);
    larder(morning,
           {u"add"_s, folder, m_folder.filePath(u"exports/*.csv"_s), u"--zone"_s, u"America/New_York"_s}, 0);
    expect(m_server->bodies() == 0, u"`add` fetches nothing"_s);
}

void DemoTour::fetchOnce()
{
    chapter(u"The first read fetches …"_s);
    m_firstPath = larder(u"2026-08-02T09:05"_s, {u"path"_s, web}, 0).line();
    expect(m_broken || QFileInfo::exists(m_firstPath + "/prices.csv"_L1), u"the path holds prices.csv"_s);
    larder(u"2026-08-02T09:05"_s, {u"path"_s, folder}, 0);
    const int asked = m_server->requests();
    chapter(u"… and for the rest of the day the same path is given without a single request."_s);
    const auto hit = larder(u"2026-08-02T09:15"_s, {u"path"_s, web}, 0);
    expect(hit.line() == m_firstPath, u"a hit gives the same path"_s);
    expect(m_server->requests() == asked, u"a hit asks nobody"_s);
    const auto status = larder(u"2026-08-02T23:59:59"_s, {u"status"_s}, 0);
    expect(status.out.count(u"fresh"_s) >= 2, u"both are fresh until the day ends"_s);
    expect(m_server->requests() == asked, u"`status` asks nobody"_s);
}

void DemoTour::passMidnight()
{
    chapter(
        u"Midnight in Paris. Days count, not hours, and each customer has its own: globex's day goes on."_s);
    const auto status = larder(u"2026-08-03T00:00:00"_s, {u"status"_s}, 3);
    expect(status.out.contains(u"stale"_s) && status.out.contains(u"fresh"_s),
           u"acme is stale and globex still fresh"_s);
    const int asked = m_server->requests();
    const int bodies = m_server->bodies();
    chapter(u"The next read asks again. Nothing changed, so nothing is fetched."_s);
    const auto path = larder(u"2026-08-03T08:00"_s, {u"path"_s, web}, 0);
    expect(path.line() == m_firstPath, u"an unchanged source gives the same snapshot"_s);
    expect(m_server->requests() > asked, u"a stale read asks"_s);
    expect(m_server->bodies() == bodies, u"nothing is fetched when nothing changed"_s);
}

void DemoTour::noticeReupload()
{
    chapter(u"acme finds a wrong price and uploads again, the same day: same name, same size, same time."_s);
    m_server->put("acme/shipments/prices.csv", rightPrices.toByteArray(), at("2026-08-02T04:10:00Z"));
    const int bodies = m_server->bodies();
    const auto check = larder(u"2026-08-03T10:00"_s, {u"check"_s, web}, 3);
    expect(check.out.contains(u"prices.csv"_s), u"`check` names the changed file"_s);
    expect(m_server->bodies() == bodies, u"`check` fetches nothing"_s);
    chapter(u"A change is known, so nobody gets the old data any more, though the day has not ended."_s);
    const auto path = larder(u"2026-08-03T10:05"_s, {u"path"_s, web}, 0);
    expect(path.line() != m_firstPath, u"a changed source gives another snapshot"_s);
    expect(m_server->bodies() == bodies + 1, u"exactly the changed file is fetched"_s);
    larder(u"2026-08-03T10:06"_s, {u"why"_s, web}, 0);
    const auto diff = larder(u"2026-08-03T10:07"_s, {u"diff"_s, web}, 0);
    expect(diff.out.contains(u"1 changed, 1 identical"_s), u"`diff` tells what changed"_s);
}

void DemoTour::rollBack()
{
    const QString older = QFileInfo(m_firstPath).fileName();
    const QString file = web + "/prices.csv"_L1;
    chapter(u"The older snapshot is still there: whole, listed, and one command away."_s);
    const auto history = larder(u"2026-08-03T10:10"_s, {u"history"_s, web}, 0);
    expect(history.out.contains(older), u"`history` lists the older snapshot"_s);
    larder(u"2026-08-03T10:11"_s, {u"use"_s, web, older}, 0);
    const auto held = larder(u"2026-08-03T10:12"_s, {u"path"_s, web}, 0);
    expect(held.line() == m_firstPath, u"readers get the held snapshot"_s);
    expect(!held.err.isEmpty(), u"readers are told that it is held"_s);
    const auto old = larder(u"2026-08-03T10:12"_s, {u"cat"_s, file}, 0);
    expect(m_broken || old.out.toUtf8() == wrongPrices, u"the held snapshot has the old bytes"_s);
    larder(u"2026-08-03T10:13"_s, {u"use"_s, web, u"latest"_s}, 0);
    const auto now = larder(u"2026-08-03T10:14"_s, {u"cat"_s, file}, 0);
    expect(m_broken || now.out.toUtf8() == rightPrices, u"the newest snapshot has the new bytes"_s);
    larder(u"2026-08-03T10:15"_s, {u"verify"_s}, 0);
}

Result<void> DemoTour::run()
{
    m_output.told(u"A temporary home, real files, a real web server; --as-of moves the time."_s);
    bind();
    fetchOnce();
    passMidnight();
    noticeReupload();
    rollBack();
    m_output.json({{u"steps"_s, m_steps}, {u"faults"_s, QJsonArray::fromStringList(m_faults)}});
    if (m_broken)
        return std::unexpected(*m_broken);
    if (!m_faults.isEmpty()) {
        return failure(ErrorKind::Corrupt,
                       u"%1 of the demo's expectations did not hold"_s.arg(m_faults.size()), {},
                       u"see above; `larder doctor` may tell why"_s);
    }
    m_output.told(QString());
    m_output.told(
        u"That was all: %1 commands, everything as it must be. Yours: `larder add NAME URL`"_s.arg(m_steps));
    return {};
}

} // namespace larder
