/// What a page or dialog is handed, over a real home in a temporary directory: the engine runs real
/// refreshes, the watch reads the home, settings are kept in memory. For tests/ui.
#pragma once

#include "core/catalog/catalog.h"
#include "core/credentials/signins.h"
#include "core/engine/engine.h"
#include "core/engine/homewatch.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/store/locks.h"
#include "core/sync/activitylog.h"
#include "core/sync/bindings.h"
#include "core/sync/index.h"
#include "tests/support/fakekeyring.h"
#include "tests/support/storehome.h"
#include "ui/pageservices.h"
#include "ui/settingskeeper.h"

#include <mutex>

namespace larder::test {

/// Settings as app keeps them, without a file.
class KeptSettings
{
public:
    SettingsAccess access()
    {
        return {[this] { return load(); }, [this](const auto &change) { return this->change(change); },
                [this] { return readAutostart(); }, [this](bool isOn) { return setAutostart(isOn); }};
    }
    Settings kept()
    {
        const std::scoped_lock lock(m_guard);
        return m_kept;
    }
    void keep(const Settings &settings)
    {
        const std::scoped_lock lock(m_guard);
        m_kept = settings;
    }
    bool startsWithSession()
    {
        const std::scoped_lock lock(m_guard);
        return m_startsWithSession;
    }
    /// From here on nothing can be written.
    void breakDisk()
    {
        const std::scoped_lock lock(m_guard);
        m_isBroken = true;
    }
    void mendDisk()
    {
        const std::scoped_lock lock(m_guard);
        m_isBroken = false;
    }

private:
    Result<Settings> load() { return kept(); }
    Result<Settings> change(const std::function<void(Settings &)> &change)
    {
        const std::scoped_lock lock(m_guard);
        if (m_isBroken)
            return failure(ErrorKind::Storage, u"cannot write the settings"_s);
        change(m_kept);
        return m_kept;
    }
    Result<bool> readAutostart() { return startsWithSession(); }
    Result<void> setAutostart(bool isOn)
    {
        const std::scoped_lock lock(m_guard);
        if (m_isBroken)
            return failure(ErrorKind::Storage, u"cannot write the autostart file"_s);
        m_startsWithSession = isOn;
        return {};
    }

    std::mutex m_guard;
    Settings m_kept;
    bool m_startsWithSession = false;
    bool m_isBroken = false;
};

class PageWorld
{
public:
    explicit PageWorld(Instant now = morning) : clock(now) { }

    StoreHome store;
    FrozenClock clock;
    RateLimiter limiter;
    CurlClientFactory http{{}, limiter};
    FakeKeyring keyring;
    NamedCredentials named{store.home().data().credentials(), keyring};
    SignIns signIns{store.personsEnvironment(), http, &named};
    KeptSettings kept;
    TaskRunner tasks;
    SettingsKeeper settings{tasks, kept.access(), {}};
    Engine engine{
        [this](const RefreshRequest &request, const ProgressCallback &progress, std::stop_token stop) {
            return refresh(sync(), request, progress, std::move(stop));
        },
        2};
    HomeWatch watch{store.home().data(), [this] { return reader(); }, clock};

    [[nodiscard]] SyncServices sync() { return {store.home(), clock, http, signIns, store.pool()}; }
    [[nodiscard]] PageServices services() { return {tasks, sync(), engine, watch, settings}; }

    /// A folder with these files, as a customer's exports.
    QString exports(const QString &name, const Files &files)
    {
        const QDir folder(store.path() + u"/exports/"_s + name);
        folder.mkpath(u"."_s);
        for (const auto &[path, bytes] : files) {
            QFile file(folder.filePath(QFile::decodeName(path)));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write an export");
        }
        return folder.path();
    }
    void log(const QString &name, const QString &text, ActivityKind kind = ActivityKind::Changed)
    {
        logActivity(store.home(),
                    {.kind = kind,
                     .at = clock.now(),
                     .customer = name.section(u'/', 0, 0),
                     .dataset = name.section(u'/', 1),
                     .text = text});
    }
    void logRun(const QString &name, Outcome outcome, const std::optional<Error> &error = std::nullopt)
    {
        RunReport run{.runId = u"run"_s, .dataset = *DatasetName::parse(name), .startedAt = clock.now()};
        run.finishedAt = run.startedAt + std::chrono::seconds(12);
        run.outcome = outcome;
        run.error = error;
        if (outcome == Outcome::Fetched) {
            run.fetchedFiles = 3;
            run.fetchedBytes = 12'000'000;
        }
        logActivity(store.home(), runActivity(run));
    }

private:
    HomeReader reader()
    {
        auto catalog = std::make_shared<Result<Catalog>>(Catalog::open(store.home().data().catalog()));
        return {
            .rows = [this, catalog]() -> Result<std::vector<DatasetRow>> {
                return *catalog ? currentRows(store.home(), **catalog) : failure(*catalog);
            },
            .isRunning =
                [this](const DatasetName &name) { return RunLock::holder(store.home(), name).has_value(); },
            .storePlace =
                [this] {
                    return store.home().reload().transform([this] { return store.home().storeRoot(); });
                }};
    }
};

} // namespace larder::test
