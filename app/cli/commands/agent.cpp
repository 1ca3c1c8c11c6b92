#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/settingswatch.h"
#include "core/dataset/jsonfields.h"
#include "core/engine/background.h"
#include "core/engine/forecast.h"
#include "core/engine/pause.h"
#include "core/sync/index.h"
#include "core/wording/heldbackwords.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

#include <QCoreApplication>

#include <malloc.h>

#include <cstdlib>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestShutDown = 5s; // then the process ends without its runs; the store survives that
constexpr std::chrono::hours usualForecast{24};
constexpr std::size_t mostPlannedLooks = 10'000; // nobody reads more

struct Options {
    bool isDry = false;
    QString until;
};

/// One line on stderr per run and per turn of events, with the machine's time.
class Log
{
public:
    Log(Output &output, const Clock &clock) : m_output(output), m_clock(clock) { }

    void tell(const QString &line) const { m_output.note(stamped(line)); }
    void warn(const QString &line) const { m_output.warning(stamped(line)); }

private:
    [[nodiscard]] QString stamped(const QString &line) const
    {
        return instantText(m_clock.now(), QTimeZone::systemTimeZone(), Precision::Seconds) + u"  "_s + line;
    }
    Output &m_output;
    const Clock &m_clock;
};

struct Tally {
    int runs = 0;
    int failed = 0;
};

void tellRun(const Log &log, const FinishedRun &run, Tally &tally)
{
    const QString name = run.dataset.text();
    ++tally.runs;
    const bool hasFailed = !run.result || run.result->outcome == Outcome::Failed;
    if (hasFailed)
        ++tally.failed;
    const QString what = run.result ? runSentence(*run.result) : errorSentence(run.result.error());
    if (hasFailed)
        log.warn(u"%1: %2"_s.arg(name, what));
    else
        log.tell(u"%1: %2"_s.arg(name, what));
    if (run.result && run.result->afterError)
        log.warn(u"%1: after it, %2"_s.arg(name, errorSentence(*run.result->afterError)));
}

void tellPermission(const Log &log, const Permissions &permissions)
{
    if (permissions.overNetwork)
        log.tell(heldBackText(*permissions.overNetwork, QTimeZone::systemTimeZone()));
    else
        log.tell(u"looking"_s);
}

/// Ends the event loop when a person says so. Lives as long as the loop.
class QuitOnStop
{
public:
    explicit QuitOnStop(const std::stop_token &stop)
        : m_callback(stop, [] {
              QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit,
                                        Qt::QueuedConnection);
          })
    { }

private:
    std::stop_callback<std::function<void()>> m_callback;
};

Result<ExitCode> watch(Session &session)
{
    mallopt(M_ARENA_MAX, 2); // as the desktop does: its threads are many and mostly idle
    const auto opened = session.open(Access::Write);
    if (!opened)
        return failure(opened);
    Composition &composition = **opened;
    if (composition.clock().isFrozen()) {
        return failure(ErrorKind::Invalid, u"agent cannot look while time stands still"_s, u"--as-of"_s,
                       u"leave out --as-of and LARDER_AS_OF, or ask for a --dry-run"_s);
    }
    const Log log(session.output(), composition.clock());
    Tally tally;
    const DataLayout &data = composition.home().data();
    Engine engine(composition.refreshFunction(), composition.settings().concurrency);
    HomeWatch watch(data, [&composition] { return composition.homeReader(); }, composition.clock());
    Scheduler scheduler(data.schedulerLock(), composition.clock(),
                        [&engine] { return engine.hasRoomForBackground(); });
    Background background(
        {composition.home(), composition.clock(), engine, watch, scheduler, composition.openNetwork()},
        composition.settings());
    SettingsWatch settings;

    QObject here; // of the connections
    QObject::connect(&engine, &Engine::runFinished, &here,
                     [&](const FinishedRun &run) { tellRun(log, run, tally); });
    QObject::connect(&watch, &HomeWatch::readFailed, &here,
                     [&](const Error &error) { log.warn(errorSentence(error)); });
    QObject::connect(&background, &Background::networkFailed, &here,
                     [&](const Error &error) { log.warn(errorSentence(error)); });
    QObject::connect(&scheduler, &Scheduler::looksSkipped, &here, [&](const QList<SkippedLook> &skipped) {
        for (const SkippedLook &look : skipped)
            log.tell(u"%1: %2"_s.arg(look.dataset.text(),
                                     heldBackText(look.heldBack, QTimeZone::systemTimeZone())));
    });
    bool isSecond = false;
    QObject::connect(&watch, &HomeWatch::permissionsChanged, &here, [&](const Permissions &permissions) {
        if (scheduler.isWatching())
            tellPermission(log, permissions);
        else if (!scheduler.trouble() && !std::exchange(isSecond, true))
            log.tell(u"another Larder looks in the background; waiting to take over"_s);
    });
    QObject::connect(&scheduler, &Scheduler::watchingChanged, &here, [&] {
        if (scheduler.trouble())
            log.warn(errorSentence(*scheduler.trouble()));
        else if (scheduler.isWatching() && isSecond)
            tellPermission(log, scheduler.permissions());
    });
    QObject::connect(&settings, &SettingsWatch::settingsChanged, &here, [&](const Settings &changed) {
        composition.apply(changed);
        background.applySettings(changed);
        log.tell(u"the settings changed"_s);
    });

    settings.start();
    background.start();
    const QuitOnStop quitOnStop(session.stop());
    QCoreApplication::exec();
    if (!engine.shutDown(longestShutDown))
        std::_Exit(EXIT_SUCCESS);
    session.output().json({{u"runs"_s, tally.runs}, {u"failed"_s, tally.failed}});
    return ExitCode::Done;
}

