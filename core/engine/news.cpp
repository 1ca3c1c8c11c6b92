#include "core/engine/news.h"

#include "core/dataset/jsonfields.h"
#include "core/engine/doors.h"
#include "core/freshness/usualupload.h"
#include "core/sources/sourcetable.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int failuresToTell = 3; // one may be a train's tunnel

/// Datasets behind one host that are signed in by one name share the sign-in and the way there; whatever else
/// is wrong is each one's own.
QString causeOf(const DatasetRow &row, const Error &error)
{
    const QUrl url(row.binding.url);
    const QString place = url.host().isEmpty() ? row.name.text() : url.host();
    if (error.kind == ErrorKind::SignInNeeded && !signInScope(row.binding).isEmpty())
        return u"signin:%1"_s.arg(signInScope(row.binding));
    if (needsSignIn(error.kind))
        return u"denied:%1/%2"_s.arg(place, row.binding.credentials);
    return isOnTheWay(error.kind) ? u"way:%1"_s.arg(place) : row.name.text();
}

bool isOfSignIn(const QString &cause)
{
    return cause.startsWith("signin:"_L1);
}

QDate dayOf(Instant instant, const QTimeZone &zone)
{
    return toDateTime(instant, zone).date();
}

std::optional<Instant> lateSince(const JudgedRow &judged, Instant now)
{
    const Reason *late = judged.verdict.reason(ReasonKind::LateSince);
    if (late && judged.verdict.state == State::Late)
        return late->at;
    return missedUsualUpload(judged.row.binding, judged.row.record, now);
}

const Report *reportLike(const QList<Report> &reports, const Report &report)
{
    const auto found = std::ranges::find_if(reports, [&](const Report &other) {
        return other.openedAt == report.openedAt && other.text == report.text;
    });
    return found == reports.end() ? nullptr : &*found;
}

Told toldOf(const JudgedRow &judged, Instant now)
{
    const Record &record = judged.row.record;
    return {.newest = record.newest,
            .fetchedAt = record.fetchedAt,
            .causes = {},
            .reports = record.reports,
            .lateSince = lateSince(judged, now),
            .hasFailedAfter = judged.verdict.flags.testFlag(Flag::AfterFailed)};
}

/// When a snapshot was made, by its name: yyyyMMddTHHmmssZ-xxxxxx.
Instant madeAt(const SnapshotId &snapshot)
{
    const QDateTime made = QDateTime::fromString(snapshot.first(std::min<qsizetype>(snapshot.size(), 16)),
                                                 u"yyyyMMdd'T'HHmmss'Z'"_s);
    return fromMilliseconds(QDateTime(made.date(), made.time(), QTimeZone::utc()).toMSecsSinceEpoch());
}

} // namespace

/// One that a person is told of: at once, or when it has lasted.
struct NewsDesk::Trouble {
    QString cause; ///< empty: there is none
    Error error;
    int failures = 0;

    [[nodiscard]] static Trouble of(const DatasetRow &row)
    {
        const auto &last = row.record.lastLook;
        if (!last || !last->error
            || (!needsSignIn(last->error->kind) && last->failuresInARow < failuresToTell))
            return {};
        return {causeOf(row, *last->error), *last->error, last->failuresInARow};
    }
};

