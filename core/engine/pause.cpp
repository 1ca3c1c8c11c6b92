#include "core/engine/pause.h"

#include "core/base/atomicfile.h"
#include "core/base/clock.h"
#include "core/dataset/jsonfields.h"
#include "core/freshness/walltime.h"
#include "core/store/home.h"
#include "core/sync/activitylog.h"
#include "core/wording/heldbackwords.h"

#include <QFile>
#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QByteArray toText(const Pause &pause)
{
    const QJsonObject json{{u"since"_s, toIso(pause.since)}, {u"until"_s, instantOrNull(pause.until)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<Pause> fromText(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const auto since = instantField(json, "since"_L1);
    const auto until = instantField(json, "until"_L1);
    if (!since || (!until && !json["until"_L1].isNull()))
        return std::nullopt;
    return Pause{*since, until};
}

} // namespace

Result<Pause> pauseBackground(const SyncServices &services, std::optional<Instant> until)
{
    const Instant now = services.clock.now();
    if (until && *until <= now) {
        return failure(ErrorKind::Invalid, u"a pause cannot end before it begins"_s, {},
                       u"write a duration such as 1h, or tomorrow"_s);
    }
    const Pause pause{now, until};
    if (const auto written = writeAtomically(services.home.data().pause(), toText(pause)); !written)
        return failure(written);
    logActivity(
        services.home,
        {.kind = ActivityKind::Paused, .at = now, .text = pauseText(until, QTimeZone::systemTimeZone())});
    return pause;
}

Result<std::optional<Pause>> resumeBackground(const SyncServices &services)
{
    const Instant now = services.clock.now();
    const std::optional<Pause> pause = pauseAt(now, services.home.data());
    QFile file(services.home.data().pause());
    if (file.exists() && !file.remove())
        return failure(ErrorKind::Storage, u"cannot end the pause: %1"_s.arg(file.errorString()),
                       file.fileName());
    if (pause)
        logActivity(services.home, {.kind = ActivityKind::Resumed, .at = now});
    return pause;
}

std::optional<Pause> pauseAt(Instant now, const DataLayout &data)
{
    const auto text = readWhole(data.pause());
    if (!text || !*text)
        return std::nullopt;
    const std::optional<Pause> pause = fromText(**text);
    return pause && pause->holdsAt(now) ? pause : std::nullopt;
}

std::optional<Instant> endOfPause(PauseLength length, Instant now, const QTimeZone &machineZone)
{
    switch (length) {
    case PauseLength::OneHour:
        return now + std::chrono::hours(1);
    case PauseLength::UntilTomorrow:
        return tomorrow(now, machineZone);
    case PauseLength::UntilResumed:
        return std::nullopt;
    }
    Q_UNREACHABLE_RETURN({});
}

Instant tomorrow(Instant now, const QTimeZone &machineZone)
{
    return wallInstant(toDateTime(now, machineZone).date().addDays(1), QTime(0, 0), machineZone);
}

} // namespace larder
