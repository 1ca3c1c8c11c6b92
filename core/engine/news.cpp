#include "core/engine/news.h"

#include "core/freshness/usualupload.h"

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
    if (needsSignIn(error.kind))
        return u"signin:%1/%2"_s.arg(place, row.binding.credentials);
    const bool isOnTheWay = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout
        || error.kind == ErrorKind::Throttled;
    return isOnTheWay ? u"way:%1"_s.arg(place) : row.name.text();
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

} // namespace

NewsDesk::Known NewsDesk::knownOf(const JudgedRow &judged, Instant now)
{
    const Record &record = judged.row.record;
    Known known{.state = judged.verdict.state,
                .newest = record.newest,
                .fetchedAt = record.fetchedAt,
                .reports = record.reports,
                .lateSince = lateSince(judged, now)};
    const auto &error = record.lastLook ? record.lastLook->error : std::nullopt;
    if (error && (needsSignIn(error->kind) || record.lastLook->failuresInARow >= failuresToTell))
        known.cause = causeOf(judged.row, *error);
    if (!known.cause.isEmpty())
        known.causes.insert(known.cause);
    return known;
}

bool NewsDesk::isTold(const QString &cause) const
{
    return std::ranges::any_of(m_known, [&](const Known &known) { return known.causes.contains(cause); });
}

QList<News> NewsDesk::newsOf(const JudgedRow &judged, const Known &before, const Known &after) const
{
    const Record &record = judged.row.record;
    QList<News> found;
    const auto add = [&](NewsKind kind) -> News & {
        found.append(
            {.kind = kind, .datasets = {judged.row.name}, .customer = judged.row.customer.displayName});
        return found.last();
    };
    const auto addUpload = [&](const QString &report) {
        News &news = add(NewsKind::Reuploaded);
        news.report = report;
        news.snapshot = record.newest;
        if (record.lastRun && record.lastRun->snapshot == record.newest)
            news.changes = record.lastRun->changes;
    };

    QStringList answered; // one upload may answer several
    for (const Report &report : record.reports) {
        const Report *known = reportLike(before.reports, report);
        if (!known)
            continue;
        if (!report.answer.isEmpty() && known->answer.isEmpty()) {
            answered << report.text;
        } else if (report.identicalAt && report.identicalAt != known->identicalAt) {
            add(NewsKind::Identical).report = report.text;
        }
    }
    const bool isSecondOfTheDay = !before.newest.isEmpty() && after.newest != before.newest
        && before.fetchedAt && after.fetchedAt
        && dayOf(*before.fetchedAt, m_viewerZone) == dayOf(*after.fetchedAt, m_viewerZone);
    const bool isPersons = record.lastRun && record.lastRun->trigger == Trigger::Person;
    if (!answered.isEmpty())
        addUpload(answered.join(u"; "_s));
    else if (isSecondOfTheDay && !isPersons) // who asked for it is looking at it
        addUpload({});

    if (!after.cause.isEmpty()) {
        if (!before.causes.contains(after.cause) && !isTold(after.cause)) {
            News &news =
                add(needsSignIn(record.lastLook->error->kind) ? NewsKind::SignInNeeded : NewsKind::Failing);
            news.error = record.lastLook->error;
            news.failures = record.lastLook->failuresInARow;
        }
    }
    if (after.lateSince && after.lateSince != before.lateSince) {
        News &news = add(NewsKind::Late);
        news.expectedBy = after.lateSince;
        news.isLearned = after.state != State::Late;
    }
    return found;
}

QList<News> NewsDesk::takeRows(const RowChanges &changes)
{
    QList<News> all;
    QHash<QString, qsizetype> places; // of troubles, by cause
    QHash<DatasetName, Known> learnt;
    for (const JudgedRow &judged : changes.changed) {
        Known after = knownOf(judged, changes.judgedAt);
        // A row may be told twice in one batch: judged again, and changed.
        auto before = std::as_const(learnt).find(judged.row.name);
        const bool isKnown = before != learnt.cend()
            || (before = std::as_const(m_known).find(judged.row.name)) != m_known.cend();
        if (isKnown) {
            if (!after.lateSince) // one deadline is told once, whatever failed in between
                after.lateSince = before->lateSince;
            if (judged.row.record.lastLook && judged.row.record.lastLook->error)
                after.causes |= before->causes; // told until a look succeeds
            for (News &news : newsOf(judged, *before, after)) {
                const bool isShared = news.kind == NewsKind::SignInNeeded || news.kind == NewsKind::Failing;
                if (isShared && places.contains(after.cause)) {
                    all[places.value(after.cause)].datasets << news.datasets;
                    continue;
                }
                if (isShared)
                    places.insert(after.cause, all.size());
                all << std::move(news);
            }
        }
        learnt.insert(judged.row.name, after);
    }
    m_known.insert(learnt);
    for (const DatasetName &name : changes.gone)
        m_known.remove(name);
    for (News &news : all)
        std::ranges::sort(news.datasets);
    return all;
}

} // namespace larder
