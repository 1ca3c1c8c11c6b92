#include "core/freshness/policy.h"

#include "core/freshness/policyfamilies.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Family {
    QLatin1StringView word; ///< what its texts begin with
    QLatin1StringView separator; ///< what may follow the word
    bool mayStandAlone;
    Result<PolicyPointer> (*make)(QStringView text);

    [[nodiscard]] bool recognises(QStringView text) const
    {
        if (!text.startsWith(word))
            return false;
        const QStringView rest = text.sliced(word.size());
        return rest.isEmpty() ? mayStandAlone : !separator.isEmpty() && rest.startsWith(separator);
    }
};

constexpr std::array families{
    Family{"daily"_L1, "@"_L1, true, makeDailyPolicy}, //
    Family{"every"_L1, ":"_L1, false, makeEveryPolicy}, //
    Family{"weekdays"_L1, "@"_L1, true, makeWeekdaysPolicy}, //
    Family{"cron"_L1, ":"_L1, false, makeCronPolicy}, //
    Family{"manual"_L1, ""_L1, true, makeManualPolicy}, //
    Family{"always"_L1, ""_L1, true, makeAlwaysPolicy},
};

} // namespace

QDate Policy::dayOf(Instant now, const QTimeZone &zone) const
{
    return toDateTime(periodStart(now, zone).value_or(now), zone).date();
}

Result<PolicyPointer> parsePolicy(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    for (const Family &family : families) {
        if (family.recognises(trimmed))
            return family.make(trimmed);
    }
    return failure(
        ErrorKind::Invalid, u"“%1” is no policy"_s.arg(trimmed), {},
        u"use daily, daily@06:30, every:15m, weekdays@06:30, cron:30 6 * * 1-5, manual or always"_s);
}

} // namespace larder
