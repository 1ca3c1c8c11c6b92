#include "core/engine/permission.h"

#include "core/freshness/walltime.h"

#include <algorithm>
#include <vector>

namespace larder {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::seconds checkWithoutRecheck = 1h;
constexpr std::chrono::seconds checkWhileReported = 2min;

std::optional<Withheld> withheldBy(BackgroundRule rule)
{
    switch (rule) {
    case BackgroundRule::Sync:
        return std::nullopt;
    case BackgroundRule::CheckOnly:
        return Withheld::Fetch;
    case BackgroundRule::Nothing:
        return Withheld::Look;
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

/// When the quiet hours end that `now` lies in. nullopt: it lies in none.
std::optional<Instant> quietUntil(const QuietHours &hours, Instant now, const QTimeZone &zone)
{
    const QDateTime wall = toDateTime(now, zone);
    const QTime time = wall.time();
    const bool goesOverMidnight = hours.until < hours.from;
    const bool isQuiet = goesOverMidnight ? time >= hours.from || time < hours.until
                                          : time >= hours.from && time < hours.until;
    if (!isQuiet)
        return std::nullopt;
    const QDate day = goesOverMidnight && time >= hours.from ? wall.date().addDays(1) : wall.date();
    const Instant end = wallInstant(day, hours.until, zone);
    // In the hour that exists twice, its second pass is quiet too.
    return end > now ? end : wallInstant(day, hours.until, zone, Occurrence::Last);
}

/// All that holds back, in order of precedence.
std::vector<HeldBack> everythingThatHoldsBack(Instant now, const Circumstances &circumstances,
                                              const std::optional<Pause> &pause, const QTimeZone &zone,
                                              Reach reach)
{
    const auto &[settings, surroundings] = circumstances;
    const bool needsNetwork = reach != Reach::ThisMachine; // an export mostly does
    std::vector<HeldBack> all;
    const auto add = [&all](HeldBackBy by, std::optional<Withheld> withheld,
                            std::optional<Instant> until = std::nullopt) {
        if (withheld)
            all.push_back({.by = by, .withheld = *withheld, .until = until});
    };
    if (pause && pause->holdsAt(now))
        add(HeldBackBy::Pause, Withheld::Look, pause->until);
    if (surroundings.isAsleep)
        add(HeldBackBy::Sleep, Withheld::Look);
    if (needsNetwork && surroundings.network == Reachability::Offline)
        add(HeldBackBy::Offline, Withheld::Look);
    if (needsNetwork && surroundings.network == Reachability::CaptivePortal)
        add(HeldBackBy::CaptivePortal, Withheld::Look);
    if (settings.quietHours) {
        if (const auto until = quietUntil(*settings.quietHours, now, zone))
            add(HeldBackBy::QuietHours, withheldBy(settings.inQuietHours), until);
    }
    if (needsNetwork && surroundings.isMetered.value_or(false))
        add(HeldBackBy::Metered, withheldBy(settings.onMetered));
    if (surroundings.isOnBattery.value_or(false))
        add(HeldBackBy::Battery, withheldBy(settings.onBattery));
    return all;
}

std::optional<HeldBack> strictest(const std::vector<HeldBack> &all)
{
    const auto found = std::ranges::min_element(all, {}, &HeldBack::withheld); // Look comes before Fetch
    return found == all.end() ? std::nullopt : std::optional(*found);
}

/// The source was asked after the copy ended, and answered, and proved nothing: only bytes will tell.
bool wasAskedInVain(const Record &record, const Verdict &verdict)
{
    return record.lastLook && !record.lastLook->error && verdict.freshUntil
        && record.lastLook->startedAt >= *verdict.freshUntil;
}

} // namespace

Reach reachOf(const Binding &binding)
{
    const QString &url = binding.url;
    if (!hasCheapProbe(url))
        return Reach::Command;
    const bool isDirectory = url.startsWith(u'/') || url.startsWith(u'~') || url.startsWith("file:"_L1);
    return isDirectory ? Reach::ThisMachine : Reach::Network;
}

const std::optional<HeldBack> &Permissions::of(Reach reach) const
{
    switch (reach) {
    case Reach::Network:
        return overNetwork;
    case Reach::ThisMachine:
        return onThisMachine;
    case Reach::Command:
        return ofCommands;
    }
    Q_UNREACHABLE_RETURN(overNetwork);
}

bool Permissions::isPaused() const
{
    return onThisMachine && onThisMachine->by == HeldBackBy::Pause;
}

Permissions permissionsAt(Instant now, const Circumstances &circumstances, const std::optional<Pause> &pause,
                          const QTimeZone &machineZone)
{
    const auto of = [&](Reach reach) {
        return strictest(everythingThatHoldsBack(now, circumstances, pause, machineZone, reach));
    };
    std::optional<HeldBack> ofCommands = of(Reach::Command);
    if (ofCommands)
        ofCommands->withheld = Withheld::Look;
    return {of(Reach::Network), of(Reach::ThisMachine), ofCommands};
}

bool waitsForFetch(const Record &record, const Verdict &verdict)
{
    if (verdict.state == State::Missing)
        return true;
    return record.knownChange || (verdict.state == State::Stale && wasAskedInVain(record, verdict));
}

std::optional<Instant> nextCheck(const Binding &binding, const Record &record, const Verdict &verdict)
{
    if (!record.lastLook || !waitsForFetch(record, verdict))
        return std::nullopt;
    return record.lastLook->endedAt
        + (record.hasOpenReport() ? checkWhileReported
                                  : recheckInForce(binding).value_or(checkWithoutRecheck));
}

std::optional<HeldBack> heldBackNow(const DatasetRow &row, const Verdict &verdict,
                                    const Permissions &permissions, Instant now)
{
    const std::optional<HeldBack> &held = permissions.of(reachOf(row.binding));
    if (!held || !verdict.lookDue)
        return std::nullopt;
    const bool isShown =
        held->withheld == Withheld::Look ? *verdict.lookDue <= now : waitsForFetch(row.record, verdict);
    return isShown ? held : std::nullopt;
}

} // namespace larder
