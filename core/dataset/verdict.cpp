#include "core/dataset/verdict.h"

#include "core/dataset/jsonfields.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array stateNames{
    std::pair{State::SignIn, "signin"_L1},   std::pair{State::Failed, "failed"_L1},
    std::pair{State::Missing, "missing"_L1}, std::pair{State::Late, "late"_L1},
    std::pair{State::Stale, "stale"_L1},     std::pair{State::Held, "held"_L1},
    std::pair{State::Fresh, "fresh"_L1},
};

constexpr std::array flagNameTable{
    std::pair{Flag::Reported, "reported"_L1},        std::pair{Flag::Fetching, "fetching"_L1},
    std::pair{Flag::Settling, "settling"_L1},        std::pair{Flag::Failing, "failing"_L1},
    std::pair{Flag::Unwatched, "unwatched"_L1},      std::pair{Flag::Paused, "paused"_L1},
    std::pair{Flag::AfterFailed, "after-failed"_L1},
};

} // namespace

const Reason *Verdict::reason(ReasonKind kind) const
{
    const auto found = std::ranges::find(reasons, kind, &Reason::kind);
    return found == reasons.end() ? nullptr : &*found;
}

QString stateName(State state)
{
    return nameOf(stateNames, state);
}

QString flagName(Flag flag)
{
    return nameOf(flagNameTable, flag);
}

QStringList flagNames(Flags flags)
{
    QStringList names;
    for (const auto &[flag, name] : flagNameTable) {
        if (flags.testFlag(flag))
            names << name;
    }
    return names;
}

} // namespace larder
