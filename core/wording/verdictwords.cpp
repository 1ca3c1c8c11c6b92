#include "core/wording/verdictwords.h"

#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "core/wording/wordedforfiles.h"
#include "core/wording/words.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// How instants are told: with absolute dates in one zone, or as a friend would. The zone is named once a
/// sentence.
class Teller
{
public:
    explicit Teller(const QTimeZone &zone) : m_zone(zone) { }
    Teller(const QTimeZone &zone, Instant now) : m_zone(zone), m_now(now) { }

    [[nodiscard]] QString when(std::optional<Instant> instant) const
    {
        if (!instant)
            return Wording::tr("at an unknown time");
        return m_now ? friendlyInstant(*instant, *m_now, m_zone) : instantText(*instant, m_zone);
    }
    [[nodiscard]] QString whenInZone(std::optional<Instant> instant) const
    {
        return instant && !m_now ? instantWithZone(*instant, m_zone) : when(instant);
    }

private:
    QTimeZone m_zone;
    std::optional<Instant> m_now;
};

QString dayText(QDate day)
{
    return day.toString(Qt::ISODate);
}

std::optional<Instant> instantOf(const Verdict &verdict, ReasonKind kind)
{
    const Reason *reason = verdict.reason(kind);
    return reason ? reason->at : std::nullopt;
}

/// What is known about the copy: "fetched for 2026-08-01", "confirmed 2026-08-01 09:00".
QString copyText(const Verdict &verdict, const Teller &teller)
{
    const Reason *confirmed = verdict.reason(ReasonKind::ConfirmedAt);
    return confirmed ? Wording::tr("confirmed %1").arg(teller.when(confirmed->at))
                     : Wording::tr("nothing fetched yet");
}

QString changeText(const Reason &change)
{
    if (change.count == 0)
        return Wording::tr("the source changed");
    const QString files = fileCountText(change.count);
    return change.text.isEmpty() ? Wording::tr("the source changed: %1").arg(files)
                                 : Wording::tr("the source changed: %1, such as %2").arg(files, change.text);
}

QString lateText(const Verdict &verdict, const Teller &teller)
{
    const QString expected = Wording::tr("an upload was expected by %1")
                                 .arg(teller.whenInZone(instantOf(verdict, ReasonKind::LateSince)));
    const auto uploaded = instantOf(verdict, ReasonKind::UploadedAt);
    return uploaded ? Wording::tr("%1, the newest is of %2").arg(expected, teller.when(uploaded)) : expected;
}

QString heldText(const Verdict &verdict, const Teller &teller)
{
    const Reason *held = verdict.reason(ReasonKind::HeldAt);
    const Reason *newer = verdict.reason(ReasonKind::NewerWaits);
    const QString snapshot = held ? held->text : QString();
    if (!newer)
        return Wording::tr("held at %1, the newest snapshot").arg(snapshot);
    return Wording::tr("held at %1; the newer %2, fetched %3, waits")
        .arg(snapshot, newer->text, teller.whenInZone(newer->at));
}

QString lookThatFailed(const Reason &failed, const QString &whatIsLeft, const Teller &teller)
{
    const QString message = told(failed.error ? failed.error->message : failed.text);
    return Wording::tr("the look of %1 failed: %2; %3")
        .arg(teller.whenInZone(failed.at), message, whatIsLeft);
}

QString staleText(const Verdict &verdict, const Reason &ended, const Teller &teller)
{
    const QString copy = ended.day.isValid() ? Wording::tr("fetched for %1").arg(dayText(ended.day))
                                             : copyText(verdict, teller);
    return Wording::tr("%1; stale since %2").arg(copy, teller.whenInZone(ended.at));
}

