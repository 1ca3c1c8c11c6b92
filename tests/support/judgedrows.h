/// Rows as the watch tells them, for tests of what shows and schedules them.
#pragma once

#include "core/engine/judgedrow.h"

namespace larder::test {

using namespace Qt::StringLiterals;

inline const Instant noon = *fromIso(u"2026-08-01T12:00:00.000Z"_s);

struct RowSpec {
    QString name = u"acme/shipments"_s;
    State state = State::Fresh;
    QString displayName = u"Acme Textiles"_s;
    qint64 bytes = 436'000'000;
    Flags flags;
};

inline JudgedRow judgedRow(const RowSpec &spec)
{
    JudgedRow judged;
    judged.row.name = *DatasetName::parse(spec.name);
    judged.row.customer = {judged.row.name.customer, spec.displayName, "Europe/Paris"};
    judged.row.binding.url = u"https://files.example.com/exports/"_s;
    judged.row.binding.zone = "Europe/Paris";
    judged.verdict.state = spec.state;
    judged.verdict.flags = spec.flags;
    if (spec.state == State::Missing) {
        judged.verdict.reasons.push_back({ReasonKind::NeverFetched, std::nullopt, {}});
        return judged;
    }
    judged.row.record.fetchedAt = noon - std::chrono::hours(3);
    judged.row.record.confirmedAt = noon - std::chrono::hours(3);
    judged.row.record.uploadedAt = noon - std::chrono::hours(30);
    judged.row.newest = ManifestHeader{.id = u"20260801T090000Z-3fa2c1"_s, .files = 3, .bytes = spec.bytes};
    judged.verdict.reasons.push_back({ReasonKind::ConfirmedAt, judged.row.record.confirmedAt, {}});
    return judged;
}

inline RowChanges rowsTold(const QList<RowSpec> &specs, const QStringList &gone = {})
{
    RowChanges changes;
    changes.judgedAt = noon;
    for (const RowSpec &spec : specs)
        changes.changed << judgedRow(spec);
    for (const QString &name : gone)
        changes.gone << *DatasetName::parse(name);
    return changes;
}

} // namespace larder::test
