/// One row of the datasets table: what is known of the dataset, and what each column says of that, with the
/// longer truth behind it. An item is made whenever the watch tells the row, at midnight all of them; its
/// words only for those that somebody looks at. The only place that turns a dataset into the table's words.
#pragma once

#include "core/catalog/daytally.h"
#include "core/dataset/progress.h"
#include "core/engine/judgedrow.h"

#include <QString>
#include <QTimeZone>

namespace larder {

struct DatasetItem {
    DatasetName name;
    State state = State::Missing;
    Verdict verdict;
    QString source;
    QString haystack; ///< what a search looks in: customer, dataset and source, case folded
    std::optional<Instant> fetchedAt;
    std::optional<Instant> uploadedAt;
    qint64 bytes = -1; ///< of the newest snapshot; -1: there is none
    qint64 files = 0;
    SnapshotId newest; ///< empty: nothing fetched yet
    SnapshotId current; ///< what readers get
    bool isHeld = false;
    bool isNewestPinned = false;
    bool hasOpenReport = false;
    std::optional<Error> fault; ///< of a truth file
    std::optional<HeldBack> heldBack;
    QByteArray zone; ///< the customer's
    QString url; ///< with `customer`: what `source` and `haystack` were made of
    QString customer;
    Instant judgedAt{};
};

/// `before`: the item of the same dataset so far; what did not change is taken from it.
[[nodiscard]] DatasetItem makeItem(const JudgedRow &judged, Instant now, const DatasetItem *before = nullptr);

struct DatasetWords {
    QString fetched;
    QString uploaded;
    QString because;
    QString size;
};
[[nodiscard]] DatasetWords wordsOf(const DatasetItem &item, const QTimeZone &viewerZone);

/// The *because* of a day on which all is well: what its column should hold.
[[nodiscard]] QString usualReason();

/// Tooltips: the customer's time, all reasons.
[[nodiscard]] QString fetchedDetail(const DatasetItem &item, const QTimeZone &viewerZone);
[[nodiscard]] QString uploadedDetail(const DatasetItem &item, const QTimeZone &viewerZone);
[[nodiscard]] QString whyDetail(const DatasetItem &item, const QTimeZone &viewerZone);
[[nodiscard]] QString sizeDetail(const DatasetItem &item, const QTimeZone &viewerZone);

/// "fetching 3 of 9 files": what stands in place of *because* while a run is going.
[[nodiscard]] QString runningWords(const Progress &progress);

/// "2 uploads, 1 failure"; "nothing happened".
[[nodiscard]] QString dayTallyWords(const DayTally &tally);
/// A strip for those who cannot see it: "Last 14 days: uploads on 9, re-uploads on 1, failures on 2; today:
/// 2 uploads".
[[nodiscard]] QString stripWords(const QList<DayTally> &days);

} // namespace larder
