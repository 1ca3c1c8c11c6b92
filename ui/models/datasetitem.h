/// One row of the datasets table, rendered: what each column says, and the longer truth behind it. Made from
/// a row whenever the watch tells it; the only place that turns a dataset into the table's words.
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
    QString fetched;
    QString uploaded;
    QString because;
    QString size;
    QString fetchedDetail; ///< tooltips: the customer's time, the source, all reasons
    QString uploadedDetail;
    QString whyDetail;
    QString sizeDetail;
    QString source;
    QString haystack; ///< what a search looks in: customer, dataset and source, case folded
    std::optional<Instant> fetchedAt; ///< to sort by, as the two below
    std::optional<Instant> uploadedAt;
    qint64 bytes = -1; ///< of the newest snapshot; -1: there is none
    SnapshotId newest; ///< empty: nothing fetched yet
    SnapshotId current; ///< what readers get
    bool isHeld = false;
    bool isNewestPinned = false;
    bool hasOpenReport = false;
};

[[nodiscard]] DatasetItem renderItem(const JudgedRow &judged, Instant now, const QTimeZone &viewerZone);

/// "fetching 3 of 9 files": what stands in place of *because* while a run is going.
[[nodiscard]] QString runningWords(const Progress &progress);

/// "2 uploads, 1 failure"; "nothing happened".
[[nodiscard]] QString dayTallyWords(const DayTally &tally);
/// A strip for those who cannot see it: "Last 14 days: uploads on 9, re-uploads on 1, failures on 2; today:
/// 2 uploads".
[[nodiscard]] QString stripWords(const QList<DayTally> &days);

} // namespace larder
