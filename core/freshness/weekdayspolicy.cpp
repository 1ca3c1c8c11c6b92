#include "core/freshness/calendarpolicy.h"
#include "core/freshness/policyfamilies.h"

namespace larder {

Result<PolicyPointer> makeWeekdaysPolicy(QStringView text)
{
    const Result<QTime> time = timeAfterAt(text);
    if (!time)
        return failure(time);
    return std::make_unique<CalendarPolicy>(CalendarPattern::weekdays(*time), text.toString());
}

} // namespace larder
