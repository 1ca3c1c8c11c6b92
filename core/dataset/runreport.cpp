#include "core/dataset/runreport.h"

#include "core/dataset/jsonfields.h"

#include <QJsonArray>

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array outcomeNames{
    std::pair{Outcome::Fetched, "fetched"_L1},     std::pair{Outcome::Unchanged, "unchanged"_L1},
    std::pair{Outcome::Identical, "identical"_L1}, std::pair{Outcome::NothingYet, "nothing-yet"_L1},
    std::pair{Outcome::Settling, "settling"_L1},   std::pair{Outcome::Failed, "failed"_L1},
    std::pair{Outcome::Stopped, "stopped"_L1},     std::pair{Outcome::Deferred, "deferred"_L1},
};

constexpr std::array triggerNames{
    std::pair{Trigger::Reader, "reader"_L1},
    std::pair{Trigger::Person, "person"_L1},
    std::pair{Trigger::Background, "background"_L1},
};

} // namespace

bool isConfirming(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Fetched:
    case Outcome::Unchanged:
    case Outcome::Identical:
    case Outcome::NothingYet:
        return true;
    case Outcome::Settling:
    case Outcome::Deferred:
    case Outcome::Failed:
    case Outcome::Stopped:
        return false;
    }
    Q_UNREACHABLE_RETURN(false);
}

QString outcomeName(Outcome outcome)
{
    return nameOf(outcomeNames, outcome);
}

std::optional<Outcome> outcomeFromName(QStringView name)
{
    return valueOf<Outcome>(outcomeNames, name);
}

QJsonObject toJson(const Error &error)
{
    return {{u"kind"_s, errorKindName(error.kind)},
            {u"message"_s, error.message},
            {u"subject"_s, error.subject},
            {u"hint"_s, error.hint}};
}

Error errorFromJson(const QJsonObject &json)
{
    return {errorKindFromName(json["kind"_L1].toString()), json["message"_L1].toString(),
            json["subject"_L1].toString(), json["hint"_L1].toString()};
}

QJsonObject toJson(const RunReport &report)
{
    QJsonObject json{{u"run"_s, report.runId},
                     {u"dataset"_s, report.dataset.text()},
                     {u"trigger"_s, nameOf(triggerNames, report.trigger)},
                     {u"forced"_s, report.forced},
                     {u"started_at"_s, toIso(report.startedAt)},
                     {u"finished_at"_s, toIso(report.finishedAt)},
                     {u"probed_tick_ns"_s, qint64(report.probedTick.sinceBoot.count())},
                     {u"finished_tick_ns"_s, qint64(report.finishedTick.sinceBoot.count())},
                     {u"outcome"_s, outcomeName(report.outcome)},
                     {u"confirmed"_s, report.confirmed},
                     {u"switched"_s, report.switched},
                     {u"snapshot"_s, stringOrNull(report.snapshot)},
                     {u"added"_s, report.changes.added},
                     {u"changed"_s, report.changes.changed},
                     {u"removed"_s, report.changes.removed},
                     {u"fetched_files"_s, report.fetchedFiles},
                     {u"fetched_bytes"_s, report.fetchedBytes},
                     {u"requests"_s, report.requests},
                     {u"has_log"_s, report.hasLog},
                     {u"notices"_s, QJsonArray::fromStringList(report.notices)},
                     {u"answered_reports"_s, QJsonArray::fromStringList(report.answeredReports)}};
    json["error"_L1] = report.error ? QJsonValue(toJson(*report.error)) : QJsonValue();
    if (report.afterError)
        json["after_error"_L1] = toJson(*report.afterError);
    return json;
}

Result<RunReport> runReportFromJson(const QJsonObject &json)
{
    const auto dataset = DatasetName::parse(json["dataset"_L1].toString());
    if (!dataset)
        return failure(dataset);
    const auto outcome = outcomeFromName(json["outcome"_L1].toString());
    const auto startedAt = instantField(json, "started_at"_L1);
    const auto finishedAt = instantField(json, "finished_at"_L1);
    if (!outcome || !startedAt || !finishedAt)
        return failure(ErrorKind::Corrupt, u"a run's report is not readable"_s, dataset->text());
    RunReport report{
        .runId = json["run"_L1].toString(),
        .dataset = *dataset,
        .trigger = valueOf<Trigger>(triggerNames, json["trigger"_L1].toString()).value_or(Trigger::Person),
        .forced = json["forced"_L1].toBool(),
        .startedAt = *startedAt,
        .finishedAt = *finishedAt,
        .probedTick = {std::chrono::nanoseconds(json["probed_tick_ns"_L1].toInteger())},
        .finishedTick = {std::chrono::nanoseconds(json["finished_tick_ns"_L1].toInteger())},
        .outcome = *outcome,
        .confirmed = json["confirmed"_L1].toBool(),
        .switched = json["switched"_L1].toBool(),
        .snapshot = json["snapshot"_L1].toString(),
        .changes = {json["added"_L1].toInt(), json["changed"_L1].toInt(), json["removed"_L1].toInt()},
        .fetchedFiles = json["fetched_files"_L1].toInt(),
        .fetchedBytes = json["fetched_bytes"_L1].toInteger(),
        .requests = json["requests"_L1].toInt(),
        .notices = stringListField(json, "notices"_L1),
        .answeredReports = stringListField(json, "answered_reports"_L1),
        .hasLog = json["has_log"_L1].toBool()};
    if (json["error"_L1].isObject())
        report.error = errorFromJson(json["error"_L1].toObject());
    if (json["after_error"_L1].isObject())
        report.afterError = errorFromJson(json["after_error"_L1].toObject());
    return report;
}

} // namespace larder
