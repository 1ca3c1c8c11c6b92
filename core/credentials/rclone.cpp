#include "core/credentials/rclone.h"

#include "core/base/processrunner.h"
#include "core/http/shortquestion.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>

#include <array>
#include <condition_variable>
#include <thread>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto startPatience = 30s; // it answers within 0.1 s on an idle machine
constexpr auto stopCheck = 50ms;
constexpr qsizetype keptLog = 16 * 1024; // its last words, by which we tell why it ended
constexpr qint64 maxConfigurationBytes = 4 * 1024 * 1024; // a longer file is no configuration
constexpr auto userName = "larder";
constexpr auto installHint =
    "install rclone 1.60 or newer (apt install rclone, or rclone.org/install) so that it "
    "is in PATH"_L1;

/// Of the variables that people set for their own rclone: what would have it listen elsewhere, log elsewhere
/// or more than it should, do nothing, or pass over files in silence.
constexpr std::array foreignVariables{
    "RCLONE_RC"_L1,       "RCLONE_LOG"_L1,         "RCLONE_QUIET"_L1,  "RCLONE_VERBOSE"_L1,
    "RCLONE_SYSLOG"_L1,   "RCLONE_USE_JSON"_L1,    "RCLONE_DUMP"_L1,   "RCLONE_STATS"_L1,
    "RCLONE_DRY"_L1,      "RCLONE_INTERACTIVE"_L1, "RCLONE_FILTER"_L1, "RCLONE_INCLUDE"_L1,
    "RCLONE_EXCLUDE"_L1,  "RCLONE_FILES"_L1,       "RCLONE_MAX_"_L1,   "RCLONE_MIN_"_L1,
    "RCLONE_METRICS_"_L1,
};

QByteArray randomPassword()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype{random.size()});
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

QProcessEnvironment environmentFor(QProcessEnvironment environment, const QByteArray &password)
{
    for (const QString &name : environment.keys()) {
        const bool isForeign = std::ranges::any_of(
            foreignVariables, [&name](QLatin1StringView start) { return name.startsWith(start); });
        if (isForeign)
            environment.remove(name);
    }
    const auto insert = [&environment](const QString &name, const QString &value) {
        if (!environment.contains(name))
            environment.insert(name, value);
    };
    environment.insert(u"RCLONE_RC_USER"_s, QString::fromLatin1(userName));
    environment.insert(u"RCLONE_RC_PASS"_s, QString::fromLatin1(password));
    // When it was uploaded; and a bucket need not be asked for each object's own time.
    insert(u"RCLONE_USE_SERVER_MODTIME"_s, u"true"_s);
    // We try again ourselves; a wrong password that is tried ten times locks people out.
    insert(u"RCLONE_LOW_LEVEL_RETRIES"_s, u"2"_s);
    insert(u"RCLONE_CONTIMEOUT"_s, u"10s"_s);
    insert(u"RCLONE_TIMEOUT"_s, u"60s"_s);
    return environment;
}

/// Why it ended before it answered; its own words are not repeated.
std::unexpected<Error> endedEarly(const QByteArray &log)
{
    const auto says = [&log](QByteArrayView part) { return log.contains(part); };
    if (says("decrypt") || says("RCLONE_CONFIG_PASS")) {
        return failure(ErrorKind::SignInNeeded, u"the configuration of rclone is encrypted"_s, {},
                       u"set RCLONE_CONFIG_PASS or RCLONE_PASSWORD_COMMAND where Larder is started"_s);
    }
    if (says("config file")) {
        return failure(ErrorKind::SignInNeeded, u"rclone cannot read its configuration"_s, {},
                       u"see what `rclone listremotes` says"_s);
    }
    return failure(ErrorKind::Unsupported, u"rclone ended before it could be asked"_s, {},
                   u"see what `rclone version` says"_s);
}

