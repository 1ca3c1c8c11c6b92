#include "core/base/instant.h"

namespace larder {

QDateTime toDateTime(Instant instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMilliseconds(instant), zone);
}

Instant toInstant(const QDateTime &dateTime)
{
    return fromMilliseconds(dateTime.toMSecsSinceEpoch());
}

std::optional<Instant> fromForeignSeconds(qint64 sinceEpoch)
{
    // Compared before it is multiplied.
    const std::chrono::sys_seconds instant{std::chrono::seconds(sinceEpoch)};
    const bool fits = instant >= std::chrono::floor<std::chrono::seconds>(firstTellableInstant)
        && instant < std::chrono::floor<std::chrono::seconds>(endOfTellableInstants);
    return fits ? std::optional<Instant>(instant) : std::nullopt;
}

QString toIso(Instant instant)
{
    return toDateTime(instant).toString(Qt::ISODateWithMs);
}

std::optional<Instant> fromIso(const QString &text)
{
    const QDateTime dateTime = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!dateTime.isValid() || dateTime.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return toInstant(dateTime);
}

std::optional<Instant> fromPersonsTime(const QString &text, const QTimeZone &local)
{
    QString iso = text.trimmed();
    if (iso.size() > 10 && iso[10] == QLatin1Char(' '))
        iso[10] = QLatin1Char('T');
    const QDateTime dateTime = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!dateTime.isValid())
        return std::nullopt;
    if (dateTime.timeSpec() != Qt::LocalTime)
        return toInstant(dateTime);
    const QDateTime inZone(dateTime.date(), dateTime.time(), local,
                           QDateTime::TransitionResolution::PreferBefore);
    if (!inZone.isValid())
        return std::nullopt;
    return toInstant(inZone);
}

} // namespace larder
