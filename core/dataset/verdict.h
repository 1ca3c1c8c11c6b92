/// What `judge` says of a dataset at an instant: a state, until when, and the reasons as values.
/// `wording` turns it into the sentence *because*; one table per face turns the state into word, colour, exit code.
#pragma once

#include "core/base/instant.h"

#include <QFlags>
#include <QString>

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
};
Q_DECLARE_FLAGS(Flags, Flag)
Q_DECLARE_OPERATORS_FOR_FLAGS(Flags)

enum class ReasonKind {
    NeverFetched,
    NothingYet,         ///< the dated path of the dataset's day has no upload yet
    ConfirmedAt,        ///< `at`: the newest snapshot equalled the source then
    FreshUntilBoundary, ///< `at`: the policy's next boundary
    FreshUntilExpect,   ///< `at`: the next expect deadline bounds it
    NeverExpires,       ///< policy `manual`
    AlwaysAsks,         ///< policy `always`
    BoundaryPassed,     ///< `at`: the boundary that ended freshness
    ExpectPassed,       ///< `at`: the deadline (or late look) after which readers ask again
    ClockSetBack,       ///< `at`: the confirmation lies in the future
    ChangeKnown,        ///< `at`: a probe saw a difference; `text`: an example
    LateSince,          ///< `at`: the deadline that passed without an upload
    LookFailed,         ///< `at`; `text`: the error's message
    HeldAt,             ///< `text`: the held snapshot; `count`: newer ones waiting
    ReportOpen,         ///< `at`; `text`: the report
    SettlingSince,      ///< `at`
    NobodyWatches,      ///< `at`: when the source was last asked
};

struct Reason {
    ReasonKind kind;
    std::optional<Instant> at;
    QString text;
    int count = 0;

    bool operator==(const Reason &) const = default;
};

struct Verdict {
    State state = State::Missing;
    Flags flags;
    /// Readers need not ask before this instant. nullopt: without end. The epoch: ask at once.
    std::optional<Instant> freshUntil = Instant {};
    /// When the next background look is due; past it a hit is told that nobody watches. nullopt: no look is due.
    std::optional<Instant> lookDue;
    std::vector<Reason> reasons; ///< the first one explains the state

    bool operator==(const Verdict &) const = default;
};

} // namespace larder
