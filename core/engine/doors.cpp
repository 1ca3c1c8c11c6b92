#include "core/engine/doors.h"

#include "core/sources/sourcetable.h"

namespace larder {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How long nobody need knock first. As long as a usual recheck, so that a quiet door is tried by one again.
constexpr auto staysOpen = 15min;
/// A huge listing must not keep the others waiting.
constexpr auto longestKnock = 1min;
/// How long the others leave it to the one that was turned away.
constexpr auto othersTryAfter = 15min;

/// A clock that was set back keeps nobody waiting.
bool isWithin(std::chrono::minutes time, Instant since, Instant now)
{
    return since <= now && now - since < time;
}

} // namespace

QString doorOf(const Binding &binding)
{
    return signInScope(binding);
}

void Doors::take(const DatasetName &dataset, const Binding &binding, const std::optional<Look> &last)
{
    const QString door = larder::doorOf(binding);
    if (m_doorOf.value(dataset) != door)
        remove(dataset);
    if (door.isEmpty())
        return;
    m_doorOf.insert(dataset, door);
    Door &place = m_doors[door];
    place.isOfBuckets = isBucketScheme(binding.url.section(u':', 0, 0).toLower());
    if (!last || (place.newsAt && last->endedAt <= *place.newsAt))
        return;
    judge(place, dataset, last->error, last->endedAt);
}

void Doors::remove(const DatasetName &dataset)
{
    if (Door *door = doorOf(dataset)) {
        if (door->knocking == dataset)
            door->knocking.reset();
        if (door->refused == dataset)
            door->refused.reset();
    }
    m_doorOf.remove(dataset);
}

std::optional<DatasetName> Doors::waitsFor(const DatasetName &dataset, Instant now) const
{
    const Door *door = doorOf(dataset);
    if (!door || door->refused == dataset)
        return std::nullopt;
    if (door->refused && isWithin(othersTryAfter, door->refusedSince, now))
        return door->refused;
    const bool isOpen = door->openedAt && isWithin(staysOpen, *door->openedAt, now);
    if (isOpen || door->knocking == dataset || !isWithin(longestKnock, door->knockingSince, now))
        return std::nullopt;
    return door->knocking;
}

std::optional<DatasetName> Doors::turnedAway(const DatasetName &dataset) const
{
    const Door *door = doorOf(dataset);
    return door && door->refused != dataset ? door->refused : std::nullopt;
}

void Doors::noteStarted(const DatasetName &dataset, Instant now)
{
    Door *door = doorOf(dataset);
    if (!door || (door->knocking && isWithin(longestKnock, door->knockingSince, now)))
        return;
    door->knocking = dataset;
    door->knockingSince = now;
}

void Doors::noteLetIn(const DatasetName &dataset, Instant now)
{
    if (Door *door = doorOf(dataset))
        judge(*door, dataset, std::nullopt, now);
}

void Doors::noteEnded(const DatasetName &dataset, const std::optional<Error> &error, Instant now)
{
    Door *door = doorOf(dataset);
    if (!door)
        return;
    if (door->knocking == dataset)
        door->knocking.reset();
    const bool saysNothing = error && (error->kind == ErrorKind::Cancelled || error->kind == ErrorKind::Busy);
    if (!saysNothing)
        judge(*door, dataset, error, now);
}

const Doors::Door *Doors::doorOf(const DatasetName &dataset) const
{
    const auto found = m_doors.constFind(m_doorOf.value(dataset));
    return found == m_doors.constEnd() ? nullptr : &*found;
}

Doors::Door *Doors::doorOf(const DatasetName &dataset)
{
    const auto found = m_doors.find(m_doorOf.value(dataset));
    return found == m_doors.end() ? nullptr : &*found;
}

/// Whoever was not turned away was let in, also to a file that is missing or a page that is broken. A source
/// that does not answer is no question of the sign-in: each dataset finds out by itself, unless one was
/// turned away before: nothing says that it would not be again. A store that denies a bucket has known who
/// asks: the sign-in is good.
void Doors::judge(Door &door, const DatasetName &dataset, const std::optional<Error> &error, Instant at)
{
    if (door.refused && error && isOnTheWay(error->kind))
        return;
    door.newsAt = at;
    const bool isTurnedAway =
        error && (error->kind == ErrorKind::SignInNeeded || (needsSignIn(error->kind) && !door.isOfBuckets));
    if (isTurnedAway) {
        if (door.refused == dataset || door.ownTrouble.contains(dataset))
            return;
        door.openedAt.reset();
        door.refused = dataset;
        door.refusedSince = at;
        return;
    }
    if (door.refused && door.refused != dataset)
        door.ownTrouble.insert(*door.refused);
    door.ownTrouble.remove(dataset);
    door.openedAt = at;
    door.refused.reset();
    door.knocking.reset();
}

} // namespace larder
