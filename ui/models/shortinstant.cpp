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

} // namespace larder
