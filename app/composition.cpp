#include "app/composition.h"

#include "app/plugin.h"
#include "core/caches/fsspeclayer.h"
#include "core/caches/keeping.h"
#include "core/engine/pause.h"
#include "core/http/curlclientfactory.h"
#include "core/store/locks.h"
#include "core/store/schedulerlock.h"
#include "core/sync/activitylog.h"
#include "core/sync/index.h"
#include "core/sync/probing.h"

#include <QProcessEnvironment>

namespace larder {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<const Clock>> makeClock(const QString &asOf)
{
    const QString text = asOf.isEmpty() ? qEnvironmentVariable("LARDER_AS_OF") : asOf;
    if (text.isEmpty())
        return std::make_unique<SystemClock>();
    const auto instant = fromPersonsTime(text, QTimeZone::systemTimeZone());
    if (!instant) {
        return failure(ErrorKind::Invalid, u"\"%1\" is not a time"_s.arg(text), text,
                       u"write 2026-08-01T23:00, 2026-08-01 or 2026-08-01T21:00:00Z"_s);
    }
    return std::make_unique<FrozenClock>(*instant);
}

Composition::Composition(Home home, std::unique_ptr<const Clock> clock, LoadedSettings settings,
                         const HttpOptions &httpOptions, std::stop_token stop)
    : m_home(std::move(home)),
      m_clock(std::move(clock)),
      m_stop(std::move(stop)),
      m_settings(settings.settings),
      m_settingsMistakes(std::move(settings.mistakes)),
      m_limiter(m_settings.bandwidthBytesPerSecond),
      m_http(httpOptions, m_limiter),
      m_keyring(QProcessEnvironment::systemEnvironment()),
      m_credentials(m_home.data().credentials(), m_keyring),
      m_signIns(QProcessEnvironment::systemEnvironment(), m_http, &m_credentials),
      m_listings(*m_clock, [this](const QString &place, const DatasetName &dataset) {
          return liesAt(m_home, place, dataset, m_clock->now());
      })
{
    m_home.setFollower([this](const DatasetName &name, Instant now) { tendCaches(name, now); });
}

Result<std::unique_ptr<Composition>> Composition::open(const QString &asOf, Recovery recovery,
                                                       std::stop_token stop)
{
    auto clock = makeClock(asOf);
    if (!clock)
        return failure(clock);
    const auto roots = HomeRoots::fromEnvironment();
    if (!roots)
        return failure(roots);
    auto settings = loadSettings();
    if (!settings) // nobody is kept from the data by them
        settings = LoadedSettings{.settings = {}, .mistakes = {settings.error()}};
    const auto httpOptions = HttpOptions::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!httpOptions)
        return failure(httpOptions);
    auto home = Home::open(*roots);
    if (!home)
        return failure(home);
    std::unique_ptr<Composition> composition(new Composition(
        std::move(*home), std::move(*clock), std::move(*settings), *httpOptions, std::move(stop)));
    if (recovery == Recovery::AtOnce)
        composition->recover();
    return composition;
}

/// That may be written there.
Instant Composition::recoveryTime() const
{
    return requireWritableTime() ? m_clock->now() : SystemClock().now();
}

/// What cannot be put right is told by the command that meets it, and by `doctor`.
void Composition::recover() const
{
    std::call_once(m_recovery, [this] {
        (void)m_home.recover(recoveryTime());
        m_isRecovered = true;
    });
}

void Composition::recover(std::span<const DatasetName> names) const
{
    if (m_isRecovered)
        return;
    const Instant now = recoveryTime();
    for (const DatasetName &name : names)
        (void)m_home.dataset(name).recover(now);
}

void Composition::tendCaches(const DatasetName &name, Instant now)
{
    const DatasetFolder folder = m_home.dataset(name);
    Tended tended = tendTies(m_home, folder, m_pool, now, m_stop);
    if (const auto renewed = renewFsspecLayer(m_home, folder, now); !renewed)
        tended.troubles << keepingTrouble(renewed.error());
    std::vector<Activity> activities;
    for (const QString &sentence : tended.sentences())
        activities.push_back({.kind = ActivityKind::Tended,
                              .at = now,
                              .customer = name.customer,
                              .dataset = name.dataset,
                              .text = sentence});
    if (!activities.empty())
        logActivities(m_home, activities);
}

Settings Composition::settings() const
{
    const std::scoped_lock lock(m_settingsGuard);
    return m_settings;
}

void Composition::apply(const Settings &settings)
{
    const std::scoped_lock lock(m_settingsGuard);
    m_settings = settings;
    m_limiter.setLimit(settings.bandwidthBytesPerSecond);
}

SyncServices Composition::services()
{
    return {.home = m_home,
            .clock = *m_clock,
            .http = m_http,
            .signIns = m_signIns,
            .pool = m_pool,
            .budgetBytes = settings().budgetBytes,
            .unpackProgram = companionFile(u"larder-unpack"_s),
            .listings = &m_listings};
}

RefreshFunction Composition::refreshFunction()
{
    return [this](const RefreshRequest &request, const ProgressCallback &progress, std::stop_token stop) {
        const auto run = request.heldBack ? look : refresh;
        return run(services(), request, progress, std::move(stop));
    };
}

HomeReader Composition::homeReader() const
{
    auto catalog = std::make_shared<std::optional<Catalog>>();
    auto known = std::make_shared<std::vector<DatasetRow>>();
    const auto rows = [this, catalog, known]() -> Result<std::vector<DatasetRow>> {
        recover();
        if (!*catalog) {
            Result<Catalog> opened = openCatalog();
            if (!opened) // newer, locked, read-only: the rows are known without it
                return rowsFromFiles(m_home);
            catalog->emplace(std::move(*opened));
        }
        Result<std::vector<DatasetRow>> current = currentRows(m_home, **catalog, std::move(*known));
        *known = current.value_or(std::vector<DatasetRow>());
        return current;
    };
    return {
        .rows = rows,
        .isRunning = [this](const DatasetName &name) { return RunLock::holder(m_home, name).has_value(); },
        .pause = [this](Instant now) { return pauseAt(now, m_home.data()); },
        .isWatched = [this] { return SchedulerLock::isHeld(m_home.data().schedulerLock()); },
        .storePlace = [this] { return m_home.reload().transform([this] { return m_home.storeRoot(); }); }};
}

OpenNetworkView Composition::openNetwork() const
{
    return [](std::function<void()> changed) {
        return openPlugin<NetworkPlugin>(u"larder-network"_s).and_then([&changed](NetworkPlugin *plugin) {
            return plugin->open(std::move(changed));
        });
    };
}

Result<Catalog> Composition::openCatalog() const
{
    return Catalog::open(m_home.data().catalog());
}

Result<void> Composition::requireWritableTime() const
{
    if (!m_clock->isFrozen() || m_home.isChosen())
        return {};
    return failure(ErrorKind::Invalid, u"an invented instant may not be written into the real home"_s,
                   m_home.data().root(), u"set LARDER_HOME to a home for trying things out"_s);
}

} // namespace larder
