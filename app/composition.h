/// Builds the object graph, once per process: the only place that does. Everything below gets what it needs
/// through its constructor or as SyncServices. One object owns it all and outlives every run. Opening puts
/// right what a crash left. Errors of open: Invalid (an instant), Storage (the home, the store).
#pragma once

#include "app/settings.h"
#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/credentials/desktopkeyring.h"
#include "core/credentials/signins.h"
#include "core/engine/engine.h"
#include "core/engine/homewatch.h"
#include "core/engine/networkview.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/sources/sharedlistings.h"
#include "core/store/home.h"
#include "core/sync/services.h"

#include <QThreadPool>

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>

namespace larder {

/// Frozen at `asOf`, else at LARDER_AS_OF, else the system's clock.
[[nodiscard]] Result<std::unique_ptr<const Clock>> makeClock(const QString &asOf);

class Composition
{
public:
    /// When what a crash left is put right: a window is shown before ten thousand records were read, and who
    /// asks about one dataset does not wait for the others'.
    enum class Recovery { AtOnce, BeforeFirstReading, OfNamed };
    /// `asOf`: what a person gave with --as-of; may be empty.
    /// `stop`: of the process; what follows a dataset is left to its next run then.
    [[nodiscard]] static Result<std::unique_ptr<Composition>>
    open(const QString &asOf, Recovery recovery = Recovery::AtOnce, std::stop_token stop = {});

    [[nodiscard]] const Home &home() const { return m_home; }
    [[nodiscard]] const Clock &clock() const { return *m_clock; }
    [[nodiscard]] Settings settings() const;
    /// What could not be read of them at the start; those have their defaults.
    [[nodiscard]] const std::vector<Error> &settingsMistakes() const { return m_settingsMistakes; }
    /// What a person changed while we run: the budget counts for the next run, the bandwidth at once. Any
    /// thread.
    void apply(const Settings &settings);
    [[nodiscard]] QThreadPool &pool() { return m_pool; }
    [[nodiscard]] NamedCredentials &credentials() { return m_credentials; }
    /// Any thread; good for one run, the next one may have another budget.
    [[nodiscard]] SyncServices services();
    /// What Engine runs: `refresh`, or `look` where fetching is held back.
    [[nodiscard]] RefreshFunction refreshFunction();
    /// What HomeWatch reads with, to be called in its thread.
    [[nodiscard]] HomeReader homeReader() const;
    /// What Background sees the network with.
    [[nodiscard]] OpenNetworkView openNetwork() const;
    /// A connection of its own, for the calling thread.
    [[nodiscard]] Result<Catalog> openCatalog() const;

    /// Puts right what a crash left of all, once, or of these.
    void recover() const;
    void recover(std::span<const DatasetName> names) const;

    /// Invalid when time is invented and the home is a real one: such instants never enter it.
    [[nodiscard]] Result<void> requireWritableTime() const;

private:
    Composition(Home home, std::unique_ptr<const Clock> clock, LoadedSettings settings,
                const HttpOptions &httpOptions, std::stop_token stop);
    [[nodiscard]] Instant recoveryTime() const;
    /// Other programs' caches follow what readers of the dataset get.
    void tendCaches(const DatasetName &name, Instant now);

    Home m_home;
    std::unique_ptr<const Clock> m_clock;
    const std::stop_token m_stop;
    mutable std::mutex m_settingsGuard;
    Settings m_settings;
    const std::vector<Error> m_settingsMistakes;
    RateLimiter m_limiter;
    CurlClientFactory m_http;
    DesktopKeyring m_keyring;
    NamedCredentials m_credentials;
    SignIns m_signIns;
    SharedListings m_listings;
    QThreadPool m_pool;
    mutable std::once_flag m_recovery;
    mutable std::atomic_bool m_isRecovered = false;
};

} // namespace larder
