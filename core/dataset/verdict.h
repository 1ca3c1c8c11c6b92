/// What `judge` says of a dataset at an instant: a state, until when, and the reasons as values.
/// `wording` turns it into the sentence *because*; one table per face turns the state into word, colour, exit
/// code.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QFlags>
#include <QStringList>

#include <optional>
#include <vector>

namespace larder {

/// In order of precedence: the first that applies.
enum class State { SignIn, Failed, Missing, Late, Stale, Held, Fresh };

enum class Flag {
    Reported = 0x01,
    Fetching = 0x02,
    Settling = 0x04,
    Failing = 0x08, ///< a look failed, still fresh
    Unwatched = 0x10,
    Paused = 0x20,
    AfterFailed = 0x40, ///< the command after the last new data failed; the data are in place
};
Q_DECLARE_FLAGS(Flags, Flag)
Q_DECLARE_OPERATORS_FOR_FLAGS(Flags)

enum class ReasonKind {
    // The fresh interval: why it goes on …
    FreshUntilBoundary, ///< `at`: the policy's next boundary ends it
    FreshUntilExpect, ///< `at`: the next deadline for the upload ends it
    FreshUntilLateLook, ///< `at`: the source is overdue and asked again then
    NeverExpires, ///< policy `manual`
    // … or does not
    BoundaryPassed, ///< `at`: the boundary that ended it; `day`: the day that the copy is of (calendar
    ///< policies)
    ExpectPassed, ///< `at`: the deadline that ended it
    LateLookPassed, ///< `at`: the late look that ended it
    AlwaysAsks, ///< policy `always`
    ChangeKnown, ///< `at`: a probe saw a difference; `count` files, `text`: one of them
    ClockSetBack, ///< `at`: the confirmation, which lies in the future
    NeverFetched,
    NeverConfirmed, ///< there is a snapshot, but it was never known to equal the source
    Unreadable, ///< `text`: what in the binding cannot be read
    // What else a person wants to know
    LookFailed, ///< `at`, `error`
    NothingYet, ///< `at`: asked then; the dated path of `day` had no upload yet
    LateSince, ///< `at`: the deadline that passed without an upload
    AfterFailed, ///< `at`, `error`, `text`: the snapshot that the command was run for
    HeldAt, ///< `text`: the snapshot that readers get
    NewerWaits, ///< `text`: the newest snapshot, which the hold keeps back; `at`: when it was fetched
    ReportOpen, ///< `at`, `text`: what was reported
    SettlingSince, ///< `at`: this listing was first seen then, and is not believed yet
    ConfirmedAt, ///< `at`: the newest snapshot equalled the source; `day` as in BoundaryPassed
    FetchedAt, ///< `at`, `text`: the newest snapshot
    UploadedAt, ///< `at`: the newest entry at the source
    LastAsked, ///< `at`
    NobodyWatches, ///< `at`: when the source was last asked
    NextLook, ///< `at`
};

struct Reason {
    ReasonKind kind;
    std::optional<Instant> at;
    QString text;
    int count = 0;
    QDate day; ///< null: none
    std::optional<Error> error;

    bool operator==(const Reason &) const = default;
};

struct Verdict {
    State state = State::Missing;
    Flags flags;
    /// Readers need not ask before this instant. nullopt: without end. The epoch: ask at once.
    std::optional<Instant> freshUntil = Instant{};
    /// When the next background look is due; past it a hit is told that nobody watches. nullopt: no look is
    /// due.
    std::optional<Instant> lookDue;
    std::vector<Reason> reasons; ///< the first one explains the state

    [[nodiscard]] const Reason *reason(ReasonKind kind) const;
    bool operator==(const Verdict &) const = default;
};

/// The stable name in JSON: "signin".
[[nodiscard]] QString stateName(State state);
[[nodiscard]] QString flagName(Flag flag);
/// The names of the flags that are set, in their order.
[[nodiscard]] QStringList flagNames(Flags flags);

} // namespace larder
