#include "core/engine/pause.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "core/base/duration.h"
#include "core/dataset/jsonfields.h"
#include "core/wording/heldbackwords.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// nullopt inside: until resumed.
Result<std::optional<Instant>> endOf(const QString &length, Instant now)
{
    if (length.isEmpty())
        return std::nullopt;
    if (length == u"tomorrow")
        return tomorrow(now, QTimeZone::systemTimeZone());
    const auto duration = parseDuration(length);
    if (!duration || duration->count() == 0) {
        return failure(
            ErrorKind::Invalid, u"a pause cannot last \"%1\""_s.arg(length), length,
            u"write a duration such as 1h, or tomorrow; leave it out to pause until `larder resume`"_s);
    }
    return now + *duration;
}

Result<ExitCode> pause(Session &session, const QString &length)
{
    const auto composition = session.open(Access::Write);
    if (!composition)
        return failure(composition);
    const Instant now = (*composition)->clock().now();
    const auto until = endOf(length, now);
    if (!until)
        return failure(until);
    const auto paused = pauseBackground((*composition)->services(), *until);
    if (!paused)
        return failure(paused);
    const QTimeZone zone = QTimeZone::systemTimeZone();
    session.output().told(u"background looks are %1; readers and `larder refresh` ask as usual"_s.arg(
        pauseFor(paused->until, {.now = now, .viewerZone = zone, .customerZone = zone})));
    session.output().json({{u"paused"_s, true}, {u"until"_s, instantOrNull(paused->until)}});
    return ExitCode::Done;
}

Result<ExitCode> resume(Session &session)
{
    const auto composition = session.open(Access::Write);
    if (!composition)
        return failure(composition);
    const auto resumed = resumeBackground((*composition)->services());
    if (!resumed)
        return failure(resumed);
    session.output().told(*resumed ? u"background looks go on"_s : u"nothing was paused"_s);
    session.output().json({{u"paused"_s, false}, {u"was_paused"_s, resumed->has_value()}});
    return ExitCode::Done;
}

} // namespace

Action declarePause(CLI::App &command)
{
    auto length = std::make_shared<QString>();
    command.add_option("LENGTH", *length, "a duration such as 1h, or tomorrow; until resumed when left out");
    return [length](Session &session) { return pause(session, *length); };
}

Action declareResume(CLI::App &)
{
    return [](Session &session) { return resume(session); };
}

} // namespace larder
