/// Remembers the rows as they were last told and says what is different now: because the home changed, or
/// because time went on (a boundary, a look that fell due, the viewer's midnight). Changes are told by name,
/// so that rows that stand together come together. Pure but for its memory; one thread.
#pragma once

#include "core/engine/judgedrow.h"
#include "core/engine/permission.h"

#include <QTimeZone>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace larder {

class RowTracker
{
public:
    /// In the viewer's zone a new day changes every row: "today" becomes "yesterday".
    explicit RowTracker(QTimeZone viewerZone) : m_viewerZone(std::move(viewerZone)) { }

    [[nodiscard]] RowChanges update(const std::vector<DatasetRow> &rows, Instant now);
    /// Judges again only the rows whose verdict may have changed since the last time.
    [[nodiscard]] RowChanges judgeAgain(Instant now);

    /// The rows that show something else because of it: `heldBack`, the flag Paused.
    [[nodiscard]] RowChanges setPermissions(const Permissions &permissions, Instant now);
    /// Some process looks in the background: no row is unwatched.
    [[nodiscard]] RowChanges setWatched(bool isWatched, Instant now);
    [[nodiscard]] RowChanges setTurnedAway(const TurnedAway &turnedAway, Instant now);

    enum class Asking { Everyone, OnlyThoseThatRan };
    /// Sets or clears the flag Fetching by what `isRunning` says, and adds the rows that it changes.
    void noteRunning(const std::function<bool(const DatasetName &)> &isRunning, Asking asking,
                     RowChanges &changes);

private:
    struct Told {
        JudgedRow judged;
        std::optional<Instant> validUntil; ///< nullopt: until the row changes
    };
    enum class Which { MayBeDifferent, All };
    [[nodiscard]] RowChanges judgeAgain(Which rows, Instant now);
    [[nodiscard]] Told judgeRow(DatasetRow row, Flags kept, Instant now) const;
    void showHeldBack(JudgedRow &judged, Instant now) const;
    [[nodiscard]] RowChanges showHeldBackAgain(Instant now);
    [[nodiscard]] bool isAnotherDay(Instant now);

    QTimeZone m_viewerZone;
    Permissions m_permissions;
    bool m_isWatched = false;
    TurnedAway m_turnedAway;
    std::map<DatasetName, Told> m_told;
    Instant m_lastNow{};
};

} // namespace larder
