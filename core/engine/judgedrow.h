/// Rows with their verdicts, as they go from the watch to models and the scheduler. Plain values.
#pragma once

#include "core/catalog/datasetrow.h"
#include "core/dataset/heldback.h"
#include "core/dataset/verdict.h"

#include <QList>
#include <QMetaType>

namespace larder {

struct JudgedRow {
    DatasetRow row;
    Verdict verdict;
    std::optional<HeldBack> heldBack; ///< what would be done now, is not, and why

    bool operator==(const JudgedRow &) const = default;
};

struct RowChanges {
    QList<JudgedRow> changed; ///< new ones too
    QList<DatasetName> gone;
    Instant judgedAt{};

    [[nodiscard]] bool isEmpty() const { return changed.isEmpty() && gone.isEmpty(); }
    bool operator==(const RowChanges &) const = default;
};

} // namespace larder

Q_DECLARE_METATYPE(larder::RowChanges)
