/// How a record learns from looks and runs. Pure: called inside DatasetFolder::changeRecord.
/// These are the only places that move confirmedAt and knownChange.
#pragma once

#include "core/dataset/record.h"
#include "core/sync/bindingkeys.h"
#include "core/sync/plan.h"
#include "core/sync/probing.h"

namespace larder {

/// False: a later look has spoken already, or another snapshot is the newest by now, so what this look saw
/// says nothing any more. `comparedWith`: the newest snapshot when it was made.
[[nodiscard]] bool isStillTelling(const Record &record, const ProbeFinding &finding,
                                  const SnapshotId &comparedWith);

/// The source answered.
void noteLook(Record &record, const ProbeFinding &finding, Instant endedAt);
/// It did not.
void noteFailedLook(Record &record, const ProbeFinding &finding, Instant endedAt, const Error &error);
/// It answered with something that differs: readers must ask until it is fetched.
void noteChange(Record &record, const ProbeFinding &finding, const FetchPlan &plan);
/// The failure that it is when a source lists nothing, unless the binding allows that. `newest`: nullptr:
/// none.
[[nodiscard]] Error emptiedSource(const Binding &binding, const Manifest *newest, const DatasetName &dataset);
/// The same failure, when all that it lists are archives without a file.
[[nodiscard]] Error emptyArchives(const Binding &binding, const Manifest *newest, const DatasetName &dataset);
/// There is nothing yet (nullptr), or it came from the address that the binding has now.
[[nodiscard]] bool isFrom(const Binding &binding, const ManifestHeader *newest);
/// Something was uploaded, and its bytes are the newest snapshot's: whoever reported it must know.
void noteIdenticalUpload(Record &record, const ProbeFinding &finding);
/// A clean-up is no upload.
[[nodiscard]] bool isUpload(const FetchPlan &plan);
/// The newest snapshot equalled the source when the look began.
void confirm(Record &record, const ProbeFinding &finding);
/// The binding means another source now: readers ask before they get anything more. `OtherPlace`: equal
/// validators of what `newest` (nullptr: nothing) came from prove nothing there either.
void takeBackConfirmation(Record &record, Meaning meaning, const Manifest *newest);

/// May a changed listing be taken, or does it still settle? Takes the record as it is before this look is
/// noted.
[[nodiscard]] bool isSettled(const Record &record, const ProbeFinding &finding,
                             std::chrono::seconds settleTime);
void noteSettling(Record &record, const ProbeFinding &finding);

} // namespace larder
