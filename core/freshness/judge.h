/// The verdict on a dataset at an instant. Pure: binding, record and `now` in, values out; any thread.
/// The C++ core, the front `larder` and the Python client must agree: a hit is confirmedAt <= now <
/// freshUntil. A binding whose policy, zone or deadline cannot be read is never fresh, and the verdict says
/// so.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/record.h"
#include "core/dataset/verdict.h"

namespace larder {

/// The flags Fetching and Paused are the caller's to add; pausing never changes freshness.
[[nodiscard]] Verdict judge(const Binding &binding, const Record &record, Instant now);

/// Some process looks in the background (store/schedulerlock.h): what is due and not asked yet is spread over
/// a while, or held back for a reason, and not unwatched.
void noteWatched(Verdict &verdict);

/// The end of the fresh interval that began at record.confirmedAt; it does not depend on the present instant.
/// nullopt: without end. The epoch: ask at once (nothing fetched or confirmed, a known change, `always`).
[[nodiscard]] std::optional<Instant> freshUntil(const Binding &binding, const Record &record);

/// A reader may be answered without asking the source. Late and held datasets may be hits too, with a
/// warning.
[[nodiscard]] bool isHit(const Binding &binding, const Record &record, Instant now);

/// The dataset's day at an instant, which the date placeholders of its address mean. Invalid: see above.
[[nodiscard]] Result<QDate> datasetDay(const Binding &binding, Instant at);

} // namespace larder
