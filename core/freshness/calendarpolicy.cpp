#include "core/freshness/calendarpolicy.h"

#include "core/freshness/walltime.h"

namespace larder {

using namespace Qt::StringLiterals;

Result<QTime> timeAfterAt(QStringView text)
{
    const qsizetype at = text.indexOf(u'@');
    if (at < 0)
        return QTime(0, 0);
    const auto time = parseTimeOfDay(text.sliced(at + 1));
    if (!time) {
        return failure(ErrorKind::Invalid, u"“%1” is no time of day"_s.arg(text.sliced(at + 1)), {},
                       u"give hours and minutes from 00:00 to 23:59, such as %1@06:30"_s.arg(text.first(at)));
    }
    return *time;
}

} // namespace larder