std::unexpected<Error> tooOld(const QString &version)
{
    return failure(ErrorKind::Unsupported,
                   version.isEmpty() ? u"the installed rclone is too old"_s
                                     : u"the installed rclone is too old: %1"_s.arg(version),
                   {}, installHint);
}

} // namespace

/// The child, on a thread that lives as long as it does: the kernel ends it when that thread is no more.
class RcloneProcess
{
public:
    RcloneProcess(QString program, QProcessEnvironment environment)
        : m_thread([this, program = std::move(program),
                    environment = std::move(environment)](const std::stop_token &stop) {
              const auto ended = runProcess({.program = program,
                                             .arguments = {u"rcd"_s, u"--rc-addr"_s, u"127.0.0.1:0"_s,
                                                           u"--rc-serve"_s, u"--ask-password=false"_s},
                                             .environment = environment,
                                             .takeOutput = [this](QByteArrayView said) -> Result<void> {
                                                 heard(said);
                                                 return {};
                                             },
                                             .group = ProcessGroup::Own},
                                            stop);
              const std::scoped_lock lock(m_guard);
              m_hasEnded = true;
              m_told.notify_all();
          })
    { }

    /// Once it listens. Errors: as Rclone::server.
    Result<QByteArray> url(const std::stop_token &stop)
    {
        const auto until = std::chrono::steady_clock::now() + startPatience;
        std::unique_lock lock(m_guard);
        while (m_url.isEmpty() && !m_hasEnded) {
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"stopped"_s);
            if (std::chrono::steady_clock::now() > until)
                return failure(ErrorKind::Timeout, u"rclone does not begin to answer"_s, {}, u"try again"_s);
            m_told.wait_for(lock, stopCheck);
        }
        if (m_hasEnded)
            return endedEarly(m_log);
        return m_url;
    }

    bool hasEnded() const
    {
        const std::scoped_lock lock(m_guard);
        return m_hasEnded;
    }

    /// It ends where it cannot read its configuration, and that only when it is asked: waits for its last
    /// words.
    Error lastWords(const std::stop_token &stop, const Error &otherwise)
    {
        const auto until = std::chrono::steady_clock::now() + 1s;
        std::unique_lock lock(m_guard);
        while (!m_hasEnded && !stop.stop_requested() && std::chrono::steady_clock::now() < until)
            m_told.wait_for(lock, stopCheck);
        return m_hasEnded ? endedEarly(m_log).error() : otherwise;
    }

private:
    void heard(QByteArrayView said)
    {
        static const QRegularExpression form(u"(http://127\\.0\\.0\\.1:[0-9]+/)"_s);
        const std::scoped_lock lock(m_guard);
        m_log += said;
        m_log = m_log.last(std::min(keptLog, m_log.size()));
        if (!m_url.isEmpty())
            return;
        m_url = form.match(QString::fromUtf8(m_log)).captured(1).toLatin1();
        m_told.notify_all();
    }

    mutable std::mutex m_guard;
    std::condition_variable m_told;
    QByteArray m_log;
    QByteArray m_url;
    bool m_hasEnded = false;
    std::jthread m_thread; ///< last: it uses what stands above
};

RcloneServer::RcloneServer(std::unique_ptr<RcloneProcess> process, QByteArray url, QByteArray authorization)
    : m_process(std::move(process)),
      m_url(std::move(url)),
      m_authorization(std::move(authorization))
{ }

RcloneServer::~RcloneServer() = default;

HttpRequest RcloneServer::call(const QByteArray &method, const QByteArray &parameters) const
{
    return prepared({"POST", m_url + method, {{"Content-Type", "application/json"}}, parameters});
}

HttpRequest RcloneServer::prepared(HttpRequest request) const
{
    request.headers.emplaceBack("Authorization", m_authorization);
    request.isDirect = true;
    return request;
}

bool RcloneServer::hasEnded() const
{
    return m_process->hasEnded();
}

Rclone::Rclone(QProcessEnvironment environment, const HttpClientFactory &http)
    : m_environment(std::move(environment)),
      m_http(http)
{ }

