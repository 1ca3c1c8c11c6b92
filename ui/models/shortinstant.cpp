#include "ui/models/shortinstant.h"

#include "core/wording/quantities.h"

#include <QLocale>

namespace larder {

using namespace Qt::StringLiterals;

QString shortInstant(Instant instant, Instant now, const QTimeZone &zone)
{
    const QDateTime wall = toDateTime(instant, zone);
    const QDate today = toDateTime(now, zone).date();
    const bool isNear = qAbs(today.daysTo(wall.date())) <= 1;
    if (isNear || wall.date().year() != today.year())
        return friendlyInstant(instant, now, zone);
    return QLocale().toString(wall.date(), u"d MMM"_s) + wall.time().toString(u" HH:mm"_s);
}

int shortInstantWidth(const QFontMetrics &metrics)
{
    using namespace std::chrono_literals;
    constexpr Instant now = std::chrono::sys_days(2028y / 8 / 28) + 8h + 8min;
    int width = 0;
    for (const auto age : {std::chrono::days(0), std::chrono::days(1), std::chrono::days(8)})
        width = std::max(width, metrics.horizontalAdvance(shortInstant(now - age, now, QTimeZone::utc())));
    return width;
}

} // namespace larder
