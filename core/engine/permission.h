/// What the background may do at an instant, and why not more: settings, surroundings, the pause and the
/// machine's wall time in, a value out. Pure; any thread. What nobody knows counts as online, not metered,
/// not on battery: a machine without these services syncs.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/heldback.h"
#include "core/engine/judgedrow.h"
#include "core/engine/settings.h"

#include <QHash>

#include <optional>

namespace larder {

enum class Reachability { Unknown, Online, CaptivePortal, Offline };

struct Surroundings {
    Reachability network = Reachability::Unknown;
    std::optional<bool> isMetered;
    std::optional<bool> isOnBattery;
    bool isAsleep = false; ///< or just about to be

    bool operator==(const Surroundings &) const = default;
};

/// A person wants no background for a while. It lies in the data folder: see pause.h.
struct Pause {
    Instant since{};
    std::optional<Instant> until; ///< nullopt: until resumed

    /// A clock that was set back to before it began ends it, too.
    [[nodiscard]] bool holdsAt(Instant now) const { return since <= now && (!until || now < *until); }
    bool operator==(const Pause &) const = default;
};

struct Circumstances {
    Settings settings;
    Surroundings surroundings;

    bool operator==(const Circumstances &) const = default;
};

enum class Reach {
    Network,
    ThisMachine, ///< a directory, which needs no network
    Command, ///< a person's own, which may do anything: asking it is fetching
};
[[nodiscard]] Reach reachOf(const Binding &binding);

/// What holds back whom. nullopt: nothing does.
struct Permissions {
    std::optional<HeldBack> overNetwork;
    std::optional<HeldBack> onThisMachine;
    std::optional<HeldBack> ofCommands; ///< where a fetch is withheld, so is a look

    [[nodiscard]] const std::optional<HeldBack> &of(Reach reach) const;
    [[nodiscard]] bool isPaused() const;
    bool operator==(const Permissions &) const = default;
};

/// Datasets that wait because the same sign-in failed for another one.
using TurnedAway = QHash<DatasetName, DatasetName>;

/// What withholds most stands, and of several that withhold the same, the first in HeldBackBy.
[[nodiscard]] Permissions permissionsAt(Instant now, const Circumstances &circumstances,
                                        const std::optional<Pause> &pause, const QTimeZone &machineZone);

/// Only a fetch would tell or bring more: a change is known, nothing was fetched yet, or the source was asked
/// after the copy ended and could prove nothing.
[[nodiscard]] bool waitsForFetch(const Record &record, const Verdict &verdict);

/// While a fetch is withheld and only one would tell or bring more: when the source is asked again. nullopt:
/// as ever, when a look falls due.
[[nodiscard]] std::optional<Instant> nextCheck(const Binding &binding, const Record &record,
                                               const Verdict &verdict);

/// What a row shows: only a look that is due, or a change or a first fetch that waits, is held back.
[[nodiscard]] std::optional<HeldBack> heldBackNow(const DatasetRow &row, const Verdict &verdict,
                                                  const Permissions &permissions, Instant now);

} // namespace larder

Q_DECLARE_METATYPE(larder::Permissions)
