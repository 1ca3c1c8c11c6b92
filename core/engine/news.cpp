#include "core/engine/news.h"

#include "core/freshness/usualupload.h"

#include <QUrl>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int failuresToTell = 3; // one may be a train's tunnel

bool isTroubleOf(NewsKind kind, State state)
{
    return kind == NewsKind::SignInNeeded ? state == State::SignIn : state != State::SignIn;
}

/// Datasets behind one host that are signed in by one name fail together.
QString causeOf(const DatasetRow &row)
{
    const QUrl url(row.binding.url);
    return url.host().isEmpty() ? row.binding.url : url.host() + u' ' + row.binding.credentials;
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
    const bool isFailing = record.lastLook && record.lastLook->failuresInARow >= failuresToTell;
    if (known.state == State::SignIn || isFailing)
        known.cause = causeOf(judged.row);
    return known;
}

bool NewsDesk::isTold(NewsKind kind, const QString &cause) const
{
    return std::ranges::any_of(
        m_known, [&](const Known &known) { return known.cause == cause && isTroubleOf(kind, known.state); });
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

    bool isAnswered = false;
    for (const Report &report : record.reports) {
        const Report *known = reportLike(before.reports, report);
        if (!known)
            continue;
        if (!report.answer.isEmpty() && known->answer.isEmpty()) {
            isAnswered = true;
            addUpload(report.text);
        } else if (report.identicalAt && report.identicalAt != known->identicalAt) {
            add(NewsKind::Identical).report = report.text;
        }
    }
    const bool isSecondOfTheDay = !before.newest.isEmpty() && after.newest != before.newest
        && before.fetchedAt && after.fetchedAt
        && dayOf(*before.fetchedAt, m_viewerZone) == dayOf(*after.fetchedAt, m_viewerZone);
    const bool isPersons = record.lastRun && record.lastRun->trigger == Trigger::Person;
    if (isSecondOfTheDay && !isAnswered && !isPersons) // who asked for it is looking at it
        addUpload({});

    if (!after.cause.isEmpty()) {
        const NewsKind kind = after.state == State::SignIn ? NewsKind::SignInNeeded : NewsKind::Failing;
        if (!isTold(kind, after.cause)) {
            News &news = add(kind);
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
    QHash<QString, qsizetype> places; // of troubles, by kind and cause
    QHash<DatasetName, Known> learnt;
    for (const JudgedRow &judged : changes.changed) {
        Known after = knownOf(judged, changes.judgedAt);
        const auto before = m_known.constFind(judged.row.name);
        if (before != m_known.cend()) {
            if (!after.lateSince) // one deadline is told once, whatever failed in between
                after.lateSince = before->lateSince;
            for (News &news : newsOf(judged, *before, after)) {
                const bool isShared = news.kind == NewsKind::SignInNeeded || news.kind == NewsKind::Failing;
                const QString key = QString::number(int(news.kind)) + u' ' + after.cause;
                if (isShared && places.contains(key)) {
                    all[places.value(key)].datasets << news.datasets;
                    continue;
                }
                if (isShared)
                    places.insert(key, all.size());
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
