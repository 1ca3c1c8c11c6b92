#include "core/dataset/record.h"

#include "core/dataset/jsonfields.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array strengthNames{
    std::pair{ValidatorStrength::None, "none"_L1},
    std::pair{ValidatorStrength::Weak, "weak"_L1},
    std::pair{ValidatorStrength::Strong, "strong"_L1},
};

QJsonValue toJson(const std::optional<KnownChange> &change)
{
    if (!change)
        return {};
    return QJsonObject{
        {u"seen_at"_s, toIso(change->seenAt)},    {u"added"_s, change->counts.added},
        {u"changed"_s, change->counts.changed},   {u"removed"_s, change->counts.removed},
        {u"example"_s, change->example},          {u"digest"_s, QString::fromLatin1(change->digest.toHex())},
        {u"latest_at"_s, toIso(change->latestAt)}};
}

std::optional<KnownChange> knownChangeFromJson(const QJsonObject &json)
{
    const auto seenAt = instantField(json, "seen_at"_L1);
    if (!seenAt)
        return std::nullopt;
    return KnownChange{*seenAt,
                       {json["added"_L1].toInt(), json["changed"_L1].toInt(), json["removed"_L1].toInt()},
                       json["example"_L1].toString(),
                       QByteArray::fromHex(json["digest"_L1].toString().toLatin1()),
                       instantField(json, "latest_at"_L1).value_or(*seenAt)};
}

QJsonValue toJson(const std::optional<SettlingListing> &settling)
{
    if (!settling)
        return {};
    return QJsonObject{{u"digest"_s, QString::fromLatin1(settling->digest.toHex())},
                       {u"first_seen_at"_s, toIso(settling->firstSeenAt)}};
}

std::optional<SettlingListing> settlingFromJson(const QJsonObject &json)
{
    const auto firstSeenAt = instantField(json, "first_seen_at"_L1);
    if (!firstSeenAt)
        return std::nullopt;
    return SettlingListing{QByteArray::fromHex(json["digest"_L1].toString().toLatin1()), *firstSeenAt};
}

QJsonValue toJson(const std::optional<Look> &look)
{
    if (!look)
        return {};
    return QJsonObject{{u"started_at"_s, toIso(look->startedAt)},
                       {u"ended_at"_s, toIso(look->endedAt)},
                       {u"error"_s, look->error ? QJsonValue(toJson(*look->error)) : QJsonValue()},
                       {u"failures_in_a_row"_s, look->failuresInARow},
                       {u"started_tick_ns"_s, qint64(look->startedTick.sinceBoot.count())}};
}

std::optional<Look> lookFromJson(const QJsonObject &json)
{
    const auto startedAt = instantField(json, "started_at"_L1);
    const auto endedAt = instantField(json, "ended_at"_L1);
    if (!startedAt || !endedAt)
        return std::nullopt;
    Look look{*startedAt,
              *endedAt,
              std::nullopt,
              json["failures_in_a_row"_L1].toInt(),
              {std::chrono::nanoseconds(json["started_tick_ns"_L1].toInteger())}};
    if (json["error"_L1].isObject())
        look.error = errorFromJson(json["error"_L1].toObject());
    return look;
}

QJsonValue toJson(const std::optional<AfterFailure> &failure)
{
    if (!failure)
        return {};
    return QJsonObject{{u"at"_s, toIso(failure->at)},
                       {u"snapshot"_s, stringOrNull(failure->snapshot)},
                       {u"error"_s, toJson(failure->error)}};
}

std::optional<AfterFailure> afterFailureFromJson(const QJsonObject &json)
{
    const auto at = instantField(json, "at"_L1);
    if (!at)
        return std::nullopt;
    return AfterFailure{*at, json["snapshot"_L1].toString(), errorFromJson(json["error"_L1].toObject())};
}

QJsonArray toJson(const QList<Instant> &instants)
{
    QJsonArray json;
    for (const Instant at : instants)
        json.append(toIso(at));
    return json;
}

QList<Instant> instantListFromJson(const QJsonArray &json)
{
    QList<Instant> instants;
    for (const QJsonValue &value : json) {
        if (const auto at = fromIso(value.toString()))
            instants << *at;
    }
    return instants;
}

QJsonObject toJson(const QMap<SnapshotId, Instant> &instants)
{
    QJsonObject json;
    for (const auto &[id, at] : instants.asKeyValueRange())
        json[id] = toIso(at);
    return json;
}

QMap<SnapshotId, Instant> instantsFromJson(const QJsonObject &json)
{
    QMap<SnapshotId, Instant> instants;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (const auto at = fromIso(it.value().toString()))
            instants.insert(it.key(), *at);
    }
    return instants;
}

QJsonObject toJson(const QMap<QByteArray, Validator> &validators)
{
    QJsonObject json;
    for (const auto &[path, validator] : validators.asKeyValueRange()) {
        json[QString::fromUtf8(path)] =
            QJsonObject{{u"strength"_s, nameOf(strengthNames, validator.strength)},
                        {u"token"_s, QString::fromLatin1(validator.token)}};
    }
    return json;
}

