/// How a dataset's state looks: one table for the window and the tray. State is never colour alone.
/// Pure; any thread but for the words, which are translated.
#pragma once

#include "core/dataset/progress.h"
#include "core/dataset/verdict.h"

#include <QMetaType>
#include <QVarLengthArray>

#include <array>
#include <optional>

namespace larder {

/// The verdict's states, a look that failed beside one of them, and what is shown before them.
enum class Face { SignIn, Failed, Missing, Late, Stale, Failing, Held, Fresh, Waiting, Checking, Fetching };

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

/// All that a dataset counts as, the one that is shown first: a run while it is going, before everything; an
/// open report, before all colours; the state; that the last look failed. What is hidden is chosen and
/// counted all the same. A run that waits for its turn hides nothing.
using Faces = QVarLengthArray<Face, 4>;
[[nodiscard]] Faces facesOf(const Verdict &verdict, std::optional<Phase> running = std::nullopt);
[[nodiscard]] Face faceOf(State state);
/// What is told beside the first of them: none while a run is going, and never that all is well.
[[nodiscard]] Faces facesBeside(const Faces &faces);
/// "Fresh", "Waiting · stale"
[[nodiscard]] QString facesText(const Faces &faces);

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

Q_DECLARE_METATYPE(larder::Faces)
