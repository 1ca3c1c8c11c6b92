#include "ui/models/daysfeed.h"

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/freshness/walltime.h"
#include "core/store/home.h"
#include "ui/models/datasetsmodel.h"

#include <utility>

namespace larder {

namespace {

constexpr std::chrono::milliseconds afterAChange{400};

/// From the first shown day's begin to the last one's end.
std::vector<Instant> boundariesUntil(QDate today, const QTimeZone &zone)
{
    std::vector<Instant> boundaries;
    for (int day = 1 - DaysFeed::shownDays; day <= 1; ++day)
        boundaries.push_back(wallInstant(today.addDays(day), QTime(0, 0), zone));
    return boundaries;
}

} // namespace

DaysFeed::DaysFeed(DatasetsModel &model, TaskRunner &tasks, const SyncServices &services, QObject *parent)
    : QObject(parent),
      m_model(model),
      m_tasks(tasks),
      m_services(services)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(afterAChange);
    connect(&m_soon, &QTimer::timeout, this, &DaysFeed::count);
    connect(&model, &DatasetsModel::rowsTold, this, [this](const QList<DatasetName> &told) {
        m_toldSince.unite(QSet(told.begin(), told.end()));
        if (!m_soon.isActive()) // what changes each second must not put it off for ever
            m_soon.start();
    });
}

void DaysFeed::count()
{
    if (m_isCounting) {
        m_isAskedAgain = true;
        return;
    }
    m_isCounting = true;
    const QSet<DatasetName> rows = std::exchange(m_toldSince, {});
    const QDate today = toDateTime(m_services.clock.now(), m_model.viewerZone()).date();
    const qint64 after = today == m_countedOn ? m_known.newestId : 0;
    m_task = m_tasks.run(
        this,
        [path = m_services.home.data().catalog(), boundaries = boundariesUntil(today, m_model.viewerZone()),
         after](std::stop_token) -> Result<DayTallies> {
            auto catalog = Catalog::open(path);
            return catalog ? catalog->tallyDays(boundaries, after) : Result<DayTallies>(failure(catalog));
        },
        [this, today, after, rows](const Result<DayTallies> &told) {
            m_isCounting = false;
            if (told)
                take(*told, today, after, rows);
            else
                m_toldSince.unite(rows); // the next change asks again
            if (std::exchange(m_isAskedAgain, false))
                m_soon.start();
        });
}

void DaysFeed::take(const DayTallies &told, QDate today, qint64 after, const QSet<DatasetName> &rows)
{
    if (told.newestId < after) { // the log began anew
        m_countedOn = {};
        m_isAskedAgain = true;
        return;
    }
    m_countedOn = today;
    if (after == 0) {
        m_known = told;
        m_model.takeDays(m_known.days, shownDays, today);
        return;
    }
    m_known.newestId = told.newestId;
    QHash<DatasetName, QList<DayTally>> changed;
    for (const DatasetName &row : rows) // some are new
        changed.insert(row, m_known.days.value(row));
    for (const auto &[dataset, days] : told.days.asKeyValueRange()) {
        QList<DayTally> &known = m_known.days[dataset];
        known.resize(shownDays);
        for (int day = 0; day < shownDays; ++day)
            known[day] += days[day];
        changed.insert(dataset, known);
    }
    m_model.takeSomeDays(changed);
}

} // namespace larder
