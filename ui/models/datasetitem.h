/// One row of the datasets table, rendered: what each column says, and the longer truth behind it. Made from
/// a row whenever the watch tells it; the only place that turns a dataset into the table's words.
#pragma once

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
};

[[nodiscard]] DatasetItem renderItem(const JudgedRow &judged, Instant now, const QTimeZone &viewerZone);

/// "fetching 3 of 9 files": what stands in place of *because* while a run is going.
[[nodiscard]] QString runningWords(const Progress &progress);

} // namespace larder