/// What explains the state, with what a person asks next: of when is the copy?
QString explanationText(const Verdict &verdict, const Reason &reason, const Teller &teller)
{
    switch (reason.kind) {
    case ReasonKind::FreshUntilBoundary:
        return Wording::tr("%1; fresh until %2").arg(copyText(verdict, teller), teller.whenInZone(reason.at));
    case ReasonKind::FreshUntilExpect:
        return Wording::tr("%1; fresh until %2, when an upload is expected")
            .arg(copyText(verdict, teller), teller.whenInZone(reason.at));
    case ReasonKind::FreshUntilLateLook:
        return Wording::tr("%1; asked again %2").arg(copyText(verdict, teller), teller.whenInZone(reason.at));
    case ReasonKind::NeverExpires:
        return Wording::tr("confirmed %1; fresh until told otherwise")
            .arg(teller.whenInZone(instantOf(verdict, ReasonKind::ConfirmedAt)));
    case ReasonKind::BoundaryPassed:
        return staleText(verdict, reason, teller);
    case ReasonKind::ExpectPassed:
        return Wording::tr("%1; stale since %2, when an upload was expected")
            .arg(copyText(verdict, teller), teller.whenInZone(reason.at));
    case ReasonKind::LateLookPassed:
        return Wording::tr("%1; to be asked again since %2")
            .arg(copyText(verdict, teller), teller.whenInZone(reason.at));
    case ReasonKind::AlwaysAsks:
        return Wording::tr("asked at every read; last confirmed %1")
            .arg(teller.whenInZone(instantOf(verdict, ReasonKind::ConfirmedAt)));
    case ReasonKind::ChangeKnown: {
        if (verdict.state == State::Missing) {
            return Wording::tr("never fetched to the end: %1 seen at the source %2")
                .arg(fileCountText(reason.count), teller.whenInZone(reason.at));
        }
        const QString seen = Wording::tr("%1, seen %2").arg(changeText(reason), teller.whenInZone(reason.at));
        return verdict.flags.testFlag(Flag::Settling)
            ? Wording::tr("%1; waiting until the upload holds still").arg(seen)
            : seen;
    }
    case ReasonKind::ClockSetBack:
        return Wording::tr("the clock was set back: confirmed %1, which lies in the future")
            .arg(teller.whenInZone(reason.at));
    case ReasonKind::NeverFetched:
        return Wording::tr("nothing fetched yet");
    case ReasonKind::NeverConfirmed:
        return Wording::tr("never confirmed against the source");
    case ReasonKind::Unreadable:
        return Wording::tr("cannot be judged: %1").arg(told(reason.text));
    case ReasonKind::NothingYet:
        return Wording::tr("nothing there yet for %1; asked %2")
            .arg(dayText(reason.day), teller.whenInZone(reason.at));
    case ReasonKind::LookFailed:
        return lookThatFailed(reason, copyText(verdict, teller), teller);
    case ReasonKind::LateSince:
        return Wording::tr("%1; asked %2")
            .arg(lateText(verdict, teller), teller.when(instantOf(verdict, ReasonKind::ConfirmedAt)));
    case ReasonKind::HeldAt:
        return heldText(verdict, teller);
    case ReasonKind::AfterFailed: // told beside whatever explains the state
    case ReasonKind::NewerWaits:
    case ReasonKind::ReportOpen: // told before whatever explains the state
    case ReasonKind::SettlingSince:
    case ReasonKind::ConfirmedAt:
    case ReasonKind::FetchedAt:
    case ReasonKind::UploadedAt:
    case ReasonKind::LastAsked:
    case ReasonKind::NobodyWatches:
    case ReasonKind::NextLook:
        break; // none of them explains a state
    }
    return {};
}

bool isAtEase(State state)
{
    switch (state) {
    case State::Fresh:
    case State::Held:
        return true;
    case State::SignIn:
    case State::Failed:
    case State::Missing:
    case State::Late:
    case State::Stale:
        return false;
    }
    Q_UNREACHABLE_RETURN(false);
}

/// The command's failure is what a person must see first, unless the state itself is a trouble.
QString withFailedAfter(const Verdict &verdict, const QString &explained)
{
    const Reason *failed = verdict.reason(ReasonKind::AfterFailed);
    if (!failed)
        return explained;
    const QString message = told(failed->error ? failed->error->message : failed->text);
    return isAtEase(verdict.state)
        ? Wording::tr("the command after the fetch failed: %1; %2").arg(message, explained)
        : Wording::tr("%1; the command after the last fetch failed: %2").arg(explained, message);
}

/// A dated path whose day has no upload yet leaves a copy of another day fresh: that comes first.
const Reason *nothingYetBesideCopy(const Verdict &verdict)
{
    return isAtEase(verdict.state) ? verdict.reason(ReasonKind::NothingYet) : nullptr;
}

