#include "core/wording/bindingwords.h"

#include "core/base/duration.h"
#include "core/wording/quantities.h"
#include "core/wording/words.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// "06:30" of "daily@06:30"; empty without an @.
QString afterAt(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at < 0 ? QString() : text.sliced(at + 1);
}

} // namespace

QString policyInWords(const QString &policy)
{
    const QString time = afterAt(policy);
    if (policy == "daily"_L1)
        return Wording::tr("every day");
    if (policy.startsWith("daily@"_L1))
        return Wording::tr("every day at %1").arg(time);
    if (policy == "weekdays"_L1)
        return Wording::tr("Monday to Friday");
    if (policy.startsWith("weekdays@"_L1))
        return Wording::tr("Monday to Friday at %1").arg(time);
    if (policy.startsWith("cron:"_L1))
        return Wording::tr("by the cron line %1").arg(policy.sliced(5));
    if (policy == "manual"_L1)
        return Wording::tr("only when told to");
    if (policy == "always"_L1)
        return Wording::tr("at every read");
    const auto period = policy.startsWith("every:"_L1) ? parseDuration(policy.sliced(6)) : std::nullopt;
    return period ? Wording::tr("every %1").arg(durationInWords(*period)) : policy;
}

QString expectInWords(const QString &expect)
{
    if (expect.isEmpty())
        return {};
    if (expect.startsWith("weekdays@"_L1))
        return Wording::tr("by %1, Monday to Friday").arg(afterAt(expect));
    if (expect.startsWith("cron:"_L1))
        return Wording::tr("by the cron line %1").arg(expect.sliced(5));
    return expect.contains(u' ')
        ? Wording::tr("by the cron line %1").arg(expect)
        : Wording::tr("by %1 every day").arg(expect.startsWith("daily@"_L1) ? afterAt(expect) : expect);
}

QString usualUploadInWords(QTime by)
{
    return Wording::tr("usually uploaded by %1").arg(by.toString(u"HH:mm"_s));
}

QString recheckInWords(std::optional<std::chrono::seconds> recheck)
{
    return recheck ? Wording::tr("every %1").arg(durationInWords(*recheck)) : Wording::tr("off");
}

} // namespace larder
