#include "core/freshness/calendarpolicy.h"
#include "core/freshness/policyfamilies.h"

namespace larder {

using namespace Qt::StringLiterals;

Result<PolicyPointer> makeCronPolicy(QStringView text)
{
    const QString fields = text.sliced(text.indexOf(u':') + 1).toString().simplified();
    const Result<CalendarPattern> pattern = CalendarPattern::cron(fields);
    if (!pattern)
        return failure(pattern);
    return std::make_unique<CalendarPolicy>(*pattern, u"cron:" + fields);
}

} // namespace larder
