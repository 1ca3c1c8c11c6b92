#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "core/store/locks.h"
#include "core/store/sweep.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

#include <QFile>
#include <QStorageInfo>
#include <QTemporaryFile>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant earliestNow = Instant(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1));
constexpr auto largestClockSkew = 10s; // between this machine and the file system that holds the home
constexpr qint64 littleSpace = 1'000'000'000;

enum class Health { Good, Note, Problem };

struct Finding {
    QString subject;
    Health health = Health::Good;
    QString message;
    QString hint;
};

using Findings = std::vector<Finding>;

Finding problem(const QString &subject, const Error &error)
{
    const QString where = error.subject.isEmpty() ? QString() : u" (%1)"_s.arg(error.subject);
    return {subject, Health::Problem, error.message + where, error.hint};
}

QString healthName(Health health)
{
    switch (health) {
    case Health::Good:
        return u"ok"_s;
    case Health::Note:
        return u"note"_s;
    case Health::Problem:
        return u"problem"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Colour healthColour(Health health)
{
    switch (health) {
    case Health::Good:
        return Colour::Green;
    case Health::Note:
        return Colour::Yellow;
    case Health::Problem:
        return Colour::Red;
    }
    Q_UNREACHABLE_RETURN(Colour::Plain);
}

/// A file can be made there; its time is told by that file system.
Finding placeFinding(const QString &subject, const QString &folder)
{
    QTemporaryFile probe(folder + "/.doctor-XXXXXX"_L1);
    if (!probe.open() || probe.write("x", 1) != 1 || !probe.flush()) {
        return {subject, Health::Problem, u"%1 cannot be written: %2"_s.arg(folder, probe.errorString()),
                u"check who owns it, and whether the disk is read-only or full"_s};
    }
    const Instant fileTime = toInstant(probe.fileTime(QFileDevice::FileModificationTime));
    const auto skew = std::chrono::abs(fileTime - SystemClock().now());
    if (skew > largestClockSkew) {
        return {subject, Health::Note,
                u"the clock of the disk at %1 differs from ours by %2"_s.arg(
                    folder, durationInWords(std::chrono::duration_cast<std::chrono::seconds>(skew))),
                u"set both clocks by NTP"_s};
    }
    const qint64 free = QStorageInfo(folder).bytesAvailable();
    if (free < littleSpace) {
        return {subject, Health::Note, u"only %1 are left at %2"_s.arg(byteSizeText(free), folder),
                u"`larder prune` frees some; `larder config store=DIRECTORY` moves the store"_s};
    }
    return {subject, Health::Good, u"%1, %2 free"_s.arg(folder, byteSizeText(free)), {}};
}

Finding clockFinding(const Clock &clock)
{
    const Instant now = SystemClock().now();
    if (now < earliestNow) {
        return {u"clock"_s, Health::Problem, u"this machine believes that it is %1"_s.arg(toIso(now)),
                u"set the clock; freshness is judged by it"_s};
    }
    if (clock.isFrozen()) {
        return {u"clock"_s, Health::Note, u"time stands still at %1"_s.arg(toIso(clock.now())),
                u"that is what --as-of and LARDER_AS_OF are for"_s};
    }
    return {u"clock"_s,
            Health::Good,
            u"%1 in %2"_s.arg(instantText(now, QTimeZone::systemTimeZone()),
                              QString::fromLatin1(QTimeZone::systemTimeZoneId())),
            {}};
}

Finding catalogFinding(const Composition &composition)
{
    auto catalog = composition.openCatalog();
    if (!catalog)
        return problem(u"catalog"_s, catalog.error());
    if (!catalog->damagedSetAside().isEmpty()) {
        return {u"catalog"_s, Health::Note,
                u"it was damaged and is made anew; the old one lies at %1"_s.arg(catalog->damagedSetAside()),
                u"only the activity log is lost; remove the old one when it is not needed"_s};
    }
    if (const auto rows = catalog->rows(); !rows)
        return problem(u"catalog"_s, rows.error());
    return {u"catalog"_s, Health::Good, composition.home().data().catalog(), {}};
}

Finding locksFinding(const Home &home)
{
    const auto exclusive = StoreLock::tryAcquire(home, LockMode::Exclusive);
    if (!exclusive)
        return problem(u"locks"_s, exclusive.error());
    if (*exclusive)
        return {u"locks"_s, Health::Good, u"nobody is working on the store"_s, {}};
    QStringList holders;
    for (const DatasetName &name : home.datasets().value_or(std::vector<DatasetName>())) {
        if (const auto holder = RunLock::holder(home, name))
            holders << u"%1 by process %2"_s.arg(name.text()).arg(holder->processId);
    }
    return {u"locks"_s, Health::Note,
            holders.isEmpty() ? u"somebody is working on the store"_s
                              : u"being fetched: %1"_s.arg(holders.join(u", "_s)),
            u"wait for it; locks of dead processes are released by the system"_s};
}

/// What its files say, after what could be put right was put right.
Finding datasetFinding(const Home &home, const DatasetName &name, Instant now)
{
    const DatasetFolder folder = home.dataset(name);
    if (const auto recovered = folder.recover(now); !recovered)
        return problem(name.text(), recovered.error());
    const auto binding = folder.binding();
    if (!binding)
        return problem(name.text(), binding.error());
    const auto record = folder.record();
    if (!record)
        return problem(name.text(), record.error());
    if (const auto snapshots = folder.snapshots(); !snapshots)
        return problem(name.text(), snapshots.error());
    if (record->confirmedAt && *record->confirmedAt > now) {
        return {name.text(), Health::Note,
                u"it was confirmed at %1, which lies in the future"_s.arg(toIso(*record->confirmedAt)),
                u"check the clock; until then every read asks the source"_s};
    }
    return {name.text(), Health::Good, {}, {}};
}

Findings datasetFindings(const Composition &composition)
{
    const Home &home = composition.home();
    const Instant now = composition.requireWritableTime() ? composition.clock().now() : SystemClock().now();
    const auto names = home.datasets();
    if (!names)
        return {problem(u"datasets"_s, names.error())};
    Findings findings;
    for (const DatasetName &name : *names) {
        Finding finding = datasetFinding(home, name, now);
        if (finding.health != Health::Good)
            findings.push_back(std::move(finding));
    }
    const qsizetype wrong = qsizetype(findings.size());
    if (wrong == 0)
        findings.push_back(
            {u"datasets"_s, Health::Good, u"%1 bound, their files are whole"_s.arg(names->size()), {}});
    return findings;
}

Finding leftoversFinding(const Composition &composition, const std::stop_token &stop)
{
    const Instant now = composition.requireWritableTime() ? composition.clock().now() : SystemClock().now();
    const auto swept = sweep(composition.home(), SweepDepth::Full, now, stop);
    if (!swept)
        return problem(u"leftovers"_s, swept.error());
    if (swept->wasPostponed)
        return {u"leftovers"_s, Health::Note, u"runs are going; what is left over is removed later"_s, {}};
    const int count = swept->stagings + swept->partials + swept->snapshots + swept->blobs;
    return {u"leftovers"_s,
            Health::Good,
            count == 0 ? u"none"_s : u"removed %1, %2"_s.arg(count).arg(byteSizeText(swept->bytes)),
            {}};
}

Findings examine(Session &session)
{
    const auto clock = makeClock(session.options().asOf);
    Findings findings{clock ? clockFinding(**clock) : problem(u"clock"_s, clock.error())};
    const auto composition = session.open(Access::Read);
    if (!composition) {
        findings.push_back(problem(u"home"_s, composition.error()));
        return findings;
    }
    for (const Error &mistake : (*composition)->settingsMistakes())
        findings.push_back(problem(u"settings"_s, mistake));
    if ((*composition)->settingsMistakes().empty())
        findings.push_back({u"settings"_s, Health::Good, settingsFile().value_or(QString()), {}});
    const Home &home = (*composition)->home();
    findings.push_back(placeFinding(u"data"_s, home.data().root()));
    findings.push_back(placeFinding(u"store"_s, home.storeRoot()));
    findings.push_back(catalogFinding(**composition));
    findings.push_back(locksFinding(home));
    std::ranges::move(datasetFindings(**composition), std::back_inserter(findings));
    findings.push_back(leftoversFinding(**composition, session.stop()));
    return findings;
}

/// A person says that the old one is lost for good.
Result<QString> startNewStore()
{
    const auto roots = HomeRoots::fromEnvironment();
    if (!roots)
        return failure(roots);
    const auto home = Home::openWithNewStore(*roots);
    if (!home)
        return failure(home);
    return home->storeRoot();
}

Result<ExitCode> doctor(Session &session, bool wantsNewStore)
{
    if (wantsNewStore) {
        const auto store = startNewStore();
        if (!store)
            return failure(store);
        session.output().told(
            u"an empty store begins at %1; `larder refresh --all` fetches everything again"_s.arg(*store));
        session.output().json({{u"new_store"_s, *store}});
    }
    const Findings findings = examine(session);
    Output &output = session.output();
    QJsonArray checks;
    int problems = 0;
    for (const Finding &finding : findings) {
        const QString word =
            coloured(healthName(finding.health).leftJustified(7), healthColour(finding.health), output.out());
        output.result(
            u"%1  %2: %3"_s.arg(word, finding.subject.leftJustified(10), withoutControls(finding.message)));
        if (!finding.hint.isEmpty())
            output.result(u"%1%2"_s.arg(QString(21, u' '), finding.hint));
        problems += finding.health == Health::Problem ? 1 : 0;
        checks.append(QJsonObject{{u"subject"_s, finding.subject},
                                  {u"health"_s, healthName(finding.health)},
                                  {u"message"_s, finding.message},
                                  {u"hint"_s, finding.hint}});
    }
    output.json({{u"checks"_s, checks}, {u"problems"_s, problems}});
    return problems == 0 ? ExitCode::Done : ExitCode::Failed;
}

} // namespace

Action declareDoctor(CLI::App &command)
{
    auto wantsNewStore = std::make_shared<bool>(false);
    command.add_flag("--new-store", *wantsNewStore,
                     "the store is lost for good: start an empty one; everything is fetched again");
    return [wantsNewStore](Session &session) { return doctor(session, *wantsNewStore); };
}

} // namespace larder