QString causeText(LookCause cause)
{
    switch (cause) {
    case LookCause::FirstFetch:
        return u"first fetch"_s;
    case LookCause::KnownChange:
        return u"a known change"_s;
    case LookCause::Retry:
        return u"again after a failure"_s;
    case LookCause::Expiry:
        return u"fresh no longer"_s;
    case LookCause::Report:
        return u"an open report"_s;
    case LookCause::Recheck:
        return u"recheck"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString causeName(LookCause cause)
{
    switch (cause) {
    case LookCause::FirstFetch:
        return u"first-fetch"_s;
    case LookCause::KnownChange:
        return u"known-change"_s;
    case LookCause::Retry:
        return u"retry"_s;
    case LookCause::Expiry:
        return u"expiry"_s;
    case LookCause::Report:
        return u"report"_s;
    case LookCause::Recheck:
        return u"recheck"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString doesName(const std::optional<HeldBack> &held)
{
    if (!held)
        return u"sync"_s;
    return held->withheld == Withheld::Fetch ? u"check"_s : u"nothing"_s;
}

QJsonObject lookJson(const PlannedLook &look)
{
    return {{u"at"_s, toIso(look.at)},
            {u"dataset"_s, look.dataset.text()},
            {u"why"_s, causeName(look.cause)},
            {u"does"_s, doesName(look.heldBack)},
            {u"held_back_by"_s, look.heldBack ? QJsonValue(heldBackByName(look.heldBack->by)) : QJsonValue()},
            {u"held_back_until"_s, look.heldBack ? instantOrNull(look.heldBack->until) : QJsonValue()}};
}

TextTable tableOf(const Forecast &planned, const Reader &reader)
{
    TextTable table({{u"WHEN"_s}, {u"DATASET"_s}, {u"WHY"_s, Align::Left, true}});
    for (const PlannedLook &look : planned.looks) {
        const QString cause = causeText(look.cause);
        table.addRow({friendlyInstant(look.at, reader.now, reader.viewerZone), look.dataset.text(),
                      look.heldBack ? u"%1; %2"_s.arg(cause, heldBackFor(*look.heldBack, reader)) : cause});
    }
    return table;
}

Result<ExitCode> plan(Session &session, const QString &untilText)
{
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    const Home &home = (*composition)->home();
    const Instant now = (*composition)->clock().now();
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const auto until = untilText.isEmpty() ? now + usualForecast : fromPersonsTime(untilText, zone);
    if (!until) {
        return failure(ErrorKind::Invalid, u"\"%1\" is not a time"_s.arg(untilText), untilText,
                       u"write 2026-08-01T23:00, 2026-08-01 or 2026-08-01T21:00:00Z"_s);
    }
    const auto rows = rowsFromFiles(home);
    if (!rows)
        return failure(rows);
    const Circumstances circumstances{.settings = (*composition)->settings(), .surroundings = {}};
    const Forecast planned =
        forecast(*rows, circumstances, pauseAt(now, home.data()), now, *until, zone, mostPlannedLooks);

    Output &output = session.output();
    QJsonArray looks;
    for (const PlannedLook &look : planned.looks)
        looks.append(lookJson(look));
    output.json({{u"from"_s, toIso(now)},
                 {u"until"_s, toIso(*until)},
                 {u"looks"_s, looks},
                 {u"cut_off"_s, planned.isCutOff}});
    const Reader reader{.now = now, .viewerZone = zone, .customerZone = zone};
    if (planned.looks.empty())
        output.told(u"nothing falls due until %1"_s.arg(friendlyInstant(*until, now, zone)));
    else
        output.result(tableOf(planned, reader));
    if (planned.isCutOff)
        output.warning(u"only the first %1 are shown"_s.arg(mostPlannedLooks));
    return ExitCode::Done;
}

} // namespace

Action declareAgent(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    auto *dry =
        command.add_flag("--dry-run", options->isDry,
                         "only say what would be looked at, and when, if nothing changed at the sources");
    command.add_option("--until", options->until, "with --dry-run: up to this time; 24 hours when left out")
        ->type_name("TIME")
        ->needs(dry);
    return [options](Session &session) {
        return options->isDry ? plan(session, options->until) : watch(session);
    };
}

} // namespace larder
