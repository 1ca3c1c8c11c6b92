/// What a run or a look came to, and what went wrong, as sentences. Pure, translatable; any thread.
#pragma once

#include "core/dataset/runreport.h"

namespace larder {

/// What failed, where, and what to do, as one sentence without a final full stop.
[[nodiscard]] QString errorSentence(const Error &error);

/// "3 of 9 files fetched, 12 MB", "identical content, no new snapshot", "nothing there yet".
/// `filesInSnapshot` is the number of files of the newest snapshot, 0 where unknown; `hold` the snapshot that
/// readers still get, if held.
[[nodiscard]] QString runSentence(const RunReport &report, qint64 filesInSnapshot = 0,
                                  const SnapshotId &hold = {});

/// How the command after new data went: "~/bin/load.py: done", "~/bin/load.py: failed: …".
[[nodiscard]] QString afterSentence(const QString &command, const RunReport &report);

/// The outcome as a word that people see: "fetched", "nothing yet".
[[nodiscard]] QString outcomeWord(Outcome outcome);

/// "1 added, 2 changed"; "nothing" when empty.
[[nodiscard]] QString changeCountsText(const ChangeCounts &counts);

} // namespace larder
