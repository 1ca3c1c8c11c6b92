#include "app/cli/jsonforms.h"

#include "core/dataset/jsonfields.h"
#include "core/sources/address.h"
#include "core/wording/verdictwords.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString remoteName(Remote remote)
{
    switch (remote) {
    case Remote::Same:
    case Remote::NothingYet: // nothing came, so nothing differs; `nothing_yet` tells it
        return u"same"_s;
    case Remote::Changed:
        return u"changed"_s;
    case Remote::Unproven:
        return u"unproven"_s;
    case Remote::Unreachable:
        return u"unreachable"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonArray changedPaths(const std::vector<FileChange> &files)
{
    QJsonArray array;
    for (const FileChange &file : files)
        array.append(QString::fromUtf8(file.path));
    return array;
}

QJsonValue errorJson(const std::optional<Error> &error)
{
    return error ? QJsonValue(toJson(*error)) : QJsonValue();
}

QString reasonName(ReasonKind kind)
{
    switch (kind) {
    case ReasonKind::FreshUntilBoundary:
        return u"fresh-until-boundary"_s;
    case ReasonKind::FreshUntilExpect:
        return u"fresh-until-expect"_s;
    case ReasonKind::FreshUntilLateLook:
        return u"fresh-until-late-look"_s;
    case ReasonKind::NeverExpires:
        return u"never-expires"_s;
    case ReasonKind::BoundaryPassed:
        return u"boundary-passed"_s;
    case ReasonKind::ExpectPassed:
        return u"expect-passed"_s;
    case ReasonKind::LateLookPassed:
        return u"late-look-passed"_s;
    case ReasonKind::AlwaysAsks:
        return u"always-asks"_s;
    case ReasonKind::ChangeKnown:
        return u"change-known"_s;
    case ReasonKind::ClockSetBack:
        return u"clock-set-back"_s;
    case ReasonKind::NeverFetched:
        return u"never-fetched"_s;
    case ReasonKind::NeverConfirmed:
        return u"never-confirmed"_s;
    case ReasonKind::Unreadable:
        return u"unreadable"_s;
    case ReasonKind::LookFailed:
        return u"look-failed"_s;
    case ReasonKind::NothingYet:
        return u"nothing-yet"_s;
    case ReasonKind::LateSince:
        return u"late-since"_s;
    case ReasonKind::AfterFailed:
        return u"after-failed"_s;
    case ReasonKind::HeldAt:
        return u"held-at"_s;
    case ReasonKind::NewerWaits:
        return u"newer-waits"_s;
    case ReasonKind::ReportOpen:
        return u"report-open"_s;
    case ReasonKind::SettlingSince:
        return u"settling-since"_s;
    case ReasonKind::ConfirmedAt:
        return u"confirmed-at"_s;
    case ReasonKind::FetchedAt:
        return u"fetched-at"_s;
    case ReasonKind::UploadedAt:
        return u"uploaded-at"_s;
    case ReasonKind::LastAsked:
        return u"last-asked"_s;
    case ReasonKind::NobodyWatches:
        return u"nobody-watches"_s;
    case ReasonKind::NextLook:
        return u"next-look"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

QJsonArray reasonsJson(const Verdict &verdict)
{
    QJsonArray reasons;
    for (const Reason &reason : verdict.reasons) {
        reasons.append(QJsonObject{{u"kind"_s, reasonName(reason.kind)},
                                   {u"at"_s, instantOrNull(reason.at)},
                                   {u"text"_s, stringOrNull(reason.text)},
                                   {u"count"_s, reason.count},
                                   {u"error"_s, errorJson(reason.error)}});
    }
    return reasons;
}

QJsonValue usualUploadJson(const std::optional<UsualUpload> &usual)
{
    if (!usual)
        return {};
    return QJsonObject{{u"by"_s, usual->by.toString(u"HH:mm"_s)}, {u"days"_s, usual->days}};
}

QJsonArray pathArray(const QList<QByteArray> &paths)
{
    QJsonArray array;
    for (const QByteArray &path : paths)
        array.append(QString::fromUtf8(path));
    return array;
}

QJsonObject statusJson(const DatasetRow &row, const Verdict &verdict, const QString &path)
{
    const QTimeZone zone(row.binding.zone);
    const Reason *failedAfter = verdict.reason(ReasonKind::AfterFailed);
    return {{u"dataset"_s, row.name.text()},
            {u"customer"_s, row.customer.slug},
            {u"display_name"_s, row.customer.displayName},
            {u"state"_s, stateName(verdict.state)},
            {u"flags"_s, QJsonArray::fromStringList(flagNames(verdict.flags))},
            {u"because"_s, because(verdict, zone)},
            {u"fresh_until"_s,
             instantOrNull(verdict.freshUntil == Instant{} ? std::nullopt : verdict.freshUntil)},
            {u"look_due"_s, instantOrNull(verdict.lookDue)},
            {u"confirmed_at"_s, instantOrNull(row.record.confirmedAt)},
            {u"fetched_at"_s, instantOrNull(row.record.fetchedAt)},
            {u"uploaded_at"_s, instantOrNull(row.record.uploadedAt)},
            {u"snapshot"_s, stringOrNull(row.current ? row.current->id : SnapshotId())},
            {u"newest"_s, stringOrNull(row.record.newest)},
            {u"held"_s, !row.record.hold.isEmpty()},
            {u"path"_s, stringOrNull(path)},
            {u"files"_s, row.current ? row.current->files : 0},
            {u"bytes"_s, row.current ? row.current->bytes : 0},
            {u"policy"_s, row.binding.policy},
            {u"zone"_s, QString::fromLatin1(row.binding.zone)},
            {u"source"_s, redactedAddress(row.binding.url)},
            {u"error"_s, errorJson(row.fault)},
            {u"after_error"_s, failedAfter ? errorJson(failedAfter->error) : QJsonValue()}};
}

QJsonObject runJson(const RunReport &report)
{
    return {{u"dataset"_s, report.dataset.text()},
            {u"outcome"_s, outcomeName(report.outcome)},
            {u"switched"_s, report.switched},
            {u"snapshot"_s, stringOrNull(report.snapshot)},
            {u"added"_s, report.changes.added},
            {u"changed"_s, report.changes.changed},
            {u"removed"_s, report.changes.removed},
            {u"fetched_files"_s, report.fetchedFiles},
            {u"fetched_bytes"_s, report.fetchedBytes},
            {u"requests"_s, report.requests},
            {u"started_at"_s, toIso(report.startedAt)},
            {u"finished_at"_s, toIso(report.finishedAt)},
            {u"notices"_s, QJsonArray::fromStringList(report.notices)},
            {u"answered_reports"_s, QJsonArray::fromStringList(report.answeredReports)},
            {u"run"_s, report.runId},
            {u"has_log"_s, report.hasLog},
            {u"error"_s, errorJson(report.error)},
            {u"after_error"_s, errorJson(report.afterError)}};
}

QJsonObject runJson(const DatasetName &dataset, const Error &error)
{
    const Outcome outcome = error.kind == ErrorKind::Cancelled ? Outcome::Stopped : Outcome::Failed;
    return {{u"dataset"_s, dataset.text()},
            {u"outcome"_s, outcomeName(outcome)},
            {u"switched"_s, false},
            {u"snapshot"_s, QJsonValue()},
            {u"fetched_files"_s, 0},
            {u"fetched_bytes"_s, 0},
            {u"requests"_s, 0},
            {u"error"_s, toJson(error)}};
}

QJsonObject checkJson(const CheckReport &report)
{
    return {{u"dataset"_s, report.dataset.text()},
            {u"remote"_s, remoteName(report.remote)},
            {u"nothing_yet"_s, report.remote == Remote::NothingYet},
            {u"added"_s, pathArray(report.added)},
            {u"changed"_s, pathArray(report.changed)},
            {u"removed"_s, pathArray(report.removed)},
            {u"unproven"_s, pathArray(report.unproven)},
            {u"requests"_s, report.requests},
            {u"notices"_s, QJsonArray::fromStringList(report.notices)},
            {u"error"_s, report.remote == Remote::Unreachable ? errorJson(report.error) : QJsonValue()}};
}

QJsonObject snapshotJson(const ManifestHeader &header, const Record &record)
{
    return {{u"id"_s, header.id},
            {u"created_at"_s, toIso(header.createdAt)},
            {u"uploaded_at"_s, instantOrNull(header.uploadedAt)},
            {u"current"_s, header.id == record.current()},
            {u"newest"_s, header.id == record.newest},
            {u"held"_s, header.id == record.hold},
            {u"pinned"_s, record.pins.contains(header.id)},
            {u"files"_s, header.files},
            {u"bytes"_s, header.bytes},
            {u"source"_s, header.source},
            {u"because"_s, header.because}};
}

QJsonObject changesJson(const Changes &changes)
{
    return {{u"added"_s, changedPaths(changes.added)},
            {u"removed"_s, changedPaths(changes.removed)},
            {u"changed"_s, changedPaths(changes.changed)},
            {u"identical"_s, changedPaths(changes.identical)}};
}

QJsonObject removalJson(const Removal &removal)
{
    return {{u"dataset"_s, removal.dataset.text()},
            {u"snapshot"_s, removal.snapshot},
            {u"bytes"_s, removal.bytes},
            {u"because"_s, removal.because}};
}

} // namespace larder
