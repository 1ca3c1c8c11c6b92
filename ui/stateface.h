/// How a dataset's state looks: one table for the window and the tray. State is never colour alone.
/// Pure; any thread but for the words, which are translated.
#pragma once

#include "core/dataset/progress.h"
#include "core/dataset/verdict.h"

#include <array>
#include <optional>

namespace larder {

/// The verdict's states, and what is shown before them.
enum class Face { SignIn, Failed, Missing, Late, Stale, Held, Fresh, Waiting, Checking, Fetching };

inline constexpr std::size_t faceCount = static_cast<std::size_t>(Face::Fetching) + 1;

enum class Tone { Error, Quiet, Late, Stale, Waiting, Ok, Busy };

struct StateFace {
    Face face;
    const char *word; ///< in the table: "Fresh"
    const char *counted; ///< in summaries: "%n fresh"
    QLatin1StringView icon;
    Tone tone;
};

[[nodiscard]] const StateFace &stateFace(Face face);
[[nodiscard]] QString faceWord(Face face);
[[nodiscard]] QString countedFaces(Face face, int count);
/// ":/icons/state-fresh.svg"
[[nodiscard]] QString faceIcon(Face face);

/// An open report is shown before all colours; a run, while it is going, before everything.
[[nodiscard]] Face faceOf(const Verdict &verdict, std::optional<Phase> running = std::nullopt);
[[nodiscard]] Face faceOf(State state);

/// 1 is the worst; the tray shows the lowest.
[[nodiscard]] int trayRank(State state);
/// A refresh may make it fresh: what "Refresh N stale" refreshes.
[[nodiscard]] bool isFreshEnough(State state);

/// How many datasets are in each state.
class StateCounts
{
public:
    void add(State state, int change) { m_counts[static_cast<std::size_t>(state)] += change; }
    [[nodiscard]] int of(State state) const { return m_counts[static_cast<std::size_t>(state)]; }
    [[nodiscard]] int total() const;
    [[nodiscard]] int notFresh() const;
    /// nullopt: there are no datasets.
    [[nodiscard]] std::optional<State> worst() const;

    bool operator==(const StateCounts &) const = default;

private:
    std::array<int, 7> m_counts{};
};

inline constexpr std::array allStates{State::SignIn, State::Failed, State::Missing, State::Late,
                                      State::Stale,  State::Held,   State::Fresh};

/// "1 stale, 5 fresh": the worst first.
[[nodiscard]] QString summaryText(const StateCounts &counts);

} // namespace larder