/// A record's fields, and three more.
QByteArray toText(const Told &told)
{
    QStringList causes(told.causes.begin(), told.causes.end());
    causes.sort();
    const QJsonObject json{{u"schema"_s, 1},
                           {u"newest"_s, stringOrNull(told.newest)},
                           {u"fetched_at"_s, instantOrNull(told.fetchedAt)},
                           {u"causes"_s, QJsonArray::fromStringList(causes)},
                           {u"reports"_s, toJson(told.reports)},
                           {u"late_since"_s, instantOrNull(told.lateSince)},
                           {u"after_failed"_s, told.hasFailedAfter}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Told toldFromText(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const auto record = recordFromJson(json);
    if (!record)
        return {};
    const QStringList causes = stringListField(json, "causes"_L1);
    return {.newest = record->newest,
            .fetchedAt = record->fetchedAt,
            .causes = QSet<QString>(causes.begin(), causes.end()),
            .reports = record->reports,
            .lateSince = instantField(json, "late_since"_L1),
            .hasFailedAfter = json["after_failed"_L1].toBool()};
}

void NewsDesk::recall(const ToldOfDatasets &told)
{
    m_told = told;
    m_isCatchingUp = !told.isEmpty();
}

bool NewsDesk::isTold(const QString &cause) const
{
    return std::ranges::any_of(m_told, [&](const Told &told) { return told.causes.contains(cause); });
}

/// What came while nobody told it may have replaced several: then their names tell.
bool NewsDesk::isSecondOfTheDay(const Record &record, const Told &before) const
{
    if (record.newest == before.newest || !record.fetchedAt)
        return false;
    const QDate day = dayOf(*record.fetchedAt, m_viewerZone);
    if (!before.newest.isEmpty() && before.fetchedAt && dayOf(*before.fetchedAt, m_viewerZone) == day)
        return true;
    return m_isCatchingUp && std::ranges::any_of(record.supersededAt.keys(), [&](const SnapshotId &snapshot) {
               return snapshot != record.newest && dayOf(madeAt(snapshot), m_viewerZone) == day;
           });
}

void NewsDesk::addUploads(QList<News> &found, const JudgedRow &judged, const Told &before,
                          const Told &after) const
{
    const Record &record = judged.row.record;
    QStringList answered; // one upload may answer several
    for (const Report &report : record.reports) {
        const Report *known = reportLike(before.reports, report);
        if (!known && !m_isCatchingUp)
            continue;
        const Report told = known ? *known : Report{};
        if (!report.answer.isEmpty() && told.answer.isEmpty()) {
            answered << report.text;
        } else if (report.identicalAt && report.identicalAt != told.identicalAt) {
            found << News{.kind = NewsKind::Identical, .report = report.text};
        }
    }
    const bool isPersons = record.lastRun && record.lastRun->trigger == Trigger::Person;
    const bool isSeen = isPersons && !m_isCatchingUp; // who asked for it is looking at it
    if (answered.isEmpty() && (isSeen || !isSecondOfTheDay(record, before)))
        return;
    News news{.kind = NewsKind::Reuploaded, .report = answered.join(u"; "_s), .snapshot = after.newest};
    if (record.lastRun && record.lastRun->snapshot == record.newest)
        news.changes = record.lastRun->changes;
    found << news;
}

QList<News> NewsDesk::newsOf(const JudgedRow &judged, const Trouble &trouble, const Told &before,
                             const Told &after) const
{
    QList<News> found;
    addUploads(found, judged, before, after);
    if (!trouble.cause.isEmpty() && !before.causes.contains(trouble.cause) && !isTold(trouble.cause)) {
        found << News{
            .kind = needsSignIn(trouble.error.kind) ? NewsKind::SignInNeeded : NewsKind::Failing,
            .error = trouble.error,
            .failures = trouble.failures,
        };
    }
    if (after.lateSince && after.lateSince != before.lateSince) {
        found << News{.kind = NewsKind::Late,
                      .expectedBy = after.lateSince,
                      .isLearned = judged.verdict.state != State::Late};
    }
    if (after.hasFailedAfter && !before.hasFailedAfter) {
        const Reason *failed = judged.verdict.reason(ReasonKind::AfterFailed);
        found << News{.kind = NewsKind::AfterFailed,
                      .snapshot = failed ? failed->text : SnapshotId(),
                      .error = failed ? failed->error : std::nullopt};
    }
    for (News &news : found) {
        news.datasets = {judged.row.name};
        news.customer = judged.row.customer.displayName;
    }
    return found;
}

QList<News> NewsDesk::takeRows(const RowChanges &changes)
{
    QList<News> all;
    QHash<QString, qsizetype> places; // of troubles, by cause
    ToldOfDatasets told;
    for (const JudgedRow &judged : changes.changed) {
        if (judged.row.fault)
            continue; // what was told stays told, whatever its record is taken for meanwhile
        const DatasetName &name = judged.row.name;
        const Trouble trouble = Trouble::of(judged.row);
        Told after = toldOf(judged, changes.judgedAt);
        // A row may be told twice in one batch: judged again, and changed.
        const bool isKnown = told.contains(name) || m_told.contains(name);
        const Told before = told.contains(name) ? told.value(name) : m_told.value(name);
        if (!after.lateSince) // one deadline is told once, whatever failed in between
            after.lateSince = before.lateSince;
        if (const auto &last = judged.row.record.lastLook; last && last->error) {
            after.causes = before.causes; // told until a look succeeds
            if (last->error->kind != ErrorKind::SignInNeeded && !isOnTheWay(last->error->kind))
                after.causes.removeIf(isOfSignIn); // it was let in
        }
        if (!trouble.cause.isEmpty())
            after.causes.insert(trouble.cause);
        if (after != before || !isKnown)
            told.insert(name, after);
        if (!isKnown && !m_isCatchingUp)
            continue;
        for (News &news : newsOf(judged, trouble, before, after)) {
            const bool isShared = news.kind == NewsKind::SignInNeeded || news.kind == NewsKind::Failing;
            if (isShared && places.contains(trouble.cause)) {
                all[places.value(trouble.cause)].datasets << news.datasets;
                continue;
            }
            if (isShared)
                places.insert(trouble.cause, all.size());
            all << std::move(news);
        }
    }
    m_told.insert(told);
    m_changes.insert(told);
    for (const DatasetName &name : changes.gone) {
        m_told.remove(name);
        m_changes.remove(name);
    }
    for (News &news : all)
        std::ranges::sort(news.datasets);
    return all;
}

} // namespace larder
