#include "core/wording/runwords.h"

#include "core/wording/quantities.h"
#include "core/wording/told.h"
#include "core/wording/words.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString fetchedText(const RunReport &report, qint64 filesInSnapshot)
{
    QStringList parts;
    if (report.fetchedFiles > 0) {
        const QString files = fileCountText(filesInSnapshot > 0 ? filesInSnapshot : report.fetchedFiles);
        parts << (filesInSnapshot > report.fetchedFiles
                      ? Wording::tr("%1 of %2 fetched").arg(report.fetchedFiles).arg(files)
                      : Wording::tr("%1 fetched").arg(files));
        parts << byteSizeText(report.fetchedBytes);
    }
    if (report.changes.removed > 0)
        parts << Wording::tr("%1 removed").arg(fileCountText(report.changes.removed));
    return parts.isEmpty() ? Wording::tr("a new snapshot, nothing fetched") : parts.join(u", "_s);
}

QString withStayingSnapshot(const QString &sentence, const RunReport &report)
{
    return report.snapshot.isEmpty() ? sentence
                                     : Wording::tr("%1; the previous snapshot stays").arg(sentence);
}

} // namespace

QString errorSentence(const Error &error)
{
    QString sentence = told(error.message);
    if (!error.subject.isEmpty() && !error.message.contains(error.subject))
        sentence += u" (%1)"_s.arg(error.subject);
    return error.hint.isEmpty() ? sentence : Wording::tr("%1; %2").arg(sentence, told(error.hint));
}

QString runSentence(const RunReport &report, qint64 filesInSnapshot, const SnapshotId &hold)
{
    switch (report.outcome) {
    case Outcome::Fetched: {
        const QString fetched = fetchedText(report, filesInSnapshot);
        const bool isKeptBack = !hold.isEmpty() && !report.switched;
        return isKeptBack ? Wording::tr("%1; held: readers still get %2").arg(fetched, hold) : fetched;
    }
    case Outcome::Unchanged:
        return Wording::tr("nothing changed");
    case Outcome::Identical:
        return Wording::tr("identical content, no new snapshot");
    case Outcome::NothingYet:
        return withStayingSnapshot(Wording::tr("nothing there yet"), report);
    case Outcome::Settling:
        return withStayingSnapshot(Wording::tr("still changing at the source, not taken yet"), report);
    case Outcome::Deferred: {
        const QString changed = Wording::tr("the source changed: %1").arg(changeCountsText(report.changes));
        return report.error ? Wording::tr("%1; %2").arg(changed, told(report.error->message)) : changed;
    }
    case Outcome::Failed:
        return withStayingSnapshot(report.error ? Wording::tr("failed: %1").arg(errorSentence(*report.error))
                                                : Wording::tr("failed"),
                                   report);
    case Outcome::Stopped:
        return withStayingSnapshot(Wording::tr("stopped"), report);
    }
    Q_UNREACHABLE_RETURN({});
}

QString afterSentence(const QString &command, const RunReport &report)
{
    if (report.outcome == Outcome::Stopped)
        return Wording::tr("%1: stopped").arg(command);
    if (report.error)
        return Wording::tr("%1: %2").arg(command, told(report.error->message));
    return Wording::tr("%1: done").arg(command);
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Fetched:
        return Wording::tr("fetched");
    case Outcome::Unchanged:
        return Wording::tr("unchanged");
    case Outcome::Identical:
        return Wording::tr("identical");
    case Outcome::NothingYet:
        return Wording::tr("nothing yet");
    case Outcome::Settling:
        return Wording::tr("settling");
    case Outcome::Deferred:
        return Wording::tr("deferred");
    case Outcome::Failed:
        return Wording::tr("failed");
    case Outcome::Stopped:
        return Wording::tr("stopped");
    }
    Q_UNREACHABLE_RETURN({});
}

QString changeCountsText(const ChangeCounts &counts)
{
    QStringList parts;
    if (counts.added > 0)
        parts << Wording::tr("%n added", nullptr, counts.added);
    if (counts.changed > 0)
        parts << Wording::tr("%n changed", nullptr, counts.changed);
    if (counts.removed > 0)
        parts << Wording::tr("%n removed", nullptr, counts.removed);
    return parts.isEmpty() ? Wording::tr("nothing") : parts.join(u", "_s);
}

} // namespace larder