QMap<QByteArray, Validator> validatorsFromJson(const QJsonObject &json)
{
    QMap<QByteArray, Validator> validators;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QJsonObject value = it.value().toObject();
        const auto strength = valueOf<ValidatorStrength>(strengthNames, value["strength"_L1].toString());
        if (strength)
            validators.insert(it.key().toUtf8(), {*strength, value["token"_L1].toString().toLatin1()});
    }
    return validators;
}

QList<Report> reportsFromJson(const QJsonArray &json)
{
    QList<Report> reports;
    for (const QJsonValue &value : json) {
        const QJsonObject report = value.toObject();
        const auto openedAt = instantField(report, "opened_at"_L1);
        if (openedAt)
            reports.append({report["text"_L1].toString(), *openedAt, instantField(report, "closed_at"_L1),
                            report["answer"_L1].toString(), instantField(report, "identical_at"_L1)});
    }
    return reports;
}

} // namespace

bool Record::hasOpenReport() const
{
    return std::ranges::any_of(reports, [](const Report &report) { return !report.closedAt; });
}

QJsonArray toJson(const QList<Report> &reports)
{
    QJsonArray json;
    for (const Report &report : reports) {
        json.append(QJsonObject{{u"text"_s, report.text},
                                {u"opened_at"_s, toIso(report.openedAt)},
                                {u"closed_at"_s, instantOrNull(report.closedAt)},
                                {u"answer"_s, stringOrNull(report.answer)},
                                {u"identical_at"_s, instantOrNull(report.identicalAt)}});
    }
    return json;
}

QStringList Record::answerReports(const SnapshotId &upload, Instant probedAt, Instant now)
{
    QStringList answered;
    for (Report &report : reports) {
        if (report.closedAt || report.openedAt > probedAt)
            continue;
        report.closedAt = now;
        report.answer = upload;
        answered << report.text;
    }
    return answered;
}

QJsonObject toJson(const Record &record)
{
    return {{u"schema"_s, 1},
            {u"confirmed_at"_s, instantOrNull(record.confirmedAt)},
            {u"known_change"_s, toJson(record.knownChange)},
            {u"settling"_s, toJson(record.settling)},
            {u"last_look"_s, toJson(record.lastLook)},
            {u"uploaded_at"_s, instantOrNull(record.uploadedAt)},
            {u"uploads"_s, toJson(record.uploads)},
            {u"difference_seen_at"_s, instantOrNull(record.differenceSeenAt)},
            {u"bound_at"_s, instantOrNull(record.boundAt)},
            {u"newest"_s, stringOrNull(record.newest)},
            {u"fetched_at"_s, instantOrNull(record.fetchedAt)},
            {u"hold"_s, stringOrNull(record.hold)},
            {u"current_since"_s, instantOrNull(record.currentSince)},
            {u"replaced"_s, stringOrNull(record.replaced)},
            {u"pins"_s, QJsonArray::fromStringList(record.pins)},
            {u"reports"_s, toJson(record.reports)},
            {u"superseded_at"_s, toJson(record.supersededAt)},
            {u"handed_out_at"_s, toJson(record.handedOutAt)},
            {u"later_validators"_s, toJson(record.laterValidators)},
            {u"after_due"_s, stringOrNull(record.afterDue)},
            {u"after_failure"_s, toJson(record.afterFailure)},
            {u"last_run"_s, record.lastRun ? QJsonValue(toJson(*record.lastRun)) : QJsonValue()}};
}

Result<Record> recordFromJson(const QJsonObject &json)
{
    if (json["schema"_L1].toInt() != 1)
        return failure(ErrorKind::Corrupt, u"the record is not readable"_s);
    Record record{.confirmedAt = instantField(json, "confirmed_at"_L1),
                  .knownChange = knownChangeFromJson(json["known_change"_L1].toObject()),
                  .settling = settlingFromJson(json["settling"_L1].toObject()),
                  .lastLook = lookFromJson(json["last_look"_L1].toObject()),
                  .uploadedAt = instantField(json, "uploaded_at"_L1),
                  .uploads = instantListFromJson(json["uploads"_L1].toArray()),
                  .differenceSeenAt = instantField(json, "difference_seen_at"_L1),
                  .boundAt = instantField(json, "bound_at"_L1),
                  .newest = json["newest"_L1].toString(),
                  .fetchedAt = instantField(json, "fetched_at"_L1),
                  .hold = json["hold"_L1].toString(),
                  .currentSince = instantField(json, "current_since"_L1),
                  .replaced = json["replaced"_L1].toString(),
                  .pins = stringListField(json, "pins"_L1),
                  .reports = reportsFromJson(json["reports"_L1].toArray()),
                  .supersededAt = instantsFromJson(json["superseded_at"_L1].toObject()),
                  .handedOutAt = instantsFromJson(json["handed_out_at"_L1].toObject()),
                  .laterValidators = validatorsFromJson(json["later_validators"_L1].toObject()),
                  .afterDue = json["after_due"_L1].toString(),
                  .afterFailure = afterFailureFromJson(json["after_failure"_L1].toObject())};
    if (json["last_run"_L1].isObject()) {
        auto run = runReportFromJson(json["last_run"_L1].toObject());
        if (!run)
            return failure(run);
        record.lastRun = *run;
    }
    return record;
}

} // namespace larder