QString explanation(const Verdict &verdict, const Teller &teller)
{
    if (verdict.reasons.empty())
        return {};
    QString explained = explanationText(verdict, verdict.reasons.front(), teller);
    if (const Reason *nothing = nothingYetBesideCopy(verdict))
        explained = Wording::tr("nothing there yet for %1; %2").arg(dayText(nothing->day), explained);
    explained = withFailedAfter(verdict, explained);
    const Reason *report = verdict.reason(ReasonKind::ReportOpen);
    return report ? Wording::tr("reported %1: “%2”; %3").arg(teller.when(report->at), report->text, explained)
                  : explained;
}

/// In the customer's zone, and in the viewer's where its clock shows something else.
QString inBothZones(std::optional<Instant> instant, const Reader &reader)
{
    if (!instant)
        return Wording::tr("an unknown time");
    const QString customers = instantWithZone(*instant, reader.customerZone, Precision::Seconds);
    const bool isSameClock = toDateTime(*instant, reader.customerZone).offsetFromUtc()
        == toDateTime(*instant, reader.viewerZone).offsetFromUtc();
    return isSameClock
        ? customers
        : Wording::tr("%1, that is %2")
              .arg(customers, instantWithZone(*instant, reader.viewerZone, Precision::Seconds));
}

QString failedLook(const Reason &reason, const QString &at)
{
    const QString what = reason.error ? errorSentence(*reason.error) : told(reason.text);
    if (reason.count < 2)
        return Wording::tr("the look of %1 failed: %2").arg(at, what);
    return Wording::tr("the look of %1 failed, as %2 in a row did: %3").arg(at).arg(reason.count).arg(what);
}