Result<std::shared_ptr<const RcloneServer>> Rclone::server(const std::stop_token &stop)
{
    std::unique_lock lock(m_guard, std::defer_lock);
    while (!lock.try_lock_for(stopCheck)) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
    }
    if (auto running = m_running.lock(); running && !running->hasEnded())
        return running;
    auto started = start(stop);
    if (started)
        m_running = *started;
    return started;
}

/// It reads its configuration when it is first asked, and knows the newest call that we need, or is too old.
Result<std::shared_ptr<const RcloneServer>> Rclone::start(const std::stop_token &stop) const
{
    const QString program = QStandardPaths::findExecutable(
        u"rclone"_s, m_environment.value(u"PATH"_s).split(u':', Qt::SkipEmptyParts));
    if (program.isEmpty()) {
        return failure(ErrorKind::Unsupported, u"rclone, which reads this place, is not installed"_s, {},
                       installHint);
    }
    const QByteArray password = randomPassword();
    auto process = std::make_unique<RcloneProcess>(program, environmentFor(m_environment, password));
    const Result<QByteArray> url = process->url(stop);
    if (!url)
        return failure(url);
    RcloneProcess &running = *process;
    auto server = std::make_shared<const RcloneServer>(
        std::move(process), *url, "Basic " + QByteArray(QByteArray(userName) + ':' + password).toBase64());
    const std::unique_ptr<HttpClient> client = m_http.makeClient();
    // What a call lacks it asks for (400); one that it does not know is 404.
    const auto explain = [](const HttpHead &head, const QByteArray &) {
        const ErrorKind kind = head.status == 400 ? ErrorKind::Invalid : ErrorKind::Unsupported;
        return std::optional(HttpFailure{{kind, {}, {}, {}}, Persistence::Lasting});
    };
    const auto ask = [&](const QByteArray &method) {
        return askShortly(*client, {[&] { return server->call(method, "{}"); }, explain}, stop);
    };
    if (const auto remotes = ask("config/listremotes"); !remotes)
        return std::unexpected(running.lastWords(
            stop, remotes.error().kind == ErrorKind::Unsupported ? tooOld({}).error() : remotes.error()));
    if (const auto stat = ask("operations/stat"); !stat && stat.error().kind == ErrorKind::Unsupported) {
        const auto version = ask("core/version");
        return tooOld(version ? QJsonDocument::fromJson(version->body)["version"_L1].toString() : QString());
    }
    return server;
}

QString Rclone::configuration() const
{
    const QString chosen = m_environment.value(u"RCLONE_CONFIG"_s);
    const QString home = m_environment.value(u"HOME"_s, QDir::homePath());
    const QString folder = m_environment.value(u"XDG_CONFIG_HOME"_s, home + u"/.config"_s);
    for (const QString &path :
         {chosen, QString(folder + u"/rclone/rclone.conf"_s),
          QString(home + u"/.config/rclone/rclone.conf"_s), QString(home + u"/.rclone.conf"_s)}) {
        if (!path.isEmpty() && (QFile::exists(path) || path == chosen))
            return path;
    }
    return {};
}

QStringList Rclone::remotes() const
{
    static const QRegularExpression section(u"^\\[([^\\]]+)\\]\\s*$"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression variable(u"^RCLONE_CONFIG_(.+)_TYPE$"_s);
    QStringList names;
    QFile file(configuration());
    if (file.open(QIODevice::ReadOnly) && file.size() <= maxConfigurationBytes) {
        const QString text = QString::fromUtf8(file.read(maxConfigurationBytes));
        for (auto matches = section.globalMatch(text); matches.hasNext();)
            names << matches.next().captured(1);
    }
    for (const QString &name : m_environment.keys()) {
        if (const auto match = variable.match(name); match.hasMatch())
            names << match.captured(1).toLower();
    }
    names.removeDuplicates();
    names.sort();
    return names;
}

} // namespace larder
