#include "core/wording/heldbackwords.h"

#include "core/wording/quantities.h"
#include "core/wording/wordedforfiles.h"
#include "core/wording/words.h"

#include <functional>

namespace larder {

namespace {

using Tell = std::function<QString(Instant)>;

QString paused(std::optional<Instant> until, const Tell &tell)
{
    return until ? Wording::tr("paused until %1").arg(tell(*until)) : Wording::tr("paused until resumed");
}

QString reasonText(const HeldBack &heldBack, const Tell &tell)
{
    switch (heldBack.by) {
    case HeldBackBy::Pause:
        return paused(heldBack.until, tell);
    case HeldBackBy::Sleep:
        return Wording::tr("this machine is going to sleep");
    case HeldBackBy::Offline:
        return Wording::tr("this machine is offline");
    case HeldBackBy::CaptivePortal:
        return Wording::tr("the network wants a sign-in page first");
    case HeldBackBy::QuietHours:
        return heldBack.until ? Wording::tr("quiet hours until %1").arg(tell(*heldBack.until))
                              : Wording::tr("quiet hours");
    case HeldBackBy::Metered:
        return Wording::tr("the network is metered");
    case HeldBackBy::Battery:
        return Wording::tr("this machine is on battery");
    case HeldBackBy::SignIn:
        return Wording::tr("the sign-in failed for %1").arg(heldBack.dataset);
    }
    Q_UNREACHABLE_RETURN({});
}

QString sentence(const HeldBack &heldBack, const Tell &tell)
{
    const QString reason = reasonText(heldBack, tell);
    return heldBack.withheld == Withheld::Look ? Wording::tr("not asked: %1").arg(reason)
                                               : Wording::tr("not fetched: %1").arg(reason);
}

Tell absolutely(const QTimeZone &zone)
{
    return [zone](Instant instant) { return instantWithZone(instant, zone); };
}

Tell asAFriend(const Reader &reader)
{
    return [reader](Instant instant) { return friendlyInstant(instant, reader.now, reader.viewerZone); };
}

} // namespace

QString heldBackText(const HeldBack &heldBack, const QTimeZone &machineZone)
{
    const WordedForFiles english;
    return sentence(heldBack, absolutely(machineZone));
}

QString heldBackFor(const HeldBack &heldBack, const Reader &reader)
{
    return sentence(heldBack, asAFriend(reader));
}

QString backgroundFor(const HeldBack &heldBack, const Reader &reader)
{
    const QString reason = reasonText(heldBack, asAFriend(reader));
    return heldBack.withheld == Withheld::Look ? Wording::tr("background rests: %1").arg(reason)
                                               : Wording::tr("background only asks: %1").arg(reason);
}

QString pauseText(std::optional<Instant> until, const QTimeZone &machineZone)
{
    return paused(until, absolutely(machineZone));
}

QString pauseFor(std::optional<Instant> until, const Reader &reader)
{
    return paused(until, asAFriend(reader));
}

} // namespace larder
