#include "ui/pages/activityitem.h"

#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "ui/capitalised.h"

#include <QCoreApplication>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ActivityItem)
};

QString stateIcon(Face face)
{
    return faceIcon(face);
}

Pill runPill(const RunReport &run)
{
    const QString word = capitalised(outcomeWord(run.outcome));
    switch (run.outcome) {
    case Outcome::Fetched:
        return {Tone::Ok, stateIcon(Face::Fresh), word};
    case Outcome::Unchanged:
    case Outcome::Identical:
        return {Tone::Quiet, stateIcon(Face::Fresh), word};
    case Outcome::NothingYet:
        return {Tone::Late, stateIcon(Face::Late), word};
    case Outcome::Settling:
        return {Tone::Busy, stateIcon(Face::Fetching), word};
    case Outcome::Failed:
        if (run.error && run.error->kind == ErrorKind::SignInNeeded)
            return {Tone::Error, stateIcon(Face::SignIn), faceWord(Face::SignIn)};
        return {Tone::Error, stateIcon(Face::Failed), word};
    case Outcome::Stopped:
        return {Tone::Quiet, u":/icons/action-stop.svg"_s, word};
    case Outcome::Deferred:
        return {Tone::Stale, stateIcon(Face::Stale), word};
    }
    Q_UNREACHABLE_RETURN({});
}

Pill kindPill(ActivityKind kind)
{
    const QString word = activityKindWord(kind);
    switch (kind) {
    case ActivityKind::Run:
        return {Tone::Busy, stateIcon(Face::Fetching), word};
    case ActivityKind::Added:
    case ActivityKind::Changed:
    case ActivityKind::Verified:
    case ActivityKind::Closed:
        return {Tone::Quiet, stateIcon(Face::Fresh), word};
    case ActivityKind::Held:
    case ActivityKind::Released:
    case ActivityKind::Pinned:
    case ActivityKind::Unpinned:
        return {Tone::Quiet, stateIcon(Face::Held), word};
    case ActivityKind::Reported:
        return {Tone::Waiting, stateIcon(Face::Waiting), word};
    case ActivityKind::Pruned:
    case ActivityKind::Forgotten:
    case ActivityKind::Tended:
        return {Tone::Quiet, stateIcon(Face::Missing), word};
    case ActivityKind::Skipped:
    case ActivityKind::Paused:
        return {Tone::Late, stateIcon(Face::Held), word};
    case ActivityKind::Resumed:
    case ActivityKind::After:
        return {Tone::Quiet, stateIcon(Face::Fresh), word};
    }
    Q_UNREACHABLE_RETURN({});
}

/// The command after new data: whether it went well, under its own name.
Pill afterPill(const RunReport &run)
{
    Pill pill = runPill(run);
    pill.word = activityKindWord(ActivityKind::After);
    return pill;
}

Pill pillOf(const Activity &activity)
{
    if (!activity.run)
        return kindPill(activity.kind);
    return activity.kind == ActivityKind::After ? afterPill(*activity.run) : runPill(*activity.run);
}

QString subjectOf(const Activity &activity)
{
    if (activity.customer.isEmpty())
        return Words::tr("the store");
    return activity.dataset.isEmpty() ? activity.customer : activity.customer + u'/' + activity.dataset;
}

std::chrono::seconds tookOf(const RunReport &run)
{
    return std::chrono::round<std::chrono::seconds>(run.finishedAt - run.startedAt);
}

QString tookText(const RunReport &run)
{
    const std::chrono::seconds took = tookOf(run);
    return took.count() < 1 ? Words::tr("under a second") : durationInWords(took);
}

