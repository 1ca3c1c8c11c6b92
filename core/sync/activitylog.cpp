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
    auto catalog = Catalog::open(home.data().catalog());
    const auto added = catalog ? catalog->addActivity(activity) : Result<void>(failure(catalog));
    if (!added)
        qCWarning(logSync) << "the activity log was not written:" << added.error().message;
}

} // namespace larder
