/// A line of the datasets' table: what is known of the dataset and what lies over it, and of each column what
/// it is called, what it says of a line, and how it orders them. Columns are DatasetsModel's. GUI thread.
#pragma once

#include "ui/models/datasetitem.h"
#include "ui/stateface.h"

#include <QList>

#include <optional>

namespace larder {

struct DatasetLine {
    DatasetItem known;
    std::optional<Progress> running;
    QList<DayTally> days; ///< the oldest first
    int uploadDays = 0; ///< of `days`
    mutable std::optional<DatasetWords> words; ///< of `known`, once somebody asked

    [[nodiscard]] Faces faces() const;
    [[nodiscard]] bool isNotFresh() const { return !isFreshEnough(known.state) && !running; }
    /// False: it had these.
    [[nodiscard]] bool takeDays(QList<DayTally> taken, int dayCount);
};

[[nodiscard]] QString columnTitle(int column);
[[nodiscard]] QString columnDetail(int column);
[[nodiscard]] QString columnText(const DatasetLine &line, int column, const QTimeZone &viewerZone);
[[nodiscard]] QString columnTip(const DatasetLine &line, int column, const QTimeZone &viewerZone);
/// In the order of what the column says, not of its words.
[[nodiscard]] bool standsBefore(const DatasetLine &a, const DatasetLine &b, int column);

} // namespace larder
