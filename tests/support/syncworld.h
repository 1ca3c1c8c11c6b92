/// A home with everything that choices, runs and pages need, at an instant that the test decides. The rows
/// are told as the watch would tell them, from what lies on disk.
#pragma once

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/credentials/signins.h"
#include "core/engine/judgedrow.h"
#include "core/freshness/judge.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"
#include "core/sync/index.h"
#include "core/sync/services.h"
#include "tests/support/storehome.h"

#include <QCoreApplication>

namespace larder::test {

class SyncWorld
{
public:
    explicit SyncWorld(Instant now = morning) : m_clock(now) { }

    StoreHome store;

    [[nodiscard]] const Home &home() const { return store.home(); }
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    [[nodiscard]] SyncServices services()
    {
        return {.home = home(),
                .clock = m_clock,
                .http = m_http,
                .signIns = m_signIns,
                .pool = store.pool(),
                .unpackProgram = QCoreApplication::applicationDirPath() + u"/../app/larder-unpack"_s};
    }
    [[nodiscard]] DatasetFolder folder(const QString &name) const
    {
        return home().dataset(*DatasetName::parse(name));
    }
    [[nodiscard]] Record record(const QString &name) const { return folder(name).record().value(); }
    [[nodiscard]] Binding binding(const QString &name) const { return folder(name).binding().value(); }

    /// As a run leaves it: fetched, and written down.
    [[nodiscard]] Result<SnapshotId> fetch(const QString &name, const Files &files, Instant at)
    {
        const auto fetched = store.fetch(folder(name), files, at);
        if (fetched)
            log(name, Outcome::Fetched, at);
        return fetched;
    }
    void log(const QString &name, Outcome outcome, Instant at, std::optional<Error> error = {})
    {
        const RunReport report{.runId = store.nextRun(),
                               .dataset = *DatasetName::parse(name),
                               .startedAt = at - std::chrono::seconds(3),
                               .finishedAt = at,
                               .outcome = outcome,
                               .fetchedFiles = outcome == Outcome::Fetched ? 1 : 0,
                               .fetchedBytes = outcome == Outcome::Fetched ? 1000 : 0,
                               .error = std::move(error)};
        auto catalog = Catalog::open(home().data().catalog());
        if (!catalog || !catalog->addActivity(runActivity(report)))
            qFatal("the activity log cannot be written");
    }

    [[nodiscard]] RowChanges told() const
    {
        auto catalog = Catalog::open(home().data().catalog());
        const auto rows = currentRows(home(), *catalog, {});
        RowChanges changes{.judgedAt = now()};
        for (const DatasetRow &row : rows.value())
            changes.changed << JudgedRow{row, judge(row.binding, row.record, now())};
        return changes;
    }

private:
    FrozenClock m_clock;
    RateLimiter m_limiter;
    CurlClientFactory m_http{{}, m_limiter};
    SignIns m_signIns{store.personsEnvironment(), m_http};
};

} // namespace larder::test
