#include "core/sync/activitylog.h"

#include "core/catalog/catalog.h"
#include "core/store/home.h"

#include <QLoggingCategory>

namespace larder {

namespace {

Q_LOGGING_CATEGORY(logSync, "larder.sync", QtWarningMsg)

} // namespace

void logActivity(const Home &home, const Activity &activity)
{
    logActivities(home, std::span(&activity, 1));
}

void logActivities(const Home &home, std::span<const Activity> activities)
{
    auto catalog = Catalog::open(home.data().catalog());
    Result<void> added = catalog ? Result<void>() : failure(catalog);
    if (catalog)
        added = catalog->addActivities(activities);
    if (!added)
        qCWarning(logSync) << "the activity log was not written:" << added.error().message;
}

} // namespace larder