/// One reason as a sentence of its own.
QString whySentence(const Reason &reason, const QString &at)
{
    switch (reason.kind) {
    case ReasonKind::FreshUntilBoundary:
        return Wording::tr("readers need not ask before the policy's next boundary at %1").arg(at);
    case ReasonKind::FreshUntilExpect:
        return Wording::tr("readers need not ask before %1, by when an upload is expected").arg(at);
    case ReasonKind::FreshUntilLateLook:
        return Wording::tr("readers ask again at %1, because the source is overdue").arg(at);
    case ReasonKind::NeverExpires:
        return Wording::tr("the policy never expires: readers need not ask");
    case ReasonKind::BoundaryPassed:
        return reason.day.isValid()
            ? Wording::tr("the copy is of %1; the policy's next boundary passed at %2")
                  .arg(dayText(reason.day), at)
            : Wording::tr("the policy's next boundary passed at %1").arg(at);
    case ReasonKind::ExpectPassed:
        return Wording::tr("an upload was expected by %1, and the source was not asked since").arg(at);
    case ReasonKind::LateLookPassed:
        return Wording::tr("the source is overdue, and was to be asked again at %1").arg(at);
    case ReasonKind::AlwaysAsks:
        return Wording::tr("the policy has every read ask the source");
    case ReasonKind::ChangeKnown:
        return Wording::tr("%1; seen at %2 and not fetched yet").arg(changeText(reason), at);
    case ReasonKind::ClockSetBack:
        return Wording::tr("the confirmation of %1 lies in the future: the clock was set back").arg(at);
    case ReasonKind::NeverFetched:
        return Wording::tr("nothing was fetched yet");
    case ReasonKind::NeverConfirmed:
        return Wording::tr("the newest snapshot was never known to equal the source");
    case ReasonKind::Unreadable:
        return Wording::tr("the binding cannot be judged: %1").arg(told(reason.text));
    case ReasonKind::LookFailed:
        return failedLook(reason, at);
    case ReasonKind::NothingYet:
        return Wording::tr("asked at %1, the source had nothing yet for %2").arg(at, dayText(reason.day));
    case ReasonKind::LateSince:
        return Wording::tr("no upload came by %1, when one was expected").arg(at);
    case ReasonKind::AfterFailed:
        return Wording::tr(
                   "the command after the fetch of %1 failed at %2: %3; it is run again when new data "
                   "have landed")
            .arg(reason.text, at, reason.error ? errorSentence(*reason.error) : QString());
    case ReasonKind::HeldAt:
        return Wording::tr(
                   "readers get the snapshot %1, which is held until `larder use` names another or latest")
            .arg(reason.text);
    case ReasonKind::NewerWaits:
        return Wording::tr("the newer snapshot %1, fetched at %2, waits").arg(reason.text, at);
    case ReasonKind::ReportOpen:
        return Wording::tr("reported at %1, waiting for another upload: %2").arg(at, reason.text);
    case ReasonKind::SettlingSince:
        return Wording::tr("the changed upload was first seen at %1, and is taken once it holds still")
            .arg(at);
    case ReasonKind::ConfirmedAt:
        return Wording::tr("the newest snapshot equalled the source at %1").arg(at);
    case ReasonKind::FetchedAt:
        return Wording::tr("the newest snapshot, %1, was fetched at %2").arg(reason.text, at);
    case ReasonKind::UploadedAt:
        return Wording::tr("the newest file at the source is of %1").arg(at);
    case ReasonKind::LastAsked:
        return Wording::tr("the source was last asked at %1").arg(at);
    case ReasonKind::NobodyWatches:
        return Wording::tr("nothing is watching the source: start larder-desktop");
    case ReasonKind::NextLook:
        return Wording::tr("the next background look is due at %1").arg(at);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

QString because(const Verdict &verdict, const QTimeZone &customerZone)
{
    const WordedForFiles english;
    return explanation(verdict, Teller(customerZone));
}

QString becauseFor(const Verdict &verdict, const Reader &reader)
{
    const Teller teller(reader.viewerZone, reader.now);
    const QString explained = explanation(verdict, teller);
    const Reason *failed =
        verdict.flags.testFlag(Flag::Failing) ? verdict.reason(ReasonKind::LookFailed) : nullptr;
    return failed ? lookThatFailed(*failed, explained, teller) : explained;
}

QStringList why(const Verdict &verdict, const Reader &reader)
{
    QStringList sentences{
        Wording::tr("%1: %2").arg(stateWord(verdict.state), because(verdict, reader.customerZone))};
    for (const Reason &reason : verdict.reasons)
        sentences << whySentence(reason, inBothZones(reason.at, reader));
    if (verdict.flags.testFlag(Flag::Fetching))
        sentences << Wording::tr("a run is going on");
    if (verdict.flags.testFlag(Flag::Paused))
        sentences << Wording::tr("background looks are paused; readers ask as usual");
    return sentences;
}

QString readerWarning(const Verdict &verdict, const QTimeZone &customerZone)
{
    const WordedForFiles english;
    const Teller teller(customerZone);
    QStringList warnings;
    if (verdict.state == State::Late)
        warnings << Wording::tr("late: %1").arg(lateText(verdict, teller));
    if (verdict.reason(ReasonKind::HeldAt))
        warnings << heldText(verdict, teller);
    if (const Reason *nothing = nothingYetBesideCopy(verdict))
        warnings << explanationText(verdict, *nothing, teller);
    // What the source has no more is withdrawn: other failures pass, and the copy is as good as before.
    const Reason *failed =
        verdict.flags.testFlag(Flag::Failing) ? verdict.reason(ReasonKind::LookFailed) : nullptr;
    if (failed && failed->error && failed->error->kind == ErrorKind::NotFound)
        warnings << lookThatFailed(*failed, copyText(verdict, teller), teller);
    return warnings.join(u"; "_s);
}

QString unwatchedLine(const DatasetName &dataset, Instant lastAsked, const QTimeZone &customerZone)
{
    const WordedForFiles english;
    return Wording::tr(
               "source last asked %1; nothing is watching it: start larder-desktop or run `larder check %2`")
        .arg(instantWithZone(lastAsked, customerZone), dataset.text());
}

QString stateWord(State state)
{
    switch (state) {
    case State::SignIn:
        return Wording::tr("sign-in needed");
    case State::Failed:
        return Wording::tr("failed");
    case State::Missing:
        return Wording::tr("missing");
    case State::Late:
        return Wording::tr("late");
    case State::Stale:
        return Wording::tr("stale");
    case State::Held:
        return Wording::tr("held");
    case State::Fresh:
        return Wording::tr("fresh");
    }
    Q_UNREACHABLE_RETURN({});
}

QString flagWord(Flag flag)
{
    switch (flag) {
    case Flag::Reported:
        return Wording::tr("waiting");
    case Flag::Fetching:
        return Wording::tr("fetching");
    case Flag::Settling:
        return Wording::tr("settling");
    case Flag::Failing:
        return Wording::tr("failing");
    case Flag::Unwatched:
        return Wording::tr("unwatched");
    case Flag::Paused:
        return Wording::tr("paused");
    case Flag::AfterFailed:
        return Wording::tr("command failed");
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace larder
