/// Bindings and records for the tables of freshness and wording: a daily dataset of Europe/Paris, and short
/// ways to say when. Wall times are Paris's; in summer that is two hours ahead of UTC.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/record.h"

namespace larder::test {

inline const QTimeZone &paris()
{
    static const QTimeZone zone("Europe/Paris");
    return zone;
}

/// "2026-08-01 09:00" or "2026-08-01 09:00:12", on the wall in Paris.
inline Instant at(const char *wall)
{
    const auto instant = fromPersonsTime(QString::fromLatin1(wall), paris());
    Q_ASSERT(instant);
    return *instant;
}

inline Binding parisBinding(const char *policy = "daily", const char *expect = "")
{
    return {.url = QStringLiteral("https://data.example.com/acme/"),
            .policy = QString::fromLatin1(policy),
            .zone = "Europe/Paris",
            .expect = QString::fromLatin1(expect),
            .createdAt = at("2026-07-01 12:00")};
}

inline const SnapshotId firstSnapshot = QStringLiteral("20260731T070003Z-0a0a0a");
inline const SnapshotId secondSnapshot = QStringLiteral("20260801T070003Z-0b0b0b");

/// Fetched, and asked without trouble, at that instant; the upload is of the day before at 18:00.
inline Record confirmedAt(const char *wall)
{
    const Instant then = at(wall);
    return {.confirmedAt = then,
            .lastLook = Look{.startedAt = then, .endedAt = then},
            .uploadedAt = at("2026-07-31 18:00"),
            .newest = secondSnapshot,
            .fetchedAt = then};
}

/// The same, and a later look that failed.
inline Record failedAt(Record record, const char *wall, ErrorKind kind, int failuresInARow = 1)
{
    const Instant then = at(wall);
    record.lastLook = Look{.startedAt = then,
                           .endedAt = then,
                           .error = Error{kind,
                                          QStringLiteral("the source does not answer"),
                                          QStringLiteral("https://data.example.com/acme/"),
                                          {}},
                           .failuresInARow = failuresInARow};
    return record;
}

/// The same, and a later look that saw a difference which is not fetched.
inline Record changeSeenAt(Record record, const char *wall)
{
    const Instant then = at(wall);
    record.lastLook = Look{.startedAt = then, .endedAt = then};
    record.knownChange = KnownChange{then, {.added = 1, .changed = 2}, QStringLiteral("orders.csv")};
    record.differenceSeenAt = then;
    return record;
}

inline Record reportedAt(Record record, const char *wall)
{
    record.reports.append({QStringLiteral("the prices are wrong"), at(wall), std::nullopt});
    return record;
}

inline Record held(Record record, const SnapshotId &snapshot)
{
    record.hold = snapshot;
    return record;
}

inline Record settlingSince(Record record, const char *wall)
{
    record = changeSeenAt(std::move(record), wall);
    record.settling = SettlingListing{"listing", at(wall)};
    return record;
}

} // namespace larder::test