/// For a column.
QString shortTookText(const RunReport &run)
{
    const qint64 seconds = tookOf(run).count();
    if (seconds < 1)
        return Words::tr("< 1 s");
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return Words::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString triggerWords(const RunReport &run)
{
    const QString forced = run.forced ? Words::tr(", everything again") : QString();
    switch (run.trigger) {
    case Trigger::Person:
        return Words::tr("a person") + forced;
    case Trigger::Reader:
        return Words::tr("a reader") + forced;
    case Trigger::Background:
        return Words::tr("the background") + forced;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

QString activityKindWord(ActivityKind kind)
{
    switch (kind) {
    case ActivityKind::Run:
        return Words::tr("Run");
    case ActivityKind::Added:
        return Words::tr("Added");
    case ActivityKind::Changed:
        return Words::tr("Changed");
    case ActivityKind::Held:
        return Words::tr("Held");
    case ActivityKind::Released:
        return Words::tr("Released");
    case ActivityKind::Pinned:
        return Words::tr("Pinned");
    case ActivityKind::Unpinned:
        return Words::tr("Unpinned");
    case ActivityKind::Reported:
        return Words::tr("Reported");
    case ActivityKind::Closed:
        return Words::tr("Report closed");
    case ActivityKind::Pruned:
        return Words::tr("Pruned");
    case ActivityKind::Verified:
        return Words::tr("Verified");
    case ActivityKind::Forgotten:
        return Words::tr("Forgotten");
    case ActivityKind::Skipped:
        return Words::tr("Skipped");
    case ActivityKind::Paused:
        return Words::tr("Paused");
    case ActivityKind::Resumed:
        return Words::tr("Resumed");
    case ActivityKind::After:
        return Words::tr("Command after");
    case ActivityKind::Tended:
        return Words::tr("Caches");
    }
    Q_UNREACHABLE_RETURN({});
}

ActivityItem renderActivity(const Activity &activity, Instant now, const QTimeZone &viewerZone)
{
    ActivityItem item;
    item.activity = activity;
    item.event = pillOf(activity);
    item.when = friendlyInstant(activity.at, now, viewerZone);
    item.whenDetail = instantWithZone(activity.at, viewerZone, Precision::Seconds);
    item.subject = subjectOf(activity);
    item.what = activity.kind == ActivityKind::After && activity.run
        ? afterSentence(activity.text, *activity.run)
        : activity.run ? runSentence(*activity.run)
                       : told(activity.text);
    if (activity.run)
        item.took = shortTookText(*activity.run);
    return item;
}

QList<ActivityDetail> activityDetails(const Activity &activity, const QTimeZone &viewerZone)
{
    const QString at = instantWithZone(activity.at, viewerZone, Precision::Seconds);
    if (!activity.run)
        return {{Words::tr("When"), at}};
    const RunReport &run = *activity.run;
    QList<ActivityDetail> details;
    if (run.error) {
        details << ActivityDetail{Words::tr("Error"), told(run.error->message), true};
        if (!run.error->subject.isEmpty())
            details << ActivityDetail{Words::tr("Where"), run.error->subject};
        if (!run.error->hint.isEmpty())
            details << ActivityDetail{Words::tr("What to do"), told(run.error->hint)};
    }
    if (activity.kind == ActivityKind::After)
        details << ActivityDetail{Words::tr("Command"), activity.text};
    details << ActivityDetail{Words::tr("Asked by"), triggerWords(run)}
            << ActivityDetail{Words::tr("Began"),
                              instantWithZone(run.startedAt, viewerZone, Precision::Seconds)}
            << ActivityDetail{Words::tr("Took"), tookText(run)};
    if (!run.changes.isEmpty())
        details << ActivityDetail{Words::tr("At the source"), changeCountsText(run.changes)};
    if (run.fetchedFiles > 0) {
        details << ActivityDetail{
            Words::tr("Fetched"),
            Words::tr("%1, %2").arg(fileCountText(run.fetchedFiles), byteSizeText(run.fetchedBytes))};
    }
    if (run.requests > 0)
        details << ActivityDetail{Words::tr("Requests"), QString::number(run.requests)};
    if (!run.snapshot.isEmpty()) {
        details << ActivityDetail{Words::tr("Snapshot"),
                                  run.switched ? Words::tr("%1, which readers get since").arg(run.snapshot)
                                               : run.snapshot};
    }
    for (const QString &text : run.answeredReports)
        details << ActivityDetail{Words::tr("Answers the report"), text};
    for (const QString &notice : toldEach(run.notices))
        details << ActivityDetail{Words::tr("Note"), notice};
    return details;
}

} // namespace larder
